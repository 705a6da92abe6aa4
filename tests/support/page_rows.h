/*
 * page_rows.h -- saved pages in a table, each with what is to be read out of it.
 */
#ifndef ANNALS_TESTS_SUPPORT_PAGE_ROWS_H
#define ANNALS_TESTS_SUPPORT_PAGE_ROWS_H

#include "archiver/gather/story.h"

/* Invented prose, long enough to be an article's. */
#define PAGE_ROWS_PARA1 \
	"<p>The harbour of Port Amber reopened on Monday after a week of repairs, and the first " \
	"ferries left before sunrise with more passengers than seats.</p>"
#define PAGE_ROWS_PARA2 \
	"<p>Officials said that the new quay wall would hold for sixty years, although the money " \
	"for its lamps had not been found.</p>"

struct page_row {
	const char *differs; /* from the other rows: a claim for the message */
	const char *page;
	const char *told; /* what `write` makes of it */
};

/* Reads each page, in UTC; a test fails at the first of which `write` says something else. */
void page_rows_check(const struct page_row *rows, size_t count,
	void (*write)(const struct story *s, struct bytes *out));

#endif
