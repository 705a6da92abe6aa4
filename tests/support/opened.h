/*
 * opened.h -- a bundle in memory, opened, with a reader for its frames.
 */
#ifndef ANNALS_TESTS_SUPPORT_OPENED_H
#define ANNALS_TESTS_SUPPORT_OPENED_H

#include "format/bundle/frame_reader.h"

/* Points into itself: it must not be copied. */
struct opened {
	struct slice file;
	struct source source;
	struct bundle bundle;
	struct frame_reader frames;
};

/* The file is borrowed; the test fails where it does not open. */
void opened_init(struct opened *o, struct slice file, const struct trust *trust);
void opened_release(struct opened *o);

#endif
