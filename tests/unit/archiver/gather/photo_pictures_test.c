#include "support/test.h"

#include "archiver/gather/gather.h"
#include "support/photo_maker.h"
#include "support/scratch.h"

#include <stdio.h>

#define ROOM (4 << 20)

#define ORIGIN SLICE("example.org/annals")
#define ID     SLICE("2023/07/28/trong-rung")

#define CREDITED "Ông Lò Văn Tới, Chủ tịch xã, trồng cây đầu tiên. Ảnh: Lan Anh"

static const char REPORT[] =
	"Trồng rừng đầu nguồn\n"
	"28/07/2023 - 16:44\n"
	"\n"
	"Sáng nay, ủy ban huyện họp bàn về việc trồng rừng cho mười hai xã ven sông, với sự "
	"tham gia của bà con.\n"
	"\n"
	"Hội nghị kết thúc lúc mười một giờ với lời hẹn gặp lại vào mùa mưa sau ở xã đầu nguồn.\n";

static const char CAPTIONED[] =
	"Trồng rừng đầu nguồn\n"
	"28/07/2023 - 16:44\n"
	"\n"
	"Sáng nay, ủy ban huyện họp bàn về việc trồng rừng cho mười hai xã ven sông, với sự "
	"tham gia của bà con.\n"
	"\n" CREDITED "\n"
	"\n"
	"Hội nghị kết thúc lúc mười một giờ với lời hẹn gặp lại vào mùa mưa sau ở xã đầu nguồn.\n";

struct stage {
	struct gather_settings settings;
	struct intake_report report;
	struct article article;
	struct err e;
};

static void
write_bytes(const char *path, struct slice content)
{
	FILE *f = fopen(path, "wb");

	assert_non_null(f);
	assert_int_equal(fwrite(content.p, 1, content.len, f), content.len);
	assert_int_equal(fclose(f), 0);
}

static void
write_photo(const char *path, const char *attributes, const char *properties, size_t pixels)
{
	struct bytes xmp = BYTES_UP_TO(ROOM), file = BYTES_UP_TO(ROOM);

	photo_maker_xmp(attributes, properties, &xmp);
	photo_maker_write(&(struct photo_maker){.xmp = bytes_slice(&xmp)}, &file);
	bytes_zero(&file, pixels);
	write_bytes(path, bytes_slice(&file));
	bytes_release(&xmp);
	bytes_release(&file);
}

static const char LANGUAGES[] =
	"<dc:description><rdf:Alt><rdf:li xml:lang='x-default'>Planting trees</rdf:li>"
	"<rdf:li xml:lang='vi'>Bà con\ntrồng rừng</rdf:li></rdf:Alt></dc:description>"
	"<dc:creator><rdf:Seq><rdf:li>Trần An</rdf:li></rdf:Seq></dc:creator>"
	"<dc:rights><rdf:Alt><rdf:li xml:lang='x-default'>© An</rdf:li></rdf:Alt></dc:rights>";

static void
open_stage(struct stage *s, const char *path, const char *picture)
{
	assert_rc(RC_OK, gather_settings_init(&s->settings, 420, &s->e), &s->e);
	article_init(&s->article);
	assert_rc(RC_OK, intake_report_of_file(path, path, &s->report, &s->e), &s->e);
	if (picture != NULL)
		assert_rc(RC_OK, intake_report_add_picture(&s->report, picture, &s->e), &s->e);
}

static void
close_stage(struct stage *s)
{
	article_release(&s->article);
	intake_report_release(&s->report);
	gather_settings_release(&s->settings);
}

static enum rc
gather(struct stage *s)
{
	struct slice origin = ORIGIN, id = ID;

	return gather_article(&s->settings, &s->report, origin, id, &s->article, &s->e);
}

static bool
holds(const struct stage *s, const char *name, const char *text)
{
	const struct article_member *m = article_member_named(&s->article, name);

	return m != NULL && m->content.len > 0 &&
		memmem(m->content.p, m->content.len, text, strlen(text)) != NULL;
}

static void
assert_captions(const struct stage *s, const char *captions)
{
	assert_true(slice_is(article_member_named(&s->article, "captions.txt")->content, captions));
}

static void
fills_what_the_report_leaves_open(void **state)
{
	struct stage s;

	(void)state;
	scratch_write("report.txt", REPORT);
	write_photo(
		"a.jpg", "ps:City='Huế' ps:DateCreated='2023-07-28T08:00:00+07:00'", LANGUAGES, 0);
	open_stage(&s, "report.txt", "a.jpg");
	assert_rc(RC_OK, gather(&s), &s.e);
	assert_captions(&s, "Bà con trồng rừng\n");
	assert_int_equal(s.article.caption_count, 1);
	assert_true(holds(&s, "metadata.json",
		"\"descriptions\":[{\"role\":\"caption\",\"contentType\":\"text/plain\","
		"\"value\":\"Bà con\\ntrồng rừng\"}],\"by\":\"Trần An\","
		"\"contentCreated\":\"2023-07-28T08:00:00+07:00\",\"located\":\"Huế\","
		"\"copyrightNotice\":\"© An\""));
	assert_true(holds(&s, "extraction.json",
		"{\"field\":\"photo caption\",\"value\":\"Planting trees\",\"of\":\"photos/1.jpg\","
		"\"markup\":\"x-default\",\"rule\":\"XMP dc:description\",\"confidence\":0.4}"));
	close_stage(&s);
}

static void
leaves_the_last_word_to_the_report(void **state)
{
	struct stage s;

	(void)state;
	scratch_write("report.txt", CAPTIONED);
	write_photo("a.jpg", "", LANGUAGES, 0);
	open_stage(&s, "report.txt", "a.jpg");
	assert_rc(RC_OK, gather(&s), &s.e);
	assert_captions(&s, CREDITED "\n");
	assert_true(holds(&s, "metadata.json", "\"by\":\"Lan Anh\",\"copyrightNotice\""));
	assert_false(holds(&s, "metadata.json", "Trần An"));
	assert_true(holds(&s, "extraction.json",
		"\"value\":\"Bà con\\ntrồng rừng\",\"of\":\"photos/1.jpg\",\"markup\":\"vi\","
		"\"rule\":\"XMP dc:description\",\"confidence\":0.4}"));
	close_stage(&s);
}

static void
reads_pictures_that_are_not_held_in_memory(void **state)
{
	struct stage s;

	(void)state;
	scratch_write("report.txt", REPORT);
	write_photo("a.jpg", "", LANGUAGES, ARTICLE_PICTURE_HELD);
	open_stage(&s, "report.txt", "a.jpg");
	assert_rc(RC_OK, gather(&s), &s.e);
	assert_captions(&s, "Bà con trồng rừng\n");
	close_stage(&s);
}

static void
names_the_picture_in_a_warning(void **state)
{
	struct stage s;

	(void)state;
	scratch_write("report.txt", REPORT);
	write_photo("a.jpg", "", "<dc:title>", 0);
	open_stage(&s, "report.txt", "a.jpg");
	assert_rc(RC_OK, gather(&s), &s.e);
	assert_int_equal(s.article.story.warning_count, 1);
	assert_slice_is(s.article.story.warnings[0], "photos/1.jpg: its XMP is not well-formed");
	close_stage(&s);
}

static void
keeps_a_picture_that_comes_alone_once(void **state)
{
	static const char *const names[] = {
		"article.txt", "captions.txt", "extraction.json", "metadata.json", "original.jpg"};
	struct gather_plan plan;
	struct stage s;

	(void)state;
	write_photo(
		"photo.bin", "ps:DateCreated='2023-07-28' ps:Headline='Trồng rừng'", LANGUAGES, 0);
	open_stage(&s, "photo.bin", NULL);
	assert_rc(RC_OK, gather_plan(&s.settings, &s.report, &s.article, &plan, &s.e), &s.e);
	assert_slice_is(gather_headline(&plan), "Trồng rừng");
	assert_true(plan.dated && plan.day.day == 28);
	assert_rc(RC_OK, gather(&s), &s.e);
	assert_int_equal(s.article.member_count, 5);
	for (size_t i = 0; i < 5; i++)
		assert_true(slice_is(s.article.members[i].name, names[i]));
	assert_captions(&s, "Planting trees\n");
	assert_slice_is(s.article.byline, "Trần An");
	assert_true(holds(&s, "metadata.json",
		"\"contentType\":\"image/jpeg\",\"title\":\"original.jpg\",\"sizeInBytes\":"));
	assert_true(holds(&s, "article.txt", "Trồng rừng\n\nPlanting trees\n"));
	close_stage(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_SCRATCH(fills_what_the_report_leaves_open),
		IN_SCRATCH(leaves_the_last_word_to_the_report),
		IN_SCRATCH(reads_pictures_that_are_not_held_in_memory),
		IN_SCRATCH(names_the_picture_in_a_warning),
		IN_SCRATCH(keeps_a_picture_that_comes_alone_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
