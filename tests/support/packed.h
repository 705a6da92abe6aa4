/*
 * packed.h -- archives for tests, made by libarchive with whatever names a test wants.
 */
#ifndef ANNALS_TESTS_SUPPORT_PACKED_H
#define ANNALS_TESTS_SUPPORT_PACKED_H

#include "format/base/slice.h"

struct packed_member {
	const char *name;
	const char *content; /* of a link: where it leads; NULL for a folder */
	char kind;	     /* 'f' file, 'd' folder, 'l' symbolic link, 'h' hard link, 'p' pipe */
};

/*
 * Writes an archive; `form` is "zip", "7z", "tar", or "raw" for a single member alone, the last
 * two with ".gz", ".xz", ".zst" or ".bz2" behind it or without. The test fails where that is not
 * possible.
 */
void
packed_make(const char *path, const char *form, const struct packed_member *members, size_t count);

/* The same with members that hold bytes, not text. */
void packed_make_of(const char *path, const char *form, const char *const *names,
	const struct slice *contents, size_t count);

#endif
