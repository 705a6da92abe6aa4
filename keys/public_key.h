/*
 * public_key.h -- an Ed25519 public key with the id minisign gave it, and what
 * counts as a signature by it.
 *
 * Eight random bytes are the id: it is not derived from the key, so it finds a
 * key and proves nothing. One line of base64 holds both, as in minisign's public
 * key file, after `minisign -P` and in the trust file: 42 bytes, "Ed", id, key.
 */
#ifndef ANNALS_KEYS_PUBLIC_KEY_H
#define ANNALS_KEYS_PUBLIC_KEY_H

#include "format/base/bytes.h"

#define PUBLIC_KEY_ID_SIZE	  8
#define PUBLIC_KEY_SIZE		  32
#define PUBLIC_KEY_SIGNATURE_SIZE 64

struct public_key {
	uint8_t id[PUBLIC_KEY_ID_SIZE];
	uint8_t key[PUBLIC_KEY_SIZE];
};

/* Id and key are the same. */
bool public_key_equal(const struct public_key *a, const struct public_key *b);

/*
 * The 56 characters. Parsing refuses every other spelling with RC_BAD, and a key
 * that no generator makes: not on the curve, not canonical, of small or mixed order.
 */
MUST_USE enum rc public_key_parse(struct slice text, struct public_key *out, struct err *e);
void public_key_write(const struct public_key *key, struct bytes *out);

/* The id as minisign shows it, the eight bytes as a little-endian number: 16 upper-case digits. */
struct public_key_id_text {
	char text[2 * PUBLIC_KEY_ID_SIZE + 1];
};
struct public_key_id_text public_key_id_text(const uint8_t id[PUBLIC_KEY_ID_SIZE]);

/* 1 to 16 hex digits of either case, as people copy them (minisign 0.11 leaves zeros out). */
bool public_key_id_parse(struct slice text, uint8_t id[PUBLIC_KEY_ID_SIZE]);

/*
 * Ed25519 (RFC 8032) by libsodium's strict rule: canonical S, canonical key and
 * neither key nor R of small order; without the cofactor. RC_BAD where it does not hold.
 */
MUST_USE enum rc public_key_verify(const struct public_key *key, struct slice message,
	const uint8_t signature[PUBLIC_KEY_SIGNATURE_SIZE], struct err *e);

#endif
