/*
 * html_tree.h -- a page as the tree that the HTML standard makes of it: the one
 * place that knows the parser's library (gumbo), so that another may take its
 * place.
 *
 * Nodes are borrowed from the tree. Nothing here recurses. The library does not
 * look at what its allocator gives it, so the allocator never comes back with
 * nothing: it leaves the parser altogether and the tree is given up.
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_HTML_TREE_H
#define ANNALS_ARCHIVER_GATHER_READ_HTML_TREE_H

#include "format/base/err.h"
#include "format/base/slice.h"

/* Memory of one tree; a page of 150 KB takes 3 MiB. */
#define HTML_TREE_MEMORY_MAX ((size_t)160 * 1024 * 1024)

/* The elements that somebody asks for. */
enum html_tag {
	HTML_OTHER,
	HTML_TEXT, /* not an element */
	HTML_A,
	HTML_ADDRESS,
	HTML_ARTICLE,
	HTML_ASIDE,
	HTML_B,
	HTML_BASE,
	HTML_BLOCKQUOTE,
	HTML_BODY,
	HTML_BR,
	HTML_BUTTON,
	HTML_CENTER,
	HTML_DD,
	HTML_DETAILS,
	HTML_DIV,
	HTML_DL,
	HTML_DT,
	HTML_EM,
	HTML_FIGCAPTION,
	HTML_FIGURE,
	HTML_FOOTER,
	HTML_FORM,
	HTML_H1,
	HTML_H2,
	HTML_H3,
	HTML_H4,
	HTML_H5,
	HTML_H6,
	HTML_HEAD,
	HTML_HEADER,
	HTML_HR,
	HTML_HTML,
	HTML_I,
	HTML_IMG,
	HTML_INPUT,
	HTML_LI,
	HTML_LINK,
	HTML_MAIN,
	HTML_META,
	HTML_NAV,
	HTML_NOSCRIPT,
	HTML_OBJECT,
	HTML_OL,
	HTML_P,
	HTML_PICTURE,
	HTML_PRE,
	HTML_SCRIPT,
	HTML_SECTION,
	HTML_SELECT,
	HTML_SMALL,
	HTML_SOURCE,
	HTML_STRONG,
	HTML_SUMMARY,
	HTML_TABLE,
	HTML_TBODY,
	HTML_TD,
	HTML_TEMPLATE,
	HTML_TH,
	HTML_TIME,
	HTML_TITLE,
	HTML_TR,
	HTML_UL,
	HTML_VIDEO,
	HTML_TAGS
};

struct html_tree;
struct html_place; /* one node of it */

/*
 * Parses `page`, UTF-8, which the tree borrows. RC_LIMIT where it would take more
 * than HTML_TREE_MEMORY_MAX, RC_NOMEM.
 */
MUST_USE enum rc html_tree_new(struct slice page, struct html_tree **out, struct err *e);
void html_tree_free(struct html_tree *t);

const struct html_place *html_tree_root(const struct html_tree *t);

/* Elements and texts; NULL where there is none. */
const struct html_place *html_tree_first(const struct html_place *p);
const struct html_place *html_tree_next(const struct html_place *p);

enum html_tag html_tree_tag(const struct html_place *p);

/* Of a text, with its entities decoded; empty for an element. */
struct slice html_tree_text(const struct html_place *p);

/* The value of an element's attribute, by its name in small letters; empty where it has none. */
struct slice html_tree_attribute(const struct html_place *p, const char *name);

/* For --version: the library, or that there is none. */
const char *html_tree_library(void);

#endif
