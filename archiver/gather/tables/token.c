#include "archiver/gather/tables/token.h"

#include "archiver/gather/tables/letter.h"
#include "format/base/text.h"

/* ---- keys ------------------------------------------------------------------------------- */

static uint64_t
mix(uint64_t key, uint32_t point)
{
	return (key ^ point) * UINT64_C(0x100000001B3);
}

/* For oà, oè, uỳ and their like at a word's end: the vowels as òa, òe, ùy has them. */
static bool
old_placement(uint32_t before, uint32_t *first, uint32_t *second)
{
	static const struct {
		uint32_t first, plain;
		uint32_t marked[5], moved[5];
	} pairs[] = {
		{'o', 'a', {0xE0, 0xE1, 0x1EA3, 0xE3, 0x1EA1}, {0xF2, 0xF3, 0x1ECF, 0xF5, 0x1ECD}},
		{'o', 'e', {0xE8, 0xE9, 0x1EBB, 0x1EBD, 0x1EB9},
			{0xF2, 0xF3, 0x1ECF, 0xF5, 0x1ECD}},
		{'u', 'y', {0x1EF3, 0xFD, 0x1EF7, 0x1EF9, 0x1EF5},
			{0xF9, 0xFA, 0x1EE7, 0x169, 0x1EE5}},
	};

	if ((*first != 'o' && *first != 'u') || *second < 0x80 || before == 'q')
		return false;
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		for (size_t k = 0; k < 5; k++)
			if (*first == pairs[i].first && *second == pairs[i].marked[k]) {
				*first = pairs[i].moved[k];
				*second = pairs[i].plain;
				return true;
			}
	return false;
}

/* ---- reading ---------------------------------------------------------------------------- */

/* White space and what has no width. */
static bool
is_blank(uint32_t p)
{
	return p == ' ' || (p >= '\t' && p <= '\r') || p == 0xA0 || p == 0x3000 || p == 0xFEFF ||
		(p >= 0x2000 && p <= 0x200F) || p == 0x202F || p == 0x2060;
}

static char
mark_of(uint32_t p)
{
	if (p < 0x80)
		return p < 0x20 || p == 0x7F ? '?' : (char)p;
	if ((p >= 0x2010 && p <= 0x2015) || p == 0x2212)
		return '-';
	if (p == 0x201C || p == 0x201D || p == 0x201E || p == 0xAB || p == 0xBB)
		return '"';
	if (p == 0x2018 || p == 0x2019)
		return '\'';
	return p == 0x2026 ? '.' : '?';
}

static bool
is_digit(uint32_t p)
{
	return p >= '0' && p <= '9';
}

static void
read_number(struct slice text, struct token *t)
{
	uint32_t value = 0;
	size_t at = t->start;

	while (at < text.len && is_digit(text.p[at])) {
		value = at - t->start < 9 ? value * 10 + (text.p[at] - '0') : UINT32_MAX;
		at++;
	}
	t->kind = TOKEN_NUMBER;
	t->number = at - t->start <= 9 ? value : UINT32_MAX;
	t->end = (uint32_t)at;
	t->key = mix(mix(1, t->number), (uint32_t)(at - t->start));
}

/* The last letters are kept back from the key until it is known that the word ends there. */
static void
read_word(struct slice text, struct token *t)
{
	uint32_t first = 0, second = 0, third = 0, point;
	uint64_t key = 2;
	size_t at = t->start, n, letters = 0, capitals = 0;

	while ((n = text_point(slice_from(text, at), &point)) > 0) {
		struct letter l = letter_of(point);

		/* A combining mark belongs to its letter, whatever it is. */
		if (!l.letter && !is_digit(point) && !(point >= 0x300 && point <= 0x36F))
			break;
		letters += l.letter;
		capitals += l.capital;
		if (first != 0)
			key = mix(key, first);
		first = second;
		second = third;
		third = l.small;
		at += n;
	}
	old_placement(first, &second, &third);
	key = first != 0 ? mix(key, first) : key;
	key = second != 0 ? mix(key, second) : key;
	t->key = mix(key, third);
	t->kind = TOKEN_WORD;
	t->upper = letters > 1 && capitals == letters;
	t->end = (uint32_t)at;
}

/* Reads the token that begins with `point`, of `n` bytes. */
static void
read_one(struct slice text, uint32_t point, size_t n, struct token *t)
{
	struct letter l = letter_of(point);

	if (l.letter) {
		t->capital = l.capital;
		read_word(text, t);
	} else if (is_digit(point)) {
		read_number(text, t);
	} else {
		t->kind = TOKEN_MARK;
		t->mark = mark_of(point);
		t->end = (uint32_t)(t->start + n);
		t->key = mix(3, (uint8_t)t->mark);
	}
}

size_t
token_read(struct slice text, size_t from, struct token *out, size_t room, size_t *end)
{
	size_t count = 0, n;
	bool blank = true;
	uint32_t point;

	while (count < room && (n = text_point(slice_from(text, from), &point)) > 0) {
		struct token *t = &out[count];

		if (is_blank(point)) {
			blank = true;
			from += n;
			continue;
		}
		*t = (struct token){.start = (uint32_t)from, .number = UINT32_MAX, .blank = blank};
		read_one(text, point, n, t);
		blank = false;
		from = t->end;
		count++;
	}
	*end = from;
	return count;
}
