/*
 * bundle_tail.h -- the end of the file, from the seal's first frame on (SPEC
 * 3.4, 3.5): a function of the frame list and the seal's part of the stream.
 */
#ifndef ANNALS_FORMAT_BUNDLE_BUNDLE_TAIL_H
#define ANNALS_FORMAT_BUNDLE_BUNDLE_TAIL_H

#include "format/base/limits.h"
#include "format/bundle/frame_list.h"

/* Seal, its frames' headers, and a seek table of the most frames there can be. */
#define BUNDLE_TAIL_MAX (LIMIT_SEAL + MIB + 8 * LIMIT_FRAMES)

/* Appends the seal's frames and the seek table over `list` and them. */
MUST_USE enum rc bundle_tail_write(
	const struct frame_list *list, struct slice seal_stream, struct bytes *out, struct err *e);

#endif
