#include "format/base/bytes.h"

#include "format/base/checked.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void
bytes_release(struct bytes *b)
{
	free(b->p);
	*b = BYTES_UP_TO(b->max);
}

void
bytes_clear(struct bytes *b)
{
	b->len = 0;
	b->failed = RC_OK;
}

void
bytes_cut(struct bytes *b, size_t len)
{
	if (len < b->len)
		b->len = len;
}

void
bytes_reserve(struct bytes *b, size_t n)
{
	size_t need, cap;
	uint8_t *p;

	if (b->failed != RC_OK)
		return;
	if (!size_add(b->len, n, &need) || need > b->max) {
		b->failed = RC_LIMIT;
		return;
	}
	if (need <= b->cap)
		return;
	cap = b->cap < b->max / 2 ? b->cap * 2 : b->max;
	if (cap < need)
		cap = need;
	if (cap < 64)
		cap = b->max < 64 ? b->max : 64;
	p = realloc(b->p, cap);
	if (p == NULL) {
		b->failed = RC_NOMEM;
		return;
	}
	b->p = p;
	b->cap = cap;
}

uint8_t *
bytes_room(struct bytes *b, size_t n)
{
	uint8_t *at;

	bytes_reserve(b, n);
	if (b->failed != RC_OK || b->p == NULL)
		return NULL;
	at = b->p + b->len;
	b->len += n;
	return at;
}

void
bytes_add(struct bytes *b, struct slice s)
{
	uint8_t *at;

	if (s.len == 0)
		return;
	if (b->failed == RC_OK && s.len <= b->cap - b->len) {
		memcpy(b->p + b->len, s.p, s.len);
		b->len += s.len;
		return;
	}
	at = bytes_room(b, s.len);
	if (at != NULL)
		memcpy(at, s.p, s.len);
}

void
bytes_str(struct bytes *b, const char *s)
{
	bytes_add(b, slice_str(s));
}

void
bytes_u32le(struct bytes *b, uint32_t v)
{
	uint8_t raw[4];

	for (unsigned i = 0; i < sizeof raw; i++)
		raw[i] = (uint8_t)(v >> (8 * i));
	bytes_add(b, slice_of(raw, sizeof raw));
}

void
bytes_u64le(struct bytes *b, uint64_t v)
{
	bytes_u32le(b, (uint32_t)v);
	bytes_u32le(b, (uint32_t)(v >> 32));
}

void
bytes_zero(struct bytes *b, size_t n)
{
	uint8_t *at;

	if (n == 0)
		return;
	at = bytes_room(b, n);
	if (at != NULL)
		memset(at, 0, n);
}

void
bytes_number(struct bytes *b, uint64_t v)
{
	uint8_t digits[20];
	size_t at = sizeof digits;

	do {
		digits[--at] = (uint8_t)('0' + v % 10);
		v /= 10;
	} while (v != 0);
	bytes_add(b, slice_of(digits + at, sizeof digits - at));
}

void
bytes_fmt(struct bytes *b, const char *fmt, ...)
{
	va_list args;
	uint8_t *at;
	int n;

	va_start(args, fmt);
	n = vsnprintf(NULL, 0, fmt, args);
	va_end(args);
	if (n < 0) {
		b->failed = RC_NOMEM;
		return;
	}
	/* One byte more, for the terminator that vsnprintf insists on. */
	bytes_reserve(b, (size_t)n + 1);
	at = bytes_room(b, (size_t)n);
	if (at == NULL)
		return;
	va_start(args, fmt);
	vsnprintf((char *)at, (size_t)n + 1, fmt, args);
	va_end(args);
}

enum rc
bytes_check(const struct bytes *b, const char *what, struct err *e)
{
	if (b->failed == RC_LIMIT)
		return err_set(e, RC_LIMIT, "%s: more than %zu bytes", what, b->max);
	if (b->failed != RC_OK)
		return err_set(e, RC_NOMEM, "%s: out of memory", what);
	return RC_OK;
}
