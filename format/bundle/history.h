/*
 * history.h -- the bundles of an archive as one log (SPEC 7.5, 8.5).
 *
 * A bundle shows by itself that it continues the signed head before it. Only
 * all of them together show that this head is the end of the bundle before, that
 * none is missing, and that no two continue the same one.
 */
#ifndef ANNALS_FORMAT_BUNDLE_HISTORY_H
#define ANNALS_FORMAT_BUNDLE_HISTORY_H

#include "format/bundle/bundle_head.h"
#include "format/bundle/findings.h"

/*
 * Sorts the heads into log order and tells what is wrong with them as a whole:
 *
 *     HIST-1  a bundle of another origin
 *     HIST-2  a gap: leaves that no bundle here holds, or a bundle that continues another
 *             signature than that of the bundle before it
 *     HIST-3  a fork: two bundles that claim the same place in the log
 *     HIST-4  a bundle made earlier than the one before it
 *     HIST-5  a name twice, or supplements of a month that do not count 1, 2, 3 in log order
 *
 * No heads are no history, and nothing is told of them.
 */
void history_check(struct bundle_head *heads, size_t n, struct findings *findings);

/*
 * The same heads, sorted, beside one of their origin that was seen earlier, by whoever keeps it:
 *
 *     HIST-6  a rollback: the archive ends before what was seen
 *     HIST-3  a fork: what was seen is not in its past
 */
void history_compare(const struct checkpoint *seen, const struct bundle_head *heads, size_t n,
	struct findings *findings);

#endif
