/*
 * checkpoint.h -- the log's signed head: a C2SP tlog-checkpoint in a C2SP signed
 * note, held to one spelling.
 *
 *	example.org/newsroom                            origin
 *	1236                                            leaves
 *	Tju7H3tHjc/nH7YxYxUZo7yhLJrvyhYSv85ME6hiZNQ=    root
 *
 *	— example.org/newsroom rOFtYg…                  signature
 *
 * Three lines and no extension line, exactly one signature line, Ed25519, made
 * under the origin's name: whatever else C2SP allows is refused here, so that
 * one log, size and root signed by one key have one byte string.
 */
#ifndef ANNALS_FORMAT_CHECKPOINT_CHECKPOINT_H
#define ANNALS_FORMAT_CHECKPOINT_CHECKPOINT_H

#include "format/base/attr.h"
#include "format/base/bytes.h"
#include "format/base/digest.h"
#include "format/base/err.h"
#include "format/base/slice.h"

#define CHECKPOINT_ORIGIN_MAX 200

/* What a reader agrees to look at; what is refused as too long was no checkpoint anyway. */
#define CHECKPOINT_SIGNED_MAX 4096

/* `size` leaves with this root; of the empty tree merkle_hash_empty. `origin` is borrowed. */
struct checkpoint {
	struct slice origin;
	uint64_t size;
	struct digest root;
};

/*
 * True for a URL without its scheme: a host of [a-z0-9.-] that begins and ends with a
 * letter or digit, then any number of parts, each a '/' and [A-Za-z0-9._~-], none of
 * them "." or ".."; at most CHECKPOINT_ORIGIN_MAX bytes.
 */
bool checkpoint_origin_check(struct slice origin);

/* Appends the three lines; what they state is the caller's to vouch for. */
void checkpoint_write(const struct checkpoint *c, struct bytes *out);

/* RC_BAD unless `text` is what checkpoint_write makes of it. `c->origin` borrows from `text`. */
MUST_USE enum rc checkpoint_parse(struct slice text, struct checkpoint *c, struct err *e);

#endif
