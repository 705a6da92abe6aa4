/*
 * bundle_unpack.h -- bundles in memory laid out as folders, for tests of what checks folders.
 */
#ifndef ANNALS_TESTS_SUPPORT_BUNDLE_UNPACK_H
#define ANNALS_TESTS_SUPPORT_BUNDLE_UNPACK_H

#include "format/base/slice.h"

struct trust;

/* Writes every member of the bundle below the folder `into`, which is made; the test fails
 * where that is not possible. The bag's own folder is left out of the paths. */
void bundle_unpack_bag(struct slice file, const struct trust *trust, const char *into);

/* Writes one article's files and its article.tlog-proof into the folder `into`. */
void bundle_unpack_article(
	struct slice file, const struct trust *trust, const char *id, const char *into);

#endif
