#include "archiver/gather/read/photo_blocks.h"

void
photo_blocks_init(struct photo_blocks *b)
{
	*b = (struct photo_blocks){.exif = BYTES_UP_TO(PHOTO_BLOCK_MAX),
		.xmp = BYTES_UP_TO(PHOTO_BLOCK_MAX),
		.extended = BYTES_UP_TO(PHOTO_BLOCK_MAX),
		.iim = BYTES_UP_TO(PHOTO_BLOCK_MAX),
		.texts = BYTES_UP_TO(PHOTO_BLOCK_MAX),
		.resources = BYTES_UP_TO(PHOTO_BLOCK_MAX)};
}

void
photo_blocks_release(struct photo_blocks *b)
{
	bytes_release(&b->exif);
	bytes_release(&b->xmp);
	bytes_release(&b->extended);
	bytes_release(&b->iim);
	bytes_release(&b->texts);
	bytes_release(&b->resources);
	photo_blocks_init(b);
}

void
photo_blocks_warn(struct photo_blocks *b, const char *text)
{
	for (size_t i = 0; i < b->warning_count; i++)
		if (strcmp(b->warnings[i], text) == 0)
			return;
	if (b->warning_count < PHOTO_BLOCKS_WARNINGS_MAX)
		b->warnings[b->warning_count++] = text;
}

enum rc
photo_blocks_take(struct photo_blocks *b, const struct source *s, uint64_t offset, uint64_t n,
	struct bytes *out, struct err *e)
{
	uint8_t *to;
	enum rc rc;

	if (offset > s->size || n > s->size - offset) {
		photo_blocks_warn(b, "a block goes on beyond the end of the file");
		return RC_OK;
	}
	if (n > out->max - out->len) {
		photo_blocks_warn(b, "a block is larger than 2 MiB");
		return RC_OK;
	}
	if (n == 0)
		return RC_OK;
	to = bytes_room(out, (size_t)n);
	if (to == NULL)
		return err_nomem(e);
	rc = source_read(s, offset, to, (size_t)n, e);
	if (rc != RC_OK)
		bytes_cut(out, out->len - (size_t)n);
	return rc;
}
