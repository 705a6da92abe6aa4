/*
 * bundle.h -- a bundle opened for reading (SPEC 8.1).
 *
 * Opening reads the end of the file alone: the seek table, which nobody
 * believes, and the seal, whose frames are raw. The checkpoint in the seal is
 * checked against the keys the caller believes, the record against the
 * checkpoint, the frame list against the record. From then on every byte of
 * the file has a signed digest, and none is decompressed before it was
 * compared with it.
 */
#ifndef ANNALS_FORMAT_BUNDLE_BUNDLE_H
#define ANNALS_FORMAT_BUNDLE_BUNDLE_H

#include "format/base/stream.h"
#include "format/bundle/frame_list.h"
#include "format/bundle/record.h"
#include "format/bundle/seal.h"
#include "format/checkpoint/checkpoint.h"
#include "format/checkpoint/tlog_proof.h"
#include "format/merkle/merkle_range.h"
#include "keys/trust.h"

/* Read only; everything in it is checked. */
struct bundle {
	const struct source *source; /* borrowed */
	struct bytes stream;	     /* the seal's part of the tar stream; owns all slices below */
	struct seal seal;
	struct record record;
	struct digest leaf; /* of the record */
	struct tlog_proof proof;
	struct checkpoint head;	  /* signed */
	struct public_key signer; /* where the signature is believed */
	bool believed;
	struct merkle_range before; /* the log before this bundle */
	struct checkpoint previous; /* size 0 for the first bundle */
	struct frame_list frames;
};

#define BUNDLE_EMPTY \
	((struct bundle){.stream = BYTES_UP_TO(LIMIT_SEAL), \
		.proof = TLOG_PROOF_EMPTY, \
		.frames = FRAME_LIST_EMPTY})

void bundle_release(struct bundle *b);

/*
 * RC_OK: sound, and signed by a key that is believed at the time of its creation.
 * RC_UNTRUSTED: sound all the same, and `*out` is as good to read, but nobody who is
 * believed signed it; the message says whose key it would need. Else `*out` is empty:
 * RC_BAD with the rule, RC_UNSUPPORTED, RC_LIMIT, RC_IO, RC_NOMEM.
 */
MUST_USE enum rc bundle_open(
	const struct source *source, const struct trust *trust, struct bundle *out, struct err *e);

#endif
