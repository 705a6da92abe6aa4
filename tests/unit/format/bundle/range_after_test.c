#include "format/bundle/range_after.h"

#include "format/merkle/merkle_hash.h"
#include "format/merkle/merkle_inclusion.h"
#include "support/test.h"

#define SIZES 300

static struct digest
leaf_of(uint64_t n)
{
	return merkle_hash_leaf(slice_of(&n, sizeof n));
}

/* What a bundle's proof is made of: the subtrees before its last leaf, and that leaf. */
static void
prove_last(const struct merkle_range *before, uint64_t size, struct bundle *b)
{
	struct merkle_node known[MERKLE_RANGE_NODES_MAX];
	size_t n = before->count;
	struct err e;

	b->leaf = leaf_of(size - 1);
	memcpy(known, before->nodes, n * sizeof *known);
	known[n++] = (struct merkle_node){.begin = size - 1, .level = 0, .root = b->leaf};
	b->head.size = size;
	assert_rc(RC_OK, merkle_inclusion_make(known, n, size - 1, size, &b->proof.path, &e), &e);
}

static void
is_the_range_of_all_leaves_one_by_one(void **state)
{
	struct merkle_range naive;
	struct err e;

	(void)state;
	merkle_range_init(&naive, 0);
	for (uint64_t size = 1; size <= SIZES; size++) {
		struct bundle b = BUNDLE_EMPTY;
		struct merkle_path want, have;
		struct merkle_range after;
		struct digest leaf = leaf_of(size - 1);

		prove_last(&naive, size, &b);
		assert_rc(RC_OK, merkle_range_append(&naive, &leaf, NULL, NULL, &e), &e);
		assert_rc(RC_OK, range_after_bundle(&b, &after, &e), &e);
		merkle_range_hashes(&naive, &want);
		merkle_range_hashes(&after, &have);
		assert_int_equal(after.end, size);
		assert_int_equal(have.count, want.count);
		for (unsigned i = 0; i < want.count; i++)
			assert_true(digest_equal(&have.hash[i], &want.hash[i]));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(is_the_range_of_all_leaves_one_by_one)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
