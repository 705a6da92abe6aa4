/*
 * recognise.h -- all recognisers, in the order in which they build on each
 * other: what one has told of a block, those after it leave alone, and so
 * what the reader has told from markup (`told`).
 */
#ifndef ANNALS_ARCHIVER_GATHER_RECOGNISE_RECOGNISE_H
#define ANNALS_ARCHIVER_GATHER_RECOGNISE_RECOGNISE_H

#include "archiver/gather/recognise/caption_houses.h"
#include "archiver/gather/tables/lexicon.h"

/* What an article is named by: its moment and its headline. `zone` as for moment_find. */
void recognise_name(struct story *s, int zone);

/*
 * What stands in article.txt and captions.txt, that included; `houses` as for caption_find,
 * or NULL.
 */
void recognise_text(struct story *s, int zone, const struct lexicon *lexicon,
	const struct caption_houses *houses);

/* What that leaves: who, where and what is named in the text. */
void recognise_rest(struct story *s, const struct lexicon *lexicon);

/* Everything. */
void recognise_all(struct story *s, int zone, const struct lexicon *lexicon,
	const struct caption_houses *houses);

#endif
