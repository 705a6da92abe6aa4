#include "format/bundle/frame_list.h"

#include "format/base/limits.h"
#include "support/test.h"

#define D1   "1111111111111111111111111111111111111111111111111111111111111111"
#define D2   "2222222222222222222222222222222222222222222222222222222222222222"
#define TEXT "100\t8388608\t" D1 "\n4294967295\t1\t" D2 "\n7\t500\t" D1 "\n"

static void
adds_up_where_frames_begin(void **state)
{
	struct frame_list list;
	struct err e;

	(void)state;
	assert_rc(RC_OK, frame_list_parse(slice_str(TEXT), &list, &e), &e);
	assert_int_equal(list.count, 3);
	assert_int_equal(list.entries[1].offset, 100);
	assert_int_equal(list.entries[1].at, 8388608);
	assert_int_equal(list.entries[2].offset, UINT64_C(4294967395));
	assert_int_equal(list.entries[2].at, 8388609);
	assert_int_equal(list.packed, UINT64_C(4294967402));
	assert_int_equal(list.content, 8389109);
	assert_string_equal(digest_text(&list.entries[1].digest).text, D2);
	frame_list_release(&list);
	frame_list_release(&list);
}

static void
writes_what_it_read(void **state)
{
	struct bytes again = BYTES_UP_TO(KIB);
	struct frame_list list;
	struct err e;

	(void)state;
	assert_rc(RC_OK, frame_list_parse(slice_str(TEXT), &list, &e), &e);
	for (size_t i = 0; i < list.count; i++)
		frame_list_line(list.entries[i].packed, list.entries[i].content,
			&list.entries[i].digest, &again);
	assert_slice_is(bytes_slice(&again), TEXT);
	frame_list_release(&list);
	bytes_release(&again);
}

static void
lists_nothing_in_an_empty_text(void **state)
{
	struct frame_list list;
	struct err e;

	(void)state;
	assert_rc(RC_OK, frame_list_parse(SLICE_EMPTY, &list, &e), &e);
	assert_int_equal(list.count, 0);
	assert_int_equal(list.content, 0);
	frame_list_release(&list);
}

static void
finds_the_frame_of_every_byte(void **state)
{
	struct frame_list list;
	struct err e;

	(void)state;
	assert_rc(RC_OK,
		frame_list_parse(
			slice_str("9\t2\t" D1 "\n9\t1\t" D1 "\n9\t3\t" D1 "\n9\t1\t" D1 "\n"),
			&list, &e),
		&e);
	for (uint64_t at = 0; at < list.content; at++) {
		static const size_t frames[] = {0, 0, 1, 2, 2, 2, 3};

		assert_int_equal(frame_list_find(&list, at), frames[at]);
	}
	frame_list_release(&list);
}

static void
refuses_every_other_spelling(void **state)
{
	static const char *const rows[] = {"\n", "1\t1\n", "1\t1\t" D1, "1\t1\t" D1 "\r\n",
		"1 1 " D1 "\n", "1\t1\t" D1 "0\n", "0\t1\t" D1 "\n", "1\t0\t" D1 "\n",
		"01\t1\t" D1 "\n", "1\t01\t" D1 "\n", "-1\t1\t" D1 "\n", "4294967296\t1\t" D1 "\n",
		"1\t8388609\t" D1 "\n", "1\t1\t1\t" D1 "\n", "1\t1\t" D1 "\n\n",
		"1\t1\tA111111111111111111111111111111111111111111111111111111111111111\n",
		"1\t1\t" D1 "\nx"};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct frame_list list;
		struct err e;

		if (frame_list_parse(slice_str(rows[i]), &list, &e) != RC_BAD ||
			strncmp(e.text, "SEAL-4: ", 8) != 0)
			fail_msg("\"%s\"", rows[i]);
		assert_null(list.entries);
	}
}

static void
takes_a_truncation_for_whole_at_line_ends_only(void **state)
{
	struct slice text = SLICE(TEXT);
	struct frame_list list;
	struct err e;

	(void)state;
	for (size_t n = 0; n < text.len; n++) {
		bool whole = n == 0 || text.p[n - 1] == '\n';

		assert_rc(whole ? RC_OK : RC_BAD, frame_list_parse(slice_first(text, n), &list, &e),
			&e);
		frame_list_release(&list);
	}
}

static void
lists_no_more_frames_than_there_may_be(void **state)
{
	struct bytes text = BYTES_UP_TO(64 * MIB);
	struct frame_list list;
	struct err e;

	(void)state;
	for (size_t i = 0; i < LIMIT_FRAMES; i++)
		bytes_str(&text, "1\t1\t" D1 "\n");
	assert_rc(RC_OK, frame_list_parse(bytes_slice(&text), &list, &e), &e);
	assert_int_equal(list.count, LIMIT_FRAMES);
	frame_list_release(&list);
	bytes_str(&text, "1\t1\t" D1 "\n");
	assert_rc(RC_BAD, frame_list_parse(bytes_slice(&text), &list, &e), &e);
	bytes_release(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(adds_up_where_frames_begin),
		cmocka_unit_test(writes_what_it_read),
		cmocka_unit_test(lists_nothing_in_an_empty_text),
		cmocka_unit_test(finds_the_frame_of_every_byte),
		cmocka_unit_test(refuses_every_other_spelling),
		cmocka_unit_test(takes_a_truncation_for_whole_at_line_ends_only),
		cmocka_unit_test(lists_no_more_frames_than_there_may_be),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
