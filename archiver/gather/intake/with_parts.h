/*
 * with_parts.h -- which kinds of reports have files in them, and what lays those out.
 *
 * To add a kind, write `intake/X_parts.[ch]` with one function of the form below, and a
 * row in with_parts.c. intake makes an empty folder in its scratch place and calls it once
 * for each report of that kind, before the report is given out; the folder is then the
 * report's `parts`, which the kind's reader and page_pictures.c find again. It lives as
 * long as the intake.
 */
#ifndef ANNALS_ARCHIVER_GATHER_INTAKE_WITH_PARTS_H
#define ANNALS_ARCHIVER_GATHER_INTAKE_WITH_PARTS_H

#include "archiver/gather/intake/intake_report.h"
#include "archiver/gather/intake/scratch_place.h"
#include "archiver/gather/intake/unpack_limits.h"
#include "archiver/gather/read/reader.h"

/*
 * Lays out, in `folder`, what lies in the report at `path`: each file under its
 * parts_path (parts.h), mode 0600; what are reports of their own in PARTS_ATTACHED.
 * Pictures only, and what the kind's reader asks for; what nobody will ask for is left
 * packed. Each member and its bytes are asked of `limits` before they are written.
 *
 * A report that is broken is no failure here: what can be had is laid out, and its reader
 * says what is wrong with it. RC_LIMIT, RC_IO where a file cannot be written, RC_NOMEM:
 * any but the last is then the report's refusal.
 */
typedef enum rc with_parts_unpacker(
	const char *path, const char *folder, struct unpack_limits *limits, struct err *e);

/*
 * Gives the report, whose text is of this kind, its parts, where it may have any: a new
 * folder in `place`. What fails is the report's refusal, but RC_NOMEM.
 */
MUST_USE enum rc with_parts_lay_out(enum reader_kind kind, struct scratch_place *place,
	struct unpack_limits *limits, struct intake_report *r, struct err *e);

#endif
