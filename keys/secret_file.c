#include "keys/secret_file.h"

#include "format/base/cursor.h"
#include "keys/public_file.h"
#include "keys/small_file.h"

#include <assert.h>
#include <inttypes.h>
#include <sodium.h>

#define HEAD_SIZE     54
#define BOX_SIZE      (PUBLIC_KEY_ID_SIZE + KEYPAIR_SECRET_SIZE + CHECKSUM_SIZE)
#define RAW_SIZE      (HEAD_SIZE + BOX_SIZE)
#define CHECKSUM_SIZE 32
#define CODE_SIZE     sodium_base64_ENCODED_LEN(RAW_SIZE, sodium_base64_VARIANT_ORIGINAL)

_Static_assert(SECRET_FILE_SALT_SIZE == crypto_pwhash_scryptsalsa208sha256_SALTBYTES, "salt");

void
secret_file_release(struct secret_file *f)
{
	secret_release(&f->box);
	*f = SECRET_FILE_EMPTY;
}

static bool
cost_check(struct secret_file_cost cost)
{
	const struct secret_file_cost min = SECRET_FILE_COST_MIN;
	const struct secret_file_cost max = SECRET_FILE_COST_SENSITIVE;

	return cost.ops >= min.ops && cost.ops <= max.ops && cost.mem >= min.mem &&
		cost.mem <= max.mem;
}

static enum rc
parse_raw(struct slice raw, struct secret_file *f, struct err *e)
{
	struct cursor c = cursor_over(raw);
	struct slice signing = cursor_take(&c, 2);
	struct slice kdf = cursor_take(&c, 2);
	struct slice checksum = cursor_take(&c, 2);
	struct slice salt = cursor_take(&c, SECRET_FILE_SALT_SIZE);
	enum rc rc;

	f->cost.ops = cursor_u64le(&c);
	f->cost.mem = cursor_u64le(&c);
	assert(cursor_ok(&c) && c.left == BOX_SIZE);
	if (!slice_is(signing, "Ed") || !slice_is(checksum, "B2"))
		return err_set(e, RC_BAD, "secret key of an unknown kind");
	f->encrypted = slice_is(kdf, "Sc");
	if (!f->encrypted && !sodium_is_zero(kdf.p, kdf.len))
		return err_set(e, RC_BAD, "secret key encrypted in an unknown way");
	if (f->encrypted && !cost_check(f->cost))
		return err_set(e, RC_LIMIT,
			"scrypt limits %" PRIu64 " and %" PRIu64
			" bytes are not between minisign's lowest and highest",
			f->cost.ops, f->cost.mem);
	memcpy(f->salt, salt.p, sizeof f->salt);
	rc = secret_init(&f->box, BOX_SIZE, e);
	if (rc == RC_OK)
		memcpy(f->box.p, c.p, BOX_SIZE);
	return rc;
}

static bool
is_ascii(struct slice s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (s.p[i] >= 0x80)
			return false;
	}
	return true;
}

/*
 * libsodium's base64 takes the same time whatever the secret is. It reads some bytes beyond
 * ASCII as 'A' (version 1.0.18), so those are refused first.
 */
static enum rc
decode(struct slice code, struct secret *raw, struct err *e)
{
	size_t len;
	enum rc rc = secret_init(raw, RAW_SIZE, e);

	if (rc != RC_OK)
		return rc;
	if (!is_ascii(code) ||
		sodium_base642bin(raw->p, RAW_SIZE, (const char *)code.p, code.len, NULL, &len,
			NULL, sodium_base64_VARIANT_ORIGINAL) != 0 ||
		len != RAW_SIZE)
		return err_set(e, RC_BAD, "secret key is not %d bytes in base64", RAW_SIZE);
	return RC_OK;
}

enum rc
secret_file_parse(struct slice text, struct secret_file *out, struct err *e)
{
	struct secret raw = SECRET_EMPTY;
	struct slice code;
	enum rc rc;

	secret_file_release(out);
	rc = public_file_split(text, &code, e);
	if (rc == RC_OK)
		rc = decode(code, &raw, e);
	if (rc == RC_OK)
		rc = parse_raw(secret_slice(&raw), out, e);
	if (rc != RC_OK)
		secret_file_release(out);
	secret_release(&raw);
	return rc;
}

static void
put_u64le(uint64_t v, uint8_t *p)
{
	for (int i = 0; i < 8; i++)
		p[i] = (uint8_t)(v >> 8 * i);
}

static void
fill_raw(const struct secret_file *f, uint8_t raw[RAW_SIZE])
{
	memcpy(raw, f->encrypted ? "EdScB2" : "Ed\0\0B2", 6);
	memcpy(raw + 6, f->salt, sizeof f->salt);
	put_u64le(f->cost.ops, raw + 38);
	put_u64le(f->cost.mem, raw + 46);
	memcpy(raw + HEAD_SIZE, f->box.p, BOX_SIZE);
}

enum rc
secret_file_write(const struct secret_file *f, struct secret *out, struct err *e)
{
	struct slice comment =
		slice_str(f->encrypted ? "untrusted comment: minisign encrypted secret key\n"
				       : "untrusted comment: minisign unencrypted secret key\n");
	struct secret raw = SECRET_EMPTY;
	enum rc rc;

	assert(f->box.len == BOX_SIZE);
	/* Room for the terminator of the base64, where the last newline goes. */
	rc = secret_init(out, comment.len + CODE_SIZE, e);
	if (rc == RC_OK)
		rc = secret_init(&raw, RAW_SIZE, e);
	if (rc == RC_OK) {
		fill_raw(f, raw.p);
		memcpy(out->p, comment.p, comment.len);
		sodium_bin2base64((char *)out->p + comment.len, CODE_SIZE, raw.p, RAW_SIZE,
			sodium_base64_VARIANT_ORIGINAL);
		out->p[out->len - 1] = '\n';
	} else {
		secret_release(out);
	}
	secret_release(&raw);
	return rc;
}

static void
checksum(struct slice id_and_secret, uint8_t out[CHECKSUM_SIZE])
{
	crypto_generichash_blake2b_state state;

	crypto_generichash_blake2b_init(&state, NULL, 0, CHECKSUM_SIZE);
	crypto_generichash_blake2b_update(&state, (const uint8_t *)"Ed", 2);
	crypto_generichash_blake2b_update(&state, id_and_secret.p, id_and_secret.len);
	crypto_generichash_blake2b_final(&state, out, CHECKSUM_SIZE);
	sodium_memzero(&state, sizeof state);
}

/* XORs the box with scrypt's stream: encrypts it, or decrypts it. */
static enum rc
crypt_box(const struct secret_file *f, struct slice passphrase, uint8_t *box, struct err *e)
{
	struct secret stream = SECRET_EMPTY;
	enum rc rc = secret_init(&stream, BOX_SIZE, e);

	if (rc != RC_OK)
		return rc;
	if (crypto_pwhash_scryptsalsa208sha256(stream.p, stream.len, (const char *)passphrase.p,
		    passphrase.len, f->salt, f->cost.ops, (size_t)f->cost.mem) != 0)
		rc = err_set(e, RC_NOMEM,
			"no memory for scrypt, which takes %" PRIu64 " MiB for this key",
			f->cost.mem >> 20);
	for (size_t i = 0; rc == RC_OK && i < BOX_SIZE; i++)
		box[i] ^= stream.p[i];
	secret_release(&stream);
	return rc;
}

static enum rc
check_checksum(const struct secret_file *f, const uint8_t *box, struct err *e)
{
	const uint8_t *stated = box + BOX_SIZE - CHECKSUM_SIZE;
	uint8_t sum[CHECKSUM_SIZE];

	if (!f->encrypted && sodium_is_zero(stated, CHECKSUM_SIZE))
		return RC_OK;
	checksum(slice_of(box, BOX_SIZE - CHECKSUM_SIZE), sum);
	if (sodium_memcmp(stated, sum, CHECKSUM_SIZE) == 0)
		return RC_OK;
	return err_set(e, RC_USAGE,
		f->encrypted ? "wrong passphrase, or the secret key is damaged"
			     : "the secret key is damaged: its checksum does not fit");
}

/*
 * The public half is made again from the seed. Signing under another one than the seed's
 * own would give the secret away, and a checksum of zeros vouches for nothing.
 */
static enum rc
take_pair(const uint8_t *box, struct keypair *out, struct err *e)
{
	struct slice seed = slice_of(box + PUBLIC_KEY_ID_SIZE, KEYPAIR_SEED_SIZE);
	enum rc rc = keypair_of_seed(seed, box, out, e);

	if (rc == RC_OK &&
		sodium_memcmp(out->secret.p, box + PUBLIC_KEY_ID_SIZE, KEYPAIR_SECRET_SIZE) != 0) {
		keypair_release(out);
		rc = err_set(
			e, RC_USAGE, "the secret key is damaged: its public half is another key's");
	}
	return rc;
}

enum rc
secret_file_open(
	const struct secret_file *f, struct slice passphrase, struct keypair *out, struct err *e)
{
	struct secret box = SECRET_EMPTY;
	enum rc rc;

	assert(f->box.len == BOX_SIZE);
	keypair_release(out);
	rc = secret_init(&box, BOX_SIZE, e);
	if (rc != RC_OK)
		return rc;
	memcpy(box.p, f->box.p, BOX_SIZE);
	if (f->encrypted)
		rc = crypt_box(f, passphrase, box.p, e);
	if (rc == RC_OK)
		rc = check_checksum(f, box.p, e);
	if (rc == RC_OK)
		rc = take_pair(box.p, out, e);
	secret_release(&box);
	return rc;
}

enum rc
secret_file_bare(const struct keypair *pair, struct secret_file *out, struct err *e)
{
	enum rc rc;
	uint8_t *at;

	secret_file_release(out);
	rc = secret_init(&out->box, BOX_SIZE, e);
	if (rc != RC_OK)
		return rc;
	at = out->box.p;
	memcpy(at, pair->public.id, PUBLIC_KEY_ID_SIZE);
	memcpy(at + PUBLIC_KEY_ID_SIZE, pair->secret.p, KEYPAIR_SECRET_SIZE);
	checksum(slice_of(at, BOX_SIZE - CHECKSUM_SIZE), at + BOX_SIZE - CHECKSUM_SIZE);
	return RC_OK;
}

enum rc
secret_file_seal(const struct keypair *pair, struct slice passphrase, struct secret_file_cost cost,
	struct secret_file *out, struct err *e)
{
	enum rc rc;

	secret_file_release(out);
	if (passphrase.len == 0)
		return err_set(e, RC_USAGE, "an empty passphrase protects nothing");
	if (!cost_check(cost))
		return err_set(e, RC_USAGE, "scrypt limits out of bounds");
	rc = secret_file_bare(pair, out, e);
	if (rc != RC_OK)
		return rc;
	out->encrypted = true;
	randombytes_buf(out->salt, sizeof out->salt);
	do {
		out->cost = cost;
		rc = crypt_box(out, passphrase, out->box.p, e);
		cost.ops /= 2;
		cost.mem /= 2;
	} while (rc == RC_NOMEM && cost_check(cost));
	if (rc != RC_OK)
		secret_file_release(out);
	return rc;
}

enum rc
secret_file_read(const char *path, struct secret_file *out, struct err *e)
{
	struct secret room = SECRET_EMPTY;
	size_t len;
	enum rc rc;

	secret_file_release(out);
	rc = secret_init(&room, SECRET_FILE_MAX + 1, e);
	if (rc != RC_OK)
		return rc;
	rc = small_file_read(path, SMALL_FILE_PRIVATE, room.p, room.len, &len, e);
	if (rc == RC_OK) {
		rc = secret_file_parse(slice_of(room.p, len), out, e);
		if (rc != RC_OK)
			err_within(e, rc == RC_BAD ? RC_USAGE : rc, "\"%s\"", path);
	}
	secret_release(&room);
	return rc == RC_BAD ? RC_USAGE : rc;
}

static enum rc
put_file(const char *path, const struct secret_file *f,
	enum rc (*put)(const char *, mode_t, struct slice, struct err *), struct err *e)
{
	struct secret text = SECRET_EMPTY;
	enum rc rc = secret_file_write(f, &text, e);

	if (rc == RC_OK)
		rc = put(path, 0600, secret_slice(&text), e);
	secret_release(&text);
	return rc;
}

enum rc
secret_file_save(const char *path, const struct secret_file *f, struct err *e)
{
	return put_file(path, f, small_file_create, e);
}

enum rc
secret_file_replace(const char *path, const struct secret_file *f, struct err *e)
{
	return put_file(path, f, small_file_replace, e);
}
