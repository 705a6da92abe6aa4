#include "archiver/gather/read/document_letterhead.h"

#include "archiver/gather/recognise/line.h"
#include "format/base/text.h"

/* A head has at most so many paragraphs, a foot so many. */
#define HEAD_MAX 24
#define FOOT_MAX 48

/* Longer ones, in characters, are of the text. */
#define LINE_CHARS_MAX 120
#define PAIR_CHARS_MAX 200

/* A headline is not longer; document kinds stand alone on a line before it. */
#define SUBJECT_CHARS_MAX 300

/* ---- lines ----------------------------------------------------------------------------------- */

/* Where `small`, in small letters, begins in `s`, whatever case it is in; s.len where nowhere. */
static size_t
find_words(struct slice s, const char *small)
{
	for (size_t i = 0; i < s.len; i++)
		if ((s.p[i] & 0xC0) != 0x80 && line_starts(slice_from(s, i), small) > 0)
			return i;
	return s.len;
}

static bool
has_words(struct slice s, const char *small)
{
	return find_words(s, small) < s.len;
}

/* The state's name, the Party's, or the motto; in either spelling of "hòa". */
static bool
is_motto(struct slice s)
{
	static const char *const lines[] = {"cộng hòa xã hội chủ nghĩa việt nam",
		"cộng hoà xã hội chủ nghĩa việt nam", "đảng cộng sản việt nam",
		"độc lập - tự do - hạnh phúc", "độc lập – tự do – hạnh phúc",
		"độc lập-tự do-hạnh phúc"};

	if (line_chars(s) > PAIR_CHARS_MAX)
		return false;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		if (has_words(s, lines[i]))
			return true;
	return false;
}

/* `Số: 12/TB-SB`, also with the blank that is filled in by hand. */
static bool
is_number(struct slice s)
{
	size_t n = line_starts(s, "số:");

	if (n == 0)
		n = line_starts(s, "số ");
	return n > 0 && line_chars(s) <= PAIR_CHARS_MAX && slice_find(s, '/') < s.len;
}

static struct slice
without_blanks(struct slice s)
{
	while (line_blank(s) > 0)
		s = slice_from(s, line_blank(s));
	return s;
}

/* A number of at most four digits; false where none begins here. */
static bool
take_number(struct slice *s, unsigned *out)
{
	size_t n = 0;

	*s = without_blanks(*s);
	*out = 0;
	while (n < s->len && n < 4 && s->p[n] >= '0' && s->p[n] <= '9')
		*out = *out * 10 + (s->p[n++] - (unsigned)'0');
	*s = slice_from(*s, n);
	return n > 0;
}

static bool
take_word(struct slice *s, const char *small)
{
	size_t n;

	*s = without_blanks(*s);
	n = line_starts(*s, small);
	*s = slice_from(*s, n);
	return n > 0;
}

/* `A, ngày 25 tháng 11 năm 2026`: all of it, or the end of a line with something beside it. */
static bool
is_date(struct slice s, struct civil *day, bool *filled)
{
	size_t at = find_words(s, "ngày");
	struct slice rest = slice_from(s, at);

	*filled = false;
	if (at == s.len || line_chars(s) > PAIR_CHARS_MAX ||
		(at > 0 && !has_words(slice_first(s, at), ",")))
		return false;
	*day = (struct civil){.hour = 0};
	*filled = true;
	(void)take_word(&rest, "ngày");
	*filled = take_number(&rest, &day->day) && *filled;
	if (!take_word(&rest, "tháng"))
		return false;
	*filled = take_number(&rest, &day->month) && *filled;
	if (!take_word(&rest, "năm"))
		return false;
	*filled = take_number(&rest, &day->year) && *filled && civil_check(day);
	rest = line_trim(rest);
	return rest.len <= 1;
}

/* Capitals only, and at least two of them. */
static bool
is_upper(struct slice s)
{
	size_t capitals = 0, n;
	uint32_t point;

	for (; (n = text_point(s, &point)) > 0; s = slice_from(s, n)) {
		if (line_is_letter(point) && !line_is_capital(point))
			return false;
		capitals += line_is_capital(point);
	}
	return capitals > 1;
}

/* `-----`, `* * *`. */
static bool
is_rule(struct slice s)
{
	uint32_t point;
	size_t n;

	for (; (n = text_point(s, &point)) > 0; s = slice_from(s, n))
		if (line_is_letter(point) || (point >= '0' && point <= '9'))
			return false;
	return true;
}

/* ---- head ------------------------------------------------------------------------------------ */

static bool
is_part_of_head(const struct document *d, size_t i, struct document_letterhead *out)
{
	struct slice text = document_paragraph_text(d, i);
	struct civil day;
	bool filled;

	if (is_date(text, &day, &filled)) {
		if (filled && !out->dated) {
			out->dated = true;
			out->day = day;
			out->date = text;
		}
		return true;
	}
	if (is_number(text)) {
		out->number = out->number.len > 0 ? out->number : text;
		return true;
	}
	return is_motto(text) || is_rule(text);
}

/* The last paragraph of what is surely of the head, or DOCUMENT_NONE. */
static size_t
find_head(const struct document *d, struct document_letterhead *out)
{
	size_t last = DOCUMENT_NONE;

	for (size_t i = 0; i < d->count && i < HEAD_MAX; i++) {
		struct slice text = document_paragraph_text(d, i);

		if (line_chars(text) > PAIR_CHARS_MAX)
			break;
		if (text.len == 0 || !is_part_of_head(d, i, out))
			continue;
		out->found = out->found || is_motto(text) || is_number(text);
		if (!is_rule(text))
			last = i;
	}
	return out->found ? last : DOCUMENT_NONE;
}

/* `Về việc …` under the number is what the document is about. */
static bool
is_subject(struct slice s)
{
	return line_starts(s, "v/v") > 0 || line_starts(s, "về việc") > 0;
}

/* All up to its last sure line, and the rest of the table that it stands in. */
static size_t
mark_head(struct document *d, size_t last)
{
	size_t i = 0;

	for (; i < d->count &&
		(i <= last || (d->at[last].table != 0 && d->at[i].table == d->at[last].table));
		i++) {
		if (d->at[i].kind == DOCUMENT_TITLE)
			continue;
		d->at[i].kind = is_subject(document_paragraph_text(d, i)) ? DOCUMENT_TITLE
									  : DOCUMENT_LETTERHEAD;
	}
	while (i < d->count && d->at[i].len > 0 && is_rule(document_paragraph_text(d, i)))
		d->at[i++].kind = DOCUMENT_LETTERHEAD;
	return i;
}

/* `THÔNG BÁO` alone says what kind of document it is; what it is about follows. */
static void
mark_kind(struct document *d, size_t i)
{
	static const char *const kinds[] = {"thông báo", "thông cáo báo chí", "thông cáo",
		"quyết định", "báo cáo", "kế hoạch", "tờ trình", "chỉ thị", "nghị quyết",
		"giấy mời", "công điện", "công văn", "hướng dẫn", "thông tư", "nghị định",
		"chương trình", "kết luận", "biên bản", "thư mời", "tin báo chí"};

	if (i + 1 >= d->count || d->at[i].kind != DOCUMENT_TEXT ||
		d->at[i + 1].kind != DOCUMENT_TEXT || d->at[i + 1].len == 0 ||
		line_chars(document_paragraph_text(d, i + 1)) > SUBJECT_CHARS_MAX)
		return;
	for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
		if (line_is(document_paragraph_text(d, i), kinds[k]))
			d->at[i].kind = DOCUMENT_LETTERHEAD;
}

/* ---- foot ------------------------------------------------------------------------------------ */

static bool
is_foot_line(const struct document *d, size_t i)
{
	return d->at[i].kind == DOCUMENT_TEXT &&
		line_chars(document_paragraph_text(d, i)) <= LINE_CHARS_MAX;
}

/* To whom it goes begins the foot; beside it, or behind it, stands who signed. */
static bool
mark_foot(struct document *d, size_t from)
{
	size_t low = d->count > FOOT_MAX ? d->count - FOOT_MAX : 0, first = d->count;

	for (size_t i = low < from ? from : low; i < d->count; i++)
		if (line_starts(document_paragraph_text(d, i), "nơi nhận") > 0)
			first = i;
	if (first == d->count)
		return false;
	/* In a table, the cell before it may be the first of the row. */
	while (first > from && d->at[first].table != 0 &&
		d->at[first - 1].table == d->at[first].table)
		first--;
	/* The office of who signed stands above in capitals where there is no table. */
	while (first > from && d->at[first].table == 0 && is_foot_line(d, first - 1) &&
		is_upper(document_paragraph_text(d, first - 1)))
		first--;
	for (size_t i = first; i < d->count; i++)
		if (is_foot_line(d, i))
			d->at[i].kind = DOCUMENT_LETTERHEAD;
	return true;
}

void
document_letterhead_find(struct document *d, struct document_letterhead *out)
{
	size_t last, from;

	*out = (struct document_letterhead){.found = false};
	last = find_head(d, out);
	if (last == DOCUMENT_NONE) {
		*out = (struct document_letterhead){.found = false};
		return;
	}
	from = mark_head(d, last);
	mark_kind(d, from);
	out->signed_at_end = mark_foot(d, from);
}
