#include "archiver/gather/recognise/caption.h"

#include "archiver/gather/recognise/caption_sign.h"
#include "archiver/gather/recognise/line.h"

#include <inttypes.h>
#include <stdlib.h>

/* Nothing with more lines like captions than this is a report with pictures. */
#define FINDINGS_MAX 2000

/* Of so many paragraphs it is asked whether they are captions. */
#define CANDIDATES_MAX 16384

/* A caption as sure as this says how the others of its report are written. */
#define HABIT_MIN 70

/* Findings are written from here on. */
#define DOUBT_MIN 30

/* ---- telling
 * --------------------------------------------------------------------------------------- */

/* What stands behind the last `Ảnh:` of a caption, if it is short. */
static struct slice
credit_in(struct slice text)
{
	static const char *const labels[] = {"Ảnh:", "ảnh:", "Ảnh :", "Photo:"};
	struct slice credit = SLICE_EMPTY;

	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
		struct slice rest = text;
		const uint8_t *hit;
		size_t len = strlen(labels[i]);

		while ((hit = memmem(rest.p, rest.len, labels[i], len)) != NULL) {
			rest = slice_from(rest, (size_t)(hit - rest.p) + len);
			credit = line_trim(rest);
		}
	}
	while (credit.len > 0 && line_is_one_of(credit.p[credit.len - 1], ".)] "))
		credit.len--;
	return line_chars(credit) <= CAPTION_SIGN_CREDIT_MAX ? credit : SLICE_EMPTY;
}

static void
mark(struct story *s, size_t block, unsigned percent)
{
	struct slice credit = credit_in(story_block_text(s, block));

	s->blocks[block].role = STORY_CAPTION;
	s->blocks[block].percent = (uint8_t)percent;
	story_add_picture(s, &(struct story_picture){.caption = block, .credit = credit});
	if (credit.len > 0)
		story_add_finding(s,
			&(struct story_finding){.field = "photographer",
				.value = credit,
				.at = credit,
				.block = block,
				.rule = "behind the word for picture",
				.percent = 90});
}

static void
tell(struct story *s, size_t block, int score, const char *rule)
{
	int percent = score < 1 ? 1 : score > 98 ? 98 : score;
	struct slice text = story_block_text(s, block);

	if (percent < DOUBT_MIN)
		return;
	if (percent >= STORY_SURE)
		mark(s, block, (unsigned)percent);
	story_add_finding(s,
		&(struct story_finding){.field = percent >= STORY_SURE ? "caption" : "caption?",
			.value = text,
			.at = text,
			.block = block,
			.rule = rule,
			.percent = (unsigned)percent});
}

/* ---- what captions of one report have in common -------------------------------------------------
 */

/* A paragraph that may be a caption. */
struct candidate {
	uint32_t block;
	int16_t score;
	bool there[CAPTION_SIGNS];
};

/* Of the captions that are sure without it: who has a credit, and how the others end. */
struct habit {
	size_t credited, open, closed;
};

/* False where nothing makes it one: most signs are words and habits of Vietnamese newsrooms. */
static bool
judge(struct caption_sign_view *v, size_t block, struct candidate *out)
{
	enum caption_sign most;

	*out = (struct candidate){.block = (uint32_t)block};
	caption_sign_look(v, block, out->there);
	if (!v->vietnamese && !caption_sign_is_plain_to_see(out->there))
		return false;
	out->score = (int16_t)caption_sign_score(out->there, &most);
	/* It costs more than all the others, so it is asked about where it may decide. */
	if (out->score >= STORY_SURE - CAPTION_SIGN_BESIDE_WORTH && out->score < STORY_SURE &&
		!out->there[CAPTION_SIGN_HEADING]) {
		out->there[CAPTION_SIGN_REPEATS] = caption_sign_beside(v, block);
		out->score = (int16_t)caption_sign_score(out->there, &most);
	}
	return true;
}

static void
count_habit(struct habit *h, const struct candidate *c)
{
	if (c->score < HABIT_MIN)
		return;
	h->credited += c->there[CAPTION_SIGN_CREDIT];
	h->open += !c->there[CAPTION_SIGN_CREDIT] && c->there[CAPTION_SIGN_OPEN_END];
	h->closed += !c->there[CAPTION_SIGN_CREDIT] && !c->there[CAPTION_SIGN_OPEN_END];
}

/* A house that names who took one picture names who took the next, and ends captions one way. */
static void
apply_habit(const struct habit *all, struct candidate *c)
{
	struct habit own = {0}, h;
	size_t same, others;

	if (c->there[CAPTION_SIGN_CREDIT])
		return;
	count_habit(&own, c);
	h = (struct habit){
		all->credited - own.credited, all->open - own.open, all->closed - own.closed};
	same = c->there[CAPTION_SIGN_OPEN_END] ? h.open : h.closed;
	others = c->there[CAPTION_SIGN_OPEN_END] ? h.closed : h.open;
	c->there[CAPTION_SIGN_UNCREDITED] = h.credited > 0;
	c->there[CAPTION_SIGN_LIKE] = same > 0 && same >= others;
	c->there[CAPTION_SIGN_UNLIKE] = others > same;
}

/* The same by what its house does elsewhere, which is the rule where it decides. */
static void
tell_candidate(struct story *s, const struct caption_habit *house, const struct candidate *c)
{
	enum caption_sign most;
	int score = caption_sign_score(c->there, &most), with = score;
	const char *rule = caption_sign_name(most);

	if (house != NULL && !c->there[CAPTION_SIGN_CREDIT])
		with += caption_habit_worth(house, false, c->there[CAPTION_SIGN_OPEN_END]);
	if (score < STORY_SURE && with >= STORY_SURE)
		rule = "as captions of its house are";
	else if (score >= STORY_SURE && with < STORY_SURE)
		rule = "unlike captions of its house";
	tell(s, c->block, with, rule);
}

static void
tell_all(struct caption_sign_view *v, const struct caption_habit *house, struct candidate *list,
	size_t count)
{
	struct habit habit = {0};

	for (size_t i = 0; i < count; i++)
		count_habit(&habit, &list[i]);
	for (size_t i = 0; i < count && v->s->finding_count < FINDINGS_MAX; i++) {
		apply_habit(&habit, &list[i]);
		tell_candidate(v->s, house, &list[i]);
	}
}

/* What is known of the report's house, as a finding, for it decides with the report's own text. */
static bool
know_house(struct story *s, const struct caption_houses *houses, struct caption_habit *habit)
{
	struct caption_sample sample;
	struct bytes value = BYTES_UP_TO(128);
	struct err e;
	bool known = false;

	if (houses == NULL || caption_sample_take(s, &sample, &e) != RC_OK)
		return false;
	known = caption_houses_ask(houses, &sample, habit);
	if (known) {
		bytes_fmt(&value,
			"%" PRIu32 " with a credit, %" PRIu32 " without a stop, %" PRIu32
			" with a stop",
			habit->credited, habit->open, habit->closed);
		story_add_finding(s,
			&(struct story_finding){.field = "caption habit",
				.value = arena_copy(&s->made, bytes_slice(&value)),
				.block = STORY_NONE,
				.rule = "captions marked in reports of its house",
				.percent = 100});
	}
	if (value.failed != RC_OK)
		s->failed = value.failed;
	bytes_release(&value);
	return known;
}

/* Whether it could be one at all, asked of every paragraph: most have a stop and are too long. */
static bool
is_worth_it(struct slice text)
{
	size_t chars;

	if (text.len > (size_t)4 * CAPTION_SIGN_CHARS_MAX)
		return false;
	chars = line_chars(text);
	return chars <= CAPTION_SIGN_CHARS_SHORT ||
		(chars <= CAPTION_SIGN_CHARS_MAX &&
			(!caption_sign_is_closed(text) || slice_find(text, ':') < text.len));
}

/* ---- a report
 * -------------------------------------------------------------------------------------- */

/* Credits in lines of their own are notes; what may be a caption is listed. */
static size_t
collect(struct caption_sign_view *v, struct candidate *list)
{
	struct story *s = v->s;
	size_t count = 0;

	for (size_t i = 0; i < s->block_count; i++) {
		if (s->blocks[i].role != STORY_BODY)
			continue;
		if (caption_sign_is_credit(s, i))
			s->blocks[i].role = STORY_NOTE;
		else if (is_worth_it(story_block_text(s, i)) && count < CANDIDATES_MAX)
			count += judge(v, i, &list[count]);
	}
	return count;
}

void
caption_find(struct story *s, const struct caption_houses *houses)
{
	struct caption_sign_view v = {.s = s,
		.vietnamese = strcmp(s->language, "vi") == 0,
		.folded = BYTES_UP_TO((size_t)16 * CAPTION_SIGN_CHARS_MAX),
		.beside = {{.block = STORY_NONE}, {.block = STORY_NONE}},
		.first = STORY_NONE,
		.last = STORY_NONE,
		.shown = STORY_NONE};
	size_t room = s->block_count < CANDIDATES_MAX ? s->block_count : CANDIDATES_MAX, count;
	struct caption_habit habit;
	bool known = know_house(s, houses, &habit);
	struct candidate *list = room == 0 ? NULL : malloc(room * sizeof *list);

	if (list != NULL) {
		caption_sign_survey(&v);
		count = collect(&v, list);
		tell_all(&v, known ? &habit : NULL, list, count);
		if (count == CANDIDATES_MAX || s->finding_count >= FINDINGS_MAX)
			story_warn(s,
				"captions are not looked for beyond the first %d lines like them",
				FINDINGS_MAX);
	}
	if (v.folded.failed == RC_NOMEM || (list == NULL && room > 0))
		s->failed = RC_NOMEM;
	free(list);
	bytes_release(&v.folded);
}
