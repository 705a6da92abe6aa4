/*
 * web_bytes.h -- the bytes of a web archive one after another, plain or packed by gzip or
 * zstd.
 *
 * A packed one is one gzip member or zstd frame, or many, one a record: members. Where a member
 * begins is told, for it is the surest sign that a record does; what is damaged is passed over up
 * to the next member, and told, too. Time is linear in the file and in what comes out of it.
 */
#ifndef ANNALS_ARCHIVER_GATHER_INTAKE_WEB_BYTES_H
#define ANNALS_ARCHIVER_GATHER_INTAKE_WEB_BYTES_H

#include "archiver/gather/intake/inflater.h"
#include "archiver/gather/intake/unpack_limits.h"
#include "archiver/gather/intake/zstd_decoder.h"

#define WEB_BYTES_ROOM ((size_t)64 * 1024)

struct web_bytes {
	int fd;
	struct inflater *inflater; /* one of the two, or none where it is plain */
	struct zstd_decoder *zstd;
	struct slice magic; /* with which each member begins; empty where it is plain */
	struct unpack_limits *limits;
	uint64_t read;		 /* bytes of the file so far */
	uint64_t from;		 /* where in the stream `out` begins */
	size_t at, len;		 /* what is there of `out` */
	size_t in_at, in_len;	 /* what is there of `in` */
	bool ended;		 /* no byte comes any more */
	bool within;		 /* a member has begun and not ended */
	uint64_t member, failed; /* where in the file: of the newest member, of a failure */
	size_t start;		 /* where in `out` the newest member begins, or the end is */
	/* There; the reader may clear them when it has told. */
	bool damaged; /* the member before it could not be had to its end */
	bool gap;     /* bytes that belong to no member stand before it */
	bool broken;  /* so it is going to be damaged, once what is in `out` is passed over */
	uint8_t in[WEB_BYTES_ROOM], out[WEB_BYTES_ROOM];
};

/* Large: on the heap. RC_IO, RC_UNSUPPORTED. What comes out is asked of `limits`. */
MUST_USE enum rc web_bytes_new(
	const char *path, struct unpack_limits *limits, struct web_bytes **out, struct err *e);
void web_bytes_free(struct web_bytes *b);

/*
 * What stands next, in one piece: at least `want` bytes (WEB_BYTES_ROOM at most) where there
 * are so many, of two members at the most; empty at the end of all. Valid until the next call.
 * RC_IO, RC_LIMIT, RC_NOMEM.
 */
MUST_USE enum rc
web_bytes_peek(struct web_bytes *b, size_t want, struct slice *next, struct err *e);

/* Passes over the first `n` bytes of what was peeked. */
void web_bytes_skip(struct web_bytes *b, size_t n);

/* Whether a member begins with what was peeked, or nothing comes any more. */
static inline bool
web_bytes_starts(const struct web_bytes *b)
{
	return b->start == b->at;
}

/* The part of what was peeked that is of one member. */
static inline struct slice
web_bytes_of_member(const struct web_bytes *b, struct slice next)
{
	return b->start > b->at && b->start != SIZE_MAX ? slice_first(next, b->start - b->at)
							: next;
}

/* Where what was peeked stands in the stream. */
static inline uint64_t
web_bytes_offset(const struct web_bytes *b)
{
	return b->from + b->at;
}

/*
 * Of a plain one: at most `room` bytes from `offset`, however far away; less at the end. Of a
 * packed one false.
 */
bool
web_bytes_look(const struct web_bytes *b, uint64_t offset, uint8_t *to, size_t room, size_t *got);

#endif
