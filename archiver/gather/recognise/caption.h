/*
 * caption.h -- captions in a text that does not mark them, by a score.
 *
 * A caption is short, shows a scene, and often lacks the final stop that every
 * paragraph around it has; it names who took the picture; it does not report
 * what somebody said, nor go on from the sentence before. Each sign adds to the
 * score or takes from it. From STORY_SURE on a block is a caption; below, it
 * stays where it is, and a finding `caption?` says how near it came.
 */
#ifndef ANNALS_ARCHIVER_GATHER_RECOGNISE_CAPTION_H
#define ANNALS_ARCHIVER_GATHER_RECOGNISE_CAPTION_H

#include "archiver/gather/story.h"

/* After the headline, stamps and bylines have been told. */
void caption_find(struct story *s);

#endif
