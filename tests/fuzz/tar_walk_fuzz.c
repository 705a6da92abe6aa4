/* Any bytes: the walk never misbehaves, and what it accepts it would have written so. */
#include "format/tar/tar_walk.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MTIME 1690588800

/* Writes the stream again from what the walk tells, and compares as it goes. */
struct echo {
	struct slice left;
	uint64_t size;
};

static void
expect(struct echo *echo, const void *bytes, size_t len)
{
	if (echo->left.len < len || (len > 0 && memcmp(echo->left.p, bytes, len) != 0))
		abort();
	echo->left = slice_from(echo->left, len);
}

static enum rc
on_member(void *ctx, struct slice path, uint64_t size, uint64_t offset, struct err *e)
{
	struct echo *echo = ctx;
	uint8_t block[USTAR_BLOCK];

	(void)offset;
	if (ustar_write(path, size, MTIME, block, e) != RC_OK)
		abort();
	expect(echo, block, sizeof block);
	echo->size = size;
	return RC_OK;
}

static enum rc
on_data(void *ctx, struct slice piece, struct err *e)
{
	(void)e;
	expect(ctx, piece.p, piece.len);
	return RC_OK;
}

static enum rc
on_end(void *ctx, struct err *e)
{
	static const uint8_t zeros[USTAR_BLOCK];
	struct echo *echo = ctx;

	(void)e;
	expect(echo, zeros, ustar_padding(echo->size));
	return RC_OK;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct tar_walk_listener listener = {on_member, on_data, on_end};
	struct slice stream = slice_of(data, size);
	struct echo echo = {stream, 0};
	size_t step = size == 0 ? 1 : 1 + data[0] * 8;
	struct tar_walk w;
	struct err e;

	tar_walk_init(&w, &listener, &echo, MTIME, 0);
	for (size_t at = 0; at < size; at += step)
		if (tar_walk_feed(&w, slice_first(slice_from(stream, at), step), &e) != RC_OK)
			return 0;
	if (tar_walk_finish(&w, &e) == RC_OK && echo.left.len != (size_t)2 * USTAR_BLOCK)
		abort();
	return 0;
}
