/*
 * words.h -- lists of words that the recognisers use, as data.
 *
 * Each is in small letters and NFC, with its source beside it. The digest over
 * all of them stands in every extraction.json: other lists, other findings.
 */
#ifndef ANNALS_ARCHIVER_GATHER_TABLES_WORDS_H
#define ANNALS_ARCHIVER_GATHER_TABLES_WORDS_H

#include "format/base/digest.h"

struct words {
	const char *name;
	const struct slice *at;
	size_t count;
};

enum words_list {
	WORDS_AGENCIES, /* press agencies and sites whose names are not told by their spelling */
	WORDS_PLACES,	/* that a dateline names by themselves */
	WORDS_LISTS
};

const struct words *words_of(enum words_list list);

/* What single words and short phrases say of the paragraph they stand in. */
enum words_cue {
	WORDS_CUE_CREDIT = 1,	   /* who took a picture */
	WORDS_CUE_SCENE = 2,	   /* what a picture shows */
	WORDS_CUE_OPENING = 4,	   /* a caption begins so; only at the start */
	WORDS_CUE_SAYING = 8,	   /* somebody said something */
	WORDS_CUE_CONNECTIVE = 16, /* it goes on from a sentence before; only at the start */
	WORDS_CUE_TENSE = 32,	   /* when a thing was, is or will be */
	WORDS_CUE_POINTER = 64,	   /* it points to what was said before */
	WORDS_CUE_ACTION = 128,	   /* what can be seen done */
	WORDS_CUE_NOW = 256	   /* that it is done now */
};

/* Which cues begin with which bytes: made once, for many texts. A power of two. */
#define WORDS_INDEX_SLOTS 1024

struct words_index {
	uint16_t first[WORDS_INDEX_SLOTS]; /* the number of a cue, 1 and up, or 0 */
};

void words_index_init(struct words_index *x);

/* All cues in a text of small letters, each as whole words. */
unsigned words_cues(const struct words_index *x, struct slice folded);

/* SHA-256 over all of it: names of lists, words and cues. */
struct digest words_digest(void);

#endif
