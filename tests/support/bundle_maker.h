/*
 * bundle_maker.h -- bundles in memory, for tests: invented articles, one thread,
 * a key that anyone can make again.
 */
#ifndef ANNALS_TESTS_SUPPORT_BUNDLE_MAKER_H
#define ANNALS_TESTS_SUPPORT_BUNDLE_MAKER_H

#include "format/bundle/bundle.h"
#include "format/bundle/bundle_writer.h"
#include "keys/keypair.h"

#define BUNDLE_MAKER_ORIGIN  "example.org/annals"
#define BUNDLE_MAKER_CREATED 1690848000 /* 2023-08-01T00:00:00Z */

/* One article to be made. */
struct maker_article {
	const char *id;
	size_t original;       /* bytes of its original, some text */
	const char *extension; /* of the original; NULL for "txt" */
	size_t photos;	       /* how many photos */
	size_t photo;	       /* bytes of each */
};

/* A log that grows bundle by bundle. */
struct bundle_maker {
	struct keypair pair;
	struct trust trust;
	struct bytes file; /* the bundle made last */
	struct bytes range, previous;
	struct bundle_before before;
	int level;
};

/* Changes for tests that want a bundle with something wrong in it; NULL for none. */
struct maker_hooks {
	/* Called with each article's row before it is written. */
	void (*row)(void *ctx, struct index_row *row);
	/* Called with each member's content before it is written. */
	void (*member)(void *ctx, struct slice file, struct bytes *content);
	void *ctx;
};

void bundle_maker_init(struct bundle_maker *m);
void bundle_maker_release(struct bundle_maker *m);

/* Makes the next bundle of the log into m->file; fails the test where it cannot. */
void bundle_maker_make(struct bundle_maker *m, const char *name,
	const struct maker_article *articles, size_t count, const struct maker_hooks *hooks);

#endif
