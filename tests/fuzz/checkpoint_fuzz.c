/* Any bytes: what is read as a checkpoint, bare or signed, would have been written so. */
#include "format/checkpoint/checkpoint.h"
#include "keys/public_key.h"
#include "keys/trust.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
expect_written(const struct checkpoint *c, struct slice text)
{
	struct bytes out = BYTES_UP_TO(CHECKPOINT_SIGNED_MAX);

	checkpoint_write(c, &out);
	if (!slice_equal(bytes_slice(&out), text))
		abort();
	bytes_release(&out);
}

/* Name, key id and signature are the only freedom behind the body, and the name is the origin. */
static void
expect_signed(const struct checkpoint *c, struct slice note)
{
	static const size_t code = 92, dash = 4, newlines = 2, space = 1;
	size_t line = newlines + dash + c->origin.len + space + code;

	if (note.len < line || !slice_ends(note, "\n"))
		abort();
	expect_written(c, slice_first(note, note.len - line));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice text = slice_of(data, size);
	struct trust nobody = TRUST_EMPTY;
	struct public_key signer;
	struct checkpoint c;
	uint32_t id;
	struct err e;

	if (checkpoint_parse(text, &c, &e) == RC_OK)
		expect_written(&c, text);
	if (checkpoint_parse_signed(text, &c, &id, &e) == RC_OK) {
		expect_signed(&c, text);
		if (checkpoint_verify_signed(text, &nobody, 0, &c, &signer, &e) != RC_UNTRUSTED)
			abort();
	}
	return 0;
}
