/* Sidecars and their trusted comments: what is read is written back byte for byte. */
#include "keys/sidecar.h"
#include "keys/sidecar_comment.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
try_comment(struct slice text)
{
	struct bytes out = BYTES_UP_TO(text.len);
	struct sidecar_comment comment;
	struct err e;

	if (sidecar_comment_parse(text, &comment, &e) == RC_OK &&
		comment.kind == SIDECAR_COMMENT_BOUND) {
		assert(sidecar_comment_write(&comment, &out, &e) == RC_OK);
		assert(slice_equal(bytes_slice(&out), text));
	}
	bytes_release(&out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const uint8_t digest[SIDECAR_DIGEST_SIZE];
	struct slice raw = slice_of(data, size);
	struct bytes out = BYTES_UP_TO(size);
	struct public_key key = {.key = {0}};
	struct sidecar s;
	struct err e;

	try_comment(raw);
	if (sidecar_parse(raw, &s, &e) == RC_OK) {
		assert(size <= SIDECAR_MAX);
		assert(sidecar_write(&s, &out, &e) == RC_OK);
		assert(slice_equal(bytes_slice(&out), raw));
		memcpy(key.id, s.id, sizeof key.id);
		assert(sidecar_verify(&s, &key, digest, &e) == RC_BAD);
		try_comment(s.trusted);
	}
	bytes_release(&out);
	return 0;
}
