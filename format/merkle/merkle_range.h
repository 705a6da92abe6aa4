/*
 * merkle_range.h -- the compact range of leaves [begin, end): the fewest
 * complete subtrees that cover them, from left to right.
 *
 * A subtree is complete where its 2^level leaves begin at a multiple of
 * 2^level; its root never changes again, whatever is appended. So a log goes
 * on from the compact range of its first `size` leaves alone, and what a range
 * holds grows with the logarithm of its length.
 */
#ifndef ANNALS_FORMAT_MERKLE_MERKLE_RANGE_H
#define ANNALS_FORMAT_MERKLE_MERKLE_RANGE_H

#include "format/base/attr.h"
#include "format/base/err.h"
#include "format/merkle/merkle_hash.h"
#include "format/merkle/merkle_path.h"

/* Levels rise from `begin` and fall towards `end`: at most 63 of each. */
#define MERKLE_RANGE_NODES_MAX 128

/* A complete subtree: leaves [begin, begin + 2^level) and their root. Level 0 is a leaf. */
struct merkle_node {
	uint64_t begin;
	unsigned level;
	struct digest root;
};

/* Owns nothing and needs no release. */
struct merkle_range {
	uint64_t begin, end;
	unsigned count;
	struct merkle_node nodes[MERKLE_RANGE_NODES_MAX];
};

/* The empty range at `begin`. */
void merkle_range_init(struct merkle_range *r, uint64_t begin);

/*
 * The compact range of [0, size) from its roots, largest subtree first. RC_BAD
 * unless `count` is the number of ones in `size`. Whether the roots are the
 * right ones shows only where they are folded and compared: merkle_root_of.
 */
MUST_USE enum rc merkle_range_restore(struct merkle_range *r, uint64_t size,
	const struct digest *hashes, size_t count, struct err *e);

/* The roots that merkle_range_restore takes; for a range that begins at leaf 0. */
void merkle_range_hashes(const struct merkle_range *r, struct merkle_path *hashes);

/*
 * Appends the leaf of index r->end. `seen`, where not NULL, is told of every
 * subtree that is completed, in order: the leaf itself, then each parent
 * within the range. RC_LIMIT at MERKLE_SIZE_MAX leaves.
 */
MUST_USE enum rc merkle_range_append(struct merkle_range *r, const struct digest *leaf,
	void (*seen)(void *ctx, const struct merkle_node *node), void *ctx, struct err *e);

/* Appends a whole subtree; RC_BAD unless it begins at r->end and is complete. */
MUST_USE enum rc
merkle_range_add(struct merkle_range *r, const struct merkle_node *node, struct err *e);

#endif
