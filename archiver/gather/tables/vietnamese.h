/*
 * vietnamese.h -- the letters and the syllables of Vietnamese: enough to tell it
 * from other languages, and one old encoding of it from another.
 */
#ifndef ANNALS_ARCHIVER_GATHER_TABLES_VIETNAMESE_H
#define ANNALS_ARCHIVER_GATHER_TABLES_VIETNAMESE_H

#include "format/base/slice.h"

/* The longest, "nghiêng". */
#define VIETNAMESE_SYLLABLE_LETTERS 7

struct vietnamese_letter {
	char letter;  /* small, without its tone; one ASCII character each (see the source) */
	uint8_t tone; /* 0 none, 1 grave, 2 hook, 3 tilde, 4 acute, 5 dot below */
};

/* True for a precomposed letter of the alphabet, either case; U+00D0 passes for the Đ. */
bool vietnamese_letter(uint32_t point, struct vietnamese_letter *out);

/* True where `word` (NFC) is spelt as a syllable of the language is, whether or not it is one. */
bool vietnamese_syllable(struct slice word);

#endif
