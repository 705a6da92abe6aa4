#include "format/bundle/index_row.h"

#include "format/bundle/payload_path.h"
#include "support/test.h"

#define PLAIN \
	"2023/07/28/bai\t7\t1024\t5120\t0\t0\t2023-07-28T16:44:00+07:00\tvi\t2\tTin m\xE1\xBB\x9Bi\tMai L\xC3\xA2m\thttps://example.org/7"
#define ESCAPED \
	"undated/x\t0\t0\t512\t9\t1\t\tund\t0\ta\\tb\\nc\\\\d\\x1b\\x7f\\x00\t\\\\\tid\\t\\\\"

static void
writes_what_it_read(void **state)
{
	static const char *const rows[] = {PLAIN, ESCAPED};
	struct bytes hold = BYTES_UP_TO(INDEX_ROW_MAX), again = BYTES_UP_TO(INDEX_ROW_MAX);

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct index_row row;
		struct err e;

		assert_rc(RC_OK, index_row_parse(slice_str(rows[i]), &hold, &row, &e), &e);
		bytes_clear(&again);
		index_row_write(&row, &again);
		assert_true(slice_is(slice_first(bytes_slice(&again), again.len - 1), rows[i]));
		assert_int_equal(again.p[again.len - 1], '\n');
	}
	bytes_release(&hold);
	bytes_release(&again);
}

static void
reads_each_column(void **state)
{
	struct bytes hold = BYTES_UP_TO(INDEX_ROW_MAX);
	struct index_row row;
	struct err e;

	(void)state;
	assert_rc(RC_OK, index_row_parse(slice_str(PLAIN), &hold, &row, &e), &e);
	assert_slice_is(row.id, "2023/07/28/bai");
	assert_int_equal(row.leaf, 7);
	assert_int_equal(row.runs[LANE_TEXT].offset, 1024);
	assert_int_equal(row.runs[LANE_TEXT].length, 5120);
	assert_int_equal(row.runs[LANE_MEDIA].length, 0);
	assert_slice_is(row.published, "2023-07-28T16:44:00+07:00");
	assert_slice_is(row.language, "vi");
	assert_int_equal(row.captions, 2);
	assert_slice_is(row.headline, "Tin m\xE1\xBB\x9Bi");
	assert_slice_is(row.byline, "Mai L\xC3\xA2m");
	assert_slice_is(row.source, "https://example.org/7");
	assert_rc(RC_OK, index_row_parse(slice_str(ESCAPED), &hold, &row, &e), &e);
	assert_slice_is(row.headline, "a\tb\nc\\d\x1b\x7f\0");
	assert_slice_is(row.byline, "\\");
	assert_slice_is(row.source, "id\t\\");
	assert_slice_is(row.published, "");
	bytes_release(&hold);
}

static void
refuses_every_other_spelling(void **state)
{
	static const struct {
		const char *what, *line;
	} rows[] = {
		{"no columns", ""},
		{"a column missing", "x\t0\t0\t0\t0\t0\t\tvi\t0\theadline\tbyline"},
		{"a column more", "x\t0\t0\t0\t0\t0\t\tvi\t0\theadline\tbyline\tsource\t"},
		{"a leading zero", "x\t00\t0\t0\t0\t0\t\tvi\t0\th\tb\ts"},
		{"a sign", "x\t0\t-1\t0\t0\t0\t\tvi\t0\th\tb\ts"},
		{"2^63", "x\t9223372036854775808\t0\t0\t0\t0\t\tvi\t0\th\tb\ts"},
		{"no number", "x\t0\t0\t0\t0\t0\t\tvi\t\th\tb\ts"},
		{"a control character", "x\t0\t0\t0\t0\t0\t\tvi\t0\th\x1b\tb\ts"},
		{"DEL", "x\t0\t0\t0\t0\t0\t\tvi\t0\th\x7f\tb\ts"},
		{"a tab as \\x09", "x\t0\t0\t0\t0\t0\t\tvi\t0\th\\x09\tb\ts"},
		{"a letter escaped", "x\t0\t0\t0\t0\t0\t\tvi\t0\t\\x61\tb\ts"},
		{"capitals in an escape", "x\t0\t0\t0\t0\t0\t\tvi\t0\t\\x1B\tb\ts"},
		{"an escape cut short", "x\t0\t0\t0\t0\t0\t\tvi\t0\t\\x1\tb\ts"},
		{"an unknown escape", "x\t0\t0\t0\t0\t0\t\tvi\t0\t\\r\tb\ts"},
		{"a backslash at the end", "x\t0\t0\t0\t0\t0\t\tvi\t0\th\tb\t\\"},
		{"not UTF-8", "x\t0\t0\t0\t0\t0\t\tvi\t0\th\xff\tb\ts"},
	};
	struct bytes hold = BYTES_UP_TO(INDEX_ROW_MAX);

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct index_row row;
		struct err e;

		if (index_row_parse(slice_str(rows[i].line), &hold, &row, &e) != RC_BAD ||
			strncmp(e.text, "IDX-1: ", 7) != 0)
			fail_msg("%s", rows[i].what);
	}
	bytes_release(&hold);
}

static void
refuses_every_truncation_but_within_the_last_column(void **state)
{
	struct slice line = SLICE(PLAIN);
	struct bytes hold = BYTES_UP_TO(INDEX_ROW_MAX);

	(void)state;
	for (size_t n = 0; n < line.len - strlen("https://example.org/7"); n++) {
		struct index_row row;
		struct err e;

		assert_rc(RC_BAD, index_row_parse(slice_first(line, n), &hold, &row, &e), &e);
	}
	bytes_release(&hold);
}

static void
refuses_a_row_that_is_too_long(void **state)
{
	struct bytes line = BYTES_UP_TO(2 * INDEX_ROW_MAX), hold = BYTES_UP_TO(INDEX_ROW_MAX);
	struct index_row row;
	struct err e;

	(void)state;
	bytes_str(&line, PLAIN);
	while (line.len < INDEX_ROW_MAX - 1)
		bytes_u8(&line, 'x');
	assert_rc(RC_OK, index_row_parse(bytes_slice(&line), &hold, &row, &e), &e);
	bytes_u8(&line, 'x');
	assert_rc(RC_BAD, index_row_parse(bytes_slice(&line), &hold, &row, &e), &e);
	bytes_release(&line);
	bytes_release(&hold);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(writes_what_it_read),
		cmocka_unit_test(reads_each_column),
		cmocka_unit_test(refuses_every_other_spelling),
		cmocka_unit_test(refuses_every_truncation_but_within_the_last_column),
		cmocka_unit_test(refuses_a_row_that_is_too_long),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
