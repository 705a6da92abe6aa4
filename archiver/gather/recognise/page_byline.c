#include "archiver/gather/recognise/page_byline.h"

#include "archiver/gather/recognise/byline.h"
#include "archiver/gather/recognise/line.h"
#include "archiver/gather/recognise/page_author_poll.h"
#include "format/base/text.h"

/* A line with names in it has at most so many characters. */
#define LINE_CHARS_MAX 160

/* How many paragraphs above a headline may hold somebody's name. */
#define ABOVE 4

/* Authors beside one another are so many elements and texts apart at most. */
#define NEXT_NODES 12

/* An element named an author with more in it is a box about one. */
#define NAMED_BYTES_MAX 120

/* So many elements of a kind are read at most: more are a list. */
#define ELEMENTS_MAX 1000

/* An element with a name in it has fewer elements and texts; what is within is read once. */
#define NAMED_NODES_MAX 64

/* So many paragraphs at the end may hold it. */
#define END 4

/* How many behind it may have somebody named in them. */
#define BEHIND 8

struct asking {
	const struct html_page *page;
	struct html_blocks *blocks;
	const struct html_body *body;
	size_t headline;
	const struct page_facts *facts;
	struct page_author_poll *poll;
};

/* ---- facts --------------------------------------------------------------------------------- */

static bool
is_author(const struct page_fact *f, const char *markup)
{
	return f->kind == PAGE_AUTHOR && (markup == NULL || strcmp(f->markup, markup) == 0);
}

/* What holds an address as often as a name says the less. */
static enum page_author_source
source_of(const struct page_fact *f)
{
	return f->percent >= 85	   ? PAGE_AUTHOR_SURE
		: f->percent >= 75 ? PAGE_AUTHOR_META
				   : PAGE_AUTHOR_WEAK;
}

/* What one kind of markup says, however often, is one vote. */
static void
ask_facts(const struct asking *a)
{
	const struct page_facts *facts = a->facts;

	for (size_t i = 0; i < facts->count; i++) {
		const struct page_fact *f = &facts->at[i];
		struct page_names names = {.count = 0};
		bool met = false;

		for (size_t k = 0; k < i && !met; k++)
			met = is_author(&facts->at[k], f->markup);
		if (met || !is_author(f, NULL))
			continue;
		for (size_t k = i; k < facts->count; k++)
			if (is_author(&facts->at[k], f->markup))
				page_names_read(facts->at[k].value, true, &names);
		page_author_poll_vote(a->poll, &names, source_of(f), f->markup, f->percent < 80);
	}
}

/* ---- elements ------------------------------------------------------------------------------ */

static bool
says(struct slice value, const char *word)
{
	return value.len > 0 && memmem(value.p, value.len, word, strlen(word)) != NULL;
}

/* Elements whose rel or itemprop says author. */
static bool
says_author(const struct html_page *p, size_t i)
{
	return slice_is(html_page_attribute(p, i, "itemprop"), "author") ||
		slice_is(html_page_attribute(p, i, "rel"), "author");
}

/* An address of somebody's page, as most systems make it; rel may say more than author. */
static bool
leads_to_author(const struct html_page *p, size_t i)
{
	static const char *const folders[] = {"/author/", "/authors/", "/autor/", "/autoren/",
		"/auteur/", "/contributor/", "/staff/", "/profile/"};
	struct slice href = html_page_attribute(p, i, "href");

	if (p->nodes[i].tag != HTML_A)
		return false;
	if (says(html_page_attribute(p, i, "rel"), "author"))
		return true;
	for (size_t k = 0; k < sizeof folders / sizeof *folders; k++)
		if (says(href, folders[k]))
			return true;
	return false;
}

/* Named so, and without an element in it that is: a box named an author has more in it. */
static bool
is_named(const struct html_page *p, size_t node)
{
	if ((p->nodes[node].marks & HTML_MARK_BYLINE) == 0)
		return false;
	for (size_t i = node + 1; i < p->nodes[node].end && i < node + NEXT_NODES; i++)
		if (p->nodes[i].tag != HTML_TEXT &&
			((p->nodes[i].marks & HTML_MARK_BYLINE) != 0 || leads_to_author(p, i)))
			return false;
	return true;
}

/* The name within an element that says author: itemprop=name has it alone. */
static void
read_element(const struct html_page *p, size_t node, struct bytes *text)
{
	bytes_clear(text);
	for (size_t i = node + 1; i < p->nodes[node].end; i++) {
		struct slice content;

		if (p->nodes[i].tag == HTML_TEXT ||
			!slice_is(html_page_attribute(p, i, "itemprop"), "name"))
			continue;
		content = html_page_attribute(p, i, "content");
		if (content.len > 0)
			bytes_add(text, content);
		else
			html_page_text(p, i, text);
		return;
	}
	html_page_text(p, node, text);
}

/* What of an element's kind may be said to be told, and how often it is right. */
struct kind {
	bool (*fits)(const struct html_page *p, size_t node);
	const char *markup;
	enum page_author_source source;
	bool anywhere; /* not only around the article */
};

static bool
is_passed_over(const struct html_page *p, size_t i, const struct kind *kind)
{
	const unsigned away = HTML_MARK_COMMENTS | (kind->anywhere ? HTML_MARK_JUNK : 0);
	const struct html_node *n = &p->nodes[i];

	return n->tag == HTML_TEXT || n->tag == HTML_META || n->tag == HTML_LINK ||
		n->end - i > NAMED_NODES_MAX || (n->inherits & away) != 0 || !kind->fits(p, i);
}

/* Elements beside one another are authors together; a few such groups vote. */
static void
ask_elements(const struct asking *a, size_t from, size_t end, const struct kind *kind)
{
	struct bytes text = BYTES_UP_TO((size_t)64 * 1024);
	struct page_names names = {.count = 0};
	size_t last = from, groups = 0, asked = 0;

	for (size_t i = from; i < end && groups < 3 && asked < ELEMENTS_MAX; i++) {
		if (is_passed_over(a->page, i, kind))
			continue;
		if (names.count > 0 && i > last + NEXT_NODES) {
			page_author_poll_vote(
				a->poll, &names, kind->source, kind->markup, groups > 0);
			names.count = 0;
			groups++;
		}
		asked++;
		read_element(a->page, i, &text);
		if (text.len == 0 || text.len > NAMED_BYTES_MAX)
			continue;
		page_names_read(arena_copy(a->facts->made, bytes_slice(&text)), true, &names);
		last = i = a->page->nodes[i].end - 1;
	}
	if (names.count > 0 && groups < 3)
		page_author_poll_vote(a->poll, &names, kind->source, kind->markup, groups > 0);
	bytes_release(&text);
}

/* From a little above the headline to a little behind the article. */
static void
ask_region(const struct asking *a)
{
	static const struct kind links = {
		leads_to_author, "link to an author", PAGE_AUTHOR_LINK, false};
	static const struct kind named = {
		is_named, "element named an author", PAGE_AUTHOR_ELEMENT, false};
	const struct html_blocks *b = a->blocks;
	size_t middle = a->headline == SIZE_MAX ? a->body->first : a->headline;
	size_t from = middle > ABOVE ? middle - ABOVE : 0;
	size_t to = a->body->last + BEHIND < b->count ? a->body->last + BEHIND : b->count;

	from = from < b->count ? b->at[from].first : a->page->count;
	to = to < b->count ? b->at[to].first : a->page->count;
	ask_elements(a, from, to, &links);
	ask_elements(a, from, to, &named);
}

/* ---- lines ----------------------------------------------------------------------------------- */

static bool
is_away(unsigned marks)
{
	return (marks & (HTML_MARK_JUNK | HTML_MARK_COMMENTS)) != 0;
}

/* `By`, or what else says that names follow. */
static bool
opens_byline(struct slice line)
{
	static const char *const words[] = {"by ", "by: ", "von ", "von: ", "par ", "por ",
		"written by", "posted by", "words by", "words: ", "text by", "text: ", "text von ",
		"texte: ", "texte : ", "texto: ", "autor: ", "autorin: ", "autoren: ", "autoren ",
		"author: ", "authors: ", "auteur: ", "auteur : ", "verfasst von", "geschrieben von",
		"erstellt von", "ein beitrag von", "gastbeitrag von", "ein gastbeitrag von",
		"beitrag von", "blog beitrag von", "contributors: ", "story by", "article by",
		"escrito por", "écrit par", "publié par", "rédigé par", "scritto da",
		"автор: ", "作者：", "作者:", "文：", "著者：", "执笔：", "記者：", "记者："};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (line_starts(line, words[i]) > 0)
			return true;
	return false;
}

/* The names in a line; how several in Vietnamese are written is known elsewhere. */
static void
read_line(struct slice text, bool named, struct page_names *names)
{
	struct byline line;

	if (!named || !byline_parse(text, NULL, &line) || line.count < 2 || line.picture) {
		page_names_read(text, false, names);
		return;
	}
	for (size_t k = 0; k < line.count; k++)
		names->at[names->count++] = line.names[k];
}

/* Lines named byline or author, or that begin with `By`, around the headline. */
static void
ask_lines(const struct asking *a)
{
	const struct html_blocks *b = a->blocks;
	size_t found = 0;

	for (size_t i = a->poll->near_from; i < a->poll->near_to && i < b->count && found < 3;
		i++) {
		const struct html_block *at = &b->at[i];
		struct slice text = html_block_text(b, i);
		bool named = (at->marks & HTML_MARK_BYLINE) != 0;
		struct page_names names = {.count = 0};

		if (i == a->headline || at->chars > LINE_CHARS_MAX || is_away(at->marks) ||
			at->role == HTML_ROLE_CAPTION ||
			(!named && (!opens_byline(text) || at->chars > 80)))
			continue;
		read_line(text, named, &names);
		if (names.count == 0)
			continue;
		page_author_poll_vote(a->poll, &names,
			named ? PAGE_AUTHOR_LINE : PAGE_AUTHOR_OPENING,
			named ? "line named a byline" : "line by the headline", found > 0);
		found++;
	}
}

static bool
is_right(const struct html_page *p, size_t node)
{
	struct slice style = html_page_attribute(p, node, "style");

	return slice_is(html_page_attribute(p, node, "align"), "right") ||
		says(style, "text-align:right") || says(style, "text-align: right");
}

struct ending {
	enum page_author_source source;
	const char *markup;
};

/* What makes a line at the end one with names; false where nothing does. */
static bool
is_ending(const struct asking *a, size_t i, struct ending *out)
{
	const struct html_block *at = &a->blocks->at[i];

	if (at->chars > LINE_CHARS_MAX || is_away(at->marks) || at->role == HTML_ROLE_CAPTION)
		return false;
	if ((at->marks & HTML_MARK_BYLINE) != 0)
		*out = (struct ending){PAGE_AUTHOR_END_NAMED, "line named a byline at the end"};
	else if (at->level > 0)
		return false;
	else if (is_right(a->page, at->node))
		*out = (struct ending){PAGE_AUTHOR_END_RIGHT, "names to the right at the end"};
	else if (at->bold * 10 >= at->chars * 9)
		*out = (struct ending){PAGE_AUTHOR_END_BOLD, "names in bold at the end"};
	else
		return false;
	return true;
}

/* Names in bold, to the right, or named so, around the last sentence: no part of the article. */
static void
ask_end(const struct asking *a)
{
	const struct html_body *body = a->body;
	size_t to = body->last + END < body->end ? body->last + END : body->end;
	size_t from = body->last > body->first + END ? body->last - END : body->first;

	for (size_t i = to; i-- > from;) {
		struct slice text = html_block_text(a->blocks, i);
		struct page_names names = {.count = 0};
		struct ending ending;
		struct byline line;

		if (a->blocks->at[i].chars < 80 && opens_byline(text)) {
			page_names_read(text, false, &names);
			page_author_poll_vote(
				a->poll, &names, PAGE_AUTHOR_END_OPENING, "line at the end", false);
			continue;
		}
		if (!is_ending(a, i, &ending) || !byline_parse(text, NULL, &line) ||
			line.count == 0 || line.picture)
			continue;
		a->blocks->at[i].role = HTML_ROLE_OUT;
		for (size_t k = 0; k < line.count; k++)
			names.at[names.count++] = line.names[k];
		page_author_poll_vote(a->poll, &names, ending.source, ending.markup, false);
	}
}

enum rc
page_byline_find(const struct html_page *p, struct html_blocks *b, const struct html_body *body,
	size_t headline, const struct page_facts *facts, struct page_byline *out, struct err *e)
{
	static const struct kind told = {
		says_author, "rel or itemprop author", PAGE_AUTHOR_TOLD, true};
	struct page_author_poll poll;
	struct asking a = {p, b, body, headline, facts, &poll};
	enum rc rc = page_author_poll_init(&poll, b, body, headline, facts, e);

	if (rc == RC_OK) {
		ask_facts(&a);
		ask_elements(&a, 0, p->count, &told);
		ask_lines(&a);
		ask_end(&a);
		ask_region(&a);
		page_author_poll_elect(&poll, out);
	}
	page_author_poll_release(&poll);
	return rc;
}
