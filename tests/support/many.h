/*
 * many.h -- as many invented articles as a test wants.
 */
#ifndef ANNALS_TESTS_SUPPORT_MANY_H
#define ANNALS_TESTS_SUPPORT_MANY_H

#include "support/bundle_maker.h"

struct many {
	struct maker_article *rows;
	char (*ids)[64];
	size_t count;
};

/* Their ids are neither in order nor spread evenly; every third has a photo. */
void many_init(struct many *m, size_t count);
void many_release(struct many *m);

#endif
