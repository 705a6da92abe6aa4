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

/* A reader looks no further; the longest that checkpoint_sign makes has 565 bytes. */
#define CHECKPOINT_SIGNED_MAX 4096

struct keypair;
struct public_key;
struct trust;

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

/*
 * Appends the signed note. RC_USAGE for what checkpoint_parse would refuse. Whether a log
 * may sign it is not asked here: never two roots of one size, never a smaller tree.
 */
MUST_USE enum rc checkpoint_sign(
	const struct keypair *pair, const struct checkpoint *c, struct bytes *out, struct err *e);

/*
 * RC_BAD unless `note` is what checkpoint_sign makes, but for the signature itself: that is not
 * looked at, and nothing is believed. `c->origin` borrows from `note`; `key_id` is the C2SP
 * note key id of whoever claims to have signed.
 */
MUST_USE enum rc
checkpoint_parse_signed(struct slice note, struct checkpoint *c, uint32_t *key_id, struct err *e);

/*
 * RC_OK where a key signed that `trust` believes for the note's origin at `time` (UTC
 * seconds), and `signer` is that key. RC_BAD for what checkpoint_parse_signed refuses and for
 * a false signature of a known key. RC_UNTRUSTED where nothing else is wrong, with the key
 * that would be needed; `c` is then filled too, `signer` is not.
 */
MUST_USE enum rc checkpoint_verify_signed(struct slice note, const struct trust *trust,
	int64_t time, struct checkpoint *c, struct public_key *signer, struct err *e);

#endif
