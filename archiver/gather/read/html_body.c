#include "archiver/gather/read/html_body.h"

#include "archiver/gather/recognise/line.h"

#include <stdlib.h>

/* What a paragraph costs, in characters, before it is worth something; one with links costs more.
 */
#define TOLL	    4
#define TOLL_LINKED 18

/* A link's character outweighs so many that are none. */
#define LINK_WEIGHT 2

/* What names call junk is none where so many percent of the page's prose are in it. */
#define TOO_MUCH_JUNK	 55
#define TOO_MUCH_COMMENT 85

/* Articles in another are not of it where so many percent of its prose are in none of them. */
#define OWN_PROSE 50

/* A line about the article has less prose, in characters; one with as much is of the article. */
#define ABOUT_PROSE 250

/* Who is told of at such length, but in a smaller part of the page, is told of beside the article.
 */
#define BIOGRAPHY 30

/* A heading of so many characters above the text is a lead, and stays. */
#define LONG_HEADING 80

/*
 * Where less than so many percent of what is there was taken, names may have lied: it is tried
 * once more without them, and counts if it takes half as much again.
 */
#define TAKEN_ENOUGH 40
#define TAKEN_BETTER 150

/* What a page has there: paragraphs of so many characters with fewer percent of links. */
#define THERE_CHARS 80
#define THERE_LINKS 30

struct sums {
	int64_t weight;
	uint64_t prose, chars, link_chars; /* of all blocks before */
};

struct finding {
	const struct html_page *page;
	struct html_blocks *blocks;
	size_t headline;
	uint32_t *first;   /* for each node the first block behind its start */
	struct sums *sums; /* for each block */
};

static enum rc
take_memory(struct finding *f, struct err *e)
{
	f->first = calloc(f->page->count + 1, sizeof *f->first);
	f->sums = calloc(f->blocks->count + 1, sizeof *f->sums);
	return f->first == NULL || f->sums == NULL ? err_nomem(e) : RC_OK;
}

static void
set_first(struct finding *f)
{
	size_t block = 0;

	for (size_t i = 0; i <= f->page->count; i++) {
		while (block < f->blocks->count && f->blocks->at[block].first < i)
			block++;
		f->first[i] = (uint32_t)block;
	}
}

static size_t
first_in(const struct finding *f, size_t node)
{
	return f->first[node];
}

static size_t
end_of(const struct finding *f, size_t node)
{
	return f->first[f->page->nodes[node].end];
}

static struct sums
sums_in(const struct finding *f, size_t node)
{
	const struct sums *a = &f->sums[first_in(f, node)], *z = &f->sums[end_of(f, node)];

	return (struct sums){z->weight - a->weight, z->prose - a->prose, z->chars - a->chars,
		z->link_chars - a->link_chars};
}

/* ---- what a paragraph is worth ------------------------------------------------------------ */

#define AWAY (HTML_MARK_JUNK | HTML_MARK_FOOT | HTML_MARK_COMMENTS | HTML_MARK_HIDDEN)

static int64_t
weight_of(const struct html_block *b)
{
	int64_t links = b->link_chars, rest = (int64_t)b->chars - links;

	if ((b->marks & AWAY) != 0)
		return -(int64_t)(b->chars < 200 ? b->chars / 10 : 20) - 5;
	if ((b->marks & HTML_MARK_CAPTION) != 0 || b->level > 0)
		return links > 0 ? -TOLL_LINKED : 0;
	if (b->listed && links > 0)
		rest /= 2;
	return rest - LINK_WEIGHT * links - (links > 0 ? TOLL_LINKED : TOLL);
}

static void
set_sums(struct finding *f)
{
	struct sums now = {0, 0, 0, 0};

	for (size_t i = 0; i < f->blocks->count; i++) {
		const struct html_block *b = &f->blocks->at[i];
		uint32_t rest = b->chars - b->link_chars;

		f->sums[i] = now;
		now.weight += weight_of(b);
		now.prose += rest >= 60 && b->level == 0 ? rest : 0;
		now.chars += b->chars;
		now.link_chars += b->link_chars;
	}
	f->sums[f->blocks->count] = now;
}

static void
set_block_marks(const struct finding *f)
{
	const struct html_node *nodes = f->page->nodes;

	for (size_t i = 0; i < f->blocks->count; i++) {
		struct html_block *b = &f->blocks->at[i];

		b->marks = nodes[nodes[b->first].parent].inherits;
	}
}

#define ABOUT (HTML_MARK_BYLINE | HTML_MARK_DATE | HTML_MARK_META)

/* A byline, a date or the like is short: with much prose it is the article, or of its author. */
static void
weigh_about(struct html_node *n, uint64_t prose, uint64_t all)
{
	if (prose < ABOUT_PROSE)
		return;
	if ((n->marks & HTML_MARK_BYLINE) != 0 && prose * 100 < all * BIOGRAPHY)
		n->marks |= HTML_MARK_JUNK;
	else
		n->marks &= ~(unsigned)ABOUT;
}

/*
 * HTML, 4.3.2: articles within another are related to it, as comments are; unless it has hardly
 * any prose of its own.
 */
static void
mark_inner_articles(const struct finding *f, struct html_page *p)
{
	const struct html_node *nodes = p->nodes;

	for (size_t i = 0; i < p->count; i++) {
		uint64_t inner = 0, prose = sums_in(f, i).prose;

		if (nodes[i].tag != HTML_ARTICLE)
			continue;
		for (size_t k = i + 1; k < nodes[i].end; k++)
			if (nodes[k].tag == HTML_ARTICLE) {
				inner += sums_in(f, k).prose;
				k = nodes[k].end - 1;
			}
		if (inner > 0 && (prose - inner) * 100 >= prose * OWN_PROSE)
			for (size_t k = i + 1; k < nodes[i].end; k++)
				if (nodes[k].tag == HTML_ARTICLE)
					p->nodes[k].marks |= HTML_MARK_JUNK;
		i = nodes[i].end - 1;
	}
}

/* Names lie: a `sidebar` that holds the whole article is none. */
static void
weigh_names(struct finding *f, struct html_page *p)
{
	uint64_t all = f->sums[f->blocks->count].prose;

	for (size_t i = 0; i < p->count; i++) {
		struct html_node *n = &p->nodes[i];
		uint64_t prose;

		if ((n->marks & (AWAY | ABOUT)) == 0)
			continue;
		prose = sums_in(f, i).prose;
		if (prose * 100 > all * TOO_MUCH_JUNK)
			n->marks &= ~(unsigned)(HTML_MARK_JUNK | HTML_MARK_HIDDEN);
		if (prose * 100 > all * TOO_MUCH_COMMENT)
			n->marks &= ~(unsigned)(HTML_MARK_COMMENTS | HTML_MARK_FOOT);
		if ((n->marks & ABOUT) != 0)
			weigh_about(n, prose, all);
	}
	mark_inner_articles(f, p);
	for (size_t i = f->headline == SIZE_MAX ? 0 : f->blocks->at[f->headline].first; i > 0;
		i = p->nodes[i].parent)
		p->nodes[i].marks &= ~(unsigned)AWAY;
	html_page_inherit(p);
	set_block_marks(f);
}

/* ---- the element ---------------------------------------------------------------------------- */

static bool
is_candidate(enum html_tag tag)
{
	return html_page_is_block(tag) && tag != HTML_P && tag != HTML_HTML;
}

static bool
is_named_body(const struct html_node *n)
{
	unsigned both = HTML_MARK_ARTICLE | HTML_MARK_CONTENT;

	return (n->marks & HTML_MARK_BODY) != 0 || (n->marks & both) == both;
}

static int64_t
worth_of(const struct finding *f, size_t node)
{
	const struct html_node *n = &f->page->nodes[node];
	int64_t weight = sums_in(f, node).weight;

	if (weight <= 0)
		return weight;
	if (is_named_body(n))
		return weight + weight / 6;
	if (n->tag == HTML_ARTICLE)
		return weight + weight / 12;
	return weight;
}

static size_t
best_element(const struct finding *f)
{
	size_t best = html_page_find(f->page, 0, HTML_BODY);
	int64_t most = 0;

	if (best == f->page->count)
		best = 0;
	for (size_t i = best; i < f->page->count; i++) {
		int64_t worth;

		if (!is_candidate(f->page->nodes[i].tag))
			continue;
		worth = worth_of(f, i);
		/* Of elements with the same in them the innermost. */
		if (worth > most || (worth == most && worth > 0)) {
			most = worth;
			best = i;
		}
	}
	return best;
}

/* ---- what in it is not the article's ----------------------------------------------------------
 */

/* Mostly links, and no paragraph. */
static bool
is_link_box(const struct finding *f, size_t node)
{
	struct sums in;

	if (!is_candidate(f->page->nodes[node].tag))
		return false;
	in = sums_in(f, node);
	return in.chars > 0 && in.link_chars * 100 > in.chars * 50;
}

/* Marks every node within `root` that is left out; a node's mark comes down to what is in it. */
static void
mark_boxes(const struct finding *f, struct html_page *p, size_t root)
{
	for (size_t i = root + 1; i < p->nodes[root].end; i++)
		if (p->nodes[i].tag != HTML_TEXT && (p->nodes[i].marks & AWAY) == 0 &&
			is_link_box(f, i))
			p->nodes[i].marks |= HTML_MARK_JUNK;
}

static bool
is_line_about(const struct html_block *b)
{
	return (b->marks & (HTML_MARK_BYLINE | HTML_MARK_DATE | HTML_MARK_META)) != 0 &&
		b->chars < 120;
}

/* A sign alone in its place is an ornament; in a cell of a table it is a figure. */
static bool
is_ornament(const struct finding *f, const struct html_block *b, struct slice text)
{
	enum html_tag tag = f->page->nodes[b->node].tag;

	return b->chars < 2 && text.p[0] < 0x80 &&
		((tag != HTML_TD && tag != HTML_TH) || text.p[0] < '0' || text.p[0] > '9');
}

static bool
is_out(const struct finding *f, const struct html_block *b, struct slice text)
{
	if ((b->marks & (AWAY | HTML_MARK_CREDIT)) != 0 || is_line_about(b))
		return true;
	if (html_block_linked(b) >= 80 && b->chars < 250)
		return true;
	return is_ornament(f, b, text);
}

/* Ends as sentences do. */
static bool
is_closed(struct slice s)
{
	static const char *const ends[] = {".", "!", "?", "…", ":", ";", "\"", "”", "»", "。", "！",
		"？", "’", ")", "’", "।", "။"};

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (slice_ends(s, ends[i]))
			return true;
	return false;
}

static bool
is_prose(const struct html_blocks *b, size_t i)
{
	const struct html_block *at = &b->at[i];

	return at->level == 0 &&
		(at->chars >= 80 || (at->chars >= 25 && is_closed(html_block_text(b, i))));
}

static void
set_roles(struct finding *f, const struct html_body *body)
{
	size_t first = body->first, last = body->last;

	for (size_t i = first; i < last; i++) {
		struct html_block *b = &f->blocks->at[i];

		if (i == f->headline || is_out(f, b, html_block_text(f->blocks, i)))
			continue;
		b->role = (b->marks & HTML_MARK_CAPTION) != 0 ? HTML_ROLE_CAPTION
			: b->level > 0			      ? HTML_ROLE_HEADING
							      : HTML_ROLE_BODY;
	}
}

/* A short sentence behind a paragraph, beside it in the same element. */
static bool
is_last_word(const struct finding *f, size_t i)
{
	const struct html_block *b = &f->blocks->at[i];
	const struct html_node *nodes = f->page->nodes;

	return b->role == HTML_ROLE_BODY && b->level == 0 && b->link_chars == 0 && b->styled == 0 &&
		b->bold == 0 && is_closed(html_block_text(f->blocks, i)) &&
		nodes[b->node].tag == nodes[b[-1].node].tag &&
		nodes[b->node].parent == nodes[b[-1].node].parent && !is_line_about(b);
}

/* A lead that is written as a heading. */
static bool
is_long_heading(const struct html_block *b)
{
	return b->level > 0 && b->chars >= LONG_HEADING;
}

/* Short lines before the first paragraph and after the last are about the article. */
static void
trim(struct finding *f, struct html_body *body)
{
	struct html_block *at = f->blocks->at;
	size_t i;

	for (i = body->first; i < body->last; i++) {
		if (at[i].role == HTML_ROLE_CAPTION)
			continue;
		if (at[i].role != HTML_ROLE_OUT &&
			(is_prose(f->blocks, i) || is_long_heading(&at[i])))
			break;
		at[i].role = HTML_ROLE_OUT;
	}
	body->first = i;
	for (i = body->last; i > body->first; i--)
		if (at[i - 1].role != HTML_ROLE_CAPTION && at[i - 1].role != HTML_ROLE_OUT &&
			is_prose(f->blocks, i - 1))
			break;
	while (i > body->first && i < body->last && is_last_word(f, i))
		i++;
	for (size_t k = i; k < body->last; k++)
		if (at[k].role != HTML_ROLE_CAPTION)
			at[k].role = HTML_ROLE_OUT;
	body->last = i;
}

/* ---- the lead that stands outside -------------------------------------------------------------
 */

/* Between the headline and the article's element: what is called a lead, or reads like one. */
static void
find_lead(struct finding *f, const struct html_body *body)
{
	size_t from = f->headline == SIZE_MAX ? body->first : f->headline + 1;

	for (size_t i = from; i < body->first; i++) {
		struct html_block *b = &f->blocks->at[i];

		if (b->role == HTML_ROLE_OUT && (b->marks & (AWAY | HTML_MARK_CAPTION)) == 0 &&
			!is_line_about(b) && html_block_linked(b) < 20 && b->chars >= 40 &&
			((b->marks & HTML_MARK_LEAD) != 0 || is_prose(f->blocks, i) ||
				is_long_heading(b)))
			b->role = HTML_ROLE_LEAD;
	}
}

static void
set_bounds(const struct finding *f, struct html_body *out)
{
	out->first = first_in(f, out->root);
	out->last = out->end = end_of(f, out->root);
	/* A heading with most of the prose above it heads something else. */
	if (f->headline != SIZE_MAX && f->headline >= out->first && f->headline < out->last &&
		(f->sums[f->headline].prose - f->sums[out->first].prose) * 2 <
			sums_in(f, out->root).prose)
		out->first = f->headline + 1;
}

static bool
has_text(const struct finding *f, const struct html_body *body)
{
	for (size_t i = body->first; i < body->last; i++)
		if (f->blocks->at[i].role == HTML_ROLE_BODY ||
			f->blocks->at[i].role == HTML_ROLE_HEADING)
			return true;
	return false;
}

/* A page of a few words has no prose; what is neither menu nor comment is then its text. */
static void
take_all(struct finding *f, struct html_body *out)
{
	set_bounds(f, out);
	set_roles(f, out);
	if (has_text(f, out))
		return;
	out->root = html_page_find(f->page, 0, HTML_BODY);
	if (out->root == f->page->count)
		out->root = 0;
	set_bounds(f, out);
	set_roles(f, out);
}

static void
attempt(struct finding *f, struct html_page *p, struct html_body *out)
{
	set_sums(f);
	weigh_names(f, p);
	set_sums(f);
	out->root = best_element(f);
	mark_boxes(f, p, out->root);
	html_page_inherit(p);
	set_block_marks(f);
	set_bounds(f, out);
	set_roles(f, out);
	trim(f, out);
	find_lead(f, out);
}

/* ---- a second attempt ------------------------------------------------------------------------ */

static uint64_t
chars_taken(const struct finding *f)
{
	uint64_t chars = 0;

	for (size_t i = 0; i < f->blocks->count; i++)
		if (f->blocks->at[i].role != HTML_ROLE_OUT &&
			f->blocks->at[i].role != HTML_ROLE_CAPTION)
			chars += f->blocks->at[i].chars;
	return chars;
}

/* All prose of the page that is neither readers' nor beside the article by its tag. */
static uint64_t
chars_there(const struct finding *f)
{
	uint64_t chars = 0;

	for (size_t i = 0; i < f->blocks->count; i++) {
		const struct html_block *b = &f->blocks->at[i];

		if ((b->marks & (HTML_MARK_SURE | HTML_MARK_COMMENTS)) == 0 && b->level == 0 &&
			b->chars >= THERE_CHARS && html_block_linked(b) < THERE_LINKS)
			chars += b->chars;
	}
	return chars;
}

/* Puts the marks back to what tags and names say, or tags alone and the names of comments. */
static void
begin(const struct finding *f, struct html_page *p, bool named)
{
	for (size_t i = 0; i < p->count; i++) {
		unsigned said = p->nodes[i].said;

		if (!named && (said & HTML_MARK_SURE) == 0)
			said &= ~(unsigned)(HTML_MARK_JUNK | HTML_MARK_HIDDEN);
		p->nodes[i].marks = said;
	}
	html_page_inherit(p);
	set_block_marks(f);
	for (size_t i = 0; i < f->blocks->count; i++)
		f->blocks->at[i].role = HTML_ROLE_OUT;
}

static void
choose(struct finding *f, struct html_page *p, struct html_body *out)
{
	uint64_t taken;

	set_first(f);
	attempt(f, p, out);
	taken = chars_taken(f);
	if (taken * 100 < chars_there(f) * TAKEN_ENOUGH) {
		begin(f, p, false);
		attempt(f, p, out);
		if (chars_taken(f) * 100 < taken * TAKEN_BETTER) {
			begin(f, p, true);
			attempt(f, p, out);
		}
	}
	if (!has_text(f, out))
		take_all(f, out);
}

enum rc
html_body_find(struct html_page *p, struct html_blocks *b, size_t headline, struct html_body *out,
	struct err *e)
{
	struct finding f = {.page = p, .blocks = b, .headline = headline};
	enum rc rc = take_memory(&f, e);

	if (rc == RC_OK)
		choose(&f, p, out);
	free(f.first);
	free(f.sums);
	return rc;
}
