#include "support/test.h"

#include "archiver/gather/read/read_text.h"
#include "archiver/gather/recognise/agency.h"
#include "archiver/gather/recognise/byline.h"
#include "archiver/gather/recognise/moment_parse.h"
#include "archiver/gather/recognise/recognise.h"

/* ---- stamps
 * ------------------------------------------------------------------------------------------ */

struct stamp_row {
	const char *line;
	const char *when; /* NULL where it is no stamp; 'u' in front where it is of a change */
};

static const struct stamp_row STAMPS[] = {
	{"28/07/2023 - 16:44", "2023-07-28T16:44:00Z timed"},
	{"Thứ hai, 26/10/2020, 22:21 (GMT+7)", "2020-10-26T22:21:00+07:00 timed zoned"},
	{"Thứ ba, 06/05/2025 - 06:02", "2025-05-06T06:02:00Z timed"},
	{"THỨ NĂM 2/11/2023 19:20", "2023-11-02T19:20:00Z timed"},
	{"Chủ nhật, ngày 5.6.2023, 9h05", "2023-06-05T09:05:00Z timed"},
	{"1/11/2013 10:00", "2013-11-01T10:00:00Z timed"},
	{"10:00 1/11/2013", "2013-11-01T10:00:00Z timed"},
	{"Cập nhật: 19-02-2022 | 15:08:36", "u2022-02-19T15:08:36Z timed"},
	{"Cập nhật lúc 15:08, 19/02/2022", "u2022-02-19T15:08:00Z timed"},
	{"05/10/2026 15:42 GMT+7", "2026-10-05T15:42:00+07:00 timed zoned"},
	{"2021-11-01", "2021-11-01T00:00:00Z"},
	{"2023-05-24T17:30:00+07:00", "2023-05-24T17:30:00+07:00 timed zoned"},
	{"2023-05-24T17:30:00.123Z", "2023-05-24T17:30:00Z timed zoned"},
	{"2023-05-24 17:30:00 -0330", NULL},
	{"2023-05-24 17:30:00-03:30", "2023-05-24T17:30:00-03:30 timed zoned"},
	{"2023-05-24 17:30 UTC", "2023-05-24T17:30:00Z timed zoned"},
	{"May 16, 2023 9:05 AM", "2023-05-16T09:05:00Z timed"},
	{"Tuesday, 16 May 2023, 12:05 am", "2023-05-16T00:05:00Z timed"},
	{"Sept. 3, 2023 at 12:00 PM", "2023-09-03T12:00:00Z timed"},
	{"Published on: 16 May 2023", "2023-05-16T00:00:00Z"},
	{"Ngày 5 tháng 6 năm 2023, 9 giờ 30 phút", "2023-06-05T09:30:00Z timed"},
	{"5 tháng 6, 2023", "2023-06-05T00:00:00Z"},
	{"2023年6月18日 11:25", "2023-06-18T11:25:00Z timed"},
	{"12/25/2023 07:00", "2023-12-25T07:00:00Z timed"},
	{"12:05' 27/10/2022", "2022-10-27T12:05:00Z timed"},
	{"16 May 2023, 9:05 a.m. EDT", "2023-05-16T09:05:00-04:00 timed zoned"},
	{"March 5th, 2023 9:05PM", "2023-03-05T21:05:00Z timed"},
	{"5th of March 2023", "2023-03-05T00:00:00Z"},
	{"05-Mar-2023 10:30 CET", "2023-03-05T10:30:00+01:00 timed zoned"},
	{"Last updated on 5 March 2023", "u2023-03-05T00:00:00Z"},
	{"Publié le dimanche 5 mars 2023 à 10h30", "2023-03-05T10:30:00Z timed"},
	{"1er août 2023", "2023-08-01T00:00:00Z"},
	{"Mis à jour le 5 févr. 2023 à 10 h 30 min", "u2023-02-05T10:30:00Z timed"},
	{"Domingo, 5 de marzo de 2023 | 10:30 h", "2023-03-05T10:30:00Z timed"},
	{"Publicado el 5 de septiembre de 2023 a las 7:05", "2023-09-05T07:05:00Z timed"},
	{"5. März 2023, 10:30 Uhr", "2023-03-05T10:30:00Z timed"},
	{"Veröffentlicht am Sonntag, 5.3.2023 um 10.30 Uhr", "2023-03-05T10:30:00Z timed"},
	{"Stand: 05.03.2023, 10:30 Uhr", "u2023-03-05T10:30:00Z timed"},
	{"5 de março de 2023 às 10h30", "2023-03-05T10:30:00Z timed"},
	{"domenica 5 marzo 2023 alle ore 10:30", "2023-03-05T10:30:00Z timed"},
	{"5 марта 2023 г., 10:30 (МСК)", "2023-03-05T10:30:00+03:00 timed zoned"},
	{"Опубликовано 5 мая 2023 года в 10 ч 30 мин", "2023-05-05T10:30:00Z timed"},
	{"Обновлено: 05.03.2023 10:30", "u2023-03-05T10:30:00Z timed"},
	{"2023年6月18日 星期日 下午3:05", "2023-06-18T15:05:00Z timed"},
	{"发布时间：2023-06-18 11:25", "2023-06-18T11:25:00Z timed"},
	{"更新：2023年6月18日11时25分", "u2023-06-18T11:25:00Z timed"},
	{"2023年6月18日 午後3時05分", "2023-06-18T15:05:00Z timed"},
	{"2023년 6월 18일 오전 11:25", "2023-06-18T11:25:00Z timed"},
	{"الأحد 5 مارس 2023 - 10:30", "2023-03-05T10:30:00Z timed"},
	{"٥ مارس/آذار ٢٠٢٣، ١٠:٣٠ م", "2023-03-05T22:30:00Z timed"},
	{"نشر في 15 كانون الثاني 2023 الساعة 7:05 ص", "2023-01-15T07:05:00Z timed"},
	{"วันอาทิตย์ที่ 5 มีนาคม พ.ศ. 2566 เวลา 10:30 น.", "2023-03-05T10:30:00Z timed"},
	{"๕ มี.ค. ๒๕๖๖ ๑๐.๓๐ น.", "2023-03-05T10:30:00Z timed"},
	{"เผยแพร่: 29 ก.พ. 2567", "2024-02-29T00:00:00Z"},
	{"5 Maret 2023 pukul 10.30 WIB", "2023-03-05T10:30:00+07:00 timed zoned"},
	{"Sun 5 Mar 2023 10.30 BST", "2023-03-05T10:30:00+01:00 timed zoned"},
	{"2023-03-05 10:30:05 来源：新华社", "2023-03-05T10:30:05Z timed"},
	{"05/03/2023 10:30 | Nguồn: Tin Ven Sông", "2023-03-05T10:30:00Z timed"},
	{"29 ก.พ. 2566", NULL},
	{"5 March 2566", "2566-03-05T00:00:00Z"},
	{"5 mars/avril 2023", NULL},
	{"May 2023", NULL},
	{"March 5, 2023 13:05 PM", NULL},
	{"下午0:05 2023年6月18日", NULL},
	{"5 März", NULL},
	{"Le 5 mars 2023, la mairie", NULL},
	{"2023年6月18日 新华社", NULL},
	{"10.30 05.03.2023", NULL},
	{"29/02/2024", "2024-02-29T00:00:00Z"},
	{"", NULL},
	{"Hồng Long", NULL},
	{"16:44", NULL},
	{"28/07", NULL},
	{"29/02/2023", NULL},
	{"32/07/2023", NULL},
	{"28/07/23", NULL},
	{"28/7/2023 25:00", NULL},
	{"28/07/2023 - 16:44 - Hồng Long", NULL},
	{"28/07/2023 28/07/2023", NULL},
	{"28/07/2023 16:44 17:00", NULL},
	{"Kỳ họp ngày 28/07/2023", NULL},
	{"0999-01-01", NULL},
	{"28/07-2023", NULL},
	{"\xFF", NULL},
};

static void
reads_stamps_of_all_kinds(void **state)
{
	struct bytes text = BYTES_UP_TO(128);

	(void)state;
	for (size_t i = 0; i < sizeof STAMPS / sizeof *STAMPS; i++) {
		const struct stamp_row *row = &STAMPS[i];
		struct moment m;
		bool is = moment_parse(slice_str(row->line), &m);

		bytes_clear(&text);
		if (is) {
			bytes_str(&text, m.updated ? "u" : "");
			civil_write(&m.when, &text);
			bytes_str(&text, m.timed ? " timed" : "");
			bytes_str(&text, m.zoned ? " zoned" : "");
		}
		if (is != (row->when != NULL) || (is && !slice_is(bytes_slice(&text), row->when)))
			fail_msg("\"%s\": %.*s", row->line, SLICE_FMT(bytes_slice(&text)));
	}
	bytes_release(&text);
}

static void
prefers_days_before_months_and_says_so(void **state)
{
	struct moment m;

	(void)state;
	assert_true(moment_parse(slice_str("05/06/2023"), &m));
	assert_int_equal(m.when.day, 5);
	assert_int_equal(m.percent, 99);
	assert_true(moment_parse(slice_str("06/25/2023"), &m));
	assert_int_equal(m.percent, 80);
}

/* ---- datelines
 * --------------------------------------------------------------------------------------- */

struct dateline_row {
	const char *paragraph;
	const char *agency, *place; /* both NULL where there is no dateline */
	const char *rest;
};

static const struct dateline_row DATELINES[] = {
	{"BTĐKT - Ngày 28/7, tại tỉnh", "BTĐKT", NULL, "Ngày 28/7, tại tỉnh"},
	{"(BĐ) - Nhân kỷ niệm", "BĐ", NULL, "Nhân kỷ niệm"},
	{"(BDO) Sáng 19-2", "BDO", NULL, "Sáng 19-2"},
	{"(Dân trí) – Một", "Dân trí", NULL, "Một"},
	{"(Dân trí) Một", "Dân trí", NULL, "Một"},
	{"(binhdinh.gov.vn) - Chiều", "binhdinh.gov.vn", NULL, "Chiều"},
	{"VOV.VN - Đợt", "VOV.VN", NULL, "Đợt"},
	{"GD&TĐ — Mỗi", "GD&TĐ", NULL, "Mỗi"},
	{"Dân trí - Một", "Dân trí", NULL, "Một"},
	{"Đà Nẵng (TTXVN 24/5) - Chiều", "TTXVN", "Đà Nẵng", "Chiều"},
	{"BUON MA THUOT (VNS) - Forty", "VNS", "BUON MA THUOT", "Forty"},
	{"Hà Nội, 24/5 (TTXVN) - Chiều", "TTXVN", "Hà Nội", "Chiều"},
	{"Hà Nội - Sáng nay", NULL, "Hà Nội", "Sáng nay"},
	{"TP.HCM – Sáng nay", NULL, "TP.HCM", "Sáng nay"},
	{"Ông Nguyễn Văn A - Giám đốc", NULL, NULL, NULL},
	{"Ngày 28/7 - ngày hội", NULL, NULL, NULL},
	{"Sở GD&ĐT-KHCN họp", NULL, NULL, NULL},
	{"(Ngày hội lớn) của dân", NULL, NULL, NULL},
	{"TP Thủ Đức đã vận động (MTTQ) - hơn", NULL, NULL, NULL},
	{"- Một", NULL, NULL, NULL},
	{"() - Một", NULL, NULL, NULL},
	{"(", NULL, NULL, NULL},
	{"", NULL, NULL, NULL},
};

static void
reads_datelines_of_all_kinds(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof DATELINES / sizeof *DATELINES; i++) {
		const struct dateline_row *row = &DATELINES[i];
		struct slice s = slice_str(row->paragraph);
		struct agency a;
		bool is = agency_parse(s, NULL, &a);

		if (is != (row->rest != NULL) ||
			!slice_is(a.name, row->agency == NULL ? "" : row->agency) ||
			!slice_is(a.place, row->place == NULL ? "" : row->place) ||
			(is && !slice_is(slice_from(s, a.len), row->rest)))
			fail_msg("\"%s\": agency \"%.*s\", place \"%.*s\", %zu bytes",
				row->paragraph, SLICE_FMT(a.name), SLICE_FMT(a.place), a.len);
	}
}

/* ---- bylines
 * ------------------------------------------------------------------------------------------ */

struct byline_row {
	const char *line;
	const char *names; /* with '|' between; NULL where it is no byline */
	const char *source;
	bool labelled, picture;
};

static const struct byline_row BYLINES[] = {
	{"Hồng Long", "Hồng Long", "", false, false},
	{"NGUYỄN HÂN", "NGUYỄN HÂN", "", false, false},
	{"T.SỸ", "T.SỸ", "", false, false},
	{"Vân", "Vân", "", false, false},
	{"Hồng Long.", "Hồng Long", "", false, false},
	{"Võ Hải – Hoài Thu", "Võ Hải|Hoài Thu", "", false, false},
	{"MINH HOÀN - LÊ TẢO", "MINH HOÀN|LÊ TẢO", "", false, false},
	{"Võ Hải, Hoài Thu và Lan Anh", "Võ Hải|Hoài Thu|Lan Anh", "", false, false},
	{"Jean-Luc O'Brien", "Jean-Luc O'Brien", "", false, false},
	{"Mai Lâm (Theo Reuters)", "Mai Lâm", "Reuters", true, false},
	{"Mộc Miên (Tổng hợp)", "Mộc Miên", "", true, false},
	{"Lan Anh (TTXVN)", "Lan Anh", "TTXVN", true, false},
	{"(Theo Lê Thúy/NLĐO)", "Lê Thúy", "NLĐO", true, false},
	{"(Theo Hoàng Minh/VOV)", "Hoàng Minh", "VOV", true, false},
	{"Theo Dân trí", "", "Dân trí", true, false},
	{"Nguồn: TTXVN", "", "TTXVN", true, false},
	{"Tin, ảnh: Đức Thuần", "Đức Thuần", "", true, false},
	{"Tin bài và ảnh: Thành Trung - Duy Chiến", "Thành Trung|Duy Chiến", "", true, false},
	{"BÀI VÀ ẢNH: QUỲNH LAM", "QUỲNH LAM", "", true, false},
	{"Tác giả: Lan Anh", "Lan Anh", "", true, false},
	{"Ảnh: Lan Anh", "Lan Anh", "", true, true},
	{"Nhóm phóng viên", "Nhóm phóng viên", "", false, false},
	{"By Tran Ngoc Bich", "Tran Ngoc Bich", "", true, false},
	{"BY JOHN SMITH AND JANE DOE", "JOHN SMITH|JANE DOE", "", true, false},
	{"Par Ana de la Cruz et Jean Dupont", "Ana de la Cruz|Jean Dupont", "", true, false},
	{"Von Jan van der Meer und Eva Maier", "Jan van der Meer|Eva Maier", "", true, false},
	{"Por María López y Luis Sáez (EFE)", "María López|Luis Sáez", "EFE", true, false},
	{"Автор: Иван Петров и Анна Белова", "Иван Петров|Анна Белова", "", true, false},
	{"Fotos: Eva Maier", "Eva Maier", "", true, true},
	{"Bút ký của Mây Ngàn", "Mây Ngàn", "", true, false},
	{"Thạch Hồng/VOV-ĐBSCL - Tấn Phong", "Thạch Hồng|Tấn Phong", "VOV-ĐBSCL", false, false},
	{"H'Hen và Y Moan", "H'Hen|Y Moan", "", false, false},
	{"Par hasard", NULL, "", false, false},
	{"Von der Leyen", "Von der Leyen", "", false, false},
	{"de la Cruz", NULL, "", false, false},
	{"Ana de", NULL, "", false, false},
	{"", NULL, "", false, false},
	{"Bốn người trên hai máy bay tử nạn.", NULL, "", false, false},
	{"Theo đó, mọi người về", NULL, "", false, false},
	{"Nguồn: từ nhiều nơi", NULL, "", false, false},
	{"By the way", NULL, "", false, false},
	{"Lễ hội 2023", NULL, "", false, false},
	{"Hồng Long!", NULL, "", false, false},
	{"A B C D E F G", NULL, "", false, false},
	{"Ngày: Lan Anh", NULL, "", false, false},
	{"-", NULL, "", false, false},
	{"河江", NULL, "", false, false},
	{"\xFF", NULL, "", false, false},
};

static void
reads_bylines_of_all_kinds(void **state)
{
	struct bytes names = BYTES_UP_TO(1024);

	(void)state;
	for (size_t i = 0; i < sizeof BYLINES / sizeof *BYLINES; i++) {
		const struct byline_row *row = &BYLINES[i];
		struct byline b;
		bool is = byline_parse(slice_str(row->line), NULL, &b);

		bytes_clear(&names);
		for (size_t k = 0; k < b.count; k++) {
			bytes_str(&names, k > 0 ? "|" : "");
			bytes_add(&names, b.names[k]);
		}
		if (is != (row->names != NULL) ||
			!slice_is(bytes_slice(&names), is ? row->names : "") ||
			!slice_is(b.source, row->source) || b.labelled != row->labelled ||
			b.picture != row->picture)
			fail_msg("\"%s\": names \"%.*s\", source \"%.*s\"%s%s", row->line,
				SLICE_FMT(bytes_slice(&names)), SLICE_FMT(b.source),
				b.labelled ? ", labelled" : "", b.picture ? ", picture" : "");
	}
	bytes_release(&names);
}

/* ---- whole stories
 * ---------------------------------------------------------------------------------- */

struct story_row {
	const char *what;
	const char *raw;
	const char *roles; /* a letter a block: see ROLES */
};

/* In the order of enum story_role. */
static const char ROLES[] = "bhmalHcysno";

/* Made once for all tests. */
static struct lexicon *lexicon;

static int
make_lexicon(void **state)
{
	struct err e;

	(void)state;
	return lexicon_new(&lexicon, &e) == RC_OK ? 0 : -1;
}

static int
free_lexicon(void **state)
{
	(void)state;
	lexicon_free(lexicon);
	return 0;
}

static void
recognise(const char *raw, struct story *s)
{
	struct normal n;
	struct err e;

	normal_init(&n);
	story_clear(s);
	assert_rc(RC_OK, read_text(slice_str(raw), &n, s, &e), &e);
	recognise_all(s, 7 * 60, lexicon, NULL);
	assert_rc(RC_OK, story_check(s, &e), &e);
	normal_release(&n);
}

#define LEAD \
	"Sáng nay, ủy ban huyện tổ chức hội nghị bàn về việc trồng rừng và giữ nước đầu nguồn cho " \
	"mười hai xã ven sông, với sự tham gia của đông đảo bà con.\n\n"
#define BODY \
	"Theo báo cáo, ba năm qua toàn huyện đã trồng được hơn bốn nghìn héc ta rừng, phần lớn là cây " \
	"bản địa, và sẽ trồng thêm hai nghìn héc ta nữa trong năm tới để giữ đất, giữ nước.\n\n"

static const struct story_row STORIES[] = {
	{"headline, stamp, lead, body, byline",
		"Trồng rừng đầu nguồn\n28/07/2023 - 16:44\n\n" LEAD BODY "Hồng Long\n", "hmlby"},
	{"the stamp comes first", "28/07/2023 - 16:44\nTrồng rừng đầu nguồn\n\n" LEAD BODY, "mhlb"},
	{"the stamp comes last", "Trồng rừng đầu nguồn\n\n" LEAD BODY "Hồng Long\n28/07/2023",
		"hlbym"},
	{"the byline stands under the headline",
		"Trồng rừng đầu nguồn\nTác giả: Hồng Long\n\n" LEAD BODY, "hylb"},
	{"names under the headline", "Trồng rừng đầu nguồn\nHồng Long\n\n" LEAD BODY, "hylb"},
	{"an agency on a line of its own", "Trồng rừng đầu nguồn\n\nTTXVN\n\n" LEAD BODY, "halb"},
	{"credits behind the byline",
		"Trồng rừng\n\n" LEAD BODY "Hồng Long\n\nẢnh: Lan Anh\n\nNguồn: TTXVN\n", "hlbyns"},
	{"a caption before the lead",
		"Trồng rừng đầu nguồn\n\nQuang cảnh hội nghị. Ảnh: H.L\n\n" LEAD BODY, "hclb"},
	{"a credit line behind its caption",
		"Trồng rừng đầu nguồn\n\n" LEAD "Bà con xem cây giống.\n\nẢnh: H.L\n\n" BODY,
		"hlcnb"},
	{"a subhead", "Trồng rừng đầu nguồn\n\n" LEAD BODY "Cây bản địa lên núi\n\n" BODY, "hlbHb"},
	{"a caption without a stop",
		"Trồng rừng đầu nguồn\n\n" LEAD
		"Các đại biểu xem cây giống tại vườn ươm của huyện\n\n" BODY BODY,
		"hlcbb"},
	{"a list", "Trồng rừng đầu nguồn\n\n" LEAD "Các xã gồm:\n\n- Xã Một\n\n- Xã Hai\n\n" BODY,
		"hlbbbb"},
	{"no headline", LEAD BODY, "lb"},
	{"one line", "Trồng rừng", "h"},
	{"a stamp alone", "28/07/2023", "m"},
};

static void
tells_what_each_block_is(void **state)
{
	struct story s;

	(void)state;
	story_init(&s);
	for (size_t i = 0; i < sizeof STORIES / sizeof *STORIES; i++) {
		char roles[32] = "";

		recognise(STORIES[i].raw, &s);
		assert_true(s.block_count < sizeof roles);
		for (size_t k = 0; k < s.block_count; k++)
			roles[k] = ROLES[s.blocks[k].role];
		if (strcmp(roles, STORIES[i].roles) != 0)
			fail_msg("%s: %s, expected %s", STORIES[i].what, roles, STORIES[i].roles);
	}
	story_release(&s);
}

static void
knows_agencies_and_places_of_a_table_of_the_user(void **state)
{
	struct lexicon *own;
	struct agency a;
	struct byline b;
	struct err e;

	(void)state;
	assert_rc(RC_OK, lexicon_new(&own, &e), &e);
	assert_rc(RC_OK,
		lexicon_add(own, slice_str("[agency]\nBản tin Sông Mã\n[dateline]\nTà Lèng\n"), &e),
		&e);
	assert_false(agency_parse(slice_str("Bản tin Sông Mã - Sáng nay"), NULL, &a));
	assert_true(agency_parse(slice_str("BẢN TIN SÔNG MÃ - Sáng nay"), own, &a));
	assert_slice_is(a.name, "BẢN TIN SÔNG MÃ");
	assert_false(agency_parse(slice_str("Bản tin Sông - Sáng nay"), own, &a));
	assert_false(agency_parse(slice_str("Tà Lèng - Sáng nay"), NULL, &a));
	assert_true(agency_parse(slice_str("Tà Lèng, 5/6 - Sáng nay"), own, &a));
	assert_slice_is(a.place, "Tà Lèng");
	assert_true(byline_parse(slice_str("Lan Anh (Bản tin Sông Mã)"), own, &b));
	assert_slice_is(b.source, "Bản tin Sông Mã");
	assert_true(byline_parse(slice_str("Tin, ảnh: Lan Anh - CDC Sông Mã"), own, &b));
	assert_int_equal(b.count, 1);
	assert_slice_is(b.source, "CDC Sông Mã");
	lexicon_free(own);
}

static void
dates_by_publication_before_a_change(void **state)
{
	struct story s;

	(void)state;
	story_init(&s);
	recognise("Tin\nCập nhật: 29/07/2023 08:00\n28/07/2023 - 16:44\n" LEAD, &s);
	assert_true(s.dated);
	assert_int_equal(s.published.day, 28);
	assert_int_equal(s.published.offset, 7 * 60);
	recognise("Tin\nCập nhật: 29/07/2023 08:00\n" LEAD, &s);
	assert_int_equal(s.published.day, 29);
	recognise("Tin\n" LEAD, &s);
	assert_false(s.dated);
	recognise("Tin\n2023-07-28T23:30:00-05:00\n" LEAD, &s);
	assert_int_equal(s.published.day, 28);
	assert_int_equal(s.published.offset, -5 * 60);
	assert_int_equal(story_surest(&s, "published")->assumed.len, 0);
	recognise("Tin\n28/07/2023\n" LEAD, &s);
	assert_slice_is(story_surest(&s, "published")->assumed, "time 00:00:00, time zone +07:00");
	story_release(&s);
}

static void
joins_lines_broken_to_a_width(void **state)
{
	static const char raw[] =
		"Highland coffee growers\n\n"
		"The group, which was registered in March of this year, expects\n"
		"to process a hundred and eighty tonnes of beans in this season,\n"
		"and its members farm about ninety-six hectares in the district,\n"
		"most of them in plots of two hectares or less on the slopes of\n"
		"the hills.\n\n"
		"A loan of the provincial fund for cooperatives has paid for the\n"
		"drying house that stands beside the road into the town.\n";
	struct story s;

	(void)state;
	story_init(&s);
	recognise(raw, &s);
	assert_int_equal(s.block_count, 3);
	assert_slice_is(story_block_text(&s, 0), "Highland coffee growers");
	assert_true(slice_ends(story_block_text(&s, 1), "on the slopes of the hills."));
	assert_int_equal(s.blocks[1].raw_end, strstr(raw, "\n\nA loan") - raw);
	assert_false(s.blocks[1].verbatim);
	recognise("Một\nHai\nBa\nBốn\nNăm\nSáu\n", &s);
	assert_int_equal(s.block_count, 6);
	story_release(&s);
}

static void
says_how_near_a_paragraph_came_to_a_caption(void **state)
{
	const struct story_finding *f;
	struct story s;

	(void)state;
	story_init(&s);
	recognise("Trồng rừng đầu nguồn\n\n" LEAD BODY "Cây bản địa lên núi\n\n" BODY, &s);
	f = story_surest(&s, "caption?");
	assert_non_null(f);
	assert_true(f->percent < STORY_SURE);
	assert_slice_is(f->value, "Cây bản địa lên núi");
	assert_int_equal(s.picture_count, 0);
	recognise("Trồng rừng đầu nguồn\n\n" LEAD
		  "Bà con xem cây giống tại vườn ươm (Ảnh: Lan Anh/TTXVN).\n\n" BODY,
		&s);
	assert_int_equal(s.picture_count, 1);
	assert_slice_is(s.pictures[0].credit, "Lan Anh/TTXVN");
	story_release(&s);
}

struct language_row {
	const char *language;
	const char *raw;
};

static const struct language_row LANGUAGES[] = {
	{"es",
		"El alcalde dijo que la obra se entrega en mayo y que los vecinos del barrio la "
		"esperan con paciencia para el verano."},
	{"pt",
		"A obra não foi entregue e o prefeito disse em nota que os moradores são ouvidos "
		"também pelo conselho em uma reunião com mais gente."},
	{"it",
		"Il sindaco della città non è nel palazzo e gli abitanti sono in attesa di una "
		"risposta per il ponte, che ha più di cento anni."},
	{"ru",
		"В деревне на реке не было моста, и как сказал глава района, его построят к осени, "
		"что для жителей из долины важно."},
	{"ar",
		"قال رئيس المجلس إن العمل في الجسر الذي كان على النهر بدأ من هذا الشهر بعد أن وصل "
		"المال إلى القرية."},
	{"und",
		"L'alcalde va dir que els veïns són al carrer i que el pont és una obra que els cal "
		"per a l'estiu, com també la seva escola."},
	{"und",
		"Кметът каза, че мостът ще бъде готов при добро време и че хората са доволни, като "
		"това е от полза за селото."},
	{"und",
		"Сільський голова каже, що міст збудують до осені, а це є важливим для людей, як і "
		"дорога у долину."},
	{"vi", "Trồng rừng đầu nguồn\n\n" LEAD BODY},
	{"vi", "Hội nghị sơ kết công tác thi đua, khen thưởng sáu tháng đầu năm"},
	{"en",
		"The growers of the highlands have formed a group that roasts and sells its own "
		"coffee, and hopes to keep more of the price that is paid for it in the cities."},
	{"fr",
		"Le groupe a été formé par les producteurs des hauts plateaux pour vendre le café "
		"dans les villes et sur les marchés, et une partie est destinée au port."},
	{"de",
		"Die Bauern der Hochebene haben sich zu einer Genossenschaft verbunden, die ihren "
		"Kaffee mit dem eigenen Namen und nicht mit dem der Händler verkauft."},
	{"zh", "河江古树茶节吸引三万游客据主办方统计为期三天的活动接待游客约三万人次"},
	{"ja", "今日は天気がとても良いので公園を散歩しました"},
	{"ko", "오늘은 날씨가 매우 좋아서 공원을 산책했습니다"},
	{"th", "วันนี้อากาศดีมากจึงไปเดินเล่นในสวนสาธารณะ"},
	{"und", "Tin"},
	{"und", "Lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor"},
	{"und", "12345 67890"},
	{"ru", "Сегодня очень хорошая погода и мы гуляли в парке весь день"},
};

static void
names_a_language_only_where_it_is_sure(void **state)
{
	struct story s;

	(void)state;
	story_init(&s);
	for (size_t i = 0; i < sizeof LANGUAGES / sizeof *LANGUAGES; i++) {
		recognise(LANGUAGES[i].raw, &s);
		if (strcmp(s.language, LANGUAGES[i].language) != 0)
			fail_msg("%s, expected %s: %s", s.language, LANGUAGES[i].language,
				LANGUAGES[i].raw);
	}
	story_release(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_stamps_of_all_kinds),
		cmocka_unit_test(prefers_days_before_months_and_says_so),
		cmocka_unit_test(reads_datelines_of_all_kinds),
		cmocka_unit_test(reads_bylines_of_all_kinds),
		cmocka_unit_test(tells_what_each_block_is),
		cmocka_unit_test(knows_agencies_and_places_of_a_table_of_the_user),
		cmocka_unit_test(dates_by_publication_before_a_change),
		cmocka_unit_test(joins_lines_broken_to_a_width),
		cmocka_unit_test(says_how_near_a_paragraph_came_to_a_caption),
		cmocka_unit_test(names_a_language_only_where_it_is_sure),
	};

	return cmocka_run_group_tests(tests, make_lexicon, free_lexicon);
}
