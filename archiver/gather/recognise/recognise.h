/*
 * recognise.h -- all recognisers, in the order in which they build on each
 * other: what one has told of a block, those after it leave alone. Of a marked
 * story the reader has told moment, headline, authors, captions and body already.
 */
#ifndef ANNALS_ARCHIVER_GATHER_RECOGNISE_RECOGNISE_H
#define ANNALS_ARCHIVER_GATHER_RECOGNISE_RECOGNISE_H

#include "archiver/gather/story.h"
#include "archiver/gather/tables/lexicon.h"

/* What an article is named by: its moment and its headline. `zone` as for moment_find. */
void recognise_name(struct story *s, int zone);

/* Everything, that included. */
void recognise_all(struct story *s, int zone, const struct lexicon *lexicon);

#endif
