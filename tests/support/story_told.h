/*
 * story_told.h -- for tests of readers: what a story says, as one text that a row of a table can
 * hold.
 */
#ifndef ANNALS_TESTS_SUPPORT_STORY_TOLD_H
#define ANNALS_TESTS_SUPPORT_STORY_TOLD_H

#include "archiver/gather/story.h"

/*
 * Appends a line a block, "H: headline", then a line a picture, "picture address: caption
 * (credit)". Roles are H headline, L lead, S subhead, B body, C caption, N any other.
 */
void story_told_text(const struct story *s, struct bytes *out);

/* Appends a line a finding, "field=value", without those of headline and captions. */
void story_told_findings(const struct story *s, struct bytes *out);

/*
 * Appends all of it, a line each: blocks as "h:headline", by the letters b body, h headline,
 * m moment, a agency, l lead, # subhead, c caption, y byline, s source, n note, o other; findings
 * that stand in no block; pictures' addresses; "!" and a warning.
 */
void story_told_all(const struct story *s, struct bytes *out);

#endif
