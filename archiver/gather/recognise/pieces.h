/*
 * pieces.h -- a short line cut into numbers, words and signs, to be read from
 * the left with some pieces ahead in view.
 *
 * Digits are those of ASCII, Arabic, Persian, Devanagari, Thai and full width.
 * A word is a run of letters with their marks; in Han, kana and Hangul each
 * character is a word of its own, for 年 and 月 stand between numbers there.
 */
#ifndef ANNALS_ARCHIVER_GATHER_RECOGNISE_PIECES_H
#define ANNALS_ARCHIVER_GATHER_RECOGNISE_PIECES_H

#include "format/base/slice.h"

#include <stdbool.h>
#include <stdint.h>

#define PIECES_MAX 48

enum pieces_kind { PIECES_NUMBER, PIECES_WORD, PIECES_SIGN, PIECES_END };

struct pieces_one {
	enum pieces_kind kind;
	struct slice text;
	unsigned value, digits; /* of a number; of the value the first nine digits count */
	bool glued;		/* nothing stands between it and the piece before */
};

struct pieces {
	struct pieces_one at[PIECES_MAX + 1];
	size_t next; /* what is ahead by 0 */
	bool thai;   /* a word of it is in Thai letters */
};

/* False where the line is not text, empty, or has too many pieces. */
bool pieces_cut(struct slice line, struct pieces *out);

/* The piece so far ahead, or the end. */
const struct pieces_one *pieces_ahead(const struct pieces *p, size_t by);

bool pieces_sign(const struct pieces *p, size_t by, const char *sign);
bool pieces_word(const struct pieces *p, size_t by, const char *small);

/* A number of `least` to `most` digits. */
bool
pieces_number(const struct pieces *p, size_t by, unsigned least, unsigned most, unsigned *value);

#endif
