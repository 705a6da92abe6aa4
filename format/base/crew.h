/*
 * crew.h -- many hands, one order: threads that carry items along lines.
 *
 * A line has a ring of slots. An item enters the next slot of the ring, is
 * worked on by whichever hand is free, and leaves strictly in the order in
 * which it came, however long each took. So what comes out never depends on
 * the number of hands or on timing.
 *
 *     take  one at a time, in order     fills a slot, or says that nothing is left
 *     work  many at once, in any order  touches its slot and its hand's own things only
 *     give  one at a time, in order     hands the slot's result on; the slot is free again
 *     end   once, after the last give
 *
 * Lines are chained: a line without `take` is fed by the give and end of the
 * line before it, through crew_claim and crew_submit. A hand that waits for a
 * free slot there works on that line meanwhile, so one hand alone can run any
 * chain. The first failure stops everything, and crew_run returns it.
 */
#ifndef ANNALS_FORMAT_BASE_CREW_H
#define ANNALS_FORMAT_BASE_CREW_H

#include "format/base/err.h"

#include <stdbool.h>
#include <stddef.h>

#define CREW_HANDS_MAX 256

struct crew;

struct crew_line {
	/* NULL for a line that another one feeds. `*more` is false where nothing was taken. */
	enum rc (*take)(void *ctx, void *slot, bool *more, struct err *e);
	enum rc (*work)(void *ctx, void *slot, unsigned hand, struct err *e);
	enum rc (*give)(void *ctx, void *slot, struct err *e);
	enum rc (*end)(void *ctx, struct err *e); /* may be NULL */
	void *ctx;
	void *slots; /* `count` slots of `size` bytes, the caller's; at least one */
	size_t count;
	size_t size;
};

/*
 * Carries all items of `lines` (in the order of the chain, at most 4) with
 * `hands` threads, the calling one among them (at least 1; numbered from 0).
 * `*crew` is set before the first call, for crew_claim; it may be NULL.
 * Fewer threads than asked for are made where the system has no more to give.
 */
MUST_USE enum rc crew_run(const struct crew_line *lines, size_t count, unsigned hands,
	struct crew **crew, struct err *e);

/*
 * The next free slot of fed line number `line`, to be filled and submitted;
 * NULL where the crew has failed meanwhile (the caller then returns any failure:
 * the first one is kept).
 */
void *crew_claim(struct crew *crew, size_t line);
void crew_submit(struct crew *crew, size_t line, void *slot);

#endif
