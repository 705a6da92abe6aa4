/*
 * Any subtrees: in order they either do not tile a tree, or every proof made of
 * them verifies. The same bytes as a proof of anything: a verdict, and no more.
 */
#include "format/base/cursor.h"
#include "format/merkle/merkle_consistency.h"
#include "format/merkle/merkle_inclusion.h"
#include "format/merkle/merkle_root.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define NODES 32

static bool
are_sorted(const struct merkle_node *nodes, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		if (nodes[i - 1].begin >= nodes[i].begin)
			return false;
	}
	return true;
}

/* Mostly the node that fits next, so that trees do come about. */
static size_t
read_nodes(struct cursor *c, struct merkle_node *nodes)
{
	uint64_t next = 0;
	size_t n = 0;

	while (n < NODES && c->left > 0) {
		uint8_t how = cursor_u8(c);
		struct merkle_node node = {.begin = next, .level = how & 63};

		if (how >= 0xC0)
			node.begin = cursor_u64le(c);
		node.root.b[0] = (uint8_t)n;
		nodes[n++] = node;
		if (node.level < 63)
			next = node.begin + (UINT64_C(1) << node.level);
	}
	return n;
}

static void
expect_proofs(const struct merkle_node *nodes, size_t n, uint64_t old_size, uint64_t size)
{
	struct digest root, old_root;
	struct merkle_path path;
	struct err e;

	/* Out of order they may give a root and yet no proof. */
	if (merkle_root_of(nodes, n, 0, size, &root, &e) != RC_OK || !are_sorted(nodes, n))
		return;
	for (size_t i = 0; i < n && nodes[i].begin < size; i++) {
		if (nodes[i].level != 0)
			continue;
		if (merkle_inclusion_make(nodes, n, nodes[i].begin, size, &path, &e) != RC_OK ||
			merkle_inclusion_verify(
				&nodes[i].root, nodes[i].begin, size, &path, &root, &e) != RC_OK)
			abort();
	}
	if (old_size == 0 || old_size > size ||
		merkle_root_of(nodes, n, 0, old_size, &old_root, &e) != RC_OK)
		return;
	if (merkle_consistency_make(nodes, n, old_size, size, &path, &e) != RC_OK ||
		merkle_consistency_verify(old_size, &old_root, size, &root, &path, &e) != RC_OK)
		abort();
}

static void
judge(struct cursor c)
{
	uint64_t index = cursor_u64le(&c), size = cursor_u64le(&c);
	struct digest some = {{0}};
	struct merkle_path path = {.count = cursor_u8(&c) % (MERKLE_PATH_MAX + 1)};
	struct merkle_range r;
	struct err e;

	if (merkle_inclusion_verify(&some, index, size, &path, &some, &e) == RC_OK && size != 1)
		abort();
	if (merkle_consistency_verify(index, &some, size, &some, &path, &e) == RC_OK &&
		index != size)
		abort();
	if (merkle_range_restore(&r, size, path.hash, path.count, &e) == RC_OK && r.end != size)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct cursor c = cursor_over(slice_of(data, size));
	struct merkle_node nodes[NODES];
	size_t n, old;

	judge(c);
	old = cursor_u8(&c);
	n = read_nodes(&c, nodes);
	if (n == 0)
		return 0;
	/* Where a node begins a tree may end; behind the last one too. */
	for (size_t i = 0; i < n; i++)
		expect_proofs(nodes, n, nodes[old % n].begin, nodes[i].begin);
	if (nodes[n - 1].level < 63)
		expect_proofs(nodes, n, nodes[old % n].begin,
			nodes[n - 1].begin + (UINT64_C(1) << nodes[n - 1].level));
	return 0;
}
