/* Any bytes: what is read as a tlog-proof would have been written so. */
#include "format/checkpoint/tlog_proof.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bytes out = BYTES_UP_TO(TLOG_PROOF_MAX);
	struct tlog_proof proof = TLOG_PROOF_EMPTY;
	struct slice text = slice_of(data, size);
	struct err e;

	if (tlog_proof_parse(text, &proof, &e) == RC_OK) {
		tlog_proof_write(&proof, &out);
		if (!slice_equal(bytes_slice(&out), text))
			abort();
	}
	tlog_proof_release(&proof);
	bytes_release(&out);
	return 0;
}
