#include "support/test.h"

#include "tests/support/recognised.h"

static void
reads_units_with_their_codes(void **state)
{
	static const struct recognised_row rows[] = {
		{"province", "Đoàn về tỉnh Tuyên Quang.", "Tuyên Quang=vn63:08"},
		{"province by itself", "Đoàn về Bắc Giang.", "Bắc Giang=vn63:24"},
		{"list", "Các tỉnh: Phú Thọ, Thái Nguyên.", "Phú Thọ=vn63:25; Thái Nguyên=vn63:19"},
		{"older placement of the tone", "Đoàn về Hòa Bình.", "Hòa Bình=vn63:17"},
		{"short", "Đoàn về TP.HCM.", "TP.HCM=vn63:79"},
		{"district", "Đoàn về huyện Hoài Ân.", "Hoài Ân=vn63:544"},
		{"number", "Ở quận 1, TP.HCM.", "quận 1=vn63:760; TP.HCM=vn63:79"},
		{"commune", "Ở xã Bình Sa.", "Bình Sa"},
		{"longest form", "Sang Nhật. Về Nhật Bản. Lại sang Nhật.", "Nhật Bản=iso3166:JP"},
		{"water and hills", "Thăm đồi Cù, ra hồ Tuyền Lâm.", "đồi Cù; hồ Tuyền Lâm"},
		{"apostrophe", "Ở xã Đưng K’Nớ.", "Đưng K’Nớ"},
		{"island of a country", "Bão vào đảo Hải Nam Trung Quốc.",
			"đảo Hải Nam; Trung Quốc=iso3166:CN"},
		{"hamlet", "Lên bản Huồi Cọ dạy chữ.", "Huồi Cọ"},
		{"communes", "Ở các xã Nậm Lành, Gia Lành và Bình Sa.",
			"Nậm Lành; Gia Lành; Bình Sa"},
		{"before its province", "Sống ở Hua Tát (Sơn La).", "Sơn La=vn63:14; Hua Tát"},
		{"unit in front of a person", "Dân xã Bình Sa Nguyễn Văn An nói.", "Bình Sa"},
	};

	(void)state;
	RECOGNISED_ROWS("place", rows);
}

static void
reads_countries_regions_and_sites(void **state)
{
	static const struct recognised_row rows[] = {
		{"country", "Đoàn sang Nhật Bản.", "Nhật Bản=iso3166:JP"},
		{"one syllable", "Hàng từ Mỹ.", "Mỹ=iso3166:US"},
		{"hyphens", "Đoàn sang Phi-líp-pin.", "Phi-líp-pin=iso3166:PH"},
		{"city", "Đoàn đến Bắc Kinh.", "Bắc Kinh"},
		{"region", "Mưa ở đồng bằng sông Cửu Long.", "đồng bằng sông Cửu Long"},
		{"mountain", "Cháy trên núi Hòn Đền.", "núi Hòn Đền"},
		{"street", "Trên đường Trường Chinh.", "đường Trường Chinh"},
		{"road", "Trên quốc lộ 28 và Tỉnh lộ 11B.", "quốc lộ 28; Tỉnh lộ 11B"},
		{"road, short", "Đoạn QL1A ngập.", "QL1A"},
		{"road and where it leads", "Trên cao tốc Biên Sa - Vũng Lành có xe.",
			"cao tốc Biên Sa - Vũng Lành"},
		{"first in a sentence", "Sông Hương dâng.", "Sông Hương"},
		{"before its country", "Cháy ở Marikos, Peru.", "Peru=iso3166:PE; Marikos"},
		{"region abroad", "Động đất ngoài khơi vùng Marikos.", "Marikos"},
		{"country with \"và\"", "Đoàn sang Liên hiệp Vương quốc Anh và Bắc Ireland.",
			"Liên hiệp Vương quốc Anh và Bắc Ireland=iso3166:GB"},
		{"streets", "Trên đường Cao Thắng, Nguyễn Siêu.", "đường Cao Thắng; Nguyễn Siêu"},
	};

	(void)state;
	RECOGNISED_ROWS("place", rows);
}

static void
takes_no_word_or_person_for_a_place(void **state)
{
	static const struct recognised_row rows[] = {
		{"he", "Anh đi làm. Anh về.", ""},
		{"demand", "Theo yêu cầu Welsh đưa ra.", ""},
		{"direction", "Bão đi theo hướng Đông Bắc rồi tan.", ""},
		{"money and a league",
			"Giá 15 triệu bảng Anh ở Ngoại hạng Anh, đổi ra đồng yên Nhật.", ""},
		{"the language", "Lớp học tiếng Anh.", ""},
		{"the war", "Cuộc kháng chiến chống Mỹ.", ""},
		{"in a name", "Bà Nguyễn Hà Giang nói.", ""},
		{"in a body", "Theo UBND tỉnh Bắc Kạn.", ""},
		{"two syllables", "Pháp lý rõ ràng. Mỹ phẩm giả. Nhật ký của anh.", ""},
		{"a text", "Đọc văn bản Luật Nhà. Theo phiên bản Hà Lan Xanh.", ""},
		{"a date", "Đi quốc lộ 2/9 chưa rõ.", ""},
		{"a channel", "Xem kênh Marikos.", ""},
		{"all of a country's", "Các sân bay Việt Nam.", "Việt Nam=iso3166:VN"},
		{"husband", "Ông xã Hari Won nói.", ""},
		{"letters", "Làng LMHT vui.", ""},
		{"streets", "Trên đường phố TP hôm nay.", ""},
		{"small letters", "Sống trong hòa bình.", ""},
	};

	(void)state;
	RECOGNISED_ROWS("place", rows);
}

static void
takes_the_map_in_force_on_the_day_of_the_report(void **state)
{
	(void)state;
	assert_string_equal(recognised("Về Bắc Ninh, Bắc Giang.", "vi", "2025-06-30", "place"),
		"Bắc Ninh=vn63:27; Bắc Giang=vn63:24");
	assert_string_equal(recognised("Về Bắc Ninh, Bắc Giang.", "vi", "2025-07-01", "place"),
		"Bắc Ninh=vn34:24; Bắc Giang=vn63:24");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_units_with_their_codes),
		cmocka_unit_test(reads_countries_regions_and_sites),
		cmocka_unit_test(takes_no_word_or_person_for_a_place),
		cmocka_unit_test(takes_the_map_in_force_on_the_day_of_the_report),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
