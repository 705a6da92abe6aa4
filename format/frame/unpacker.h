/*
 * unpacker.h -- the content of a frame (frame.h), if it is one.
 *
 * What the frame says of itself is compared with what is expected before
 * anything is allocated or decompressed, so that a frame costs no more memory
 * than its content's length, which the caller has from the signed list.
 */
#ifndef ANNALS_FORMAT_FRAME_UNPACKER_H
#define ANNALS_FORMAT_FRAME_UNPACKER_H

#include "format/base/bytes.h"

/* One thread's. */
struct unpacker;

MUST_USE enum rc unpacker_new(struct unpacker **u, struct err *e);
void unpacker_free(struct unpacker *u);

/*
 * Appends exactly `content_len` bytes. RC_BAD where the header is not that of a
 * frame with this content (frame_check_header), where the frame does not end with
 * the slice or is longer than FRAME_PACKED_MAX, and where libzstd finds blocks
 * damaged or the checksum wrong; RC_LIMIT or RC_NOMEM where `out` has no room.
 * After a failure `out` is as it was.
 */
MUST_USE enum rc unpacker_unpack(struct unpacker *u, struct slice frame, size_t content_len,
	struct bytes *out, struct err *e);

#endif
