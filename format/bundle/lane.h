/*
 * lane.h -- where frames are cut (SPEC 3.3).
 *
 * A lane has one open frame. It is closed at the first end of an article's run
 * at or after 4 MiB. A run that outgrows 8 MiB is cut there, and then the frame
 * that holds the run's end is closed with it.
 */
#ifndef ANNALS_FORMAT_BUNDLE_LANE_H
#define ANNALS_FORMAT_BUNDLE_LANE_H

#include "format/base/bytes.h"
#include "format/base/limits.h"

struct lane {
	struct bytes open; /* content of the open frame */
	bool cut;	   /* the run at hand began in a frame that is closed already */
};

#define LANE_EMPTY ((struct lane){BYTES_UP_TO(LIMIT_FRAME_CONTENT), false})

/*
 * Appends as much of `*rest` as the open frame has room for and takes it off `*rest`.
 * Returns true where the frame is full and must be closed before more is appended.
 */
bool lane_fill(struct lane *lane, struct slice *rest);

/* The run at hand has ended: true where the open frame is now to be closed. */
bool lane_run_ended(struct lane *lane);

#endif
