/*
 * frame.h -- what a compressed frame of a bundle looks like from outside
 * (SPEC 3.2).
 *
 * It is a zstd frame (RFC 8878, section 3.1.1) with a header of one kind, so
 * that how much memory it asks for is known, and refused, before any:
 *
 *      0    4  magic       28 B5 2F FD
 *      4    1  descriptor  bits 7-6  width of the content size: the smallest
 *                          bit  5    single segment: there is no window byte
 *                          bits 4-3  zero
 *                          bit  2    one: an XXH64 checksum ends the frame
 *                          bits 1-0  zero: no dictionary
 *      5  0-1  window      exponent and mantissa, at most 8 MiB
 *           1  content     bytes of content, 1 to 255 (single segment only)
 *        or 2              bytes less 256, 256 to 65,791
 *        or 4              bytes, 65,792 to 8 MiB
 *
 * The blocks and the checksum follow. The frames of the seal are of another
 * kind: raw_frame.h.
 */
#ifndef ANNALS_FORMAT_FRAME_FRAME_H
#define ANNALS_FORMAT_FRAME_FRAME_H

#include "format/base/err.h"
#include "format/base/limits.h"
#include "format/base/slice.h"

#define FRAME_MAGIC UINT32_C(0xFD2FB528)

/* The longest header there is. */
#define FRAME_HEADER_MAX 10

/*
 * The most that 8 MiB of content take: what libzstd promises (ZSTD_compressBound).
 * A frame beyond it is padded with empty blocks, and refused.
 */
#define FRAME_PACKED_MAX (LIMIT_FRAME_CONTENT + 32 * KIB)

/*
 * RC_OK where `first` (a frame, or its first FRAME_HEADER_MAX bytes) begins with
 * the header above and it states `content_len` bytes; else RC_BAD, with the field
 * and both values. A `content_len` outside of 1 to LIMIT_FRAME_CONTENT is RC_BAD.
 */
MUST_USE enum rc frame_check_header(struct slice first, size_t content_len, struct err *e);

/* The compression library at run time: "libzstd 1.5.4". */
struct frame_library {
	char text[32];
};
struct frame_library frame_library(void);

#endif
