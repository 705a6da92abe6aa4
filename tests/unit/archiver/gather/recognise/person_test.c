#include "support/test.h"

#include "tests/support/recognised.h"

static void
reads_names_by_their_surname(void **state)
{
	static const struct recognised_row rows[] = {
		{"in a sentence", "Hôm ấy Trần Thị Thu Hiền về quê.", "Trần Thị Thu Hiền"},
		{"address", "Ông Lê Lợi cho biết.", "Lê Lợi"},
		{"office before", "Phó Giám đốc Sở Tài chính Lê Vũ Tùng nói.", "Lê Vũ Tùng"},
		{"office behind", "Phạm Đức An, Chủ tịch UBND tỉnh, nói.", "Phạm Đức An"},
		{"once, under the longest form",
			"Ông Đoàn Ngọc Sơn đi. Ông Ngọc Sơn về. Đoàn Ngọc Sơn nghỉ.",
			"Đoàn Ngọc Sơn"},
		{"foreign, with an office", "Thủ tướng Tanabe đến.", "Tanabe"},
		{"foreign, with a hyphen", "Nhà lãnh đạo Kim Seo-jin đến.", "Kim Seo-jin"},
		{"foreign, with an age", "Chàng trai tên Timo Laakkonen, 18 tuổi, lặn.",
			"Timo Laakkonen"},
		{"without a surname", "Nhà văn Thu Nguyệt và ông Năm Hoà đến.",
			"Thu Nguyệt; Năm Hoà"},
		{"foreign, spelt as one of ours", "Chủ tịch Tập Chí Hoa đến.", "Tập Chí Hoa"},
		{"behind a country of one syllable", "Tổng thống Mỹ Adam Wolsey đến.",
			"Adam Wolsey"},
		{"behind a company", "Cựu Chủ tịch Baxcons Nguyễn Bá Tùng nói.", "Nguyễn Bá Tùng"},
		{"behind a country", "Tổng thống Hàn Quốc Kang Min-jae đến.", "Kang Min-jae"},
		{"with a hyphen first", "Ông Jean-Luc Martel cho biết.", "Jean-Luc Martel"},
		{"letters behind it", "Anh Lê Hoàng Nam FPT nói.", "Lê Hoàng Nam"},
		{"who is called as no lake here", "Hồ Phú Ninh đến. Nước hồ Kẻ Gỗ trong.",
			"Hồ Phú Ninh"},
		{"a rare family", "Hôm ấy Đèo Thị Thu Hiền về quê.", "Đèo Thị Thu Hiền"},
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
		{"town of three words", "Đường về Buôn Ma Thuột rất đẹp.", ""},
		{"place behind a preposition", "Xe từ Lê Xá lên phố.", ""},
		{"house in a street", "Nhà số 173 Trần Hưng Đạo, phố cũ.", ""},
		{"what is called so", "Ăn ở nhà hàng Kiều Hạnh.", ""},
		{"prize", "Trao học bổng Nguyễn Thị Sáng cho học sinh.", ""},
		{"a lake at the head of a sentence", "Hồ Phú Ninh đầy. Nước hồ Phú Ninh trong.",
			""},
		{"title case", "Mẹ Dạy Bé Lê Ăn Ngoan Ngủ Ngon Mỗi Ngày.", ""},
		{"where a body is", "Theo Sở Cảnh sát Los Angeles cho biết.", ""},
		{"a town, not a lady", "Về Bà Rịa - Vũng Tàu.", ""},
		{"what a student is of", "Sinh viên Harvard ngủ.", ""},
		{"from a country", "Nữ ca sĩ Hàn Quốc hát hay.", ""},
		{"a kind of singer", "Ca sĩ Vpop hát hay.", ""},
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
			"Trần Bảo Khang, Phó Chủ tịch UBND tỉnh Bắc Kạn, Cụm trưởng Cụm thi đua; Lê An.",
			"Trần Bảo Khang: Phó Chủ tịch UBND tỉnh Bắc Kạn; Trần Bảo Khang: Cụm trưởng Cụm thi đua"},
		{"dash", "Hồ Quốc An - Ủy viên Trung ương Đảng, Bí thư Tỉnh ủy; Lê An.",
			"Hồ Quốc An: Ủy viên Trung ương Đảng; Hồ Quốc An: Bí thư Tỉnh ủy"},
		{"before", "Phó Chủ tịch Thường trực UBND tỉnh Nguyễn Tuấn Anh nói.",
			"Nguyễn Tuấn Anh: Phó Chủ tịch Thường trực UBND tỉnh"},
		{"rank before, office behind",
			"Theo đại úy Lê Quốc Anh - phó đồn trưởng Đồn biên phòng Bình Lộc, tàu chìm.",
			"Lê Quốc Anh: đại úy; Lê Quốc Anh: phó đồn trưởng Đồn biên phòng Bình Lộc"},
		{"parent body",
			"Lê Thanh Bình - Cục trưởng Cục Công tác phía Nam, Bộ Tư pháp đến dự.",
			"Lê Thanh Bình: Cục trưởng Cục Công tác phía Nam, Bộ Tư pháp"},
		{"held together", "Phó Thủ tướng kiêm Bộ trưởng Tài chính Lê Quốc Anh nói.",
			"Lê Quốc Anh: Phó Thủ tướng kiêm Bộ trưởng Tài chính"},
		{"of a country", "Tổng thống Hàn Quốc Kang Min-jae đến.",
			"Kang Min-jae: Tổng thống Hàn Quốc"},
		{"up to the bracket", "Ông Lê Quốc Anh (nhân viên lái xe chở hàng) về.",
			"Lê Quốc Anh: nhân viên lái xe chở hàng"},
		{"not up to the bracket", "Ông Lê Quốc Anh, nhân viên đã nghỉ việc (từ lâu), về.",
			"Lê Quốc Anh: nhân viên"},
		{"what somebody does", "Nhạc sĩ Lê Quốc Anh đàn.", "Lê Quốc Anh: Nhạc sĩ"},
		{"letters of the body before the name",
			"Chủ nhiệm Ủy ban Kiểm tra Trung ương (UBKT) Lê Quốc Anh nói.",
			"Lê Quốc Anh: Chủ nhiệm Ủy ban Kiểm tra Trung ương"},
		{"a word of address between",
			"Theo Giám đốc Sở Y tế Hà Nội, ông Lê Quốc Anh, dịch đã lui.",
			"Lê Quốc Anh: Giám đốc Sở Y tế Hà Nội"},
		{"before and behind", "Đại biểu Quốc hội Lê Quốc Anh, Phó Chủ tịch UBND tỉnh, nói.",
			"Lê Quốc Anh: Đại biểu Quốc hội; Lê Quốc Anh: Phó Chủ tịch UBND tỉnh"},
		{"behind is the next one's", "Giám đốc Lê Quốc Anh, Phó Giám đốc Trần Văn Ba đến.",
			"Lê Quốc Anh: Giám đốc; Trần Văn Ba: Phó Giám đốc"},
		{"of a company", "Cựu Chủ tịch FPT Baxcons Lê Quốc Anh nói.",
			"Lê Quốc Anh: Cựu Chủ tịch FPT Baxcons"},
		{"of a company behind the name",
			"Ông Lê Quốc Anh, Giám đốc khu vực của Ax-Bax, nói.",
			"Lê Quốc Anh: Giám đốc khu vực của Ax-Bax"},
		{"behind an age", "Phạt Lê Quốc Anh (47 tuổi, cựu Giám đốc Sở Y tế) năm năm.",
			"Lê Quốc Anh: cựu Giám đốc Sở Y tế"},
		{"behind a year of birth", "Bắt Lê Quốc Anh (SN 1985, kế toán) hôm qua.",
			"Lê Quốc Anh: kế toán"},
		{"any word's head", "Lê Quốc Anh, Hiệu trưởng, Cụm trưởng Cụm thi đua số 2; đến.",
			"Lê Quốc Anh: Hiệu trưởng; Lê Quốc Anh: Cụm trưởng Cụm thi đua số 2"},
		{"any word's deputy", "Lê Quốc Anh, phó khối trưởng, đến.",
			"Lê Quốc Anh: phó khối trưởng"},
		{"what it is within, in brackets",
			"Thượng tá Lê Quốc Anh, Phó Trưởng phòng CSGT (CA tỉnh) nói.",
			"Lê Quốc Anh: Thượng tá; Lê Quốc Anh: Phó Trưởng phòng CSGT (CA tỉnh)"},
		{"of a foreign company",
			"Bà Lê Quốc Anh, Giám đốc khu vực châu Á của Norvik Bax, nói.",
			"Lê Quốc Anh: Giám đốc khu vực châu Á của Norvik Bax"},
		{"of a continent", "Đội trưởng Châu Âu Thomas Berg đánh.",
			"Thomas Berg: Đội trưởng Châu Âu"},
		{"bodies within bodies",
			"Lê Quốc Anh, Tiểu đội trưởng, Tiểu đoàn 14, Trung đoàn 174, nói.",
			"Lê Quốc Anh: Tiểu đội trưởng, Tiểu đoàn 14, Trung đoàn 174"},
		{"of a town, then the name", "Phó Giám đốc Sở Y tế Hà Nội Lê Quốc Anh nói.",
			"Lê Quốc Anh: Phó Giám đốc Sở Y tế Hà Nội"},
		{"belongs to",
			"Ông Lê Quốc Anh, Phó Giám đốc Trung tâm Y tế thuộc Sở Y tế Hà Nội, nói.",
			"Lê Quốc Anh: Phó Giám đốc Trung tâm Y tế thuộc Sở Y tế Hà Nội"},
		{"degrees", "Theo PGS,TS. Lê Quốc Anh, Vụ trưởng Vụ Pháp chế, giá giảm.",
			"Lê Quốc Anh: PGS,TS.; Lê Quốc Anh: Vụ trưởng Vụ Pháp chế"},
		{"degrees in words", "Theo giáo sư, tiến sĩ Lê Quốc Anh, giá giảm.",
			"Lê Quốc Anh: giáo sư, tiến sĩ"},
		{"former", "Nguyên Phó Chủ tịch UBND tỉnh Lê Quốc Anh nói.",
			"Lê Quốc Anh: Nguyên Phó Chủ tịch UBND tỉnh"},
		{"a purpose no table has",
			"Ông Lê Quốc Anh, Giám đốc Trung tâm Viễn thám tỉnh Bắc Kạn, nói.",
			"Lê Quốc Anh: Giám đốc Trung tâm Viễn thám tỉnh Bắc Kạn"},
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
