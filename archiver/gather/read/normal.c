#include "archiver/gather/read/normal.h"

#include "format/base/text.h"

#include <stdlib.h>
#include <utf8proc.h>

/*
 * Code points that stand in form C wherever they stand: they neither decompose
 * to something else, nor combine with what is before them. A part of those with
 * NFC_Quick_Check=Yes, in ranges, the common ones first.
 */
static const struct {
	uint32_t first, last;
} STEADY[] = {
	{0x20, 0x7E},	    /* ASCII */
	{0xA0, 0x2FF},	    /* Latin */
	{0x1E00, 0x1EFF},   /* Latin, the Vietnamese letters with two marks */
	{0x2010, 0x2027},   /* dashes, quotation marks, ellipsis */
	{0x4E00, 0x9FFF},   /* Han */
	{0x400, 0x482},	    /* Cyrillic */
	{0x3041, 0x3096},   /* Hiragana */
	{0x30A1, 0x30FA},   /* Katakana */
	{0xAC00, 0xD7A3},   /* Hangul syllables */
	{0x3000, 0x3029},   /* CJK punctuation */
	{0xFF01, 0xFF60},   /* fullwidth forms */
	{0x20A0, 0x20BF},   /* currencies */
	{0x391, 0x3CE},	    /* Greek */
	{0x1F300, 0x1FAFF}, /* pictographs */
	{0x2030, 0x205E},   /* more punctuation */
	{0x2190, 0x21CC},   /* arrows */
	{0x2500, 0x27BF},   /* shapes and dingbats */
};

static bool
is_steady(uint32_t point)
{
	for (size_t i = 0; i < sizeof STEADY / sizeof *STEADY; i++)
		if (point >= STEADY[i].first && point <= STEADY[i].last)
			return true;
	return false;
}

bool
normal_is_plain(struct slice s)
{
	uint32_t point;
	size_t n;

	for (;;) {
		s = slice_from(s, text_latin_len(s));
		if (s.len == 0)
			return true;
		n = text_point(s, &point);
		if (n == 0 || (!is_steady(point) && point != '\t'))
			return false;
		s = slice_from(s, n);
	}
}

void
normal_init(struct normal *n)
{
	/* A code point is four bytes, and takes apart into four at the most. */
	const size_t most = NORMAL_STRETCH_MAX * 16;

	n->points = BYTES_UP_TO(most);
	n->sorted = BYTES_UP_TO(most);
}

void
normal_release(struct normal *n)
{
	bytes_release(&n->points);
	bytes_release(&n->sorted);
}

static unsigned
class_of(utf8proc_int32_t point)
{
	return (unsigned)utf8proc_get_property(point)->combining_class;
}

/* Longest canonical decomposition of one code point, with room to spare. */
#define PARTS_MAX 8

static void
take_apart(struct normal *n, struct slice s)
{
	utf8proc_int32_t parts[PARTS_MAX];
	uint32_t point;
	size_t len;

	bytes_clear(&n->points);
	while (s.len > 0 && (len = text_point(s, &point)) > 0) {
		int boundary = 0;
		utf8proc_ssize_t count = utf8proc_decompose_char(
			(utf8proc_int32_t)point, parts, PARTS_MAX, UTF8PROC_DECOMPOSE, &boundary);

		if (count >= 1 && count <= PARTS_MAX)
			bytes_add(&n->points, slice_of(parts, (size_t)count * sizeof *parts));
		s = slice_from(s, len);
	}
}

/* Puts `count` marks in the order of their classes, equals as they stood: counted, not compared. */
static void
sort_marks(struct normal *n, utf8proc_int32_t *marks, size_t count)
{
	size_t starts[256] = {0};
	utf8proc_int32_t *to;

	for (size_t i = 0; i < count; i++)
		starts[class_of(marks[i]) + 1]++;
	for (size_t c = 1; c < 256; c++)
		starts[c] += starts[c - 1];
	bytes_clear(&n->sorted);
	to = (void *)bytes_room(&n->sorted, count * sizeof *to);
	if (to == NULL)
		return;
	for (size_t i = 0; i < count; i++)
		to[starts[class_of(marks[i])]++] = marks[i];
	memcpy(marks, to, count * sizeof *marks);
}

static void
order_marks(struct normal *n)
{
	utf8proc_int32_t *points = (void *)n->points.p;
	size_t count = n->points.len / sizeof *points;

	for (size_t i = 0; i < count; i++) {
		size_t first = i;

		while (i < count && class_of(points[i]) != 0)
			i++;
		if (i - first > 1)
			sort_marks(n, points + first, i - first);
	}
}

static enum rc
compose_stretch(struct normal *n, struct slice s, struct bytes *out, struct err *e)
{
	utf8proc_ssize_t count;
	utf8proc_int32_t *points;
	uint8_t four[4];
	enum rc rc;

	take_apart(n, s);
	rc = bytes_check(&n->points, "characters", e);
	if (rc != RC_OK)
		return rc;
	order_marks(n);
	rc = bytes_check(&n->sorted, "marks on a character", e);
	if (rc != RC_OK)
		return rc;
	points = (void *)n->points.p;
	count = utf8proc_normalize_utf32(points, (utf8proc_ssize_t)(n->points.len / sizeof *points),
		UTF8PROC_COMPOSE | UTF8PROC_STABLE);
	for (utf8proc_ssize_t i = 0; i < count; i++)
		bytes_add(out, slice_of(four, text_put((uint32_t)points[i], four)));
	return RC_OK;
}

/*
 * Bytes of `s` up to a place where text may be cut: before a steady character
 * that is not the first. Long stretches are as good as short ones, so the cut
 * comes at the first chance after 4 KiB.
 */
static size_t
stretch_len(struct slice s)
{
	size_t at = 0, n;
	uint32_t point;

	while (at < s.len) {
		n = text_point(slice_from(s, at), &point);
		if (n == 0 || (at >= 4096 && is_steady(point)))
			break;
		at += n;
	}
	return at;
}

enum rc
normal_compose(struct normal *n, struct slice s, struct bytes *out, struct err *e)
{
	while (s.len > 0) {
		size_t len = stretch_len(s);
		enum rc rc;

		if (len > NORMAL_STRETCH_MAX)
			return err_set(e, RC_LIMIT,
				"%zu bytes of marks hang on one character, room for %zu", len,
				NORMAL_STRETCH_MAX);
		if (len == 0)
			return err_set(e, RC_BAD, "not UTF-8");
		rc = compose_stretch(n, slice_first(s, len), out, e);
		if (rc != RC_OK)
			return rc;
		s = slice_from(s, len);
	}
	return RC_OK;
}
