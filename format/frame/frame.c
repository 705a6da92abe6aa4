#include "format/frame/frame.h"

#include "format/base/cursor.h"

#include <stdio.h>
#include <zstd.h>

/* The bits of the descriptor. */
#define SINGLE_SEGMENT 0x20
#define CHECKSUM       0x04
#define WIDTH_SHIFT    6

/* The first content length that the next width is for. */
#define WIDTH_2_FROM 256
#define WIDTH_4_FROM 65792

static unsigned
width_code(size_t content_len)
{
	if (content_len < WIDTH_2_FROM)
		return 0;
	return content_len < WIDTH_4_FROM ? 1 : 2;
}

static uint64_t
content_field(struct cursor *c, unsigned code)
{
	if (code == 0)
		return cursor_u8(c);
	if (code == 1)
		return (uint64_t)cursor_u16le(c) + WIDTH_2_FROM;
	return cursor_u32le(c);
}

/* RFC 8878, section 3.1.1.1.2: 2^(10 + exponent), and as many eighths of it as the mantissa says.
 */
static uint64_t
window_size(uint8_t raw)
{
	uint64_t base = UINT64_C(1) << (10 + (raw >> 3));

	return base + base / 8 * (raw & 7);
}

static enum rc
check_descriptor(uint8_t found, size_t content_len, struct err *e)
{
	unsigned code = width_code(content_len);
	unsigned right = code << WIDTH_SHIFT | CHECKSUM;

	/* Nothing states a size below 256 but a single segment; else both are right. */
	if (code == 0)
		right |= SINGLE_SEGMENT;
	else
		right |= found & SINGLE_SEGMENT;
	if (found != right)
		return err_set(e, RC_BAD, "frame descriptor 0x%02x, 0x%02x for %zu bytes", found,
			right, content_len);
	return RC_OK;
}

enum rc
frame_check_header(struct slice first, size_t content_len, struct err *e)
{
	struct cursor c = cursor_over(first);
	uint32_t magic = cursor_u32le(&c);
	uint8_t descriptor = cursor_u8(&c);
	uint64_t window, content;
	enum rc rc;

	if (content_len < 1 || content_len > LIMIT_FRAME_CONTENT)
		return err_set(e, RC_BAD, "%zu bytes of content, a frame has 1 to %ju", content_len,
			(uintmax_t)LIMIT_FRAME_CONTENT);
	if (!cursor_ok(&c))
		return err_set(e, RC_BAD, "%zu bytes, not a frame header", first.len);
	if (magic != FRAME_MAGIC)
		return err_set(e, RC_BAD, "magic 0x%08x, a frame's is 0x%08x", magic, FRAME_MAGIC);
	rc = check_descriptor(descriptor, content_len, e);
	if (rc != RC_OK)
		return rc;
	window = descriptor & SINGLE_SEGMENT ? 0 : window_size(cursor_u8(&c));
	content = content_field(&c, descriptor >> WIDTH_SHIFT);
	if (!cursor_ok(&c))
		return err_set(e, RC_BAD, "%zu bytes, not a frame header", first.len);
	if (window > LIMIT_FRAME_CONTENT)
		return err_set(e, RC_BAD, "window of %ju bytes, room for %ju", (uintmax_t)window,
			(uintmax_t)LIMIT_FRAME_CONTENT);
	if (content != content_len)
		return err_set(e, RC_BAD, "frame header states %ju bytes of content, not %zu",
			(uintmax_t)content, content_len);
	return RC_OK;
}

struct frame_library
frame_library(void)
{
	struct frame_library name;

	snprintf(name.text, sizeof name.text, "libzstd %s", ZSTD_versionString());
	return name;
}
