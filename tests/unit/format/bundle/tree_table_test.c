#include "format/bundle/tree_table.h"

#include "support/test.h"

#define ROOT "1111111111111111111111111111111111111111111111111111111111111111"

static void
writes_what_it_read(void **state)
{
	static const struct {
		uint64_t first, articles;
		const char *text;
	} rows[] = {
		{0, 1, "0\t0\t-\n"},
		{0, 255, "0\t0\t-\n"},
		{0, 256, "0\t0\t" ROOT "\n"},
		{0, 257, "0\t0\t" ROOT "\n1\t9000\t-\n"},
		{255, 1, "0\t0\t" ROOT "\n"},
		{256, 1, "1\t0\t-\n"},
		{500, 600, "1\t0\t" ROOT "\n2\t50\t" ROOT "\n3\t500\t" ROOT "\n4\t5000\t-\n"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct bytes again = BYTES_UP_TO(1024);
		struct tree_table table;
		struct err e;

		assert_rc(RC_OK,
			tree_table_parse(slice_str(rows[i].text), rows[i].first, rows[i].articles,
				&table, &e),
			&e);
		for (size_t k = 0; k < table.count; k++)
			tree_table_line(&table.rows[k], &again);
		assert_true(slice_is(bytes_slice(&again), rows[i].text));
		tree_table_release(&table);
		tree_table_release(&table);
		bytes_release(&again);
	}
}

static void
refuses_what_does_not_belong(void **state)
{
	static const struct {
		const char *what;
		uint64_t first, articles;
		const char *text;
	} rows[] = {
		{"nothing", 0, 1, ""},
		{"a row missing", 0, 257, "0\t0\t" ROOT "\n"},
		{"a row more", 0, 256, "0\t0\t" ROOT "\n1\t9\t-\n"},
		{"another block", 0, 1, "1\t0\t-\n"},
		{"blocks out of order", 0, 257, "1\t0\t-\n0\t9\t" ROOT "\n"},
		{"a root where the bundle's leaf is", 0, 1, "0\t0\t" ROOT "\n"},
		{"no root in a whole block", 0, 256, "0\t0\t-\n"},
		{"a beginning that is not the manifest's", 0, 1, "0\t5\t-\n"},
		{"the same beginning twice", 0, 257, "0\t0\t" ROOT "\n1\t0\t-\n"},
		{"a leading zero", 0, 257, "0\t0\t" ROOT "\n1\t09\t-\n"},
		{"no line end", 0, 1, "0\t0\t-"},
		{"a short root", 0, 256, "0\t0\t11\n"},
		{"more articles than the text bears out", 0, UINT64_C(1) << 62, "0\t0\t-\n"},
		{"a log near its end", (UINT64_C(1) << 62), UINT64_C(1) << 61, "0\t0\t-\n"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct tree_table table;
		struct err e;

		if (tree_table_parse(slice_str(rows[i].text), rows[i].first, rows[i].articles,
			    &table, &e) != RC_BAD ||
			strncmp(e.text, "TREE-1: ", 8) != 0)
			fail_msg("%s", rows[i].what);
		assert_null(table.rows);
	}
}

static void
refuses_every_truncation(void **state)
{
	struct slice text = SLICE("1\t0\t" ROOT "\n2\t50\t" ROOT "\n3\t500\t-\n");
	struct tree_table table;
	struct err e;

	(void)state;
	assert_rc(RC_OK, tree_table_parse(text, 500, 500, &table, &e), &e);
	tree_table_release(&table);
	for (size_t n = 0; n < text.len; n++)
		assert_rc(RC_BAD, tree_table_parse(slice_first(text, n), 500, 500, &table, &e), &e);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(writes_what_it_read),
		cmocka_unit_test(refuses_what_does_not_belong),
		cmocka_unit_test(refuses_every_truncation),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
