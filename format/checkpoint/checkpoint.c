#include "format/checkpoint/checkpoint.h"

#include "format/base/cursor.h"
#include "format/base/encode.h"
#include "format/base/number.h"
#include "format/merkle/merkle_hash.h"
#include "keys/keypair.h"
#include "keys/note.h"
#include "keys/trust.h"

#include <inttypes.h>
#include <stdio.h>

/* Behind a signature line's name: the key id and an Ed25519 signature. */
#define CODE_SIZE (4 + PUBLIC_KEY_SIGNATURE_SIZE)

/* A size has at most 19 digits. */
#define BODY_MAX (CHECKPOINT_ORIGIN_MAX + 1 + 19 + 1 + ENCODE_BASE64_LEN(DIGEST_SIZE) + 1)

static bool
is_host_end(uint8_t c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

static bool
is_host(struct slice s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (!is_host_end(s.p[i]) && s.p[i] != '.' && s.p[i] != '-')
			return false;
	}
	return s.len > 0 && is_host_end(s.p[0]) && is_host_end(s.p[s.len - 1]);
}

static bool
is_part(struct slice s)
{
	for (size_t i = 0; i < s.len; i++) {
		uint8_t c = s.p[i];

		if (!is_host_end(c) && !(c >= 'A' && c <= 'Z') && c != '.' && c != '_' &&
			c != '~' && c != '-')
			return false;
	}
	return s.len > 0 && !slice_is(s, ".") && !slice_is(s, "..");
}

bool
checkpoint_origin_check(struct slice origin)
{
	size_t end = slice_find(origin, '/');

	if (origin.len > CHECKPOINT_ORIGIN_MAX || !is_host(slice_first(origin, end)))
		return false;
	while (end < origin.len) {
		origin = slice_from(origin, end + 1);
		end = slice_find(origin, '/');
		if (!is_part(slice_first(origin, end)))
			return false;
	}
	return true;
}

void
checkpoint_write(const struct checkpoint *c, struct bytes *out)
{
	bytes_add(out, c->origin);
	bytes_u8(out, '\n');
	bytes_number(out, c->size);
	bytes_u8(out, '\n');
	encode_base64(digest_slice(&c->root), out);
	bytes_u8(out, '\n');
}

/* What is asked of a reader and of a signer alike. */
static enum rc
check(const struct checkpoint *c, struct err *e)
{
	struct digest empty = merkle_hash_empty();

	if (!checkpoint_origin_check(c->origin))
		return err_set(e, RC_BAD, "\"%.*s\" cannot be an origin", SLICE_FMT(c->origin));
	if (c->size > MERKLE_SIZE_MAX)
		return err_set(e, RC_BAD, "%" PRIu64 " leaves, the most is %" PRIu64, c->size,
			MERKLE_SIZE_MAX);
	if (c->size == 0 && !digest_equal(&c->root, &empty))
		return err_set(e, RC_BAD, "no leaves and root %s, not %s",
			digest_text(&c->root).text, digest_text(&empty).text);
	return RC_OK;
}

enum rc
checkpoint_parse(struct slice text, struct checkpoint *c, struct err *e)
{
	struct cursor in = cursor_over(text);
	struct checkpoint read = {.origin = cursor_line(&in)};
	struct slice size = cursor_line(&in);
	struct slice root = cursor_line(&in);
	enum rc rc;

	*c = (struct checkpoint){0};
	if (!cursor_ended(&in))
		return err_set(e, RC_BAD, "not three lines: origin, size and root");
	if (!number_parse(size, UINT64_MAX, &read.size))
		return err_set(e, RC_BAD, "\"%.*s\" is not a number of leaves", SLICE_FMT(size));
	if (!encode_base64_parse(root, read.root.b, sizeof read.root.b))
		return err_set(e, RC_BAD, "\"%.*s\" is not the base64 of a root", SLICE_FMT(root));
	rc = check(&read, e);
	if (rc == RC_OK)
		*c = read;
	return rc;
}

enum rc
checkpoint_sign(
	const struct keypair *pair, const struct checkpoint *c, struct bytes *out, struct err *e)
{
	struct bytes text = BYTES_UP_TO(BODY_MAX);
	enum rc rc;

	if (check(c, e) != RC_OK)
		return err_within(e, RC_USAGE, "cannot be signed");
	checkpoint_write(c, &text);
	rc = bytes_check(&text, "checkpoint", e);
	if (rc == RC_OK)
		rc = note_sign(pair, c->origin, bytes_slice(&text), out, e);
	bytes_release(&text);
	return rc;
}

/* The line does not say what kind of signature it holds; its length does, as far as it can. */
static enum rc
check_signature_line(const struct note_signature *s, struct slice origin, struct err *e)
{
	size_t size;

	if (!slice_equal(s->name, origin))
		return err_set(e, RC_BAD, "signed as \"%.*s\", but the origin is \"%.*s\"",
			SLICE_FMT(s->name), SLICE_FMT(origin));
	if (!encode_base64_size(s->code, &size) || size != CODE_SIZE)
		return err_set(e, RC_BAD,
			"a key id and signature of %zu bytes, those of Ed25519 have %d", size,
			CODE_SIZE);
	return RC_OK;
}

/* `c` is filled on success only. */
static enum rc
parse_note(struct slice raw, struct note *note, struct checkpoint *c, struct err *e)
{
	struct checkpoint read;
	enum rc rc;

	*c = (struct checkpoint){0};
	if (raw.len > CHECKPOINT_SIGNED_MAX)
		return err_set(
			e, RC_BAD, "%zu bytes, the most is %d", raw.len, CHECKPOINT_SIGNED_MAX);
	rc = note_parse(raw, note, e);
	/* In so few bytes nothing but the number of signatures can be beyond a note's limits. */
	if (rc == RC_LIMIT || (rc == RC_OK && note->count != 1))
		return err_set(e, RC_BAD, "more than one signature line");
	if (rc == RC_OK)
		rc = checkpoint_parse(note->text, &read, e);
	if (rc == RC_OK)
		rc = check_signature_line(&note->signatures[0], read.origin, e);
	if (rc == RC_OK)
		*c = read;
	return rc;
}

enum rc
checkpoint_parse_signed(struct slice note, struct checkpoint *c, uint32_t *key_id, struct err *e)
{
	struct note parsed = {.count = 0};
	enum rc rc = parse_note(note, &parsed, c, e);

	*key_id = rc == RC_OK ? parsed.signatures[0].id : 0;
	return rc;
}

/* Says whose key is wanted and why it is not believed. */
static enum rc
explain(const struct trust_verdict *verdict, uint32_t key_id, struct slice origin, struct err *e)
{
	char whose[sizeof "key 01234567 of " + CHECKPOINT_ORIGIN_MAX];

	snprintf(whose, sizeof whose, "key %08" PRIx32 " of %.*s", key_id, SLICE_FMT(origin));
	return trust_explain(verdict, whose, e);
}

/*
 * The signature is checked before the key's time is: what is false is bad,
 * whoever is said to have made it.
 */
enum rc
checkpoint_verify_signed(struct slice note, const struct trust *trust, int64_t time,
	struct checkpoint *c, struct public_key *signer, struct err *e)
{
	struct public_key claimed = {{0}, {0}};
	struct note parsed = {.count = 0};
	struct trust_verdict verdict;
	struct note_key key;
	enum rc rc;

	*signer = claimed;
	rc = parse_note(note, &parsed, c, e);
	if (rc != RC_OK)
		return rc;
	verdict = trust_find_note(trust, c->origin, parsed.signatures[0].id, time);
	if (verdict.key != NULL) {
		claimed = verdict.key->public;
		key = note_key_of(c->origin, &claimed);
		rc = note_verify(&parsed, &key, e);
	}
	if (rc == RC_OK)
		rc = explain(&verdict, parsed.signatures[0].id, c->origin, e);
	if (rc == RC_OK)
		*signer = claimed;
	else if (rc != RC_UNTRUSTED)
		*c = (struct checkpoint){0};
	return rc;
}
