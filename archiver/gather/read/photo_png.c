#include "archiver/gather/read/photo_png.h"

#include "format/base/cursor.h"

#define SIGNATURE 8

/* Length, type; behind the data a checksum, which is not looked at: a caption is a caption. */
#define CHUNK_HEAD 8
#define CHUNK_TAIL 4

/* Larger texts are no captions, but for XMP. */
#define TEXT_MAX (64 * KIB)

static const char XMP_KEYWORD[] = "XML:com.adobe.xmp";

static bool
is_wanted(struct slice keyword)
{
	return slice_is(keyword, "Title") || slice_is(keyword, "Author") ||
		slice_is(keyword, "Description") || slice_is(keyword, "Copyright");
}

static void
keep_text(struct photo_blocks *b, struct slice keyword, struct slice text, bool latin)
{
	if (!is_wanted(keyword) || text.len > TEXT_MAX || slice_find(text, 0) < text.len)
		return;
	bytes_add(&b->texts, keyword);
	bytes_u8(&b->texts, 0);
	for (size_t i = 0; i < text.len; i++) {
		if (latin && text.p[i] >= 0x80) {
			bytes_u8(&b->texts, (uint8_t)(0xC0 | text.p[i] >> 6));
			bytes_u8(&b->texts, 0x80 | (text.p[i] & 0x3F));
		} else {
			bytes_u8(&b->texts, text.p[i]);
		}
	}
	bytes_u8(&b->texts, 0);
}

/* Keyword, NUL, compressed or not, by what, language, NUL, keyword in it, NUL, text. */
static void
take_international(struct photo_blocks *b, struct slice data)
{
	struct cursor c = cursor_over(data);
	struct slice keyword = cursor_until(&c, 0);
	uint8_t packed = cursor_u8(&c);
	struct slice text;

	cursor_u8(&c);
	cursor_until(&c, 0);
	cursor_until(&c, 0);
	text = cursor_rest(&c);
	if (!cursor_ok(&c))
		return;
	if (slice_is(keyword, XMP_KEYWORD) && packed != 0)
		photo_blocks_warn(b, "its XMP is compressed, which PNG does not allow");
	else if (slice_is(keyword, XMP_KEYWORD) && b->xmp.len == 0)
		bytes_add(&b->xmp, text);
	else if (packed == 0)
		keep_text(b, keyword, text, false);
}

static enum rc
take_chunk(const struct source *s, const uint8_t *type, uint64_t at, uint64_t size,
	struct photo_blocks *b, struct err *e)
{
	struct bytes data = BYTES_UP_TO(PHOTO_BLOCK_MAX);
	struct slice keyword;
	enum rc rc = RC_OK;

	if (memcmp(type, "eXIf", 4) == 0)
		return b->exif.len > 0 ? RC_OK : photo_blocks_take(b, s, at, size, &b->exif, e);
	if (memcmp(type, "iTXt", 4) != 0 && memcmp(type, "tEXt", 4) != 0)
		return RC_OK;
	rc = photo_blocks_take(b, s, at, size, &data, e);
	keyword = slice_first(bytes_slice(&data), slice_find(bytes_slice(&data), 0));
	if (rc == RC_OK && type[0] == 'i')
		take_international(b, bytes_slice(&data));
	else if (rc == RC_OK && keyword.len < data.len)
		keep_text(b, keyword, slice_from(bytes_slice(&data), keyword.len + 1), true);
	bytes_release(&data);
	return rc;
}

enum rc
photo_png_read(const struct source *s, struct photo_blocks *b, struct err *e)
{
	uint64_t at = SIGNATURE;
	enum rc rc = RC_OK;

	for (unsigned i = 0; i < PHOTO_PARTS_MAX && rc == RC_OK; i++) {
		uint8_t head[CHUNK_HEAD];
		uint64_t size;

		if (at > s->size || s->size - at < sizeof head)
			return RC_OK;
		rc = source_read(s, at, head, sizeof head, e);
		if (rc != RC_OK || memcmp(head + 4, "IEND", 4) == 0)
			return rc;
		size = (uint64_t)head[0] << 24 | (uint64_t)head[1] << 16 | (uint64_t)head[2] << 8 |
			head[3];
		rc = take_chunk(s, head + 4, at + sizeof head, size, b, e);
		at += sizeof head + size + CHUNK_TAIL;
	}
	return rc;
}
