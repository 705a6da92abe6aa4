#include "archiver/gather/read/html_tree.h"

#include "format/base/checked.h"

#include <gumbo.h>
#include <setjmp.h>
#include <stdlib.h>

/* Memory comes in pieces that are given back together; what a library frees early stays. */
#define PIECE ((size_t)256 * 1024)

struct piece {
	struct piece *older;
	_Alignas(max_align_t) uint8_t data[];
};

struct html_tree {
	struct piece *pieces;
	uint8_t *at;
	size_t left;
	size_t taken;
	enum rc failed;
	jmp_buf *out;
	GumboOutput *parsed;
};

static _Noreturn void
give_up(struct html_tree *t, enum rc rc)
{
	t->failed = rc;
	longjmp(*t->out, 1);
}

/* A piece of its own for what is large; the one at hand goes on being used. */
static void *
take_piece(struct html_tree *t, size_t n)
{
	struct piece *p;

	if (n > HTML_TREE_MEMORY_MAX - t->taken)
		give_up(t, RC_LIMIT);
	p = malloc(sizeof *p + n);
	if (p == NULL)
		give_up(t, RC_NOMEM);
	p->older = t->pieces;
	t->pieces = p;
	t->taken += n;
	return p->data;
}

static void *
take(void *tree, size_t n)
{
	struct html_tree *t = tree;
	const size_t align = _Alignof(max_align_t);
	void *given;

	if (n > HTML_TREE_MEMORY_MAX)
		give_up(t, RC_LIMIT);
	n = (n + align - 1) / align * align;
	if (n > PIECE / 4)
		return take_piece(t, n);
	if (n > t->left) {
		t->at = take_piece(t, PIECE);
		t->left = PIECE;
	}
	given = t->at;
	t->at += n;
	t->left -= n;
	return given;
}

static void
give_back(void *tree, void *p)
{
	(void)tree;
	(void)p;
}

static enum rc
parse(struct html_tree *t, struct slice page)
{
	GumboOptions options = kGumboDefaultOptions;
	jmp_buf out;

	options.allocator = take;
	options.deallocator = give_back;
	options.userdata = t;
	options.max_errors = 0;
	t->out = &out;
	if (setjmp(out) == 0)
		t->parsed = gumbo_parse_with_options(&options, (const char *)page.p, page.len);
	t->out = NULL;
	return t->failed;
}

enum rc
html_tree_new(struct slice page, struct html_tree **out, struct err *e)
{
	struct html_tree *t = calloc(1, sizeof *t);
	enum rc rc;

	*out = NULL;
	if (t == NULL)
		return err_nomem(e);
	rc = parse(t, page);
	if (rc == RC_OK) {
		*out = t;
		return RC_OK;
	}
	html_tree_free(t);
	if (rc == RC_NOMEM)
		return err_nomem(e);
	return err_set(
		e, RC_LIMIT, "a page whose tree takes more than %zu bytes", HTML_TREE_MEMORY_MAX);
}

void
html_tree_free(struct html_tree *t)
{
	if (t == NULL)
		return;
	while (t->pieces != NULL) {
		struct piece *older = t->pieces->older;

		free(t->pieces);
		t->pieces = older;
	}
	free(t);
}

/* ---- nodes ------------------------------------------------------------------------------- */

static const GumboNode *
node_of(const struct html_place *p)
{
	return (const void *)p;
}

static bool
is_wanted(const GumboNode *n)
{
	return n->type != GUMBO_NODE_COMMENT && n->type != GUMBO_NODE_DOCUMENT;
}

static const struct html_place *
first_wanted(const GumboVector *children, size_t from)
{
	for (size_t i = from; i < children->length; i++)
		if (is_wanted(children->data[i]))
			return children->data[i];
	return NULL;
}

const struct html_place *
html_tree_root(const struct html_tree *t)
{
	return (const void *)t->parsed->root;
}

static bool
is_element(const GumboNode *n)
{
	return n->type == GUMBO_NODE_ELEMENT || n->type == GUMBO_NODE_TEMPLATE;
}

const struct html_place *
html_tree_first(const struct html_place *p)
{
	const GumboNode *n = node_of(p);

	return is_element(n) ? first_wanted(&n->v.element.children, 0) : NULL;
}

const struct html_place *
html_tree_next(const struct html_place *p)
{
	const GumboNode *n = node_of(p), *parent = n->parent;

	if (parent == NULL || !is_element(parent))
		return NULL;
	return first_wanted(&parent->v.element.children, n->index_within_parent + 1);
}

static const enum html_tag TAGS[GUMBO_TAG_LAST] = {[GUMBO_TAG_A] = HTML_A,
	[GUMBO_TAG_ADDRESS] = HTML_ADDRESS,
	[GUMBO_TAG_ARTICLE] = HTML_ARTICLE,
	[GUMBO_TAG_ASIDE] = HTML_ASIDE,
	[GUMBO_TAG_B] = HTML_B,
	[GUMBO_TAG_BASE] = HTML_BASE,
	[GUMBO_TAG_BLOCKQUOTE] = HTML_BLOCKQUOTE,
	[GUMBO_TAG_BODY] = HTML_BODY,
	[GUMBO_TAG_BR] = HTML_BR,
	[GUMBO_TAG_BUTTON] = HTML_BUTTON,
	[GUMBO_TAG_CENTER] = HTML_CENTER,
	[GUMBO_TAG_DD] = HTML_DD,
	[GUMBO_TAG_DETAILS] = HTML_DETAILS,
	[GUMBO_TAG_DIV] = HTML_DIV,
	[GUMBO_TAG_DL] = HTML_DL,
	[GUMBO_TAG_DT] = HTML_DT,
	[GUMBO_TAG_EM] = HTML_EM,
	[GUMBO_TAG_FIGCAPTION] = HTML_FIGCAPTION,
	[GUMBO_TAG_FIGURE] = HTML_FIGURE,
	[GUMBO_TAG_FOOTER] = HTML_FOOTER,
	[GUMBO_TAG_FORM] = HTML_FORM,
	[GUMBO_TAG_H1] = HTML_H1,
	[GUMBO_TAG_H2] = HTML_H2,
	[GUMBO_TAG_H3] = HTML_H3,
	[GUMBO_TAG_H4] = HTML_H4,
	[GUMBO_TAG_H5] = HTML_H5,
	[GUMBO_TAG_H6] = HTML_H6,
	[GUMBO_TAG_HEAD] = HTML_HEAD,
	[GUMBO_TAG_HEADER] = HTML_HEADER,
	[GUMBO_TAG_HR] = HTML_HR,
	[GUMBO_TAG_HTML] = HTML_HTML,
	[GUMBO_TAG_I] = HTML_I,
	[GUMBO_TAG_IMG] = HTML_IMG,
	[GUMBO_TAG_INPUT] = HTML_INPUT,
	[GUMBO_TAG_LI] = HTML_LI,
	[GUMBO_TAG_LINK] = HTML_LINK,
	[GUMBO_TAG_MAIN] = HTML_MAIN,
	[GUMBO_TAG_META] = HTML_META,
	[GUMBO_TAG_NAV] = HTML_NAV,
	[GUMBO_TAG_NOSCRIPT] = HTML_NOSCRIPT,
	[GUMBO_TAG_OBJECT] = HTML_OBJECT,
	[GUMBO_TAG_OL] = HTML_OL,
	[GUMBO_TAG_P] = HTML_P,
	[GUMBO_TAG_PRE] = HTML_PRE,
	[GUMBO_TAG_SCRIPT] = HTML_SCRIPT,
	[GUMBO_TAG_SECTION] = HTML_SECTION,
	[GUMBO_TAG_SELECT] = HTML_SELECT,
	[GUMBO_TAG_SMALL] = HTML_SMALL,
	[GUMBO_TAG_SOURCE] = HTML_SOURCE,
	[GUMBO_TAG_STRONG] = HTML_STRONG,
	[GUMBO_TAG_SUMMARY] = HTML_SUMMARY,
	[GUMBO_TAG_TABLE] = HTML_TABLE,
	[GUMBO_TAG_TBODY] = HTML_TBODY,
	[GUMBO_TAG_TD] = HTML_TD,
	[GUMBO_TAG_TEMPLATE] = HTML_TEMPLATE,
	[GUMBO_TAG_TH] = HTML_TH,
	[GUMBO_TAG_TIME] = HTML_TIME,
	[GUMBO_TAG_TITLE] = HTML_TITLE,
	[GUMBO_TAG_TR] = HTML_TR,
	[GUMBO_TAG_UL] = HTML_UL,
	[GUMBO_TAG_VIDEO] = HTML_VIDEO};

enum html_tag
html_tree_tag(const struct html_place *p)
{
	const GumboNode *n = node_of(p);

	if (!is_element(n))
		return HTML_TEXT;
	return n->v.element.tag < GUMBO_TAG_LAST ? TAGS[n->v.element.tag] : HTML_OTHER;
}

struct slice
html_tree_text(const struct html_place *p)
{
	const GumboNode *n = node_of(p);

	return is_element(n) ? SLICE_EMPTY : slice_str(n->v.text.text);
}

struct slice
html_tree_attribute(const struct html_place *p, const char *name)
{
	const GumboNode *n = node_of(p);
	const GumboAttribute *a;

	if (!is_element(n))
		return SLICE_EMPTY;
	a = gumbo_get_attribute(&n->v.element.attributes, name);
	return a == NULL ? SLICE_EMPTY : slice_str(a->value);
}

const char *
html_tree_library(void)
{
	return "HTML reader: gumbo";
}
