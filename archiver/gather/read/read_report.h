/*
 * read_report.h -- a report of any kind that is read, as a story.
 *
 * The table of readers is here. Most want the report whole, in memory; those of
 * documents that are mostly pictures read it by its path, with an eye on memory.
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_READ_REPORT_H
#define ANNALS_ARCHIVER_GATHER_READ_READ_REPORT_H

#include "archiver/gather/intake/intake_report.h"
#include "archiver/gather/read/normal.h"
#include "archiver/gather/read/pdf_launcher.h"
#include "archiver/gather/read/reader.h"
#include "archiver/gather/story.h"

struct reader_input {
	const struct intake_report *report; /* its file is `text` */
	struct slice raw;		    /* all of it; empty for a reader that goes by path */
	int zone;			    /* minutes east of UTC, for stamps that name none */
	const struct pdf_launcher *pdf;	    /* NULL: PDFs are refused */
};

/* RC_UNSUPPORTED, saying what it is, where this program has no reader for it. */
MUST_USE enum rc read_report_check(const struct reader_guess *g, struct err *e);

/* Whether its reader opens the file itself, and `raw` is not needed. */
bool read_report_by_path(enum reader_kind kind);

/*
 * Fills an empty story. Neither the report nor `raw` is needed afterwards.
 * RC_UNSUPPORTED, RC_BAD where it is broken or has no text, RC_LIMIT, RC_IO.
 */
MUST_USE enum rc read_report(enum reader_kind kind, const struct reader_input *in, struct normal *n,
	struct story *s, struct err *e);

#endif
