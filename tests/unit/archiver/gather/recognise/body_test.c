#include "support/test.h"

#include "tests/support/recognised.h"

static void
reads_bodies_with_what_they_are_for_and_their_place(void **state)
{
	static const struct recognised_row rows[] = {
		{"short", "Đoàn của UBND tỉnh Bắc Kạn đến.",
			"UBND tỉnh Bắc Kạn=Ủy ban nhân dân tỉnh Bắc Kạn"},
		{"the only one", "Theo UBND huyện, chợ đã mở.", "UBND huyện=Ủy ban nhân dân huyện"},
		{"commas", "Theo Sở Văn hóa, Thể thao và Du lịch, chợ đã mở.",
			"Sở Văn hóa, Thể thao và Du lịch"},
		{"dash", "Theo Ban Thi đua - Khen thưởng Trung ương, chợ đã mở.",
			"Ban Thi đua - Khen thưởng Trung ương"},
		{"of another", "Theo Ban Tuyên giáo và Dân vận Tỉnh ủy, chợ đã mở.",
			"Ban Tuyên giáo và Dân vận Tỉnh ủy"},
		{"within another", "Theo Văn phòng UBND tỉnh, chợ đã mở.",
			"Văn phòng UBND tỉnh=Văn phòng Ủy ban nhân dân tỉnh"},
		{"known", "Theo Bộ Chính trị, chợ đã mở.", "Bộ Chính trị"},
		{"with a place", "Theo Tỉnh ủy Hậu Giang, chợ đã mở.", "Tỉnh ủy Hậu Giang"},
		{"number", "Theo Binh đoàn 18, chợ đã mở.", "Binh đoàn 18"},
		{"school", "Đoàn Trường THCS Lê Lợi thắng.",
			"Đoàn Trường THCS Lê Lợi=Đoàn Trường Trung học cơ sở Lê Lợi"},
		{"one capital of a word", "Theo Ngân hàng TMCP Quân đội, lãi giảm.",
			"Ngân hàng TMCP Quân đội=Ngân hàng thương mại cổ phần Quân đội"},
		{"numbers", "Bộ Tư lệnh Quân khu 3,4,5 họp.", "Bộ Tư lệnh Quân khu 3,4,5"},
		{"assembly's member", "Đại biểu Quốc hội tỉnh Thái Bình nói.", "Quốc hội"},
		{"small letters for long",
			"Theo Cục Cảnh sát quản lý hành chính về trật tự xã hội, giá giảm.",
			"Cục Cảnh sát quản lý hành chính về trật tự xã hội"},
		{"small letters, joined",
			"Ban Chỉ huy Phòng chống thiên tai và tìm kiếm cứu nạn họp.",
			"Ban Chỉ huy Phòng chống thiên tai và tìm kiếm cứu nạn"},
		{"a number at its end", "Theo Trường Tiểu học Vị Lành 1, giá giảm.",
			"Trường Tiểu học Vị Lành 1"},
		{"what is counted behind it", "Theo Trường Tiểu học Vị Lành 12 học sinh đã về.",
			"Trường Tiểu học Vị Lành"},
		{"of a sea", "Theo Trung tâm Cảnh báo Sóng thần Thái Bình Dương, biển lặng.",
			"Trung tâm Cảnh báo Sóng thần Thái Bình Dương"},
		{"a country's team", "Trận của đội tuyển Việt Nam hay.", "đội tuyển Việt Nam"},
		{"what a country's body does", "Cục Hàng không Việt Nam tổng hợp ý kiến.",
			"Cục Hàng không Việt Nam"},
		{"a company in small letters", "Theo công ty Biển Xanh, giá giảm.",
			"công ty Biển Xanh"},
		{"those of a country", "Các công ty Nhật Bản họp. Theo hãng xe Hàn Quốc, giá giảm.",
			""},
		{"somebody of a paper", "Theo nhà báo Khổ Gia Trường, giá giảm.", ""},
		{"a known name behind its kind", "Theo Tập đoàn Vingroup, giá giảm.",
			"Tập đoàn Vingroup"},
		{"small first letter", "Theo phòng CSGT, chợ đã mở.",
			"phòng CSGT=phòng Cảnh sát giao thông"},
		{"a purpose no table has", "Theo Viện Viễn thám và Bản đồ Hà Nội, chợ đã mở.",
			"Viện Viễn thám và Bản đồ Hà Nội"},
		{"a list that ends", "Theo Ủy ban Kinh tế, Hải dương và Nghề cá, chợ đã mở.",
			"Ủy ban Kinh tế, Hải dương và Nghề cá"},
		{"a list of others", "Theo Sở Y tế, Hải Dương và Bắc Ninh đã mở.", "Sở Y tế"},
		{"letters joined", "Theo Sở LĐTB-XH Hà Nội, chợ đã mở.",
			"Sở LĐTB-XH Hà Nội=Sở Lao động - Thương binh và Xã hội Hà Nội"},
		{"short inside", "Theo Phòng GD&ĐT huyện, chợ đã mở.",
			"Phòng GD&ĐT huyện=Phòng Giáo dục và Đào tạo huyện"},
		{"then its head", "Theo Tập đoàn Biển Xanh Trần Văn Nam, giá giảm.",
			"Tập đoàn Biển Xanh"},
		{"of a country, then a person", "Theo Bộ Tư pháp Mỹ Adam Wolsey, giá giảm.",
			"Bộ Tư pháp Mỹ"},
		{"its province", "Theo Hội Chữ thập đỏ tỉnh Đồng Tháp, chợ đã mở.",
			"Hội Chữ thập đỏ tỉnh Đồng Tháp"},
		{"small letters, then a name", "Theo Công ty đường sắt Nordbahn, chợ đã mở.",
			"Công ty đường sắt Nordbahn"},
		{"a company and a verb", "Ngân hàng SHB tổ chức Chương trình vui.",
			"Ngân hàng SHB"},
		{"two of them", "Theo Sở VHTT và UBND tỉnh, chợ đã mở.",
			"Sở VHTT=Sở Văn hóa và Thể thao; UBND tỉnh=Ủy ban nhân dân tỉnh"},
		{"region", "Cụm thi đua các tỉnh trung du và miền núi phía Bắc họp.",
			"Cụm thi đua các tỉnh trung du và miền núi phía Bắc"},
		{"the same twice", "UBND tỉnh họp. Ủy ban nhân dân tỉnh họp.",
			"Ủy ban nhân dân tỉnh"},
		{"short behind full", "Ủy ban nhân dân tỉnh họp. UBND tỉnh họp.",
			"Ủy ban nhân dân tỉnh"},
	};

	(void)state;
	RECOGNISED_ROWS("organisation", rows);
}

static void
leaves_alone_words_that_bodies_only_begin_with(void **state)
{
	static const struct recognised_row rows[] = {
		{"head alone", "Các sở, ban và Hội cùng họp.", ""},
		{"small letters", "Cả hội nông dân vui, cả đoàn vui.", ""},
		{"a site", "Tại Trung tâm Hội nghị tỉnh.", ""},
		{"verb", "Vụ điều tra kéo dài.", ""},
		{"against an illness", "Tiêm vắc-xin phòng COVID cho trẻ.", ""},
		{"a country's press", "Báo Mỹ viết về trận đấu.", ""},
		{"a law", "Theo Bộ luật Hình sự, hành vi này bị cấm.", ""},
		{"a name and a verb", "Trường Giang phản bội bạn.", ""},
		{"the end of a country's name", "Vì một Tây Ban Nha vĩ đại.", ""},
		{"a town", "Hội An đông khách.", ""},
		{"a street", "Trên đường Trường Chinh.", ""},
	};

	(void)state;
	RECOGNISED_ROWS("organisation", rows);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_bodies_with_what_they_are_for_and_their_place),
		cmocka_unit_test(leaves_alone_words_that_bodies_only_begin_with),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
