/*
 * tree_table.h -- `annals/tree.tsv`: the way from one article to the signed
 * root without reading all the others (SPEC 6.4).
 *
 * A line for each aligned block of 256 log leaves that holds an article of the
 * bundle: the block's number (its first leaf / 256), where the lines of the
 * first of this bundle's articles in it begin in manifest-sha256.txt, and the
 * block's root in hex, or `-` for the block that also holds the bundle's own
 * leaf, which the reader computes.
 */
#ifndef ANNALS_FORMAT_BUNDLE_TREE_TABLE_H
#define ANNALS_FORMAT_BUNDLE_TREE_TABLE_H

#include "format/base/bytes.h"
#include "format/base/digest.h"

#define TREE_TABLE_LEVEL 8
#define TREE_TABLE_BLOCK (UINT64_C(1) << TREE_TABLE_LEVEL)

struct tree_row {
	uint64_t block;
	uint64_t manifest_at;
	bool has_root;
	struct digest root;
};

void tree_table_line(const struct tree_row *row, struct bytes *out);

/* Owns its rows. */
struct tree_table {
	struct tree_row *rows;
	size_t count;
};

#define TREE_TABLE_EMPTY ((struct tree_table){NULL, 0})

void tree_table_release(struct tree_table *table);

/*
 * All rows: consecutive blocks from that of leaf `first` to that of the last of `articles`
 * leaves, `-` in the block of leaf first + articles and nowhere else. RC_BAD with TREE-1.
 */
MUST_USE enum rc tree_table_parse(struct slice text, uint64_t first, uint64_t articles,
	struct tree_table *out, struct err *e);

#endif
