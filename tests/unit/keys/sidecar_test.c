#include "support/test.h"

#include "format/base/encode.h"
#include "keys/secret_file.h"
#include "keys/sidecar.h"
#include "keys/sidecar_comment.h"

#include <stdlib.h>

/* Made by minisign 0.11 for a file that holds "hello\n", with this unencrypted key. */
#define SECRET_KEY \
	"untrusted comment: minisign encrypted secret key\n" \
	"RWQAAEIyAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA9VdeWo+caCzXBunn" \
	"hm3XEoQS6d7W6snPla8+ZX3wjuWYpXfimdl/C0y5yMAg2OxPU9+MUFInAZR8mABLHqvxcp0Ok2pBVLqKAAAAAAAA" \
	"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"
#define UNTRUSTED "untrusted comment: signature from minisign secret key\n"
#define SIGNATURE \
	"RUT1V15aj5xoLMV8RgG/JVa8Yr+cQgsJSSOoy9WV4MnhqOv8aWXCbZgV8VQowi0sHRMAK07A9CXSXtgvvj3yB8/u" \
	"mQLW3lNzMQc=\n"
#define TRUSTED "trusted comment: timestamp:1700000000\tfile:f.tar.zst\thashed\n"
#define GLOBAL \
	"OOHTXb/Mx3IGHPlGeRtHekS18xHoclNO/e7DeDFZXjEglxE45qlTvk/pby8AFqvPVyP/bWzqdDRkqaXvO95fAg==\n"
#define STOCK UNTRUSTED SIGNATURE TRUSTED GLOBAL

static void
open_pair(struct keypair *pair)
{
	struct secret_file f = SECRET_FILE_EMPTY;
	struct err e;

	assert_rc(RC_OK, secret_file_parse(RAW(SECRET_KEY), &f, &e), &e);
	assert_rc(RC_OK, secret_file_open(&f, SLICE_EMPTY, pair, &e), &e);
	secret_file_release(&f);
}

static void
hash(struct slice content, uint8_t digest[SIDECAR_DIGEST_SIZE])
{
	struct sidecar_hasher h;

	sidecar_hasher_start(&h);
	sidecar_hasher_add(&h, content);
	sidecar_hasher_end(&h, digest);
}

/* RFC 7693 appendix A. */
static void
hashes_as_rfc_7693_says(void **state)
{
	uint8_t want[64], got[64];
	struct sidecar_hasher h, copy;

	(void)state;
	assert_true(encode_hex_parse(
		RAW("ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"
		    "7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923"),
		want, sizeof want));
	sidecar_hasher_start(&h);
	sidecar_hasher_add(&h, RAW("a"));
	copy = h;
	sidecar_hasher_add(&h, RAW("x"));
	sidecar_hasher_add(&copy, SLICE_EMPTY);
	sidecar_hasher_add(&copy, RAW("bc"));
	sidecar_hasher_end(&copy, got);
	assert_memory_equal(got, want, sizeof want);
}

static void
verifies_what_minisign_signed(void **state)
{
	struct bytes out = BYTES_UP_TO(SIDECAR_MAX);
	struct keypair pair = KEYPAIR_EMPTY;
	uint8_t digest[SIDECAR_DIGEST_SIZE];
	struct sidecar s;
	struct err e;

	(void)state;
	open_pair(&pair);
	hash(RAW("hello\n"), digest);
	assert_rc(RC_OK, sidecar_parse(RAW(STOCK), &s, &e), &e);
	assert_slice_is(s.untrusted, "signature from minisign secret key");
	assert_slice_is(s.trusted, "timestamp:1700000000\tfile:f.tar.zst\thashed");
	assert_rc(RC_OK, sidecar_verify(&s, &pair.public, digest, &e), &e);
	assert_rc(RC_OK, sidecar_write(&s, &out, &e), &e);
	assert_slice_is(bytes_slice(&out), STOCK);
	bytes_release(&out);
	keypair_release(&pair);
}

static void
signs_as_minisign_does(void **state)
{
	struct bytes out = BYTES_UP_TO(SIDECAR_MAX);
	struct keypair pair = KEYPAIR_EMPTY;
	uint8_t digest[SIDECAR_DIGEST_SIZE];
	struct sidecar s;
	struct err e;

	(void)state;
	open_pair(&pair);
	hash(RAW("hello\n"), digest);
	assert_rc(RC_OK,
		sidecar_sign(
			&pair, digest, RAW("timestamp:1700000000\tfile:f.tar.zst\thashed"), &s, &e),
		&e);
	assert_rc(RC_OK, sidecar_write(&s, &out, &e), &e);
	assert_true(slice_ends(bytes_slice(&out), "\n" SIGNATURE TRUSTED GLOBAL));
	assert_rc(RC_OK, sidecar_parse(bytes_slice(&out), &s, &e), &e);
	assert_rc(RC_OK, sidecar_verify(&s, &pair.public, digest, &e), &e);
	bytes_release(&out);
	keypair_release(&pair);
}

static void
tells_apart_what_does_not_fit(void **state)
{
	struct keypair pair = KEYPAIR_EMPTY;
	uint8_t digest[SIDECAR_DIGEST_SIZE], other[SIDECAR_DIGEST_SIZE];
	struct public_key key;
	struct sidecar s;
	struct err e;

	(void)state;
	open_pair(&pair);
	hash(RAW("hello\n"), digest);
	hash(RAW("hello!\n"), other);
	assert_rc(RC_OK, sidecar_parse(RAW(STOCK), &s, &e), &e);

	assert_rc(RC_BAD, sidecar_verify(&s, &pair.public, other, &e), &e);
	assert_string_equal(e.text, "sidecar: the file: not a signature by key 2C689C8F5A5E57F5");
	key = pair.public;
	key.id[0] ^= 1;
	assert_rc(RC_UNTRUSTED, sidecar_verify(&s, &key, digest, &e), &e);
	assert_string_equal(
		e.text, "sidecar: of key 2C689C8F5A5E57F5, not of key 2C689C8F5A5E57F4");
	s.id[0] ^= 1;
	assert_rc(RC_OK, sidecar_verify(&s, &key, digest, &e), &e); /* the id is not signed */
	s.id[0] ^= 1;
	s.trusted = RAW("timestamp:1700000001\tfile:f.tar.zst\thashed");
	assert_rc(RC_BAD, sidecar_verify(&s, &pair.public, digest, &e), &e);
	assert_string_equal(
		e.text, "sidecar: the trusted comment: not a signature by key 2C689C8F5A5E57F5");
	s.trusted = SLICE_EMPTY;
	assert_rc(RC_BAD, sidecar_verify(&s, &pair.public, digest, &e), &e);
	keypair_release(&pair);
}

static void
refuses_whatever_is_not_four_canonical_lines(void **state)
{
#define NOT_FOUR "sidecar: not the four lines of a minisign signature"
#define NOT_CODE "sidecar: line 2 is not 74 bytes in base64"
	/* The same key's legacy signature of the same file, made by minisign -l. */
#define LEGACY \
	"RWT1V15aj5xoLDIRYHHSTT9GA5anTEsN2Bebag6tXlq46x6YD9H5GwN9ESkEGPPF2jkrNvC01XphaNYgqHScq1iV" \
	"AvlkR9qIcQE=\n"
	static const struct {
		const char *fault;
		struct slice text;
		enum rc rc;
		const char *says;
	} rows[] = {
		{"empty", SLICE(""), RC_BAD, NOT_FOUR},
		{"three lines", SLICE(UNTRUSTED SIGNATURE TRUSTED), RC_BAD, NOT_FOUR},
		{"a byte behind", SLICE(STOCK "x"), RC_BAD, NOT_FOUR},
		{"a newline behind", SLICE(STOCK "\n"), RC_BAD, NOT_FOUR},
		{"a second signature behind", SLICE(STOCK STOCK), RC_BAD, NOT_FOUR},
		{"a blank line in front", SLICE("\n" STOCK), RC_BAD, NOT_FOUR},
		{"a byte order mark", SLICE("\xef\xbb\xbf" STOCK), RC_BAD, NOT_FOUR},
		{"comments swapped", SLICE(TRUSTED SIGNATURE UNTRUSTED GLOBAL), RC_BAD, NOT_FOUR},
		{"legacy", SLICE(UNTRUSTED LEGACY TRUSTED GLOBAL), RC_BAD,
			"sidecar: legacy signature of the file itself, not of its digest"},
		{"unknown kind",
			SLICE(UNTRUSTED
				"RVT1V15aj5xoLMV8RgG/JVa8Yr+cQgsJSSOoy9WV4MnhqOv8aWXCbZgV8VQ"
				"owi0sHRMAK07A9CXSXtgvvj3yB8/umQLW3lNzMQc=\n" TRUSTED GLOBAL),
			RC_BAD, "sidecar: signature of an unknown kind, 0x4554"},
		{"bits behind the end",
			SLICE(UNTRUSTED
				"RUT1V15aj5xoLMV8RgG/JVa8Yr+cQgsJSSOoy9WV4MnhqOv8aWXCbZgV8VQ"
				"owi0sHRMAK07A9CXSXtgvvj3yB8/umQLW3lNzMQd=\n" TRUSTED GLOBAL),
			RC_BAD, NOT_CODE},
		{"a space behind line 2",
			SLICE(UNTRUSTED
				"RUT1V15aj5xoLMV8RgG/JVa8Yr+cQgsJSSOoy9WV4MnhqOv8aWXCbZgV8VQ"
				"owi0sHRMAK07A9CXSXtgvvj3yB8/umQLW3lNzMQc= \n" TRUSTED GLOBAL),
			RC_BAD, NOT_CODE},
		{"an empty line 2", SLICE(UNTRUSTED "\n" TRUSTED GLOBAL), RC_BAD, NOT_CODE},
		{"an empty line 4", SLICE(UNTRUSTED SIGNATURE TRUSTED "\n"), RC_BAD,
			"sidecar: line 4 is not 64 bytes in base64"},
		{"line 2 as line 4", SLICE(UNTRUSTED SIGNATURE TRUSTED SIGNATURE), RC_BAD,
			"sidecar: line 4 is not 64 bytes in base64"},
		{"a carriage return", SLICE(UNTRUSTED SIGNATURE "trusted comment: x\r\n" GLOBAL),
			RC_BAD, "sidecar: trusted comment with control character 0x0d"},
		{"an escape", SLICE(UNTRUSTED SIGNATURE "trusted comment: \x1b[2J\n" GLOBAL),
			RC_BAD, "sidecar: trusted comment with control character 0x1b"},
		{"a zero byte", SLICE(UNTRUSTED SIGNATURE "trusted comment: x\0y\n" GLOBAL), RC_BAD,
			"sidecar: trusted comment with control character 0x00"},
		{"a delete", SLICE("untrusted comment: \x7f\n" SIGNATURE TRUSTED GLOBAL), RC_BAD,
			"sidecar: untrusted comment with control character 0x7f"},
		{"not UTF-8", SLICE(UNTRUSTED SIGNATURE "trusted comment: \xc3(\n" GLOBAL), RC_BAD,
			"sidecar: trusted comment is not UTF-8"},
		{"empty comments",
			SLICE("untrusted comment: \n" SIGNATURE "trusted comment: \n" GLOBAL),
			RC_OK, ""},
	};
	struct sidecar s;
	struct err e;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		if (sidecar_parse(rows[i].text, &s, &e) != rows[i].rc)
			fail_msg("%s: not rc %d", rows[i].fault, rows[i].rc);
		if (rows[i].rc == RC_OK)
			continue;
		assert_string_equal(e.text, rows[i].says);
		assert_int_equal(s.trusted.len, 0);
	}
	for (size_t n = 0; n < sizeof STOCK - 1; n++)
		assert_rc(RC_BAD, sidecar_parse(slice_of(STOCK, n), &s, &e), &e);
}

static void
holds_comments_as_long_as_minisign_reads_them(void **state)
{
	static const struct {
		size_t untrusted;
		size_t trusted;
		enum rc parses;
	} rows[] = {
		{SIDECAR_UNTRUSTED_MAX, SIDECAR_TRUSTED_MAX, RC_OK},
		{SIDECAR_UNTRUSTED_MAX + 1, 0, RC_LIMIT},
		{0, SIDECAR_TRUSTED_MAX + 1, RC_LIMIT},
	};
	struct keypair pair = KEYPAIR_EMPTY;
	uint8_t digest[SIDECAR_DIGEST_SIZE] = {1}, *filler = malloc(SIDECAR_MAX);
	struct err e;

	(void)state;
	assert_non_null(filler);
	memset(filler, 'x', SIDECAR_MAX);
	open_pair(&pair);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct slice trusted = slice_of(filler, rows[i].trusted);
		struct bytes text = BYTES_UP_TO(2 * SIDECAR_MAX), out = BYTES_UP_TO(SIDECAR_MAX);
		struct sidecar s;

		bytes_str(&text, "untrusted comment: ");
		bytes_add(&text, slice_of(filler, rows[i].untrusted));
		bytes_str(&text, "\n" SIGNATURE "trusted comment: ");
		bytes_add(&text, trusted);
		bytes_str(&text, "\n" GLOBAL);
		assert_rc(rows[i].parses, sidecar_parse(bytes_slice(&text), &s, &e), &e);
		if (rows[i].parses == RC_OK) {
			assert_int_equal(text.len, SIDECAR_MAX);
			assert_rc(RC_OK, sidecar_write(&s, &out, &e), &e);
			assert_true(slice_equal(bytes_slice(&out), bytes_slice(&text)));
			assert_rc(RC_OK, sidecar_sign(&pair, digest, trusted, &s, &e), &e);
			assert_rc(RC_OK, sidecar_verify(&s, &pair.public, digest, &e), &e);
		}
		if (rows[i].trusted > SIDECAR_TRUSTED_MAX)
			assert_rc(RC_USAGE, sidecar_sign(&pair, digest, trusted, &s, &e), &e);
		bytes_release(&text);
		bytes_release(&out);
	}
	free(filler);
	keypair_release(&pair);
}

static void
refuses_to_sign_what_could_not_be_read(void **state)
{
	static const struct slice comments[] = {
		SLICE("a\nb"), SLICE("a\rb"), SLICE("\x1b"), SLICE("a\0b"), SLICE("\xff")};
	struct keypair pair = KEYPAIR_EMPTY;
	uint8_t digest[SIDECAR_DIGEST_SIZE] = {1};
	struct bytes small = BYTES_UP_TO(100);
	struct sidecar s;
	struct err e;

	(void)state;
	open_pair(&pair);
	for (size_t i = 0; i < sizeof comments / sizeof *comments; i++)
		assert_rc(RC_USAGE, sidecar_sign(&pair, digest, comments[i], &s, &e), &e);
	assert_rc(RC_OK, sidecar_sign(&pair, digest, RAW("x"), &s, &e), &e);
	assert_rc(RC_LIMIT, sidecar_write(&s, &small, &e), &e);
	s.trusted = RAW("a\nb");
	assert_rc(RC_USAGE, sidecar_write(&s, &small, &e), &e);
	bytes_release(&small);
	keypair_release(&pair);
}

/* ---- what the trusted comment says --------------------------------------------------------- */

#define BOUND \
	"timestamp:1690500000\tfile:annals-2023-07.tar.zst\thashed\torigin:example.org/log\tsize:12" \
	"\troot:rKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs="

static void
reads_and_writes_the_comment_that_binds(void **state)
{
	struct bytes out = BYTES_UP_TO(SIDECAR_TRUSTED_MAX);
	struct sidecar_comment c;
	struct err e;

	(void)state;
	assert_rc(RC_OK, sidecar_comment_parse(RAW(BOUND), &c, &e), &e);
	assert_int_equal(c.kind, SIDECAR_COMMENT_BOUND);
	assert_int_equal(c.timestamp, 1690500000);
	assert_slice_is(c.file, "annals-2023-07.tar.zst");
	assert_slice_is(c.origin, "example.org/log");
	assert_int_equal(c.size, 12);
	assert_int_equal(c.root.b[0], 0xAC);
	assert_int_equal(c.root.b[31], 0xCB);
	assert_rc(RC_OK, sidecar_comment_write(&c, &out, &e), &e);
	assert_slice_is(bytes_slice(&out), BOUND);
	bytes_release(&out);
}

static void
says_which_comments_are_whose(void **state)
{
#define ROOT "root:rKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs="
	static const struct {
		const char *text;
		enum rc rc;
		enum sidecar_comment_kind kind;
	} rows[] = {
		{"timestamp:1\tfile:x\thashed", RC_OK, SIDECAR_COMMENT_STOCK},
		{"timestamp:1\tfile:Bản tin (1).zip\thashed", RC_OK, SIDECAR_COMMENT_STOCK},
		{"timestamp:1\tfile:x", RC_OK, SIDECAR_COMMENT_STOCK},
		{"", RC_OK, SIDECAR_COMMENT_FREE},
		{"\t", RC_OK, SIDECAR_COMMENT_FREE},
		{"released by the night shift", RC_OK, SIDECAR_COMMENT_FREE},
		{"timestamp:01\tfile:x\thashed", RC_OK, SIDECAR_COMMENT_FREE},
		{"timestamp:9223372036854775807\tfile:x", RC_OK, SIDECAR_COMMENT_STOCK},
		{"timestamp:9223372036854775808\tfile:x", RC_OK, SIDECAR_COMMENT_FREE},
		{"timestamp:1\tfile:", RC_OK, SIDECAR_COMMENT_FREE},
		{"timestamp:1\tfile:a/b", RC_OK, SIDECAR_COMMENT_FREE},
		{"timestamp:1\tfile:x\t", RC_OK, SIDECAR_COMMENT_FREE},
		{"timestamp:1\tfile:x\thashed\t", RC_OK, SIDECAR_COMMENT_FREE},
		{"timestamp:1\tfile:x\thashed\tmore", RC_OK, SIDECAR_COMMENT_FREE},
		{" timestamp:1\tfile:x", RC_OK, SIDECAR_COMMENT_FREE},
		{"the origin: here", RC_OK, SIDECAR_COMMENT_FREE},
		{"timestamp:1\tfile:x\thashed\torigin:o\tsize:1\t" ROOT, RC_OK,
			SIDECAR_COMMENT_BOUND},
		{"timestamp:1\tfile:x\torigin:o\tsize:1\t" ROOT, RC_BAD, 0},
		{"timestamp:1\tfile:x\thashed\torigin:o\tsize:1", RC_BAD, 0},
		{"timestamp:1\tfile:x\thashed\torigin:o\t" ROOT, RC_BAD, 0},
		{"timestamp:1\tfile:x\thashed\tsize:1\t" ROOT, RC_BAD, 0},
		{"timestamp:1\tfile:x\thashed\tsize:1\torigin:o\t" ROOT, RC_BAD, 0},
		{"timestamp:1\tfile:x\thashed\torigin:\tsize:1\t" ROOT, RC_BAD, 0},
		{"timestamp:1\tfile:x\thashed\torigin:o o\tsize:1\t" ROOT, RC_BAD, 0},
		{"timestamp:1\tfile:x\thashed\torigin:o\tsize:+1\t" ROOT, RC_BAD, 0},
		{"timestamp:1\tfile:x\thashed\torigin:o\tsize:1\troot:AAAA", RC_BAD, 0},
		{"timestamp:1\tfile:x\thashed\torigin:o\tsize:1\t" ROOT "\t", RC_BAD, 0},
		{"timestamp:1\tfile:x\thashed\torigin:o\tsize:1\t" ROOT "\tmore", RC_BAD, 0},
		{"more\ttimestamp:1\tfile:x\thashed\torigin:o\tsize:1\t" ROOT, RC_BAD, 0},
		{"origin:o", RC_BAD, 0},
		{"x\tsize:1", RC_BAD, 0},
		{"x\troot:", RC_BAD, 0},
	};
	struct sidecar_comment c;
	struct err e;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		enum rc rc = sidecar_comment_parse(slice_str(rows[i].text), &c, &e);

		if (rc != rows[i].rc || c.kind != rows[i].kind)
			fail_msg("\"%s\": rc %d, kind %d", rows[i].text, rc, c.kind);
		if (c.kind == SIDECAR_COMMENT_FREE)
			assert_int_equal(c.timestamp + c.file.len + c.origin.len + c.size, 0);
	}
	for (size_t n = 0; n < sizeof BOUND - 1; n++) {
		enum rc rc = sidecar_comment_parse(slice_of(BOUND, n), &c, &e);

		assert_true(rc == RC_BAD || c.kind != SIDECAR_COMMENT_BOUND);
	}
}

static void
refuses_to_write_comments_it_would_not_read(void **state)
{
	static const struct {
		uint64_t timestamp;
		const char *file;
		const char *origin;
	} rows[] = {
		{1, "", "o"},
		{1, "a/b", "o"},
		{1, "a\tb", "o"},
		{1, "a\nb", "o"},
		{1, "a\xff", "o"},
		{1, "a", ""},
		{1, "a", "o o"},
		{1, "a", "o\tsize:5"},
		{UINT64_C(1) << 63, "a", "o"},
	};
	struct bytes out = BYTES_UP_TO(1000);
	struct err e;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct sidecar_comment c = {.timestamp = rows[i].timestamp,
			.file = slice_str(rows[i].file),
			.origin = slice_str(rows[i].origin)};

		assert_rc(RC_USAGE, sidecar_comment_write(&c, &out, &e), &e);
		assert_int_equal(out.len, 0);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hashes_as_rfc_7693_says),
		cmocka_unit_test(verifies_what_minisign_signed),
		cmocka_unit_test(signs_as_minisign_does),
		cmocka_unit_test(tells_apart_what_does_not_fit),
		cmocka_unit_test(refuses_whatever_is_not_four_canonical_lines),
		cmocka_unit_test(holds_comments_as_long_as_minisign_reads_them),
		cmocka_unit_test(refuses_to_sign_what_could_not_be_read),
		cmocka_unit_test(reads_and_writes_the_comment_that_binds),
		cmocka_unit_test(says_which_comments_are_whose),
		cmocka_unit_test(refuses_to_write_comments_it_would_not_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
