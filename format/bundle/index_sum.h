/*
 * index_sum.h -- compares the index, sorted by id, with the articles, in leaf
 * order, while neither is kept in memory.
 *
 * Each fact about an article is hashed together with a seed that commits to
 * everything compared (the log's root and the index's digest), and the hashes
 * are added up as four 64-bit numbers each: from the articles with a plus,
 * from the index with a minus. Where all facts agree, nothing is left. Whoever
 * could make facts that differ come out at nothing would have to find 256 bits
 * that agree, with a seed that changes at every try.
 */
#ifndef ANNALS_FORMAT_BUNDLE_INDEX_SUM_H
#define ANNALS_FORMAT_BUNDLE_INDEX_SUM_H

#include "format/base/digest.h"
#include "format/bundle/index_row.h"

struct index_sum {
	uint64_t lanes[4];
};

enum index_sum_sign { INDEX_SUM_ADD, INDEX_SUM_TAKE };

/* What the article's text run and its metadata say. */
void index_sum_text(struct index_sum *sum, enum index_sum_sign sign, const struct digest *seed,
	const struct index_row *row, struct slice head);

/* What its media run says; an article without one has no such fact. */
void index_sum_media(struct index_sum *sum, enum index_sum_sign sign, const struct digest *seed,
	uint64_t leaf, const struct index_run *run);

bool index_sum_is_nothing(const struct index_sum *sum);

#endif
