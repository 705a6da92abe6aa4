/*
 * intake.h -- from what the user names to reports, one after another.
 *
 * An input is a file, a folder or, as `-`, a list of such, a path a line. A
 * folder is walked in byte order of the paths beneath it; names that begin with
 * a dot are skipped; links, pipes, sockets, devices and what cannot be read are
 * given out as reports that are refused. A folder with one report, pictures,
 * and no folder in it is one report with its photos.
 *
 * A report that has files in it, such as a document with pictures, gets a folder with
 * its parts (with_parts.h), and what is attached to it follows as reports of their own.
 *
 * Memory does not grow with the number of files: names of one folder at a time
 * are sorted, and beyond a few MiB in a temporary file. No descriptor is held
 * between calls but the lock of the folder that is unpacked into.
 */
#ifndef ANNALS_ARCHIVER_GATHER_INTAKE_INTAKE_H
#define ANNALS_ARCHIVER_GATHER_INTAKE_INTAKE_H

#include "archiver/gather/intake/intake_report.h"
#include "archiver/gather/intake/unpack_limits.h"
#include "format/base/attr.h"

#include <stdbool.h>
#include <stdio.h>

/* Folders in folders: what is deeper was not put there by a newsroom. */
#define INTAKE_DEPTH_MAX 64

struct intake_inputs {
	char *const *at; /* borrowed, as they stand on the command line */
	size_t count;
	FILE *list;  /* what `-` reads; not owned, NULL where `-` is a name like others */
	int scratch; /* a folder for temporary files; not owned */
	/* Its path, where what comes packed is laid out until intake_free; NULL: nowhere. */
	const char *scratch_path;
	struct unpack_limits limits; /* none where all are 0: UNPACK_LIMITS_DEFAULT */
};

struct intake;

/* Also sweeps away what runs that were killed left in the scratch folder. */
MUST_USE enum rc intake_new(const struct intake_inputs *inputs, struct intake **out, struct err *e);

/* From then on no path of its reports leads anywhere that was unpacked. */
void intake_free(struct intake *in);

/*
 * The next report, which the caller releases; `*got` is false after the last.
 * What is wrong with one input is that report's refusal; a failure here means
 * that the rest cannot be had.
 */
MUST_USE enum rc
intake_next(struct intake *in, struct intake_report *out, bool *got, struct err *e);

#endif
