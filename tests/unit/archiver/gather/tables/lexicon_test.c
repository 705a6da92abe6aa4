#include "support/test.h"

#include "archiver/gather/tables/lexicon.h"

static struct lexicon *lexicon;

static int
set_up(void **state)
{
	struct err e;

	(void)state;
	return lexicon_new(&lexicon, &e) == RC_OK ? 0 : -1;
}

static int
tear_down(void **state)
{
	(void)state;
	lexicon_free(lexicon);
	return 0;
}

static size_t
match(const char *text, uint32_t classes, struct slice *data)
{
	struct lexicon_entry entry = {0, SLICE_EMPTY};
	struct token t[64];
	size_t end, count = token_read(slice_str(text), 0, t, 64, &end);
	size_t n = lexicon_match(lexicon, t, count, classes, &entry);

	*data = entry.data;
	return n;
}

static void
finds_the_longest_phrase_of_a_class(void **state)
{
	struct slice data;

	(void)state;
	assert_int_equal(match("Phó Chủ tịch Thường trực UBND", LEXICON_OFFICE, &data), 5);
	assert_int_equal(match("Phó Chủ nhật", LEXICON_OFFICE, &data), 0);
	assert_int_equal(match("Tuyên Quang", LEXICON_PROVINCE, &data), 2);
	assert_true(slice_is(data, "08/08"));
	assert_int_equal(match("Tuyên Quang", LEXICON_COUNTRY, &data), 0);
}

static void
takes_both_placements_of_the_tone_and_either_case(void **state)
{
	struct slice data;

	(void)state;
	assert_int_equal(match("Hoà Bình", LEXICON_PROVINCE, &data), 2);
	assert_int_equal(match("HÒA BÌNH", LEXICON_PROVINCE, &data), 2);
	assert_int_equal(match("Ðồng Nai", LEXICON_PROVINCE, &data), 2);
	assert_int_equal(match("Tỉnh uỷ", LEXICON_WHOLE, &data), 2);
}

static void
names_no_code_where_two_units_have_the_name(void **state)
{
	struct slice data;

	(void)state;
	assert_int_equal(match("Châu Thành", LEXICON_DISTRICT, &data), 2);
	assert_int_equal(data.len, 0);
}

static void
reads_words_figures_and_marks(void **state)
{
	struct token t[16];
	size_t end;

	(void)state;
	assert_int_equal(token_read(slice_str("TP.HCM: 5h, “Ở”…"), 0, t, 16, &end), 11);
	assert_true(t[0].upper && t[2].upper && !t[2].blank);
	assert_int_equal(t[1].mark, '.');
	assert_int_equal(t[4].number, 5);
	assert_true(t[4].blank && !t[5].blank);
	assert_int_equal(t[7].mark, '"');
	assert_true(t[8].capital && !t[8].upper);
	assert_int_equal(t[10].mark, '.');
}

static void
goes_on_where_the_room_ended(void **state)
{
	struct token t[2];
	size_t end;

	(void)state;
	assert_int_equal(token_read(slice_str("a bb ccc"), 0, t, 2, &end), 2);
	assert_int_equal(end, 4);
	assert_int_equal(token_read(slice_str("a bb ccc"), end, t, 2, &end), 1);
	assert_int_equal(end, 8);
	assert_int_equal(token_read(slice_str("a bb ccc"), end, t, 2, &end), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_the_longest_phrase_of_a_class),
		cmocka_unit_test(takes_both_placements_of_the_tone_and_either_case),
		cmocka_unit_test(names_no_code_where_two_units_have_the_name),
		cmocka_unit_test(reads_words_figures_and_marks),
		cmocka_unit_test(goes_on_where_the_room_ended),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
