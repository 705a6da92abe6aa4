/*
 * merkle_root.h -- the root of any RFC 6962 subtree, out of whatever complete
 * subtrees inside it are known.
 */
#ifndef ANNALS_FORMAT_MERKLE_MERKLE_ROOT_H
#define ANNALS_FORMAT_MERKLE_MERKLE_ROOT_H

#include "format/base/attr.h"
#include "format/base/err.h"
#include "format/merkle/merkle_path.h"
#include "format/merkle/merkle_range.h"

/*
 * Where RFC 6962 cuts the subtree over [begin, end), which has two leaves or
 * more: behind the largest power of two below their number.
 */
uint64_t merkle_root_split(uint64_t begin, uint64_t end);

/*
 * The root of the subtree over [begin, end) of a tree, [0, size) being the
 * whole. `known` is sorted by `begin`; those in [begin, end) must tile it
 * exactly, each of any size; the others are not looked at. Costs a binary search and
 * a hash for each node used. No leaves give merkle_hash_empty.
 *
 * RC_BAD where the nodes leave a gap or overlap, or where no tree is cut at
 * `begin` and `end`.
 */
MUST_USE enum rc merkle_root_of(const struct merkle_node *known, size_t n, uint64_t begin,
	uint64_t end, struct digest *root, struct err *e);

/* The same, as the next hash of a path with room for it. */
MUST_USE enum rc merkle_root_onto(struct merkle_path *path, const struct merkle_node *known,
	size_t n, uint64_t begin, uint64_t end, struct err *e);

#endif
