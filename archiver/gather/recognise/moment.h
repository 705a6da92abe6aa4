/*
 * moment.h -- when a report was published: the site's own stamp, a line of
 * nothing but a date, mostly with a time.
 *
 * A stamp mostly names no zone: the caller's is then taken, and said to be
 * assumed.
 */
#ifndef ANNALS_ARCHIVER_GATHER_RECOGNISE_MOMENT_H
#define ANNALS_ARCHIVER_GATHER_RECOGNISE_MOMENT_H

#include "archiver/gather/story.h"

struct moment {
	struct civil when; /* midnight where no time is named; offset 0 where no zone is */
	bool timed, zoned;
	bool updated; /* it says that it is the time of a change */
	unsigned percent;
};

/* Adds the finding: `at` is where it stands in that block. */
void moment_tell(
	struct story *s, size_t block, struct slice at, const struct moment *m, const char *rule);

/*
 * Marks the stamps among the first and last blocks, and dates the story by the
 * best: a time of publication before one of a change, the first among equals.
 * A line of a place and a day counts as one. A surer date that the reader has told already
 * stays. `zone` is in minutes east of UTC.
 */
void moment_find(struct story *s, int zone);

#endif
