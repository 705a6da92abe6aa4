/*
 * sidecar_comment.h -- what a sidecar's trusted comment says.
 *
 * Ours binds the signed file to the log, in one line that stock minisign prints:
 *
 *	timestamp:<n>\tfile:<name>\thashed\torigin:<origin>\tsize:<n>\troot:<base64>
 *
 * Stock minisign writes the first three fields (the third may be missing), or
 * whatever its user wanted.
 */
#ifndef ANNALS_KEYS_SIDECAR_COMMENT_H
#define ANNALS_KEYS_SIDECAR_COMMENT_H

#include "format/base/bytes.h"
#include "format/base/digest.h"

enum sidecar_comment_kind {
	SIDECAR_COMMENT_FREE,  /* any text: nothing is known, every field is empty */
	SIDECAR_COMMENT_STOCK, /* time and file name */
	SIDECAR_COMMENT_BOUND  /* all fields: bound to a log's head */
};

/* Borrows its texts. */
struct sidecar_comment {
	enum sidecar_comment_kind kind;
	uint64_t timestamp; /* seconds since the epoch, at most INT64_MAX */
	struct slice file;
	struct slice origin;
	uint64_t size;
	struct digest root;
};

/*
 * RC_OK with the kind it is. RC_BAD where a field claims an origin, a size or a root and
 * the whole is not exactly what sidecar_comment_write makes: half a binding binds nothing,
 * and a reader could take it for one.
 */
MUST_USE enum rc
sidecar_comment_parse(struct slice text, struct sidecar_comment *out, struct err *e);

/*
 * Writes a bound comment, whatever `kind` says. RC_USAGE for a file name that is empty or
 * has a slash, for an origin that cannot name a key (note.h), for control characters.
 */
MUST_USE enum rc
sidecar_comment_write(const struct sidecar_comment *c, struct bytes *out, struct err *e);

#endif
