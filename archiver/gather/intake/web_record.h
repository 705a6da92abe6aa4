/*
 * web_record.h -- what the header of a record says: of WARC (ISO 28500:2017) and of ARC
 * (Internet Archive, 1996).
 */
#ifndef ANNALS_ARCHIVER_GATHER_INTAKE_WEB_RECORD_H
#define ANNALS_ARCHIVER_GATHER_INTAKE_WEB_RECORD_H

#include "format/base/bytes.h"

enum web_record_type {
	WEB_RECORD_RESPONSE, /* an HTTP message */
	WEB_RECORD_RESOURCE, /* a file, without one */
	WEB_RECORD_REVISIT,  /* an HTTP message whose body another record has */
	WEB_RECORD_OTHER,
	WEB_RECORD_BAD /* not one that can be read: `why` says it */
};

/* Slices borrow from the header, or from `date`; empty where nothing is said. */
struct web_record {
	enum web_record_type type;
	struct slice url;	     /* as it stands there, without the `<>` that some have */
	struct slice date;	     /* RFC 3339, UTC */
	struct slice content_type;   /* of the block */
	struct slice payload_digest; /* as it stands there */
	struct slice refers_url, refers_date;
	struct slice truncated; /* why the capture is not whole */
	uint64_t length;	/* of the block */
	const char *why;
};

/*
 * A WARC header, its first line and the empty one with it. False where it has no length
 * that is a number; the rest is set all the same. `date` is cleared, and holds a date that
 * had to be spelt anew.
 */
bool web_record_parse(struct slice head, struct bytes *date, struct web_record *out);

/* The same for an ARC header, a line, of the first or the second version. */
bool
web_record_parse_arc(struct slice line, bool second, struct bytes *date, struct web_record *out);

/* Whether the line that an ARC file begins with is of the second version. */
bool web_record_is_arc_two(struct slice line);

#endif
