#include "format/merkle/merkle_range.h"

#include <assert.h>
#include <inttypes.h>

/* A subtree of 2^62 leaves is the largest below MERKLE_SIZE_MAX. */
#define LEVEL_MAX 62

void
merkle_range_init(struct merkle_range *r, uint64_t begin)
{
	r->begin = r->end = begin;
	r->count = 0;
}

static size_t
ones(uint64_t n)
{
	size_t count = 0;

	for (; n != 0; n &= n - 1)
		count++;
	return count;
}

enum rc
merkle_range_restore(struct merkle_range *r, uint64_t size, const struct digest *hashes,
	size_t count, struct err *e)
{
	merkle_range_init(r, 0);
	if (size > MERKLE_SIZE_MAX)
		return err_set(e, RC_LIMIT, "%" PRIu64 " leaves, the most is %" PRIu64, size,
			MERKLE_SIZE_MAX);
	if (count != ones(size))
		return err_set(e, RC_BAD, "%zu subtree roots for %" PRIu64 " leaves, %zu needed",
			count, size, ones(size));
	for (unsigned level = LEVEL_MAX + 1; level-- > 0;) {
		if ((size >> level & 1) == 0)
			continue;
		r->nodes[r->count] = (struct merkle_node){r->end, level, hashes[r->count]};
		r->end += UINT64_C(1) << level;
		r->count++;
	}
	return RC_OK;
}

void
merkle_range_hashes(const struct merkle_range *r, struct merkle_path *hashes)
{
	assert(r->begin == 0);
	hashes->count = r->count;
	for (unsigned i = 0; i < r->count; i++)
		hashes->hash[i] = r->nodes[i].root;
}

/* Of two neighbours of one level, the left one begins a subtree of the next. */
static bool
are_siblings(const struct merkle_node *left, const struct merkle_node *right)
{
	return left->level == right->level && (left->begin >> left->level & 1) == 0;
}

static void
push(struct merkle_range *r, const struct merkle_node *node,
	void (*seen)(void *ctx, const struct merkle_node *node), void *ctx)
{
	struct merkle_node *top = &r->nodes[r->count++];

	*top = *node;
	r->end += UINT64_C(1) << node->level;
	if (seen != NULL)
		seen(ctx, top);
	for (; r->count > 1 && are_siblings(top - 1, top); r->count--) {
		top--;
		top->root = merkle_hash_parent(&top->root, &top[1].root);
		top->level++;
		if (seen != NULL)
			seen(ctx, top);
	}
}

enum rc
merkle_range_append(struct merkle_range *r, const struct digest *leaf,
	void (*seen)(void *ctx, const struct merkle_node *node), void *ctx, struct err *e)
{
	struct merkle_node node = {r->end, 0, *leaf};

	if (r->end >= MERKLE_SIZE_MAX)
		return err_set(
			e, RC_LIMIT, "a log holds at most %" PRIu64 " leaves", MERKLE_SIZE_MAX);
	push(r, &node, seen, ctx);
	return RC_OK;
}

enum rc
merkle_range_add(struct merkle_range *r, const struct merkle_node *node, struct err *e)
{
	uint64_t leaves;

	if (node->begin != r->end)
		return err_set(e, RC_BAD, "a subtree begins at leaf %" PRIu64 ", not %" PRIu64,
			node->begin, r->end);
	if (node->level > LEVEL_MAX)
		return err_set(
			e, RC_BAD, "a subtree of level %u, the most is %d", node->level, LEVEL_MAX);
	leaves = UINT64_C(1) << node->level;
	if (node->begin % leaves != 0)
		return err_set(e, RC_BAD,
			"a subtree of %" PRIu64 " leaves cannot begin at leaf %" PRIu64, leaves,
			node->begin);
	if (node->begin > MERKLE_SIZE_MAX - leaves)
		return err_set(
			e, RC_LIMIT, "a log holds at most %" PRIu64 " leaves", MERKLE_SIZE_MAX);
	push(r, node, NULL, NULL);
	return RC_OK;
}
