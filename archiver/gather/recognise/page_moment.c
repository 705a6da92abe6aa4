#include "archiver/gather/recognise/page_moment.h"

/* More of them say no more. */
#define VOTES_MAX 48

/* A line with a stamp is shorter, in characters. */
#define LINE_MAX_CHARS 160

/* How many paragraphs above and below a headline may hold its stamp. */
#define ABOVE 8
#define BELOW 10

struct vote {
	struct day day;
	struct slice value;
	const char *markup;
	unsigned percent;
};

struct poll {
	struct vote at[VOTES_MAX];
	size_t count;
	bool month_first;
};

static void
vote(struct poll *p, const struct day *d, struct slice value, const char *markup, unsigned percent)
{
	if (p->count < VOTES_MAX && !d->updated)
		p->at[p->count++] = (struct vote){*d, value, markup, percent};
}

static void
ask_facts(struct poll *p, const struct page_facts *facts)
{
	bool address = false;
	struct day d;

	for (size_t i = 0; i < facts->count; i++) {
		const struct page_fact *f = &facts->at[i];

		if (f->kind == PAGE_PUBLISHED && day_parse(f->value, &d))
			vote(p, &d, f->value, f->markup, f->percent);
		if (f->kind == PAGE_CANONICAL && !address && day_in_address(f->value, &d)) {
			vote(p, &d, f->value, f->markup, 97);
			address = true;
		}
		/* 11/19 is November to some who write English. */
		if (f->kind == PAGE_LANGUAGE && slice_starts(f->value, "en") &&
			!slice_ends(f->value, "GB") && !slice_ends(f->value, "gb") &&
			!slice_ends(f->value, "AU"))
			p->month_first = true;
	}
}

static bool
is_away(unsigned marks)
{
	return (marks & (HTML_MARK_JUNK | HTML_MARK_COMMENTS)) != 0;
}

/* <time datetime> within the blocks asked. */
static void
ask_times(struct poll *p, const struct html_page *page, size_t first, size_t end)
{
	unsigned percent = 84;
	struct day d;

	for (size_t i = first; i < end && percent > 60; i++) {
		struct slice value;

		if (page->nodes[i].tag != HTML_TIME || is_away(page->nodes[i].inherits))
			continue;
		value = html_page_attribute(page, i, "datetime");
		if (value.len == 0 || !day_parse(value, &d))
			continue;
		vote(p, &d, value, "time datetime", percent);
		percent -= 10;
	}
}

static void
ask_line(struct poll *p, const struct html_page *page, const struct html_blocks *b, size_t i,
	bool near)
{
	const struct html_block *at = &b->at[i];
	bool named = (at->marks & (HTML_MARK_DATE | HTML_MARK_META | HTML_MARK_BYLINE)) != 0;
	struct slice text = html_block_text(b, i);
	struct day d;

	(void)page;
	if (at->chars > LINE_MAX_CHARS || is_away(at->marks) || (!near && !named) ||
		at->level > 0 || !day_find(text, p->month_first, &d))
		return;
	/* A line of nothing but a stamp is one; a sentence may tell of another day. */
	if (!named && d.at.len * 3 < text.len && !d.timed)
		return;
	vote(p, &d, text, named ? "line named a date" : "line by the headline",
		(named ? 62U : 50U) + (near ? 15U : 0U) + (d.timed ? 3U : 0U));
}

static void
ask_lines(struct poll *p, const struct html_page *page, const struct html_blocks *b,
	const struct html_body *body, size_t headline)
{
	size_t middle = headline == SIZE_MAX ? body->first : headline;
	size_t above = middle > ABOVE ? middle - ABOVE : 0;
	size_t below = middle + BELOW;

	if (below < body->first)
		below = body->first < middle + 3 * BELOW ? body->first : below;
	for (size_t i = 0; i < b->count; i++)
		ask_line(p, page, b, i, i >= above && i < below);
}

/* Odds in the manner of logarithms, as whole numbers: 50 is even. */
static unsigned
odds(unsigned percent)
{
	static const struct {
		unsigned percent, odds;
	} steps[] = {{96, 32}, {93, 26}, {90, 22}, {87, 19}, {83, 16}, {78, 13}, {70, 8}, {60, 4}};

	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
		if (percent >= steps[i].percent)
			return steps[i].odds;
	return 1;
}

static bool
is_same_day(const struct civil *a, const struct civil *b)
{
	return a->year == b->year && a->month == b->month && a->day == b->day;
}

static unsigned
count_votes(const struct poll *p, const struct civil *day)
{
	unsigned sum = 0, lines = 0;

	for (size_t i = 0; i < p->count; i++) {
		unsigned more = odds(p->at[i].percent);

		if (!is_same_day(&p->at[i].day.when, day))
			continue;
		/* Lines repeat one another; the best of them speaks for all. */
		if (p->at[i].percent < 81) {
			lines = lines > more ? lines : more;
			continue;
		}
		sum += more;
	}
	return sum + lines;
}

static unsigned
exactness(const struct day *d)
{
	return (d->timed ? 2U : 0U) + (d->zoned ? 1U : 0U);
}

/* Of those for the day that won, the most exact; of these the surest. */
static void
elect(const struct poll *p, const struct civil *day, struct page_moment *out)
{
	for (size_t i = 0; i < p->count; i++) {
		const struct vote *v = &p->at[i];

		if (!is_same_day(&v->day.when, day))
			continue;
		if (out->found &&
			(exactness(&v->day) < exactness(&out->day) ||
				(exactness(&v->day) == exactness(&out->day) &&
					v->percent <= out->percent)))
			continue;
		*out = (struct page_moment){true, v->day, v->value, v->markup, v->percent};
	}
}

void
page_moment_find(const struct html_page *p, const struct html_blocks *b,
	const struct html_body *body, size_t headline, const struct page_facts *facts,
	struct page_moment *out)
{
	struct poll poll = {.count = 0};
	unsigned most = 0;
	size_t best = 0;

	*out = (struct page_moment){.found = false};
	ask_facts(&poll, facts);
	ask_times(&poll, p, 0, p->count);
	ask_lines(&poll, p, b, body, headline);
	for (size_t i = 0; i < poll.count; i++) {
		unsigned votes = count_votes(&poll, &poll.at[i].day.when);

		if (votes > most) {
			most = votes;
			best = i;
		}
	}
	if (most > 0)
		elect(&poll, &poll.at[best].day.when, out);
}
