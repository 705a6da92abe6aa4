/*
 * merkle_consistency.h -- the proof that a tree continues an older one: RFC
 * 6962 section 2.1.2, checked as RFC 9162 section 2.1.4.2 does.
 */
#ifndef ANNALS_FORMAT_MERKLE_MERKLE_CONSISTENCY_H
#define ANNALS_FORMAT_MERKLE_MERKLE_CONSISTENCY_H

#include "format/base/attr.h"
#include "format/base/err.h"
#include "format/merkle/merkle_path.h"
#include "format/merkle/merkle_range.h"

/*
 * The proof that the tree of `size` leaves continues that of its first
 * `old_size`; empty where old_size is 0 or `size`. `known` is as merkle_root_of
 * takes it, and cut at `old_size`. RC_BAD where it does not tile the tree, or
 * where old_size is the larger.
 */
MUST_USE enum rc merkle_consistency_make(const struct merkle_node *known, size_t n,
	uint64_t old_size, uint64_t size, struct merkle_path *path, struct err *e);

/*
 * RC_OK where `path` shows that the tree of `size` and `root` continues that of
 * `old_size` and `old_root`; else RC_BAD. Every tree continues the empty one,
 * so there is nothing to prove: an old_size of 0 is refused.
 */
MUST_USE enum rc merkle_consistency_verify(uint64_t old_size, const struct digest *old_root,
	uint64_t size, const struct digest *root, const struct merkle_path *path, struct err *e);

#endif
