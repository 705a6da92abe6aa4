/*
 * bundle_name.h -- what a bundle is called (SPEC 2):
 * `<archive>-<YYYY-MM>`, or `<archive>-<YYYY-MM>.<n>` for the supplement n >= 2.
 */
#ifndef ANNALS_FORMAT_BUNDLE_BUNDLE_NAME_H
#define ANNALS_FORMAT_BUNDLE_BUNDLE_NAME_H

#include "format/base/bytes.h"

#define BUNDLE_NAME_ARCHIVE_MAX 32
#define BUNDLE_NAME_PERIOD	7
/* "-YYYY-MM.NNNNNN" behind the archive's name */
#define BUNDLE_NAME_MAX	   (BUNDLE_NAME_ARCHIVE_MAX + 1 + BUNDLE_NAME_PERIOD + 7)
#define BUNDLE_NUMBER_MAX  999999
#define BUNDLE_NAME_SUFFIX ".tar.zst"

struct bundle_name {
	struct slice archive; /* [a-z0-9][a-z0-9-]{0,31} */
	struct slice period;  /* YYYY-MM */
	uint64_t number;      /* 1 for the month itself, 2 and up for its supplements */
};

bool bundle_name_archive_check(struct slice archive);
bool bundle_name_period_check(struct slice period);

/* The parts, as slices of `text`; false where it is not a bundle's name. */
bool bundle_name_parse(struct slice text, struct bundle_name *out);

void bundle_name_write(const struct bundle_name *name, struct bytes *out);

#endif
