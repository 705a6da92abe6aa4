/*
 * language.h -- the language of a report as a BCP 47 tag; `und` where nothing is
 * sure.
 *
 * Vietnamese shows in its spelling, some languages in their script, some in the
 * small words that no text in them does without. Fewer than eight words tell
 * nothing.
 */
#ifndef ANNALS_ARCHIVER_GATHER_RECOGNISE_LANGUAGE_H
#define ANNALS_ARCHIVER_GATHER_RECOGNISE_LANGUAGE_H

#include "archiver/gather/story.h"

void language_find(struct story *s);

#endif
