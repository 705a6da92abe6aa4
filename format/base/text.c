#include "format/base/text.h"

#include <stdio.h>

static bool
is_tail(uint8_t b)
{
	return (b & 0xC0) == 0x80;
}

size_t
text_point(struct slice s, uint32_t *point)
{
	uint32_t v;

	if (s.len == 0)
		return 0;
	if (s.p[0] < 0x80) {
		*point = s.p[0];
		return 1;
	}
	if (s.p[0] >= 0xC2 && s.p[0] <= 0xDF && s.len >= 2 && is_tail(s.p[1])) {
		*point = ((uint32_t)(s.p[0] & 0x1F) << 6) | (s.p[1] & 0x3F);
		return 2;
	}
	if ((s.p[0] & 0xF0) == 0xE0 && s.len >= 3 && is_tail(s.p[1]) && is_tail(s.p[2])) {
		v = ((uint32_t)(s.p[0] & 0x0F) << 12) | ((uint32_t)(s.p[1] & 0x3F) << 6) |
			(s.p[2] & 0x3F);
		if (v < 0x800 || (v >= 0xD800 && v <= 0xDFFF))
			return 0;
		*point = v;
		return 3;
	}
	if ((s.p[0] & 0xF8) == 0xF0 && s.len >= 4 && is_tail(s.p[1]) && is_tail(s.p[2]) &&
		is_tail(s.p[3])) {
		v = ((uint32_t)(s.p[0] & 0x07) << 18) | ((uint32_t)(s.p[1] & 0x3F) << 12) |
			((uint32_t)(s.p[2] & 0x3F) << 6) | (s.p[3] & 0x3F);
		if (v < 0x10000 || v > 0x10FFFF)
			return 0;
		*point = v;
		return 4;
	}
	return 0;
}

size_t
text_put(uint32_t point, uint8_t out[4])
{
	if (point < 0x80) {
		out[0] = (uint8_t)point;
		return 1;
	}
	if (point < 0x800) {
		out[0] = (uint8_t)(0xC0 | (point >> 6));
		out[1] = (uint8_t)(0x80 | (point & 0x3F));
		return 2;
	}
	if (point < 0x10000) {
		out[0] = (uint8_t)(0xE0 | (point >> 12));
		out[1] = (uint8_t)(0x80 | ((point >> 6) & 0x3F));
		out[2] = (uint8_t)(0x80 | (point & 0x3F));
		return 3;
	}
	out[0] = (uint8_t)(0xF0 | ((point >> 18) & 0x07));
	out[1] = (uint8_t)(0x80 | ((point >> 12) & 0x3F));
	out[2] = (uint8_t)(0x80 | ((point >> 6) & 0x3F));
	out[3] = (uint8_t)(0x80 | (point & 0x3F));
	return 4;
}

bool
text_is_utf8(struct slice s)
{
	uint32_t point;
	size_t n;

	while (s.len > 0) {
		/* Eight ASCII bytes at a time: most of what is asked about is ASCII. */
		while (s.len >= 8) {
			uint64_t w;

			memcpy(&w, s.p, sizeof w);
			if ((w & UINT64_C(0x8080808080808080)) != 0)
				break;
			s = slice_from(s, 8);
		}
		if (s.len == 0)
			break;
		n = text_point(s, &point);
		if (n == 0)
			return false;
		s = slice_from(s, n);
	}
	return true;
}

bool
text_is_hidden(uint32_t point)
{
	return point < 0x20 || (point >= 0x7F && point <= 0x9F) || point == 0xAD ||
		point == 0x061C || point == 0x180E || (point >= 0x200B && point <= 0x200F) ||
		(point >= 0x2028 && point <= 0x202E) || (point >= 0x2060 && point <= 0x206F) ||
		point == 0xFEFF || (point >= 0xFFF9 && point <= 0xFFFB) ||
		(point >= 0xE0000 && point <= 0xE007F);
}

size_t
text_mask(struct slice s, char *out, size_t room)
{
	size_t used = 0;
	uint32_t point;

	while (s.len > 0) {
		char piece[16];
		size_t n = text_point(s, &point);
		int len;

		if (n == 0)
			len = snprintf(piece, sizeof piece, "\\x%02X", s.p[0]);
		else if (text_is_hidden(point))
			len = snprintf(piece, sizeof piece, "\\u{%X}", (unsigned)point);
		else
			len = snprintf(piece, sizeof piece, "%.*s", (int)n, (const char *)s.p);
		if (len < 0 || used + (size_t)len + 1 > room)
			break;
		memcpy(out + used, piece, (size_t)len);
		used += (size_t)len;
		s = slice_from(s, n == 0 ? 1 : n);
	}
	if (room > 0)
		out[used] = '\0';
	return used;
}
