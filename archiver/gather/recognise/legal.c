#include "archiver/gather/recognise/legal.h"

#include "archiver/gather/recognise/date.h"

/* Tokens of a number, of a law's title, and between a sentence's date and its document. */
#define NUMBER_MAX 24
#define TITLE_MAX  24
#define REACH_MAX  40

/* ---- numbers ----------------------------------------------------------------------------- */

static bool
is_joined(const struct passage *p, size_t i)
{
	return i < p->count && !p->at[i].blank;
}

static bool
is_slash_or_dash(const struct passage *p, size_t i)
{
	return passage_is_mark(p, i, '/') || passage_is_mark(p, i, '-');
}

/*
 * "45 - KL/TW", "18 -NQ/TW": blanks around the first dash, if the code of a kind of document
 * follows. Returns the tokens up to and with the code.
 */
static size_t
spaced_code(const struct passage *p, size_t i)
{
	if (passage_is_mark(p, i, '-') && passage_match(p, i + 1, LEXICON_CODE) == 1 &&
		p->at[i + 1].capital && (passage_is_mark(p, i + 2, '/') || !is_joined(p, i)))
		return 2;
	return 0;
}

/*
 * The tokens of a document's number at `i`, or 0; `*symbol` where it names more than a figure.
 * Letters and figures hang together by slashes, dashes and ampersands.
 */
static size_t
read_number(const struct passage *p, size_t i, bool *symbol)
{
	size_t n = 1, more;

	*symbol = false;
	if (i >= p->count || p->at[i].kind != TOKEN_NUMBER || p->at[i].end - p->at[i].start > 6)
		return 0;
	more = spaced_code(p, i + 1);
	if (more > 0) {
		n += more;
		*symbol = true;
	}
	if (passage_is_capital(p, i + n) && is_joined(p, i + n))
		n++; /* 12a, 05B */
	while (n < NUMBER_MAX && is_joined(p, i + n) && is_joined(p, i + n + 1) &&
		(is_slash_or_dash(p, i + n) || passage_is_mark(p, i + n, '&')) &&
		p->at[i + n + 1].kind != TOKEN_MARK) {
		*symbol = *symbol || p->at[i + n + 1].kind == TOKEN_WORD;
		n += 2;
		/* QH13, BTTTT1: figures behind letters are in the token already. */
	}
	return n;
}

/* "1526/QĐ-TTg" as it is printed, but without blanks. */
static void
add_number(const struct passage *p, size_t i, size_t n, struct bytes *out)
{
	for (size_t k = i; k < i + n; k++) {
		if (passage_is_mark(p, k, '-'))
			bytes_u8(out, '-');
		else
			bytes_add(out, passage_text(p, k, 1));
	}
}

/* ---- dates that belong to a document -------------------------------------------------------- */

/* ", ngày 09/12/2022", "(ngày …)", "ngày …": behind the number. Returns the date's tokens. */
static size_t
date_behind(const struct passage *p, size_t i, struct date *d)
{
	size_t at = i;

	if (passage_is_mark(p, at, ',') || passage_is_mark(p, at, '('))
		at++;
	if (passage_is_word(p, at, "ban") && passage_is_word(p, at + 1, "hành"))
		at += 2;
	if (passage_is_word(p, at, "ký"))
		at++;
	if (!passage_is_word(p, at, "ngày") || date_at(p, at + 1, d) == 0)
		return 0;
	return at + 1 - i + date_at(p, at + 1, d);
}

/* "Ngày 1.11.2023, UBND tỉnh ban hành Quyết định …": the sentence begins with the day. */
static bool
date_of_sentence(const struct passage *p, size_t i, struct date *d)
{
	size_t first = i;

	if (i < 2 ||
		!((passage_is_word(p, i - 1, "hành") && passage_is_word(p, i - 2, "ban")) ||
			passage_is_word(p, i - 1, "ký") || passage_is_word(p, i - 1, "có") ||
			passage_is_word(p, i - 1, "ra")))
		return false;
	while (first > 0 && i - first < REACH_MAX && !passage_begins_sentence(p, first))
		first--;
	return passage_is_word(p, first, "ngày") && date_at(p, first + 1, d) > 0 && d->year != 0;
}

/* ---- documents with a number ------------------------------------------------------------------
 */

static void
tell(struct passage *p, size_t i, size_t n, struct slice normalised, const char *rule,
	unsigned percent)
{
	passage_tell(p, "legal", i, n, normalised, rule, percent);
	passage_use(p, i, n, TOKEN_OF_LAW);
}

/* What is told of a document: where its kind stands and its number. */
struct reference {
	size_t kind, kind_len, number, number_len;
	bool symbol;
};

/* "178/2024/NĐ-CP ngày 3/7": its number's year, else the one nearest to the report's own day. */
static unsigned
year_of(const struct passage *p, const struct reference *r, struct date d)
{
	const struct date_anchor anchor = date_anchor_of(p->story);
	const struct token *t = &p->at[r->number];

	if (r->number_len > 3 && t[2].kind == TOKEN_NUMBER && t[2].end - t[2].start == 4 &&
		passage_is_mark(p, r->number + 1, '/'))
		return t[2].number;
	return date_year_near(d, &anchor);
}

static void
tell_numbered(struct passage *p, size_t from, const struct reference *r, unsigned percent)
{
	struct bytes text = BYTES_UP_TO(512);
	size_t end = r->number + r->number_len;
	struct date d = {0, 0, 0};

	bytes_str(&text, "vn:");
	if (!r->symbol) {
		bytes_add(&text, passage_text(p, r->kind, r->kind_len));
		bytes_u8(&text, ' ');
	}
	add_number(p, r->number, r->number_len, &text);
	if (date_behind(p, end, &d) == 0 && !date_of_sentence(p, r->kind, &d))
		d.day = 0;
	if (d.day != 0 && d.year == 0)
		d.year = year_of(p, r, d);
	if (d.day != 0 && d.year != 0) {
		bytes_u8(&text, ':');
		date_write(d, &text);
	}
	if (text.failed != RC_OK)
		p->story->failed = text.failed;
	tell(p, from, end - from, bytes_slice(&text),
		r->symbol ? "kind and symbol" : "kind and number", percent);
	bytes_release(&text);
}

/* A figure alone names a document only behind a capital or "số", and where nothing is counted. */
static unsigned
sureness(const struct passage *p, const struct reference *r, bool numbered)
{
	size_t end = r->number + r->number_len;
	bool kind = p->at[r->kind].capital;

	if (r->symbol)
		return 98;
	if (p->at[r->number].end - p->at[r->number].start > 4 || passage_is_mark(p, end, '%') ||
		(passage_is_mark(p, end, '/') && is_joined(p, end)))
		return 20;
	if (kind && numbered)
		return 90;
	/* "Chương trình 135", "Kế hoạch 2025" are programmes; these five are mostly called by
	 * number. */
	if (kind &&
		(passage_is_word(p, r->kind, "chỉ") || passage_is_word(p, r->kind, "nghị") ||
			passage_is_word(p, r->kind, "quyết") ||
			passage_is_word(p, r->kind, "kết") || passage_is_word(p, r->kind, "thông")))
		return r->kind_len > 1 && r->number_len == 1 ? 85 : 45;
	return 20;
}

/* "số", "số:", or nothing, between the kind and the number. */
static size_t
skip_word_number(const struct passage *p, size_t i)
{
	size_t n = 0;

	if (passage_is_mark(p, i, ':'))
		n = 1;
	if (passage_is_word(p, i + n, "số"))
		n++;
	if (n > 0 && passage_is_mark(p, i + n, ':'))
		n++;
	return n;
}

/* "các Nghị định số 1/…, 2/… và 3/…": further numbers of the same kind. */
static size_t
find_further(struct passage *p, size_t i, struct reference *r)
{
	size_t at = i;

	for (;;) {
		size_t gap = passage_is_mark(p, at, ',') || passage_is_mark(p, at, ';') ||
				passage_is_word(p, at, "và")
			? 1
			: 0;
		size_t more = skip_word_number(p, at + gap);

		r->number = at + gap + more;
		r->number_len = read_number(p, r->number, &r->symbol);
		if (gap == 0 || r->number_len == 0 || !r->symbol)
			return at - i;
		tell_numbered(p, r->number, r, 95);
		at = r->number + r->number_len;
	}
}

static size_t
find_numbered(struct passage *p, size_t i, size_t kind_len)
{
	struct reference r = {.kind = i, .kind_len = kind_len};
	size_t more = skip_word_number(p, i + kind_len);
	unsigned percent;

	r.number = i + kind_len + more;
	r.number_len = read_number(p, r.number, &r.symbol);
	if (r.number_len == 0)
		return 0;
	percent = sureness(p, &r, more > 0);
	if (percent < STORY_SURE)
		return 0;
	tell_numbered(p, i, &r, percent);
	more = r.number + r.number_len;
	return more - i + (r.symbol ? find_further(p, more, &r) : 0);
}

/* ---- laws with a title and a year ---------------------------------------------------------------
 */

/* "năm 2022", "(năm 2022)", "2022": its tokens; `*year` is the token of the figure. */
static size_t
read_year(const struct passage *p, size_t i, size_t *year)
{
	size_t n = 0;
	bool bracket = passage_is_mark(p, i, '(');

	n += bracket;
	if (passage_is_word(p, i + n, "năm"))
		n++;
	if (i + n >= p->count || p->at[i + n].kind != TOKEN_NUMBER || p->at[i + n].number < 1945 ||
		p->at[i + n].number > 2100)
		return 0;
	*year = i + n;
	return n + 1 + (bracket && passage_is_mark(p, i + n + 1, ')'));
}

/* A title begins with a capital and has words, commas and dashes. */
static size_t
find_statute(struct passage *p, size_t i, size_t kind_len)
{
	struct bytes text = BYTES_UP_TO(1024);
	size_t n = kind_len, year = 0, tail = 0;

	if (!p->at[i].capital || (!passage_is_capital(p, i + n) && !read_year(p, i + n, &year)))
		return 0;
	while (n < TITLE_MAX && (tail = read_year(p, i + n, &year)) == 0) {
		const struct token *t = &p->at[i + n];

		if (i + n >= p->count || t->kind == TOKEN_NUMBER ||
			(t->kind == TOKEN_MARK && t->mark != ',' && t->mark != '-'))
			return 0;
		n++;
	}
	if (tail == 0)
		return 0;
	bytes_str(&text, "vn:");
	bytes_add(&text, passage_text(p, i, n));
	bytes_u8(&text, ':');
	bytes_number(&text, p->at[year].number);
	if (text.failed != RC_OK)
		p->story->failed = text.failed;
	tell(p, i, n + tail, bytes_slice(&text), "law and year", 95);
	bytes_release(&text);
	return n + tail;
}

static size_t
find_at(struct passage *p, size_t i)
{
	size_t kind = passage_match(p, i, LEXICON_LAW), n = 0;

	if (kind > 0)
		n = find_numbered(p, i, kind);
	if (n > 0)
		return n;
	kind = passage_match(p, i, LEXICON_STATUTE);
	return kind > 0 ? find_statute(p, i, kind) : 0;
}

void
legal_find(struct passage *p)
{
	size_t i = 0;

	while (i < p->count) {
		size_t n = passage_begins(p, i, LEXICON_LAW | LEXICON_STATUTE) ? find_at(p, i) : 0;

		i += n > 0 ? n : 1;
	}
}
