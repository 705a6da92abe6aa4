/*
 * structure.h -- which block is the headline, which the lead, which a subhead.
 *
 * The headline comes first, unless a stamp or a byline stands above it. The
 * lead is the first paragraph that is nothing else; a subhead is a short line
 * without a final stop between two paragraphs, once captions have been told.
 */
#ifndef ANNALS_ARCHIVER_GATHER_RECOGNISE_STRUCTURE_H
#define ANNALS_ARCHIVER_GATHER_RECOGNISE_STRUCTURE_H

#include "archiver/gather/story.h"

/* Joins paragraphs whose lines were broken to a width; only before anything else is told. */
void structure_unwrap(struct story *s);

/* After stamps have been found. */
void structure_headline(struct story *s);

/* After all else has been found. */
void structure_body(struct story *s);

#endif
