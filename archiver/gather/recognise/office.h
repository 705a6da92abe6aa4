/*
 * office.h -- the offices, ranks and degrees that a person is named with.
 *
 * An office is a word such as "Phó Chủ tịch" with the body it is of, or one that
 * needs none ("Thủ tướng"). Several follow one another with commas or dashes
 * between; a body behind a comma is the parent of the one before.
 */
#ifndef ANNALS_ARCHIVER_GATHER_RECOGNISE_OFFICE_H
#define ANNALS_ARCHIVER_GATHER_RECOGNISE_OFFICE_H

#include "archiver/gather/recognise/passage.h"

#define OFFICE_MAX 8

struct office_list {
	struct slice at[OFFICE_MAX];
	size_t count;
};

/* The tokens of one office, rank or degree at `i`, or 0. */
size_t office_at(const struct passage *p, size_t i);

/*
 * The tokens of a list of them at `i`, or 0. Appends each to `out` while there is room.
 * `behind` a name each goes on up to the next comma or bracket, if nothing says otherwise.
 */
size_t office_list_at(const struct passage *p, size_t i, bool behind, struct office_list *out);

#endif
