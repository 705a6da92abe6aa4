/*
 * merkle_inclusion.h -- the proof that a leaf stands at an index of a tree:
 * RFC 6962 section 2.1.1, checked as RFC 9162 section 2.1.3.2 does.
 */
#ifndef ANNALS_FORMAT_MERKLE_MERKLE_INCLUSION_H
#define ANNALS_FORMAT_MERKLE_MERKLE_INCLUSION_H

#include "format/base/attr.h"
#include "format/base/err.h"
#include "format/merkle/merkle_path.h"
#include "format/merkle/merkle_range.h"

/*
 * The proof for the leaf at `index` of a tree of `size` leaves. `known` holds
 * every other leaf, in subtrees as merkle_root_of takes them. RC_BAD where
 * they do not tile the tree, or where it has no such leaf.
 */
MUST_USE enum rc merkle_inclusion_make(const struct merkle_node *known, size_t n, uint64_t index,
	uint64_t size, struct merkle_path *path, struct err *e);

/* RC_OK where `path` leads from `leaf`, a leaf's hash, at `index` to `root`; else RC_BAD. */
MUST_USE enum rc merkle_inclusion_verify(const struct digest *leaf, uint64_t index, uint64_t size,
	const struct merkle_path *path, const struct digest *root, struct err *e);

#endif
