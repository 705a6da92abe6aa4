/*
 * normal.h -- Unicode normalisation form C (UAX 15), in bounded time.
 *
 * Nearly all text is in that form as it comes, so that is asked first and
 * cheaply. What is not is taken apart, its marks are put in order, and it is
 * composed again, a stretch at a time. Marks are sorted by counting, for a
 * library that swaps neighbours takes hours over a million of them.
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_NORMAL_H
#define ANNALS_ARCHIVER_GATHER_READ_NORMAL_H

#include "format/base/bytes.h"

/* What may hang on one character, in bytes; a thousand times what any script asks for. */
#define NORMAL_STRETCH_MAX ((size_t)256 * 1024)

/* Memory that normal_compose works in; reused, released with normal_release. */
struct normal {
	struct bytes points;
	struct bytes sorted;
};

void normal_init(struct normal *n);
void normal_release(struct normal *n);

/*
 * True where `s` is valid UTF-8, surely in form C, and free of C0 controls but
 * the tab, and of DEL. False says nothing: normal_compose has the answer.
 */
bool normal_is_plain(struct slice s);

/*
 * Appends `s`, valid UTF-8, in form C. RC_LIMIT where more than
 * NORMAL_STRETCH_MAX bytes hang on one character.
 */
MUST_USE enum rc normal_compose(struct normal *n, struct slice s, struct bytes *out, struct err *e);

#endif
