#include "support/test.h"

#include "format/base/civil.h"
#include "format/checkpoint/checkpoint.h"
#include "format/merkle/merkle_hash.h"
#include "keys/keypair.h"
#include "keys/note.h"
#include "keys/trust.h"

#define ORIGIN "example.org/newsroom"
#define ROOT   "SBNJTRN+FjG7owHVrKtue7eqdM4RhdRWVl71HXN2d7I="
#define BODY   ORIGIN "\n1236\n" ROOT "\n"
#define DASH   "\xe2\x80\x94 "

/* By OpenSSL, with the key of seed 00 01 ... 1f; the root is SHA-256 of "root". */
#define CODE \
	"FBH/PZa+CgSFSseYg/SdEE4D3ZMrTaWEKZRBjTDek7K7W5GN9EbWKhyIx49opAqpQo4jpocTSNHbzmo2+QeOCjr+" \
	"gA0="
#define SIGNED BODY "\n" DASH ORIGIN " " CODE "\n"

static const uint8_t key_id[PUBLIC_KEY_ID_SIZE] = {1, 2, 3, 4, 5, 6, 7, 8};
static struct keypair pair;

static int
make_pair(void **state)
{
	uint8_t seed[KEYPAIR_SEED_SIZE];
	struct err e;

	(void)state;
	for (size_t i = 0; i < sizeof seed; i++)
		seed[i] = (uint8_t)i;
	return keypair_of_seed(slice_of(seed, sizeof seed), key_id, &pair, &e) == RC_OK ? 0 : -1;
}

static int
release_pair(void **state)
{
	(void)state;
	keypair_release(&pair);
	return 0;
}

/* Longer than an origin may be, with the limit in its middle. */
#define TEN  "0123456789"
#define LONG TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN

static void
an_origin_is_a_url_without_its_scheme(void **state)
{
	static const struct {
		struct slice text;
		bool good;
	} rows[] = {
		{SLICE("a"), true},
		{SLICE("example.org"), true},
		{SLICE("9.example-log.org"), true},
		{SLICE(ORIGIN), true},
		{SLICE("example.org/News~room/a_b/...-"), true},
		{SLICE(LONG), true},
		{SLICE(LONG "0"), false},
		{SLICE(""), false},
		{SLICE("Example.org"), false},
		{SLICE("example.org/"), false},
		{SLICE("/newsroom"), false},
		{SLICE("example.org//newsroom"), false},
		{SLICE("example.org/."), false},
		{SLICE("example.org/../x"), false},
		{SLICE("example.org/a/.."), false},
		{SLICE(".example.org"), false},
		{SLICE("example.org."), false},
		{SLICE("-example.org"), false},
		{SLICE("example.org-/x"), false},
		{SLICE("https://example.org"), false},
		{SLICE("example.org:443"), false},
		{SLICE("example.org/a b"), false},
		{SLICE("example.org/a+b"), false},
		{SLICE("example.org/a%20b"), false},
		{SLICE("example.org/\xc4\x90"), false},
		{SLICE("b\xc3\xa1o.vn"), false},
		{SLICE("example.org\0"), false},
		{SLICE("example.org/a\0"), false},
		{SLICE("example.org\n"), false},
		{SLICE("example_log.org"), false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		if (checkpoint_origin_check(rows[i].text) != rows[i].good)
			fail_msg("\"%.*s\"", SLICE_FMT(rows[i].text));
	}
}

static void
writes_three_lines_and_reads_them_back(void **state)
{
	struct digest root = digest_of(RAW("root"));
	struct checkpoint c = {RAW(ORIGIN), 1236, root}, back;
	struct bytes out = BYTES_UP_TO(CHECKPOINT_SIGNED_MAX);
	struct err e;

	(void)state;
	checkpoint_write(&c, &out);
	assert_slice_is(bytes_slice(&out), BODY);
	assert_rc(RC_OK, checkpoint_parse(bytes_slice(&out), &back, &e), &e);
	assert_slice_is(back.origin, ORIGIN);
	assert_int_equal(back.size, 1236);
	assert_true(digest_equal(&back.root, &root));
	bytes_release(&out);
}

static void
refuses_every_other_spelling(void **state)
{
	static const char three[] = "not three lines: origin, size and root";
	static const struct {
		const char *name;
		struct slice text;
		const char *says;
	} rows[] = {
		{"extension line", SLICE(BODY "x\n"), three},
		{"empty line behind", SLICE(BODY "\n"), three},
		{"empty line before", SLICE("\n" BODY), three},
		{"no last newline", SLICE(ORIGIN "\n1236\n" ROOT), three},
		{"origin", SLICE("Example.org\n1\n" ROOT "\n"),
			"\"Example.org\" cannot be an origin"},
		{"byte order mark", SLICE("\xef\xbb\xbf" BODY), NULL},
		{"carriage return", SLICE(ORIGIN "\n1236\r\n" ROOT "\n"),
			"\"1236\\u{D}\" is not a number of leaves"},
		{"leading zero", SLICE(ORIGIN "\n01236\n" ROOT "\n"),
			"\"01236\" is not a number of leaves"},
		{"sign", SLICE(ORIGIN "\n+1236\n" ROOT "\n"),
			"\"+1236\" is not a number of leaves"},
		{"no size", SLICE(ORIGIN "\n\n" ROOT "\n"), "\"\" is not a number of leaves"},
		{"2^63", SLICE(ORIGIN "\n9223372036854775808\n" ROOT "\n"),
			"9223372036854775808 leaves, the most is 9223372036854775807"},
		{"2^64", SLICE(ORIGIN "\n18446744073709551616\n" ROOT "\n"),
			"\"18446744073709551616\" is not a number of leaves"},
		{"unused bits", SLICE(ORIGIN "\n1\nSBNJTRN+FjG7owHVrKtue7eqdM4RhdRWVl71HXN2d7J=\n"),
			"\"SBNJTRN+FjG7owHVrKtue7eqdM4RhdRWVl71HXN2d7J=\" "
			"is not the base64 of a root"},
		{"33 bytes", SLICE(ORIGIN "\n1\nSBNJTRN+FjG7owHVrKtue7eqdM4RhdRWVl71HXN2d7IA\n"),
			"\"SBNJTRN+FjG7owHVrKtue7eqdM4RhdRWVl71HXN2d7IA\" "
			"is not the base64 of a root"},
		{"NUL", SLICE(ORIGIN "\n1\n" ROOT "\0\n"), NULL},
		{"no leaves, but a root", SLICE(ORIGIN "\n0\n" ROOT "\n"),
			"no leaves and root "
			"4813494d137e1631bba301d5acab6e7bb7aa74ce1185d456565ef51d737677b2, not "
			"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
	};
	struct checkpoint c;
	struct err e;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		assert_rc(RC_BAD, checkpoint_parse(rows[i].text, &c, &e), &e);
		if (rows[i].says != NULL)
			assert_string_equal(e.text, rows[i].says);
		assert_int_equal(c.origin.len, 0);
	}
}

static void
reads_the_head_of_an_empty_log(void **state)
{
	struct slice text = RAW("example.com/testdata\n0\n"
				"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n");
	struct checkpoint c;
	struct err e;

	(void)state;
	assert_rc(RC_OK, checkpoint_parse(text, &c, &e), &e);
	assert_int_equal(c.size, 0);
}

static void
signs_as_others_do(void **state)
{
	struct checkpoint c = {RAW(ORIGIN), 1236, digest_of(RAW("root"))};
	struct bytes out = BYTES_UP_TO(CHECKPOINT_SIGNED_MAX);
	struct checkpoint back;
	uint32_t id;
	struct err e;

	(void)state;
	assert_rc(RC_OK, checkpoint_sign(&pair, &c, &out, &e), &e);
	assert_slice_is(bytes_slice(&out), SIGNED);
	assert_rc(RC_OK, checkpoint_parse_signed(bytes_slice(&out), &back, &id, &e), &e);
	assert_slice_is(back.origin, ORIGIN);
	assert_int_equal(back.size, 1236);
	assert_int_equal(id, 0x1411ff3d);
	bytes_release(&out);
}

static void
the_longest_checkpoint_has_the_length_the_header_says(void **state)
{
	struct checkpoint c = {RAW(LONG), MERKLE_SIZE_MAX, digest_of(RAW("root"))}, back;
	struct bytes out = BYTES_UP_TO(CHECKPOINT_SIGNED_MAX);
	uint32_t id;
	struct err e;

	(void)state;
	assert_rc(RC_OK, checkpoint_sign(&pair, &c, &out, &e), &e);
	assert_int_equal(out.len, 565);
	assert_rc(RC_OK, checkpoint_parse_signed(bytes_slice(&out), &back, &id, &e), &e);
	bytes_release(&out);
}

static void
signs_nothing_that_a_reader_would_refuse(void **state)
{
	static const struct {
		struct checkpoint c;
		const char *says;
	} rows[] = {
		{{SLICE("Example.org"), 1, {{0}}},
			"cannot be signed: \"Example.org\" cannot be an origin"},
		{{SLICE("a\n1\n" ROOT "\nb"), 1, {{0}}}, NULL},
		{{SLICE(LONG "0"), 1, {{0}}}, NULL},
		{{SLICE(ORIGIN), MERKLE_SIZE_MAX + 1, {{0}}},
			"cannot be signed: 9223372036854775808 leaves, the most is "
			"9223372036854775807"},
		{{SLICE(ORIGIN), 0, {{0}}}, NULL},
	};
	struct bytes out = BYTES_UP_TO(CHECKPOINT_SIGNED_MAX);
	struct err e;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		assert_rc(RC_USAGE, checkpoint_sign(&pair, &rows[i].c, &out, &e), &e);
		if (rows[i].says != NULL)
			assert_string_equal(e.text, rows[i].says);
		assert_int_equal(out.len, 0);
	}
}

/* The first is transparency-dev/serverless-log's testdata/log/checkpoint.1 (Apache License 2.0). */
static void
refuses_other_signed_notes(void **state)
{
	static const struct {
		const char *name;
		struct slice note;
		const char *says;
	} rows[] = {
		{"key name is not the origin",
			SLICE("example.com/testdata\n1\n"
			      "0Nc2CrefWKseHj/mStd+LqC8B+NrX0btIiPt2SmN+ek=\n\n" DASH
			      "astra ytWj0qJ+vbcrczZs9oOK0B9o0Z2H0BJB+ekrNMeJclrjpCY60XqAE5CJ"
			      "V9q6jRnUqthwdpkXLMhxCkv/7OUUCtZvNwM=\n"),
			"signed as \"astra\", but the origin is \"example.com/testdata\""},
		{"two signatures", SLICE(SIGNED DASH "other " CODE "\n"),
			"more than one signature line"},
		{"one signature twice", SLICE(SIGNED DASH ORIGIN " " CODE "\n"),
			"more than one signature line"},
		{"no signature", SLICE(BODY "\n"),
			"note without a blank line and a signature behind it"},
		{"no note", SLICE(BODY), "note without a blank line and a signature behind it"},
		{"extension line", SLICE(BODY "x\n\n" DASH ORIGIN " " CODE "\n"),
			"not three lines: origin, size and root"},
		{"another kind of signature", SLICE(BODY "\n" DASH ORIGIN " FBH/PZa+CgQ=\n"),
			"a key id and signature of 8 bytes, those of Ed25519 have 68"},
		{"something behind", SLICE(SIGNED "\n"), NULL},
		{"something before", SLICE("\n" SIGNED), NULL},
		{"two spaces", SLICE(BODY "\n" DASH ORIGIN "  " CODE "\n"), NULL},
		{"space behind", SLICE(BODY "\n" DASH ORIGIN " " CODE " \n"), NULL},
		{"hyphen for a dash", SLICE(BODY "\n- " ORIGIN " " CODE "\n"), NULL},
	};
	struct checkpoint c;
	uint32_t id;
	struct err e;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		assert_rc(RC_BAD, checkpoint_parse_signed(rows[i].note, &c, &id, &e), &e);
		if (rows[i].says != NULL)
			assert_string_equal(e.text, rows[i].says);
		assert_int_equal(c.origin.len, 0);
	}
}

static void
refuses_every_truncation(void **state)
{
	struct slice body = RAW(BODY), note = RAW(SIGNED);
	struct checkpoint c;
	uint32_t id;
	struct err e;

	(void)state;
	for (size_t n = 0; n < body.len; n++)
		assert_rc(RC_BAD, checkpoint_parse(slice_first(body, n), &c, &e), &e);
	for (size_t n = 0; n < note.len; n++)
		assert_rc(RC_BAD, checkpoint_parse_signed(slice_first(note, n), &c, &id, &e), &e);
}

static void
looks_no_further_than_it_says(void **state)
{
	struct bytes note = BYTES_UP_TO(2 * CHECKPOINT_SIGNED_MAX);
	struct checkpoint c;
	uint32_t id;
	struct err e;

	(void)state;
	bytes_str(&note, SIGNED);
	while (note.len <= CHECKPOINT_SIGNED_MAX - 20) {
		bytes_str(&note, DASH "a AAAAAAA=\n");
		assert_rc(RC_BAD, checkpoint_parse_signed(bytes_slice(&note), &c, &id, &e), &e);
		assert_string_equal(e.text, "more than one signature line");
	}
	bytes_zero(&note, CHECKPOINT_SIGNED_MAX + 1 - note.len);
	assert_rc(RC_BAD, checkpoint_parse_signed(bytes_slice(&note), &c, &id, &e), &e);
	assert_string_equal(e.text, "4097 bytes, the most is 4096");
	bytes_release(&note);
}

/* 2023-07-28 and the days beside it. */
#define DAY  19566
#define NOON (DAY * (int64_t)CIVIL_DAY_SECONDS + 12 * 60 * 60)

static struct trust
trust_in(const char *origin, int64_t from, int64_t until, bool revoked)
{
	struct trust_key key = {slice_str(origin), pair.public, from, until, revoked, RAW("us")};
	struct trust t = TRUST_EMPTY;
	struct err e;

	assert_rc(RC_OK, trust_add(&t, &key, &e), &e);
	return t;
}

static void
believes_a_key_for_its_origin_and_time_only(void **state)
{
	static const struct {
		const char *name;
		const char *origin;
		int64_t from, until;
		bool revoked;
		enum rc rc;
	} rows[] = {
		{"always", ORIGIN, TRUST_KEY_ALWAYS, TRUST_KEY_FOREVER, false, RC_OK},
		{"that day", ORIGIN, DAY, DAY, false, RC_OK},
		{"other origin", "example.org", TRUST_KEY_ALWAYS, TRUST_KEY_FOREVER, false,
			RC_UNTRUSTED},
		{"from the day after", ORIGIN, DAY + 1, TRUST_KEY_FOREVER, false, RC_UNTRUSTED},
		{"until the day before", ORIGIN, TRUST_KEY_ALWAYS, DAY - 1, false, RC_UNTRUSTED},
		{"revoked", ORIGIN, TRUST_KEY_ALWAYS, TRUST_KEY_FOREVER, true, RC_UNTRUSTED},
	};
	static const struct public_key nobody = {{0}, {0}};
	struct public_key signer;
	struct checkpoint c;
	struct err e;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct trust t =
			trust_in(rows[i].origin, rows[i].from, rows[i].until, rows[i].revoked);

		assert_rc(rows[i].rc,
			checkpoint_verify_signed(RAW(SIGNED), &t, NOON, &c, &signer, &e), &e);
		assert_true(
			public_key_equal(&signer, rows[i].rc == RC_OK ? &pair.public : &nobody));
		assert_int_equal(c.size, 1236);
		if (rows[i].rc != RC_OK)
			assert_non_null(strstr(e.text, "key 1411ff3d of " ORIGIN));
		trust_release(&t);
	}
}

static void
believes_a_key_named_for_every_origin(void **state)
{
	struct trust t = TRUST_EMPTY;
	struct public_key signer;
	struct checkpoint c;
	struct err e;

	(void)state;
	assert_rc(RC_OK, trust_add_any(&t, &pair.public, &e), &e);
	assert_rc(RC_OK, checkpoint_verify_signed(RAW(SIGNED), &t, NOON, &c, &signer, &e), &e);
	assert_true(public_key_equal(&signer, &pair.public));
	trust_release(&t);
}

static void
refuses_every_altered_byte(void **state)
{
	struct trust believed = trust_in(ORIGIN, TRUST_KEY_ALWAYS, TRUST_KEY_FOREVER, false);
	struct trust revoked = trust_in(ORIGIN, TRUST_KEY_ALWAYS, TRUST_KEY_FOREVER, true);
	uint8_t note[] = SIGNED;
	struct public_key signer;
	struct checkpoint c;
	struct err e;

	(void)state;
	for (size_t i = 0; i < sizeof note - 1; i++) {
		enum rc rc, late;

		note[i] ^= 1;
		rc = checkpoint_verify_signed(
			slice_of(note, sizeof note - 1), &believed, NOON, &c, &signer, &e);
		late = checkpoint_verify_signed(
			slice_of(note, sizeof note - 1), &revoked, NOON, &c, &signer, &e);
		/* With another key id it is another's signature, of which nothing is known. */
		assert_true(rc == RC_BAD || rc == RC_UNTRUSTED);
		assert_int_equal(rc, late);
		if (rc == RC_UNTRUSTED)
			assert_true(i > sizeof BODY && i < sizeof note - 80);
		note[i] ^= 1;
	}
	trust_release(&believed);
	trust_release(&revoked);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_origin_is_a_url_without_its_scheme),
		cmocka_unit_test(writes_three_lines_and_reads_them_back),
		cmocka_unit_test(refuses_every_other_spelling),
		cmocka_unit_test(reads_the_head_of_an_empty_log),
		cmocka_unit_test(signs_as_others_do),
		cmocka_unit_test(the_longest_checkpoint_has_the_length_the_header_says),
		cmocka_unit_test(signs_nothing_that_a_reader_would_refuse),
		cmocka_unit_test(refuses_other_signed_notes),
		cmocka_unit_test(refuses_every_truncation),
		cmocka_unit_test(looks_no_further_than_it_says),
		cmocka_unit_test(believes_a_key_for_its_origin_and_time_only),
		cmocka_unit_test(believes_a_key_named_for_every_origin),
		cmocka_unit_test(refuses_every_altered_byte),
	};

	return cmocka_run_group_tests(tests, make_pair, release_pair);
}
