/*
 * html_blocks.h -- the paragraphs of a page and its pictures, in order, with
 * what tells an article's paragraph from others: how long it is, how much of it
 * is links, what it stands in.
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_HTML_BLOCKS_H
#define ANNALS_ARCHIVER_GATHER_READ_HTML_BLOCKS_H

#include "archiver/gather/read/html_page.h"

enum html_role {
	HTML_ROLE_OUT, /* not of the article */
	HTML_ROLE_LEAD,
	HTML_ROLE_BODY,
	HTML_ROLE_HEADING,
	HTML_ROLE_CAPTION
};

struct html_block {
	uint32_t node;	/* the innermost element that begins and ends paragraphs */
	uint32_t first; /* the first of its texts */
	uint32_t last;	/* the last of them */
	uint32_t start, len;
	uint32_t chars, link_chars;
	uint32_t styled; /* characters in italics or small print */
	uint32_t bold;
	uint32_t level; /* of a heading, 1 to 6, else 0 */
	bool listed;	/* in a list */
	unsigned marks; /* of all that it stands in */
	enum html_role role;
};

struct html_image {
	uint32_t node;
	uint32_t block; /* the first block behind it */
};

struct html_blocks {
	struct bytes text;
	struct html_block *at;
	size_t count, room;
	struct html_image *images;
	size_t image_count, image_room;
};

#define HTML_BLOCKS_EMPTY(most) ((struct html_blocks){BYTES_UP_TO(most), NULL, 0, 0, NULL, 0, 0})

MUST_USE enum rc
html_blocks_read(const struct html_page *p, struct html_blocks *out, struct err *e);
void html_blocks_release(struct html_blocks *b);

static inline struct slice
html_block_text(const struct html_blocks *b, size_t i)
{
	return slice_of(b->text.p + b->at[i].start, b->at[i].len);
}

/* Percent of its characters that are in links. */
static inline unsigned
html_block_linked(const struct html_block *b)
{
	return b->chars == 0 ? 0 : (unsigned)((uint64_t)b->link_chars * 100 / b->chars);
}

/* The first block that begins in or behind the node. */
size_t html_blocks_from(const struct html_blocks *b, size_t node);

#endif
