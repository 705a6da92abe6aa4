/*
 * frame_list.h -- `annals/frames.tsv`: every frame before the seal, with its
 * digest (SPEC 7.2). Once its own digest is known to be signed, it says of any
 * byte of the bundle what that byte must be.
 *
 * A line a frame: compressed bytes, content bytes, SHA-256 of the compressed
 * bytes in hex, with tabs between.
 */
#ifndef ANNALS_FORMAT_BUNDLE_FRAME_LIST_H
#define ANNALS_FORMAT_BUNDLE_FRAME_LIST_H

#include "format/base/bytes.h"
#include "format/base/digest.h"

struct frame_entry {
	uint64_t offset; /* in the file; the sum of what stands before */
	uint64_t at;	 /* in the tar stream, likewise */
	uint32_t packed;
	uint32_t content;
	struct digest digest; /* of the packed bytes */
};

/* Owns its entries. */
struct frame_list {
	struct frame_entry *entries;
	size_t count;
	uint64_t packed;  /* sum of all */
	uint64_t content; /* sum of all */
};

#define FRAME_LIST_EMPTY ((struct frame_list){NULL, 0, 0, 0})

void frame_list_release(struct frame_list *list);

void frame_list_line(uint32_t packed, uint32_t content, const struct digest *d, struct bytes *out);

/* At most LIMIT_FRAMES lines, each in its one spelling, no size 0, no content over 8 MiB. */
MUST_USE enum rc frame_list_parse(struct slice text, struct frame_list *out, struct err *e);

/* The number of the frame that holds the tar stream's byte `at`; `at` < list->content. */
size_t frame_list_find(const struct frame_list *list, uint64_t at);

#endif
