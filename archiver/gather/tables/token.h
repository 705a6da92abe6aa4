/*
 * token.h -- words, numbers and marks of a text, as the recognisers read it.
 *
 * A word's key is a hash of its letters made small, NFC as they come, with the
 * tone where the older spelling has it (hoà and hòa are one word); tables are
 * asked by keys, so a word is hashed once. Keys are 64 bits and taken for the
 * word itself: who builds a collision gets a wrong finding in his own article.
 */
#ifndef ANNALS_ARCHIVER_GATHER_TABLES_TOKEN_H
#define ANNALS_ARCHIVER_GATHER_TABLES_TOKEN_H

#include "format/base/slice.h"

enum token_kind {
	TOKEN_WORD,   /* begins with a letter; digits may follow */
	TOKEN_NUMBER, /* digits */
	TOKEN_MARK    /* one character that is neither */
};

/* What a stretch of tokens has been told to be, so that it is not told twice. */
enum token_use {
	TOKEN_FREE,
	TOKEN_OF_LAW,
	TOKEN_OF_DATE,
	TOKEN_OF_QUOTE,
	TOKEN_OF_BODY,
	TOKEN_OF_OFFICE,
	TOKEN_OF_PERSON,
	TOKEN_OF_PLACE
};

struct token {
	uint64_t key;
	uint32_t start, end; /* bytes in the text */
	uint32_t number;     /* of a number with at most nine digits, else UINT32_MAX */
	/* By lexicon_mark: classes of the phrases that begin or end with it, or are it alone. */
	uint32_t begins, ends, alone;
	uint32_t seconds; /* token_bit of each token that is second in one that begins with it */
	uint8_t kind;
	uint8_t use;
	bool blank;   /* white space stands before it */
	bool capital; /* begins with a capital */
	bool upper;   /* two letters or more, all capitals */
	char mark;    /* dashes are '-', quotation marks '"', the ellipsis '.'; '?' is any other */
};

/*
 * Reads at most `room` tokens from byte `from` on, and returns how many; `*end`
 * is where the next would begin. White space is no token.
 */
size_t token_read(struct slice text, size_t from, struct token *out, size_t room, size_t *end);

/* The key of a phrase: start with 0, add the key of each of its tokens. */
static inline uint64_t
token_key_add(uint64_t key, uint64_t next)
{
	key = (key << 7 | key >> 57) ^ next;
	return key * UINT64_C(0x9E3779B97F4A7C15);
}

/* One of 32 bits: which of them a token has says which it may be, and which it is not. */
static inline uint32_t
token_bit(uint64_t key)
{
	return UINT32_C(1) << (key >> 59);
}

/* The text of `count` tokens. */
static inline struct slice
token_text(struct slice text, const struct token *t, size_t count)
{
	return count == 0 ? SLICE_EMPTY
			  : slice_of(text.p + t[0].start, t[count - 1].end - t[0].start);
}

#endif
