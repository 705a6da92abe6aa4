#include "support/test.h"

#include "tests/support/recognised.h"

static void
reads_titles_behind_the_word_that_says_what_they_are(void **state)
{
	static const struct recognised_row rows[] = {
		{"movement", "Phong trào thi đua “Sống xanh mỗi ngày” lan rộng.",
			"Sống xanh mỗi ngày"},
		{"theme", "Ngày hội với chủ đề: “Sống xanh mỗi ngày”.", "Sống xanh mỗi ngày"},
		{"straight marks", "Cuộc thi \"Sống xanh mỗi ngày\" bắt đầu.",
			"Sống xanh mỗi ngày"},
		{"some words before", "Giải báo chí toàn tỉnh “Sống xanh mỗi ngày”.",
			"Sống xanh mỗi ngày"},
		{"several", "Các phong trào “Sống xanh mỗi ngày”, “Đường sạch, ngõ đẹp”.",
			"Sống xanh mỗi ngày; Đường sạch, ngõ đẹp"},
		{"subject", "Thực hiện Chỉ thị 05 về “Học tập và làm theo gương sáng”.",
			"Học tập và làm theo gương sáng"},
		{"one word", "Bộ phim “Mai” ra rạp.", "Mai"},
		{"speech", "Ông kể: “Sống xanh mỗi ngày là vui.”", ""},
		{"small letters", "Mô hình “bốn tại chỗ” phát huy.", ""},
		{"nothing before", "Đó là “Sống xanh mỗi ngày” của làng.", ""},
		{"never closed", "Phong trào “Sống xanh mỗi ngày", ""},
		{"empty", "Phong trào “”.", ""},
	};

	(void)state;
	RECOGNISED_ROWS("event", rows);
}

static void
tells_a_title_once(void **state)
{
	(void)state;
	assert_string_equal(
		recognised_vi("Phong trào “Sống xanh”.\nPhong trào “Sống xanh”.", "event"),
		"Sống xanh");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_titles_behind_the_word_that_says_what_they_are),
		cmocka_unit_test(tells_a_title_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
