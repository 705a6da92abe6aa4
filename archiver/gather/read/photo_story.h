/*
 * photo_story.h -- what a photo says, as findings of a story and as what a
 * picture of it has.
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_PHOTO_STORY_H
#define ANNALS_ARCHIVER_GATHER_READ_PHOTO_STORY_H

#include "archiver/gather/read/photo.h"
#include "archiver/gather/story.h"

/* How sure a value is at most that another goes before: not what an article says. */
#define PHOTO_STORY_PASSED_OVER 40

/*
 * Adds a finding for each value, `of` the picture's name in the article; one that does not count
 * is below STORY_SURE.
 */
void
photo_story_tell(struct story *s, const struct photo *p, struct slice of, struct slice language);

/* What counts, copied to the story's memory. */
void photo_story_own(
	struct story *s, const struct photo *p, struct slice language, struct story_own *out);

/* The photo's warnings, each with the picture's name before it where there is one. */
void photo_story_warn(struct story *s, const struct photo *p, struct slice of);

#endif
