#include "support/test.h"

#include "format/checkpoint/range_text.h"

#define ZERO "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"
#define ONES "//////////////////////////////////////////8=\n"

static void
writes_a_line_a_hash_and_reads_it_back(void **state)
{
	struct merkle_path path = {.count = 2}, back;
	struct bytes out = BYTES_UP_TO(RANGE_TEXT_MAX);
	struct err e;

	(void)state;
	memset(path.hash[1].b, 0xff, DIGEST_SIZE);
	range_text_write(&path, &out);
	assert_slice_is(bytes_slice(&out), ZERO ONES);
	assert_rc(RC_OK, range_text_parse(bytes_slice(&out), &back, &e), &e);
	assert_int_equal(back.count, 2);
	assert_memory_equal(back.hash, path.hash, 2 * sizeof *path.hash);
	bytes_release(&out);
}

static void
no_hashes_are_the_empty_text(void **state)
{
	struct merkle_path path = {.count = 0};
	struct bytes out = BYTES_UP_TO(RANGE_TEXT_MAX);
	struct err e;

	(void)state;
	range_text_write(&path, &out);
	assert_int_equal(out.len, 0);
	path.count = 7;
	assert_rc(RC_OK, range_text_parse(SLICE_EMPTY, &path, &e), &e);
	assert_int_equal(path.count, 0);
	bytes_release(&out);
}

static void
refuses_every_other_spelling(void **state)
{
	static const struct {
		const char *name;
		struct slice text;
		const char *says;
	} rows[] = {
		{"empty line", SLICE("\n"), "line 1 is not the base64 of a hash: \"\""},
		{"empty line behind", SLICE(ZERO "\n"), "line 2 is not the base64 of a hash: \"\""},
		{"CRLF", SLICE("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\r\n"),
			"line 1 is not the base64 of a hash: "
			"\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\\u{D}\""},
		{"31 bytes", SLICE("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==\n"),
			"line 1 is not the base64 of a hash: "
			"\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==\""},
		{"unused bits set", SLICE("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB=\n"),
			"line 1 is not the base64 of a hash: "
			"\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB=\""},
		{"unpadded", SLICE("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n"),
			"line 1 is not the base64 of a hash: "
			"\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\""},
		{"space before", SLICE(" AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"),
			"line 1 is not the base64 of a hash: "
			"\" AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\""},
		{"NUL within", SLICE("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\0=\n"), NULL},
		{"no end", SLICE(ZERO "AAAA"), "line 2 has no end"},
	};
	struct merkle_path path;
	struct err e;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		assert_rc(RC_BAD, range_text_parse(rows[i].text, &path, &e), &e);
		if (rows[i].says != NULL)
			assert_string_equal(e.text, rows[i].says);
		assert_int_equal(path.count, 0);
	}
}

static void
refuses_every_truncation(void **state)
{
	struct slice text = RAW(ZERO ONES);
	struct merkle_path path;
	struct err e;

	(void)state;
	for (size_t n = 1; n < text.len; n++) {
		enum rc rc = range_text_parse(slice_first(text, n), &path, &e);

		assert_int_equal(rc, n == RANGE_TEXT_LINE ? RC_OK : RC_BAD);
	}
}

static void
holds_no_more_than_the_longest_proof(void **state)
{
	struct merkle_path path = {.count = MERKLE_PATH_MAX}, back;
	struct bytes out = BYTES_UP_TO(RANGE_TEXT_MAX + RANGE_TEXT_LINE);
	struct err e;

	(void)state;
	range_text_write(&path, &out);
	assert_int_equal(out.len, RANGE_TEXT_MAX);
	assert_rc(RC_OK, range_text_parse(bytes_slice(&out), &back, &e), &e);
	assert_int_equal(back.count, MERKLE_PATH_MAX);
	bytes_str(&out, ZERO);
	assert_rc(RC_BAD, range_text_parse(bytes_slice(&out), &back, &e), &e);
	assert_string_equal(e.text, "2925 bytes, 64 hashes take 2880");
	bytes_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(writes_a_line_a_hash_and_reads_it_back),
		cmocka_unit_test(no_hashes_are_the_empty_text),
		cmocka_unit_test(refuses_every_other_spelling),
		cmocka_unit_test(refuses_every_truncation),
		cmocka_unit_test(holds_no_more_than_the_longest_proof),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
