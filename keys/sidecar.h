/*
 * sidecar.h -- minisign's detached signature, X.minisig beside X.
 *
 *	untrusted comment: <text>
 *	<base64 of: "ED", key id (8 bytes), Ed25519 of BLAKE2b-512 of the file>
 *	trusted comment: <text>
 *	<base64 of: Ed25519 of that signature and the trusted comment's text>
 *
 * Exactly these four lines, each ended by '\n', nothing behind them; comments are
 * UTF-8 without control characters but tab. Stock minisign reads more than that
 * (CRLF, anything behind line 4): what it writes passes here, what it merely
 * tolerates does not. Algorithm, key id and untrusted comment are not signed.
 *
 * The legacy algorithm "Ed" signs the file itself and is refused: whoever turns
 * an "ED" into "Ed" would have a signature for a file that holds a digest, and one
 * key could not sign notes and files alike.
 */
#ifndef ANNALS_KEYS_SIDECAR_H
#define ANNALS_KEYS_SIDECAR_H

#include "format/base/bytes.h"
#include "keys/keypair.h"

#include <stdalign.h>

#define SIDECAR_DIGEST_SIZE 64

/* What stock minisign reads of the two texts, in bytes. */
#define SIDECAR_UNTRUSTED_MAX 1003
#define SIDECAR_TRUSTED_MAX   8173

/* The longest sidecar: two prefixes, two texts, two lines of base64, four newlines. */
#define SIDECAR_MAX (19 + SIDECAR_UNTRUSTED_MAX + 100 + 17 + SIDECAR_TRUSTED_MAX + 88 + 4)

/* A running BLAKE2b-512 of a file; plain memory that can be copied and needs no release. */
struct sidecar_hasher {
	alignas(64) uint8_t state[384];
};

void sidecar_hasher_start(struct sidecar_hasher *h);
void sidecar_hasher_add(struct sidecar_hasher *h, struct slice s);
void sidecar_hasher_end(struct sidecar_hasher *h, uint8_t digest[SIDECAR_DIGEST_SIZE]);

/* Borrows the comments from the text it was parsed from. */
struct sidecar {
	struct slice untrusted;
	uint8_t id[PUBLIC_KEY_ID_SIZE];
	uint8_t signature[PUBLIC_KEY_SIGNATURE_SIZE];
	struct slice trusted;
	uint8_t global[PUBLIC_KEY_SIGNATURE_SIZE];
};

/* RC_BAD for every deviation, RC_LIMIT for comments longer than stock minisign reads. */
MUST_USE enum rc sidecar_parse(struct slice text, struct sidecar *out, struct err *e);
MUST_USE enum rc sidecar_write(const struct sidecar *s, struct bytes *out, struct err *e);

/*
 * Signs a file's digest and the trusted comment, which stays borrowed. The untrusted one
 * is a fixed text. RC_USAGE for a comment that sidecar_parse would not take.
 */
MUST_USE enum rc sidecar_sign(const struct keypair *pair, const uint8_t digest[SIDECAR_DIGEST_SIZE],
	struct slice trusted, struct sidecar *out, struct err *e);

/*
 * RC_UNTRUSTED where another key id stands in the sidecar, RC_BAD where the signature does
 * not fit the digest, or does not cover the trusted comment.
 */
MUST_USE enum rc sidecar_verify(const struct sidecar *s, const struct public_key *key,
	const uint8_t digest[SIDECAR_DIGEST_SIZE], struct err *e);

#endif
