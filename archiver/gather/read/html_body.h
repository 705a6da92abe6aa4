/*
 * html_body.h -- which paragraphs of a page are the article's.
 *
 * Each paragraph has a weight: the characters that are no links, less those
 * that are, less a toll for being one, so that prose is worth something and
 * menus cost. The article is in the element whose paragraphs weigh most in sum:
 * an element too large takes menus in, one too small leaves prose out. In it,
 * what names or links say is no article's (teasers, comments, shares) is left out.
 * Names lie: where hardly anything of what the page has is taken so, it is tried once
 * more without them.
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_HTML_BODY_H
#define ANNALS_ARCHIVER_GATHER_READ_HTML_BODY_H

#include "archiver/gather/read/html_blocks.h"

struct html_body {
	size_t root;	    /* the element with the article in it */
	size_t first, last; /* blocks: the first paragraph, and behind the last */
	size_t end;	    /* behind the element's last block */
};

/*
 * Gives every block its role. `headline` is the block with the headline, or
 * SIZE_MAX. RC_NOMEM.
 */
MUST_USE enum rc html_body_find(struct html_page *p, struct html_blocks *b, size_t headline,
	struct html_body *out, struct err *e);

#endif
