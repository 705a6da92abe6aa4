#include "support/test.h"

#include "archiver/gather/read/read_photo.h"
#include "support/photo_maker.h"
#include "support/scratch.h"

#include <stdio.h>

#define ROOM (1 << 20)

struct stage {
	struct story story;
	struct normal normal;
	struct err e;
	enum rc rc;
};

/* Reads a JPEG with this in its IIM, `number text` one after another, NULL at the end. */
static void
read_iim(struct stage *s, const char *const *texts)
{
	static const unsigned numbers[] = {105, 120, 80, 55, 5, 90, 116};
	struct bytes iim = BYTES_UP_TO(ROOM), file = BYTES_UP_TO(ROOM);
	FILE *f = fopen("photo.jpg", "wb");

	assert_non_null(f);
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		if (texts[i] != NULL)
			photo_maker_dataset(2, numbers[i], slice_str(texts[i]), &iim);
	photo_maker_write(&(struct photo_maker){.iim = bytes_slice(&iim)}, &file);
	assert_int_equal(fwrite(file.p, 1, file.len, f), file.len);
	fclose(f);
	story_init(&s->story);
	normal_init(&s->normal);
	s->rc = read_photo("photo.jpg", 420, &s->normal, &s->story, &s->e);
	bytes_release(&iim);
	bytes_release(&file);
}

static void
close_stage(struct stage *s)
{
	story_release(&s->story);
	normal_release(&s->normal);
}

struct row {
	const char *what;
	const char *texts[7]; /* headline, caption, creator, date, title, city, rights */
	const char *headline, *text, *byline, *published;
};

#define CAPTION "Bà con thôn Đầu Nguồn trồng rừng. Ảnh: Lan Anh"

static const struct row ROWS[] = {
	{"all there", {"Trồng rừng", CAPTION, "Trần An", "20230728", "Tên", "Huế", "© A"},
		"Trồng rừng", "Trồng rừng\n" CAPTION "\n", "Trần An", "2023-07-28T00:00:00+07:00"},
	{"a headline alone", {"Trồng rừng"}, "Trồng rừng", "Trồng rừng\n", NULL, NULL},
	{"a title for a headline", {NULL, CAPTION, NULL, NULL, "Trồng rừng"}, "Trồng rừng",
		"Trồng rừng\n" CAPTION "\n", "Lan Anh", NULL},
	{"the name of a file is no title", {NULL, CAPTION, NULL, NULL, "DSC_0042"},
		"Bà con thôn Đầu Nguồn trồng rừng",
		"Bà con thôn Đầu Nguồn trồng rừng\n" CAPTION "\n", "Lan Anh", NULL},
	{"the first of two sentences", {NULL, "Ông A. Tới trồng cây. Năm nay mưa nhiều."},
		"Ông A. Tới trồng cây",
		"Ông A. Tới trồng cây\nÔng A. Tới trồng cây. Năm nay mưa nhiều.\n", NULL, NULL},
	{"two lines", {NULL, "Lũ về\nNước dâng"}, "Lũ về", "Lũ về\nLũ về\nNước dâng\n", NULL, NULL},
	{"a year is no day", {"Trồng rừng", NULL, NULL, "20230000"}, "Trồng rừng", "Trồng rừng\n",
		NULL, NULL},
};

static void
assert_finding(const struct stage *s, const char *field, const char *value)
{
	const struct story_finding *f = story_surest(&s->story, field);

	if (value == NULL)
		assert_null(f);
	else if (f == NULL || !slice_is(f->value, value))
		fail_msg("%s is not %s", field, value);
}

static void
makes_an_article_of_what_a_photo_says(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
		struct stage s;

		read_iim(&s, ROWS[i].texts);
		assert_rc(RC_OK, s.rc, &s.e);
		assert_finding(&s, "headline", ROWS[i].headline);
		assert_finding(&s, "byline", ROWS[i].byline);
		assert_true(slice_is(bytes_slice(&s.story.text), ROWS[i].text));
		assert_int_equal(s.story.dated, ROWS[i].published != NULL);
		if (ROWS[i].published != NULL)
			assert_true(slice_is(story_surest(&s.story, "published")->normalised,
				ROWS[i].published));
		assert_int_equal(s.story.picture_count, 1);
		assert_true(s.story.pictures[0].original);
		assert_slice_is(s.story.pictures[0].type, "image/jpeg");
		close_stage(&s);
	}
}

static void
says_what_was_taken_for_granted_of_a_day(void **state)
{
	static const char *const texts[7] = {"Trồng rừng", NULL, NULL, "20230728"};
	struct stage s;

	(void)state;
	read_iim(&s, texts);
	assert_slice_is(
		story_surest(&s.story, "published")->assumed, "time 00:00:00, time zone +07:00");
	close_stage(&s);
}

static void
refuses_a_picture_that_says_nothing(void **state)
{
	static const char *const rows[][7] = {{NULL}, {NULL, "SONY DSC"}, {NULL, NULL, "Lan"},
		{NULL, NULL, NULL, NULL, "DSC_0042"}};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct stage s;

		read_iim(&s, rows[i]);
		assert_rc(RC_UNSUPPORTED, s.rc, &s.e);
		assert_string_equal(s.e.text, "a picture without a report or a caption of its own");
		close_stage(&s);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_SCRATCH(makes_an_article_of_what_a_photo_says),
		IN_SCRATCH(says_what_was_taken_for_granted_of_a_day),
		IN_SCRATCH(refuses_a_picture_that_says_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
