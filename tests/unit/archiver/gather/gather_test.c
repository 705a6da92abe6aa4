#include "support/test.h"

#include "archiver/gather/arena.h"
#include "archiver/gather/gather.h"
#include "format/article/ninjs.h"
#include "support/scratch.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define ORIGIN "example.org/annals"
#define ID     "2023/07/28/trong-rung-dau-nguon"

static const char REPORT[] =
	"Trồng rừng đầu nguồn\n"
	"28/07/2023 - 16:44\n"
	"\n"
	"TTXVN - Sáng nay, ủy ban huyện họp bàn về việc trồng rừng cho mười hai xã ven sông, với sự "
	"tham gia của bà con.\n"
	"\n"
	"Các đại biểu xem cây giống tại vườn ươm của huyện\n"
	"\n"
	"Theo báo cáo, ba năm qua toàn huyện đã trồng được hơn bốn nghìn héc ta rừng và sẽ trồng "
	"thêm hai nghìn héc ta nữa trong năm tới.\n"
	"\n"
	"Ông Lò Văn Tới, Chủ tịch xã, trồng cây đầu tiên. Ảnh: Lan Anh\n"
	"\n"
	"Hội nghị kết thúc lúc mười một giờ với lời hẹn gặp lại vào mùa mưa sau ở xã đầu nguồn.\n"
	"\n"
	"Hồng Long\n";

static const char ARTICLE[] =
	"Trồng rừng đầu nguồn\n"
	"\n"
	"TTXVN - Sáng nay, ủy ban huyện họp bàn về việc trồng rừng cho mười hai xã ven sông, với sự "
	"tham gia của bà con.\n"
	"\n"
	"Theo báo cáo, ba năm qua toàn huyện đã trồng được hơn bốn nghìn héc ta rừng và sẽ trồng "
	"thêm hai nghìn héc ta nữa trong năm tới.\n"
	"\n"
	"Hội nghị kết thúc lúc mười một giờ với lời hẹn gặp lại vào mùa mưa sau ở xã đầu nguồn.\n";

static const char CAPTIONS[] = "Các đại biểu xem cây giống tại vườn ươm của huyện\n"
			       "Ông Lò Văn Tới, Chủ tịch xã, trồng cây đầu tiên. Ảnh: Lan Anh\n";

static void
write_file(const char *path, struct slice content)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, content.p, content.len), (ssize_t)content.len);
	close(fd);
}

struct stage {
	struct gather_settings settings;
	struct intake_report report;
	struct article article;
	struct err e;
};

static void
stage_open(struct stage *s, const char *path, struct slice content)
{
	write_file(path, content);
	assert_rc(RC_OK, gather_settings_init(&s->settings, 7 * 60, &s->e), &s->e);
	article_init(&s->article);
	assert_rc(RC_OK, intake_report_of_file(path, path, &s->report, &s->e), &s->e);
}

static void
stage_close(struct stage *s)
{
	article_release(&s->article);
	article_release(&s->article);
	intake_report_release(&s->report);
	gather_settings_release(&s->settings);
}

static enum rc
gather(struct stage *s)
{
	return gather_article(
		&s->settings, &s->report, slice_str(ORIGIN), slice_str(ID), &s->article, &s->e);
}

static struct slice
content_of(const struct stage *s, const char *name)
{
	const struct article_member *m = article_member_named(&s->article, name);

	if (m == NULL)
		fail_msg("no %s", name);
	return m == NULL ? SLICE_EMPTY : m->content;
}

static void
makes_the_five_files_of_an_article(void **state)
{
	static const char *const names[] = {
		"article.txt", "captions.txt", "extraction.json", "metadata.json", "original.txt"};
	struct digest digest = digest_of(slice_str(REPORT));
	struct stage s;

	(void)state;
	stage_open(&s, "report.txt", slice_str(REPORT));
	assert_rc(RC_OK, gather(&s), &s.e);
	assert_int_equal(s.article.member_count, 5);
	for (size_t i = 0; i < 5; i++) {
		const struct article_member *m = &s.article.members[i];

		assert_true(slice_is(m->name, names[i]));
		assert_int_equal(m->size, m->content.len);
		assert_null(m->path);
		assert_false(m->media);
	}
	assert_slice_is(content_of(&s, "article.txt"), ARTICLE);
	assert_slice_is(content_of(&s, "captions.txt"), CAPTIONS);
	assert_slice_is(content_of(&s, "original.txt"), REPORT);
	assert_true(digest_equal(&s.article.original, &digest));
	assert_int_equal(s.article.caption_count, 2);
	assert_slice_is(s.article.published, "2023-07-28T16:44:00+07:00");
	assert_slice_is(s.article.language, "vi");
	assert_slice_is(s.article.headline, "Trồng rừng đầu nguồn");
	assert_slice_is(s.article.byline, "Hồng Long");
	stage_close(&s);
}

/* What the index says is all that the head of metadata.json is made of. */
static void
gives_a_head_that_the_index_can_give_again(void **state)
{
	struct bytes again = BYTES_UP_TO(4096);
	struct ninjs_head head;
	struct slice cut;
	struct stage s;

	(void)state;
	stage_open(&s, "report.txt", slice_str(REPORT));
	assert_rc(RC_OK, gather(&s), &s.e);
	head = (struct ninjs_head){.origin = SLICE(ORIGIN),
		.id = SLICE(ID),
		.language = s.article.language,
		.published = s.article.published,
		.headline = s.article.headline,
		.byline = s.article.byline};
	ninjs_head_write(&head, &again);
	assert_rc(RC_OK, ninjs_check(content_of(&s, "metadata.json"), &s.e), &s.e);
	assert_rc(RC_OK, ninjs_head_cut(content_of(&s, "metadata.json"), &cut, &s.e), &s.e);
	assert_true(slice_equal(cut, bytes_slice(&again)));
	bytes_release(&again);
	stage_close(&s);
}

/* The decimal number behind `key`, the first after `from`. */
static size_t
number_behind(struct slice json, size_t from, const char *key)
{
	const uint8_t *at = memmem(json.p + from, json.len - from, key, strlen(key));
	size_t value = 0;

	assert_non_null(at);
	for (at += strlen(key); *at >= '0' && *at <= '9'; at++)
		value = value * 10 + (*at - '0');
	return value;
}

/* The bytes that a finding of `field` points to, in the file it names; the first of that field. */
static struct slice
pointed_at(const struct stage *s, const char *field)
{
	struct slice json = content_of(s, "extraction.json"), file;
	struct bytes key = BYTES_UP_TO(64);
	size_t at, start, end;
	const uint8_t *hit;

	bytes_fmt(&key, "{\"field\":\"%s\"", field);
	hit = memmem(json.p, json.len, key.p, key.len);
	bytes_release(&key);
	assert_non_null(hit);
	at = (size_t)(hit - json.p);
	start = number_behind(json, at, "\"start\":");
	end = number_behind(json, at, "\"end\":");
	hit = memmem(hit, json.len - at, "\"in\":\"", 6);
	assert_non_null(hit);
	file = slice_from(json, (size_t)(hit - json.p) + 6);
	file = slice_first(file, slice_find(file, '"'));
	if (slice_is(file, "original"))
		file = content_of(s, "original.txt");
	else
		file = content_of(
			s, slice_is(file, "article.txt") ? "article.txt" : "captions.txt");
	assert_true(start <= end && end <= file.len);
	return slice_of(file.p + start, end - start);
}

static void
points_every_finding_to_its_bytes(void **state)
{
	struct stage s;

	(void)state;
	stage_open(&s, "report.txt", slice_str(REPORT));
	assert_rc(RC_OK, gather(&s), &s.e);
	assert_slice_is(pointed_at(&s, "published"), "28/07/2023 - 16:44");
	assert_slice_is(pointed_at(&s, "headline"), "Trồng rừng đầu nguồn");
	assert_slice_is(pointed_at(&s, "byline"), "Hồng Long");
	assert_slice_is(pointed_at(&s, "agency"), "TTXVN");
	assert_slice_is(
		pointed_at(&s, "caption"), "Các đại biểu xem cây giống tại vườn ươm của huyện");
	assert_slice_is(pointed_at(&s, "photographer"), "Lan Anh");
	stage_close(&s);
}

/* In an encoding in which nothing stands as it does in the text, a whole line is what is left. */
static void
points_to_lines_where_the_encoding_differs(void **state)
{
	static const char raw[] = "\xFF\xFE"
				  "T\0i\0n\0\n\0"
				  "2\0008\0/\0000\0007\0/\0002\0000\0002\0003\0\n\0"
				  "\xE0\0.\0";
	struct stage s;

	(void)state;
	stage_open(&s, "report.txt", slice_of(raw, sizeof raw - 1));
	assert_rc(RC_OK, gather(&s), &s.e);
	assert_slice_is(content_of(&s, "article.txt"), "Tin\n\nà.\n");
	assert_slice_is(
		pointed_at(&s, "published"), "2\0008\0/\0000\0007\0/\0002\0000\0002\0003\0");
	stage_close(&s);
}

static void
gives_the_same_bytes_again(void **state)
{
	struct bytes first = BYTES_UP_TO(64 * 1024), second = BYTES_UP_TO(64 * 1024);
	struct json j = JSON_TO(&first), k = JSON_TO(&second);
	struct stage s;

	(void)state;
	stage_open(&s, "report.txt", slice_str(REPORT));
	assert_rc(RC_OK, gather(&s), &s.e);
	gather_show(&s.report, slice_str(ID), &s.article, &j);
	article_release(&s.article);
	assert_rc(RC_OK, gather(&s), &s.e);
	assert_rc(RC_OK, gather(&s), &s.e);
	gather_show(&s.report, slice_str(ID), &s.article, &k);
	assert_true(first.len > 0 && slice_equal(bytes_slice(&first), bytes_slice(&second)));
	assert_int_equal(slice_find(bytes_slice(&first), '\n'), first.len);
	assert_true(slice_starts(bytes_slice(&first),
		"{\"source\":\"report.txt\",\"id\":\"" ID "\",\"article\":\"Trồng"));
	assert_true(slice_ends(bytes_slice(&first), "\"warnings\":[]}"));
	bytes_release(&first);
	bytes_release(&second);
	stage_close(&s);
}

static void
shows_a_path_that_is_not_text(void **state)
{
	struct bytes shown = BYTES_UP_TO(64 * 1024);
	struct json j = JSON_TO(&shown);
	struct stage s;

	(void)state;
	stage_open(&s, "a\xFF\"\nb.txt", slice_str("Tin"));
	assert_rc(RC_OK, gather(&s), &s.e);
	gather_show(&s.report, slice_str(ID), &s.article, &j);
	assert_true(
		slice_starts(bytes_slice(&shown), "{\"source\":\"a\xEF\xBF\xBD\\\"\\nb.txt\","));
	bytes_release(&shown);
	stage_close(&s);
}

struct name_row {
	const char *path;
	const char *original;
};

static const struct name_row NAMES[] = {
	{"a.txt", "original.txt"},
	{"a.TXT", "original.txt"},
	{"a.b.Md", "original.md"},
	{"a", "original.txt"},
	{"a.", "original.txt"},
	{".md", "original.md"},
	{"a.12345678", "original.12345678"},
	{"a.123456789", "original.txt"},
	{"a.t_t", "original.txt"},
	{"a.b/c", "original.txt"},
	{"a.tếxt", "original.txt"},
};

static void
names_the_original_by_its_suffix(void **state)
{
	(void)state;
	assert_int_equal(mkdir("a.b", 0755), 0);
	for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
		struct stage s;

		stage_open(&s, NAMES[i].path, slice_str("Tin"));
		assert_rc(RC_OK, gather(&s), &s.e);
		if (article_member_named(&s.article, NAMES[i].original) == NULL)
			fail_msg("%s: no %s", NAMES[i].path, NAMES[i].original);
		stage_close(&s);
	}
}

/* ---- plans
 * --------------------------------------------------------------------------------------------- */

static void
plans_with_the_day_and_the_headline(void **state)
{
	struct digest digest = digest_of(slice_str(REPORT));
	struct gather_plan plan;
	struct stage s;

	(void)state;
	stage_open(&s, "report.txt", slice_str(REPORT));
	assert_rc(RC_OK, gather_plan(&s.settings, &s.report, &s.article, &plan, &s.e), &s.e);
	assert_true(digest_equal(&plan.original, &digest));
	assert_int_equal(plan.size, sizeof REPORT - 1);
	assert_true(plan.dated);
	assert_int_equal(plan.day.year, 2023);
	assert_int_equal(plan.day.month, 7);
	assert_int_equal(plan.day.day, 28);
	assert_slice_is(gather_headline(&plan), "Trồng rừng đầu nguồn");
	write_file("report.txt", slice_str("Tin"));
	assert_rc(RC_OK, gather_plan(&s.settings, &s.report, &s.article, &plan, &s.e), &s.e);
	assert_false(plan.dated);
	stage_close(&s);
}

struct refused_row {
	const char *what;
	struct slice content;
	const char *said;
};

static const struct refused_row REFUSED[] = {
	{"nothing", SLICE(""), "empty"},
	{"blanks", SLICE("\n\n"), "no text in it"},
	{"a picture", SLICE("\xFF\xD8\xFF\xE0..."),
		"a picture without a report or a caption of its own"},
	{"a document", SLICE("%PDF-1.7"),
		"a PDF document, and annals-pdf is not beside this program"},
	{"bytes", SLICE("\0\1\2\3\4\5"),
		"not a kind of report this program reads (bytes, not text)"},
};

static void
says_why_a_report_is_left_out(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof REFUSED / sizeof *REFUSED; i++) {
		struct gather_plan plan;
		struct stage s;

		stage_open(&s, "report.txt", REFUSED[i].content);
		assert_int_not_equal(
			gather_plan(&s.settings, &s.report, &s.article, &plan, &s.e), RC_OK);
		assert_string_equal(s.e.text, REFUSED[i].said);
		assert_int_not_equal(gather(&s), RC_OK);
		assert_string_equal(s.e.text, REFUSED[i].said);
		stage_close(&s);
	}
}

static void
tells_what_is_too_large_from_what_is_no_report(void **state)
{
	struct gather_plan plan;
	struct stage s;

	(void)state;
	stage_open(&s, "report.txt", slice_str("Tin"));
	assert_int_equal(truncate("report.txt", 16777217), 0);
	assert_rc(
		RC_UNSUPPORTED, gather_plan(&s.settings, &s.report, &s.article, &plan, &s.e), &s.e);
	assert_string_equal(s.e.text, "not a kind of report this program reads (bytes, not text)");
	write_file("report.txt", slice_str("\xFF\xD8\xFF\xE0"));
	assert_int_equal(truncate("report.txt", 16777217), 0);
	assert_rc(RC_UNSUPPORTED, gather(&s), &s.e);
	assert_string_equal(s.e.text, "a picture without a report or a caption of its own");
	stage_close(&s);
}

/* ---- pictures
 * ------------------------------------------------------------------------------------------ */

static void
add_pictures(struct stage *s, size_t count)
{
	for (size_t i = 1; i <= count; i++) {
		char path[32];

		assert_true(snprintf(path, sizeof path, "picture-%zu", i) > 0);
		write_file(path, i % 2 == 0 ? RAW("\x89PNG\r\n\x1A\n2") : RAW("\xFF\xD8\xFF\xE0"));
		assert_rc(RC_OK, intake_report_add_picture(&s->report, path, &s->e), &s->e);
	}
}

static void
gives_pictures_the_captions_in_their_order(void **state)
{
	const struct article_member *m;
	struct stage s;

	(void)state;
	stage_open(&s, "report.txt", slice_str(REPORT));
	add_pictures(&s, 2);
	assert_rc(RC_OK, gather(&s), &s.e);
	assert_int_equal(s.article.member_count, 7);
	assert_slice_is(content_of(&s, "photos/1.jpg"), "\xFF\xD8\xFF\xE0");
	assert_slice_is(content_of(&s, "photos/2.png"), "\x89PNG\r\n\x1A\n2");
	m = article_member_named(&s.article, "photos/1.jpg");
	assert_true(m->media);
	assert_slice_is(content_of(&s, "captions.txt"), CAPTIONS);
	assert_int_equal(s.article.caption_count, 2);
	assert_int_equal(s.article.story.warning_count, 0);
	assert_non_null(memmem(content_of(&s, "metadata.json").p,
		content_of(&s, "metadata.json").len, "photos/2.png\"}", 1));
	stage_close(&s);
}

static void
gives_no_caption_where_nobody_can_tell_whose(void **state)
{
	struct stage s;

	(void)state;
	stage_open(&s, "report.txt", slice_str(REPORT));
	add_pictures(&s, 3);
	assert_rc(RC_OK, gather(&s), &s.e);
	assert_int_equal(s.article.story.picture_count, 5);
	assert_slice_is(slice_first(content_of(&s, "captions.txt"), 4), "\n\n\nC");
	assert_int_equal(s.article.caption_count, 2);
	assert_int_equal(s.article.story.warning_count, 1);
	stage_close(&s);
}

/* With what the report came out of, which is told last, and with pictures before its captions. */
static void
goes_on_from_a_plan_to_the_same_files(void **state)
{
	struct article again;
	struct gather_plan plan;
	struct stage s;

	(void)state;
	stage_open(&s, "report.txt", slice_str(REPORT));
	s.report.captured = strdup("2023-07-29T01:02:03Z");
	add_pictures(&s, 3);
	assert_rc(RC_OK, gather(&s), &s.e);
	article_init(&again);
	assert_rc(RC_OK, gather_plan(&s.settings, &s.report, &again, &plan, &s.e), &s.e);
	assert_rc(RC_OK,
		gather_complete(
			&s.settings, &s.report, slice_str(ORIGIN), slice_str(ID), &again, &s.e),
		&s.e);
	assert_int_equal(again.member_count, s.article.member_count);
	for (size_t i = 0; i < again.member_count; i++) {
		const struct article_member *a = &again.members[i], *b = &s.article.members[i];

		assert_true(slice_equal(a->name, b->name));
		assert_true(slice_equal(a->content, b->content));
	}
	assert_int_equal(again.caption_count, s.article.caption_count);
	article_release(&again);
	stage_close(&s);
}

static void
sorts_members_by_name(void **state)
{
	struct stage s;

	(void)state;
	stage_open(&s, "report.txt", slice_str(REPORT));
	add_pictures(&s, 11);
	assert_rc(RC_OK, gather(&s), &s.e);
	assert_int_equal(s.article.member_count, 16);
	for (size_t i = 1; i < s.article.member_count; i++)
		assert_true(
			slice_order(s.article.members[i - 1].name, s.article.members[i].name) < 0);
	assert_slice_is(content_of(&s, "photos/10.png"), "\x89PNG\r\n\x1A\n2");
	stage_close(&s);
}

static void
leaves_large_pictures_where_they_are(void **state)
{
	const struct article_member *m;
	struct bytes big = BYTES_UP_TO(2 * 1024 * 1024);
	struct digest digest;
	struct stage s;

	(void)state;
	stage_open(&s, "report.txt", slice_str(REPORT));
	add_pictures(&s, 2);
	bytes_str(&big, "\xFF\xD8\xFF\xE0");
	bytes_zero(&big, ARTICLE_PICTURE_HELD);
	digest = digest_of(bytes_slice(&big));
	write_file("picture-1", bytes_slice(&big));
	assert_rc(RC_OK, gather(&s), &s.e);
	m = article_member_named(&s.article, "photos/1.jpg");
	assert_string_equal(m->path, "picture-1");
	assert_int_equal(m->size, big.len);
	assert_int_equal(m->content.len, 0);
	assert_true(m->hashed && digest_equal(&m->digest, &digest));
	assert_slice_is(content_of(&s, "photos/2.png"), "\x89PNG\r\n\x1A\n2");
	bytes_release(&big);
	stage_close(&s);
}

static void
refuses_a_picture_that_is_none_any_more(void **state)
{
	struct stage s;

	(void)state;
	stage_open(&s, "report.txt", slice_str(REPORT));
	add_pictures(&s, 2);
	write_file("picture-2", slice_str("text"));
	assert_rc(RC_BAD, gather(&s), &s.e);
	assert_string_equal(s.e.text, "picture picture-2: no picture");
	assert_int_equal(unlink("picture-2"), 0);
	assert_rc(RC_IO, gather(&s), &s.e);
	stage_close(&s);
}

/* ---- memory
 * --------------------------------------------------------------------------------------------- */

static void
gives_out_memory_that_does_not_move(void **state)
{
	struct arena a = ARENA_UP_TO((size_t)1024 * 1024);
	struct slice first, large;
	struct err e;

	(void)state;
	first = arena_copy(&a, slice_str("first"));
	large = arena_copy(&a, SLICE_EMPTY);
	assert_int_equal(large.len, 0);
	for (int i = 0; i < 1000; i++)
		assert_non_null(arena_take(&a, 500));
	assert_non_null(arena_take(&a, (size_t)200 * 1024));
	assert_slice_is(first, "first");
	assert_rc(RC_OK, arena_check(&a, "arena", &e), &e);
	assert_null(arena_take(&a, (size_t)1024 * 1024));
	assert_null(arena_take(&a, 1));
	assert_rc(RC_LIMIT, arena_check(&a, "arena", &e), &e);
	assert_string_equal(e.text, "arena: more than 1048576 bytes");
	arena_clear(&a);
	assert_non_null(arena_take(&a, 1));
	assert_rc(RC_OK, arena_check(&a, "arena", &e), &e);
	arena_release(&a);
	arena_release(&a);
}

int
main(void)
{
#define IN_SCRATCH(test) cmocka_unit_test_setup_teardown(test, scratch_make, scratch_remove)
	const struct CMUnitTest tests[] = {
		IN_SCRATCH(makes_the_five_files_of_an_article),
		IN_SCRATCH(gives_a_head_that_the_index_can_give_again),
		IN_SCRATCH(points_every_finding_to_its_bytes),
		IN_SCRATCH(points_to_lines_where_the_encoding_differs),
		IN_SCRATCH(gives_the_same_bytes_again),
		IN_SCRATCH(shows_a_path_that_is_not_text),
		IN_SCRATCH(names_the_original_by_its_suffix),
		IN_SCRATCH(plans_with_the_day_and_the_headline),
		IN_SCRATCH(says_why_a_report_is_left_out),
		IN_SCRATCH(tells_what_is_too_large_from_what_is_no_report),
		IN_SCRATCH(gives_pictures_the_captions_in_their_order),
		IN_SCRATCH(gives_no_caption_where_nobody_can_tell_whose),
		IN_SCRATCH(goes_on_from_a_plan_to_the_same_files),
		IN_SCRATCH(sorts_members_by_name),
		IN_SCRATCH(leaves_large_pictures_where_they_are),
		IN_SCRATCH(refuses_a_picture_that_is_none_any_more),
		cmocka_unit_test(gives_out_memory_that_does_not_move),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
