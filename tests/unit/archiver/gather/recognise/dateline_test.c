#include "support/test.h"

#include "archiver/gather/read/read_text.h"
#include "archiver/gather/recognise/dateline.h"
#include "archiver/gather/recognise/recognise.h"

#include <stdio.h>

struct row {
	const char *text;
	const char *day;   /* NULL where it is no dateline */
	const char *where; /* the place of a line, or the date's stretch of a paragraph */
};

static const struct row LINES[] = {
	{"Quảng Nam, ngày 15 tháng 8 năm 2023", "2023-08-15", "Quảng Nam"},
	{"(Quảng Nam, ngày 15/8/2023)", "2023-08-15", "Quảng Nam"},
	{"TP. Hồ Chí Minh, ngày 05-6-2023", "2023-06-05", "TP. Hồ Chí Minh"},
	{"HANOI, Aug. 15, 2023", "2023-08-15", "HANOI"},
	{"WASHINGTON, D.C., March 5th, 2024", "2024-03-05", "WASHINGTON"},
	{"Berlin, 5. März 2023", "2023-03-05", "Berlin"},
	{"Paris, le 5 mars 2023", "2023-03-05", "Paris"},
	{"Madrid, 5 de marzo de 2023", "2023-03-05", "Madrid"},
	{"Москва, 5 марта 2023 г.", "2023-03-05", "Москва"},
	{"15/8/2023", NULL, NULL}, /* a stamp, but no place */
	{"Hội chợ mở cửa, ngày 15/8/2023", NULL, NULL},
	{"Hà Nội, mùa thu năm 2023", NULL, NULL},
	{"Hà Nội, ngày 31/2/2023", NULL, NULL},
	{"Hà Nội, 15/8", NULL, NULL},
	{"Quyết định số 1254/QĐ-UBND ngày 14/7/2023", NULL, NULL},
	{",,,,(((", NULL, NULL},
	{"A, B, C, D, E, F, G, H, I, J, K, 15/8/2023", NULL, NULL},
	{"", NULL, NULL},
};

static const struct row PARAGRAPHS[] = {
	{"Quảng Nam, 15/8/2023 - Sáng nay hồ đầy.", "2023-08-15", "15/8/2023"},
	{"QUẢNG NAM, ngày 15/8/2023 – Sáng nay hồ đầy.", "2023-08-15", "ngày 15/8/2023"},
	{"Đà Nẵng (TTXVN 24/5/2023) - Sáng nay.", "2023-05-24", "24/5/2023"},
	{"TTXVN 24/5/2023 - Sáng nay.", "2023-05-24", "24/5/2023"},
	{"(Quảng Nam, 15/8/2023) Sáng nay hồ đầy.", "2023-08-15", "15/8/2023"},
	{"HANOI, Aug. 15, 2023 (VNA) -- Water is high.", "2023-08-15", "Aug. 15, 2023"},
	{"HANOI, Vietnam, Aug. 15, 2023 /PRNewswire/ -- Water is.", "2023-08-15", "Aug. 15, 2023"},
	{"LONDON, 15 August 2023—Water is high.", "2023-08-15", "15 August 2023"},
	{"Đà Nẵng (TTXVN 24/5) - Sáng nay.", NULL, NULL},
	{"Ngày 15/8/2023, tại Hà Nội, bộ họp - và bàn.", NULL, NULL},
	{"Hà Nội, 15/8/2023 hồ đầy.", NULL, NULL},
	{"(Quảng Nam, 15/8/2023", NULL, NULL},
	{"-", NULL, NULL},
	{"", NULL, NULL},
};

static void
check(const struct row *row, bool is, const struct moment *m, struct slice where)
{
	char day[16];

	if (is != (row->day != NULL))
		fail_msg("%s: %s", row->text, is ? "taken for one" : "not taken for one");
	if (!is)
		return;
	snprintf(day, sizeof day, "%04u-%02u-%02u", m->when.year, m->when.month, m->when.day);
	assert_string_equal(day, row->day);
	if (!slice_is(where, row->where))
		fail_msg("%s: %.*s", row->text, (int)where.len, (const char *)where.p);
}

static void
reads_a_line_of_a_place_and_a_day(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof LINES / sizeof *LINES; i++) {
		struct slice place = SLICE_EMPTY;
		struct moment m;
		bool is = dateline_line(slice_str(LINES[i].text), &place, &m);

		check(&LINES[i], is, &m, place);
	}
}

static void
reads_the_day_before_the_first_word_of_a_paragraph(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof PARAGRAPHS / sizeof *PARAGRAPHS; i++) {
		struct slice date = SLICE_EMPTY;
		struct moment m;
		bool is = dateline_parse(slice_str(PARAGRAPHS[i].text), &date, &m);

		check(&PARAGRAPHS[i], is, &m, date);
	}
}

/* ---- in a report ------------------------------------------------------------------------- */

#define HEADLINE "Hồ chứa tích nước sớm\n\n"
#define BODY	 "Công ty cho biết lượng nước này đủ tưới cho vụ đông, và dân rất mừng.\n"

static const struct row REPORTS[] = {
	{HEADLINE "Quảng Nam, ngày 15 tháng 8 năm 2023\n\n" BODY, "2023-08-15", NULL},
	{"HANOI, Aug. 15, 2023\n\n" HEADLINE BODY, "2023-08-15", NULL},
	{HEADLINE BODY "\nQuảng Nam, ngày 15 tháng 8 năm 2023\n", "2023-08-15", NULL},
	{HEADLINE "Quảng Nam, 15/8/2023 - " BODY, "2023-08-15", NULL},
	{HEADLINE "16/8/2023 - 10:00\n\nQuảng Nam, 15/8/2023 - " BODY, "2023-08-16", NULL},
	{HEADLINE "Quảng Nam, 15/8/2023\n\n" BODY "\n16/8/2023 10:00\n", "2023-08-16", NULL},
	{HEADLINE "Ngày 15/8/2023, tại Hà Nội, công ty họp.\n\n" BODY, NULL, NULL},
};

static void
dates_a_report_that_has_no_stamp(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof REPORTS / sizeof *REPORTS; i++) {
		struct normal n;
		struct story s;
		struct err e = ERR_NONE;
		char day[16] = "";

		normal_init(&n);
		story_init(&s);
		assert_rc(RC_OK, read_text(slice_str(REPORTS[i].text), &n, &s, &e), &e);
		recognise_name(&s, 420);
		if (s.dated != (REPORTS[i].day != NULL))
			fail_msg("%s", REPORTS[i].text);
		if (s.dated) {
			snprintf(day, sizeof day, "%04u-%02u-%02u", s.published.year,
				s.published.month, s.published.day);
			assert_string_equal(day, REPORTS[i].day);
			assert_int_equal(s.published.offset, 420);
		}
		assert_true(slice_is(story_block_text(&s, s.headline), "Hồ chứa tích nước sớm"));
		story_release(&s);
		normal_release(&n);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_a_line_of_a_place_and_a_day),
		cmocka_unit_test(reads_the_day_before_the_first_word_of_a_paragraph),
		cmocka_unit_test(dates_a_report_that_has_no_stamp),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
