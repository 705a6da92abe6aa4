#include "keys/sidecar.h"

#include "format/base/cursor.h"
#include "format/base/encode.h"
#include "format/base/text.h"

#include <sodium.h>

#define UNTRUSTED_PREFIX "untrusted comment: "
#define TRUSTED_PREFIX	 "trusted comment: "
#define UNTRUSTED_TEXT	 "minisign signature, prehashed"
#define RAW_SIZE	 (2 + PUBLIC_KEY_ID_SIZE + PUBLIC_KEY_SIGNATURE_SIZE)

_Static_assert(sizeof(struct sidecar_hasher) == sizeof(crypto_generichash_blake2b_state) &&
		alignof(struct sidecar_hasher) >= alignof(crypto_generichash_blake2b_state),
	"room for a BLAKE2b state");

static crypto_generichash_blake2b_state *
state_of(struct sidecar_hasher *h)
{
	return (crypto_generichash_blake2b_state *)(void *)h->state;
}

void
sidecar_hasher_start(struct sidecar_hasher *h)
{
	crypto_generichash_blake2b_init(state_of(h), NULL, 0, SIDECAR_DIGEST_SIZE);
}

void
sidecar_hasher_add(struct sidecar_hasher *h, struct slice s)
{
	crypto_generichash_blake2b_update(state_of(h), s.p, s.len);
}

void
sidecar_hasher_end(struct sidecar_hasher *h, uint8_t digest[SIDECAR_DIGEST_SIZE])
{
	crypto_generichash_blake2b_final(state_of(h), digest, SIDECAR_DIGEST_SIZE);
}

static enum rc
check_comment(struct slice comment, size_t max, enum rc wrong, const char *which, struct err *e)
{
	if (comment.len > max)
		return err_set(e, wrong == RC_BAD ? RC_LIMIT : wrong,
			"%s comment of %zu bytes, room for %zu", which, comment.len, max);
	for (size_t i = 0; i < comment.len; i++) {
		if ((comment.p[i] < 0x20 && comment.p[i] != '\t') || comment.p[i] == 0x7F)
			return err_set(e, wrong, "%s comment with control character 0x%02x", which,
				comment.p[i]);
	}
	if (!text_is_utf8(comment))
		return err_set(e, wrong, "%s comment is not UTF-8", which);
	return RC_OK;
}

static enum rc
check_comments(const struct sidecar *s, enum rc wrong, struct err *e)
{
	enum rc rc = check_comment(s->untrusted, SIDECAR_UNTRUSTED_MAX, wrong, "untrusted", e);

	if (rc != RC_OK)
		return rc;
	return check_comment(s->trusted, SIDECAR_TRUSTED_MAX, wrong, "trusted", e);
}

static enum rc
parse_signature(struct slice code, struct sidecar *s, struct err *e)
{
	uint8_t raw[RAW_SIZE];

	if (!encode_base64_parse(code, raw, sizeof raw))
		return err_set(e, RC_BAD, "line 2 is not %d bytes in base64", RAW_SIZE);
	if (memcmp(raw, "Ed", 2) == 0)
		return err_set(e, RC_BAD, "legacy signature of the file itself, not of its digest");
	if (memcmp(raw, "ED", 2) != 0)
		return err_set(
			e, RC_BAD, "signature of an unknown kind, 0x%02x%02x", raw[0], raw[1]);
	memcpy(s->id, raw + 2, sizeof s->id);
	memcpy(s->signature, raw + 2 + sizeof s->id, sizeof s->signature);
	return RC_OK;
}

static enum rc
parse_lines(struct slice text, struct sidecar *s, struct err *e)
{
	struct cursor c = cursor_over(text);
	struct slice code, global;
	enum rc rc;

	cursor_literal(&c, UNTRUSTED_PREFIX);
	s->untrusted = cursor_line(&c);
	code = cursor_line(&c);
	cursor_literal(&c, TRUSTED_PREFIX);
	s->trusted = cursor_line(&c);
	global = cursor_line(&c);
	if (!cursor_ended(&c))
		return err_set(e, RC_BAD, "not the four lines of a minisign signature");
	rc = check_comments(s, RC_BAD, e);
	if (rc == RC_OK)
		rc = parse_signature(code, s, e);
	if (rc == RC_OK && !encode_base64_parse(global, s->global, sizeof s->global))
		rc = err_set(e, RC_BAD, "line 4 is not %zu bytes in base64", sizeof s->global);
	return rc;
}

enum rc
sidecar_parse(struct slice text, struct sidecar *out, struct err *e)
{
	enum rc rc = parse_lines(text, out, e);

	if (rc != RC_OK)
		memset(out, 0, sizeof *out);
	return rc == RC_OK ? rc : err_within(e, rc, "sidecar");
}

enum rc
sidecar_write(const struct sidecar *s, struct bytes *out, struct err *e)
{
	uint8_t raw[RAW_SIZE] = {'E', 'D'};
	enum rc rc = check_comments(s, RC_USAGE, e);

	if (rc != RC_OK)
		return err_within(e, rc, "sidecar");
	memcpy(raw + 2, s->id, sizeof s->id);
	memcpy(raw + 2 + sizeof s->id, s->signature, sizeof s->signature);
	bytes_str(out, UNTRUSTED_PREFIX);
	bytes_add(out, s->untrusted);
	bytes_u8(out, '\n');
	encode_base64(slice_of(raw, sizeof raw), out);
	bytes_str(out, "\n" TRUSTED_PREFIX);
	bytes_add(out, s->trusted);
	bytes_u8(out, '\n');
	encode_base64(slice_of(s->global, sizeof s->global), out);
	bytes_u8(out, '\n');
	return bytes_check(out, "sidecar", e);
}

/* What the global signature covers: the signature and the trusted comment's text. */
struct covered {
	size_t len;
	uint8_t b[PUBLIC_KEY_SIGNATURE_SIZE + SIDECAR_TRUSTED_MAX];
};

static struct slice
cover(const struct sidecar *s, struct covered *c)
{
	memcpy(c->b, s->signature, sizeof s->signature);
	if (s->trusted.len > 0)
		memcpy(c->b + sizeof s->signature, s->trusted.p, s->trusted.len);
	c->len = sizeof s->signature + s->trusted.len;
	return slice_of(c->b, c->len);
}

enum rc
sidecar_sign(const struct keypair *pair, const uint8_t digest[SIDECAR_DIGEST_SIZE],
	struct slice trusted, struct sidecar *out, struct err *e)
{
	struct covered covered;
	struct sidecar s = {.untrusted = SLICE(UNTRUSTED_TEXT), .trusted = trusted};
	enum rc rc = check_comments(&s, RC_USAGE, e);

	memset(out, 0, sizeof *out);
	if (rc != RC_OK)
		return err_within(e, rc, "sidecar");
	memcpy(s.id, pair->public.id, sizeof s.id);
	keypair_sign(pair, slice_of(digest, SIDECAR_DIGEST_SIZE), s.signature);
	keypair_sign(pair, cover(&s, &covered), s.global);
	*out = s;
	return RC_OK;
}

enum rc
sidecar_verify(const struct sidecar *s, const struct public_key *key,
	const uint8_t digest[SIDECAR_DIGEST_SIZE], struct err *e)
{
	struct covered covered;
	enum rc rc = check_comments(s, RC_BAD, e);

	if (rc != RC_OK)
		return err_within(e, rc, "sidecar");
	if (memcmp(s->id, key->id, sizeof s->id) != 0)
		return err_set(e, RC_UNTRUSTED, "sidecar: of key %s, not of key %s",
			public_key_id_text(s->id).text, public_key_id_text(key->id).text);
	rc = public_key_verify(key, slice_of(digest, SIDECAR_DIGEST_SIZE), s->signature, e);
	if (rc != RC_OK)
		return err_within(e, rc, "sidecar: the file");
	rc = public_key_verify(key, cover(s, &covered), s->global, e);
	if (rc != RC_OK)
		return err_within(e, rc, "sidecar: the trusted comment");
	return RC_OK;
}
