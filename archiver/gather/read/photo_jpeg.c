#include "archiver/gather/read/photo_jpeg.h"

#include "archiver/gather/read/photo_resources.h"

#define MARKER_APP1  0xE1
#define MARKER_APP13 0xED
#define MARKER_SOS   0xDA
#define MARKER_EOI   0xD9

/* Of the segments before the image data; programs write some dozens. */
#define SEGMENTS_MAX 4096

/* Behind its name, a piece of the extension has its name in hex, the length of all, its place. */
#define PIECE_HEAD (32 + 4 + 4)

static const struct slice EXIF = SLICE("Exif\0\0"), XMP = SLICE("http://ns.adobe.com/xap/1.0/\0"),
			  EXTENSION = SLICE("http://ns.adobe.com/xmp/extension/\0"),
			  PHOTOSHOP = SLICE("Photoshop 3.0\0");

struct segment {
	unsigned marker;
	uint64_t start; /* of what is behind the length */
	uint64_t size;
};

static uint32_t
big32(const uint8_t *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static bool
begins(struct slice head, struct slice name)
{
	return head.len >= name.len && slice_equal(slice_first(head, name.len), name);
}

/* One piece of the extension to its place. Room is made for no more than the file has bytes. */
static enum rc
take_piece(const struct source *s, const struct segment *seg, struct photo_blocks *b, struct err *e)
{
	uint8_t head[PIECE_HEAD];
	uint64_t start = seg->start + EXTENSION.len, full, at, n;
	enum rc rc;

	if (seg->size < EXTENSION.len + PIECE_HEAD)
		return RC_OK;
	rc = source_read(s, start, head, sizeof head, e);
	if (rc != RC_OK)
		return rc;
	full = big32(head + 32);
	at = big32(head + 36);
	n = seg->size - EXTENSION.len - PIECE_HEAD;
	if (b->extended.len == 0 && full > 0 && full <= s->size && full <= PHOTO_BLOCK_MAX) {
		memcpy(b->guid, head, sizeof b->guid);
		bytes_zero(&b->extended, (size_t)full);
		if (b->extended.failed != RC_OK)
			return err_nomem(e);
	}
	if (full != b->extended.len || at > full || n > full - at ||
		memcmp(head, b->guid, sizeof b->guid) != 0) {
		photo_blocks_warn(b, "pieces of its XMP do not fit together");
		return RC_OK;
	}
	b->extended_got += (size_t)n;
	return source_read(s, start + PIECE_HEAD, b->extended.p + at, (size_t)n, e);
}

static enum rc
take_segment(
	const struct source *s, const struct segment *seg, struct photo_blocks *b, struct err *e)
{
	uint8_t name[40];
	struct slice head = slice_of(name, seg->size < sizeof name ? seg->size : sizeof name);
	struct bytes *to = NULL;
	size_t skip = 0;
	enum rc rc = source_read(s, seg->start, name, head.len, e);

	if (rc != RC_OK)
		return rc;
	if (seg->marker == MARKER_APP1 && begins(head, EXIF) && b->exif.len == 0) {
		to = &b->exif;
		skip = EXIF.len;
	} else if (seg->marker == MARKER_APP1 && begins(head, XMP) && b->xmp.len == 0) {
		to = &b->xmp;
		skip = XMP.len;
	} else if (seg->marker == MARKER_APP13 && begins(head, PHOTOSHOP)) {
		to = &b->resources;
		skip = PHOTOSHOP.len;
	} else if (seg->marker == MARKER_APP1 && begins(head, EXTENSION)) {
		return take_piece(s, seg, b, e);
	}
	return to == NULL ? RC_OK
			  : photo_blocks_take(b, s, seg->start + skip, seg->size - skip, to, e);
}

/*
 * The segment at `*at`, which is then behind it. Any number of 0xFF may stand before a marker,
 * and some markers stand alone (ITU-T T.81, B.1.1.2 to B.1.1.4).
 */
static enum rc
next_segment(const struct source *s, uint64_t *at, struct segment *out, bool *got, struct err *e)
{
	uint8_t head[4];
	uint64_t size;
	enum rc rc;

	*got = false;
	if (s->size - *at < sizeof head)
		return RC_OK;
	rc = source_read(s, *at, head, sizeof head, e);
	if (rc != RC_OK || head[0] != 0xFF)
		return rc;
	if (head[1] == 0xFF || head[1] == 0x01 || (head[1] >= 0xD0 && head[1] <= 0xD8)) {
		*out = (struct segment){.marker = head[1]};
		*at += head[1] == 0xFF ? 1 : 2;
		*got = true;
		return RC_OK;
	}
	size = (uint64_t)head[2] << 8 | head[3];
	if (size < 2 || head[1] == MARKER_SOS || head[1] == MARKER_EOI)
		return RC_OK;
	*out = (struct segment){.marker = head[1], .start = *at + 4, .size = size - 2};
	*at += 2 + size;
	*got = true;
	return RC_OK;
}

/* All pieces are there, and the packet names just this extension. */
static bool
is_extension_whole(const struct photo_blocks *b)
{
	return b->extended_got == b->extended.len && b->xmp.len > 0 &&
		memmem(b->xmp.p, b->xmp.len, b->guid, sizeof b->guid) != NULL;
}

static enum rc
read_segments(const struct source *s, struct photo_blocks *b, struct err *e)
{
	uint64_t at = 2;
	enum rc rc = RC_OK;

	for (unsigned i = 0; i < SEGMENTS_MAX && rc == RC_OK && at < s->size; i++) {
		struct segment seg;
		bool got;

		rc = next_segment(s, &at, &seg, &got, e);
		if (rc != RC_OK || !got)
			return rc;
		if (at > s->size) {
			photo_blocks_warn(b, "a segment goes on beyond the end of the file");
			return RC_OK;
		}
		if (seg.size > 0)
			rc = take_segment(s, &seg, b, e);
	}
	return rc;
}

enum rc
photo_jpeg_read(const struct source *s, struct photo_blocks *b, struct err *e)
{
	enum rc rc = read_segments(s, b, e);

	if (rc != RC_OK)
		return rc;
	if (b->extended.len > 0 && !is_extension_whole(b)) {
		photo_blocks_warn(b, "its XMP is not all there");
		bytes_clear(&b->extended);
	}
	photo_resources_read(bytes_slice(&b->resources), b);
	return RC_OK;
}
