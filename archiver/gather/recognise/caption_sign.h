/*
 * caption_sign.h -- what a paragraph shows that makes it a caption or none, and
 * what all of that is worth.
 *
 * Each sign adds points or takes some. They were fitted by logistic regression
 * on reports of many houses whose captions are known, with a reader's guess as
 * a start; the sum is how sure a caption is, in percent, from 1 to 98.
 */
#ifndef ANNALS_ARCHIVER_GATHER_RECOGNISE_CAPTION_SIGN_H
#define ANNALS_ARCHIVER_GATHER_RECOGNISE_CAPTION_SIGN_H

#include "archiver/gather/story.h"
#include "archiver/gather/tables/words.h"

enum caption_sign {
	CAPTION_SIGN_CREDIT,
	CAPTION_SIGN_CREDITED,
	CAPTION_SIGN_NUMBERED,
	CAPTION_SIGN_SHOWN,
	CAPTION_SIGN_OPEN_END,
	CAPTION_SIGN_ALONE,
	CAPTION_SIGN_IN_LIST,
	CAPTION_SIGN_SCENE,
	CAPTION_SIGN_OPENING,
	CAPTION_SIGN_ACTION,
	CAPTION_SIGN_NOW,
	CAPTION_SIGN_PERSON,
	CAPTION_SIGN_NAMES,
	CAPTION_SIGN_DATED,
	CAPTION_SIGN_REPEATS,
	CAPTION_SIGN_SHORT,
	CAPTION_SIGN_SHORTER,
	CAPTION_SIGN_LONG,
	CAPTION_SIGN_LONGER,
	CAPTION_SIGN_TINY,
	CAPTION_SIGN_INTRODUCES,
	CAPTION_SIGN_INTRODUCED,
	CAPTION_SIGN_ITEM,
	CAPTION_SIGN_QUOTE,
	CAPTION_SIGN_QUOTES,
	CAPTION_SIGN_SAYING,
	CAPTION_SIGN_GOES_ON,
	CAPTION_SIGN_TENSE,
	CAPTION_SIGN_POINTS_BACK,
	CAPTION_SIGN_SENTENCES,
	CAPTION_SIGN_NUMBERS,
	CAPTION_SIGN_FIRST,
	CAPTION_SIGN_LAST,
	CAPTION_SIGN_HEADING,
	CAPTION_SIGN_SMALL,
	CAPTION_SIGN_PLAIN,
	CAPTION_SIGN_UNCREDITED,
	CAPTION_SIGN_LIKE,
	CAPTION_SIGN_UNLIKE,
	CAPTION_SIGNS
};

/* Longer ones, in characters, are so only without a final stop, or with a credit. */
#define CAPTION_SIGN_CHARS_SHORT 200

/* Longer ones are none, whatever they look like. */
#define CAPTION_SIGN_CHARS_MAX 420

/* A name behind `Ảnh:` has at most so many characters. */
#define CAPTION_SIGN_CREDIT_MAX 60

/* What CAPTION_SIGN_REPEATS is worth. */
#define CAPTION_SIGN_BESIDE_WORTH 34

/* Of a paragraph beside a caption the first words are compared, so many; a power of two. */
#define CAPTION_SIGN_WORDS 256

/* The words of a paragraph, by their keys. */
struct caption_sign_words {
	size_t block; /* or STORY_NONE */
	uint64_t keys[2 * CAPTION_SIGN_WORDS];
};

/* What judging needs of the whole story. */
struct caption_sign_view {
	struct story *s;
	bool vietnamese;
	struct words_index words;
	struct bytes folded;
	struct caption_sign_words beside[2]; /* read last; of blocks 0, 1, 4, 5 …, and the others */
	size_t first, last;		     /* of the body */
	size_t mean;			     /* bytes of a paragraph */
	size_t shown; /* behind this block pictures are announced, or STORY_NONE */
};

/* What is usual in this report: how long its closed paragraphs are, where pictures begin. First. */
void caption_sign_survey(struct caption_sign_view *v);

/* `Ảnh: A.Q` and nothing more. */
bool caption_sign_is_credit(const struct story *s, size_t block);

/* All but CAPTION_SIGN_REPEATS, which costs more than all the others, and those of a habit. */
void caption_sign_look(struct caption_sign_view *v, size_t block, bool there[CAPTION_SIGNS]);

/* CAPTION_SIGN_REPEATS. */
bool caption_sign_beside(struct caption_sign_view *v, size_t block);

/* A final stop, or one of the marks that end a sentence. */
bool caption_sign_is_closed(struct slice paragraph);

/* A credit, a number, or words that announce it: what makes a caption in any language. */
bool caption_sign_is_plain_to_see(const bool there[CAPTION_SIGNS]);

/* The sum of what is there, and the sign that adds most to it. */
int caption_sign_score(const bool there[CAPTION_SIGNS], enum caption_sign *most);

const char *caption_sign_name(enum caption_sign sign);

/* The number in `Ảnh 2: …`, `Hình 3. …`, `Photo 1 - …` at the start of a caption; 0 without one. */
unsigned caption_sign_number(struct slice text);

#endif
