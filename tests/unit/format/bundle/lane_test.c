/* Where frames are cut: what lane does, lane_check must find right, and nothing else. */
#include "format/bundle/lane.h"

#include "format/bundle/lane_check.h"
#include "support/test.h"

#include <stdlib.h>

static uint8_t *zeros;

static int
make_zeros(void **state)
{
	(void)state;
	zeros = calloc(1, 32 * MIB);
	return zeros == NULL;
}

static int
free_zeros(void **state)
{
	(void)state;
	free(zeros);
	return 0;
}

/* Appends a run of `n` bytes and returns how many full frames it closed on the way. */
static unsigned
run(struct lane *lane, size_t n)
{
	struct slice rest = slice_of(zeros, n);
	unsigned closed = 0;

	while (lane_fill(lane, &rest)) {
		assert_int_equal(lane->open.len, LIMIT_FRAME_CONTENT);
		bytes_clear(&lane->open);
		closed++;
	}
	return closed;
}

static void
closes_at_the_first_end_of_a_run_from_4_mib_on(void **state)
{
	static const struct {
		const char *what;
		size_t before, run;
		unsigned full; /* frames that the run fills */
		bool closes;
		size_t left;
	} rows[] = {
		{"one block", 0, 512, 0, false, 512},
		{"a block less than 4 MiB", 0, 4 * MIB - 512, 0, false, 4 * MIB - 512},
		{"4 MiB", 0, 4 * MIB, 0, true, 4 * MIB},
		{"4 MiB with what was there", 2 * MIB, 2 * MIB, 0, true, 4 * MIB},
		{"8 MiB", 0, 8 * MIB, 0, true, 8 * MIB},
		{"a block more than 8 MiB", 0, 8 * MIB + 512, 1, true, 512},
		{"16 MiB", 0, 16 * MIB, 1, true, 8 * MIB},
		{"17 MiB behind 3", 3 * MIB, 17 * MIB, 2, true, 4 * MIB},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct lane lane = LANE_EMPTY;

		assert_int_equal(run(&lane, rows[i].before), 0);
		assert_false(lane_run_ended(&lane));
		assert_int_equal(run(&lane, rows[i].run), rows[i].full);
		assert_int_equal(lane.open.len, rows[i].left);
		assert_int_equal(lane_run_ended(&lane), rows[i].closes);
		bytes_release(&lane.open);
	}
}

static void
forgets_a_cut_with_the_run(void **state)
{
	struct lane lane = LANE_EMPTY;

	(void)state;
	assert_int_equal(run(&lane, 9 * MIB), 1);
	assert_true(lane_run_ended(&lane));
	bytes_clear(&lane.open);
	assert_int_equal(run(&lane, MIB), 0);
	assert_false(lane_run_ended(&lane));
	bytes_release(&lane.open);
}

/* ---- the check
 * ----------------------------------------------------------------------------------- */

/*
 * Frames as events: `t` or `m` begins a run of the text or media lane (the article's number
 * follows), `T` or `M` goes on with one from the frame before; `g` is tag files. Then the
 * frame's size, and `+` where its last run goes on in the next.
 */
struct event {
	char what;
	uint64_t article;
	size_t at;
};

struct frame {
	struct event events[4];
	size_t size;
	bool goes_on;
};

#define FRAMES_MAX 8

static enum rc
check_frames(const struct frame *frames, struct err *e)
{
	struct lane_check c = LANE_CHECK_EMPTY;
	enum rc rc = RC_OK;

	for (size_t i = 0; i < FRAMES_MAX && frames[i].size > 0 && rc == RC_OK; i++) {
		lane_check_frame(&c);
		for (size_t k = 0; k < 4 && frames[i].events[k].what != 0 && rc == RC_OK; k++) {
			const struct event *ev = &frames[i].events[k];
			bool media = ev->what == 'm' || ev->what == 'M';
			bool on = ev->what == 'T' || ev->what == 'M';

			rc = ev->what == 'g' ? lane_check_tags(&c, e)
					     : lane_check_run(&c, media ? LANE_MEDIA : LANE_TEXT,
						       ev->article, ev->at, on, e);
		}
		if (rc == RC_OK)
			rc = lane_check_end(&c, frames[i].size, !frames[i].goes_on, e);
	}
	return rc;
}

#define END \
	{ \
		{{'g', 0, 0}}, 5000, false \
	}

static const struct {
	const char *what;
	struct frame frames[FRAMES_MAX];
	const char *rule; /* NULL: as the writer cuts */
} CUTS[] = {
	{"one frame of text", {{{{'t', 0, 0}}, 5000, false}, END}, NULL},
	{"text and media", {{{{'t', 0, 0}}, 5000, false}, {{{'m', 0, 0}}, 500, false}, END}, NULL},
	{"text closed at 4 MiB",
		{{{{'t', 0, 0}, {'t', 1, 2 * MIB}}, 4 * MIB, false}, {{{'t', 2, 0}}, 100, false},
			END},
		NULL},
	{"media closed within the text",
		{{{{'m', 0, 0}, {'m', 1, 100}}, 5 * MIB, false}, {{{'t', 0, 0}}, 5000, false}, END},
		NULL},
	{"text and media closed by one article",
		{{{{'t', 0, 0}}, 4 * MIB, false}, {{{'m', 0, 0}}, 5 * MIB, false}, END}, NULL},
	{"a run of three frames",
		{{{{'t', 0, 0}}, 8 * MIB, true}, {{{'T', 0, 0}}, 8 * MIB, true},
			{{{'T', 0, 0}}, 512, false}, {{{'t', 1, 0}}, 512, false}, END},
		NULL},
	{"tag files in three frames",
		{{{{'t', 0, 0}}, 5000, false}, {{{'g', 0, 0}}, MIB, false},
			{{{'g', 0, 0}}, MIB, false}, {{{'g', 0, 0}}, 1, false}},
		NULL},
	{"both lanes in a frame", {{{{'t', 0, 0}, {'m', 0, 100}}, 5000, false}, END}, "LANE-1"},
	{"cut within a run before 8 MiB",
		{{{{'t', 0, 0}}, 8 * MIB - 512, true}, {{{'T', 0, 0}}, 512, false}, END}, "LANE-2"},
	{"more behind a cut run's end",
		{{{{'t', 0, 0}}, 8 * MIB, true}, {{{'T', 0, 0}, {'t', 1, 512}}, 1024, false}, END},
		"LANE-2"},
	{"more behind 4 MiB", {{{{'t', 0, 0}, {'t', 1, 4 * MIB}}, 4 * MIB + 512, false}, END},
		"LANE-2"},
	{"more behind a short frame",
		{{{{'t', 0, 0}}, 5000, false}, {{{'t', 1, 0}}, 5000, false}, END}, "LANE-3"},
	{"media that closes before text",
		{{{{'m', 0, 0}}, 5000, false}, {{{'t', 0, 0}}, 5000, false}, END}, "LANE-3"},
	{"a later article's frame before an earlier one's",
		{{{{'m', 5, 0}}, 4 * MIB, false}, {{{'t', 3, 0}}, 4 * MIB, false}, END}, "LANE-3"},
	{"media before the text of the same article",
		{{{{'m', 5, 0}}, 4 * MIB, false}, {{{'t', 5, 0}}, 4 * MIB, false}, END}, "LANE-3"},
	{"another lane's frame within a cut run",
		{{{{'t', 1, 0}}, 8 * MIB, true}, {{{'m', 0, 0}}, 4 * MIB, false},
			{{{'T', 1, 0}}, 512, false}, END},
		"LANE-3"},
	{"articles with tag files", {{{{'t', 0, 0}, {'g', 0, 0}}, 5000, false}}, "LANE-4"},
	{"articles behind tag files",
		{{{{'t', 0, 0}}, 5000, false}, END, {{{'m', 0, 0}}, 5000, false}}, "LANE-4"},
	{"tag files in a short frame",
		{{{{'t', 0, 0}}, 5000, false}, {{{'g', 0, 0}}, MIB - 1, false}, END}, "LANE-4"},
	{"tag files in a long frame",
		{{{{'t', 0, 0}}, 5000, false}, {{{'g', 0, 0}}, MIB + 1, false}}, "LANE-4"},
};

static void
tells_the_writers_cuts_from_others(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof CUTS / sizeof *CUTS; i++) {
		struct err e = ERR_NONE;
		enum rc rc = check_frames(CUTS[i].frames, &e);

		if (CUTS[i].rule == NULL ? rc != RC_OK
					 : rc != RC_BAD || strncmp(e.text, CUTS[i].rule, 6) != 0)
			fail_msg("%s: %s", CUTS[i].what, e.text);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(closes_at_the_first_end_of_a_run_from_4_mib_on),
		cmocka_unit_test(forgets_a_cut_with_the_run),
		cmocka_unit_test(tells_the_writers_cuts_from_others),
	};

	return cmocka_run_group_tests(tests, make_zeros, free_zeros);
}
