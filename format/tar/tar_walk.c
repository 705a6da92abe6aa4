#include "format/tar/tar_walk.h"

void
tar_walk_init(struct tar_walk *w, const struct tar_walk_listener *listener, void *ctx,
	uint64_t mtime, uint64_t offset)
{
	*w = (struct tar_walk){.listener = listener, .ctx = ctx, .mtime = mtime, .offset = offset};
}

/* Takes up to `most` bytes off the piece and counts them. */
static struct slice
take(struct tar_walk *w, struct slice *piece, uint64_t most)
{
	struct slice taken = most < piece->len ? slice_first(*piece, (size_t)most) : *piece;

	*piece = slice_from(*piece, taken.len);
	w->offset += taken.len;
	return taken;
}

/* Gathers a block; true when it is whole. */
static bool
fill_block(struct tar_walk *w, struct slice *piece)
{
	struct slice taken = take(w, piece, USTAR_BLOCK - w->block_have);

	if (taken.len > 0)
		memcpy(w->block + w->block_have, taken.p, taken.len);
	w->block_have += taken.len;
	return w->block_have == USTAR_BLOCK;
}

static enum rc
end_member(struct tar_walk *w, struct err *e)
{
	w->place = TAR_WALK_HEADER;
	return w->listener->on_end(w->ctx, e);
}

/* After a content, of which there may be nothing, comes padding, of which there may be none. */
static enum rc
end_content(struct tar_walk *w, struct err *e)
{
	w->left = ustar_padding(w->member.size);
	w->place = TAR_WALK_PADDING;
	return w->left == 0 ? end_member(w, e) : RC_OK;
}

static enum rc
begin_member(struct tar_walk *w, struct err *e)
{
	uint64_t offset = w->offset - USTAR_BLOCK;
	enum rc rc = ustar_parse(w->block, w->mtime, &w->member, e);

	if (rc != RC_OK)
		return err_within(e, rc, "tar offset %ju", (uintmax_t)offset);
	w->block_have = 0;
	w->left = w->member.size;
	w->place = TAR_WALK_CONTENT;
	rc = w->listener->on_member(w->ctx, ustar_path(&w->member), w->member.size, offset, e);
	if (rc != RC_OK || w->left > 0)
		return rc;
	return end_content(w, e);
}

static enum rc
walk_header(struct tar_walk *w, struct slice *piece, struct err *e)
{
	if (!fill_block(w, piece))
		return RC_OK;
	if (!ustar_is_end(w->block))
		return begin_member(w, e);
	w->block_have = 0;
	w->place = TAR_WALK_SECOND_END;
	return RC_OK;
}

static enum rc
walk_content(struct tar_walk *w, struct slice *piece, struct err *e)
{
	struct slice taken = take(w, piece, w->left);
	enum rc rc = w->listener->on_data(w->ctx, taken, e);

	w->left -= taken.len;
	if (rc != RC_OK || w->left > 0)
		return rc;
	return end_content(w, e);
}

static enum rc
walk_padding(struct tar_walk *w, struct slice *piece, struct err *e)
{
	uint64_t offset = w->offset;
	struct slice taken = take(w, piece, w->left);

	for (size_t i = 0; i < taken.len; i++)
		if (taken.p[i] != 0)
			return err_set(e, RC_BAD,
				"tar offset %ju: 0x%02x in the padding of \"%s\", not 0x00",
				(uintmax_t)(offset + i), taken.p[i], w->member.path);
	w->left -= taken.len;
	return w->left == 0 ? end_member(w, e) : RC_OK;
}

static enum rc
walk_second_end(struct tar_walk *w, struct slice *piece, struct err *e)
{
	if (!fill_block(w, piece))
		return RC_OK;
	if (!ustar_is_end(w->block))
		return err_set(e, RC_BAD, "tar offset %ju: 1 end block, not 2",
			(uintmax_t)(w->offset - USTAR_BLOCK));
	w->place = TAR_WALK_ENDED;
	return RC_OK;
}

enum rc
tar_walk_feed(struct tar_walk *w, struct slice piece, struct err *e)
{
	enum rc rc = RC_OK;

	while (piece.len > 0 && rc == RC_OK) {
		switch (w->place) {
		case TAR_WALK_HEADER:
			rc = walk_header(w, &piece, e);
			break;
		case TAR_WALK_CONTENT:
			rc = walk_content(w, &piece, e);
			break;
		case TAR_WALK_PADDING:
			rc = walk_padding(w, &piece, e);
			break;
		case TAR_WALK_SECOND_END:
			rc = walk_second_end(w, &piece, e);
			break;
		case TAR_WALK_ENDED:
			return err_set(e, RC_BAD, "tar offset %ju: %zu bytes after the end blocks",
				(uintmax_t)w->offset, piece.len);
		}
	}
	return rc;
}

bool
tar_walk_at_boundary(const struct tar_walk *w)
{
	return w->place == TAR_WALK_HEADER && w->block_have == 0;
}

enum rc
tar_walk_finish(const struct tar_walk *w, struct err *e)
{
	static const char *const where[] = {
		[TAR_WALK_HEADER] = "before its end blocks",
		[TAR_WALK_CONTENT] = "within a content",
		[TAR_WALK_PADDING] = "within a padding",
		[TAR_WALK_SECOND_END] = "within its end blocks",
	};

	if (w->place == TAR_WALK_ENDED)
		return RC_OK;
	return err_set(e, RC_BAD, "the tar stream stops %s, at offset %ju", where[w->place],
		(uintmax_t)w->offset);
}
