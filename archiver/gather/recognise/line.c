#include "archiver/gather/recognise/line.h"

#include "archiver/gather/tables/letter.h"
#include "format/base/text.h"

size_t
line_blank(struct slice s)
{
	uint32_t point;
	size_t n;

	if (s.len > 0 && s.p[0] > ' ' && s.p[0] < 0x80)
		return 0;
	n = text_point(s, &point);
	if (n == 0)
		return 0;
	if (point == ' ' || (point >= '\t' && point <= '\r') || point == 0xA0 || point == 0x3000 ||
		point == 0xFEFF || (point >= 0x2000 && point <= 0x200F) || point == 0x202F ||
		point == 0x2060)
		return n;
	return 0;
}

/* The bytes that the last character of `s` has. */
static size_t
last_len(struct slice s)
{
	size_t n = 1;

	while (n < s.len && n < 4 && (s.p[s.len - n] & 0xC0) == 0x80)
		n++;
	return n;
}

struct slice
line_trim(struct slice s)
{
	size_t n;

	while (s.len > 0 && (n = line_blank(s)) > 0)
		s = slice_from(s, n);
	while (s.len > 0) {
		n = last_len(s);
		if (line_blank(slice_of(s.p + s.len - n, n)) != n)
			break;
		s.len -= n;
	}
	return s;
}

/* Most go by their first letter: of ASCII's none is a capital of what is beyond it. */
static bool
may_start(struct slice s, uint8_t small)
{
	return s.len == 0 || s.p[0] >= 0x80 || small == ' ' || letter_of(s.p[0]).small == small;
}

size_t
line_starts(struct slice s, const char *small)
{
	return may_start(s, (uint8_t)small[0]) ? line_starts_slice(s, slice_str(small)) : 0;
}

size_t
line_starts_slice(struct slice s, struct slice small)
{
	struct slice want = small, rest = s;
	uint32_t a, b;
	size_t n, m;

	while (want.len > 0) {
		if (want.p[0] == ' ') {
			if (line_blank(rest) == 0)
				return 0;
			while ((n = line_blank(rest)) > 0)
				rest = slice_from(rest, n);
			want = slice_from(want, 1);
			continue;
		}
		n = text_point(rest, &a);
		m = text_point(want, &b);
		if (n == 0 || m == 0 || letter_of(a).small != b)
			return 0;
		rest = slice_from(rest, n);
		want = slice_from(want, m);
	}
	return s.len - rest.len;
}

bool
line_is(struct slice s, const char *small)
{
	return may_start(s, (uint8_t)small[0]) && line_is_slice(s, slice_str(small));
}

bool
line_is_slice(struct slice s, struct slice small)
{
	return s.len > 0 && line_starts_slice(s, small) == s.len;
}

bool
line_is_letter(uint32_t point)
{
	return letter_of(point).letter;
}

bool
line_is_capital(uint32_t point)
{
	return letter_of(point).capital;
}

bool
line_is_one_of(uint32_t point, const char *ascii)
{
	return point != 0 && point < 0x80 && strchr(ascii, (int)point) != NULL;
}

bool
line_is_dash(uint32_t point)
{
	return point == '-' || (point >= 0x2010 && point <= 0x2015) || point == 0x2212;
}

size_t
line_chars(struct slice s)
{
	const uint64_t ones = UINT64_C(0x0101010101010101);
	size_t count = s.len, at = 0;

	/* Eight bytes at a time: those that only go on with a character are 10xxxxxx. */
	for (; s.len - at >= 8; at += 8) {
		uint64_t w;

		memcpy(&w, s.p + at, sizeof w);
		count -= (size_t)((((w >> 7) & ~(w >> 6) & ones) * ones) >> 56);
	}
	for (; at < s.len; at++)
		count -= (s.p[at] & 0xC0) == 0x80;
	return count;
}

/* A small letter has at most half as many bytes more than its capital: U+023A and U+2C65. */
void
line_fold(struct slice s, struct bytes *out)
{
	size_t start = out->len, len = 0, n;
	uint8_t *to = bytes_room(out, s.len + s.len / 2 + 4);
	uint32_t point;

	if (to == NULL)
		return;
	for (; (n = text_point(s, &point)) > 0; s = slice_from(s, n)) {
		uint32_t small = letter_of(point).small;

		if (small == point)
			for (size_t i = 0; i < n; i++)
				to[len++] = s.p[i];
		else
			len += text_put(small, to + len);
	}
	bytes_cut(out, start + len);
}
