#include "support/test.h"

#include "format/bag/manifest.h"
#include "format/base/limits.h"

#include <stdio.h>

/* SHA-256 of nothing. */
#define HEX "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

static void
writes_and_reads_what_sha256sum_does(void **state)
{
	struct bytes out = BYTES_UP_TO(256);
	struct digest d = digest_of(SLICE_EMPTY), back;
	struct slice path;
	struct cursor c;
	struct err e;

	(void)state;
	manifest_line_write(&d, RAW("data/a/x.txt"), &out);
	manifest_line_write(&d, RAW("data/b"), &out);
	assert_slice_is(bytes_slice(&out), HEX "  data/a/x.txt\n" HEX "  data/b\n");
	assert_int_equal(out.len, MANIFEST_LINE_SIZE(12) + MANIFEST_LINE_SIZE(6));
	c = cursor_over(bytes_slice(&out));
	assert_rc(RC_OK, manifest_line_parse(&c, &back, &path, &e), &e);
	assert_true(digest_equal(&d, &back));
	assert_slice_is(path, "data/a/x.txt");
	assert_rc(RC_OK, manifest_line_parse(&c, &back, &path, &e), &e);
	assert_slice_is(path, "data/b");
	assert_true(cursor_ended(&c));
	bytes_release(&out);
}

static void
refuses_every_other_spelling(void **state)
{
	static const struct {
		const char *what;
		struct slice line;
		const char *error;
	} rows[] = {
		{"nothing", SLICE(""), "the last line does not end"},
		{"an unended line", SLICE(HEX "  a"), "the last line does not end"},
		{"a blank line", SLICE("\n"), "\"\" is not 64 hex digits, two spaces and a path"},
		{"one space", SLICE(HEX " a\n"),
			"\"" HEX " a\" is not 64 hex digits, two spaces and a path"},
		{"the mark of binary mode", SLICE(HEX " *a\n"),
			"\"" HEX " *a\" is not 64 hex digits, two spaces and a path"},
		{"a tab", SLICE(HEX "\ta\n"),
			"\"" HEX "\\u{9}a\" is not 64 hex digits, two spaces and a path"},
		{"no path", SLICE(HEX "  \n"), "a path of 0 bytes, not 1 to 255"},
		{"a comment", SLICE("# x\n"),
			"\"# x\" is not 64 hex digits, two spaces and a path"},
	};
	struct digest d;
	struct slice path;
	char expected[256];
	struct err e;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct cursor c = cursor_over(rows[i].line);

		if (manifest_line_parse(&c, &d, &path, &e) != RC_BAD)
			fail_msg("%s: accepted", rows[i].what);
		snprintf(expected, sizeof expected, "manifest: %s", rows[i].error);
		assert_string_equal(e.text, expected);
		assert_int_equal(path.len, 0);
	}
}

static void
refuses_digests_in_another_spelling(void **state)
{
	struct bytes line = BYTES_UP_TO(256);
	struct digest d = digest_of(SLICE_EMPTY);
	struct slice path;
	struct err e;

	(void)state;
	manifest_line_write(&d, RAW("a"), &line);
	for (size_t i = 0; i < 2 * DIGEST_SIZE; i++) {
		struct cursor c = cursor_over(bytes_slice(&line));
		uint8_t was = line.p[i];

		line.p[i] = i % 2 == 0 ? 'A' : 'g';
		assert_rc(RC_BAD, manifest_line_parse(&c, &d, &path, &e), &e);
		line.p[i] = was;
	}
	bytes_release(&line);
}

static void
takes_paths_up_to_the_limit(void **state)
{
	struct bytes text = BYTES_UP_TO(1024);
	struct digest d = digest_of(SLICE_EMPTY);
	struct slice path;
	struct err e;

	(void)state;
	for (size_t n = LIMIT_PATH; n <= LIMIT_PATH + 1; n++) {
		struct cursor c;

		bytes_clear(&text);
		bytes_str(&text, HEX "  ");
		memset(bytes_room(&text, n), 'a', n);
		bytes_str(&text, "\n");
		c = cursor_over(bytes_slice(&text));
		assert_rc(n <= LIMIT_PATH ? RC_OK : RC_BAD, manifest_line_parse(&c, &d, &path, &e),
			&e);
	}
	assert_string_equal(e.text, "manifest: a path of 256 bytes, not 1 to 255");
	bytes_release(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(writes_and_reads_what_sha256sum_does),
		cmocka_unit_test(refuses_every_other_spelling),
		cmocka_unit_test(refuses_digests_in_another_spelling),
		cmocka_unit_test(takes_paths_up_to_the_limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
