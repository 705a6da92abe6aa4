#include "format/merkle/merkle_root.h"

#include <assert.h>
#include <inttypes.h>

uint64_t
merkle_root_split(uint64_t begin, uint64_t end)
{
	uint64_t half = 1;

	assert(end - begin > 1);
	while (half < end - begin - half)
		half *= 2;
	return begin + half;
}

/* Cutting only ever leaves subtrees that begin at a multiple of a power of two not below their
 * size. */
static bool
is_subtree(uint64_t begin, uint64_t end)
{
	uint64_t width = 1;

	if (begin > end || end > MERKLE_SIZE_MAX)
		return false;
	while (width < end - begin)
		width *= 2;
	return begin % width == 0;
}

/* Index of the first node at or behind leaf `begin`. */
static size_t
find(const struct merkle_node *known, size_t n, uint64_t begin)
{
	size_t low = 0;

	while (low < n) {
		size_t middle = low + (n - low) / 2;

		if (known[middle].begin < begin)
			low = middle + 1;
		else
			n = middle;
	}
	return low;
}

/* A subtree's compact range falls in level, so its root is folded from the right. */
static struct digest
fold(const struct merkle_range *r)
{
	struct digest root = r->nodes[r->count - 1].root;

	for (unsigned i = r->count - 1; i-- > 0;)
		root = merkle_hash_parent(&r->nodes[i].root, &root);
	return root;
}

enum rc
merkle_root_of(const struct merkle_node *known, size_t n, uint64_t begin, uint64_t end,
	struct digest *root, struct err *e)
{
	struct merkle_range r;
	enum rc rc;

	*root = merkle_hash_empty();
	if (!is_subtree(begin, end))
		return err_set(e, RC_BAD,
			"no tree has a subtree over leaves %" PRIu64 " to %" PRIu64, begin, end);
	merkle_range_init(&r, begin);
	for (size_t i = find(known, n, begin); r.end < end; i++) {
		if (i == n)
			return err_set(e, RC_BAD, "leaves %" PRIu64 " to %" PRIu64 " are not known",
				r.end, end);
		rc = merkle_range_add(&r, &known[i], e);
		if (rc != RC_OK)
			return rc;
	}
	if (r.end != end)
		return err_set(e, RC_BAD,
			"a subtree reaches to leaf %" PRIu64 " across leaf %" PRIu64, r.end, end);
	if (r.count > 0)
		*root = fold(&r);
	return RC_OK;
}

enum rc
merkle_root_onto(struct merkle_path *path, const struct merkle_node *known, size_t n,
	uint64_t begin, uint64_t end, struct err *e)
{
	assert(path->count < MERKLE_PATH_MAX);
	return merkle_root_of(known, n, begin, end, &path->hash[path->count++], e);
}
