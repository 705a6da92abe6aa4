#include "archiver/gather/read/story_writer.h"

#include "support/test.h"

static const struct story_writer_source FROM = {"<p>", "markup", 90};

struct writing {
	struct story story;
	struct normal normal;
	struct story_writer w;
};

static void
begin(struct writing *x)
{
	story_init(&x->story);
	normal_init(&x->normal);
	story_writer_init(&x->w, &x->story, &x->normal);
}

static void
end(struct writing *x)
{
	story_writer_release(&x->w);
	normal_release(&x->normal);
	story_release(&x->story);
}

static void
makes_text_fit(void **state)
{
	static const struct {
		const char *what;
		struct slice text;
		const char *fit;
	} rows[] = {
		{"as it is", SLICE("Một hai"), "Một hai"},
		{"white space", SLICE(" \t a\r\n\xC2\xA0 b\xE2\x80\xA8 "), "a b"},
		{"only white space", SLICE(" \n\xE3\x80\x80"), NULL},
		{"controls",
			SLICE("a\1b\x7F\xC2\x85"
			      "c\xC2\x9B"),
			"ab c"},
		{"marks apart", SLICE("a\xCC\x81"), "\xC3\xA1"},
		{"not UTF-8",
			SLICE("a\xFF"
			      "b"),
			"a\xEF\xBF\xBD"
			"b"},
		{"a zero", SLICE("a\0b"), "ab"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct writing x;
		size_t block;
		struct err e;

		begin(&x);
		assert_rc(
			RC_OK, story_writer_block(&x.w, rows[i].text, STORY_BODY, &block, &e), &e);
		if (rows[i].fit == NULL)
			assert_int_equal(block, STORY_NONE);
		else if (!slice_is(story_block_text(&x.story, block), rows[i].fit))
			fail_msg("%s", rows[i].what);
		end(&x);
	}
}

static void
gives_findings_of_blocks_their_bytes_at_the_end(void **state)
{
	struct writing x;
	size_t block;
	struct err e;

	(void)state;
	begin(&x);
	assert_rc(RC_OK, story_writer_headline(&x.w, slice_str(" Tin  đầu "), &FROM, &e), &e);
	assert_rc(RC_OK,
		story_writer_picture(&x.w, slice_str("1.jpg"), slice_str("Một cây cầu"),
			slice_str("An"), &FROM, &e),
		&e);
	for (int i = 0; i < 1000; i++)
		assert_rc(RC_OK,
			story_writer_block(&x.w, slice_str("Một câu."), STORY_BODY, &block, &e),
			&e);
	assert_rc(RC_OK, story_writer_tell(&x.w, "site", slice_str("a\tb"), &FROM, &e), &e);
	assert_rc(RC_OK, story_writer_end(&x.w, &e), &e);
	assert_slice_is(story_surest(&x.story, "headline")->value, "Tin đầu");
	assert_slice_is(story_surest(&x.story, "caption")->value, "Một cây cầu");
	assert_slice_is(story_surest(&x.story, "photographer")->value, "An");
	assert_slice_is(story_surest(&x.story, "site")->value, "a b");
	assert_string_equal(x.story.pictures[0].path, "1.jpg");
	end(&x);
}

static void
keeps_one_headline(void **state)
{
	struct writing x;
	struct err e;

	(void)state;
	begin(&x);
	assert_rc(RC_OK, story_writer_headline(&x.w, slice_str("Một"), &FROM, &e), &e);
	assert_rc(RC_OK, story_writer_headline(&x.w, slice_str("Hai"), &FROM, &e), &e);
	assert_rc(RC_OK, story_writer_headline(&x.w, slice_str(" "), &FROM, &e), &e);
	assert_slice_is(story_block_text(&x.story, x.story.headline), "Hai");
	assert_int_equal(x.story.blocks[0].role, STORY_HEADING);
	end(&x);
}

static void
cuts_a_value_between_characters(void **state)
{
	struct bytes text = BYTES_UP_TO(3 * STORY_WRITER_VALUE_MAX);
	struct writing x;
	struct err e;

	(void)state;
	begin(&x);
	bytes_str(&text, "a");
	while (text.len < STORY_WRITER_VALUE_MAX + 3)
		bytes_str(&text, "ế");
	assert_rc(RC_OK, story_writer_tell(&x.w, "x", bytes_slice(&text), &FROM, &e), &e);
	assert_int_equal(x.story.findings[0].value.len, STORY_WRITER_VALUE_MAX);
	bytes_release(&text);
	end(&x);
}

static void
refuses_a_story_without_text(void **state)
{
	struct writing x;
	struct err e;

	(void)state;
	begin(&x);
	assert_rc(RC_OK,
		story_writer_picture(&x.w, SLICE_EMPTY, slice_str(" "), SLICE_EMPTY, &FROM, &e),
		&e);
	assert_int_equal(x.story.picture_count, 0);
	assert_rc(RC_BAD, story_writer_end(&x.w, &e), &e);
	end(&x);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(makes_text_fit),
		cmocka_unit_test(gives_findings_of_blocks_their_bytes_at_the_end),
		cmocka_unit_test(keeps_one_headline),
		cmocka_unit_test(cuts_a_value_between_characters),
		cmocka_unit_test(refuses_a_story_without_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
