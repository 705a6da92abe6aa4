/*
 * index_check.h -- whether the index says of each article what the article
 * says of itself (SPEC 6.3, 8.3).
 *
 * The articles go by in leaf order, the index is sorted by id, and neither is
 * kept: what each says is added up (index_sum.h), apart for every 256 leaves,
 * so that a difference has a place.
 */
#ifndef ANNALS_FORMAT_BUNDLE_INDEX_CHECK_H
#define ANNALS_FORMAT_BUNDLE_INDEX_CHECK_H

#include "format/bundle/findings.h"
#include "format/bundle/frame_reader.h"
#include "format/bundle/index_row.h"
#include "format/bundle/index_sum.h"

struct index_check {
	const struct bundle *bundle; /* borrowed */
	struct findings *findings;   /* borrowed */
	struct index_sum *sums;
	size_t count;
};

MUST_USE enum rc index_check_init(
	struct index_check *c, const struct bundle *b, struct findings *findings, struct err *e);
void index_check_release(struct index_check *c);

/* What an article's text run said: id, leaf, run, captions of `row`, head of metadata.json. */
void index_check_text(struct index_check *c, const struct index_row *row, struct slice head);

/* What its media run said. */
void index_check_media(struct index_check *c, uint64_t leaf, const struct index_run *run);

/* Reads the index and compares. RC_BAD for a row that is none; the rest goes to the findings. */
MUST_USE enum rc index_check_end(struct index_check *c, struct frame_reader *frames, struct err *e);

#endif
