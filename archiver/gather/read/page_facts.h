/*
 * page_facts.h -- what a page's markup says of the article, each with the place
 * it stands in: candidates, among which the recognisers choose.
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_PAGE_FACTS_H
#define ANNALS_ARCHIVER_GATHER_READ_PAGE_FACTS_H

#include "archiver/gather/arena.h"

/* More of them say no more. */
#define PAGE_FACTS_MAX 256

enum page_fact_kind {
	PAGE_HEADLINE,
	PAGE_AUTHOR,
	PAGE_PUBLISHED,
	PAGE_SITE,
	PAGE_PUBLISHER, /* an organisation: never an author */
	PAGE_LANGUAGE,
	PAGE_CANONICAL,
	PAGE_LICENCE
};

struct page_fact {
	enum page_fact_kind kind;
	struct slice value;
	const char *markup; /* `meta property=og:title` */
	unsigned percent;   /* how often what stands there is right */
};

/* Values live in the arena, which is borrowed. */
struct page_facts {
	struct arena *made;
	struct page_fact at[PAGE_FACTS_MAX];
	size_t count;
};

/* A copy of the value without white space around it; an empty one is not added. */
void page_facts_add(struct page_facts *f, enum page_fact_kind kind, struct slice value,
	const char *markup, unsigned percent);

#endif
