#include "support/test.h"

#include "archiver/gather/caption_pairs.h"

#define MOST 4

struct pair_row {
	const char *what;
	const char *files[MOST];    /* paths */
	const char *captions[MOST]; /* of blocks 0, 1 … */
	const char *given;	    /* which caption each picture has then, `.` for none */
	size_t warnings;
};

static const struct pair_row ROWS[] = {
	{"as many of one as of the other", {"a.jpg", "b.jpg"}, {"Một", "Hai"}, "01", 0},
	{"another number", {"a.jpg", "b.jpg"}, {"Một"}, "..0", 1},
	{"no file", {NULL}, {"Một"}, "0", 0},
	{"no caption", {"a.jpg"}, {NULL}, ".", 0},
	{"numbers in names, in another order", {"r/anh-10.jpg", "r/anh-2.jpg"},
		{"Ảnh 2: hai", "Ảnh 10: mười"}, "10", 0},
	{"numbers by place", {"r/cau.jpg", "r/duong.jpg", "r/suoi.jpg"},
		{"Ảnh 3: suối", "Ảnh 1: cầu"}, "1.0", 0},
	{"a caption without a number stays apart", {"1.jpg", "2.jpg"}, {"Ảnh 2: hai", "Quang cảnh"},
		".01", 0},
	{"a number that no file has", {"a.jpg"}, {"Ảnh 3: ba", "Ảnh 2: hai"}, ".01", 1},
	{"a number twice", {"1.jpg", "2.jpg"}, {"Ảnh 1: một", "Ảnh 1: một"}, "01", 0},
	{"two files of one number go by place", {"1.jpg", "1.png"}, {"Ảnh 2: hai", "Ảnh 1: một"},
		"10", 0},
	{"a number of a camera", {"IMG_20231.jpg", "x.jpg"}, {"Ảnh 1: một"}, "0.", 0},
};

struct own_row {
	struct pair_row pair;
	const char *own[MOST]; /* captions that the files say of themselves */
};

static const struct own_row OWN[] = {
	{{"what files say", {"a.jpg", "b.jpg", "c.jpg"}, {"Chợ nổi. Ảnh: Lan", "Bến đò"}, "1.0", 0},
		{"Bến \n đò.", NULL, "Chợ nổi"}},
	{{"what one file says, the others in order", {"a.jpg", "b.jpg", "c.jpg"},
		 {"Chợ nổi", "Bến đò", "Cầu"}, "102", 0},
		{NULL, "Chợ nổi"}},
	{{"what one file says, and another number", {"a.jpg", "b.jpg", "c.jpg"},
		 {"Chợ nổi", "Bến đò"}, ".0.1", 1},
		{NULL, "Chợ nổi"}},
	{{"what two files say", {"a.jpg", "b.jpg", "c.jpg"}, {"Chợ nổi"}, "...0", 1},
		{"Chợ nổi", "Chợ nổi"}},
	{{"what a file says before its number", {"1.jpg", "2.jpg"}, {"Ảnh 1: cầu", "Ảnh 2: đò"},
		 "10", 0},
		{"Ảnh 2: đò"}},
};

static void
fill(struct story *s, const struct pair_row *row, size_t *files)
{
	for (*files = 0; *files < MOST && row->files[*files] != NULL; ++*files)
		story_add_picture(s,
			&(struct story_picture){.path = row->files[*files], .caption = STORY_NONE});
	for (size_t i = 0; i < MOST && row->captions[i] != NULL; i++) {
		struct story_block b = {.start = (uint32_t)s->text.len, .role = STORY_CAPTION};

		bytes_str(&s->text, row->captions[i]);
		b.end = (uint32_t)s->text.len;
		story_add_block(s, &b);
		story_add_picture(
			s, &(struct story_picture){.caption = i, .credit = SLICE("Lan Anh")});
	}
}

static void
check(const struct pair_row *row, const char *const *own)
{
	char given[2 * MOST + 1] = "";
	struct story s;
	size_t files;

	story_init(&s);
	fill(&s, row, &files);
	for (size_t k = 0; own != NULL && k < files; k++)
		if (own[k] != NULL)
			s.pictures[k].own.caption = slice_str(own[k]);
	caption_pairs_tie(&s, files);
	for (size_t k = 0; k < s.picture_count; k++) {
		bool none = s.pictures[k].caption == STORY_NONE;

		given[k] = none ? '.' : (char)('0' + s.pictures[k].caption);
		assert_int_equal(s.pictures[k].credit.len, none ? 0 : 7);
	}
	if (strcmp(given, row->given) != 0)
		fail_msg("%s: %s, expected %s", row->what, given, row->given);
	assert_int_equal(s.warning_count, row->warnings);
	story_release(&s);
}

static void
ties_captions_to_files(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++)
		check(&ROWS[i], NULL);
}

static void
ties_captions_to_files_that_say_the_same(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof OWN / sizeof *OWN; i++)
		check(&OWN[i].pair, OWN[i].own);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ties_captions_to_files),
		cmocka_unit_test(ties_captions_to_files_that_say_the_same),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
