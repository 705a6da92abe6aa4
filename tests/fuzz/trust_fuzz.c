/* Trust files: what is read is written back, and each of its keys can be found and changed. */
#include "keys/trust.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
assert_written(const struct trust *t, struct slice raw)
{
	struct bytes out = BYTES_UP_TO(raw.len + 1);

	trust_write(t, &out);
	assert(out.failed == RC_OK);
	assert(slice_equal(slice_first(bytes_slice(&out), raw.len), raw));
	bytes_release(&out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct trust t = TRUST_EMPTY;
	const struct trust_key *key;
	struct err e;

	if (trust_parse(slice_of(data, size), &t, &e) == RC_OK) {
		assert_written(&t, slice_of(data, size));
		for (size_t at = 0; (key = trust_next(&t, &at)) != NULL;) {
			struct trust_verdict v =
				trust_find_key(&t, key->origin, key->public.id, INT64_MAX);

			assert(v.answer != TRUST_UNKNOWN);
			if (trust_revoke(&t, key->public.id, &e) != RC_OK)
				assert(v.answer == TRUST_REVOKED);
		}
	}
	trust_release(&t);
	return 0;
}
