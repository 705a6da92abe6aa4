/*
 * photo_directory.h -- directories of a TIFF structure, in a TIFF file or in a
 * block of EXIF: a count, and that many entries of a tag, a type, a number of
 * values, and the values or where they are (TIFF 6.0, section 2).
 *
 * Offsets are followed only where a caller asks for them, so nothing goes in
 * circles; an entry whose values lie beyond the end is as if it were not there.
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_PHOTO_DIRECTORY_H
#define ANNALS_ARCHIVER_GATHER_READ_PHOTO_DIRECTORY_H

#include "format/base/bytes.h"
#include "format/base/stream.h"

/* Cameras write some dozens. */
#define PHOTO_DIRECTORY_ENTRIES_MAX 4096

struct photo_entry {
	unsigned tag, type;
	uint32_t count;
	uint64_t at, size; /* of the values, bytes */
};

/* Release with photo_directory_release; start with PHOTO_DIRECTORY_OF. */
struct photo_directory {
	const struct source *s; /* borrowed */
	bool big;		/* the more significant byte comes first */
	struct bytes raw;
	uint64_t start;
};

#define PHOTO_DIRECTORY_OF(source) \
	((struct photo_directory){(source), false, BYTES_UP_TO(64 * 1024), 0})

void photo_directory_release(struct photo_directory *d);

/* The first one. `*got` is false where there is none. RC_IO, RC_NOMEM. */
MUST_USE enum rc photo_directory_first(struct photo_directory *d, bool *got, struct err *e);

/* That at `offset`, in place of the one before. */
MUST_USE enum rc
photo_directory_at(struct photo_directory *d, uint32_t offset, bool *got, struct err *e);

/* The first entry with that tag whose values are within the structure. */
bool photo_directory_find(const struct photo_directory *d, unsigned tag, struct photo_entry *out);

/* Whole numbers of an entry of type SHORT or LONG, and the two of a RATIONAL; false where it has
 * no such value, or it cannot be read. */
bool
photo_directory_number(const struct photo_directory *d, const struct photo_entry *x, uint32_t *out);
bool photo_directory_ratio(
	const struct photo_directory *d, const struct photo_entry *x, unsigned i, uint32_t out[2]);

#endif
