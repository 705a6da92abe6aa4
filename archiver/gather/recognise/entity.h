/*
 * entity.h -- what a Vietnamese report speaks of: runs the recognisers of
 * entities over its headline, body and captions.
 *
 * Only for reports whose language has been found to be Vietnamese; all others
 * are left as they are.
 */
#ifndef ANNALS_ARCHIVER_GATHER_RECOGNISE_ENTITY_H
#define ANNALS_ARCHIVER_GATHER_RECOGNISE_ENTITY_H

#include "archiver/gather/story.h"
#include "archiver/gather/tables/lexicon.h"

/* After all else has been told. */
void entity_find(struct story *s, const struct lexicon *lexicon);

#endif
