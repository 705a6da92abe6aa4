/*
 * digest.h -- SHA-256, the one digest of the format.
 *
 * Behind it stands libcrypto, which uses the processor's SHA instructions
 * (measured five times the speed of the next library at hand). Nothing here
 * allocates, and nothing here can fail.
 */
#ifndef ANNALS_FORMAT_BASE_DIGEST_H
#define ANNALS_FORMAT_BASE_DIGEST_H

#include "format/base/bytes.h"

#include <stdalign.h>

#define DIGEST_SIZE 32

struct digest {
	uint8_t b[DIGEST_SIZE];
};

/* A running SHA-256; plain memory that can be copied and needs no release. */
struct hasher {
	alignas(8) uint8_t state[112];
};

void hasher_start(struct hasher *h);
void hasher_add(struct hasher *h, struct slice s);
struct digest hasher_end(struct hasher *h);

struct digest digest_of(struct slice s);

/* MD5 (RFC 1321), to compare with what other programs wrote of a picture: it protects nothing. */
#define DIGEST_MD5_SIZE 16
void digest_md5(struct slice s, uint8_t out[DIGEST_MD5_SIZE]);

static inline struct slice
digest_slice(const struct digest *d)
{
	return slice_of(d->b, sizeof d->b);
}

static inline bool
digest_equal(const struct digest *a, const struct digest *b)
{
	return memcmp(a->b, b->b, sizeof a->b) == 0;
}

/* The version of libcrypto at run time: "3.0.11". */
const char *digest_library(void);

/* 64 lower-case hex digits, appended; and read back, false on anything else. */
void digest_write(const struct digest *d, struct bytes *out);
bool digest_parse(struct slice text, struct digest *d);

/* The 64 hex digits as a terminated string, for messages: "%s", digest_text(&d).text */
struct digest_text {
	char text[2 * DIGEST_SIZE + 1];
};
struct digest_text digest_text(const struct digest *d);

#endif
