/*
 * unpack_limits.h -- how much may come out of what comes packed, and how much has.
 *
 * One count is kept for all that comes out of one input, however deep it is packed: an
 * archive, the archives in it, the documents in those. Whatever unpacks calls
 * unpack_limits_member for each member and unpack_limits_bytes for bytes before it
 * writes them, and gives up all of what it unpacks where one of them refuses.
 */
#ifndef ANNALS_ARCHIVER_GATHER_INTAKE_UNPACK_LIMITS_H
#define ANNALS_ARCHIVER_GATHER_INTAKE_UNPACK_LIMITS_H

#include "format/base/err.h"
#include "format/base/limits.h"

struct unpack_limits {
	uint64_t bytes;	  /* unpacked, in all */
	uint64_t members; /* files and folders, in all */
	uint64_t ratio;	  /* unpacked bytes to one packed, once they are UNPACK_LIMITS_RATIO_FROM */
	unsigned depth;	  /* archives in archives; 1 for none */

	uint64_t packed; /* size of the file that all of it comes out of */
	uint64_t bytes_seen, members_seen;
};

/* Little that is well packed harms nobody: a page of blanks is a thousand times its size. */
#define UNPACK_LIMITS_RATIO_FROM (16 * MIB)

#define UNPACK_LIMITS_DEFAULT \
	((struct unpack_limits){.bytes = LIMIT_UNPACKED, \
		.members = LIMIT_UNPACKED_FILES, \
		.ratio = LIMIT_UNPACKED_RATIO, \
		.depth = LIMIT_UNPACKED_DEPTH})

/* A new input, a file of this size: nothing has come out of it yet. */
void unpack_limits_start(struct unpack_limits *l, uint64_t packed);

/* RC_LIMIT, with both numbers. */
MUST_USE enum rc unpack_limits_member(struct unpack_limits *l, struct err *e);
MUST_USE enum rc unpack_limits_bytes(struct unpack_limits *l, uint64_t n, struct err *e);

#endif
