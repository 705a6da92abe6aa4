#include "format/merkle/merkle_hash.h"

struct digest
merkle_hash_leaf(struct slice text)
{
	static const uint8_t leaf = 0x00;
	struct hasher h;

	hasher_start(&h);
	hasher_add(&h, slice_of(&leaf, 1));
	hasher_add(&h, text);
	return hasher_end(&h);
}

struct digest
merkle_hash_parent(const struct digest *left, const struct digest *right)
{
	uint8_t text[1 + 2 * DIGEST_SIZE] = {0x01};

	memcpy(text + 1, left->b, DIGEST_SIZE);
	memcpy(text + 1 + DIGEST_SIZE, right->b, DIGEST_SIZE);
	return digest_of(slice_of(text, sizeof text));
}

struct digest
merkle_hash_empty(void)
{
	return digest_of(SLICE_EMPTY);
}
