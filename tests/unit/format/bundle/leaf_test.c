#include "format/bundle/leaf.h"

#include "format/base/limits.h"
#include "support/test.h"

#define ID   "2023/07/28/bai"
#define D    "1111111111111111111111111111111111111111111111111111111111111111  data/"
#define HEAD "annals/article@1\n" ID "\n"
#define TEXT HEAD D ID "/article.txt\n" D ID "/captions.txt\n" D ID "/photos/1.jpg\n"

static void
takes_a_leaf_apart(void **state)
{
	struct bytes start = BYTES_UP_TO(LIMIT_LEAF);
	struct leaf leaf;
	struct err e;

	(void)state;
	leaf_start(slice_str(ID), &start);
	assert_slice_is(bytes_slice(&start), HEAD);
	assert_rc(RC_OK, leaf_parse(slice_str(TEXT), &leaf, &e), &e);
	assert_slice_is(leaf.id, ID);
	assert_int_equal(leaf.lines.len, sizeof TEXT - sizeof HEAD);
	bytes_release(&start);
}

static void
refuses_what_is_no_leaf(void **state)
{
	static const struct {
		const char *what, *text;
		enum rc rc;
		const char *rule; /* NULL for LEAF-1 */
	} rows[] = {
		{"nothing", "", RC_BAD, NULL},
		{"another type", "annals/withdrawal@1\n" ID "\n", RC_UNSUPPORTED, NULL},
		{"a later version", "annals/article@2\n" ID "\n" D ID "/article.txt\n",
			RC_UNSUPPORTED, NULL},
		{"a bundle's record", "annals/bundle@1\nname x\n", RC_UNSUPPORTED, NULL},
		{"no type of ours", "article\n" ID "\n" D ID "/article.txt\n", RC_BAD, NULL},
		{"no files", HEAD, RC_BAD, NULL},
		{"no id", "annals/article@1\n", RC_BAD, NULL},
		{"an empty id", "annals/article@1\n\n" D ID "/article.txt\n", RC_BAD, NULL},
		{"another article's file", HEAD D "2023/07/28/bai-2/article.txt\n", RC_BAD, NULL},
		{"the same file twice", HEAD D ID "/article.txt\n" D ID "/article.txt\n", RC_BAD,
			NULL},
		{"files out of order", HEAD D ID "/captions.txt\n" D ID "/article.txt\n", RC_BAD,
			NULL},
		{"a file that is none of an article's", HEAD D ID "/notes.txt\n", RC_BAD,
			"ART-1: "},
		{"an empty line behind", TEXT "\n", RC_BAD, NULL},
		{"a line without an end", TEXT "1", RC_BAD, NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct leaf leaf;
		struct err e;

		if (leaf_parse(slice_str(rows[i].text), &leaf, &e) != rows[i].rc ||
			strstr(e.text, rows[i].rule == NULL ? "LEAF-1: " : rows[i].rule) != e.text)
			fail_msg("%s: %s", rows[i].what, e.text);
	}
}

static void
refuses_every_truncation_but_at_a_line_end(void **state)
{
	struct slice text = SLICE(TEXT);

	(void)state;
	for (size_t n = 0; n < text.len; n++) {
		bool whole = n > sizeof HEAD && text.p[n - 1] == '\n';
		struct leaf leaf;
		struct err e;

		assert_rc(whole ? RC_OK : RC_BAD, leaf_parse(slice_first(text, n), &leaf, &e), &e);
	}
}

static void
refuses_a_leaf_that_is_too_long(void **state)
{
	struct bytes text = BYTES_UP_TO(2 * LIMIT_LEAF);
	struct leaf leaf;
	struct err e;

	(void)state;
	bytes_str(&text, HEAD);
	for (unsigned i = 10000; text.len <= LIMIT_LEAF; i++) {
		assert_rc(text.len == sizeof HEAD - 1 ? RC_BAD : RC_OK,
			leaf_parse(bytes_slice(&text), &leaf, &e), &e);
		bytes_fmt(&text, D ID "/photos/%u.jpg\n", i);
	}
	assert_rc(RC_BAD, leaf_parse(bytes_slice(&text), &leaf, &e), &e);
	assert_true(strncmp(e.text, "LEAF-1: ", 8) == 0);
	bytes_release(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(takes_a_leaf_apart),
		cmocka_unit_test(refuses_what_is_no_leaf),
		cmocka_unit_test(refuses_every_truncation_but_at_a_line_end),
		cmocka_unit_test(refuses_a_leaf_that_is_too_long),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
