#include "archiver/gather/read/photo_profile.h"

#include "archiver/gather/read/photo_resources.h"
#include "format/base/cursor.h"

enum profile { PROFILE_IPTC, PROFILE_EXIF, PROFILE_XMP, PROFILE_NONE };

/* What APP1 of a JPEG is called holds either of two, and tells by its first bytes. */
static const struct {
	const char *keyword;
	enum profile is;
} KNOWN[] = {
	{"Raw profile type iptc", PROFILE_IPTC},
	{"Raw profile type 8bim", PROFILE_IPTC},
	{"Raw profile type exif", PROFILE_EXIF},
	{"Raw profile type APP1", PROFILE_EXIF},
	{"Raw profile type xmp", PROFILE_XMP},
};

static enum profile
profile_of(struct slice keyword)
{
	for (size_t i = 0; i < sizeof KNOWN / sizeof *KNOWN; i++)
		if (slice_is(keyword, KNOWN[i].keyword))
			return KNOWN[i].is;
	return PROFILE_NONE;
}

bool
photo_profile_is(struct slice keyword)
{
	return profile_of(keyword) != PROFILE_NONE;
}

static unsigned
hex_of(uint8_t c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10U : 16;
}

/* All digits behind the two lines of the head; false where something else stands among them. */
static bool
decode(struct slice text, struct bytes *out)
{
	struct cursor c = cursor_over(text);
	unsigned high = 16;

	while (c.left > 0 && c.p[0] == '\n')
		cursor_take(&c, 1);
	cursor_line(&c);
	cursor_line(&c);
	while (c.left > 0) {
		uint8_t byte = cursor_u8(&c);
		unsigned digit = hex_of(byte);

		if (digit == 16 && byte != '\n' && byte != ' ' && byte != 0)
			return false;
		if (digit == 16)
			continue;
		if (high < 16)
			bytes_u8(out, (uint8_t)(high << 4 | digit));
		high = high < 16 ? 16 : digit;
	}
	return cursor_ok(&c) && high == 16;
}

static struct slice
without(struct slice s, struct slice head)
{
	return s.len >= head.len && slice_equal(slice_first(s, head.len), head)
		? slice_from(s, head.len)
		: s;
}

void
photo_profile_read(struct slice keyword, struct slice text, struct photo_blocks *b)
{
	static const struct slice exif = SLICE("Exif\0\0"), photoshop = SLICE("Photoshop 3.0\0"),
				  xmp = SLICE("http://ns.adobe.com/xap/1.0/\0");
	struct bytes raw = BYTES_UP_TO(PHOTO_BLOCK_MAX);
	enum profile is = profile_of(keyword);
	struct slice block;

	if (!decode(text, &raw) || raw.failed == RC_LIMIT)
		photo_blocks_warn(b, "a block in its texts is damaged");
	block = bytes_slice(&raw);
	if (is == PROFILE_EXIF && without(block, xmp).len < block.len)
		is = PROFILE_XMP;
	if (is == PROFILE_IPTC && slice_starts(without(block, photoshop), "8BIM"))
		photo_resources_read(without(block, photoshop), b);
	else if (is == PROFILE_IPTC && b->iim.len == 0)
		bytes_add(&b->iim, block);
	else if (is == PROFILE_EXIF && b->exif.len == 0)
		bytes_add(&b->exif, without(block, exif));
	else if (is == PROFILE_XMP && b->xmp.len == 0)
		bytes_add(&b->xmp, without(block, xmp));
	if (raw.failed == RC_NOMEM)
		b->iim.failed = RC_NOMEM;
	bytes_release(&raw);
}
