/*
 * manifest_cursor.h -- walks the payload manifest of an opened bundle in step
 * with the members of one lane (SPEC 8.3).
 *
 * The manifest lists all files in leaf order; each lane has its own files in
 * that order. So a verifier keeps one cursor a lane and compares each member
 * with the cursor's next line, and nothing of the manifest is kept.
 */
#ifndef ANNALS_FORMAT_BUNDLE_MANIFEST_CURSOR_H
#define ANNALS_FORMAT_BUNDLE_MANIFEST_CURSOR_H

#include "format/bundle/line_reader.h"
#include "format/bundle/payload_path.h"

struct manifest_line {
	struct slice path; /* "data/…" */
	struct payload_path parts;
	struct digest digest;
	uint64_t article; /* number of the article in this bundle, from 0 */
};

struct manifest_cursor {
	struct frame_reader frames;
	struct line_reader lines;
	/* Told of every line of the manifest, whatever its lane, in order; may be NULL. */
	enum rc (*seen)(
		void *ctx, const struct manifest_line *line, struct slice raw, struct err *e);
	void *ctx;
	enum payload_lane lane;
	struct bytes id;   /* of the article the last line was about */
	uint64_t articles; /* begun so far */
	struct manifest_line next;
	bool have; /* `next` is the lane's next line */
};

#define MANIFEST_CURSOR_EMPTY \
	((struct manifest_cursor){.frames = FRAME_READER_EMPTY, .lines = LINE_READER_EMPTY})

/* Stands on the lane's first line, if it has one. */
MUST_USE enum rc
manifest_cursor_init(struct manifest_cursor *c, const struct bundle *bundle, enum payload_lane lane,
	enum rc (*seen)(
		void *ctx, const struct manifest_line *line, struct slice raw, struct err *e),
	void *ctx, struct err *e);
void manifest_cursor_release(struct manifest_cursor *c);

/*
 * Goes to the lane's next line; `have` is false behind the last. RC_BAD with BAG-2, ART-1
 * or ART-2 for a line that is none.
 */
MUST_USE enum rc manifest_cursor_next(struct manifest_cursor *c, struct err *e);

#endif
