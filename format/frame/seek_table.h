/*
 * seek_table.h -- where the frames of a bundle begin (SPEC 3.5): the last bytes
 * of the file, a skippable frame of the zstd seekable format 0.1.0, which stock
 * zstd passes over.
 *
 * Nobody signs it and nobody believes it: it says where to look for the seal, and
 * in the end it is compared with the frames. Numbers are little-endian, N is the
 * number of frames:
 *
 *      0  4  magic       5E 2A 4D 18
 *      4  4  length      of what follows: 8 N + 9
 *      8     entries, N of them, in the order of the frames:
 *            4  packed   bytes of the frame in the file
 *            4  content  bytes that it holds
 *         4  frames      N
 *         1  descriptor  00: no checksums
 *         4  magic       B1 EA 92 8F
 */
#ifndef ANNALS_FORMAT_FRAME_SEEK_TABLE_H
#define ANNALS_FORMAT_FRAME_SEEK_TABLE_H

#include "format/base/bytes.h"
#include "format/base/limits.h"

#define SEEK_TABLE_FOOTER 9

struct seek_table_entry {
	uint32_t packed;
	uint32_t content;
};

/* Owns its entries. */
struct seek_table {
	size_t frames;
	struct seek_table_entry *entries;
};

#define SEEK_TABLE_EMPTY ((struct seek_table){0, NULL})

void seek_table_release(struct seek_table *t);

/* What the table of so many frames takes, all of it. */
static inline uint64_t
seek_table_size(uint64_t frames)
{
	return 17 + 8 * frames;
}

/*
 * From the file's last SEEK_TABLE_FOOTER bytes: how many of its last bytes are the
 * table, and how many frames it lists. RC_BAD where they are no footer or list no
 * frame, RC_LIMIT for more than LIMIT_FRAMES.
 */
MUST_USE enum rc seek_table_size_from_footer(
	const uint8_t footer[SEEK_TABLE_FOOTER], size_t *total_len, size_t *frames, struct err *e);

/*
 * The table, from the whole of its skippable frame and nothing more. RC_BAD where it is
 * not, byte for byte, what seek_table_write makes of its entries, and for an entry that
 * no frame can have: content of 1 to LIMIT_FRAME_CONTENT bytes, packed into 1 to
 * FRAME_PACKED_MAX.
 */
MUST_USE enum rc seek_table_parse(struct slice whole, struct seek_table *out, struct err *e);

/* Appends the whole skippable frame. RC_LIMIT for none and for more than LIMIT_FRAMES. */
MUST_USE enum rc seek_table_write(
	const struct seek_table_entry *entries, size_t frames, struct bytes *out, struct err *e);

#endif
