#include "support/test.h"

#include "tests/support/recognised.h"

static void
reads_dates_however_they_are_written(void **state)
{
	static const struct recognised_row rows[] = {
		{"slash", "Ngày 28/2, hội thi khai mạc.", "28/2=2024-02-28"},
		{"full stop", "Sáng 5.3, tại xã.", "5.3=2024-03-05"},
		{"hyphen", "Tối 9-3, đoàn đến.", "9-3=2024-03-09"},
		{"with the year", "Từ ngày 01/4/2019 đến nay.", "01/4/2019=2019-04-01"},
		{"in words", "Ngày 5 tháng 6 năm 2023, đoàn đến.", "5 tháng 6 năm 2023=2023-06-05"},
		{"in words without the year", "Ngày 5 tháng 4, đoàn đến.", "5 tháng 4=2024-04-05"},
		{"month", "Hết tháng 4, việc xong.", "tháng 4=2024-04"},
		{"month and year", "Áp dụng từ tháng 10.2021.", "tháng 10.2021=2021-10"},
		{"month and year in words", "Từ tháng 6 năm 2020.", "tháng 6 năm 2020=2020-06"},
		{"year", "Đến năm 2030, xã có chợ.", "năm 2030=2030"},
		{"leap day", "Ngày 29/2, đoàn đến.", "29/2=2024-02-29"},
	};

	(void)state;
	RECOGNISED_ROWS("date", rows);
}

static void
reads_periods(void **state)
{
	static const struct recognised_row rows[] = {
		{"half a year", "Nửa đầu năm 2023, xã có chợ.", "Nửa đầu năm 2023=2023-01/2023-06"},
		{"the other half", "Đến nửa cuối năm, xã có chợ.", "nửa cuối năm=2024-07/2024-12"},
		{"months of a year", "Trong 9 tháng năm 2023, xã thu lãi.",
			"9 tháng năm 2023=2023-01/2023-09"},
		{"from month to month", "Từ tháng 9 đến tháng 12/2022, xã mưa.",
			"tháng 9 đến tháng 12/2022=2022-09/2022-12"},
		{"over the year's end", "Từ tháng 11/2022 đến tháng 2/2023, xã mưa.",
			"tháng 11/2022 đến tháng 2/2023=2022-11/2023-02"},
		{"month to month, short", "Trong tháng 7-9/2023, xã mưa.",
			"tháng 7-9/2023=2023-07/2023-09"},
		{"decade", "Vào những năm 1990, xã mưa. Đến thập niên 2010 thì hết.",
			"năm 1990=199X; thập niên 2010=201X"},
		{"years, not a decade", "Những năm 2020 - 2022, xã mưa.",
			"năm 2020 - 2022=2020/2022"},
		{"years", "Giai đoạn 2021 - 2025, xã có chợ.", "2021 - 2025=2021/2025"},
		{"years in words", "Từ năm 2015 đến năm 2020, xã có chợ.",
			"năm 2015 đến năm 2020=2015/2020"},
		{"days", "Từ ngày 16 - 22.2, tổ kiểm tra.", "16 - 22.2=2024-02-16/2024-02-22"},
		{"whole days", "Kỷ niệm (3.2.1930 - 3.2.2020).",
			"3.2.1930 - 3.2.2020=1930-02-03/2020-02-03"},
		{"in words", "Từ ngày 20/8/2022 đến ngày 27/2/2023.",
			"20/8/2022 đến ngày 27/2/2023=2022-08-20/2023-02-27"},
		{"over the new year", "Từ ngày 25/12 đến 5/1/2024.",
			"25/12 đến 5/1/2024=2023-12-25/2024-01-05"},
		{"half a year", "Trong 6 tháng đầu năm 2023, huyện thu.",
			"6 tháng đầu năm 2023=2023-01/2023-06"},
		{"the stamp's half", "Trong 6 tháng cuối năm, huyện thu.",
			"6 tháng cuối năm=2024-07/2024-12"},
		{"quarter", "Doanh thu quý III/2022 tăng.", "quý III/2022=2022-07/2022-09"},
		{"quarter in figures", "Doanh thu quý 1 năm 2022.",
			"quý 1 năm 2022=2022-01/2022-03"},
	};

	(void)state;
	RECOGNISED_ROWS("date", rows);
}

static void
takes_the_year_from_where_it_stands(void **state)
{
	(void)state;
	assert_string_equal(
		recognised("Ngày 20/12, mưa to.", "vi", "2024-01-05", "date"), "20/12=2023-12-20");
	assert_string_equal(
		recognised("Ngày 20/12, mưa to.", "vi", NULL, "date"), "20/12=XXXX-12-20");
	assert_string_equal(recognised("Tết Mậu Thân năm 1968, ngày 11.2, đồn bị đánh.", "vi",
				    "2024-01-05", "date"),
		"năm 1968=1968; 11.2=1968-02-11");
	assert_string_equal(recognised("Ngày 29/10/2018, bão vào. Đến ngày 31/10, bão tan.", "vi",
				    NULL, "date"),
		"29/10/2018=2018-10-29; 31/10=2018-10-31");
}

static void
leaves_alone_what_is_no_date(void **state)
{
	static const struct recognised_row rows[] = {
		{"day that does not exist", "Ngày 31/6, mưa.", ""},
		{"month that does not exist", "Ngày 5/13, mưa.", ""},
		{"share", "Hơn 1/3 diện tích lúa.", ""},
		{"all day", "Trực 24/7 tại trạm.", ""},
		{"figures", "Thu 842.238 đồng, đạt 21.14% kế hoạch.", ""},
		{"duration", "Thi công trong 6 tháng.", ""},
		{"number of a document", "Theo Quyết định số 12/2022/QĐ-UBND của tỉnh.", ""},
		{"edition", "Đội dự World Cup 2022.", ""},
		{"three figures", "Tỷ số 1/2/3 đều.", ""},
	};

	(void)state;
	RECOGNISED_ROWS("date", rows);
}

static void
says_nothing_of_other_languages(void **state)
{
	(void)state;
	assert_string_equal(
		recognised("Ngày 28/2, hội thi khai mạc.", "en", "2024-03-20", "date"), "");
	assert_string_equal(
		recognised("Ngày 28/2, hội thi khai mạc.", "und", "2024-03-20", "date"), "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_dates_however_they_are_written),
		cmocka_unit_test(reads_periods),
		cmocka_unit_test(takes_the_year_from_where_it_stands),
		cmocka_unit_test(leaves_alone_what_is_no_date),
		cmocka_unit_test(says_nothing_of_other_languages),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
