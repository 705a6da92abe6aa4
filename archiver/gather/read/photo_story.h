/*
 * photo_story.h -- what a photo says, as findings of a story and as what a
 * picture of it has.
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_PHOTO_STORY_H
#define ANNALS_ARCHIVER_GATHER_READ_PHOTO_STORY_H

#include "archiver/gather/read/photo.h"
#include "archiver/gather/story.h"

/*
 * Adds a finding for each value, `of` the picture's name in the article. One that does not count,
 * or a caption where the report has its own (`captioned`), is below STORY_SURE.
 */
void photo_story_tell(struct story *s, const struct photo *p, struct slice of,
	struct slice language, bool captioned);

/* What counts, copied to the story's memory. */
void photo_story_own(
	struct story *s, const struct photo *p, struct slice language, struct story_own *out);

/* Who took it: its creator, or whom the credit line names; empty where neither is there. */
struct slice photo_story_credit(struct story *s, const struct photo *p, struct slice language);

/* The photo's warnings, each with the picture's name before it where there is one. */
void photo_story_warn(struct story *s, const struct photo *p, struct slice of);

#endif
