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
	const char *const *at;
	size_t count;
};

enum words_list {
	WORDS_AGENCIES, /* press agencies and sites whose names are not told by their spelling */
	WORDS_PLACES,	/* that a dateline names by themselves */
	WORDS_CREDITS,	/* that say who took a picture */
	WORDS_SCENES,	/* that tell what a picture shows */
	WORDS_CAPTION_OPENINGS,
	WORDS_SAYING,	   /* verbs that report what somebody said */
	WORDS_CONNECTIVES, /* that begin a sentence which goes on from another */
	WORDS_TENSES,	   /* that say when a thing was, is or will be */
	WORDS_POINTERS,	   /* that point to what was said before */
	WORDS_LISTS
};

const struct words *words_of(enum words_list list);

/* SHA-256 of each list's name and words, a line each, an empty line behind the list. */
struct digest words_digest(void);

#endif
