/*
 * bytes.h -- bytes that we own: a buffer that grows up to a maximum it was
 * given at birth.
 *
 * Writers append one after another without looking; the buffer remembers the
 * first failure and ignores what comes after it, and bytes_check asks once.
 * Start with BYTES_UP_TO(max); bytes_release any number of times.
 */
#ifndef ANNALS_FORMAT_BASE_BYTES_H
#define ANNALS_FORMAT_BASE_BYTES_H

#include "format/base/err.h"
#include "format/base/slice.h"

struct bytes {
	uint8_t *p;
	size_t len;
	size_t cap;
	size_t max;
	enum rc failed; /* RC_OK, RC_LIMIT or RC_NOMEM */
};

#define BYTES_UP_TO(most) ((struct bytes){NULL, 0, 0, (most), RC_OK})

void bytes_release(struct bytes *b);

/* Empties it, keeps the memory, forgets a failure. */
void bytes_clear(struct bytes *b);

/* Cuts it to its first `len` bytes; a longer `len` changes nothing. */
void bytes_cut(struct bytes *b, size_t len);

/* Makes room for `n` more bytes, uncounted, so that the appends after it cannot fail. */
void bytes_reserve(struct bytes *b, size_t n);

/* Appends `n` bytes and returns where they begin, for the caller to fill; NULL on failure. */
uint8_t *bytes_room(struct bytes *b, size_t n);

void bytes_add(struct bytes *b, struct slice s);
void bytes_str(struct bytes *b, const char *s);
static inline void bytes_u8(struct bytes *b, uint8_t v);
void bytes_u32le(struct bytes *b, uint32_t v);
void bytes_u64le(struct bytes *b, uint64_t v);
void bytes_zero(struct bytes *b, size_t n);
void bytes_number(struct bytes *b, uint64_t v); /* decimal, no leading zero */
void bytes_fmt(struct bytes *b, const char *fmt, ...) PRINTF_LIKE(2, 3);

static inline void
bytes_u8(struct bytes *b, uint8_t v)
{
	if (b->failed == RC_OK && b->len < b->cap)
		b->p[b->len++] = v;
	else
		bytes_add(b, slice_of(&v, 1));
}

static inline struct slice
bytes_slice(const struct bytes *b)
{
	return (struct slice){b->p, b->len};
}

/*
 * RC_OK when every append so far fitted, else RC_LIMIT or RC_NOMEM with
 * "<what>: more than <max> bytes" or "<what>: out of memory".
 */
MUST_USE enum rc bytes_check(const struct bytes *b, const char *what, struct err *e);

#endif
