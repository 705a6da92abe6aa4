#include "keys/keypair.h"

#include <assert.h>
#include <sodium.h>

_Static_assert(KEYPAIR_SEED_SIZE == crypto_sign_SEEDBYTES, "Ed25519 seed");
_Static_assert(KEYPAIR_SECRET_SIZE == crypto_sign_SECRETKEYBYTES, "Ed25519 secret key");

void
keypair_release(struct keypair *k)
{
	secret_release(&k->secret);
	*k = KEYPAIR_EMPTY;
}

enum rc
keypair_generate(struct keypair *out, struct err *e)
{
	enum rc rc = secret_init(&out->secret, KEYPAIR_SECRET_SIZE, e);

	if (rc != RC_OK)
		return rc;
	randombytes_buf(out->public.id, sizeof out->public.id);
	crypto_sign_keypair(out->public.key, out->secret.p);
	return RC_OK;
}

enum rc
keypair_of_seed(
	struct slice seed, const uint8_t id[PUBLIC_KEY_ID_SIZE], struct keypair *out, struct err *e)
{
	enum rc rc;

	assert(seed.len == KEYPAIR_SEED_SIZE);
	rc = secret_init(&out->secret, KEYPAIR_SECRET_SIZE, e);
	if (rc != RC_OK)
		return rc;
	memcpy(out->public.id, id, sizeof out->public.id);
	crypto_sign_seed_keypair(out->public.key, out->secret.p, seed.p);
	return RC_OK;
}

void
keypair_sign(
	const struct keypair *k, struct slice message, uint8_t signature[PUBLIC_KEY_SIGNATURE_SIZE])
{
	assert(k->secret.len == KEYPAIR_SECRET_SIZE);
	crypto_sign_detached(signature, NULL, message.p, message.len, k->secret.p);
}
