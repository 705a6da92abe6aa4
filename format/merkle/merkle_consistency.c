#include "format/merkle/merkle_consistency.h"

#include "format/merkle/merkle_root.h"

#include <inttypes.h>

static enum rc
check_sizes(uint64_t old_size, uint64_t size, struct err *e)
{
	if (size > MERKLE_SIZE_MAX)
		return err_set(e, RC_LIMIT, "%" PRIu64 " leaves, the most is %" PRIu64, size,
			MERKLE_SIZE_MAX);
	if (old_size > size)
		return err_set(e, RC_BAD,
			"a tree of %" PRIu64 " leaves cannot continue one of %" PRIu64, size,
			old_size);
	return RC_OK;
}

/*
 * Follows the old tree's right edge down to the largest subtree that both trees
 * hold whole. Where that is the old tree itself its root is known to whoever
 * asks, and is left out.
 */
static enum rc
descend(const struct merkle_node *known, size_t n, uint64_t old_size, uint64_t size,
	struct merkle_path *path, struct err *e)
{
	uint64_t begin = 0, end = size;
	enum rc rc = RC_OK;

	while (rc == RC_OK && end != old_size) {
		uint64_t middle = merkle_root_split(begin, end);

		if (old_size <= middle) {
			rc = merkle_root_onto(path, known, n, middle, end, e);
			end = middle;
		} else {
			rc = merkle_root_onto(path, known, n, begin, middle, e);
			begin = middle;
		}
	}
	if (rc == RC_OK && begin != 0)
		rc = merkle_root_onto(path, known, n, begin, end, e);
	return rc;
}

enum rc
merkle_consistency_make(const struct merkle_node *known, size_t n, uint64_t old_size, uint64_t size,
	struct merkle_path *path, struct err *e)
{
	enum rc rc;

	path->count = 0;
	rc = check_sizes(old_size, size, e);
	if (rc != RC_OK || old_size == 0)
		return rc;
	rc = descend(known, n, old_size, size, path, e);
	if (rc != RC_OK) {
		path->count = 0;
		return rc;
	}
	merkle_path_reverse(path);
	return RC_OK;
}

static enum rc
compare(const char *what, const struct digest *proved, const struct digest *stated, struct err *e)
{
	if (digest_equal(proved, stated))
		return RC_OK;
	return err_set(e, RC_BAD, "the proof leads to %s %s, not %s", what,
		digest_text(proved).text, digest_text(stated).text);
}

static enum rc
verify_equal_sizes(const struct digest *old_root, const struct digest *root,
	const struct merkle_path *path, struct err *e)
{
	if (path->count != 0)
		return err_set(
			e, RC_BAD, "a proof of %u hashes between trees of one size", path->count);
	if (!digest_equal(old_root, root))
		return err_set(e, RC_BAD, "two roots of one size: %s and %s",
			digest_text(old_root).text, digest_text(root).text);
	return RC_OK;
}

static enum rc
verify_growth(struct merkle_climb at, const struct digest *old_root, const struct digest *root,
	const struct merkle_path *path, struct err *e)
{
	struct digest old = *old_root, new = *old_root;
	unsigned i = 0;
	enum rc rc;

	/* The old tree is no subtree of the new one, so the proof says what both begin from. */
	if (at.node != 0 && path->count > 0)
		old = new = path->hash[i++];
	for (; i < path->count; i++) {
		const struct digest *sibling = &path->hash[i];

		if (merkle_path_is_done(&at))
			return err_set(
				e, RC_BAD, "a proof of %u hashes, %u are enough", path->count, i);
		if (merkle_path_climb(&at)) {
			old = merkle_hash_parent(sibling, &old);
			new = merkle_hash_parent(sibling, &new);
		} else {
			new = merkle_hash_parent(&new, sibling);
		}
	}
	if (!merkle_path_is_done(&at))
		return err_set(e, RC_BAD, "a proof of %u hashes, more are needed", path->count);
	rc = compare("the old root", &old, old_root, e);
	return rc == RC_OK ? compare("the root", &new, root, e) : rc;
}

enum rc
merkle_consistency_verify(uint64_t old_size, const struct digest *old_root, uint64_t size,
	const struct digest *root, const struct merkle_path *path, struct err *e)
{
	struct merkle_climb at = {old_size - 1, size - 1};
	enum rc rc;

	if (old_size == 0)
		return err_set(e, RC_BAD, "nothing can be proved of a tree without leaves");
	rc = check_sizes(old_size, size, e);
	if (rc != RC_OK)
		return rc;
	if (old_size == size)
		return verify_equal_sizes(old_root, root, path, e);
	/* Up to the largest subtree on the old tree's right edge that both trees hold whole. */
	while ((at.node & 1) != 0) {
		at.node >>= 1;
		at.last >>= 1;
	}
	return verify_growth(at, old_root, root, path, e);
}
