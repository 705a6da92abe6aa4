/*
 * line_reader.h -- the lines of a text that lies in a bundle's tar stream, one
 * after another, without the text as a whole: manifest and index.
 */
#ifndef ANNALS_FORMAT_BUNDLE_LINE_READER_H
#define ANNALS_FORMAT_BUNDLE_LINE_READER_H

#include "format/bundle/frame_reader.h"

struct line_reader {
	struct frame_reader *frames; /* borrowed */
	struct record_range range;   /* the text in the tar stream */
	uint64_t at;		     /* of the next line, from the text's beginning */
	uint64_t ready_at;	     /* where `ready` begins */
	struct slice ready;	     /* of the frame at hand */
	size_t longest;
	struct bytes joined; /* a line that two frames share */
};

#define LINE_READER_EMPTY ((struct line_reader){.frames = NULL})

/* No line is longer than `longest`. Borrows `frames`, which no one else may use meanwhile. */
void line_reader_init(struct line_reader *r, struct frame_reader *frames,
	const struct record_range *range, size_t longest);
void line_reader_release(struct line_reader *r);

/* Goes to the first line that begins at byte `at` or behind it. */
MUST_USE enum rc line_reader_seek(struct line_reader *r, uint64_t at, struct err *e);

/*
 * The next line without its line end, which stands behind it all the same; valid until the
 * next call; `*got` is false at the
 * end. RC_BAD where the text does not end with a line end or a line is too long.
 */
MUST_USE enum rc
line_reader_next(struct line_reader *r, struct slice *line, bool *got, struct err *e);

#endif
