#include "archiver/gather/read/photo_png.h"

#include "archiver/gather/intake/inflater.h"
#include "archiver/gather/read/photo_profile.h"
#include "format/base/cursor.h"
#include "format/base/text.h"

#define SIGNATURE 8

/* Length, type; behind the data a checksum, which is not looked at: a caption is a caption. */
#define CHUNK_HEAD 8
#define CHUNK_TAIL 4

/* Larger texts are no captions, but for XMP. */
#define TEXT_MAX (64 * KIB)

/* Of all texts, as they are in the file and unpacked: each may be a thousand times its size. */
#define TEXTS_MAX (16 * MIB)

static const char XMP_KEYWORD[] = "XML:com.adobe.xmp";

static bool
is_wanted(struct slice keyword)
{
	return slice_is(keyword, "Title") || slice_is(keyword, "Author") ||
		slice_is(keyword, "Description") || slice_is(keyword, "Copyright");
}

/* Puts into `b` what the text of this keyword is for. Of a tEXt or zTXt it should be Latin-1, and
 * is UTF-8 where programs do not care. */
static void
keep_text(struct photo_blocks *b, struct slice keyword, struct slice text, bool latin)
{
	if (slice_is(keyword, XMP_KEYWORD) && b->xmp.len == 0)
		bytes_add(&b->xmp, text);
	if (photo_profile_is(keyword))
		photo_profile_read(keyword, text, b);
	if (!is_wanted(keyword) || text.len > TEXT_MAX || slice_find(text, 0) < text.len)
		return;
	latin = latin && !text_is_utf8(text);
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

/* ---- compressed texts ------------------------------------------------------------------------ */

/* As much as `out` has room for; what is more, or damaged, is a warning and what came before it
 * goes. */
static enum rc
inflate_to(struct inflater *i, struct slice packed, struct photo_blocks *b, struct bytes *out,
	struct err *e)
{
	uint8_t room[4096];
	struct decode_step step = {.in = packed, .out = room, .room = sizeof room};
	enum decode_state state;

	do {
		state = inflater_step(i, &step);
		bytes_add(out, slice_of(room, step.made));
		b->texts_taken += step.made;
	} while (state == DECODE_MORE && out->failed == RC_OK &&
		(step.in.len > 0 || step.made == sizeof room));
	if (state == DECODE_NOMEM || out->failed == RC_NOMEM)
		return err_nomem(e);
	if (state != DECODE_END || out->failed != RC_OK) {
		photo_blocks_warn(b, "a compressed text is damaged or larger than 2 MiB");
		bytes_clear(out);
	}
	return RC_OK;
}

/* A text of a keyword that nobody asks for is not unpacked. */
static enum rc
keep_packed(struct photo_blocks *b, struct slice keyword, struct slice packed, bool latin,
	struct err *e)
{
	struct bytes text = BYTES_UP_TO(PHOTO_BLOCK_MAX);
	struct inflater *i;
	struct err ignored;
	enum rc rc;

	if (!is_wanted(keyword) && !slice_is(keyword, XMP_KEYWORD) && !photo_profile_is(keyword))
		return RC_OK;
	rc = inflater_new(INFLATER_ZLIB, &i, &ignored);
	if (rc == RC_UNSUPPORTED)
		photo_blocks_warn(b, "its compressed texts are not read by this build");
	if (rc != RC_OK)
		return rc == RC_NOMEM ? err_nomem(e) : RC_OK;
	rc = inflate_to(i, packed, b, &text, e);
	if (rc == RC_OK && text.len > 0)
		keep_text(b, keyword, bytes_slice(&text), latin);
	inflater_free(i);
	bytes_release(&text);
	return rc;
}

/* ---- chunks ---------------------------------------------------------------------------------- */

/* Keyword, NUL, compressed or not, by what, language, NUL, keyword in it, NUL, text. */
static enum rc
take_international(struct photo_blocks *b, struct slice data, struct err *e)
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
		return RC_OK;
	if (packed != 0)
		return keep_packed(b, keyword, text, false, e);
	keep_text(b, keyword, text, false);
	return RC_OK;
}

/* Keyword, NUL, text; of a zTXt the method, which is always 0, before it. */
static enum rc
take_latin(struct photo_blocks *b, struct slice data, bool packed, struct err *e)
{
	struct cursor c = cursor_over(data);
	struct slice keyword = cursor_until(&c, 0), text;

	if (packed)
		cursor_u8(&c);
	text = cursor_rest(&c);
	if (!cursor_ok(&c))
		return RC_OK;
	if (packed)
		return keep_packed(b, keyword, text, true, e);
	keep_text(b, keyword, text, true);
	return RC_OK;
}

static enum rc
take_chunk(const struct source *s, const uint8_t *type, uint64_t at, uint64_t size,
	struct photo_blocks *b, struct err *e)
{
	struct bytes data = BYTES_UP_TO(PHOTO_BLOCK_MAX);
	enum rc rc = RC_OK;

	if (memcmp(type, "eXIf", 4) == 0)
		return b->exif.len > 0 ? RC_OK : photo_blocks_take(b, s, at, size, &b->exif, e);
	if (memcmp(type, "iTXt", 4) != 0 && memcmp(type, "tEXt", 4) != 0 &&
		memcmp(type, "zTXt", 4) != 0)
		return RC_OK;
	if (size > TEXTS_MAX || b->texts_taken > TEXTS_MAX) {
		photo_blocks_warn(b, "it has more than 16 MiB of texts");
		return RC_OK;
	}
	b->texts_taken += size;
	rc = photo_blocks_take(b, s, at, size, &data, e);
	if (rc == RC_OK && type[0] == 'i')
		rc = take_international(b, bytes_slice(&data), e);
	else if (rc == RC_OK)
		rc = take_latin(b, bytes_slice(&data), type[0] == 'z', e);
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
