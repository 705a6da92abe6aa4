/*
 * checked.h -- sums and products of numbers nobody vouches for.
 *
 * Each returns true and sets `*out`, or returns false and leaves it alone.
 */
#ifndef ANNALS_FORMAT_BASE_CHECKED_H
#define ANNALS_FORMAT_BASE_CHECKED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

static inline bool
size_add(size_t a, size_t b, size_t *out)
{
	if (b > SIZE_MAX - a)
		return false;
	*out = a + b;
	return true;
}

static inline bool
size_mul(size_t a, size_t b, size_t *out)
{
	if (b != 0 && a > SIZE_MAX / b)
		return false;
	*out = a * b;
	return true;
}

static inline bool
u64_add(uint64_t a, uint64_t b, uint64_t *out)
{
	if (b > UINT64_MAX - a)
		return false;
	*out = a + b;
	return true;
}

#endif
