/*
 * document_story.h -- a document as a story: which paragraph is the headline, which are
 * captions and of which pictures, and what the properties are worth.
 *
 * The headline is what is styled as a title; else what a letter says it is about; else a
 * heading, where no long paragraph stands before it; else what the properties call the
 * document, where a paragraph repeats it. Programs fill in properties with what a template
 * said, so alone they decide nothing. Else recognisers find it.
 *
 * A caption is what is styled as one, and a short paragraph behind a picture that looks
 * like one: in italics, centred as the picture is, with a word for picture or a credit,
 * without a stop at its end.
 *
 * The moment is that of a letterhead, else a stamp that moment_find knows, else the day of a
 * dateline, else that on which the document was made, where it was finished within a month.
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_DOCUMENT_STORY_H
#define ANNALS_ARCHIVER_GATHER_READ_DOCUMENT_STORY_H

#include "archiver/gather/read/document.h"
#include "archiver/gather/read/normal.h"

/* Fills an empty story. `zone` is in minutes east of UTC. RC_BAD where there is no text. */
MUST_USE enum rc
document_story_put(struct document *d, int zone, struct normal *n, struct story *s, struct err *e);

#endif
