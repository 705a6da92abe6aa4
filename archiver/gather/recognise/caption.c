#include "archiver/gather/recognise/caption.h"

#include "archiver/gather/recognise/line.h"
#include "archiver/gather/tables/words.h"
#include "format/base/text.h"

/* Longer blocks, in characters, are no captions, whatever they look like. */
#define CHARS_MAX 420

/* Findings are written from here on. */
#define DOUBT_MIN 30

/* What a block shows, and what it is worth; 50 is even. */
struct signs {
	int score;
	const char *strongest;
	int most;
};

static void
sign(struct signs *g, bool there, int worth, const char *name)
{
	if (!there)
		return;
	g->score += worth;
	if (worth > g->most) {
		g->most = worth;
		g->strongest = name;
	}
}

static bool
has_any(struct slice folded, enum words_list list, bool at_start)
{
	const struct words *w = words_of(list);

	for (size_t i = 0; i < w->count; i++)
		if (at_start ? line_opens(folded, w->at[i]) : line_has(folded, w->at[i]))
			return true;
	return false;
}

/* The last character that is no bracket or quotation mark. */
static uint32_t
last_point(struct slice s)
{
	uint32_t point = 0;

	while (s.len > 0) {
		size_t n = 1;

		while (n < s.len && n < 4 && (s.p[s.len - n] & 0xC0) == 0x80)
			n++;
		if (text_point(slice_of(s.p + s.len - n, n), &point) != n)
			return 0;
		if (!line_is_one_of(point, ")\"'") && point != 0x201D && point != 0x2019)
			return point;
		s.len -= n;
	}
	return point;
}

static bool
is_stop(uint32_t point)
{
	return line_is_one_of(point, ".!?") || point == 0x2026 || point == 0x3002;
}

/* Sentences that end before the last character. */
static size_t
inner_stops(struct slice s)
{
	size_t count = 0;

	for (size_t i = 1; i + 2 < s.len; i++)
		count += (s.p[i] == '.' || s.p[i] == '!' || s.p[i] == '?') && s.p[i + 1] == ' ' &&
			s.p[i - 1] >= 'a';
	return count;
}

static bool
is_item(struct slice s)
{
	return line_is_one_of(s.len > 0 ? s.p[0] : 0, "-+*0123456789") || slice_starts(s, "•") ||
		slice_starts(s, "–");
}

static bool
is_quote(struct slice s)
{
	return slice_starts(s, "\"") || slice_starts(s, "“") || slice_starts(s, "'");
}

static int
score_length(size_t chars)
{
	if (chars < 12)
		return -30;
	if (chars <= 160)
		return 5;
	return chars <= 200 ? -10 : chars <= 300 ? -35 : -60;
}

static struct signs
judge(struct slice text, struct slice folded, bool first, bool last)
{
	struct signs g = {.score = 20, .strongest = "length"};
	size_t chars = line_chars(text);
	uint32_t end = last_point(text);
	bool credit = has_any(folded, WORDS_CREDITS, false);

	g.score += score_length(chars);
	sign(&g, credit, 60, "credit");
	sign(&g, !is_stop(end) && !line_is_one_of(end, ":;,"), 35, "no final stop");
	sign(&g, has_any(folded, WORDS_SCENES, false), 20, "scene");
	sign(&g, has_any(folded, WORDS_CAPTION_OPENINGS, true), 15, "opening");
	sign(&g, line_is_one_of(end, ":;,"), -50, "introduces");
	sign(&g, is_item(text), -40, "list");
	sign(&g, is_quote(text), -25, "quotation");
	sign(&g, has_any(folded, WORDS_SAYING, false), -25, "saying");
	sign(&g, has_any(folded, WORDS_CONNECTIVES, true), -30, "goes on");
	sign(&g, inner_stops(text) > (credit ? 1 : 0), -20, "sentences");
	sign(&g, first && !credit, -25, "first");
	sign(&g, last && !credit, -20, "last");
	return g;
}

static void
tell(struct story *s, size_t block, const struct signs *g)
{
	int percent = g->score < 1 ? 1 : g->score > 98 ? 98 : g->score;
	struct slice text = story_block_text(s, block);

	if (percent < DOUBT_MIN)
		return;
	if (percent >= STORY_SURE) {
		s->blocks[block].role = STORY_CAPTION;
		s->blocks[block].percent = (uint8_t)percent;
		story_add_picture(s, &(struct story_picture){.caption = block});
	}
	story_add_finding(s,
		&(struct story_finding){.field = percent >= STORY_SURE ? "caption" : "caption?",
			.value = text,
			.at = text,
			.block = block,
			.rule = g->strongest,
			.percent = (unsigned)percent});
}

void
caption_find(struct story *s)
{
	struct bytes folded = BYTES_UP_TO((size_t)16 * CHARS_MAX);
	size_t first = STORY_NONE, last = STORY_NONE;

	for (size_t i = 0; i < s->block_count; i++)
		if (s->blocks[i].role == STORY_BODY) {
			first = first == STORY_NONE ? i : first;
			last = i;
		}
	for (size_t i = 0; i < s->block_count; i++) {
		struct slice text = story_block_text(s, i);
		struct signs g;

		if (s->blocks[i].role != STORY_BODY || line_chars(text) > CHARS_MAX)
			continue;
		bytes_clear(&folded);
		line_fold(text, &folded);
		g = judge(text, bytes_slice(&folded), i == first, i == last);
		tell(s, i, &g);
	}
	if (folded.failed == RC_NOMEM)
		s->failed = RC_NOMEM;
	bytes_release(&folded);
}
