#include "keys/note.h"

#include "format/base/cursor.h"
#include "format/base/digest.h"
#include "format/base/encode.h"
#include "format/base/text.h"

#include <inttypes.h>

#define DASH	"\xe2\x80\x94 " /* em dash and a space */
#define ID_SIZE 4

/* White_Space of the Unicode character database, beyond the ASCII controls. */
static bool
is_space(uint32_t point)
{
	return point == 0x20 || point == 0x85 || point == 0xA0 || point == 0x1680 ||
		(point >= 0x2000 && point <= 0x200A) || point == 0x2028 || point == 0x2029 ||
		point == 0x202F || point == 0x205F || point == 0x3000;
}

static bool
is_control(uint32_t point)
{
	return point < 0x20 || point == 0x7F;
}

bool
note_name_check(struct slice name)
{
	uint32_t point;
	size_t n;

	if (name.len == 0)
		return false;
	for (; name.len > 0; name = slice_from(name, n)) {
		n = text_point(name, &point);
		if (n == 0 || is_control(point) || is_space(point) || point == '+')
			return false;
	}
	return true;
}

bool
note_text_check(struct slice text)
{
	for (size_t i = 0; i < text.len; i++) {
		if (is_control(text.p[i]) && text.p[i] != '\n')
			return false;
	}
	return slice_ends(text, "\n") && text_is_utf8(text);
}

static uint32_t
u32be(const uint8_t *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static void
put_u32be(uint32_t v, uint8_t *p)
{
	for (int i = 0; i < 4; i++)
		p[i] = (uint8_t)(v >> (24 - 8 * i));
}

uint32_t
note_key_id(struct slice name, uint8_t type, struct slice key)
{
	const uint8_t middle[2] = {'\n', type};
	struct hasher h;
	struct digest d;

	hasher_start(&h);
	hasher_add(&h, name);
	hasher_add(&h, slice_of(middle, sizeof middle));
	hasher_add(&h, key);
	d = hasher_end(&h);
	return u32be(d.b);
}

struct note_key
note_key_of(struct slice name, const struct public_key *key)
{
	struct note_key k = {.name = name};

	k.id = note_key_id(name, NOTE_ED25519, slice_of(key->key, sizeof key->key));
	memcpy(k.key, key->key, sizeof k.key);
	return k;
}

/* A name holds no '+', so the first two part the fields; base64 may hold more of them. */
enum rc
note_vkey_parse(struct slice text, struct note_key *out, struct err *e)
{
	struct cursor c = cursor_over(text);
	struct slice name = cursor_until(&c, '+');
	struct slice id_text = cursor_until(&c, '+');
	struct slice code = cursor_rest(&c);
	uint8_t id[ID_SIZE], raw[1 + PUBLIC_KEY_SIZE];
	struct note_key key = {.name = name};
	size_t size;

	*out = (struct note_key){.name = SLICE_EMPTY};
	if (!cursor_ok(&c) || !note_name_check(name) || !encode_hex_parse(id_text, id, sizeof id) ||
		code.len < 4)
		return err_set(e, RC_BAD, "not a verifier key, <name>+<key id>+<key>");
	if (!encode_base64_size(code, &size) ||
		(size == sizeof raw && !encode_base64_parse(code, raw, sizeof raw)))
		return err_set(
			e, RC_BAD, "verifier key \"%.*s\" is not in base64", SLICE_FMT(name));
	if (size != sizeof raw || raw[0] != NOTE_ED25519)
		return err_set(e, RC_UNSUPPORTED, "verifier key \"%.*s\" is not of type Ed25519",
			SLICE_FMT(name));
	memcpy(key.key, raw + 1, sizeof key.key);
	key.id = note_key_id(name, NOTE_ED25519, slice_of(key.key, sizeof key.key));
	if (key.id != u32be(id))
		return err_set(e, RC_BAD,
			"verifier key \"%.*s\" says key id %08" PRIx32 ", its key has %08" PRIx32,
			SLICE_FMT(name), u32be(id), key.id);
	*out = key;
	return RC_OK;
}

void
note_vkey_write(const struct note_key *key, struct bytes *out)
{
	uint8_t raw[1 + PUBLIC_KEY_SIZE] = {NOTE_ED25519};

	memcpy(raw + 1, key->key, sizeof key->key);
	bytes_add(out, key->name);
	bytes_fmt(out, "+%08" PRIx32 "+", key->id);
	encode_base64(slice_of(raw, sizeof raw), out);
}

static enum rc
parse_signature(struct slice line, struct note_signature *out, struct err *e)
{
	struct cursor c = cursor_over(line);
	uint8_t raw[ID_SIZE + NOTE_SIGNATURE_MAX];
	struct slice name, code;
	size_t size;

	cursor_literal(&c, DASH);
	name = cursor_until(&c, ' ');
	code = cursor_rest(&c);
	if (!cursor_ok(&c) || !note_name_check(name))
		return err_set(e, RC_BAD, "not a dash, a key name and a signature");
	if (!encode_base64_size(code, &size) || size <= ID_SIZE)
		return err_set(e, RC_BAD, "no key id and signature in base64");
	if (size > sizeof raw)
		return err_set(e, RC_LIMIT, "%zu bytes of signature, room for %d", size - ID_SIZE,
			NOTE_SIGNATURE_MAX);
	if (!encode_base64_parse(code, raw, size))
		return err_set(e, RC_BAD, "no key id and signature in base64");
	*out = (struct note_signature){name, u32be(raw), code};
	return RC_OK;
}

static enum rc
parse_signatures(struct slice lines, struct note *note, struct err *e)
{
	struct cursor c = cursor_over(lines);

	while (!cursor_ended(&c)) {
		struct slice line = cursor_line(&c);
		enum rc rc;

		if (note->count == NOTE_SIGNATURES_MAX)
			return err_set(e, RC_LIMIT, "more than %d signatures", NOTE_SIGNATURES_MAX);
		rc = parse_signature(line, &note->signatures[note->count], e);
		if (rc != RC_OK)
			return err_within(e, rc, "signature line %zu", note->count + 1);
		note->count++;
	}
	return RC_OK;
}

/* Where the text ends: behind the first newline of the last blank line; 0 where there is none. */
static size_t
text_end(struct slice raw)
{
	for (size_t at = raw.len; at >= 2; at--) {
		if (raw.p[at - 1] == '\n' && raw.p[at - 2] == '\n')
			return at - 1;
	}
	return 0;
}

enum rc
note_parse(struct slice raw, struct note *out, struct err *e)
{
	size_t end;
	enum rc rc;

	out->text = SLICE_EMPTY;
	out->count = 0;
	if (raw.len > NOTE_MAX)
		return err_set(e, RC_LIMIT, "note of %zu bytes, room for %d", raw.len, NOTE_MAX);
	if (!note_text_check(raw))
		return err_set(e, RC_BAD, "note is not lines of UTF-8 without control characters");
	end = text_end(raw);
	if (end == 0 || end + 1 == raw.len)
		return err_set(e, RC_BAD, "note without a blank line and a signature behind it");
	rc = parse_signatures(slice_from(raw, end + 1), out, e);
	if (rc != RC_OK) {
		out->count = 0;
		return err_within(e, rc, "note");
	}
	out->text = slice_first(raw, end);
	return RC_OK;
}

enum rc
note_sign(const struct keypair *pair, struct slice name, struct slice text, struct bytes *out,
	struct err *e)
{
	struct note_key key = note_key_of(name, &pair->public);
	uint8_t raw[ID_SIZE + PUBLIC_KEY_SIGNATURE_SIZE];

	if (!note_name_check(name))
		return err_set(e, RC_USAGE, "\"%.*s\" cannot be a key name", SLICE_FMT(name));
	if (!note_text_check(text))
		return err_set(e, RC_USAGE,
			"a note's text must be lines of UTF-8 without control characters");
	put_u32be(key.id, raw);
	keypair_sign(pair, text, raw + ID_SIZE);
	bytes_add(out, text);
	bytes_str(out, "\n" DASH);
	bytes_add(out, name);
	bytes_u8(out, ' ');
	encode_base64(slice_of(raw, sizeof raw), out);
	bytes_u8(out, '\n');
	return bytes_check(out, "note", e);
}

const struct note_signature *
note_find(const struct note *note, struct slice name, uint32_t id)
{
	for (size_t i = 0; i < note->count; i++) {
		const struct note_signature *s = &note->signatures[i];

		if (s->id == id && slice_equal(s->name, name))
			return s;
	}
	return NULL;
}

static enum rc
verify_one(struct slice text, const struct note_signature *s, const struct note_key *key,
	struct err *e)
{
	uint8_t raw[ID_SIZE + PUBLIC_KEY_SIGNATURE_SIZE];
	struct public_key public = {.id = {0}};

	memcpy(public.key, key->key, sizeof public.key);
	if (!encode_base64_parse(s->code, raw, sizeof raw) ||
		public_key_verify(&public, text, raw + ID_SIZE, e) != RC_OK)
		return err_set(e, RC_BAD,
			"note: the signature under \"%.*s\" (key id %08" PRIx32 ") is false",
			SLICE_FMT(key->name), key->id);
	return RC_OK;
}

enum rc
note_verify(const struct note *note, const struct note_key *key, struct err *e)
{
	bool found = false;

	for (size_t i = 0; i < note->count; i++) {
		const struct note_signature *s = &note->signatures[i];

		if (s->id != key->id || !slice_equal(s->name, key->name))
			continue;
		if (verify_one(note->text, s, key, e) != RC_OK)
			return RC_BAD;
		found = true;
	}
	if (!found)
		return err_set(e, RC_UNTRUSTED,
			"note: no signature under \"%.*s\" (key id %08" PRIx32 ")",
			SLICE_FMT(key->name), key->id);
	return RC_OK;
}
