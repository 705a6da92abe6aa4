#include "support/test.h"

#include "tests/support/recognised.h"

static void
reads_numbers_of_all_shapes(void **state)
{
	static const struct recognised_row rows[] = {
		{"decision", "Theo Quyết định số 15/QĐ-TTg của Thủ tướng.",
			"Quyết định số 15/QĐ-TTg=vn:15/QĐ-TTg"},
		{"with the year", "Theo Nghị định 17/2024/NĐ-CP.",
			"Nghị định 17/2024/NĐ-CP=vn:17/2024/NĐ-CP"},
		{"of the party", "Theo Nghị quyết số 18-NQ/TW.",
			"Nghị quyết số 18-NQ/TW=vn:18-NQ/TW"},
		{"with blanks", "Theo Kết luận số 45 - KL/TW.",
			"Kết luận số 45 - KL/TW=vn:45-KL/TW"},
		{"of two bodies", "Theo Thông tư liên tịch số 5/2015/TTLT-BNV-BTC.",
			"Thông tư liên tịch số 5/2015/TTLT-BNV-BTC=vn:5/2015/TTLT-BNV-BTC"},
		{"with an ampersand", "Công văn số 9/SGD&ĐT-VP.",
			"Công văn số 9/SGD&ĐT-VP=vn:9/SGD&ĐT-VP"},
		{"figure alone", "Thực hiện Chỉ thị 05 của Bộ Chính trị.",
			"Chỉ thị 05=vn:Chỉ thị 05"},
		{"kind in small letters", "theo quyết định số 15/QĐ-TTg.",
			"quyết định số 15/QĐ-TTg=vn:15/QĐ-TTg"},
		{"of the Assembly", "Luật số 31/2024/QH15.",
			"Luật số 31/2024/QH15=vn:31/2024/QH15"},
		{"of several bodies", "Nghị quyết liên tịch số 403/2017/NQLT-UBTVQH14-CP.",
			"Nghị quyết liên tịch số 403/2017/NQLT-UBTVQH14-CP="
			"vn:403/2017/NQLT-UBTVQH14-CP"},
		{"two kinds in one", "Thông báo kết luận số 12-TB/TW.",
			"Thông báo kết luận số 12-TB/TW=vn:12-TB/TW"},
		{"a paper of an office", "Theo Giấy mời số 7/GM-UBND.",
			"Giấy mời số 7/GM-UBND=vn:7/GM-UBND"},
		{"several", "Các Nghị định số 1/2020/NĐ-CP và 2/2021/NĐ-CP.",
			"Nghị định số 1/2020/NĐ-CP=vn:1/2020/NĐ-CP; "
			"2/2021/NĐ-CP=vn:2/2021/NĐ-CP"},
	};

	(void)state;
	RECOGNISED_ROWS("legal", rows);
}

static void
takes_the_date_that_is_given_with_it(void **state)
{
	static const struct recognised_row rows[] = {
		{"without a year", "Quyết định số 15/QĐ-TTg ngày 28/12 của Thủ tướng.",
			"Quyết định số 15/QĐ-TTg=vn:15/QĐ-TTg:2023-12-28"},
		{"without a year, but in the number", "Nghị định 17/2019/NĐ-CP ngày 28/12.",
			"Nghị định 17/2019/NĐ-CP=vn:17/2019/NĐ-CP:2019-12-28"},
		{"behind", "Quyết định số 15/QĐ-TTg ngày 09/12/2022 của Thủ tướng.",
			"Quyết định số 15/QĐ-TTg=vn:15/QĐ-TTg:2022-12-09"},
		{"behind a comma", "Quyết định số 15/QĐ-TTg, ngày 9 tháng 12 năm 2022.",
			"Quyết định số 15/QĐ-TTg=vn:15/QĐ-TTg:2022-12-09"},
		{"before", "Ngày 1.11.2023, xã ban hành Quyết định 40/QĐ-UBND.",
			"Quyết định 40/QĐ-UBND=vn:40/QĐ-UBND:2023-11-01"},
		{"of something else", "Quyết định số 15/QĐ-TTg về dịp 9/12/2022.",
			"Quyết định số 15/QĐ-TTg=vn:15/QĐ-TTg"},
	};

	(void)state;
	RECOGNISED_ROWS("legal", rows);
}

static void
reads_laws_with_their_year(void **state)
{
	static const struct recognised_row rows[] = {
		{"year", "Luật Thi đua, khen thưởng năm 2022 có hiệu lực.",
			"Luật Thi đua, khen thưởng năm 2022=vn:Luật Thi đua, khen thưởng:2022"},
		{"in brackets", "Luật Đất đai (năm 2013).",
			"Luật Đất đai (năm 2013)=vn:Luật Đất đai:2013"},
		{"constitution", "Hiến pháp năm 2013.", "Hiến pháp năm 2013=vn:Hiến pháp:2013"},
		{"no year", "Luật Đất đai có hiệu lực.", ""},
	};

	(void)state;
	RECOGNISED_ROWS("legal", rows);
}

static void
leaves_alone_what_has_no_number(void **state)
{
	static const struct recognised_row rows[] = {
		{"kind alone", "Các nghị định mới được ban hành.", ""},
		{"something counted", "Ban hành kế hoạch 12 tháng và chỉ thị 3 lần.", ""},
		{"share", "Theo Báo cáo 45% hộ nghèo.", ""},
		{"verb", "Hội quyết định 5 việc.", ""},
	};

	(void)state;
	RECOGNISED_ROWS("legal", rows);
}

static void
refuses_nothing_that_is_cut_short(void **state)
{
	static const char text[] = "Các Nghị định số 1/2020/NĐ-CP, 2/2021/NĐ-CP ngày 5 tháng 6 năm "
				   "2021 và Luật Đất đai (năm 2013) về “Sống xanh”.";
	char part[sizeof text];

	(void)state;
	for (size_t len = 0; len < sizeof text; len++) {
		memcpy(part, text, len);
		part[len] = '\0';
		assert_non_null(recognised_vi(part, "legal"));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_numbers_of_all_shapes),
		cmocka_unit_test(takes_the_date_that_is_given_with_it),
		cmocka_unit_test(reads_laws_with_their_year),
		cmocka_unit_test(leaves_alone_what_has_no_number),
		cmocka_unit_test(refuses_nothing_that_is_cut_short),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
