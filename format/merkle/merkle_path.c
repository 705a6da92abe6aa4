#include "format/merkle/merkle_path.h"

void
merkle_path_reverse(struct merkle_path *path)
{
	for (unsigned low = 0, high = path->count; low < high; low++) {
		struct digest held = path->hash[low];

		path->hash[low] = path->hash[--high];
		path->hash[high] = held;
	}
}

/*
 * A last subtree with an even index has no sibling: it is its own parent, and
 * the hash at hand belongs to the level on which it is a right child.
 */
bool
merkle_path_climb(struct merkle_climb *at)
{
	bool left = (at->node & 1) != 0 || at->node == at->last;

	if (left) {
		for (; (at->node & 1) == 0 && at->node != 0; at->node >>= 1)
			at->last >>= 1;
	}
	at->node >>= 1;
	at->last >>= 1;
	return left;
}
