/*
 * page_names.h -- the names in a line or an attribute that says who wrote a page,
 * without what stands around them: `By`, roles, times, sections, sites.
 *
 *	By Anna Berg and Karl Holm | March 3, 2020, 10:15      Anna Berg, Senior Editor
 *	11.12.2019 - Anna Berg      Posted on May 5, 2020 by Anna Berg      ByAnna Berg
 *
 * What has a word in it that no name has is none; who only looked the text over
 * or made its pictures is none either.
 */
#ifndef ANNALS_ARCHIVER_GATHER_RECOGNISE_PAGE_NAMES_H
#define ANNALS_ARCHIVER_GATHER_RECOGNISE_PAGE_NAMES_H

#include "archiver/gather/read/page_facts.h"

#define PAGE_NAMES_MAX 12

/* Borrowed from the lines. */
struct page_names {
	struct slice at[PAGE_NAMES_MAX];
	size_t count;
};

/*
 * Adds the names in `line` that are not there yet. `told`: the markup says that it
 * is a name, so that what people call themselves on a page is one, too (`anna77`,
 * `oz`).
 */
void page_names_read(struct slice line, bool told, struct page_names *out);

/* True where both are the same but for case. */
bool page_names_same(struct slice a, struct slice b);
bool page_names_have(const struct page_names *n, struct slice name);

/* True where it is the site's, the publisher's, or a part of the page's host. */
bool page_names_is_house(struct slice name, const struct page_facts *facts);

#endif
