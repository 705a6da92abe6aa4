/*
 * affected.h -- which articles a stretch of the tar stream belongs to, for
 * people who are told that it is damaged.
 */
#ifndef ANNALS_FORMAT_BUNDLE_AFFECTED_H
#define ANNALS_FORMAT_BUNDLE_AFFECTED_H

#include "format/bundle/frame_reader.h"

/* So many are named. */
#define AFFECTED_NAMED 3

struct affected {
	uint64_t count;
	char names[AFFECTED_NAMED * 160]; /* ids with ", " between */
};

/* Looks through the index; false where the index itself cannot be read. */
bool
affected_articles(struct frame_reader *frames, uint64_t at, uint64_t length, struct affected *out);

#endif
