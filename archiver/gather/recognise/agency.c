#include "archiver/gather/recognise/agency.h"

#include "archiver/gather/recognise/line.h"
#include "archiver/gather/tables/words.h"
#include "format/base/text.h"

/* A dateline is shorter, in bytes. */
#define BYTES_MAX 120

/* It stands in one of the first paragraphs: a subtitle or a caption may come before it. */
#define BLOCKS_MAX 3

/* Of these the shortest names and the longest abbreviations. */
#define NAME_MAX	 60
#define ABBREVIATION_MIN 2
#define ABBREVIATION_MAX 14

/* Words and signs of the longest name that a user lists. */
#define NAME_TOKENS 24

static bool
is_listed(enum words_list list, struct slice s)
{
	const struct words *words = words_of(list);

	for (size_t i = 0; i < words->count; i++)
		if (line_is_slice(s, words->at[i]))
			return true;
	return false;
}

/* Capitals, with digits and the signs that bind them: BTĐKT, GD&TĐ, VOV5, TTXVN/Vietnam+. */
static bool
is_abbreviation(struct slice s)
{
	size_t capitals = 0, chars = line_chars(s), n;
	uint32_t point;

	if (chars < ABBREVIATION_MIN || chars > ABBREVIATION_MAX)
		return false;
	for (; (n = text_point(s, &point)) > 0; s = slice_from(s, n)) {
		if (line_is_capital(point))
			capitals++;
		else if ((point < '0' || point > '9') && !line_is_one_of(point, "&.+/"))
			return false;
	}
	return capitals >= ABBREVIATION_MIN;
}

/* Letters, digits, hyphens and at least one dot inside, no blank: binhdinh.gov.vn. */
static bool
is_domain(struct slice s)
{
	size_t dot = slice_find(s, '.');

	if (s.len < 5 || dot == 0 || dot + 2 >= s.len)
		return false;
	for (size_t i = 0; i < s.len; i++) {
		uint8_t c = s.p[i];

		if (c != '.' && c != '-' && (c < '0' || c > '9') && (c < 'a' || c > 'z') &&
			(c < 'A' || c > 'Z'))
			return false;
	}
	return s.p[s.len - 1] != '.';
}

/* All of `s` is one phrase of the class. */
static bool
is_phrase(const struct lexicon *own, uint32_t class, struct slice s)
{
	struct token t[NAME_TOKENS];
	size_t end, count = token_read(s, 0, t, NAME_TOKENS, &end);

	return own != NULL && count > 0 && end == s.len &&
		lexicon_match(own, t, count, class, NULL) == count;
}

bool
agency_check(struct slice name, const struct lexicon *own)
{
	return is_abbreviation(name) || is_domain(name) || is_listed(WORDS_AGENCIES, name) ||
		is_phrase(own, LEXICON_AGENCY, name);
}

static size_t
blanks(struct slice s)
{
	size_t at = 0, n;

	while ((n = line_blank(slice_from(s, at))) > 0)
		at += n;
	return at;
}

/* The dash that ends a dateline, with what is blank around it; 0 where there is none. */
static size_t
dash_len(struct slice s)
{
	size_t at = blanks(s), n;
	uint32_t point;

	n = text_point(slice_from(s, at), &point);
	if (n == 0 || !line_is_dash(point))
		return 0;
	at += n;
	return at + blanks(slice_from(s, at));
}

/* Without a day behind it: `TTXVN 24/5`, `AFP, 3/5/2023`. */
static struct slice
without_day(struct slice s)
{
	struct slice t = s;

	while (t.len > 0 && line_is_one_of(t.p[t.len - 1], "0123456789/.- ,"))
		t.len--;
	return t.len > 0 && t.len < s.len && line_is_one_of(s.p[t.len], " ,") ? t : s;
}

/* Every word of a place is a capital's: `Đà Nẵng`, `BUON MA THUOT`. */
bool
agency_place(struct slice s)
{
	bool inside = false;
	uint32_t point;
	size_t n;

	if (s.len == 0 || s.len > NAME_MAX)
		return false;
	for (; (n = text_point(s, &point)) > 0; s = slice_from(s, n)) {
		if (line_is_letter(point) && !inside && !line_is_capital(point))
			return false;
		if (!line_is_letter(point) && point != ' ' && point != '.' && point != '-')
			return false;
		inside = line_is_letter(point) || point == '.';
	}
	return true;
}

/* `(AGENCY 24/5)` at the start of `s`, with or without a dash behind it. */
static bool
parse_brackets(struct slice s, const struct lexicon *own, struct agency *a)
{
	size_t end = slice_find(s, ')'), dash;
	struct slice name;

	if (s.len == 0 || s.p[0] != '(' || end == s.len || end > NAME_MAX)
		return false;
	name = without_day(line_trim(slice_of(s.p + 1, end - 1)));
	dash = dash_len(slice_from(s, end + 1));
	if (name.len == 0 || (dash == 0 && !agency_check(name, own)))
		return false;
	a->name = name;
	a->len = end + 1 + (dash > 0 ? dash : blanks(slice_from(s, end + 1)));
	a->rule = dash > 0 ? "in brackets before a dash" : "known name in brackets";
	a->percent = agency_check(name, own) ? 98 : line_chars(name) <= 24 ? 85 : 40;
	return true;
}

/* `Place (AGENCY) -`, `Place, 24/5 (AGENCY) -`. */
static bool
parse_place(struct slice s, const struct lexicon *own, struct agency *a)
{
	size_t open = slice_find(slice_first(s, NAME_MAX), '(');
	struct slice place;

	if (open == 0 || open >= s.len || open >= NAME_MAX)
		return false;
	place = without_day(line_trim(slice_first(s, open)));
	if (!agency_place(place) || !parse_brackets(slice_from(s, open), own, a) ||
		!agency_check(a->name, own))
		return false;
	a->place = place;
	a->len += open;
	a->rule = "place and name in brackets";
	return true;
}

/* `AGENCY -`, `Place -`: with blanks around the dash, or it is inside a word. */
static bool
parse_bare(struct slice s, const struct lexicon *own, struct agency *a)
{
	uint32_t point;
	size_t at = 0, n;

	while ((n = text_point(slice_from(s, at), &point)) > 0 && at < NAME_MAX) {
		if (line_is_dash(point) && at > 0 && line_blank(slice_from(s, at - 1)) > 0 &&
			line_blank(slice_from(s, at + n)) > 0)
			break;
		at += n;
	}
	if (n == 0 || at >= NAME_MAX)
		return false;
	a->name = line_trim(slice_first(s, at));
	a->len = at + dash_len(slice_from(s, at));
	a->rule = "name before a dash";
	a->percent = 95;
	if (is_listed(WORDS_PLACES, without_day(a->name)) ||
		is_phrase(own, LEXICON_DATELINE, without_day(a->name))) {
		a->place = without_day(a->name);
		a->name = SLICE_EMPTY;
		a->rule = "known place before a dash";
		return true;
	}
	return agency_check(a->name, own);
}

bool
agency_parse(struct slice paragraph, const struct lexicon *own, struct agency *out)
{
	struct slice s = slice_first(paragraph, BYTES_MAX);
	struct agency a = {.percent = 0};

	*out = a;
	if (!parse_brackets(s, own, &a) && !parse_place(s, own, &a)) {
		a = (struct agency){.percent = 0};
		if (!parse_bare(s, own, &a))
			return false;
	}
	*out = a;
	return true;
}

static void
tell(struct story *s, size_t block, const char *field, struct slice value, const struct agency *a)
{
	if (value.len > 0)
		story_add_finding(s,
			&(struct story_finding){.field = field,
				.value = value,
				.at = value,
				.block = block,
				.rule = a->rule,
				.percent = a->percent});
}

/* A line of nothing but the agency; what it is in brackets or not. */
static bool
is_alone(struct slice text, const struct lexicon *own, struct slice *name)
{
	*name = text;
	if (text.len > 2 && text.p[0] == '(' && text.p[text.len - 1] == ')')
		*name = slice_of(text.p + 1, text.len - 2);
	return agency_check(*name, own);
}

/* In a paragraph: false where the dateline may stand in the next one. */
static bool
find_in(struct story *s, size_t block, const struct lexicon *own)
{
	struct slice text = story_block_text(s, block), name;
	struct agency a;

	if (is_alone(text, own, &name)) {
		a = (struct agency){.rule = "a line of its own", .percent = 85};
		s->blocks[block].role = STORY_AGENCY;
		s->blocks[block].percent = 85;
		tell(s, block, "agency", name, &a);
		return true;
	}
	if (agency_parse(text, own, &a)) {
		tell(s, block, "agency", a.name, &a);
		tell(s, block, "located", a.place, &a);
		return true;
	}
	return slice_ends(text, ".");
}

void
agency_find(struct story *s, const struct lexicon *own)
{
	size_t i = s->headline == STORY_NONE ? 0 : s->headline + 1;

	for (size_t seen = 0; i < s->block_count && seen < BLOCKS_MAX; i++) {
		if (s->blocks[i].role != STORY_BODY)
			continue;
		if (find_in(s, i, own))
			return;
		seen++;
	}
}
