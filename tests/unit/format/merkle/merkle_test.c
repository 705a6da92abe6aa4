/*
 * The tree against the definitions of RFC 6962 section 2.1, written out as the
 * RFC writes them: recursively, over all leaves, without a thought for cost.
 */
#include "support/test.h"

#include "format/merkle/merkle_consistency.h"
#include "format/merkle/merkle_hash.h"
#include "format/merkle/merkle_inclusion.h"
#include "format/merkle/merkle_range.h"
#include "format/merkle/merkle_root.h"

#define SIZES 70

static struct digest leaves[SIZES];
static struct merkle_node as_nodes[SIZES];

static int
make_leaves(void **state)
{
	(void)state;
	for (unsigned i = 0; i < SIZES; i++) {
		uint8_t text = (uint8_t)i;

		leaves[i] = merkle_hash_leaf(slice_of(&text, 1));
		as_nodes[i] = (struct merkle_node){i, 0, leaves[i]};
	}
	return 0;
}

static uint64_t
half_of(uint64_t n)
{
	uint64_t k = 1;

	while (k * 2 < n)
		k *= 2;
	return k;
}

/* MTH(D[n]) */
static struct digest
mth(const struct digest *d, uint64_t n)
{
	struct digest left, right;

	if (n == 0)
		return digest_of(SLICE_EMPTY);
	if (n == 1)
		return d[0];
	left = mth(d, half_of(n));
	right = mth(d + half_of(n), n - half_of(n));
	return merkle_hash_parent(&left, &right);
}

/* PATH(m, D[n]) */
static void
path_of(uint64_t m, const struct digest *d, uint64_t n, struct merkle_path *path)
{
	uint64_t k = half_of(n);

	if (n == 1)
		return;
	if (m < k) {
		path_of(m, d, k, path);
		path->hash[path->count++] = mth(d + k, n - k);
	} else {
		path_of(m - k, d + k, n - k, path);
		path->hash[path->count++] = mth(d, k);
	}
}

/* SUBPROOF(m, D[n], b) */
static void
subproof(uint64_t m, const struct digest *d, uint64_t n, bool whole, struct merkle_path *path)
{
	uint64_t k = half_of(n);

	if (m == n) {
		if (!whole)
			path->hash[path->count++] = mth(d, n);
	} else if (m <= k) {
		subproof(m, d, k, whole, path);
		path->hash[path->count++] = mth(d + k, n - k);
	} else {
		subproof(m - k, d + k, n - k, false, path);
		path->hash[path->count++] = mth(d, k);
	}
}

static void
assert_same_path(const struct merkle_path *a, const struct merkle_path *b)
{
	assert_int_equal(a->count, b->count);
	assert_memory_equal(a->hash, b->hash, a->count * sizeof a->hash[0]);
}

static void
assert_same_digest(const struct digest *a, const struct digest *b)
{
	assert_string_equal(digest_text(a).text, digest_text(b).text);
}

static struct merkle_range
range_over(uint64_t begin, uint64_t end)
{
	struct merkle_range r;
	struct err e;

	merkle_range_init(&r, begin);
	while (r.end < end)
		assert_rc(RC_OK, merkle_range_append(&r, &leaves[r.end], NULL, NULL, &e), &e);
	return r;
}

/* SHA-256 of nothing, of 00, of 00 "L123456", of 01 "N123" "N456" padded to digests. */
static void
tells_leaves_from_parents_by_their_first_byte(void **state)
{
	struct digest d = merkle_hash_empty(), expected, zero = {{0}};
	uint8_t parent[65] = {1}, leaf[65] = {0};

	(void)state;
	assert_string_equal(digest_text(&d).text,
		"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	d = merkle_hash_leaf(SLICE_EMPTY);
	assert_string_equal(digest_text(&d).text,
		"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
	d = merkle_hash_parent(&zero, &zero);
	expected = digest_of(slice_of(parent, sizeof parent));
	assert_same_digest(&d, &expected);
	d = merkle_hash_leaf(slice_of(leaf, 64));
	expected = digest_of(slice_of(leaf, sizeof leaf));
	assert_same_digest(&d, &expected);
}

static void
roots_of_every_size_are_those_of_the_definition(void **state)
{
	struct digest expected, root;
	struct merkle_range r;
	struct err e;

	(void)state;
	for (uint64_t n = 0; n <= SIZES; n++) {
		expected = mth(leaves, n);
		assert_rc(RC_OK, merkle_root_of(as_nodes, SIZES, 0, n, &root, &e), &e);
		assert_same_digest(&root, &expected);
		r = range_over(0, n);
		assert_rc(RC_OK, merkle_root_of(r.nodes, r.count, 0, n, &root, &e), &e);
		assert_same_digest(&root, &expected);
	}
}

static void
every_inclusion_proof_is_that_of_the_definition_and_verifies(void **state)
{
	struct err e;

	(void)state;
	for (uint64_t n = 1; n <= SIZES; n++) {
		struct digest root = mth(leaves, n);

		for (uint64_t i = 0; i < n; i++) {
			struct merkle_path made, expected = {0};

			path_of(i, leaves, n, &expected);
			assert_rc(
				RC_OK, merkle_inclusion_make(as_nodes, SIZES, i, n, &made, &e), &e);
			assert_same_path(&made, &expected);
			assert_rc(RC_OK,
				merkle_inclusion_verify(&leaves[i], i, n, &made, &root, &e), &e);
		}
	}
}

static void
every_consistency_proof_is_that_of_the_definition_and_verifies(void **state)
{
	struct err e;

	(void)state;
	for (uint64_t n = 1; n <= SIZES; n++) {
		struct digest root = mth(leaves, n);

		for (uint64_t m = 1; m <= n; m++) {
			struct digest old = mth(leaves, m);
			struct merkle_path made, expected = {0};

			subproof(m, leaves, n, true, &expected);
			assert_rc(RC_OK, merkle_consistency_make(as_nodes, SIZES, m, n, &made, &e),
				&e);
			assert_same_path(&made, &expected);
			assert_rc(
				RC_OK, merkle_consistency_verify(m, &old, n, &root, &made, &e), &e);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tells_leaves_from_parents_by_their_first_byte),
		cmocka_unit_test(roots_of_every_size_are_those_of_the_definition),
		cmocka_unit_test(every_inclusion_proof_is_that_of_the_definition_and_verifies),
		cmocka_unit_test(every_consistency_proof_is_that_of_the_definition_and_verifies),
	};

	return cmocka_run_group_tests(tests, make_leaves, NULL);
}
