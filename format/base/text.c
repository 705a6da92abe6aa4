#include "format/base/text.h"

#include <stdio.h>

static bool
is_tail(uint8_t b)
{
	return (b & 0xC0) == 0x80;
}

size_t
text_point_beyond_latin(struct slice s, uint32_t *point)
{
	uint32_t v;

	if (s.len == 0)
		return 0;
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
text_latin_len(struct slice s)
{
	size_t at = 0;

	for (;;) {
		const uint8_t *p = s.p + at;
		size_t left = s.len - at;

		if (left > 0 && p[0] >= 0x20 && p[0] < 0x7F)
			at++;
		else if (left > 1 && p[0] >= 0xC3 && p[0] <= 0xCB && (p[1] & 0xC0) == 0x80)
			at += 2;
		else if (left > 2 && p[0] == 0xE1 && p[1] >= 0xB8 && p[1] <= 0xBB &&
			(p[2] & 0xC0) == 0x80)
			at += 3;
		else
			return at;
	}
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

/*
 * UTF-8 as an automaton of nine states (RFC 3629 section 4), one shift a byte.
 *
 * A state is the number of bits to shift by, 6 times its number, so that 64 bits
 * hold, for one class of bytes, the next state for each state.
 */
enum {
	START = 0,
	WRONG = 6,
	TAIL_1 = 12,   /* one more byte, 80 to BF */
	TAIL_2 = 18,   /* two more */
	AFTER_E0 = 24, /* A0 to BF, then one */
	AFTER_ED = 30, /* 80 to 9F, then one: no surrogates */
	AFTER_F0 = 36, /* 90 to BF, then two */
	TAIL_3 = 42,
	AFTER_F4 = 48 /* 80 to 8F, then two: up to 10FFFF */
};

#define NEXT(from, to) ((uint64_t)(to) << (from))
#define FROM_START(to) (NEXT(START, to) | ALL_WRONG_BUT_START)
#define ALL_WRONG_BUT_START \
	(NEXT(WRONG, WRONG) | NEXT(TAIL_1, WRONG) | NEXT(TAIL_2, WRONG) | NEXT(AFTER_E0, WRONG) | \
		NEXT(AFTER_ED, WRONG) | NEXT(AFTER_F0, WRONG) | NEXT(TAIL_3, WRONG) | \
		NEXT(AFTER_F4, WRONG))
#define TAIL(after_e0, after_ed, after_f0, after_f4) \
	(NEXT(START, WRONG) | NEXT(WRONG, WRONG) | NEXT(TAIL_1, START) | NEXT(TAIL_2, TAIL_1) | \
		NEXT(AFTER_E0, after_e0) | NEXT(AFTER_ED, after_ed) | NEXT(AFTER_F0, after_f0) | \
		NEXT(TAIL_3, TAIL_2) | NEXT(AFTER_F4, after_f4))

static const uint64_t STEPS[] = {
	/* 0: 00-7F */ FROM_START(START),
	/* 1: 80-8F */ TAIL(WRONG, TAIL_1, WRONG, TAIL_2),
	/* 2: 90-9F */ TAIL(WRONG, TAIL_1, TAIL_2, WRONG),
	/* 3: A0-BF */ TAIL(TAIL_1, WRONG, TAIL_2, WRONG),
	/* 4: C0 C1 F5-FF */ FROM_START(WRONG),
	/* 5: C2-DF */ FROM_START(TAIL_1),
	/* 6: E0 */ FROM_START(AFTER_E0),
	/* 7: E1-EC EE EF */ FROM_START(TAIL_2),
	/* 8: ED */ FROM_START(AFTER_ED),
	/* 9: F0 */ FROM_START(AFTER_F0),
	/* 10: F1-F3 */ FROM_START(TAIL_3),
	/* 11: F4 */ FROM_START(AFTER_F4),
};

/* The class of each byte; looked up for ASCII too, since a branch would be guessed wrong. */
static const uint8_t CLASSES[256] = {
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,	    /* 00 */
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,	    /* 10 */
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,	    /* 20 */
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,	    /* 30 */
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,	    /* 40 */
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,	    /* 50 */
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,	    /* 60 */
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,	    /* 70 */
	1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,	    /* 80 */
	2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2,	    /* 90 */
	3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3,	    /* A0 */
	3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3,	    /* B0 */
	4, 4, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5,	    /* C0 */
	5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5,	    /* D0 */
	6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 8, 7, 7,	    /* E0 */
	9, 10, 10, 10, 11, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, /* F0 */
};

bool
text_is_utf8(struct slice s)
{
	uint64_t state = START;

	for (size_t i = 0; i < s.len; i++)
		state = STEPS[CLASSES[s.p[i]]] >> (state & 63);
	return (state & 63) == START;
}

/* Eight bytes at a time: in each that is less than 0x20, and only there, the top bit is set. */
static uint64_t
controls_in(uint64_t v)
{
	const uint64_t ones = ~UINT64_C(0) / 255;

	return (v - 0x20 * ones) & ~v & 0x80 * ones;
}

size_t
text_control(struct slice s)
{
	size_t i = 0;

	for (; s.len - i >= sizeof(uint64_t); i += sizeof(uint64_t)) {
		uint64_t v;

		memcpy(&v, s.p + i, sizeof v);
		if (controls_in(v) != 0)
			break;
	}
	/* A borrow may mark the byte above a control as well, so the first is looked for. */
	while (i < s.len && s.p[i] >= 0x20)
		i++;
	return i;
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
text_shown_len(struct slice s)
{
	size_t at = 0, n;
	uint32_t point;

	for (;;) {
		at += text_latin_len(slice_from(s, at));
		n = text_point(slice_from(s, at), &point);
		/* Letters of Greek and Cyrillic are asked no further. */
		if (n == 0 || (!(point > 0xAD && point < 0x61C) && text_is_hidden(point)))
			return at;
		at += n;
	}
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
