/*
 * broken.h -- bundles that are wrong in one way each, and what a verifier must
 * say about them.
 */
#ifndef ANNALS_TESTS_SUPPORT_BROKEN_H
#define ANNALS_TESTS_SUPPORT_BROKEN_H

#include "support/forge.h"

/* Out of what a broken bundle is made. */
enum broken_from {
	BROKEN_FROM_FIRST,  /* the first bundle of a log: one article, a photo */
	BROKEN_FROM_NEXT,   /* the one after it: four articles, photos, no date */
	BROKEN_FROM_BLOCKS, /* the same four, behind 253: they lie in two blocks of the log */
	BROKEN_FROM_LARGE   /* articles of some MiB that compress to nothing */
};

struct broken {
	const char *name;  /* "REC-4-tree-longer": the rule, and in a word what breaks it */
	const char *what;  /* a sentence */
	const char *rules; /* all that are told, in order */
	enum rc verdict;
	enum broken_from from;
	void (*change)(struct forge *f, enum forge_stage stage);
	bool in_memory; /* much like another: not stored among the vectors */
};

/* All of them, by number from 0; NULL behind the last. */
const struct broken *broken_at(size_t i);

/* By its name; the test fails where there is none. */
const struct broken *broken_find(const char *name);

/* The key that signs all of them, and the bundles they are made of. Released by the caller. */
struct bundle_maker;
void broken_base(struct bundle_maker *m, enum broken_from from);

/* Makes it; to be released with forge_release. */
void broken_make(const struct broken *b, struct forge *f);

#endif
