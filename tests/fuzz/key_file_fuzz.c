/*
 * Public and secret key files: what is read is written back, comment and last newline aside.
 * Encrypted keys are not opened: scrypt would take the fuzzer's time.
 */
#include "keys/public_file.h"
#include "keys/secret_file.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
assert_same_code(struct slice a, struct slice b)
{
	struct slice code_a, code_b;
	struct err e;

	assert(public_file_split(a, &code_a, &e) == RC_OK);
	assert(public_file_split(b, &code_b, &e) == RC_OK);
	assert(slice_equal(code_a, code_b));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice raw = slice_of(data, size);
	struct secret_file f = SECRET_FILE_EMPTY;
	struct keypair pair = KEYPAIR_EMPTY;
	struct secret text = SECRET_EMPTY;
	struct public_key key;
	struct err e;

	if (public_file_parse(raw, &key, &e) == RC_OK) {
		struct bytes out = BYTES_UP_TO(PUBLIC_FILE_MAX);

		public_file_write(&key, &out);
		assert_same_code(bytes_slice(&out), raw);
		bytes_release(&out);
	}
	if (secret_file_parse(raw, &f, &e) == RC_OK) {
		assert(secret_file_write(&f, &text, &e) == RC_OK);
		assert_same_code(secret_slice(&text), raw);
		if (!f.encrypted && secret_file_open(&f, SLICE_EMPTY, &pair, &e) != RC_OK)
			assert(pair.secret.p == NULL);
	}
	keypair_release(&pair);
	secret_release(&text);
	secret_file_release(&f);
	return 0;
}
