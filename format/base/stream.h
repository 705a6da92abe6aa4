/*
 * stream.h -- where bytes come from and where they go, without saying what
 * lies behind: a file, memory, a socket of a test.
 *
 * A source has a fixed size and is read at any offset, by many threads at once.
 * A sink takes bytes one after another.
 */
#ifndef ANNALS_FORMAT_BASE_STREAM_H
#define ANNALS_FORMAT_BASE_STREAM_H

#include "format/base/err.h"
#include "format/base/slice.h"

struct source {
	/* Fills `to` with exactly `n` bytes from `offset`, or fails. */
	enum rc (*read)(void *ctx, uint64_t offset, uint8_t *to, size_t n, struct err *e);
	void *ctx;
	uint64_t size;
};

struct sink {
	/* Takes all of `s`, or fails. */
	enum rc (*put)(void *ctx, struct slice s, struct err *e);
	void *ctx;
};

/* RC_BAD where the range is not within the source, else what the source says. */
MUST_USE enum rc
source_read(const struct source *s, uint64_t offset, uint8_t *to, size_t n, struct err *e);

/* A source over memory; `mem` is borrowed and must outlive it. */
struct source source_memory(const struct slice *mem);

/* A source over an open regular file; the descriptor, pointed to, stays the caller's. */
MUST_USE enum rc source_file(const int *fd, struct source *out, struct err *e);

static inline enum rc
sink_put(const struct sink *s, struct slice bytes, struct err *e)
{
	return s->put(s->ctx, bytes, e);
}

#endif
