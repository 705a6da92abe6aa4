/*
 * slice.h -- bytes that somebody else owns: a pointer and a length.
 *
 * A slice never holds a terminator and may hold anything. Its empty form has
 * length 0 and any pointer. It is passed by value and freed by nobody.
 */
#ifndef ANNALS_FORMAT_BASE_SLICE_H
#define ANNALS_FORMAT_BASE_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct slice {
	const uint8_t *p;
	size_t len;
};

#define SLICE_EMPTY ((struct slice){NULL, 0})

/* A string literal as a slice; usable as an initialiser. */
#define SLICE(literal) \
	{ \
		(const uint8_t *)("" literal), sizeof(literal) - 1 \
	}

/*
 * For "%.*s": at most SLICE_SHOWN bytes of a slice. Only err_set, err_within
 * and text_mask make such bytes fit for a terminal; do not print them bare.
 */
#define SLICE_SHOWN  400
#define SLICE_FMT(s) ((s).len < SLICE_SHOWN ? (int)(s).len : SLICE_SHOWN), (const char *)(s).p

static inline struct slice
slice_of(const void *p, size_t len)
{
	return (struct slice){p, len};
}

static inline struct slice
slice_str(const char *s)
{
	return (struct slice){(const uint8_t *)s, strlen(s)};
}

/* Bytes from `from` to the end; a `from` beyond the end gives an empty slice. */
static inline struct slice
slice_from(struct slice s, size_t from)
{
	if (from > s.len)
		from = s.len;
	return s.len == 0 ? s : (struct slice){s.p + from, s.len - from};
}

/* The first `len` bytes, or all there are. */
static inline struct slice
slice_first(struct slice s, size_t len)
{
	return (struct slice){s.p, len < s.len ? len : s.len};
}

static inline bool
slice_equal(struct slice a, struct slice b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.p, b.p, a.len) == 0);
}

static inline bool
slice_is(struct slice a, const char *literal)
{
	return slice_equal(a, slice_str(literal));
}

static inline bool
slice_starts(struct slice a, const char *literal)
{
	size_t len = strlen(literal);

	return a.len >= len && memcmp(a.p, literal, len) == 0;
}

static inline bool
slice_ends(struct slice a, const char *literal)
{
	size_t len = strlen(literal);

	return a.len >= len && memcmp(a.p + a.len - len, literal, len) == 0;
}

/* Byte order, a prefix before what it begins: the order of every sorted list here. */
static inline int
slice_order(struct slice a, struct slice b)
{
	size_t both = a.len < b.len ? a.len : b.len;
	int order = both == 0 ? 0 : memcmp(a.p, b.p, both);

	if (order != 0)
		return order;
	return (a.len > b.len) - (a.len < b.len);
}

/* Index of the first `byte`, or s.len where there is none. */
static inline size_t
slice_find(struct slice s, uint8_t byte)
{
	const uint8_t *hit = s.len == 0 ? NULL : memchr(s.p, byte, s.len);

	return hit == NULL ? s.len : (size_t)(hit - s.p);
}

#endif
