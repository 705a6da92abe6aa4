/*
 * read_photo.h -- a picture that comes alone, as a report: its file's own caption
 * and headline are the text, who took it is the byline, when is the moment.
 *
 * Where it has no headline, a title of several words is one, else the caption's
 * first sentence. The picture is the original, and the story's one picture.
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_READ_PHOTO_H
#define ANNALS_ARCHIVER_GATHER_READ_READ_PHOTO_H

#include "archiver/gather/read/normal.h"
#include "archiver/gather/story.h"

/*
 * Fills an empty story from the picture at `path`. RC_UNSUPPORTED where it has neither caption
 * nor headline of its own, RC_BAD, RC_IO, RC_NOMEM.
 */
MUST_USE enum rc
read_photo(const char *path, int zone, struct normal *n, struct story *s, struct err *e);

#endif
