/*
 * web_store.h -- what is kept of the records of a web archive, as files: pages, and the
 * pictures that they may name.
 *
 *	N.html		a page
 *	DIGEST		a picture, by its address in its one spelling (parts.h,
 *			web_address.h); of two captures the first
 *	DIGEST-seen	either once more, by its payload's digest, and by its address and
 *			moment: how a revisit names it
 *
 * All in one folder, which is thus that of the parts. Several names may be links to one
 * file, so that nothing has to be held in memory.
 */
#ifndef ANNALS_ARCHIVER_GATHER_INTAKE_WEB_STORE_H
#define ANNALS_ARCHIVER_GATHER_INTAKE_WEB_STORE_H

#include "archiver/gather/intake/unpack_limits.h"
#include "archiver/gather/intake/web_reader.h"
#include "archiver/gather/read/reader.h"

struct web_store;

/* In an empty folder; `limits` count what is kept. */
MUST_USE enum rc web_store_new(
	const char *folder, struct unpack_limits *limits, struct web_store **out, struct err *e);
void web_store_free(struct web_store *s);

/*
 * A new payload: its bytes come in pieces. Nothing is written until the first READER_FIRST of
 * them have told what it is; what is neither a page nor a picture is not kept.
 */
void web_store_begin(struct web_store *s);
MUST_USE enum rc web_store_put(struct web_store *s, struct slice piece, struct err *e);

/* True as soon as it is known that it will not be kept: no more has to be put. */
bool web_store_unwanted(const struct web_store *s);

/* What it is: READER_HTML, READER_PICTURE or READER_UNKNOWN; known once it has ended. */
MUST_USE enum rc web_store_end(struct web_store *s, enum reader_kind *kind, struct err *e);

/*
 * Keeps it as a page, whose number is given, or as the picture at `address`. What is begun
 * anew without that is dropped.
 */
MUST_USE enum rc web_store_keep_page(
	struct web_store *s, const struct web_record *r, uint64_t *number, struct err *e);
MUST_USE enum rc web_store_keep_picture(
	struct web_store *s, const struct web_record *r, struct slice address, struct err *e);

/* The path of a page, to be freed; NULL where memory ran out. */
char *web_store_page(const struct web_store *s, uint64_t number);

/*
 * A revisit: what it stands for, READER_UNKNOWN where that was not kept. A picture is then
 * found at `address`, too.
 */
MUST_USE enum rc web_store_revisit(struct web_store *s, const struct web_record *r,
	struct slice address, enum reader_kind *kind, struct err *e);

#endif
