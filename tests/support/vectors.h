/*
 * vectors.h -- the bundles of tests/vectors, each with what a reader must say.
 */
#ifndef ANNALS_TESTS_SUPPORT_VECTORS_H
#define ANNALS_TESTS_SUPPORT_VECTORS_H

#include "format/base/slice.h"

struct vector {
	const char *name;    /* of its file */
	struct slice file;   /* its bytes */
	const char *what;    /* a sentence */
	const char *outcome; /* "good", "bad: RULE", … */
};

/* Makes one after another and hands it over; it lives during the call. */
void vectors_each(void (*see)(void *ctx, const struct vector *v), void *ctx);

#endif
