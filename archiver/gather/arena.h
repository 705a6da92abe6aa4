/*
 * arena.h -- small pieces of memory that are given back all at once, and do not
 * move before.
 *
 * A failure is remembered and asked about once, with arena_check, as with
 * struct bytes. Start with ARENA_UP_TO(most).
 */
#ifndef ANNALS_ARCHIVER_GATHER_ARENA_H
#define ANNALS_ARCHIVER_GATHER_ARENA_H

#include "format/base/err.h"
#include "format/base/slice.h"

struct arena_chunk;

struct arena {
	struct arena_chunk *chunk; /* the newest; older ones hang on it */
	size_t taken;		   /* bytes given out */
	size_t max;
	enum rc failed;
};

#define ARENA_UP_TO(most) ((struct arena){NULL, 0, (most), RC_OK})

void arena_release(struct arena *a);

/* Takes everything back, keeps one chunk, forgets a failure. */
void arena_clear(struct arena *a);

/* `n` bytes, aligned for anything, not set to zero; NULL on failure. */
void *arena_take(struct arena *a, size_t n);

/* A copy; empty on failure. */
struct slice arena_copy(struct arena *a, struct slice s);

MUST_USE enum rc arena_check(const struct arena *a, const char *what, struct err *e);

#endif
