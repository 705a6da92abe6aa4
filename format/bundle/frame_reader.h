/*
 * frame_reader.h -- reads any stretch of an opened bundle's tar stream.
 *
 * A frame is fetched, compared with its signed digest, and only then
 * decompressed. The last one stays at hand, so reading onwards costs each frame
 * once. One thread's; several readers can read one bundle.
 */
#ifndef ANNALS_FORMAT_BUNDLE_FRAME_READER_H
#define ANNALS_FORMAT_BUNDLE_FRAME_READER_H

#include "format/bundle/bundle.h"
#include "format/frame/unpacker.h"

struct frame_reader {
	const struct bundle *bundle; /* borrowed */
	struct unpacker *unpacker;
	struct bytes packed, content;
	size_t at; /* number of the frame whose content is at hand; SIZE_MAX for none */
};

/* Starts empty and releasable. */
#define FRAME_READER_EMPTY ((struct frame_reader){.bundle = NULL})

MUST_USE enum rc
frame_reader_init(struct frame_reader *r, const struct bundle *bundle, struct err *e);
void frame_reader_release(struct frame_reader *r);

/* The packed bytes of frame `i`, equal to their signed digest (FRAME-1); valid until the next call.
 */
MUST_USE enum rc
frame_reader_fetch(struct frame_reader *r, size_t i, struct slice *packed, struct err *e);

/* The content of frame `i`; valid until the next call. */
MUST_USE enum rc
frame_reader_content(struct frame_reader *r, size_t i, struct slice *content, struct err *e);

/*
 * What there is from byte `at` of the tar stream to the end of its frame, `most` bytes at
 * most and at least one; valid until the next call. RC_BAD for an `at` behind the stream.
 */
MUST_USE enum rc frame_reader_piece(
	struct frame_reader *r, uint64_t at, uint64_t most, struct slice *piece, struct err *e);

/* Appends exactly `len` bytes from `at` on. */
MUST_USE enum rc frame_reader_read(
	struct frame_reader *r, uint64_t at, uint64_t len, struct bytes *out, struct err *e);

#endif
