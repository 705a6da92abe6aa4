/*
 * leaf_check.h -- recomputes the log from the payload manifest (SPEC 5.2, 7.1,
 * 8.3): each article's leaf, the rows of tree.tsv, the new root.
 */
#ifndef ANNALS_FORMAT_BUNDLE_LEAF_CHECK_H
#define ANNALS_FORMAT_BUNDLE_LEAF_CHECK_H

#include "format/bundle/bundle.h"
#include "format/bundle/findings.h"
#include "format/bundle/manifest_cursor.h"
#include "format/bundle/tree_table.h"

#define LEAF_CHECK_PHOTOS_MAX 512

struct leaf_check {
	const struct bundle *bundle; /* borrowed */
	struct findings *findings;   /* borrowed */
	struct merkle_range whole;
	struct bytes leaf; /* of the article at hand; empty before the first */
	struct bytes last; /* its last path */
	unsigned kinds[PAYLOAD_PHOTO + 1];
	uint8_t photos[LEAF_CHECK_PHOTOS_MAX / 8];
	uint64_t manifest_at; /* where the next line begins */
	uint64_t article_at;  /* where the article's first line began */
	uint64_t articles;
	struct tree_row block;
	bool in_block;
	struct hasher tree; /* over the text that tree.tsv must be */
	struct bytes tree_line;
};

void leaf_check_init(struct leaf_check *c, const struct bundle *b, struct findings *findings);
void leaf_check_release(struct leaf_check *c);

/* The next line of the manifest. Broken rules go to the findings. */
MUST_USE enum rc leaf_check_line(
	struct leaf_check *c, const struct manifest_line *line, struct slice raw, struct err *e);

/* Behind the last: compares number and root; `*tree` is the digest that tree.tsv must have. */
MUST_USE enum rc leaf_check_end(struct leaf_check *c, struct digest *tree, struct err *e);

#endif
