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

/*
 * Marks the stamps among the first and last blocks, and dates the story by the
 * best: a time of publication before one of a change, the first among equals.
 * `zone` is in minutes east of UTC.
 */
void moment_find(struct story *s, int zone);

#endif
