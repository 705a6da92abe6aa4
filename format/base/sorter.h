/*
 * sorter.h -- records of bytes in, the same in byte order out, whatever their
 * number: sorted in memory by pieces, the pieces set aside in a spool and
 * merged at the end.
 *
 * Add all, then ask for the next until there is none. Equal records come out
 * in the order in which they went in.
 */
#ifndef ANNALS_FORMAT_BASE_SORTER_H
#define ANNALS_FORMAT_BASE_SORTER_H

#include "format/base/spool.h"

/* What is sorted in memory at a time. */
#define SORTER_PIECE (4 * 1024 * 1024)

/* A record is at most this long. */
#define SORTER_RECORD_MAX (256 * 1024)

struct sorter;

/* `folder` is where a temporary file is made, when one is needed; not owned. */
MUST_USE enum rc sorter_new(int folder, struct sorter **out, struct err *e);
void sorter_free(struct sorter *s);

MUST_USE enum rc sorter_add(struct sorter *s, struct slice record, struct err *e);

/*
 * The next record, valid until the next call; `*got` is false after the last.
 * The first call ends the adding.
 */
MUST_USE enum rc sorter_next(struct sorter *s, struct slice *record, bool *got, struct err *e);

#endif
