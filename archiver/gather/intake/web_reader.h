/*
 * web_reader.h -- the records of a web archive: WARC (ISO 28500:2017) and ARC (Internet
 * Archive, 1996), plain or packed by gzip.
 *
 * Lengths lie. A record whose length does not lead to where another begins, or the file
 * ends, is told to be bad, and reading goes on with the next that can be found: at a
 * gzip member's beginning, or at a line that begins one.
 */
#ifndef ANNALS_ARCHIVER_GATHER_INTAKE_WEB_READER_H
#define ANNALS_ARCHIVER_GATHER_INTAKE_WEB_READER_H

#include "archiver/gather/intake/unpack_limits.h"
#include "archiver/gather/intake/web_record.h"

/* A record's header; longer ones are bad. */
#define WEB_READER_HEAD_MAX ((size_t)64 * 1024)

struct web_reader;

/* RC_IO, RC_UNSUPPORTED; what comes out of gzip is asked of `limits`. */
MUST_USE enum rc web_reader_new(
	const char *path, struct unpack_limits *limits, struct web_reader **out, struct err *e);
void web_reader_free(struct web_reader *r);

/* The next record; `*got` is false after the last. What was left of the one before is passed over.
 */
MUST_USE enum rc
web_reader_next(struct web_reader *r, struct web_record *out, bool *got, struct err *e);

/* The next piece of its block, valid until the next call; empty behind the last. */
MUST_USE enum rc web_reader_piece(struct web_reader *r, struct slice *piece, struct err *e);

/*
 * Passes over what is left of it. `*why` is NULL where the record was whole, else what is
 * wrong with it, valid until the next call.
 */
MUST_USE enum rc web_reader_end(struct web_reader *r, const char **why, struct err *e);

#endif
