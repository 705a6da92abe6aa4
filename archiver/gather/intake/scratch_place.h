/*
 * scratch_place.h -- where what comes packed is laid out as files: a private folder
 * that lives as long as its owner does.
 *
 * It is made beneath a folder that the caller names when it is first needed, with a
 * random name that begins with SCRATCH_PLACE_PREFIX, mode 0700, and locked (flock) as
 * long as its owner lives. So a later run tells those of the dead from those of the
 * living by trying the lock, whatever process numbers and clocks say, and sweeps the
 * dead away: nothing depends on an orderly end.
 */
#ifndef ANNALS_ARCHIVER_GATHER_INTAKE_SCRATCH_PLACE_H
#define ANNALS_ARCHIVER_GATHER_INTAKE_SCRATCH_PLACE_H

#include "format/base/err.h"

#include <stdint.h>

/* As publish.h names what is temporary in an archive. */
#define SCRATCH_PLACE_PREFIX ".annals-tmp-"

/* Nothing is laid out deeper than this. */
#define SCRATCH_PLACE_DEPTH_MAX 128

struct scratch_place {
	const char *beneath; /* borrowed; NULL where there is no place */
	char *path;	     /* owned; NULL until it is needed */
	int lock;
	uint64_t made; /* folders in it so far */
};

#define SCRATCH_PLACE_BENEATH(folder) ((struct scratch_place){(folder), NULL, -1, 0})

/* Removes the folder and all in it; what cannot be removed is left to the next sweep. */
void scratch_place_release(struct scratch_place *p);

/* A new empty folder in it: its path, to be freed. RC_UNSUPPORTED where there is no place. */
MUST_USE enum rc scratch_place_folder(struct scratch_place *p, char **out, struct err *e);

/* Removes what the dead left beneath `folder`, as far as that is possible. */
void scratch_place_sweep(const char *folder);

/* Removes the folder at `path` and all in it. */
void scratch_place_remove(const char *path);

#endif
