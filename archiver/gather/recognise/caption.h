/*
 * caption.h -- captions in a text that does not mark them, by a score.
 *
 * A caption is short, shows a scene, and often lacks the final stop that every
 * paragraph around it has; it names who took the picture; it does not report
 * what somebody said, nor go on from the sentence before. Each sign adds to the
 * score or takes from it. From STORY_SURE on a block is a caption; below, it
 * stays where it is, and a finding `caption?` says how near it came.
 *
 * The captions of a report that are sure tell how its house writes them: once one
 * names who took it, or all end without a stop, a doubtful line that does neither
 * loses points, and one that does gains some. So do those that other reports of
 * its house mark, where the caller has learnt of them (caption_houses.h).
 */
#ifndef ANNALS_ARCHIVER_GATHER_RECOGNISE_CAPTION_H
#define ANNALS_ARCHIVER_GATHER_RECOGNISE_CAPTION_H

#include "archiver/gather/recognise/caption_houses.h"

/*
 * After the headline, stamps and bylines have been told, and the language: in any
 * but Vietnamese only a credit, a number or an announcement makes a caption.
 * `houses` may be NULL.
 */
void caption_find(struct story *s, const struct caption_houses *houses);

#endif
