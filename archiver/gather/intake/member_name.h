/*
 * member_name.h -- whether a name in an archive may become a path in a folder, and
 * which path.
 *
 * A name is parts with '/' between. Empty parts and `.` are passed over, as `tar -c .`
 * writes them. What would lead out of the folder or stands for two files in one is not
 * taken, and why is said; what begins with a dot, or lies in `__MACOSX`, is passed over
 * as it is in a folder: it was never meant to be seen.
 */
#ifndef ANNALS_ARCHIVER_GATHER_INTAKE_MEMBER_NAME_H
#define ANNALS_ARCHIVER_GATHER_INTAKE_MEMBER_NAME_H

#include "format/base/bytes.h"

/* Of one part: what file systems take. */
#define MEMBER_NAME_PART_MAX 255

/* Of all: with the folder before it, still a path that the system takes. */
#define MEMBER_NAME_MAX 2048

/* Folders in folders, less than SCRATCH_PLACE_DEPTH_MAX. */
#define MEMBER_NAME_DEPTH_MAX 60

enum member_name_answer { MEMBER_NAME_TAKEN, MEMBER_NAME_PASSED_OVER, MEMBER_NAME_REFUSED };

/*
 * Writes the path to `out`, which is cleared: parts with one '/' between. Where it is
 * refused, `*why` says it.
 */
enum member_name_answer member_name_read(struct slice name, struct bytes *out, const char **why);

/*
 * The path as it compares with others on a disk that does not tell case and form of
 * letters apart: case folded, in form C; as it is where it is no UTF-8. Appended.
 */
void member_name_fold(struct slice path, struct bytes *out);

#endif
