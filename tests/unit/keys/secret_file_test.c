#include "support/test.h"

#include "format/base/encode.h"
#include "keys/secret_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * Made by minisign 0.11. The first with 48 MB of memory at hand, so that it halved scrypt's
 * limits to 1,048,576 and 32 MiB; the second with -W; the third with its passphrase taken
 * away (-C -W), which keeps salt, limits and checksum.
 */
#define COMMENT "untrusted comment: minisign encrypted secret key\n"
#define ENCRYPTED_CODE \
	"RWRTY0Iyc3RP+wvFAczxqdpJ8nJ98UaQAdp49NYAZANfVNambF0AABAAAAAAAAAAAAIAAAAA8IkLoTABXifHoLoc" \
	"/DBI0jwg2Mckq6JdFQq4Ju21F8ej6VptjKNxVtHgEkgphKvHbyv3V5eQ/VqZVEorTUEk3Bgnolf2ktZCsqKzgiEV" \
	"GObm4sBZyQdyI5iUYw5RJr4BinzxB+hDckA="
#define BARE_CODE \
	"RWQAAEIyAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA9VdeWo+caCzXBunn" \
	"hm3XEoQS6d7W6snPla8+ZX3wjuWYpXfimdl/C0y5yMAg2OxPU9+MUFInAZR8mABLHqvxcp0Ok2pBVLqKAAAAAAAA" \
	"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
#define BARED_CODE \
	"RWQAAEIypskwwSFlI79EkmzbQK9OXZdsdbbIlo5fa+hpD9GTP44AAEAAAAAAAAAAAAgAAAAAAiq6KdTh6U37TEkF" \
	"HkZGn+oWddfCi2Ouy6CMCkOgKyMGmqlm75/VHfeH+PnQb6yB2xQu3dWHl/9Fe1zMMFYJf3KW93UVrqD/xMy/0Wyd" \
	"OQNxK5XMyuPUfS8Tp0mj4k2M6sd0fVV6N2w="

static const struct {
	const char *what;
	struct slice text;
	const char *passphrase;
	const char *public;
	bool encrypted;
} STOCK[] = {
	{"encrypted", SLICE(COMMENT ENCRYPTED_CODE "\n"), "mật khẩu",
		"RWTi0YMgvgrIHWsW4asWgqs8Cp3UBl1bSWr7+LzAKhd1UTwczX5b23tG", true},
	{"made bare", SLICE(COMMENT BARE_CODE "\n"), "",
		"RWT1V15aj5xoLEy5yMAg2OxPU9+MUFInAZR8mABLHqvxcp0Ok2pBVLqK", false},
	{"bared later", SLICE(COMMENT BARED_CODE "\n"), "",
		"RWQCKrop1OHpTfeH+PnQb6yB2xQu3dWHl/9Fe1zMMFYJf3KW93UVrqD/", false},
};

#define RAW_SIZE 158
#define ALPHABET "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

/* A key file's 158 bytes, to be damaged and put back into a text. */
static void
raw_of(const char *code, uint8_t raw[RAW_SIZE])
{
	assert_true(encode_base64_parse(slice_str(code), raw, RAW_SIZE));
}

static enum rc
parse_raw(const uint8_t raw[RAW_SIZE], struct secret_file *f, struct err *e)
{
	struct bytes text = BYTES_UP_TO(1000);
	enum rc rc;

	bytes_str(&text, COMMENT);
	encode_base64(slice_of(raw, RAW_SIZE), &text);
	bytes_str(&text, "\n");
	rc = secret_file_parse(bytes_slice(&text), f, e);
	bytes_release(&text);
	return rc;
}

static void
opens_what_minisign_wrote(void **state)
{
	struct secret_file f = SECRET_FILE_EMPTY;
	struct keypair pair = KEYPAIR_EMPTY;
	struct secret text = SECRET_EMPTY;
	struct public_key want;
	uint8_t signature[64];
	struct err e;

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		assert_rc(RC_OK, secret_file_parse(STOCK[i].text, &f, &e), &e);
		assert_int_equal(f.encrypted, STOCK[i].encrypted);
		assert_rc(
			RC_OK, secret_file_open(&f, slice_str(STOCK[i].passphrase), &pair, &e), &e);
		assert_rc(RC_OK, public_key_parse(slice_str(STOCK[i].public), &want, &e), &e);
		assert_true(public_key_equal(&pair.public, &want));
		keypair_sign(&pair, RAW("x"), signature);
		assert_rc(RC_OK, public_key_verify(&want, RAW("x"), signature, &e), &e);
		assert_rc(RC_OK, secret_file_write(&f, &text, &e), &e);
		assert_true(slice_ends(secret_slice(&text), "\n"));
		assert_true(slice_equal(slice_from(secret_slice(&text), text.len - 213),
			slice_from(STOCK[i].text, STOCK[i].text.len - 213)));
	}
	secret_file_release(&f);
	secret_file_release(&f);
	secret_release(&text);
	keypair_release(&pair);
}

static void
tells_a_wrong_passphrase_or_damage(void **state)
{
	static const char *const wrong[] = {"", "x", "mật khẩ", "mật khẩu ", "Mật khẩu"};
	struct secret_file f = SECRET_FILE_EMPTY;
	struct keypair pair = KEYPAIR_EMPTY;
	uint8_t raw[RAW_SIZE];
	struct err e;

	(void)state;
	assert_rc(RC_OK, secret_file_parse(STOCK[0].text, &f, &e), &e);
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		assert_rc(RC_USAGE, secret_file_open(&f, slice_str(wrong[i]), &pair, &e), &e);
		assert_string_equal(e.text, "wrong passphrase, or the secret key is damaged");
		assert_null(pair.secret.p);
	}
	/* The salt, the key id, the seed, the public half, the checksum. */
	for (size_t at = 6; at < RAW_SIZE; at += at < 38 ? 32 : 24) {
		if (at >= 38 && at < 54)
			continue;
		raw_of(ENCRYPTED_CODE, raw);
		raw[at] ^= 0x10;
		assert_rc(RC_OK, parse_raw(raw, &f, &e), &e);
		assert_rc(RC_USAGE, secret_file_open(&f, slice_str("mật khẩu"), &pair, &e), &e);
	}
	secret_file_release(&f);
}

/* Zeros stand for no checksum in a bare key only, not in what decrypts to zeros. */
static void
wants_a_checksum_of_an_encrypted_key(void **state)
{
	struct secret_file sealed = SECRET_FILE_EMPTY, bare = SECRET_FILE_EMPTY;
	struct keypair pair = KEYPAIR_EMPTY, opened = KEYPAIR_EMPTY;
	struct err e;

	(void)state;
	assert_rc(RC_OK, keypair_generate(&pair, &e), &e);
	assert_rc(RC_OK, secret_file_bare(&pair, &bare, &e), &e);
	assert_rc(RC_OK, secret_file_seal(&pair, RAW("x"), SECRET_FILE_COST_MIN, &sealed, &e), &e);
	for (size_t i = 72; i < 104; i++)
		sealed.box.p[i] ^= bare.box.p[i];
	assert_rc(RC_USAGE, secret_file_open(&sealed, RAW("x"), &opened, &e), &e);
	assert_null(opened.secret.p);
	secret_file_release(&sealed);
	secret_file_release(&bare);
	keypair_release(&pair);
}

static void
finds_damage_in_a_bare_key(void **state)
{
	struct secret_file f = SECRET_FILE_EMPTY;
	struct keypair pair = KEYPAIR_EMPTY;
	uint8_t raw[RAW_SIZE];
	struct err e;

	(void)state;
	for (size_t at = 54; at < RAW_SIZE; at++) {
		raw_of(BARED_CODE, raw);
		raw[at] ^= 0x10;
		assert_rc(RC_OK, parse_raw(raw, &f, &e), &e);
		assert_rc(RC_USAGE, secret_file_open(&f, SLICE_EMPTY, &pair, &e), &e);
		assert_string_equal(e.text, "the secret key is damaged: its checksum does not fit");
	}
	/* With a checksum of zeros only the key pair itself can be checked, not its id. */
	for (size_t at = 62; at < 126; at++) {
		raw_of(BARE_CODE, raw);
		raw[at] ^= 0x10;
		assert_rc(RC_OK, parse_raw(raw, &f, &e), &e);
		assert_rc(RC_USAGE, secret_file_open(&f, SLICE_EMPTY, &pair, &e), &e);
		assert_string_equal(
			e.text, "the secret key is damaged: its public half is another key's");
	}
	secret_file_release(&f);
	keypair_release(&pair);
}

static void
refuses_costs_out_of_bounds_before_paying_them(void **state)
{
	static const struct {
		uint64_t ops;
		uint64_t mem;
		enum rc rc;
	} rows[] = {
		{32768, 16777216, RC_OK},
		{33554432, 1073741824, RC_OK},
		{32767, 16777216, RC_LIMIT},
		{32768, 16777215, RC_LIMIT},
		{33554433, 1073741824, RC_LIMIT},
		{33554432, 1073741825, RC_LIMIT},
		{0, 0, RC_LIMIT},
		{UINT64_MAX, UINT64_MAX, RC_LIMIT},
		{33554432, UINT64_C(1) << 63, RC_LIMIT},
	};
	struct secret_file f = SECRET_FILE_EMPTY;
	struct keypair pair = KEYPAIR_EMPTY;
	struct err e;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct secret_file_cost cost = {rows[i].ops, rows[i].mem};
		uint8_t raw[RAW_SIZE];

		raw_of(ENCRYPTED_CODE, raw);
		for (int k = 0; k < 8; k++) {
			raw[38 + k] = (uint8_t)(rows[i].ops >> 8 * k);
			raw[46 + k] = (uint8_t)(rows[i].mem >> 8 * k);
		}
		assert_rc(rows[i].rc, parse_raw(raw, &f, &e), &e);
		/* A bare key costs nothing, whatever it says. */
		raw[2] = raw[3] = 0;
		assert_rc(RC_OK, parse_raw(raw, &f, &e), &e);
		if (rows[i].rc == RC_LIMIT) {
			assert_rc(RC_OK, keypair_generate(&pair, &e), &e);
			assert_rc(RC_USAGE, secret_file_seal(&pair, RAW("x"), cost, &f, &e), &e);
		}
	}
	secret_file_release(&f);
	keypair_release(&pair);
}

static void
refuses_what_is_no_secret_key_file(void **state)
{
	static const struct {
		const char *fault;
		size_t at;
		uint8_t byte;
		const char *says;
	} rows[] = {
		{"signature kind", 0, 'e', "secret key of an unknown kind"},
		{"signature kind", 1, 'D', "secret key of an unknown kind"},
		{"encryption", 2, 's', "secret key encrypted in an unknown way"},
		{"encryption", 3, 0, "secret key encrypted in an unknown way"},
		{"checksum kind", 4, 'b', "secret key of an unknown kind"},
		{"checksum kind", 5, '3', "secret key of an unknown kind"},
	};
	static const struct slice texts[] = {
		SLICE(""),
		SLICE(ENCRYPTED_CODE "\n"),
		SLICE(COMMENT),
		SLICE(COMMENT ENCRYPTED_CODE "\n\n"),
		SLICE(COMMENT ENCRYPTED_CODE "\nmore\n"),
		SLICE(COMMENT ENCRYPTED_CODE " \n"),
		SLICE(COMMENT ENCRYPTED_CODE "\r\n"),
		SLICE(COMMENT ENCRYPTED_CODE "AAAA\n"),
		SLICE(COMMENT "RWTi0YMgvgrIHWsW4asWgqs8Cp3UBl1bSWr7+LzAKhd1UTwczX5b23tG\n"),
	};
	struct secret_file f = SECRET_FILE_EMPTY;
	uint8_t raw[RAW_SIZE];
	struct err e;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		raw_of(ENCRYPTED_CODE, raw);
		raw[rows[i].at] = rows[i].byte;
		assert_rc(RC_BAD, parse_raw(raw, &f, &e), &e);
		assert_string_equal(e.text, rows[i].says);
	}
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		assert_rc(RC_BAD, secret_file_parse(texts[i], &f, &e), &e);
	/* Every foreign byte in a character's place: libsodium reads some as 'A'. */
	for (unsigned byte = 0; byte < 256; byte++) {
		char text[] = COMMENT ENCRYPTED_CODE;

		if (strchr(ALPHABET, (int)byte) != NULL && byte != 0)
			continue;
		text[sizeof COMMENT + 99] = (char)byte;
		assert_rc(RC_BAD, secret_file_parse(slice_of(text, sizeof text - 1), &f, &e), &e);
	}
	/* The newline at the end may be missing, nothing else. */
	for (size_t n = 0; n < STOCK[0].text.len - 1; n++)
		assert_rc(RC_BAD, secret_file_parse(slice_first(STOCK[0].text, n), &f, &e), &e);
	assert_null(f.box.p);
}

static void
seals_so_that_the_passphrase_opens(void **state)
{
	struct secret_file f = SECRET_FILE_EMPTY, back = SECRET_FILE_EMPTY;
	struct keypair pair = KEYPAIR_EMPTY, opened = KEYPAIR_EMPTY;
	struct secret text = SECRET_EMPTY;
	uint8_t salt[SECRET_FILE_SALT_SIZE];
	struct err e;

	(void)state;
	assert_rc(RC_OK, keypair_generate(&pair, &e), &e);
	assert_rc(RC_OK, secret_file_seal(&pair, RAW("open"), SECRET_FILE_COST_MIN, &f, &e), &e);
	assert_true(f.encrypted);
	assert_int_equal(f.cost.ops, 32768);
	assert_int_equal(f.cost.mem, 16777216);
	assert_memory_not_equal(f.box.p, pair.public.id, 8);
	memcpy(salt, f.salt, sizeof salt);
	assert_rc(RC_OK, secret_file_write(&f, &text, &e), &e);
	assert_rc(RC_OK, secret_file_parse(secret_slice(&text), &back, &e), &e);
	assert_rc(RC_OK, secret_file_open(&back, RAW("open"), &opened, &e), &e);
	assert_true(public_key_equal(&pair.public, &opened.public));
	assert_memory_equal(pair.secret.p, opened.secret.p, KEYPAIR_SECRET_SIZE);
	assert_rc(RC_USAGE, secret_file_open(&back, RAW("opem"), &opened, &e), &e);

	assert_rc(RC_OK, secret_file_seal(&pair, RAW("open"), SECRET_FILE_COST_MIN, &f, &e), &e);
	assert_memory_not_equal(salt, f.salt, sizeof salt);
	assert_rc(RC_USAGE, secret_file_seal(&pair, RAW(""), SECRET_FILE_COST_MIN, &f, &e), &e);
	assert_string_equal(e.text, "an empty passphrase protects nothing");
	assert_null(f.box.p);

	assert_rc(RC_OK, secret_file_bare(&pair, &f, &e), &e);
	assert_rc(RC_OK, secret_file_write(&f, &text, &e), &e);
	assert_rc(RC_OK, secret_file_parse(secret_slice(&text), &back, &e), &e);
	assert_false(back.encrypted);
	assert_rc(RC_OK, secret_file_open(&back, SLICE_EMPTY, &opened, &e), &e);
	assert_memory_equal(pair.secret.p, opened.secret.p, KEYPAIR_SECRET_SIZE);
	secret_file_release(&f);
	secret_file_release(&back);
	secret_release(&text);
	keypair_release(&pair);
	keypair_release(&opened);
}

/* Address space is what scrypt's memory comes from; the sanitizers need all of theirs. */
#if defined(__SANITIZE_ADDRESS__)
#define WITH_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define WITH_SANITIZER 1
#endif
#endif
#ifndef WITH_SANITIZER
#define WITH_SANITIZER 0
#endif

/* Leaves this much address space beside what is in use. */
static void
limit_memory(const struct rlimit *before, size_t more)
{
	FILE *statm = fopen("/proc/self/statm", "r");
	struct rlimit small = *before;
	unsigned long pages;

	assert_non_null(statm);
	assert_int_equal(fscanf(statm, "%lu", &pages), 1);
	fclose(statm);
	small.rlim_cur = pages * (unsigned long)sysconf(_SC_PAGESIZE) + more;
	assert_int_equal(setrlimit(RLIMIT_AS, &small), 0);
}

static void
seals_at_half_the_cost_where_memory_is_short(void **state)
{
	struct secret_file f = SECRET_FILE_EMPTY;
	struct keypair pair = KEYPAIR_EMPTY;
	struct rlimit before;
	struct err e;
	enum rc rc;

	(void)state;
	if (WITH_SANITIZER)
		skip();
	assert_rc(RC_OK, keypair_generate(&pair, &e), &e);
	assert_int_equal(getrlimit(RLIMIT_AS, &before), 0);
	limit_memory(&before, 40 << 20);
	rc = secret_file_seal(
		&pair, RAW("open"), (struct secret_file_cost){2097152, 67108864}, &f, &e);
	assert_int_equal(setrlimit(RLIMIT_AS, &before), 0);
	assert_rc(RC_OK, rc, &e);
	assert_int_equal(f.cost.mem, 33554432);
	assert_int_equal(f.cost.ops, 1048576);

	limit_memory(&before, 8 << 20);
	rc = secret_file_seal(
		&pair, RAW("open"), (struct secret_file_cost){1048576, 33554432}, &f, &e);
	assert_int_equal(setrlimit(RLIMIT_AS, &before), 0);
	assert_rc(RC_NOMEM, rc, &e);
	assert_string_equal(e.text, "no memory for scrypt, which takes 16 MiB for this key");
	assert_null(f.box.p);
	keypair_release(&pair);
}

static void
saves_once_replaces_and_reads_what_only_we_can_read(void **state)
{
	char folder[] = "/tmp/secret_file_test.XXXXXX", path[64], link[64];
	struct secret_file f = SECRET_FILE_EMPTY, back = SECRET_FILE_EMPTY;
	struct keypair pair = KEYPAIR_EMPTY, opened = KEYPAIR_EMPTY;
	struct stat st;
	struct err e;

	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof path, "%s/key", folder);
	snprintf(link, sizeof link, "%s/link", folder);
	assert_rc(RC_OK, keypair_generate(&pair, &e), &e);
	assert_rc(RC_OK, secret_file_bare(&pair, &f, &e), &e);
	assert_rc(RC_OK, secret_file_save(path, &f, &e), &e);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_rc(RC_IO, secret_file_save(path, &f, &e), &e);

	assert_rc(RC_OK, secret_file_seal(&pair, RAW("new"), SECRET_FILE_COST_MIN, &f, &e), &e);
	assert_rc(RC_OK, secret_file_replace(path, &f, &e), &e);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_rc(RC_OK, secret_file_read(path, &back, &e), &e);
	assert_rc(RC_OK, secret_file_open(&back, RAW("new"), &opened, &e), &e);
	assert_true(public_key_equal(&pair.public, &opened.public));

	assert_int_equal(symlink("key", link), 0);
	assert_rc(RC_IO, secret_file_read(link, &back, &e), &e);
	assert_int_equal(chmod(path, 0640), 0);
	assert_rc(RC_IO, secret_file_read(path, &back, &e), &e);
	assert_non_null(strstr(e.text, "is open to others (mode 0640, wanted 0600)"));
	assert_int_equal(chmod(path, 0600), 0);
	assert_int_equal(truncate(path, 100), 0);
	assert_rc(RC_USAGE, secret_file_read(path, &back, &e), &e);
	assert_non_null(strstr(e.text, "/key\": secret key is not 158 bytes in base64"));
	assert_int_equal(truncate(path, 3000), 0);
	assert_rc(RC_LIMIT, secret_file_read(path, &back, &e), &e);
	assert_null(back.box.p);
	unlink(path);
	unlink(link);
	rmdir(folder);
	secret_file_release(&f);
	keypair_release(&pair);
	keypair_release(&opened);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(opens_what_minisign_wrote),
		cmocka_unit_test(tells_a_wrong_passphrase_or_damage),
		cmocka_unit_test(wants_a_checksum_of_an_encrypted_key),
		cmocka_unit_test(finds_damage_in_a_bare_key),
		cmocka_unit_test(refuses_costs_out_of_bounds_before_paying_them),
		cmocka_unit_test(refuses_what_is_no_secret_key_file),
		cmocka_unit_test(seals_so_that_the_passphrase_opens),
		cmocka_unit_test(seals_at_half_the_cost_where_memory_is_short),
		cmocka_unit_test(saves_once_replaces_and_reads_what_only_we_can_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
