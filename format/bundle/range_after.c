#include "format/bundle/range_after.h"

enum rc
range_after_bundle(const struct bundle *b, struct merkle_range *out, struct err *e)
{
	struct merkle_path hashes = b->proof.path;
	enum rc rc;

	/* The proof goes from the leaf up, smallest subtree first; a range starts with the largest.
	 */
	merkle_path_reverse(&hashes);
	rc = merkle_range_restore(out, b->head.size - 1, hashes.hash, hashes.count, e);
	return rc != RC_OK ? rc : merkle_range_append(out, &b->leaf, NULL, NULL, e);
}
