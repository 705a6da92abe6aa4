/*
 * page_moment.h -- when a page was published: by what its markup says, its
 * address and the lines around its headline, weighed against each other.
 *
 * Every source votes for a day, with points for how often it is right where it
 * is present: measured on pages with hand-made gold (tests/eval/README.md), and
 * apart for days that readers see somewhere on the page and days they do not. Of
 * those that JSON-LD says and the page shows 96 of 100 are right, of those it
 * shows nowhere half. The day with most points wins. What says it is the time of
 * a change never votes.
 */
#ifndef ANNALS_ARCHIVER_GATHER_RECOGNISE_PAGE_MOMENT_H
#define ANNALS_ARCHIVER_GATHER_RECOGNISE_PAGE_MOMENT_H

#include "archiver/gather/read/html_body.h"
#include "archiver/gather/read/page_facts.h"
#include "archiver/gather/recognise/day.h"

struct page_moment {
	bool found;
	struct day day;
	struct slice value; /* as it stands there */
	const char *markup;
	unsigned percent; /* less than STORY_SURE: a guess, and no answer */
};

void page_moment_find(const struct html_page *p, const struct html_blocks *b,
	const struct html_body *body, size_t headline, const struct page_facts *facts,
	struct page_moment *out);

#endif
