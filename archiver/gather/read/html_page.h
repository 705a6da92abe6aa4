/*
 * html_page.h -- a page as a list of its elements and texts in the order of the
 * document, so that whatever walks it is a loop.
 *
 * A node's descendants are those behind it up to its `end`. Node 0 is <html>.
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_HTML_PAGE_H
#define ANNALS_ARCHIVER_GATHER_READ_HTML_PAGE_H

#include "archiver/gather/read/html_marks.h"
#include "archiver/gather/read/html_tree.h"
#include "format/base/bytes.h"

#define HTML_PAGE_NODES_MAX 2000000

struct html_node {
	const struct html_place *at;
	uint32_t parent; /* of node 0: 0 */
	uint32_t end;
	uint32_t block; /* the innermost element that begins and ends paragraphs: itself, or around
			   it */
	enum html_tag tag;
	unsigned said;	   /* what its tag and its names say */
	unsigned marks;	   /* the same, when names that lie are out and links were counted */
	unsigned inherits; /* its marks and those of what it is in */
};

struct html_page {
	struct html_tree *tree;
	struct html_node *nodes;
	size_t count, room;
};

#define HTML_PAGE_EMPTY ((struct html_page){NULL, NULL, 0, 0})

/* From UTF-8, which must outlive the page. RC_LIMIT, RC_NOMEM. */
MUST_USE enum rc html_page_parse(struct slice text, struct html_page *out, struct err *e);
void html_page_release(struct html_page *p);

/* Carries marks down to descendants. */
void html_page_inherit(struct html_page *p);

static inline struct slice
html_page_attribute(const struct html_page *p, size_t node, const char *name)
{
	return html_tree_attribute(p->nodes[node].at, name);
}

/* The first element of that kind from `from` on, or p->count. */
size_t html_page_find(const struct html_page *p, size_t from, enum html_tag tag);

/* Appends the text in a node, runs of white space as one blank, none at its ends. */
void html_page_text(const struct html_page *p, size_t node, struct bytes *out);

/* True where the element begins and ends a paragraph. */
bool html_page_is_block(enum html_tag tag);

/* True where `node` is within `in`, or is it. */
static inline bool
html_page_within(const struct html_page *p, size_t node, size_t in)
{
	return node >= in && node < p->nodes[in].end;
}

#endif
