/*
 * keypair.h -- a public key together with the secret that signs for it.
 */
#ifndef ANNALS_KEYS_KEYPAIR_H
#define ANNALS_KEYS_KEYPAIR_H

#include "keys/public_key.h"
#include "keys/secret.h"

#define KEYPAIR_SEED_SIZE   32
#define KEYPAIR_SECRET_SIZE 64

/* Owns its secret: seed and public key, 64 bytes, as libsodium and minisign hold it. */
struct keypair {
	struct public_key public;
	struct secret secret;
};

#define KEYPAIR_EMPTY ((struct keypair){.secret = {NULL, 0}})

void keypair_release(struct keypair *k);

/* A new pair under a new id, from the system's random bytes. */
MUST_USE enum rc keypair_generate(struct keypair *out, struct err *e);

/* The pair that a 32-byte seed stands for (RFC 8032 section 5.1.5), under the id given. */
MUST_USE enum rc keypair_of_seed(struct slice seed, const uint8_t id[PUBLIC_KEY_ID_SIZE],
	struct keypair *out, struct err *e);

/* Ed25519 of the message as it is, no prehash: the same message gives the same signature. */
void keypair_sign(const struct keypair *k, struct slice message,
	uint8_t signature[PUBLIC_KEY_SIGNATURE_SIZE]);

#endif
