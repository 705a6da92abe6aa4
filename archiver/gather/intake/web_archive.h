/*
 * web_archive.h -- the pages of a web archive as reports: WARC and ARC (web_reader.h),
 * and WACZ 1.1.1, a zip with such in it.
 *
 * A page is what was served with status 200 as text/html or application/xhtml+xml, or
 * stored without a message, and is HTML by its bytes. Its report has its address and the
 * moment it was captured; its parts are all pictures of the archive, by their addresses.
 * Pages come in the order of their addresses, those of one address in that of time; all
 * of the archive is read before the first is given out, whose pictures may stand last.
 *
 * What was served as a page and is none (redirects, errors, revisits) is given out as
 * passed over; records that cannot be read as refused.
 */
#ifndef ANNALS_ARCHIVER_GATHER_INTAKE_WEB_ARCHIVE_H
#define ANNALS_ARCHIVER_GATHER_INTAKE_WEB_ARCHIVE_H

#include "archiver/gather/intake/intake_report.h"
#include "archiver/gather/intake/unpack_limits.h"

struct web_archive;

struct web_archive_settings {
	const char *folder; /* empty; where it is laid out */
	int scratch;	    /* folder for temporary files; not owned */
	struct unpack_limits *limits;
};

/* Reads all of it. RC_LIMIT, RC_BAD where it is none, RC_UNSUPPORTED, RC_IO, RC_NOMEM. */
MUST_USE enum rc web_archive_new(const char *path, const struct web_archive_settings *settings,
	struct web_archive **out, struct err *e);
void web_archive_free(struct web_archive *w);

/* The next report, called `shown` and its address; `*got` is false behind the last. */
MUST_USE enum rc web_archive_next(struct web_archive *w, const char *shown,
	struct intake_report *out, bool *got, struct err *e);

#endif
