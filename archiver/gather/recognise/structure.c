#include "archiver/gather/recognise/structure.h"

#include "archiver/gather/recognise/line.h"

/* A first line longer than this, in characters, is a paragraph; with a final stop sooner. */
#define HEADLINE_MAX	      250
#define HEADLINE_SENTENCE_MAX 120

/* A subhead is at most so long, in characters. */
#define HEADING_MAX 100

/* Lines broken to a width have at most so many characters, and are rarely much shorter. */
#define WIDTH_MAX 100
#define WIDTH_MIN 40

/* ---- lines broken to a width ------------------------------------------------------------------
 */

/*
 * True where lines follow each other without an empty one between, none is
 * longer than the width, and nearly all of those are nearly as long.
 */
static bool
is_wrapped(const struct story *s)
{
	size_t followed = 0, full = 0;

	for (size_t i = 0; i + 1 < s->block_count; i++) {
		struct slice text = story_block_text(s, i);
		size_t chars = text.len > 4 * WIDTH_MAX ? text.len : line_chars(text);

		if (chars > WIDTH_MAX)
			return false;
		if (s->blocks[i + 1].apart)
			continue;
		followed++;
		full += chars >= WIDTH_MIN;
	}
	return followed >= 4 && full >= followed * 9 / 10;
}

/* A line of a list stands for itself, whatever its width. */
static bool
begins_item(struct slice line)
{
	uint8_t c = line.len > 0 ? line.p[0] : 0;

	return c == '-' || c == '+' || c == '*' || (c >= '0' && c <= '9') ||
		slice_starts(line, "•");
}

/* The line break between two blocks becomes a blank; the original has it still. */
static void
join(struct story *s, struct story_block *to, const struct story_block *from)
{
	s->text.p[to->end] = ' ';
	to->end = from->end;
	to->raw_end = from->raw_end;
	to->verbatim = false;
}

void
structure_unwrap(struct story *s)
{
	size_t kept = 0;

	if (!is_wrapped(s))
		return;
	for (size_t i = 1; i < s->block_count; i++) {
		struct story_block *last = &s->blocks[kept], *b = &s->blocks[i];

		if (!b->apart && last->end + 1 == b->start && kept > 0 &&
			!begins_item(story_block_text(s, i)))
			join(s, last, b);
		else
			s->blocks[++kept] = *b;
	}
	s->block_count = kept + 1;
}

/* ---- headline and body -------------------------------------------------------------------------
 */

/* A headline is one line for every tool that lists it, so a tab in it becomes a blank. */
static void
flatten(struct story *s, struct story_block *b)
{
	for (uint32_t i = b->start; i < b->end; i++)
		if (s->text.p[i] == '\t')
			s->text.p[i] = ' ';
}

void
structure_headline(struct story *s)
{
	size_t i = 0;
	struct slice text;
	unsigned percent;
	bool sentence;

	while (i < s->block_count && s->blocks[i].role != STORY_BODY)
		i++;
	if (i == s->block_count)
		return;
	sentence = slice_ends(story_block_text(s, i), ".");
	if (line_chars(story_block_text(s, i)) > (sentence ? HEADLINE_SENTENCE_MAX : HEADLINE_MAX))
		return;
	percent = sentence ? 80 : 99;
	flatten(s, &s->blocks[i]);
	s->blocks[i].role = STORY_HEADLINE;
	s->headline = i;
	s->blocks[i].percent = (uint8_t)percent;
	text = story_block_text(s, i);
	story_add_finding(s,
		&(struct story_finding){.field = "headline",
			.value = text,
			.at = text,
			.block = i,
			.rule = i == 0 ? "first line" : "first line behind the stamp",
			.percent = percent});
}

/* Ends as sentences, quotations and what introduces a list do. */
static bool
is_closed(struct slice line)
{
	static const char *const ends[] = {
		".", "!", "?", "…", ":", ";", ",", "\"", "”", "»", "。", "！", "？", "’", ")"};

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (slice_ends(line, ends[i]))
			return true;
	return false;
}

static bool
is_paragraph(const struct story *s, size_t block)
{
	return block < s->block_count &&
		(s->blocks[block].role == STORY_BODY || s->blocks[block].role == STORY_CAPTION) &&
		is_closed(story_block_text(s, block));
}

void
structure_body(struct story *s)
{
	bool led = false;

	for (size_t i = 0; i < s->block_count; i++) {
		struct story_block *b = &s->blocks[i];
		struct slice text = story_block_text(s, i);

		if (b->role != STORY_BODY)
			continue;
		if (!led) {
			b->role = STORY_LEAD;
			b->percent = 95;
			led = true;
		} else if (!is_closed(text) && !begins_item(text) &&
			line_chars(text) <= HEADING_MAX && is_paragraph(s, i + 1)) {
			b->role = STORY_HEADING;
			b->percent = 70;
		}
	}
}
