#include "archiver/gather/recognise/dateline.h"

#include "archiver/gather/recognise/agency.h"
#include "archiver/gather/recognise/line.h"
#include "archiver/gather/recognise/moment_parse.h"
#include "format/base/text.h"

/* A dateline is shorter, in bytes, and has fewer parts between its commas and brackets. */
#define BYTES_MAX 160
#define PARTS_MAX 10

/* It stands in one of the first paragraphs: a subtitle may come before it. */
#define BLOCKS_MAX 3

/* The stretches of a dateline between its commas, brackets and the blank before a first digit. */
struct parts {
	struct slice at[PARTS_MAX];
	size_t count;
};

static bool
is_digit(uint8_t c)
{
	return c >= '0' && c <= '9';
}

static bool
add_part(struct parts *p, struct slice s)
{
	s = line_trim(s);
	if (s.len == 0)
		return true;
	if (p->count == PARTS_MAX)
		return false;
	p->at[p->count++] = s;
	return true;
}

/* Where a part ends before byte `i`: at a comma, a bracket, ` /NAME/`, or ahead of a number. */
static bool
is_cut(struct slice s, size_t i)
{
	uint8_t c = s.p[i];

	return line_is_one_of(c, ",()[]") || (c == '/' && (i == 0 || s.p[i - 1] == ' ')) ||
		(c == ' ' && i + 1 < s.len && is_digit(s.p[i + 1]));
}

static bool
cut(struct slice s, struct parts *p)
{
	size_t from = 0;

	p->count = 0;
	for (size_t i = 0; i < s.len; i++) {
		if (!is_cut(s, i))
			continue;
		if (!add_part(p, slice_of(s.p + from, i - from)))
			return false;
		from = i + 1;
	}
	return add_part(p, slice_from(s, from));
}

/* From the first of these parts to the last, with what stands between. */
static struct slice
span(const struct parts *p, size_t first, size_t last)
{
	const uint8_t *from = p->at[first].p;

	return slice_of(from, (size_t)(p->at[last].p + p->at[last].len - from));
}

/* The longest run of parts that is one date: the first of them, and one past the last. */
static bool
find_date(const struct parts *p, size_t *first, size_t *end, struct moment *out)
{
	for (*first = 0; *first < p->count; ++*first)
		for (*end = p->count; *end > *first; --*end)
			if (moment_parse(span(p, *first, *end - 1), out))
				return true;
	return false;
}

/* Behind an agency's name in slashes (`/PRNewswire/`) a slash is left. */
static struct slice
name_of(struct slice part)
{
	if (part.len > 1 && part.p[part.len - 1] == '/')
		part.len--;
	return part;
}

/* All of `s` is names and one whole date. The first name that is a place's, or empty. */
static bool
parse(struct slice s, struct slice *place, struct slice *date, struct moment *out)
{
	struct parts p;
	size_t first, end;

	*place = SLICE_EMPTY;
	if (!cut(s, &p) || !find_date(&p, &first, &end, out))
		return false;
	for (size_t i = 0; i < p.count; i++) {
		struct slice name = name_of(p.at[i]);

		if (i >= first && i < end)
			continue;
		if (!agency_place(name) && !agency_check(name, NULL))
			return false;
		if (place->len == 0 && agency_place(name))
			*place = name;
	}
	*date = span(&p, first, end - 1);
	return true;
}

bool
dateline_line(struct slice line, struct slice *place, struct moment *out)
{
	struct slice date;

	if (line.len > BYTES_MAX || !parse(line, place, &date, out) || place->len == 0)
		return false;
	out->percent = out->percent * 9 / 10;
	return true;
}

/*
 * How many bytes of a paragraph stand before its first word: up to a dash with blanks around it
 * or a long one, or all of the brackets that it begins with. 0 where there is neither.
 */
static size_t
head_len(struct slice s)
{
	uint32_t point;
	size_t n;

	if (s.len > 0 && s.p[0] == '(')
		return slice_find(s, ')') < s.len ? slice_find(s, ')') + 1 : 0;
	for (size_t at = 0; (n = text_point(slice_from(s, at), &point)) > 0; at += n) {
		struct slice rest = slice_from(s, at);

		if (!line_is_dash(point) || at == 0)
			continue;
		if (point != '-' || slice_starts(rest, "--") || slice_starts(rest, "- "))
			return s.p[at - 1] == ' ' || point != '-' ? at : 0;
	}
	return 0;
}

bool
dateline_parse(struct slice paragraph, struct slice *date, struct moment *out)
{
	struct slice s = slice_first(paragraph, BYTES_MAX), place;
	size_t len = head_len(s);

	if (len == 0 || !parse(slice_first(s, len), &place, date, out))
		return false;
	out->percent = out->percent * 9 / 10;
	return true;
}

void
dateline_find(struct story *s, int zone)
{
	size_t seen = 0;

	for (size_t i = 0; i < s->block_count && seen < BLOCKS_MAX && !s->dated; i++) {
		struct slice date;
		struct moment m;

		if (s->blocks[i].role != STORY_BODY && s->blocks[i].role != STORY_LEAD)
			continue;
		seen++;
		if (!dateline_parse(story_block_text(s, i), &date, &m))
			continue;
		if (!m.zoned)
			m.when.offset = zone;
		moment_tell(s, i, date, &m, "day of the dateline");
		s->published = m.when;
		s->dated = true;
	}
}
