#include "archiver/gather/recognise/date.h"

#include "format/base/civil.h"

#define YEAR_MIN 1000
#define YEAR_MAX 2199

/* A year stands for a day behind it over at most so many tokens. */
#define YEAR_REACH 8

/* One point in time, or the first or last of two. */
struct reading {
	struct date d;
	size_t tokens;
	char mark;   /* between day and month, or 'w' for words, or 'y' for a year alone */
	bool spoken; /* with a word such as "tháng" that leaves no doubt */
};

struct date_anchor
date_anchor_of(const struct story *s)
{
	return (struct date_anchor){
		s->dated, {s->published.year, s->published.month, s->published.day}};
}

void
date_write(struct date d, struct bytes *out)
{
	if (d.year != 0)
		bytes_fmt(out, "%04u", d.year);
	else
		bytes_str(out, "XXXX");
	if (d.month != 0)
		bytes_fmt(out, "-%02u", d.month);
	if (d.day != 0)
		bytes_fmt(out, "-%02u", d.day);
}

/* ---- years ------------------------------------------------------------------------------ */

static int
days_of(struct date d)
{
	struct civil c = {.year = d.year, .month = d.month, .day = d.day == 0 ? 15 : d.day};

	return civil_check(&c) ? (int)(civil_seconds(&c) / CIVIL_DAY_SECONDS) : INT32_MAX;
}

unsigned
date_year_near(struct date d, const struct date_anchor *a)
{
	unsigned best = 0;
	int distance = INT32_MAX;

	for (unsigned year = a->day.year - 1; a->known && year <= a->day.year + 1; year++) {
		int there = days_of((struct date){year, d.month, d.day});
		int far = there == INT32_MAX ? there : there - days_of(a->day);

		far = far < 0 ? -far : far;
		if (far < distance) {
			distance = far;
			best = year;
		}
	}
	return best;
}

static bool
is_year(const struct passage *p, size_t i)
{
	return i < p->count && p->at[i].kind == TOKEN_NUMBER &&
		p->at[i].end - p->at[i].start == 4 && p->at[i].number >= YEAR_MIN &&
		p->at[i].number <= YEAR_MAX;
}

/* "năm 1968, ngày 11.2": the year that stands shortly before token `i` in its sentence. */
static unsigned
year_before(const struct passage *p, size_t i)
{
	for (size_t n = 1; n <= YEAR_REACH && n <= i; n++) {
		size_t at = i - n;

		if (passage_is_mark(p, at, '.') || passage_is_mark(p, at, ';'))
			return 0;
		if (is_year(p, at) && at > 0 && passage_is_word(p, at - 1, "năm"))
			return p->at[at].number;
	}
	return 0;
}

/* ---- one point in time ------------------------------------------------------------------- */

static bool
is_number(const struct passage *p, size_t i, uint32_t least, uint32_t most)
{
	return i < p->count && p->at[i].kind == TOKEN_NUMBER && p->at[i].number >= least &&
		p->at[i].number <= most && p->at[i].end - p->at[i].start <= 4;
}

static bool
is_joined(const struct passage *p, size_t i)
{
	return i < p->count && !p->at[i].blank;
}

/* A day that exists; 29 February in any year where none is named. */
static bool
check_day(struct date d)
{
	return d.month >= 1 && d.month <= 12 && d.day >= 1 &&
		d.day <= civil_month_days(d.year == 0 ? 2000 : d.year, d.month);
}

/* "[tháng 6] năm 2023", "… /2023", "… .2023", "… - 2023": a year behind, if there is one. */
static void
take_year(const struct passage *p, size_t i, struct reading *r)
{
	size_t at = i + r->tokens;

	if (passage_is_word(p, at, "năm") && is_year(p, at + 1)) {
		r->d.year = p->at[at + 1].number;
		r->tokens += 2;
	} else if ((passage_is_mark(p, at, '/') || passage_is_mark(p, at, '.') ||
			   passage_is_mark(p, at, '-')) &&
		is_joined(p, at) && is_joined(p, at + 1) && is_year(p, at + 1)) {
		r->d.year = p->at[at + 1].number;
		r->tokens += 2;
	}
}

/* 28/7, 28/7/2023, 22.4, 27-5-2020: the mark is the same between all. */
static bool
read_figures(const struct passage *p, size_t i, struct reading *r)
{
	char mark;

	if (!is_number(p, i, 1, 31) || i + 2 >= p->count || p->at[i + 1].kind != TOKEN_MARK ||
		!is_joined(p, i + 1) || !is_joined(p, i + 2) || !is_number(p, i + 2, 1, 12))
		return false;
	mark = p->at[i + 1].mark;
	if (mark != '/' && mark != '.' && mark != '-')
		return false;
	*r = (struct reading){{0, p->at[i + 2].number, p->at[i].number}, 3, mark, false};
	if (passage_is_mark(p, i + 3, mark) && is_joined(p, i + 3) && is_joined(p, i + 4) &&
		is_year(p, i + 4)) {
		r->d.year = p->at[i + 4].number;
		r->tokens = 5;
	} else if (passage_is_word(p, i + 3, "năm") && is_year(p, i + 4)) {
		r->d.year = p->at[i + 4].number;
		r->tokens = 5;
	} else if (mark == '-' && i + 3 < p->count && p->at[i + 3].kind == TOKEN_WORD &&
		is_joined(p, i + 3)) {
		return false;
	}
	/* 1/2/3 and 10.4.2 are something else; so is 3.5% or 7/12 of a number that goes on. */
	if (i + r->tokens + 1 < p->count && p->at[i + r->tokens].kind == TOKEN_MARK &&
		strchr("/.,%-", p->at[i + r->tokens].mark) != NULL && is_joined(p, i + r->tokens) &&
		(p->at[i + r->tokens].mark == '%' ||
			(p->at[i + r->tokens + 1].kind == TOKEN_NUMBER &&
				is_joined(p, i + r->tokens + 1))))
		return false;
	return check_day(r->d);
}

/* "[ngày] 5 tháng 6 [năm 2023]". */
static bool
read_words(const struct passage *p, size_t i, struct reading *r)
{
	if (!is_number(p, i, 1, 31) || !passage_is_word(p, i + 1, "tháng") ||
		!is_number(p, i + 2, 1, 12))
		return false;
	*r = (struct reading){{0, p->at[i + 2].number, p->at[i].number}, 3, 'w', true};
	take_year(p, i, r);
	return check_day(r->d);
}

/* "tháng 4", "tháng 10.2024", "tháng 6 năm 2023". */
static bool
read_month(const struct passage *p, size_t i, struct reading *r)
{
	if (!passage_is_word(p, i, "tháng") || !is_number(p, i + 1, 1, 12))
		return false;
	*r = (struct reading){{0, p->at[i + 1].number, 0}, 2, 'w', true};
	take_year(p, i, r);
	return true;
}

/* "năm 2025", "năm học 2022" is none. */
static bool
read_year(const struct passage *p, size_t i, struct reading *r)
{
	if (!passage_is_word(p, i, "năm") || !is_year(p, i + 1))
		return false;
	*r = (struct reading){{p->at[i + 1].number, 0, 0}, 2, 'y', true};
	return true;
}

static bool
read_point(const struct passage *p, size_t i, struct reading *r)
{
	return read_words(p, i, r) || read_figures(p, i, r) || read_month(p, i, r) ||
		read_year(p, i, r);
}

size_t
date_at(const struct passage *p, size_t i, struct date *out)
{
	struct reading r;

	if (!read_words(p, i, &r) && !read_figures(p, i, &r))
		return 0;
	*out = r.d;
	return r.tokens;
}

/* ---- periods of a year ------------------------------------------------------------------- */

static unsigned
quarter_of(const struct passage *p, size_t i)
{
	static const char *const roman[] = {"i", "ii", "iii", "iv"};

	if (is_number(p, i, 1, 4))
		return p->at[i].number;
	for (unsigned n = 0; n < 4; n++)
		if (passage_is_word(p, i, roman[n]))
			return n + 1;
	return 0;
}

/* "nửa đầu năm", "nửa cuối năm"; "9 tháng năm 2023" are the first nine. */
static size_t
read_share(const struct passage *p, size_t i, unsigned *first, unsigned *last)
{
	if (passage_is_word(p, i, "nửa") && passage_is_word(p, i + 2, "năm") &&
		(passage_is_word(p, i + 1, "đầu") || passage_is_word(p, i + 1, "cuối"))) {
		*first = passage_is_word(p, i + 1, "đầu") ? 1 : 7;
		*last = *first + 5;
		return 3;
	}
	if (!is_number(p, i, 2, 11) || !passage_is_word(p, i + 1, "tháng") ||
		!passage_is_word(p, i + 2, "năm") || !is_year(p, i + 3))
		return 0;
	*first = 1;
	*last = p->at[i].number;
	return 3;
}

/* From month `*first` to `*last`: "6 tháng đầu năm", "6 tháng cuối năm", "quý III". */
static size_t
read_part(const struct passage *p, size_t i, unsigned *first, unsigned *last)
{
	unsigned quarter;
	size_t share = read_share(p, i, first, last);

	if (share > 0)
		return share;

	if (is_number(p, i, 1, 11) && passage_is_word(p, i + 1, "tháng") &&
		passage_is_word(p, i + 3, "năm")) {
		unsigned months = p->at[i].number;
		bool end = passage_is_word(p, i + 2, "cuối");

		if (!end && !passage_is_word(p, i + 2, "đầu"))
			return 0;
		*first = end ? 13 - months : 1;
		*last = end ? 12 : months;
		return 4;
	}
	quarter = passage_is_word(p, i, "quý") ? quarter_of(p, i + 1) : 0;
	if (quarter == 0)
		return 0;
	*first = quarter * 3 - 2;
	*last = quarter * 3;
	return 2;
}

static void
tell(struct passage *p, size_t i, size_t tokens, struct date first, struct date last,
	const char *rule, unsigned percent)
{
	struct bytes edtf = BYTES_UP_TO(64);

	date_write(first, &edtf);
	if (last.year != 0 || last.month != 0) {
		bytes_u8(&edtf, '/');
		date_write(last, &edtf);
	}
	if (edtf.failed != RC_OK)
		p->story->failed = edtf.failed;
	passage_tell(p, "date", i, tokens, bytes_slice(&edtf), rule, percent);
	passage_use(p, i, tokens, TOKEN_OF_DATE);
	bytes_release(&edtf);
}

/* The year stands behind it, or is that of the sentence or of the anchor. */
static size_t
find_part(struct passage *p, size_t i, const struct date_anchor *a)
{
	unsigned first, last, year = 0;
	size_t tokens = read_part(p, i, &first, &last), more = 0;

	if (tokens == 0)
		return 0;
	if (is_year(p, i + tokens))
		more = 1;
	else if ((passage_is_mark(p, i + tokens, '/') || passage_is_mark(p, i + tokens, '.') ||
			 passage_is_mark(p, i + tokens, '-') ||
			 passage_is_word(p, i + tokens, "năm")) &&
		is_year(p, i + tokens + 1))
		more = 2;
	tokens += more;
	year = more > 0 ? p->at[i + tokens - 1].number : a->known ? a->day.year : 0;
	tell(p, i, tokens, (struct date){year, first, 0}, (struct date){year, last, 0},
		more > 0 ? "part of a year" : "part of the stamp's year", more > 0 ? 97 : 85);
	return tokens;
}

/* ---- from one point to another ----------------------------------------------------------- */

/* Between the two ends: a dash, or "đến (ngày)", "tới", with "hết" before. Its tokens, or 0. */
static size_t
between(const struct passage *p, size_t i)
{
	size_t n = 0;

	if (passage_is_mark(p, i, '-'))
		return 1;
	if (passage_is_word(p, i, "đến") || passage_is_word(p, i, "tới"))
		n = 1;
	if (n > 0 && passage_is_word(p, i + n, "hết"))
		n++;
	if (n > 0 && passage_is_word(p, i + n, "ngày"))
		n++;
	return n;
}

/* "giai đoạn 2021 - 2025", "năm 2020 – 2021", "từ năm 2015 đến năm 2020". */
static size_t
find_years(struct passage *p, size_t i)
{
	size_t named = passage_is_word(p, i, "năm") ? 1 : 0, gap, again;

	if (!is_year(p, i + named))
		return 0;
	gap = between(p, i + named + 1);
	if (gap == 0)
		return 0;
	again = passage_is_word(p, i + named + 1 + gap, "năm") ? 1 : 0;
	if (!is_year(p, i + named + 1 + gap + again) ||
		p->at[i + named].number >= p->at[i + named + 1 + gap + again].number)
		return 0;
	if (named == 0 && passage_is_mark(p, i - (i > 0), '/'))
		return 0;
	tell(p, i, named + 2 + gap + again, (struct date){p->at[i + named].number, 0, 0},
		(struct date){p->at[i + named + 1 + gap + again].number, 0, 0}, "years", 95);
	return named + 2 + gap + again;
}

/* The second end lends the first what it leaves out; a later month belongs to the year before. */
static void
complete(struct date *first, struct date *last, unsigned year)
{
	if (last->year == 0)
		last->year = first->year != 0 ? first->year : year;
	if (first->month == 0)
		first->month = last->month;
	if (first->year == 0 && last->year != 0)
		first->year = first->month > last->month ? last->year - 1 : last->year;
}

/* A word that stands before days, or a bracket, a dash, a comma behind another day. */
static bool
is_cued(const struct passage *p, size_t i)
{
	if (i == 0)
		return false;
	if (p->at[i - 1].kind == TOKEN_MARK)
		return p->at[i - 1].mark == '(' || (i > 1 && p->at[i - 2].use == TOKEN_OF_DATE);
	return passage_match_before(p, i, LEXICON_DAY_CUE) > 0;
}

static unsigned
year_for(const struct passage *p, size_t i, struct date d, const struct date_anchor *a)
{
	unsigned year = year_before(p, i);

	return year != 0 ? year : date_year_near(d, a);
}

/* "16 - 22.4", "5 và 6/7", "30.4 - 1.5", "từ ngày 1/6 đến ngày 5/6". */
static size_t
find_days(struct passage *p, size_t i, const struct date_anchor *a)
{
	struct reading first = {{0, 0, 0}, 1, 0, false}, last;
	bool whole = read_words(p, i, &first) || read_figures(p, i, &first);
	size_t gap, tokens;

	if (!whole && !is_number(p, i, 1, 31))
		return 0;
	if (!whole)
		first = (struct reading){{0, 0, p->at[i].number}, 1, 0, false};
	gap = between(p, i + first.tokens);
	if (gap == 0 ||
		(!read_words(p, i + first.tokens + gap, &last) &&
			!read_figures(p, i + first.tokens + gap, &last)))
		return 0;
	if (!is_cued(p, i) && (!whole || (first.d.year == 0 && last.d.year == 0)))
		return 0;
	complete(&first.d, &last.d, year_for(p, i, last.d, a));
	if (first.d.day > 31 || !check_day(first.d) || days_of(first.d) > days_of(last.d))
		return 0;
	tokens = first.tokens + gap + last.tokens;
	tell(p, i, tokens, first.d, last.d, "from day to day", 95);
	return tokens;
}

/* "từ tháng 9 đến tháng 12/2022", "tháng 3/2021 - tháng 11/2022", "tháng 7-9/2023". */
static size_t
find_months(struct passage *p, size_t i, const struct date_anchor *a)
{
	struct reading first, last;
	size_t gap, again;

	if (!read_month(p, i, &first))
		return 0;
	gap = between(p, i + first.tokens);
	if (gap == 0)
		return 0;
	again = i + first.tokens + gap;
	if (!read_month(p, again, &last)) {
		if (first.d.year != 0 || !is_number(p, again, 1, 12))
			return 0;
		last = (struct reading){{0, p->at[again].number, 0}, 1, 'w', true};
		take_year(p, again, &last);
		if (last.d.year == 0)
			return 0;
	}
	complete(&first.d, &last.d, year_for(p, i, last.d, a));
	if (last.d.year == 0 ||
		first.d.year * 12 + first.d.month >= last.d.year * 12 + last.d.month)
		return 0;
	tell(p, i, first.tokens + gap + last.tokens, first.d, last.d, "from month to month", 95);
	return first.tokens + gap + last.tokens;
}

/* "những năm 1990", "thập niên 1990": EDTF 199X. */
static size_t
find_decade(struct passage *p, size_t i)
{
	size_t word = passage_is_word(p, i, "năm") && i > 0 && passage_is_word(p, i - 1, "những")
		? 1
		: passage_is_word(p, i, "thập") ? 2
						: 0;
	struct bytes edtf = BYTES_UP_TO(16);

	if (word == 0 || !is_year(p, i + word) || p->at[i + word].number % 10 != 0 ||
		passage_is_mark(p, i + word + 1, '-') ||
		(passage_is_mark(p, i + word + 1, ',') && is_year(p, i + word + 2)))
		return 0;
	bytes_number(&edtf, p->at[i + word].number / 10);
	bytes_u8(&edtf, 'X');
	if (edtf.failed != RC_OK)
		p->story->failed = edtf.failed;
	passage_tell(p, "date", i, word + 1, bytes_slice(&edtf), "decade", 85);
	passage_use(p, i, word + 1, TOKEN_OF_DATE);
	bytes_release(&edtf);
	return word + 1;
}

/* "22 và 23/4", "22, 23/4": a day that takes its month from the next. */
static size_t
find_shared(struct passage *p, size_t i, const struct date_anchor *a)
{
	struct reading next;
	struct date d;

	if (!is_number(p, i, 1, 31) || !passage_is_word(p, i - (i > 0), "ngày") ||
		!(passage_is_mark(p, i + 1, ',') || passage_is_word(p, i + 1, "và")) ||
		!read_figures(p, i + 2, &next))
		return 0;
	d = (struct date){next.d.year, next.d.month, p->at[i].number};
	if (d.year == 0)
		d.year = year_for(p, i, d, a);
	if (!check_day(d))
		return 0;
	tell(p, i, 1, d, (struct date){0, 0, 0}, "day of the next one's month", 90);
	return 1;
}

/* ---- all of them ------------------------------------------------------------------------- */

/* How sure one reading is of being a date at all. */
static unsigned
sureness(const struct passage *p, size_t i, const struct reading *r)
{
	bool cued = is_cued(p, i);

	if (r->spoken || r->d.year != 0)
		return 97;
	if (cued)
		return r->mark == '/' ? 97 : 93;
	if (r->mark != '/' || i + r->tokens >= p->count)
		return 30;
	/* "1/3 diện tích", "24/7": a fraction is small, or counts something. */
	return passage_is_mark(p, i + r->tokens, ',') || passage_is_mark(p, i + r->tokens, ')')
		? 60
		: 40;
}

static size_t
find_point(struct passage *p, size_t i, struct date_anchor *a)
{
	struct reading r;
	const char *rule = "date";
	unsigned percent;

	if (!read_point(p, i, &r))
		return 0;
	percent = sureness(p, i, &r);
	if (r.d.year == 0) {
		r.d.year = year_before(p, i);
		rule = r.d.year != 0 ? "date, year of the sentence" : "date, year near the stamp";
		if (r.d.year == 0)
			r.d.year = date_year_near(r.d, a);
		if (r.d.year == 0)
			rule = "date without a year";
	} else if (!a->known && r.d.day != 0) {
		*a = (struct date_anchor){true, r.d};
	}
	tell(p, i, r.tokens, r.d, (struct date){0, 0, 0}, rule, percent);
	return r.tokens;
}

/* The words that a date begins with. */
static bool
may_begin(const struct passage *p, size_t i)
{
	return passage_is_word(p, i, "năm") || passage_is_word(p, i, "tháng") ||
		passage_is_word(p, i, "quý") || passage_is_word(p, i, "nửa") ||
		passage_is_word(p, i, "thập");
}

static size_t
find_at(struct passage *p, size_t i, struct date_anchor *a)
{
	const struct token *t = &p->at[i];
	size_t n;

	if (t->use != TOKEN_FREE || t->kind == TOKEN_MARK ||
		(t->kind == TOKEN_WORD ? !may_begin(p, i)
				       : i > 0 && !t->blank && p->at[i - 1].kind == TOKEN_WORD))
		return 0;
	n = find_part(p, i, a);
	if (n == 0)
		n = find_decade(p, i);
	if (n == 0)
		n = find_years(p, i);
	if (n == 0)
		n = find_months(p, i, a);
	if (n == 0)
		n = find_days(p, i, a);
	if (n == 0)
		n = find_shared(p, i, a);
	return n > 0 ? n : find_point(p, i, a);
}

void
date_find(struct passage *p, struct date_anchor *a)
{
	size_t i = 0;

	while (i < p->count) {
		size_t n = find_at(p, i, a);

		i += n > 0 ? n : 1;
	}
}
