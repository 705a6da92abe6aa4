/*
 * folder_lines.h -- the lines of a file, one after another, without the file as
 * a whole.
 */
#ifndef ANNALS_FORMAT_BUNDLE_FOLDER_LINES_H
#define ANNALS_FORMAT_BUNDLE_FOLDER_LINES_H

#include "format/base/err.h"
#include "format/base/slice.h"

/* No line is longer, its end included. */
#define FOLDER_LINES_MAX 4096

#define FOLDER_LINES_ROOM (64 * 1024)

struct folder_lines {
	int fd; /* borrowed; read from where it stands */
	bool ended;
	size_t from, to; /* what is at hand of `room` */
	uint8_t room[FOLDER_LINES_ROOM];
};

void folder_lines_init(struct folder_lines *l, int fd);

/*
 * The next line without its line end, which stands behind it all the same; valid until the
 * next call; `*got` is false behind the last. RC_BAD where a line is too long or the last
 * has no end; RC_IO.
 */
MUST_USE enum rc
folder_lines_next(struct folder_lines *l, struct slice *line, bool *got, struct err *e);

#endif
