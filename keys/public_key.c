#include "keys/public_key.h"

#include "format/base/cursor.h"
#include "format/base/encode.h"

#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>

#define RAW_SIZE (2 + PUBLIC_KEY_ID_SIZE + PUBLIC_KEY_SIZE)

_Static_assert(PUBLIC_KEY_SIZE == crypto_sign_PUBLICKEYBYTES, "Ed25519 key");
_Static_assert(PUBLIC_KEY_SIGNATURE_SIZE == crypto_sign_BYTES, "Ed25519 signature");

bool
public_key_equal(const struct public_key *a, const struct public_key *b)
{
	return memcmp(a->id, b->id, sizeof a->id) == 0 &&
		memcmp(a->key, b->key, sizeof a->key) == 0;
}

enum rc
public_key_parse(struct slice text, struct public_key *out, struct err *e)
{
	uint8_t raw[RAW_SIZE];
	struct public_key key;

	memset(out, 0, sizeof *out);
	if (!encode_base64_parse(text, raw, sizeof raw))
		return err_set(e, RC_BAD, "public key is not %d bytes in base64", RAW_SIZE);
	if (memcmp(raw, "Ed", 2) != 0)
		return err_set(
			e, RC_BAD, "public key of an unknown kind, 0x%02x%02x", raw[0], raw[1]);
	memcpy(key.id, raw + 2, sizeof key.id);
	memcpy(key.key, raw + 2 + sizeof key.id, sizeof key.key);
	if (crypto_core_ed25519_is_valid_point(key.key) != 1)
		return err_set(e, RC_BAD, "public key %s is not an Ed25519 key",
			public_key_id_text(key.id).text);
	*out = key;
	return RC_OK;
}

void
public_key_write(const struct public_key *key, struct bytes *out)
{
	uint8_t raw[RAW_SIZE] = {'E', 'd'};

	memcpy(raw + 2, key->id, sizeof key->id);
	memcpy(raw + 2 + sizeof key->id, key->key, sizeof key->key);
	encode_base64(slice_of(raw, sizeof raw), out);
}

struct public_key_id_text
public_key_id_text(const uint8_t id[PUBLIC_KEY_ID_SIZE])
{
	struct cursor c = cursor_over(slice_of(id, PUBLIC_KEY_ID_SIZE));
	struct public_key_id_text t;

	snprintf(t.text, sizeof t.text, "%016" PRIX64, cursor_u64le(&c));
	return t;
}

static int
hex_value(uint8_t c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool
public_key_id_parse(struct slice text, uint8_t id[PUBLIC_KEY_ID_SIZE])
{
	uint64_t number = 0;

	if (text.len == 0 || text.len > 2 * PUBLIC_KEY_ID_SIZE)
		return false;
	for (size_t i = 0; i < text.len; i++) {
		int digit = hex_value(text.p[i]);

		if (digit < 0)
			return false;
		number = number << 4 | (uint64_t)digit;
	}
	for (size_t i = 0; i < PUBLIC_KEY_ID_SIZE; i++)
		id[i] = (uint8_t)(number >> 8 * i);
	return true;
}

enum rc
public_key_verify(const struct public_key *key, struct slice message,
	const uint8_t signature[PUBLIC_KEY_SIGNATURE_SIZE], struct err *e)
{
	if (crypto_sign_verify_detached(signature, message.p, message.len, key->key) != 0)
		return err_set(
			e, RC_BAD, "not a signature by key %s", public_key_id_text(key->id).text);
	return RC_OK;
}
