/*
 * merkle_hash.h -- the three hashes an RFC 6962 tree is made of, with SHA-256.
 *
 * A leaf and a parent are hashed behind different first bytes (RFC 6962
 * section 2.1), so that no parent can be passed off as a leaf.
 */
#ifndef ANNALS_FORMAT_MERKLE_MERKLE_HASH_H
#define ANNALS_FORMAT_MERKLE_MERKLE_HASH_H

#include "format/base/digest.h"
#include "format/base/slice.h"

/* The most leaves a tree may have: sizes and indexes fit a signed 64-bit number everywhere. */
#define MERKLE_SIZE_MAX (UINT64_MAX >> 1)

/* SHA-256(0x00 || text). */
struct digest merkle_hash_leaf(struct slice text);

/* SHA-256(0x01 || left || right). */
struct digest merkle_hash_parent(const struct digest *left, const struct digest *right);

/* The root of a tree without leaves: SHA-256 of nothing. */
struct digest merkle_hash_empty(void);

#endif
