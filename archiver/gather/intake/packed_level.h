/*
 * packed_level.h -- one archive, laid out: a folder of files to be walked, or the pages of
 * a web archive; and what of it is left out.
 */
#ifndef ANNALS_ARCHIVER_GATHER_INTAKE_PACKED_LEVEL_H
#define ANNALS_ARCHIVER_GATHER_INTAKE_PACKED_LEVEL_H

#include "archiver/gather/intake/intake_report.h"
#include "archiver/gather/intake/scratch_place.h"
#include "archiver/gather/intake/unpack_limits.h"
#include "archiver/gather/read/reader.h"

struct web_archive;
struct sorter;

/* Where it is unpacked, and within what. */
struct packed_level_room {
	struct scratch_place *place;
	struct unpack_limits *limits;
	int scratch;	/* folder for temporary files; not owned */
	unsigned depth; /* archives that this one lies in */
};

struct packed_level {
	char *folder;		 /* NULL where there is none */
	struct web_archive *web; /* the pages, where it is a web archive */
	struct sorter *left_out; /* name, NUL, why; NULL behind the last */
};

#define PACKED_LEVEL_EMPTY ((struct packed_level){NULL, NULL, NULL})

/*
 * Unpacks the file, of a kind that reader_is_container. On failure nothing of it is left;
 * any but RC_NOMEM is why it is refused. What comes out of one input is counted together:
 * the count begins with the outermost archive.
 */
MUST_USE enum rc packed_level_open(const char *path, enum reader_kind kind,
	const struct packed_level_room *room, struct packed_level *out, struct err *e);

/* The folder stays as long as its place. */
void packed_level_release(struct packed_level *l);

/*
 * The next member that was left out, as a refused report called `shown` and its name;
 * `*got` is false behind the last.
 */
MUST_USE enum rc packed_level_left_out(struct packed_level *l, const char *shown,
	struct intake_report *out, bool *got, struct err *e);

#endif
