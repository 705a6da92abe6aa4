/*
 * merkle_path.h -- a proof as RFC 6962 section 2.1 lists it: hashes from the
 * leaf's side up to the root's.
 */
#ifndef ANNALS_FORMAT_MERKLE_MERKLE_PATH_H
#define ANNALS_FORMAT_MERKLE_MERKLE_PATH_H

#include "format/base/digest.h"

/* Below MERKLE_SIZE_MAX leaves an inclusion proof has at most 63 hashes, a consistency proof 64. */
#define MERKLE_PATH_MAX 64

struct merkle_path {
	unsigned count;
	struct digest hash[MERKLE_PATH_MAX];
};

/* A path is made from the root down and told from the leaf up. */
void merkle_path_reverse(struct merkle_path *path);

/*
 * How far up a path has led: on the level reached, the index of the subtree it
 * stands for and that of the last subtree.
 */
struct merkle_climb {
	uint64_t node, last;
};

/* The root is reached. */
static inline bool
merkle_path_is_done(const struct merkle_climb *at)
{
	return at->last == 0;
}

/* Goes up to the parent; true where the sibling, the next hash of the path, is on the left. */
bool merkle_path_climb(struct merkle_climb *at);

#endif
