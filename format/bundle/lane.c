#include "format/bundle/lane.h"

bool
lane_fill(struct lane *lane, struct slice *rest)
{
	struct slice fits = slice_first(*rest, LIMIT_FRAME_CONTENT - lane->open.len);

	bytes_add(&lane->open, fits);
	*rest = slice_from(*rest, fits.len);
	if (rest->len == 0)
		return false;
	lane->cut = true;
	return true;
}

bool
lane_run_ended(struct lane *lane)
{
	bool close = lane->open.len > 0 && (lane->cut || lane->open.len >= LIMIT_FRAME_CLOSE);

	lane->cut = false;
	return close;
}
