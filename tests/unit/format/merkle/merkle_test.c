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

/* The eight leaves that Certificate Transparency's implementations share, and the roots over them.
 */
static void
roots_agree_with_certificate_transparency(void **state)
{
	static const struct slice texts[] = {
		SLICE(""),
		SLICE("\x00"),
		SLICE("\x10"),
		SLICE("\x20\x21"),
		SLICE("\x30\x31"),
		SLICE("\x40\x41\x42\x43"),
		SLICE("\x50\x51\x52\x53\x54\x55\x56\x57"),
		SLICE("\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f"),
	};
	static const char *const roots[] = {
		"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
		"fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
		"aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
		"d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
		"4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
		"76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
		"ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
		"5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
	};
	struct merkle_range r;
	struct digest leaf, root;
	struct err e;

	(void)state;
	merkle_range_init(&r, 0);
	for (size_t i = 0; i < sizeof roots / sizeof *roots; i++) {
		leaf = merkle_hash_leaf(texts[i]);
		assert_rc(RC_OK, merkle_range_append(&r, &leaf, NULL, NULL, &e), &e);
		assert_rc(RC_OK, merkle_root_of(r.nodes, r.count, 0, r.end, &root, &e), &e);
		assert_string_equal(digest_text(&root).text, roots[i]);
	}
}

static void
a_range_is_the_fewest_complete_subtrees(void **state)
{
	(void)state;
	for (uint64_t begin = 0; begin <= SIZES; begin++) {
		for (uint64_t end = begin; end <= SIZES; end++) {
			struct merkle_range r = range_over(begin, end);
			uint64_t at = begin;

			for (unsigned i = 0; i < r.count; i++) {
				const struct merkle_node *node = &r.nodes[i];
				uint64_t width = UINT64_C(1) << node->level;
				struct digest root = mth(leaves + at, width);

				assert_int_equal(node->begin, at);
				assert_int_equal(at % width, 0);
				assert_same_digest(&node->root, &root);
				/* The next larger subtree here would not fit. */
				assert_true(at % (2 * width) != 0 || at + 2 * width > end);
				at += width;
			}
			assert_int_equal(at, end);
		}
	}
}

static void
a_range_comes_back_from_its_hashes_and_goes_on(void **state)
{
	struct err e;

	(void)state;
	for (uint64_t n = 0; n <= SIZES; n++) {
		struct merkle_range r = range_over(0, n), back;
		struct merkle_path hashes;
		struct digest root, expected = mth(leaves, SIZES);

		merkle_range_hashes(&r, &hashes);
		assert_rc(RC_OK, merkle_range_restore(&back, n, hashes.hash, hashes.count, &e), &e);
		assert_int_equal(back.end, n);
		assert_int_equal(back.count, r.count);
		while (back.end < SIZES)
			assert_rc(RC_OK,
				merkle_range_append(&back, &leaves[back.end], NULL, NULL, &e), &e);
		assert_rc(RC_OK, merkle_root_of(back.nodes, back.count, 0, SIZES, &root, &e), &e);
		assert_same_digest(&root, &expected);
		if (n == 0)
			continue;
		assert_rc(RC_BAD, merkle_range_restore(&back, n, hashes.hash, hashes.count - 1, &e),
			&e);
		assert_int_equal(back.count, 0);
	}
}

static void
says_how_many_hashes_a_size_needs(void **state)
{
	struct digest hashes[64] = {0};
	struct merkle_range r;
	struct err e;

	(void)state;
	assert_rc(RC_BAD, merkle_range_restore(&r, 5, hashes, 3, &e), &e);
	assert_string_equal(e.text, "3 subtree roots for 5 leaves, 2 needed");
	assert_rc(RC_OK, merkle_range_restore(&r, MERKLE_SIZE_MAX, hashes, 63, &e), &e);
	assert_int_equal(r.end, MERKLE_SIZE_MAX);
	assert_rc(RC_LIMIT, merkle_range_restore(&r, MERKLE_SIZE_MAX + 1, hashes, 1, &e), &e);
	assert_rc(RC_LIMIT, merkle_range_restore(&r, UINT64_MAX, hashes, 64, &e), &e);
}

struct sightings {
	unsigned count;
	struct merkle_node nodes[2 * SIZES];
};

static void
note(void *ctx, const struct merkle_node *node)
{
	struct sightings *s = ctx;

	s->nodes[s->count++] = *node;
}

static void
tells_of_every_subtree_when_it_is_completed(void **state)
{
	/* Of leaves 3 to 8: each leaf, and the parents that lie in the range. */
	static const struct {
		uint64_t begin;
		unsigned level;
	} expected[] = {{3, 0}, {4, 0}, {5, 0}, {4, 1}, {6, 0}, {7, 0}, {6, 1}, {4, 2}, {8, 0}};
	struct sightings s = {0};
	struct merkle_range r;
	struct err e;

	(void)state;
	merkle_range_init(&r, 3);
	while (r.end < 9)
		assert_rc(RC_OK, merkle_range_append(&r, &leaves[r.end], note, &s, &e), &e);
	assert_int_equal(s.count, sizeof expected / sizeof *expected);
	for (unsigned i = 0; i < s.count; i++) {
		struct digest root =
			mth(leaves + expected[i].begin, UINT64_C(1) << expected[i].level);

		assert_int_equal(s.nodes[i].begin, expected[i].begin);
		assert_int_equal(s.nodes[i].level, expected[i].level);
		assert_same_digest(&s.nodes[i].root, &root);
	}
}

static void
refuses_a_leaf_too_many(void **state)
{
	struct merkle_range r;
	struct err e;

	(void)state;
	merkle_range_init(&r, MERKLE_SIZE_MAX - 1);
	assert_rc(RC_OK, merkle_range_append(&r, &leaves[0], NULL, NULL, &e), &e);
	assert_rc(RC_LIMIT, merkle_range_append(&r, &leaves[0], NULL, NULL, &e), &e);
	assert_string_equal(e.text, "a log holds at most 9223372036854775807 leaves");
	assert_int_equal(r.count, 1);
}

static void
refuses_subtrees_that_are_none(void **state)
{
	static const struct {
		const char *name;
		uint64_t end;
		struct merkle_node node;
		enum rc rc;
		const char *text;
	} rows[] = {
		{"gap", 4, {5, 0, {{0}}}, RC_BAD, "a subtree begins at leaf 5, not 4"},
		{"overlap", 4, {3, 0, {{0}}}, RC_BAD, "a subtree begins at leaf 3, not 4"},
		{"not aligned", 4, {4, 3, {{0}}}, RC_BAD,
			"a subtree of 8 leaves cannot begin at leaf 4"},
		{"level 63", 0, {0, 63, {{0}}}, RC_BAD, "a subtree of level 63, the most is 62"},
		{"level 64", 0, {0, 64, {{0}}}, RC_BAD, "a subtree of level 64, the most is 62"},
		{"beyond the largest tree", MERKLE_SIZE_MAX - 1, {MERKLE_SIZE_MAX - 1, 1, {{0}}},
			RC_LIMIT, "a log holds at most 9223372036854775807 leaves"},
	};
	struct merkle_range r;
	struct err e;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		merkle_range_init(&r, rows[i].end);
		assert_rc(rows[i].rc, merkle_range_add(&r, &rows[i].node, &e), &e);
		assert_string_equal(e.text, rows[i].text);
		assert_int_equal(r.count, 0);
	}
}

/* The nodes of [0, n) as they come from the ranges before and behind `cut`. */
static size_t
nodes_cut_at(uint64_t cut, uint64_t behind, uint64_t n, struct merkle_node *nodes)
{
	struct merkle_range left = range_over(0, cut), right = range_over(behind, n);

	memcpy(nodes, left.nodes, left.count * sizeof *nodes);
	memcpy(nodes + left.count, right.nodes, right.count * sizeof *nodes);
	return left.count + right.count;
}

static void
proofs_need_no_more_than_the_ranges_beside_them(void **state)
{
	struct merkle_node nodes[2 * MERKLE_RANGE_NODES_MAX];
	struct err e;

	(void)state;
	for (uint64_t n = 1; n <= SIZES; n++) {
		for (uint64_t i = 0; i < n; i++) {
			struct merkle_path made, expected = {0}, growth = {0};
			size_t count = nodes_cut_at(i, i + 1, n, nodes);

			path_of(i, leaves, n, &expected);
			assert_rc(RC_OK, merkle_inclusion_make(nodes, count, i, n, &made, &e), &e);
			assert_same_path(&made, &expected);
			if (i == 0)
				continue;
			count = nodes_cut_at(i, i, n, nodes);
			subproof(i, leaves, n, true, &growth);
			assert_rc(
				RC_OK, merkle_consistency_make(nodes, count, i, n, &made, &e), &e);
			assert_same_path(&made, &growth);
		}
	}
}

static void
refuses_nodes_that_do_not_tile(void **state)
{
	struct digest pair = mth(leaves, 2);
	const struct merkle_node gap[] = {{0, 1, pair}, {3, 0, leaves[3]}};
	const struct merkle_node overlap[] = {{0, 1, pair}, {1, 0, leaves[1]}, {2, 1, pair}};
	const struct merkle_node across[] = {{0, 1, pair}, {2, 1, pair}};
	const struct merkle_node unsorted[] = {{2, 1, pair}, {0, 1, pair}};
	const struct {
		const char *name;
		const struct merkle_node *known;
		size_t n;
		uint64_t begin, end;
		const char *text;
	} rows[] = {
		{"nothing known", NULL, 0, 0, 4, "leaves 0 to 4 are not known"},
		{"too few", gap, 1, 0, 4, "leaves 2 to 4 are not known"},
		{"a gap", gap, 2, 0, 4, "a subtree begins at leaf 3, not 2"},
		{"an overlap", overlap, 3, 0, 4, "a subtree begins at leaf 1, not 2"},
		{"across the end", across, 2, 0, 3, "a subtree reaches to leaf 4 across leaf 3"},
		{"across the begin", across, 2, 1, 2, "a subtree begins at leaf 2, not 1"},
		{"not sorted", unsorted, 2, 0, 4, "a subtree begins at leaf 2, not 0"},
		{"no subtree", as_nodes, SIZES, 1, 3, "no tree has a subtree over leaves 1 to 3"},
		{"no subtree of three", as_nodes, SIZES, 2, 5,
			"no tree has a subtree over leaves 2 to 5"},
		{"end before begin", as_nodes, SIZES, 4, 3,
			"no tree has a subtree over leaves 4 to 3"},
		{"too large", as_nodes, SIZES, 0, UINT64_MAX,
			"no tree has a subtree over leaves 0 to 18446744073709551615"},
	};
	struct digest root;
	struct err e;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		assert_rc(RC_BAD,
			merkle_root_of(
				rows[i].known, rows[i].n, rows[i].begin, rows[i].end, &root, &e),
			&e);
		assert_string_equal(e.text, rows[i].text);
	}
}

static void
makes_no_proof_of_what_is_not_there(void **state)
{
	struct merkle_path path;
	struct err e;

	(void)state;
	assert_rc(RC_BAD, merkle_inclusion_make(as_nodes, SIZES, 5, 5, &path, &e), &e);
	assert_string_equal(e.text, "no leaf 5 in a tree of 5");
	assert_rc(RC_BAD, merkle_inclusion_make(as_nodes, SIZES, 0, 0, &path, &e), &e);
	assert_rc(RC_LIMIT, merkle_inclusion_make(as_nodes, SIZES, 0, UINT64_MAX, &path, &e), &e);
	assert_rc(RC_BAD, merkle_inclusion_make(as_nodes, 5, 0, 6, &path, &e), &e);
	assert_int_equal(path.count, 0);
	assert_rc(RC_BAD, merkle_consistency_make(as_nodes, SIZES, 6, 5, &path, &e), &e);
	assert_string_equal(e.text, "a tree of 5 leaves cannot continue one of 6");
	assert_rc(RC_BAD, merkle_consistency_make(as_nodes, 5, 3, 6, &path, &e), &e);
	assert_int_equal(path.count, 0);
	assert_rc(RC_LIMIT, merkle_consistency_make(as_nodes, SIZES, 1, UINT64_MAX, &path, &e), &e);
	assert_rc(RC_OK, merkle_consistency_make(as_nodes, SIZES, 0, 6, &path, &e), &e);
	assert_int_equal(path.count, 0);
}

/* What a forger has at hand: one hash less, one more at either end, one altered. */
static struct merkle_path
forged(const struct merkle_path *path, unsigned how)
{
	struct merkle_path f = *path;

	if (how == 0) {
		f.count--;
	} else if (how == 1) {
		f.hash[f.count++] = leaves[0];
	} else if (how == 2) {
		memmove(f.hash + 1, f.hash, f.count * sizeof *f.hash);
		f.count++;
	} else {
		f.hash[how - 3].b[how % DIGEST_SIZE] ^= 1;
	}
	return f;
}

static void
refuses_every_forged_inclusion(void **state)
{
	struct err e;

	(void)state;
	for (uint64_t n = 1; n <= 33; n++) {
		struct digest root = mth(leaves, n);

		for (uint64_t i = 0; i < n; i++) {
			struct merkle_path path = {0}, f;

			path_of(i, leaves, n, &path);
			for (unsigned how = path.count == 0; how < path.count + 3; how++) {
				f = forged(&path, how);
				assert_rc(RC_BAD,
					merkle_inclusion_verify(&leaves[i], i, n, &f, &root, &e),
					&e);
			}
			for (uint64_t other = 0; other <= n; other++) {
				enum rc rc = merkle_inclusion_verify(
					&leaves[i], other, n, &path, &root, &e);

				assert_int_equal(rc, other == i ? RC_OK : RC_BAD);
			}
		}
	}
}

static void
refuses_every_forged_consistency(void **state)
{
	struct err e;

	(void)state;
	for (uint64_t n = 1; n <= 33; n++) {
		struct digest root = mth(leaves, n);

		for (uint64_t m = 1; m <= n; m++) {
			struct digest old = mth(leaves, m);
			struct merkle_path path = {0}, f;

			subproof(m, leaves, n, true, &path);
			for (unsigned how = path.count == 0; how < path.count + 3; how++) {
				f = forged(&path, how);
				assert_rc(RC_BAD,
					merkle_consistency_verify(m, &old, n, &root, &f, &e), &e);
			}
			for (uint64_t other = 0; other <= n + 1; other++) {
				enum rc rc =
					merkle_consistency_verify(other, &old, n, &root, &path, &e);

				assert_int_equal(rc, other == m ? RC_OK : RC_BAD);
			}
		}
	}
}

static void
says_what_is_wrong_with_a_proof(void **state)
{
	struct digest root = mth(leaves, 5), old = mth(leaves, 3);
	struct merkle_path path = {0}, growth = {0};
	struct err e;

	(void)state;
	path_of(1, leaves, 5, &path);
	subproof(3, leaves, 5, true, &growth);
	assert_rc(RC_BAD, merkle_inclusion_verify(&leaves[1], 1, 3, &path, &root, &e), &e);
	assert_string_equal(e.text, "a proof of 3 hashes, 2 are enough");
	assert_rc(RC_BAD, merkle_inclusion_verify(&leaves[1], 1, 9, &path, &root, &e), &e);
	assert_string_equal(e.text, "a proof of 3 hashes, more are needed");
	assert_rc(RC_BAD, merkle_inclusion_verify(&leaves[2], 1, 5, &path, &root, &e), &e);
	assert_non_null(strstr(e.text, "the proof leads to root "));
	assert_non_null(strstr(e.text, digest_text(&root).text));
	assert_rc(RC_BAD, merkle_consistency_verify(3, &root, 5, &root, &growth, &e), &e);
	assert_non_null(strstr(e.text, "the proof leads to the old root "));
	assert_rc(RC_BAD, merkle_consistency_verify(3, &old, 5, &old, &growth, &e), &e);
	assert_non_null(strstr(e.text, "the proof leads to the root "));
	assert_rc(RC_BAD, merkle_consistency_verify(0, &old, 5, &root, &growth, &e), &e);
	assert_string_equal(e.text, "nothing can be proved of a tree without leaves");
	growth.count = 0;
	assert_rc(RC_BAD, merkle_consistency_verify(5, &old, 5, &root, &growth, &e), &e);
	assert_non_null(strstr(e.text, "two roots of one size: "));
	assert_rc(RC_BAD, merkle_consistency_verify(6, &old, 5, &root, &growth, &e), &e);
	assert_string_equal(e.text, "a tree of 5 leaves cannot continue one of 6");
}

/* Nodes of a tree as large as may be; nobody has its leaves, and nobody needs them. */
static void
proofs_of_the_largest_tree_fit_and_verify(void **state)
{
	uint64_t size = MERKLE_SIZE_MAX, old_size = size - 2;
	struct merkle_range r;
	struct merkle_node known[64];
	struct merkle_path path;
	struct digest root, old, hashes[62] = {0};
	struct err e;

	(void)state;
	for (unsigned i = 0; i < 62; i++)
		hashes[i].b[0] = (uint8_t)i;
	assert_rc(RC_OK, merkle_range_restore(&r, old_size, hashes, 62, &e), &e);
	memcpy(known, r.nodes, 62 * sizeof *known);
	known[62] = (struct merkle_node){size - 2, 0, leaves[0]};
	known[63] = (struct merkle_node){size - 1, 0, leaves[1]};
	assert_rc(RC_OK, merkle_root_of(known, 64, 0, size, &root, &e), &e);
	assert_rc(RC_OK, merkle_root_of(known, 64, 0, old_size, &old, &e), &e);
	assert_rc(RC_OK, merkle_consistency_make(known, 64, old_size, size, &path, &e), &e);
	assert_int_equal(path.count, MERKLE_PATH_MAX);
	assert_rc(RC_OK, merkle_consistency_verify(old_size, &old, size, &root, &path, &e), &e);
	assert_rc(RC_OK, merkle_inclusion_make(known, 64, size - 2, size, &path, &e), &e);
	assert_int_equal(path.count, 63);
	assert_rc(RC_OK, merkle_inclusion_verify(&leaves[0], size - 2, size, &path, &root, &e), &e);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tells_leaves_from_parents_by_their_first_byte),
		cmocka_unit_test(roots_of_every_size_are_those_of_the_definition),
		cmocka_unit_test(every_inclusion_proof_is_that_of_the_definition_and_verifies),
		cmocka_unit_test(every_consistency_proof_is_that_of_the_definition_and_verifies),
		cmocka_unit_test(roots_agree_with_certificate_transparency),
		cmocka_unit_test(a_range_is_the_fewest_complete_subtrees),
		cmocka_unit_test(a_range_comes_back_from_its_hashes_and_goes_on),
		cmocka_unit_test(says_how_many_hashes_a_size_needs),
		cmocka_unit_test(tells_of_every_subtree_when_it_is_completed),
		cmocka_unit_test(refuses_a_leaf_too_many),
		cmocka_unit_test(refuses_subtrees_that_are_none),
		cmocka_unit_test(proofs_need_no_more_than_the_ranges_beside_them),
		cmocka_unit_test(refuses_nodes_that_do_not_tile),
		cmocka_unit_test(makes_no_proof_of_what_is_not_there),
		cmocka_unit_test(refuses_every_forged_inclusion),
		cmocka_unit_test(refuses_every_forged_consistency),
		cmocka_unit_test(says_what_is_wrong_with_a_proof),
		cmocka_unit_test(proofs_of_the_largest_tree_fit_and_verify),
	};

	return cmocka_run_group_tests(tests, make_leaves, NULL);
}
