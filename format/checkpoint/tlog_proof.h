/*
 * tlog_proof.h -- a C2SP tlog-proof: what shows a third person that a record
 * stands in a log, with nothing but this text and the log's public key.
 *
 *	c2sp.org/tlog-proof@v1
 *	extra <base64>              the record's text, or no such line
 *	index 73
 *	<base64>                    a line a hash, the leaf's sibling first
 *
 *	<checkpoint>                verbatim, to the end
 *
 * `extra` is signed by nobody: it is believed where its leaf hash leads to the
 * checkpoint's root, and not before.
 */
#ifndef ANNALS_FORMAT_CHECKPOINT_TLOG_PROOF_H
#define ANNALS_FORMAT_CHECKPOINT_TLOG_PROOF_H

#include "format/base/attr.h"
#include "format/base/bytes.h"
#include "format/base/encode.h"
#include "format/base/err.h"
#include "format/base/limits.h"
#include "format/checkpoint/checkpoint.h"
#include "format/checkpoint/range_text.h"

/* An inclusion proof below MERKLE_SIZE_MAX leaves. */
#define TLOG_PROOF_HASHES_MAX 63

/* The three fixed lines with a number of 19 digits, the hashes, and what follows them. */
#define TLOG_PROOF_MAX \
	(sizeof "c2sp.org/tlog-proof@v1\nextra \nindex \n\n" - 1 + ENCODE_BASE64_LEN(LIMIT_LEAF) + \
		19 + RANGE_TEXT_LINE * TLOG_PROOF_HASHES_MAX + CHECKPOINT_SIGNED_MAX)

struct tlog_proof {
	struct slice extra; /* at most LIMIT_LEAF bytes; empty: there is no such line */
	uint64_t index;
	struct merkle_path path;
	struct slice checkpoint; /* the signed note, neither parsed nor verified */
	struct bytes hold;	 /* owns what `extra` shows after parsing; for no other use */
};

#define TLOG_PROOF_EMPTY ((struct tlog_proof){.hold = BYTES_UP_TO(LIMIT_LEAF)})

void tlog_proof_release(struct tlog_proof *proof);

/* Appends the text; `hold` plays no part. */
void tlog_proof_write(const struct tlog_proof *proof, struct bytes *out);

/*
 * Reads into an empty or used `proof`; `checkpoint` borrows from `text`, `extra` from
 * the proof. RC_BAD unless `text` is what tlog_proof_write makes of it,
 * RC_UNSUPPORTED for another version of the format, RC_NOMEM.
 */
MUST_USE enum rc tlog_proof_parse(struct slice text, struct tlog_proof *proof, struct err *e);

#endif
