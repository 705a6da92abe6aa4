#include "archiver/gather/read/html_page.h"

#include "archiver/gather/recognise/line.h"

#include <stdlib.h>

static enum rc
add_node(struct html_page *p, const struct html_place *at, size_t parent, struct err *e)
{
	if (p->count == p->room) {
		size_t room = p->room == 0 ? 4096 : 2 * p->room;
		struct html_node *list;

		if (p->count >= HTML_PAGE_NODES_MAX)
			return err_set(e, RC_LIMIT, "a page of more than %d elements and texts",
				HTML_PAGE_NODES_MAX);
		list = reallocarray(p->nodes, room, sizeof *list);
		if (list == NULL)
			return err_nomem(e);
		p->nodes = list;
		p->room = room;
	}
	p->nodes[p->count] =
		(struct html_node){.at = at, .parent = (uint32_t)parent, .tag = html_tree_tag(at)};
	p->nodes[p->count].block = html_page_is_block(p->nodes[p->count].tag)
		? (uint32_t)p->count
		: p->nodes[parent].block;
	p->count++;
	return RC_OK;
}

/* Down to the first child, else on to the next sibling of the innermost element that has one. */
static enum rc
flatten(struct html_page *p, struct err *e)
{
	const struct html_place *at = html_tree_root(p->tree), *next;
	size_t node = 0;
	enum rc rc = add_node(p, at, 0, e);

	while (rc == RC_OK) {
		next = html_tree_first(at);
		if (next != NULL) {
			node = p->count;
			rc = add_node(p, next, node - 1, e);
			at = next;
			continue;
		}
		while (node > 0 && (next = html_tree_next(at)) == NULL) {
			p->nodes[node].end = (uint32_t)p->count;
			node = p->nodes[node].parent;
			at = p->nodes[node].at;
		}
		if (node == 0)
			break;
		p->nodes[node].end = (uint32_t)p->count;
		rc = add_node(p, next, p->nodes[node].parent, e);
		node = p->count - 1;
		at = next;
	}
	p->nodes[0].end = (uint32_t)p->count;
	return rc;
}

static bool
says(struct slice value, const char *word)
{
	return value.len > 0 && memmem(value.p, value.len, word, strlen(word)) != NULL;
}

/* What the element is by its tag, whatever its names are. */
static unsigned
marks_of_tag(enum html_tag tag)
{
	switch (tag) {
	case HTML_NAV:
	case HTML_ASIDE:
	case HTML_BUTTON:
	case HTML_SELECT:
		return HTML_MARK_JUNK;
	case HTML_FOOTER:
		return HTML_MARK_FOOT;
	case HTML_FIGCAPTION:
		return HTML_MARK_CAPTION;
	case HTML_FIGURE:
	case HTML_PICTURE:
		return HTML_MARK_PICTURE;
	case HTML_TIME:
		return HTML_MARK_DATE;
	default:
		return 0;
	}
}

static unsigned
marks_of_roles(const struct html_node *n)
{
	struct slice role = html_tree_attribute(n->at, "role");
	struct slice style = html_tree_attribute(n->at, "style");
	unsigned marks = 0;

	if (slice_is(role, "navigation") || slice_is(role, "complementary") ||
		slice_is(role, "contentinfo") || slice_is(role, "banner") ||
		slice_is(role, "dialog") || slice_is(role, "search"))
		marks |= HTML_MARK_JUNK;
	if (says(style, "display:none") || says(style, "display: none") ||
		html_tree_attribute(n->at, "hidden").p != NULL)
		marks |= HTML_MARK_HIDDEN;
	if (slice_is(html_tree_attribute(n->at, "rel"), "author"))
		marks |= HTML_MARK_BYLINE;
	return marks;
}

static void
set_marks(struct html_page *p)
{
	for (size_t i = 0; i < p->count; i++) {
		struct html_node *n = &p->nodes[i];

		if (n->tag == HTML_TEXT)
			continue;
		n->said = marks_of_tag(n->tag) | marks_of_roles(n);
		if ((n->said & (HTML_MARK_JUNK | HTML_MARK_FOOT | HTML_MARK_HIDDEN)) != 0)
			n->said |= HTML_MARK_SURE;
		/* Page-wide names say what the page has, not what it is. */
		if (n->tag != HTML_HTML && n->tag != HTML_BODY)
			n->said |= html_marks_of(html_tree_attribute(n->at, "class")) |
				html_marks_of(html_tree_attribute(n->at, "id")) |
				html_marks_of(html_tree_attribute(n->at, "itemprop"));
		/* Not for sure: some pages stand in a form from end to end. */
		if (n->tag == HTML_FORM)
			n->said |= HTML_MARK_JUNK;
		n->marks = n->said;
	}
}

void
html_page_inherit(struct html_page *p)
{
	if (p->count > 0)
		p->nodes[0].inherits = p->nodes[0].marks;
	for (size_t i = 1; i < p->count; i++)
		p->nodes[i].inherits = p->nodes[i].marks | p->nodes[p->nodes[i].parent].inherits;
}

enum rc
html_page_parse(struct slice text, struct html_page *out, struct err *e)
{
	enum rc rc = html_tree_new(text, &out->tree, e);

	if (rc == RC_OK)
		rc = flatten(out, e);
	if (rc == RC_OK)
		set_marks(out);
	else
		html_page_release(out);
	return rc;
}

void
html_page_release(struct html_page *p)
{
	html_tree_free(p->tree);
	free(p->nodes);
	*p = HTML_PAGE_EMPTY;
}

size_t
html_page_find(const struct html_page *p, size_t from, enum html_tag tag)
{
	while (from < p->count && p->nodes[from].tag != tag)
		from++;
	return from;
}

static void
add_collapsed(struct slice text, struct bytes *out, size_t start)
{
	while (text.len > 0) {
		size_t blank = line_blank(text), run = 0;

		if (blank > 0) {
			if (out->len > start && out->p[out->len - 1] != ' ')
				bytes_u8(out, ' ');
			text = slice_from(text, blank);
			continue;
		}
		while (run < text.len && line_blank(slice_from(text, run)) == 0)
			run++;
		bytes_add(out, slice_first(text, run));
		text = slice_from(text, run);
	}
}

void
html_page_text(const struct html_page *p, size_t node, struct bytes *out)
{
	size_t start = out->len;

	for (size_t i = node; i < p->nodes[node].end; i++) {
		if (p->nodes[i].tag == HTML_SCRIPT)
			i = p->nodes[i].end - 1;
		else if (p->nodes[i].tag == HTML_TEXT)
			add_collapsed(html_tree_text(p->nodes[i].at), out, start);
		else if (p->nodes[i].tag == HTML_BR || html_page_is_block(p->nodes[i].tag))
			add_collapsed((struct slice)SLICE(" "), out, start);
	}
	while (out->len > start && out->p[out->len - 1] == ' ')
		bytes_cut(out, out->len - 1);
}

bool
html_page_is_block(enum html_tag tag)
{
	switch (tag) {
	case HTML_TEXT:
	case HTML_OTHER:
	case HTML_A:
	case HTML_B:
	case HTML_BR:
	case HTML_EM:
	case HTML_I:
	case HTML_IMG:
	case HTML_INPUT:
	case HTML_LINK:
	case HTML_META:
	case HTML_BASE:
	case HTML_PICTURE:
	case HTML_SMALL:
	case HTML_SOURCE:
	case HTML_STRONG:
	case HTML_TIME:
		return false;
	default:
		return true;
	}
}
