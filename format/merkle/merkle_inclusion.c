#include "format/merkle/merkle_inclusion.h"

#include "format/merkle/merkle_root.h"

#include <inttypes.h>

static enum rc
check_index(uint64_t index, uint64_t size, struct err *e)
{
	if (size > MERKLE_SIZE_MAX)
		return err_set(e, RC_LIMIT, "%" PRIu64 " leaves, the most is %" PRIu64, size,
			MERKLE_SIZE_MAX);
	if (index >= size)
		return err_set(e, RC_BAD, "no leaf %" PRIu64 " in a tree of %" PRIu64, index, size);
	return RC_OK;
}

enum rc
merkle_inclusion_make(const struct merkle_node *known, size_t n, uint64_t index, uint64_t size,
	struct merkle_path *path, struct err *e)
{
	uint64_t begin = 0, end = size;
	enum rc rc;

	path->count = 0;
	rc = check_index(index, size, e);
	while (rc == RC_OK && end - begin > 1) {
		uint64_t middle = merkle_root_split(begin, end);

		if (index < middle) {
			rc = merkle_root_onto(path, known, n, middle, end, e);
			end = middle;
		} else {
			rc = merkle_root_onto(path, known, n, begin, middle, e);
			begin = middle;
		}
	}
	if (rc != RC_OK) {
		path->count = 0;
		return rc;
	}
	merkle_path_reverse(path);
	return RC_OK;
}

enum rc
merkle_inclusion_verify(const struct digest *leaf, uint64_t index, uint64_t size,
	const struct merkle_path *path, const struct digest *root, struct err *e)
{
	struct merkle_climb at = {index, size - 1};
	struct digest r = *leaf;
	enum rc rc = check_index(index, size, e);

	if (rc != RC_OK)
		return rc;
	for (unsigned i = 0; i < path->count; i++) {
		const struct digest *sibling = &path->hash[i];

		if (merkle_path_is_done(&at))
			return err_set(
				e, RC_BAD, "a proof of %u hashes, %u are enough", path->count, i);
		r = merkle_path_climb(&at) ? merkle_hash_parent(sibling, &r)
					   : merkle_hash_parent(&r, sibling);
	}
	if (!merkle_path_is_done(&at))
		return err_set(e, RC_BAD, "a proof of %u hashes, more are needed", path->count);
	if (!digest_equal(&r, root))
		return err_set(e, RC_BAD, "the proof leads to root %s, not %s",
			digest_text(&r).text, digest_text(root).text);
	return RC_OK;
}
