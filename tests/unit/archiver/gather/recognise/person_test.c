#include "support/test.h"

#include "tests/support/recognised.h"

static void
reads_names_by_their_surname(void **state)
{
	static const struct recognised_row rows[] = {
		{"in a sentence", "Hôm ấy Trần Thị Thu Hiền về quê.", "Trần Thị Thu Hiền"},
		{"address", "Ông Lê Lợi cho biết.", "Lê Lợi"},
		{"office before", "Phó Giám đốc Sở Tài chính Trần Vũ Hùng nói.", "Trần Vũ Hùng"},
		{"office behind", "Phạm Đức An, Chủ tịch UBND tỉnh, nói.", "Phạm Đức An"},
		{"once, under the longest form",
			"Ông Đoàn Ngọc Hải đi. Ông Ngọc Hải về. Đoàn Ngọc Hải nghỉ.",
			"Đoàn Ngọc Hải"},
		{"foreign, with an office", "Thủ tướng Kishida đến.", "Kishida"},
		{"foreign, with a hyphen", "Nhà lãnh đạo Kim Jong-un đến.", "Kim Jong-un"},
		{"foreign, with an age", "Chàng trai tên Vako Marchilash, 18 tuổi, lặn.",
			"Vako Marchilash"},
		{"behind a company", "Cựu Chủ tịch Coteccons Nguyễn Bá Dương nói.",
			"Nguyễn Bá Dương"},
		{"a president, not a city", "Ngày Chủ tịch Hồ Chí Minh ra lời kêu gọi.",
			"Hồ Chí Minh"},
	};

	(void)state;
	RECOGNISED_ROWS("person", rows);
}

static void
takes_no_other_name_for_a_person(void **state)
{
	static const struct recognised_row rows[] = {
		{"city", "Đoàn về Hồ Chí Minh rồi ra Hà Nội.", ""},
		{"street", "Nhà ở đường Nguyễn Trãi, Lê Lợi.", ""},
		{"school", "Tại Trường THCS Trần Phú.", ""},
		{"photographer", "Lễ hội. Ảnh: Nguyễn Văn Ba", ""},
		{"all in capitals", "HỘI NGHỊ DO LÊ VĂN BA CHỦ TRÌ HÔM NAY.", ""},
		{"ocean", "Bão vào Thái Bình Dương hôm nay.", ""},
		{"continent", "Hàng sang Châu Âu hôm nay.", ""},
		{"company behind an office", "Theo giám đốc điều hành Toyota, giá giảm.", ""},
		{"heading in capitals", "Tin mới: TRẦN VĂN BA về quê sau mười năm.", ""},
		{"surname alone", "Họ Nguyễn đông nhất.", ""},
	};

	(void)state;
	RECOGNISED_ROWS("person", rows);
}

static void
reads_offices_whole_and_in_order(void **state)
{
	static const struct recognised_row rows[] = {
		{"list",
			"Phạm Duy Hưng, Phó Chủ tịch UBND tỉnh Bắc Kạn, Cụm trưởng Cụm thi đua; Lê An.",
			"Phạm Duy Hưng: Phó Chủ tịch UBND tỉnh Bắc Kạn; Phạm Duy Hưng: Cụm trưởng Cụm thi đua"},
		{"dash", "Hồ Quốc An - Ủy viên Trung ương Đảng, Bí thư Tỉnh ủy; Lê An.",
			"Hồ Quốc An: Ủy viên Trung ương Đảng; Hồ Quốc An: Bí thư Tỉnh ủy"},
		{"before", "Phó Chủ tịch Thường trực UBND tỉnh Nguyễn Tuấn Anh nói.",
			"Nguyễn Tuấn Anh: Phó Chủ tịch Thường trực UBND tỉnh"},
		{"rank before, office behind",
			"Theo đại úy Lê Quốc Anh - phó đồn trưởng Đồn biên phòng Cần Thạnh, tàu chìm.",
			"Lê Quốc Anh: đại úy; Lê Quốc Anh: phó đồn trưởng Đồn biên phòng Cần Thạnh"},
		{"parent body",
			"Lê Thanh Bình - Cục trưởng Cục Công tác phía Nam, Bộ Tư pháp đến dự.",
			"Lê Thanh Bình: Cục trưởng Cục Công tác phía Nam, Bộ Tư pháp"},
		{"no word of address", "Đồng chí Lê Quốc Anh nói.", ""},
		{"from the fullest mention",
			"Bí thư Lê Quốc Anh đến. Lê Quốc Anh, Bí thư Tỉnh ủy, Chủ tịch HĐND tỉnh, nói.",
			"Lê Quốc Anh: Bí thư Tỉnh ủy; Lê Quốc Anh: Chủ tịch HĐND tỉnh"},
	};

	(void)state;
	RECOGNISED_ROWS("office", rows);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_names_by_their_surname),
		cmocka_unit_test(takes_no_other_name_for_a_person),
		cmocka_unit_test(reads_offices_whole_and_in_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
