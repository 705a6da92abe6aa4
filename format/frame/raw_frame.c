#include "format/frame/raw_frame.h"

#include "format/base/cursor.h"
#include "format/frame/frame.h"

#define DESCRIPTOR   0xA0
#define HEADER	     9
#define BLOCK	     ((size_t)(128 * KIB))
#define BLOCK_HEADER 3

static uint64_t
frame_size(uint64_t content_len)
{
	return HEADER + (content_len + BLOCK - 1) / BLOCK * BLOCK_HEADER + content_len;
}

uint64_t
raw_frame_size(uint64_t content_len)
{
	uint64_t full = content_len / LIMIT_FRAME_CONTENT;
	uint64_t rest = content_len % LIMIT_FRAME_CONTENT;

	return full * frame_size(LIMIT_FRAME_CONTENT) + (rest > 0 ? frame_size(rest) : 0);
}

/* A block's length, its type 0 and whether it is the last: a number of 3 bytes. */
static uint32_t
block_header(size_t len, bool last)
{
	return (uint32_t)len << 3 | (last ? 1 : 0);
}

static void
write_one(struct slice content, struct bytes *out)
{
	bytes_u32le(out, FRAME_MAGIC);
	bytes_u8(out, DESCRIPTOR);
	bytes_u32le(out, (uint32_t)content.len);
	while (content.len > 0) {
		struct slice block = slice_first(content, BLOCK);
		uint32_t header = block_header(block.len, block.len == content.len);

		for (unsigned i = 0; i < BLOCK_HEADER; i++)
			bytes_u8(out, (uint8_t)(header >> (8 * i)));
		bytes_add(out, block);
		content = slice_from(content, block.len);
	}
}

void
raw_frame_write(struct slice content, struct bytes *out)
{
	bytes_reserve(out, (size_t)raw_frame_size(content.len));
	while (content.len > 0) {
		struct slice one = slice_first(content, LIMIT_FRAME_CONTENT);

		write_one(one, out);
		content = slice_from(content, one.len);
	}
}

bool
raw_frame_is(struct slice first)
{
	struct cursor c = cursor_over(first);
	uint32_t magic = cursor_u32le(&c);
	uint8_t descriptor = cursor_u8(&c);

	return cursor_ok(&c) && magic == FRAME_MAGIC && descriptor == DESCRIPTOR;
}

static enum rc
parse_header(struct cursor *c, size_t *content_len, struct err *e)
{
	struct slice frame = slice_of(c->p, c->left);

	if (!raw_frame_is(frame))
		return err_set(e, RC_BAD, "no raw frame");
	cursor_take(c, RAW_FRAME_MARK);
	*content_len = cursor_u32le(c);
	if (!cursor_ok(c) || *content_len < 1 || *content_len > LIMIT_FRAME_CONTENT)
		return err_set(e, RC_BAD, "raw frame of %zu bytes of content, not 1 to %ju",
			*content_len, (uintmax_t)LIMIT_FRAME_CONTENT);
	if (frame.len != frame_size(*content_len))
		return err_set(e, RC_BAD, "raw frame of %zu bytes, %ju for %zu of content",
			frame.len, (uintmax_t)frame_size(*content_len), *content_len);
	return RC_OK;
}

static uint32_t
parse_block_header(struct cursor *c)
{
	uint32_t low = cursor_u16le(c);

	return low | (uint32_t)cursor_u8(c) << 16;
}

enum rc
raw_frame_parse(struct slice frame, struct bytes *content_out, struct err *e)
{
	struct cursor c = cursor_over(frame);
	size_t before = content_out->len, left = 0;
	enum rc rc = parse_header(&c, &left, e);

	while (rc == RC_OK && left > 0) {
		size_t len = left < BLOCK ? left : BLOCK, at = frame.len - c.left;
		uint32_t found = parse_block_header(&c), right = block_header(len, len == left);

		if (found != right)
			rc = err_set(e, RC_BAD, "raw frame: block header 0x%06x at %zu, not 0x%06x",
				found, at, right);
		else
			bytes_add(content_out, cursor_take(&c, len));
		left -= len;
	}
	if (rc == RC_OK)
		rc = bytes_check(content_out, "content of a raw frame", e);
	if (rc != RC_OK)
		bytes_cut(content_out, before);
	return rc;
}
