/*
 * small_file.h -- key files, trust files and passphrase files: read whole and
 * within bounds, written whole or not at all.
 *
 * Reading never waits (a FIFO is refused, not opened for good) and never reads
 * more than there is room for. Writing goes to a temporary name in the same
 * folder, is synced, takes its final name in one step, and then the folder is
 * synced: under the final name stands the old content or the new.
 */
#ifndef ANNALS_KEYS_SMALL_FILE_H
#define ANNALS_KEYS_SMALL_FILE_H

#include "format/base/err.h"
#include "format/base/slice.h"

#include <sys/types.h>

/* How the temporary name begins: what a killed process leaves behind has it. */
#define SMALL_FILE_TEMPORARY ".annals-"

enum small_file_guard {
	SMALL_FILE_PUBLIC, /* anybody may read it and write it */
	SMALL_FILE_OURS,   /* refused where its group or others can write it */
	SMALL_FILE_PRIVATE /* refused where they can read or write it, and behind a symbolic link */
};

/*
 * Reads a regular file into `room`, which holds its bytes and one more: RC_LIMIT where
 * they do not fit, RC_IO for what cannot be read or does not meet the guard.
 */
MUST_USE enum rc small_file_read(const char *path, enum small_file_guard guard, uint8_t *room,
	size_t room_len, size_t *len, struct err *e);

/* Makes a new file; RC_IO, and nothing is touched, where the name is taken. */
MUST_USE enum rc
small_file_create(const char *path, mode_t mode, struct slice content, struct err *e);

/* Makes a file or takes the place of the one there; a symbolic link is replaced, not followed. */
MUST_USE enum rc
small_file_replace(const char *path, mode_t mode, struct slice content, struct err *e);

#endif
