#include "support/test.h"

#include "archiver/gather/recognise/caption_houses.h"

static void
tell(struct story *s, const char *field, const char *value)
{
	story_add_finding(s,
		&(struct story_finding){.field = field,
			.value = slice_str(value),
			.block = STORY_NONE,
			.rule = "test",
			.percent = 90});
}

static void
add_caption(struct story *s, const char *text, const char *credit)
{
	struct story_block b = {.start = (uint32_t)s->text.len, .role = STORY_CAPTION};

	bytes_str(&s->text, text);
	b.end = (uint32_t)s->text.len;
	story_add_picture(
		s, &(struct story_picture){.caption = s->block_count, .credit = slice_str(credit)});
	story_add_block(s, &b);
}

static struct caption_sample
sample_of(const struct story *s)
{
	struct caption_sample out;
	struct err e;

	assert_rc(RC_OK, caption_sample_take(s, &out, &e), &e);
	return out;
}

static void
counts_what_markup_marks(void **state)
{
	struct caption_sample sample;
	struct story s;

	(void)state;
	story_init(&s);
	s.told = STORY_TOLD_CAPTIONS;
	add_caption(&s, "Bà con xem cây giống", "Lan Anh");
	add_caption(&s, "Bà con xem cây giống", "");
	add_caption(&s, "Bà con xem cây giống.", "");
	add_caption(&s, "Bà con hỏi: “Bao giờ trồng?”", "");
	story_add_picture(&s, &(struct story_picture){.caption = STORY_NONE});
	sample = sample_of(&s);
	assert_int_equal(sample.habit.credited, 1);
	assert_int_equal(sample.habit.open, 1);
	assert_int_equal(sample.habit.closed, 2);
	story_release(&s);
}

static void
does_not_learn_from_what_was_guessed(void **state)
{
	struct caption_sample sample;
	struct story s;

	(void)state;
	story_init(&s);
	add_caption(&s, "Bà con xem cây giống", "Lan Anh");
	add_caption(&s, "Bà con xem cây giống", "");
	add_caption(&s, "Ảnh 2: Bà con xem cây giống.", "");
	sample = sample_of(&s);
	assert_int_equal(sample.habit.credited, 1);
	assert_int_equal(sample.habit.open, 0);
	assert_int_equal(sample.habit.closed, 1);
	story_release(&s);
}

/* Those that a report would be asked about have a report with the same one fact. */
static const struct {
	const char *what, *field, *value;
	bool known;
} NAMES[] = {
	{"the agency", "agency", "Ven Sông", true},
	{"in capitals", "agency", "VEN SÔNG", true},
	{"the site", "site", "Ven Sông", true},
	{"the page's host", "canonical", "https://www.vensong.example/tin/1.html", true},
	{"without a path", "canonical", "http://VenSong.example", true},
	{"where it was captured", "url", "http://vensong.example/tin/2.html", true},
	{"another agency", "agency", "Ven Biển", false},
	{"another host", "canonical", "https://tin.vensong.example/1.html", false},
	{"what is no name", "byline", "Ven Sông", false},
};

static void
knows_a_house_by_each_of_its_names(void **state)
{
	struct caption_houses *houses;
	struct caption_habit habit;
	struct caption_sample sample;
	struct story s;
	struct err e;

	(void)state;
	story_init(&s);
	assert_rc(RC_OK, caption_houses_new(&houses, &e), &e);
	s.told = STORY_TOLD_CAPTIONS;
	tell(&s, "agency", "Ven Sông");
	tell(&s, "site", "ven sông");
	tell(&s, "canonical", "https://vensong.example/tin/0.html");
	for (size_t i = 0; i < CAPTION_HOUSE_MIN; i++)
		add_caption(&s, "Bà con xem cây giống.", "");
	sample = sample_of(&s);
	assert_int_equal(sample.name_count, 2);
	caption_houses_learn(houses, &sample);
	for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
		story_clear(&s);
		tell(&s, NAMES[i].field, NAMES[i].value);
		sample = sample_of(&s);
		if (caption_houses_ask(houses, &sample, &habit) != NAMES[i].known)
			fail_msg("%s: known is not %d", NAMES[i].what, NAMES[i].known);
		assert_int_equal(habit.closed, NAMES[i].known ? CAPTION_HOUSE_MIN : 0);
	}
	caption_houses_free(houses);
	story_release(&s);
}

static struct caption_sample
invented_sample(size_t house, struct caption_habit habit)
{
	struct caption_sample sample = {.name_count = 1, .habit = habit};

	sample.names[0] = digest_of(slice_of(&house, sizeof house));
	return sample;
}

static void
waits_for_some_captions_of_a_house(void **state)
{
	struct caption_sample one = invented_sample(1, (struct caption_habit){.open = 1});
	struct caption_houses *houses;
	struct caption_habit habit;
	struct err e;

	(void)state;
	assert_rc(RC_OK, caption_houses_new(&houses, &e), &e);
	for (size_t i = 0; i < CAPTION_HOUSE_MIN; i++) {
		assert_false(caption_houses_ask(houses, &one, &habit));
		caption_houses_learn(houses, &one);
	}
	assert_true(caption_houses_ask(houses, &one, &habit));
	assert_int_equal(habit.open, CAPTION_HOUSE_MIN);
	caption_houses_free(houses);
}

static void
learns_about_so_many_houses_and_no_more(void **state)
{
	struct caption_houses *houses;
	struct caption_habit habit, many = {.open = CAPTION_HOUSE_MIN};
	struct caption_sample sample;
	struct err e;

	(void)state;
	assert_rc(RC_OK, caption_houses_new(&houses, &e), &e);
	for (size_t i = 0; i <= CAPTION_HOUSES_MAX; i++) {
		sample = invented_sample(i, many);
		caption_houses_learn(houses, &sample);
	}
	for (size_t i = 0; i <= CAPTION_HOUSES_MAX; i++) {
		sample = invented_sample(i, many);
		assert_int_equal(
			caption_houses_ask(houses, &sample, &habit), i < CAPTION_HOUSES_MAX);
	}
	caption_houses_free(houses);
}

static const struct {
	const char *what;
	struct caption_habit habit;
	bool credited, open;
	int least, most;
} WORTHS[] = {
	{"no credit where all have one", {.credited = 40}, false, true, -36, -30},
	{"a credit where all have one", {.credited = 40}, true, true, 6, 12},
	{"a stop where none has one", {.open = 40}, false, false, -36, -30},
	{"no stop where none has one", {.open = 40}, false, true, 12, 12},
	{"a stop where all have one", {.closed = 40}, false, false, 12, 12},
	{"no stop where all have a stop", {.closed = 40}, false, true, -36, -30},
	{"as everywhere", {.credited = 45, .open = 35, .closed = 20}, false, true, 0, 0},
	{"few are known", {.credited = 4}, false, true, -20, -14},
};

static void
weighs_what_a_house_does_against_all_others(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof WORTHS / sizeof *WORTHS; i++) {
		int worth =
			caption_habit_worth(&WORTHS[i].habit, WORTHS[i].credited, WORTHS[i].open);

		if (worth < WORTHS[i].least || worth > WORTHS[i].most)
			fail_msg("%s: %d", WORTHS[i].what, worth);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counts_what_markup_marks),
		cmocka_unit_test(does_not_learn_from_what_was_guessed),
		cmocka_unit_test(knows_a_house_by_each_of_its_names),
		cmocka_unit_test(waits_for_some_captions_of_a_house),
		cmocka_unit_test(learns_about_so_many_houses_and_no_more),
		cmocka_unit_test(weighs_what_a_house_does_against_all_others),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
