#include "archiver/gather/recognise/page_moment.h"

#include "archiver/gather/recognise/line.h"
#include "archiver/gather/story.h"

/* More of them say no more. */
#define VOTES_MAX 64
#define SHOWN_MAX 64

/* A line with a stamp is shorter, in characters. */
#define LINE_CHARS_MAX 160

/* A paragraph is longer than a line that names an author and a day. */
#define LEAD_CHARS_MIN 100

/* How many paragraphs above and below a headline may hold its stamp, and behind an article. */
#define ABOVE  8
#define BELOW  10
#define BEHIND 8

/* So many elements with a time are asked: those behind are of lists. */
#define TIMES_MAX 5

/* And so many looked at, whether there is a day in them or not. */
#define TIMES_READ_MAX 256

/* An element with a time in it has fewer elements and texts. */
#define TIME_NODES_MAX 16

/* With fewer points it is not likelier than not. */
#define POINTS_LIKELY 5

/* Ten times a half more than the logarithm of the odds that a source is right; 0 where less. */
struct points {
	uint8_t shown, unseen; /* the day is to be read on the page, or is not */
};

struct vote {
	struct day day;
	struct slice value;
	const char *markup;
	struct points points;
	bool line; /* for readers: the best of those for a day speaks for all */
};

struct poll {
	struct vote at[VOTES_MAX];
	size_t count;
	struct civil shown[SHOWN_MAX];
	size_t shown_count;
	bool month_first;
};

struct asking {
	const struct html_page *page;
	const struct html_blocks *blocks;
	const struct html_body *body;
	size_t headline;
	const struct page_facts *facts;
	size_t near_from, near_to; /* blocks around the headline */
	unsigned away;		   /* marks of what is none of the article */
	struct poll *poll;
};

static void
vote(struct poll *p, const struct vote *v)
{
	if (p->count < VOTES_MAX && !v->day.updated)
		p->at[p->count++] = *v;
}

/* ---- facts --------------------------------------------------------------------------------- */

static struct points
points_of(const struct page_fact *f)
{
	if (line_starts(slice_str(f->markup), "json-ld") > 0)
		return f->percent >= 85 ? (struct points){38, 6} : (struct points){38, 4};
	if (line_starts(slice_str(f->markup), "itemprop") > 0)
		return (struct points){25, 1};
	return f->percent >= 88 ? (struct points){37, 18} : (struct points){25, 11};
}

/* 11/19 is November to some who write English. */
static bool
writes_month_first(const struct page_fact *f)
{
	return f->kind == PAGE_LANGUAGE && slice_starts(f->value, "en") &&
		!slice_ends(f->value, "GB") && !slice_ends(f->value, "gb") &&
		!slice_ends(f->value, "AU");
}

static void
ask_facts(struct poll *p, const struct page_facts *facts)
{
	bool address = false;

	for (size_t i = 0; i < facts->count; i++) {
		const struct page_fact *f = &facts->at[i];
		struct vote v = {.value = f->value, .markup = f->markup};

		p->month_first = p->month_first || writes_month_first(f);
		if (f->kind == PAGE_PUBLISHED && day_parse(f->value, &v.day)) {
			v.points = points_of(f);
			vote(p, &v);
		}
		if (f->kind == PAGE_CANONICAL && !address && day_in_address(f->value, &v.day)) {
			v.points = (struct points){36, 26};
			vote(p, &v);
			address = true;
		}
	}
}

/* ---- elements ------------------------------------------------------------------------------ */

static bool
says(struct slice value, const char *word)
{
	return value.len > 0 && memmem(value.p, value.len, word, strlen(word)) != NULL;
}

/* <time>, or an element called published with the day in its title. */
static bool
is_time(const struct html_page *p, size_t i)
{
	if (p->nodes[i].tag == HTML_TEXT)
		return false;
	return p->nodes[i].tag == HTML_TIME ||
		(html_page_attribute(p, i, "title").len > 0 &&
			says(html_page_attribute(p, i, "class"), "published"));
}

/* What the element says in data, else to readers. */
static bool
read_time(const struct asking *a, size_t i, struct vote *v)
{
	struct bytes text = BYTES_UP_TO(4096);
	bool found;

	v->value = html_page_attribute(a->page, i, "datetime");
	if (v->value.len == 0)
		v->value = html_page_attribute(a->page, i, "title");
	if (v->value.len > 0 && day_parse(v->value, &v->day))
		return true;
	if (a->page->nodes[i].end - i > TIME_NODES_MAX)
		return false;
	html_page_text(a->page, i, &text);
	v->value = arena_copy(a->facts->made, bytes_slice(&text));
	found = day_find(v->value, a->poll->month_first, &v->day);
	bytes_release(&text);
	return found;
}

/* The node that a block begins with. */
static size_t
node_of(const struct asking *a, size_t block)
{
	return block < a->blocks->count ? a->blocks->at[block].first : a->page->count;
}

static struct points
points_of_time(const struct asking *a, size_t i, size_t before)
{
	struct slice names = html_page_attribute(a->page, i, "class");
	bool away = (a->page->nodes[i].inherits & a->away) != 0;

	if (i >= node_of(a, a->near_to))
		return (struct points){before > 0 ? 0 : away ? 5 : 16, 0};
	if (i < node_of(a, a->near_from))
		return (struct points){before > 0 ? 10 : 16, 0};
	if ((says(names, "updated") || says(names, "modified")) && !says(names, "published"))
		return (struct points){away ? 12 : 23, 2};
	if (before > 0)
		return (struct points){away ? 3 : 15, 0};
	return away ? (struct points){24, 0} : (struct points){31, 18};
}

static void
ask_times(const struct asking *a)
{
	size_t asked = 0, looked = 0;

	for (size_t i = 0; i < a->page->count && asked < TIMES_MAX && looked < TIMES_READ_MAX;
		i++) {
		struct vote v = {.markup = "time", .line = true};

		if (!is_time(a->page, i) ||
			(a->page->nodes[i].inherits & a->away & HTML_MARK_COMMENTS) != 0)
			continue;
		looked++;
		if (!read_time(a, i, &v))
			continue;
		v.points = points_of_time(a, i, asked);
		vote(a->poll, &v);
		asked++;
	}
}

/* ---- lines ----------------------------------------------------------------------------------- */

/* The first day that is not of a change, else the first. */
static bool
find_day(struct slice text, bool month_first, struct day *d)
{
	struct day next;

	if (!day_find(text, month_first, d))
		return false;
	next = *d;
	while (next.updated) {
		size_t end = (size_t)(next.at.p - text.p) + next.at.len;

		text = slice_from(text, end);
		if (!day_find(text, month_first, &next))
			return true;
		if (!next.updated)
			*d = next;
	}
	return true;
}

/* What stands before the day says so, or a short line before that is nothing else. */
static bool
says_published(const struct asking *a, size_t i, struct slice before)
{
	return day_says_published(before) ||
		(line_trim(before).len == 0 && i > 0 && a->blocks->at[i - 1].chars < 30 &&
			day_says_published(html_block_text(a->blocks, i - 1)));
}

/* A paragraph that begins with a day and goes on with what happened. */
static bool
ask_lead(const struct asking *a, size_t i)
{
	struct slice text = html_block_text(a->blocks, i);
	struct vote v = {.value = text, .markup = "dateline", .points = {24, 24}, .line = true};

	if (i < a->body->first || i > a->body->first + 1 ||
		!day_find(slice_first(text, 40), a->poll->month_first, &v.day) ||
		v.day.at.p > text.p + 1)
		return false;
	v.value = v.day.at;
	vote(a->poll, &v);
	return true;
}

/* How sure a line with a day in it is, and why. */
static unsigned
points_of_line(const struct asking *a, size_t i, const struct day *d, const char **markup)
{
	const struct html_block *at = &a->blocks->at[i];
	struct slice text = html_block_text(a->blocks, i);
	bool named = (at->marks & (HTML_MARK_DATE | HTML_MARK_META | HTML_MARK_BYLINE)) != 0;
	bool away = (at->marks & a->away) != 0;
	/* A line of nothing but a stamp is one; a sentence may tell of another day. */
	bool alone = d->at.len * 3 >= text.len || d->timed;
	bool said = says_published(a, i, slice_first(text, (size_t)(d->at.p - text.p)));

	*markup = named ? "line named a date" : "line by the headline";
	if (i == a->headline)
		return 21;
	if (i < a->near_from || i >= a->near_to) {
		*markup = "line behind the article";
		return i >= a->body->last && i < a->body->last + BEHIND && !away && (alone || named)
			? 10
			: 0;
	}
	if (said) {
		*markup = "line that says published";
		return away ? 28 : 33;
	}
	if (named)
		return !away ? 29 : alone ? 12 : 7;
	return !away ? (alone ? 22 : 0) : alone ? 2 : 8;
}

static void
ask_line(const struct asking *a, size_t i)
{
	const struct html_block *at = &a->blocks->at[i];
	struct poll *p = a->poll;
	struct vote v = {.value = html_block_text(a->blocks, i), .line = true};

	if ((at->marks & a->away & HTML_MARK_COMMENTS) != 0)
		return;
	if ((at->chars > LEAD_CHARS_MIN && ask_lead(a, i)) || at->chars > LINE_CHARS_MAX)
		return;
	if (!find_day(v.value, p->month_first, &v.day))
		return;
	if (p->shown_count < SHOWN_MAX)
		p->shown[p->shown_count++] = v.day.when;
	v.points.shown = (uint8_t)points_of_line(a, i, &v.day, &v.markup);
	if (v.points.shown > 0)
		vote(p, &v);
}

/* ---- the election --------------------------------------------------------------------------- */

static bool
is_same_day(const struct civil *a, const struct civil *b)
{
	return a->year == b->year && a->month == b->month && a->day == b->day;
}

static bool
is_shown(const struct poll *p, const struct civil *day)
{
	for (size_t i = 0; i < p->shown_count; i++)
		if (is_same_day(&p->shown[i], day))
			return true;
	return false;
}

/* The same markup twice says it once. */
static bool
is_repeated(const struct poll *p, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (is_same_day(&p->at[k].day.when, &p->at[i].day.when) &&
			strcmp(p->at[k].markup, p->at[i].markup) == 0)
			return true;
	return false;
}

static unsigned
count_points(const struct poll *p, const struct civil *day)
{
	bool shown = is_shown(p, day);
	unsigned sum = 0, lines = 0;

	for (size_t i = 0; i < p->count; i++) {
		const struct vote *v = &p->at[i];
		unsigned more = shown ? v->points.shown : v->points.unseen;

		if (!is_same_day(&v->day.when, day))
			continue;
		if (v->line)
			lines = lines > more ? lines : more;
		else if (!is_repeated(p, i))
			sum += more;
	}
	return sum + lines;
}

static unsigned
exactness(const struct day *d)
{
	return (d->timed ? 2U : 0U) + (d->zoned ? 1U : 0U);
}

static unsigned
percent_of(unsigned points)
{
	return points >= 60		  ? 97
		: points >= 35		  ? 95
		: points >= 20		  ? 85
		: points >= 10		  ? 70
		: points >= POINTS_LIKELY ? 55
					  : STORY_SURE - 10;
}

/* Of those for the day that won, the most exact; of these the surest. */
static void
elect(const struct poll *p, const struct civil *day, unsigned points, struct page_moment *out)
{
	const struct vote *best = NULL;

	for (size_t i = 0; i < p->count; i++) {
		const struct vote *v = &p->at[i];

		if (!is_same_day(&v->day.when, day))
			continue;
		if (best == NULL || exactness(&v->day) > exactness(&best->day) ||
			(exactness(&v->day) == exactness(&best->day) &&
				v->points.shown > best->points.shown))
			best = v;
	}
	if (best != NULL)
		*out = (struct page_moment){
			true, best->day, best->value, best->markup, percent_of(points)};
}

void
page_moment_find(const struct html_page *p, const struct html_blocks *b,
	const struct html_body *body, size_t headline, const struct page_facts *facts,
	struct page_moment *out)
{
	size_t middle = headline == SIZE_MAX ? body->first : headline;
	struct poll poll = {.count = 0};
	struct asking a = {.page = p,
		.blocks = b,
		.body = body,
		.headline = headline,
		.facts = facts,
		.near_from = middle > ABOVE ? middle - ABOVE : 0,
		.near_to = middle + BELOW,
		/* What the article itself stands in says nothing of what is in it. */
		.away = (HTML_MARK_JUNK | HTML_MARK_COMMENTS) & ~p->nodes[body->root].inherits,
		.poll = &poll};
	unsigned most = 0;
	size_t best = 0;

	*out = (struct page_moment){.found = false};
	if (a.near_to < body->first && body->first < middle + 3 * BELOW)
		a.near_to = body->first;
	ask_facts(&poll, facts);
	ask_times(&a);
	for (size_t i = 0; i < b->count; i++)
		ask_line(&a, i);
	for (size_t i = 0; i < poll.count; i++) {
		unsigned points = count_points(&poll, &poll.at[i].day.when);

		if (points > most) {
			most = points;
			best = i;
		}
	}
	if (most > 0)
		elect(&poll, &poll.at[best].day.when, most, out);
}
