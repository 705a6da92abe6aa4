/*
 * page_byline.h -- who wrote a page: by what its markup says, the line named so
 * by the headline, the names at the end, or else an element beside the article
 * that is named an author or leads to one's page.
 *
 * The source that is right most often and names somebody decides alone; what it
 * says is cleaned of `By`, of roles and of times. A name equal to the site, the
 * publisher or a part of the page's host is none, nor is an office or a company
 * by its words; and none is an answer.
 */
#ifndef ANNALS_ARCHIVER_GATHER_RECOGNISE_PAGE_BYLINE_H
#define ANNALS_ARCHIVER_GATHER_RECOGNISE_PAGE_BYLINE_H

#include "archiver/gather/read/html_body.h"
#include "archiver/gather/read/page_facts.h"

#define PAGE_BYLINE_NAMES_MAX 12

struct page_byline {
	struct slice names[PAGE_BYLINE_NAMES_MAX]; /* borrowed from the page's text or the facts */
	size_t count;
	const char *markup;
	unsigned percent;
};

/* Takes blocks with nothing but names at the end out of the body. */
void
page_byline_find(const struct html_page *p, struct html_blocks *b, const struct html_body *body,
	size_t headline, const struct page_facts *facts, struct page_byline *out);

#endif
