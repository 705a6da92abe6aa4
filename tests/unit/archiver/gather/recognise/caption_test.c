#include "support/test.h"

#include "archiver/gather/read/read_text.h"
#include "archiver/gather/recognise/caption.h"
#include "archiver/gather/recognise/caption_sign.h"
#include "archiver/gather/recognise/language.h"

#define PARAGRAPH \
	"Theo báo cáo, ba năm qua toàn huyện đã trồng được hơn bốn nghìn héc ta rừng, phần lớn là cây " \
	"bản địa, và sẽ trồng thêm hai nghìn héc ta nữa trong năm tới để giữ đất, giữ nước.\n\n"

/* Between two paragraphs on each side, so that it is neither the first nor the last. */
#define AMONG(lines) PARAGRAPH PARAGRAPH lines "\n\n" PARAGRAPH PARAGRAPH

static void
look(const char *raw, struct story *s)
{
	struct normal n;
	struct err e;

	normal_init(&n);
	story_clear(s);
	assert_rc(RC_OK, read_text(slice_str(raw), &n, s, &e), &e);
	language_find(s);
	caption_find(s, NULL);
	assert_rc(RC_OK, story_check(s, &e), &e);
	normal_release(&n);
}

struct line_row {
	const char *what, *raw;
	const char *roles; /* c caption, b body, n note */
};

static const struct line_row LINES[] = {
	{"a credit", AMONG("Bà con xem cây giống. Ảnh: Lan Anh"), "bbcbb"},
	{"a credit in brackets", AMONG("Cây giống trong vườn ươm (Ảnh: Lan Anh)."), "bbcbb"},
	{"no final stop", AMONG("Cán bộ khuyến nông hướng dẫn bà con ươm cây giống"), "bbcbb"},
	{"a number", AMONG("Ảnh 1: Con đường vào bản."), "bbcbb"},
	{"a scene", AMONG("Các đại biểu chụp ảnh lưu niệm."), "bbcbb"},
	{"somebody who can be seen", AMONG("Bà Lò Thị Mỵ (bên trái) chăm cây quế con."), "bbcbb"},
	{"a day last", AMONG("Phụ nữ Marikos mang ảnh đến quảng trường hôm 12/4."), "bbcbb"},
	{"a film", AMONG("Cảnh trong phim Đường về bản."), "bbcbb"},
	{"two under each other",
		AMONG("Công nhân bốc dỡ cây giống\n\nĐoàn viên đào hố trồng cây bên suối"),
		"bbccbb"},
	{"a subhead", AMONG("Cây bản địa lên núi"), "bbbbb"},
	{"a sentence of the report", AMONG("Tuy nhiên, việc này chưa thể xong trong năm nay."),
		"bbbbb"},
	{"a quotation", AMONG("\"Tôi chỉ mong rừng xanh lại\", ông nói."), "bbbbb"},
	{"what introduces a list", AMONG("Các xã được giao đất trồng rừng đợt này gồm:"), "bbbbb"},
	{"items", AMONG("- Xã Nậm Lành, huyện Văn Chấn\n\n- Xã Sùng Đô, huyện Văn Chấn"), "bbbbbb"},
	{"what a colon introduces",
		PARAGRAPH "Gia đình báo tin buồn:\n\nĐồng chí Lò Văn Pành\n\n" PARAGRAPH PARAGRAPH,
		"bbbbb"},
	{"pictures that are announced",
		PARAGRAPH PARAGRAPH
		"Một số hình ảnh tại lễ trồng cây:\n\nThu dọn mặt bằng từ sáng sớm\n\n"
		"Những cây lim đầu tiên xuống đất\n\n",
		"bbbcc"},
	{"a line that goes on", AMONG("và giữ nước đầu nguồn cho mười hai xã ven sông."), "bbbbb"},
	{"a credit of its own",
		PARAGRAPH PARAGRAPH "Bà con xem cây giống.\n\nẢnh: Lan Anh\n\n" PARAGRAPH PARAGRAPH,
		"bbcnbb"},
	{"other pictures have a credit",
		PARAGRAPH "Bà con xem cây giống. Ảnh: Lan Anh\n\n" PARAGRAPH
			  "Bể nước Nà Hu, Nà Lò có ba ngăn.\n\n" PARAGRAPH PARAGRAPH,
		"bcbbbb"},
	{"no other picture has one",
		PARAGRAPH "Các đại biểu xem cây giống tại vườn.\n\n" PARAGRAPH
			  "Bể nước Nà Hu, Nà Lò có ba ngăn.\n\n" PARAGRAPH PARAGRAPH,
		"bcbcbb"},
};

#define ENGLISH \
	"The council of the district said on Monday that it will plant two thousand hectares of " \
	"forest in the next year, which is half of what the three villages had asked it for.\n\n"

static const struct line_row FOREIGN[] = {
	{"a short sentence", ENGLISH ENGLISH "The road was closed.\n\n" ENGLISH ENGLISH, "bbbbb"},
	{"no final stop", ENGLISH ENGLISH "Workers plant trees by the river\n\n" ENGLISH, "bbbb"},
	{"a credit", ENGLISH ENGLISH "Workers plant trees. Photo: A. Smith\n\n" ENGLISH, "bbcb"},
	{"a number", ENGLISH ENGLISH "Photo 1: Workers plant trees.\n\n" ENGLISH, "bbcb"},
};

static void
check_rows(const struct line_row *rows, size_t count)
{
	static const char letters[] = "b?????c??no";
	struct story s;

	story_init(&s);
	for (size_t i = 0; i < count; i++) {
		char roles[16] = "";

		look(rows[i].raw, &s);
		assert_true(s.block_count < sizeof roles);
		for (size_t k = 0; k < s.block_count; k++)
			roles[k] = s.blocks[k].role == STORY_NOTE ? 'n' : letters[s.blocks[k].role];
		if (strcmp(roles, rows[i].roles) != 0)
			fail_msg("%s: %s, expected %s", rows[i].what, roles, rows[i].roles);
	}
	story_release(&s);
}

static void
tells_captions_by_what_they_show(void **state)
{
	(void)state;
	check_rows(LINES, sizeof LINES / sizeof *LINES);
}

static void
takes_only_marked_captions_in_other_languages(void **state)
{
	(void)state;
	check_rows(FOREIGN, sizeof FOREIGN / sizeof *FOREIGN);
}

static void
says_why_and_how_sure(void **state)
{
	const struct story_finding *f;
	struct story s;

	(void)state;
	story_init(&s);
	look(AMONG("Bà con xem cây giống. Ảnh: Lan Anh/TTXVN"), &s);
	f = story_surest(&s, "caption");
	assert_non_null(f);
	assert_string_equal(f->rule, "credit");
	assert_true(f->percent >= 90 && f->percent <= 98);
	assert_slice_is(story_surest(&s, "photographer")->value, "Lan Anh/TTXVN");
	look(AMONG("Cây bản địa lên núi"), &s);
	assert_null(story_surest(&s, "caption"));
	story_release(&s);
}

/* A report of nothing but such lines takes no more time and findings than are worth it. */
static void
stops_where_all_lines_look_like_captions(void **state)
{
	struct bytes raw = BYTES_UP_TO(4 * MIB);
	struct story s;

	(void)state;
	story_init(&s);
	for (size_t i = 0; i < 20000; i++)
		bytes_str(&raw, "Bà con xem cây giống. Ảnh: Lan Anh\n\n");
	bytes_u8(&raw, 0);
	assert_int_equal(raw.failed, RC_OK);
	look((const char *)raw.p, &s);
	assert_true(s.finding_count <= 2002);
	assert_int_equal(s.warning_count, 1);
	story_release(&s);
	bytes_release(&raw);
}

static const struct {
	const char *text;
	unsigned number;
} NUMBERS[] = {
	{"Ảnh 1: Con đường vào bản", 1},
	{"ẢNH 12. Con đường vào bản", 12},
	{"Hình 3 - Con đường vào bản", 3},
	{"Ảnh số 4: Con đường", 4},
	{"Photo 2) The road", 2},
	{"Bild 5: Die Straße", 5},
	{"Фото 6. Дорога", 6},
	{"Ảnh: Lan Anh", 0},
	{"Ảnh 1", 0},
	{"Ảnh 1 con đường", 0},
	{"Ảnh 1234: con đường", 0},
	{"Hình ảnh 1: con đường", 0},
	{"Ảnh ", 0},
	{"1: Con đường", 0},
	{"", 0},
};

static void
reads_the_number_of_a_caption(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof NUMBERS / sizeof *NUMBERS; i++)
		if (caption_sign_number(slice_str(NUMBERS[i].text)) != NUMBERS[i].number)
			fail_msg("\"%s\": %u", NUMBERS[i].text,
				caption_sign_number(slice_str(NUMBERS[i].text)));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tells_captions_by_what_they_show),
		cmocka_unit_test(takes_only_marked_captions_in_other_languages),
		cmocka_unit_test(says_why_and_how_sure),
		cmocka_unit_test(stops_where_all_lines_look_like_captions),
		cmocka_unit_test(reads_the_number_of_a_caption),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
