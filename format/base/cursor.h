/*
 * cursor.h -- reads fields from untrusted bytes, in the order the specification
 * lists them, and remembers the first failure.
 *
 * After a failure every read gives zero or an empty slice, so fields stand in a
 * row and are asked about once, with cursor_ended or cursor_ok, before any of
 * them is believed.
 */
#ifndef ANNALS_FORMAT_BASE_CURSOR_H
#define ANNALS_FORMAT_BASE_CURSOR_H

#include "format/base/slice.h"

struct cursor {
	const uint8_t *p;
	size_t left;
	bool failed;
};

static inline struct cursor
cursor_over(struct slice s)
{
	return (struct cursor){s.p, s.len, false};
}

uint8_t cursor_u8(struct cursor *c);
uint16_t cursor_u16le(struct cursor *c);
uint32_t cursor_u32le(struct cursor *c);
uint64_t cursor_u64le(struct cursor *c);

/* The next `n` bytes. */
struct slice cursor_take(struct cursor *c, size_t n);

/* All that is left. */
struct slice cursor_rest(struct cursor *c);

/* The bytes before the next '\n', which is passed over; fails where there is none. */
struct slice cursor_line(struct cursor *c);

/* The bytes before the next `stop`, which is passed over; fails where there is none. */
struct slice cursor_until(struct cursor *c, uint8_t stop);

/* Passes over `literal`; fails where something else stands. */
void cursor_literal(struct cursor *c, const char *literal);

/* Nothing failed so far. */
static inline bool
cursor_ok(const struct cursor *c)
{
	return !c->failed;
}

/* Nothing failed, and nothing is left. */
static inline bool
cursor_ended(const struct cursor *c)
{
	return !c->failed && c->left == 0;
}

#endif
