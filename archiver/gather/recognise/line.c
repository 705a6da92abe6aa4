#include "archiver/gather/recognise/line.h"

#include "format/base/text.h"

#include <utf8proc.h>

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

static uint32_t
small_of(uint32_t point)
{
	if (point < 0x80)
		return point >= 'A' && point <= 'Z' ? point + ('a' - 'A') : point;
	return (uint32_t)utf8proc_tolower((utf8proc_int32_t)point);
}

size_t
line_starts(struct slice s, const char *small)
{
	struct slice want = slice_str(small), rest = s;
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
		if (n == 0 || m == 0 || small_of(a) != b)
			return 0;
		rest = slice_from(rest, n);
		want = slice_from(want, m);
	}
	return s.len - rest.len;
}

bool
line_is(struct slice s, const char *small)
{
	return s.len > 0 && line_starts(s, small) == s.len;
}

size_t
line_find(struct slice s, const char *small)
{
	bool inside = false;
	uint32_t point;
	size_t at = 0, n;

	while ((n = text_point(slice_from(s, at), &point)) > 0) {
		size_t len = inside ? 0 : line_starts(slice_from(s, at), small);

		if (len > 0) {
			uint32_t after;
			size_t more = text_point(slice_from(s, at + len), &after);

			if (more == 0 || !line_is_letter(after))
				return at;
		}
		inside = line_is_letter(point);
		at += n;
	}
	return s.len;
}

bool
line_is_letter(uint32_t point)
{
	utf8proc_category_t c;

	if (point < 0x80)
		return (point >= 'a' && point <= 'z') || (point >= 'A' && point <= 'Z');
	c = utf8proc_category((utf8proc_int32_t)point);
	return c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_LO;
}

bool
line_is_capital(uint32_t point)
{
	if (point < 0x80)
		return point >= 'A' && point <= 'Z';
	return utf8proc_category((utf8proc_int32_t)point) == UTF8PROC_CATEGORY_LU;
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
	size_t count = 0;

	for (size_t i = 0; i < s.len; i++)
		count += (s.p[i] & 0xC0) != 0x80;
	return count;
}

void
line_fold(struct slice s, struct bytes *out)
{
	uint8_t four[4];
	uint32_t point;
	size_t n;

	for (; (n = text_point(s, &point)) > 0; s = slice_from(s, n))
		bytes_add(out, slice_of(four, text_put(small_of(point), four)));
}

/* A letter of a longer word: of letters beyond ASCII every byte counts as one. */
static bool
continues(struct slice s, size_t at)
{
	return at < s.len && (s.p[at] >= 0x80 || (s.p[at] >= 'a' && s.p[at] <= 'z'));
}

bool
line_opens(struct slice folded, const char *words)
{
	return slice_starts(folded, words) && !continues(folded, strlen(words));
}

bool
line_has(struct slice folded, const char *words)
{
	size_t len = strlen(words), at = 0;
	const uint8_t *hit;

	while (folded.len - at >= len &&
		(hit = memmem(folded.p + at, folded.len - at, words, len)) != NULL) {
		at = (size_t)(hit - folded.p);
		if ((at == 0 || !continues(folded, at - 1)) && !continues(folded, at + len))
			return true;
		at++;
	}
	return false;
}
