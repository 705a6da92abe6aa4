#include "archiver/gather/read/photo_webp.h"

/* `RIFF`, the length of the file, `WEBP`. */
#define HEAD 12

static enum rc
take_exif(const struct source *s, uint64_t at, uint64_t size, struct photo_blocks *b, struct err *e)
{
	uint8_t first[6];
	size_t skip = 0;

	/* Some programs put before it what stands there in a JPEG. */
	if (size >= sizeof first && s->size >= at && s->size - at >= sizeof first) {
		enum rc rc = source_read(s, at, first, sizeof first, e);

		if (rc != RC_OK)
			return rc;
		skip = memcmp(first, "Exif\0\0", sizeof first) == 0 ? sizeof first : 0;
	}
	return photo_blocks_take(b, s, at + skip, size - skip, &b->exif, e);
}

enum rc
photo_webp_read(const struct source *s, struct photo_blocks *b, struct err *e)
{
	uint64_t at = HEAD;
	enum rc rc = RC_OK;

	for (unsigned i = 0; i < PHOTO_PARTS_MAX && rc == RC_OK; i++) {
		uint8_t head[8];
		uint64_t size;

		if (at > s->size || s->size - at < sizeof head)
			return RC_OK;
		rc = source_read(s, at, head, sizeof head, e);
		if (rc != RC_OK)
			return rc;
		at += sizeof head;
		size = (uint64_t)head[7] << 24 | (uint64_t)head[6] << 16 | (uint64_t)head[5] << 8 |
			head[4];
		if (memcmp(head, "EXIF", 4) == 0 && b->exif.len == 0)
			rc = take_exif(s, at, size, b, e);
		if (memcmp(head, "XMP ", 4) == 0 && b->xmp.len == 0)
			rc = photo_blocks_take(b, s, at, size, &b->xmp, e);
		at += size + size % 2;
	}
	return rc;
}
