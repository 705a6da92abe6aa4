/*
 * raw_frame.h -- the frames of the seal (SPEC 3.4): zstd frames that compress
 * nothing, so that no decompressor runs before the signature has been checked.
 *
 * They are a function of their content. All hold 8 MiB but the last, which holds
 * the rest. One frame (RFC 8878, section 3.1.1), numbers little-endian:
 *
 *      0  4  magic       28 B5 2F FD
 *      4  1  descriptor  A0: single segment, a content size of 4 bytes, no
 *                        checksum, no dictionary
 *      5  4  content     bytes of content, 1 to 8 MiB
 *      9     blocks, each of 128 KiB but the last, which holds the rest:
 *            3  8 x length, plus 1 in the last block (type 0, raw)
 *               the bytes themselves
 */
#ifndef ANNALS_FORMAT_FRAME_RAW_FRAME_H
#define ANNALS_FORMAT_FRAME_RAW_FRAME_H

#include "format/base/bytes.h"

/* How many first bytes raw_frame_is looks at. */
#define RAW_FRAME_MARK 5

/* What `content_len` bytes (at most LIMIT_SEAL) take as frames; 0 for none. */
uint64_t raw_frame_size(uint64_t content_len);

/* Appends as many frames as the content needs; none for an empty one. */
void raw_frame_write(struct slice content, struct bytes *out);

/* True where magic and descriptor are those of a raw frame; frame.h's have another descriptor. */
bool raw_frame_is(struct slice first);

/*
 * Appends the content of one frame. RC_BAD where `frame` is not, byte for byte, what
 * raw_frame_write makes of that content; RC_LIMIT or RC_NOMEM where `content_out` has
 * no room. After a failure `content_out` holds what it held. That all frames but the
 * last are full is the caller's to see.
 */
MUST_USE enum rc raw_frame_parse(struct slice frame, struct bytes *content_out, struct err *e);

#endif
