#include "archiver/gather/recognise/page_author_poll.h"

#include "archiver/gather/recognise/line.h"
#include "archiver/gather/story.h"
#include "format/base/text.h"

/* How many paragraphs above and below a headline may hold the byline. */
#define ABOVE 4
#define BELOW 12

/* How many before and behind the article's last. */
#define END_BEFORE 4
#define END_BEHIND 8

/* A line that somebody is named in has at most so many characters. */
#define LINE_CHARS_MAX 160

/* With fewer points it is not likelier than not. */
#define POINTS_LIKELY 8

/* Votes that add names to those elected have at least so many points. */
#define POINTS_MORE 19

enum place { NEAR, END, ELSEWHERE, NOWHERE };

/*
 * Ten times one more than the natural logarithm of the odds that a source is right, by where the
 * name is to be seen; nothing where that would be less. The second of a kind are those behind
 * the first.
 */
static const uint8_t POINTS[][2][4] = {
	[PAGE_AUTHOR_SURE] = {{30, 21, 21, 3}, {30, 21, 21, 3}},
	[PAGE_AUTHOR_META] = {{27, 17, 11, 7}, {26, 0, 0, 0}},
	[PAGE_AUTHOR_WEAK] = {{6, 6, 6, 0}, {6, 6, 6, 0}},
	[PAGE_AUTHOR_TOLD] = {{25, 9, 9, 9}, {27, 0, 0, 0}},
	[PAGE_AUTHOR_LINK] = {{26, 10, 10, 10}, {19, 0, 0, 0}},
	[PAGE_AUTHOR_ELEMENT] = {{19, 12, 12, 12}, {13, 0, 0, 0}},
	[PAGE_AUTHOR_LINE] = {{23, 23, 23, 23}, {0, 0, 0, 0}},
	[PAGE_AUTHOR_OPENING] = {{17, 17, 17, 17}, {0, 0, 0, 0}},
	[PAGE_AUTHOR_END_NAMED] = {{22, 15, 15, 15}, {0, 0, 0, 0}},
	[PAGE_AUTHOR_END_RIGHT] = {{30, 30, 30, 30}, {0, 0, 0, 0}},
	[PAGE_AUTHOR_END_BOLD] = {{5, 0, 0, 0}, {0, 0, 0, 0}},
	[PAGE_AUTHOR_END_OPENING] = {{8, 8, 8, 8}, {0, 0, 0, 0}},
};

/* What markup alone says and looks like somebody's whole name. */
#define UNSEEN_WHOLE 9

/* A site that the page shows as its author by the headline, and one that markup alone says is. */
#define HOUSE_SHOWN 16
#define HOUSE_SAID  7

/* ---- where names are to be seen -------------------------------------------------------------- */

static void
add_line(struct bytes *to, struct slice text)
{
	line_fold(text, to);
	bytes_u8(to, '\n');
}

static void
fold_blocks(struct page_author_poll *p, size_t headline)
{
	for (size_t i = 0; i < p->blocks->count; i++) {
		const struct html_block *b = &p->blocks->at[i];
		struct slice text = html_block_text(p->blocks, i);

		if (i == headline || (b->marks & HTML_MARK_COMMENTS) != 0)
			continue;
		if (i >= p->near_from && i < p->near_to && b->chars < LINE_CHARS_MAX)
			add_line(&p->near, text);
		if (i >= p->end_from && i < p->end_to)
			add_line(&p->end, text);
		add_line(&p->all, text);
	}
}

enum rc
page_author_poll_init(struct page_author_poll *p, const struct html_blocks *b,
	const struct html_body *body, size_t headline, const struct page_facts *facts,
	struct err *e)
{
	size_t middle = headline == SIZE_MAX ? body->first : headline;
	size_t most = 2 * b->text.len + b->count + 1;
	enum rc rc;

	*p = (struct page_author_poll){.blocks = b,
		.facts = facts,
		.near_from = middle > ABOVE ? middle - ABOVE : 0,
		.near_to = middle + BELOW,
		.end_from = body->last > END_BEFORE ? body->last - END_BEFORE + 1 : 0,
		.end_to = body->last + END_BEHIND + 1,
		.near = BYTES_UP_TO(most),
		.end = BYTES_UP_TO(most),
		.all = BYTES_UP_TO(most)};
	/* Pictures and boxes may stand between a headline and its article. */
	if (p->near_to < body->first && body->first < middle + 3 * BELOW)
		p->near_to = body->first;
	fold_blocks(p, headline);
	rc = bytes_check(&p->near, "lines by the headline", e);
	if (rc == RC_OK)
		rc = bytes_check(&p->end, "lines at the end", e);
	if (rc == RC_OK)
		rc = bytes_check(&p->all, "lines of the page", e);
	return rc;
}

void
page_author_poll_release(struct page_author_poll *p)
{
	bytes_release(&p->near);
	bytes_release(&p->end);
	bytes_release(&p->all);
}

static bool
stands_in(const struct bytes *text, const struct bytes *name)
{
	return name->len > 0 && name->len <= text->len &&
		memmem(text->p, text->len, name->p, name->len) != NULL;
}

static enum place
place_of(const struct page_author_poll *p, struct slice name)
{
	struct bytes folded = BYTES_UP_TO(4096);
	enum place place = NOWHERE;

	line_fold(name, &folded);
	if (stands_in(&p->near, &folded))
		place = NEAR;
	else if (stands_in(&p->end, &folded))
		place = END;
	else if (stands_in(&p->all, &folded))
		place = ELSEWHERE;
	bytes_release(&folded);
	return place;
}

/* ---- votes ---------------------------------------------------------------------------------- */

/* Without those that are the house; these alone where there are no others. */
static void
take_names(struct page_author_poll *p, const struct page_names *names, struct page_author_vote *v)
{
	struct page_names house = {.count = 0};

	for (size_t i = 0; i < names->count; i++) {
		struct page_names *to =
			page_names_is_house(names->at[i], p->facts) ? &house : &v->names;

		to->at[to->count++] = names->at[i];
	}
	v->house = v->names.count == 0;
	if (v->house)
		v->names = house;
}

/* Two words or three, each beginning with a capital. */
static bool
is_whole(struct slice name)
{
	size_t words = 0;

	while ((name = line_trim(name)).len > 0) {
		uint32_t point;

		if (text_point(name, &point) == 0 || !line_is_capital(point))
			return false;
		while (name.len > 0 && line_blank(name) == 0)
			name = slice_from(name, text_point(name, &point));
		words++;
	}
	return words == 2 || words == 3;
}

void
page_author_poll_vote(struct page_author_poll *p, const struct page_names *names,
	enum page_author_source source, const char *markup, bool later)
{
	struct page_author_vote v = {.source = source, .markup = markup};
	enum place place;

	if (names->count == 0 || p->count == PAGE_AUTHOR_POLL_VOTES_MAX)
		return;
	take_names(p, names, &v);
	place = place_of(p, v.names.at[0]);
	if (!v.house && place == NOWHERE && source == PAGE_AUTHOR_META && is_whole(v.names.at[0]))
		v.points = UNSEEN_WHOLE;
	else if (!v.house)
		v.points = POINTS[source][later][place];
	else if (place == NEAR)
		v.points = source <= PAGE_AUTHOR_WEAK ? HOUSE_SAID : HOUSE_SHOWN;
	p->votes[p->count++] = v;
}

/* ---- the election --------------------------------------------------------------------------- */

static size_t
shared(const struct page_names *a, const struct page_names *b)
{
	size_t count = 0;

	for (size_t i = 0; i < a->count; i++)
		count += page_names_have(b, a->at[i]);
	return count;
}

/* All that was given for just these names, and half of what was given for some of them. */
static unsigned
points_for(const struct page_author_poll *p, const struct page_names *names)
{
	unsigned sum = 0;

	for (size_t i = 0; i < p->count; i++) {
		const struct page_names *other = &p->votes[i].names;
		size_t both = shared(names, other);

		if (both == names->count && both == other->count)
			sum += p->votes[i].points;
		else if (both > 0)
			sum += p->votes[i].points / 2;
	}
	return sum;
}

/* Markup and the line at the end may name authors whom a line by the headline leaves out. */
static bool
names_more(const struct page_author_vote *v, const struct page_names *names)
{
	return (v->source == PAGE_AUTHOR_SURE || v->source == PAGE_AUTHOR_META ||
		       v->source == PAGE_AUTHOR_END_NAMED) &&
		v->points >= POINTS_MORE && v->names.count > names->count &&
		shared(names, &v->names) == names->count;
}

static unsigned
percent_of(unsigned points)
{
	return points >= 60		  ? 95
		: points >= 40		  ? 90
		: points >= 25		  ? 80
		: points >= 15		  ? 70
		: points >= POINTS_LIKELY ? 60
					  : STORY_SURE - 10;
}

void
page_author_poll_elect(const struct page_author_poll *p, struct page_byline *out)
{
	const struct page_author_vote *best = NULL;
	unsigned most = 0;

	*out = (struct page_byline){.names = {.count = 0}};
	for (size_t i = 0; i < p->count; i++) {
		unsigned points = points_for(p, &p->votes[i].names);

		if (points <= most)
			continue;
		most = points;
		best = &p->votes[i];
	}
	/* That the site wrote it says nothing where it is no more than likely. */
	if (best == NULL || (best->house && most < POINTS_LIKELY))
		return;
	for (size_t i = 0; i < p->count; i++)
		if (names_more(&p->votes[i], &best->names))
			best = &p->votes[i];
	*out = (struct page_byline){best->names, best->markup, percent_of(most)};
}
