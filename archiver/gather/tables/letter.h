/*
 * letter.h -- whether a character is a letter, a capital, and what it is in
 * small letters (Unicode 15, general categories L* and simple case mappings).
 *
 * ASCII and the letters of Vietnamese are told by arithmetic here, all others
 * by the tables of libutf8proc. U+00D0 is taken for the U+0110 that it looks
 * like: in Vietnamese texts it stands for nothing else.
 */
#ifndef ANNALS_ARCHIVER_GATHER_TABLES_LETTER_H
#define ANNALS_ARCHIVER_GATHER_TABLES_LETTER_H

#include <stdbool.h>
#include <stdint.h>

struct letter {
	uint32_t small; /* itself where it has no small form */
	bool letter, capital;
};

/* By the tables alone. */
struct letter letter_in_tables(uint32_t point);

static inline struct letter
letter_of(uint32_t p)
{
	if (p < 0x80) {
		bool big = p - 'A' < 26;

		return (struct letter){p | (uint32_t)big << 5, (p | 0x20) - 'a' < 26, big};
	}
	if (p >= 0xC0 && p <= 0xFF && p != 0xD7 && p != 0xF7) {
		if (p == 0xD0)
			return (struct letter){0x111, true, true};
		return (struct letter){p < 0xDF ? p + 32 : p, true, p < 0xDF};
	}
	/* Where capitals are even and the small letter is the next. */
	if ((p >= 0x1EA0 && p <= 0x1EF9) || (p & ~1U) == 0x102 || (p & ~1U) == 0x110 ||
		(p & ~1U) == 0x128 || (p & ~1U) == 0x168 || (p & ~1U) == 0x1A0)
		return (struct letter){p | 1, true, (p & 1) == 0};
	if (p == 0x1AF || p == 0x1B0)
		return (struct letter){0x1B0, true, p == 0x1AF};
	return letter_in_tables(p);
}

#endif
