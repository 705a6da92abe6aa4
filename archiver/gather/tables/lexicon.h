/*
 * lexicon.h -- the phrases that the recognisers of Vietnamese know, by their
 * first token and on.
 *
 * Made once from the tables that are compiled in (the .tsv files beside this
 * one), then read by all threads. A phrase may be of several classes. Asking
 * takes one look into a hash table for each token of the phrase.
 */
#ifndef ANNALS_ARCHIVER_GATHER_TABLES_LEXICON_H
#define ANNALS_ARCHIVER_GATHER_TABLES_LEXICON_H

#include "archiver/gather/tables/token.h"
#include "format/base/digest.h"
#include "format/base/err.h"

/* Each is a section of the tables, under the name in lexicon.c. */
enum lexicon_class {
	LEXICON_SURNAME = 1 << 0,
	LEXICON_HONORIFIC = 1 << 1,
	LEXICON_RANK = 1 << 2,	 /* military ranks, degrees */
	LEXICON_OFFICE = 1 << 3, /* that a body's name follows */
	LEXICON_POST = 1 << 4,	 /* an office by itself */
	LEXICON_BODY = 1 << 5,	 /* begins the name of a body */
	LEXICON_NAMED = 1 << 6,	 /* begins one that goes on with a name: schools, companies */
	LEXICON_WHOLE = 1 << 7,	 /* is the name of a body */
	LEXICON_DOMAIN =
		1 << 8, /* what bodies are for; in their names its first letter is a capital */
	LEXICON_TAIL = 1 << 9,	/* goes on within the name of a body in small letters */
	LEXICON_UNIT = 1 << 10, /* generic words of administrative units */
	LEXICON_PROVINCE = 1 << 11,
	LEXICON_DISTRICT = 1 << 12,
	LEXICON_COUNTRY = 1 << 13,
	LEXICON_CITY = 1 << 14, /* abroad */
	LEXICON_REGION = 1 << 15,
	LEXICON_NATURE = 1 << 16,  /* generic words: river, mountain */
	LEXICON_SITE = 1 << 17,	   /* generic words: street, bridge, square */
	LEXICON_LAW = 1 << 18,	   /* kinds of legal documents that have a number */
	LEXICON_STATUTE = 1 << 19, /* kinds that have a title and a year */
	LEXICON_TITLED = 1 << 20,  /* what a name in quotation marks is of */
	LEXICON_DAY_CUE = 1 << 21, /* stands before a day */
	LEXICON_SAYING = 1 << 22,
	LEXICON_NOT_PLACE = 1 << 23, /* before a country's name: not the country */
	LEXICON_CODE = 1 << 24,	     /* of a kind of document, in its number */
	LEXICON_STOP = 1 << 25,	     /* a name in capitals does not go on with this word */
	LEXICON_FORMER = 1 << 26,    /* before an office: who had it, or has it for a time */
	LEXICON_THING = 1 << 27,     /* before a name: what is called so is no person */
	LEXICON_WHEREAT = 1 << 28,   /* before a name of two words: a place, as a rule */
	LEXICON_AGENCY = 1 << 29,    /* press agencies and sites, in tables of a user */
	LEXICON_DATELINE = 1 << 30   /* places that datelines name, in tables of a user */
};

/* What the tables know of a phrase. */
struct lexicon_entry {
	uint32_t classes;
	struct slice data; /* the second column: a unit's code, what is short for what */
};

struct lexicon;

/* Reads the tables. */
MUST_USE enum rc lexicon_new(struct lexicon **out, struct err *e);
void lexicon_free(struct lexicon *x);

/*
 * Adds a table of the same form as those that are compiled in: `[section]` lines,
 * phrases, each with a tab and its data or without; empty lines and those that
 * begin with `#` are passed over. What is asked afterwards borrows from `table`.
 * RC_BAD with the number of the line, RC_LIMIT where there is no room for it; what
 * stood before it has been added then.
 */
MUST_USE enum rc lexicon_add(struct lexicon *x, struct slice table, struct err *e);

/* SHA-256 over the tables that are compiled in. */
struct digest lexicon_digest(void);

/* Sets in each token the classes of the phrases that begin or end with it. */
void lexicon_mark(const struct lexicon *x, struct token *t, size_t count);

/*
 * How many tokens the longest phrase of one of `classes` takes at `t[0]`, or 0.
 * `entry` is filled then, and may be NULL.
 */
size_t lexicon_match(const struct lexicon *x, const struct token *t, size_t count, uint32_t classes,
	struct lexicon_entry *entry);

#endif
