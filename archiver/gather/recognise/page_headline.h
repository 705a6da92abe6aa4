/*
 * page_headline.h -- a page's headline: which of its headings is it, else what
 * its markup says it is.
 *
 * Measured on 2,396 pages: the only <h1> is right on 83 of 100 that have one,
 * the first of several on 76, og:title cut at its last ` - ` or ` | ` on 72. So a
 * heading that the title of the page repeats comes first, then headings alone.
 */
#ifndef ANNALS_ARCHIVER_GATHER_RECOGNISE_PAGE_HEADLINE_H
#define ANNALS_ARCHIVER_GATHER_RECOGNISE_PAGE_HEADLINE_H

#include "archiver/gather/read/html_blocks.h"
#include "archiver/gather/read/page_facts.h"

struct page_headline {
	struct slice text; /* of the page or of a fact; empty where there is none */
	size_t block;	   /* it stands in, or SIZE_MAX */
	const char *markup;
	unsigned percent;
};

void page_headline_find(const struct html_page *p, const struct html_blocks *b,
	struct page_facts *facts, struct page_headline *out);

/* The title without the site's name before or behind it. */
struct slice page_headline_cut(struct slice title, struct slice site);

#endif
