/*
 * recognised.h -- what the recognisers of Vietnamese reports tell of a few
 * sentences, as a text that a test can compare.
 */
#ifndef ANNALS_TESTS_SUPPORT_RECOGNISED_H
#define ANNALS_TESTS_SUPPORT_RECOGNISED_H

#include "archiver/gather/story.h"

/*
 * Reads `text`, a paragraph a line, as the body of a report in `language`,
 * published on `stamp` (YYYY-MM-DD, or NULL), and returns the findings of
 * `field` that are sure enough, in their order, as "value=normalised" with "; "
 * between, without "=" where nothing is normalised; with the office's holder
 * before it, with ": ". Valid until the next call.
 */
const char *
recognised(const char *text, const char *language, const char *stamp, const char *field);

/* The same for a Vietnamese report of 20 March 2024. */
const char *recognised_vi(const char *text, const char *field);

struct recognised_row {
	const char *what, *text, *told;
};

/* Fails the test at the first row that is told otherwise. */
void recognised_rows(const char *field, const struct recognised_row *rows, size_t count);

#define RECOGNISED_ROWS(field, rows) recognised_rows((field), (rows), sizeof(rows) / sizeof *(rows))

#endif
