/*
 * page_byline.h -- who wrote a page: by what its markup says, the elements and
 * lines named so or beginning with `By`, links to an author's page, the names at
 * the end, weighed against each other.
 *
 * Every source votes for the names it has, with points for how often it is right
 * where it is present. What readers see beside the headline counts most, what
 * they see nowhere on the page least: systems put whoever set a page up where its
 * author should be. The names with most points win, and with too few of them the
 * answer is that nobody is named. A name equal to the site, the publisher or a
 * part of the page's host is an author only where the page shows it as one.
 */
#ifndef ANNALS_ARCHIVER_GATHER_RECOGNISE_PAGE_BYLINE_H
#define ANNALS_ARCHIVER_GATHER_RECOGNISE_PAGE_BYLINE_H

#include "archiver/gather/read/html_body.h"
#include "archiver/gather/recognise/page_names.h"

struct page_byline {
	struct page_names names; /* borrowed from the page's text or the facts */
	const char *markup;
	unsigned percent;
};

/* Takes blocks with nothing but names at the end out of the body. RC_NOMEM. */
MUST_USE enum rc
page_byline_find(const struct html_page *p, struct html_blocks *b, const struct html_body *body,
	size_t headline, const struct page_facts *facts, struct page_byline *out, struct err *e);

#endif
