/*
 * publish.h -- how a file comes into its folder: whole or not at all, and never
 * in place of another.
 *
 * It is written without a name (O_TMPFILE), synced, and then linked; a process
 * that is killed leaves nothing behind. Where the file system has no unnamed
 * files it is written under a temporary name, which publish_sweep clears.
 */
#ifndef ANNALS_ARCHIVER_ASSEMBLE_PUBLISH_H
#define ANNALS_ARCHIVER_ASSEMBLE_PUBLISH_H

#include "format/base/err.h"
#include "format/base/slice.h"

#include <stdint.h>

struct publish {
	int folder; /* not owned */
	int fd;	    /* -1 when there is none */
	uint64_t size;
	char temporary[48]; /* empty for a file without a name */
};

#define PUBLISH_EMPTY ((struct publish){.folder = -1, .fd = -1})

/* Starts a file of mode 0644 in the folder. */
MUST_USE enum rc publish_open(int folder, struct publish *out, struct err *e);

MUST_USE enum rc publish_write(struct publish *p, struct slice bytes, struct err *e);

/*
 * Syncs the file, gives it its name, syncs the folder. RC_IO, and nothing is changed, where
 * the name is taken. The descriptor is closed.
 */
MUST_USE enum rc publish_commit(struct publish *p, const char *name, struct err *e);

/* Drops a file that was not committed; harmless after publish_commit. */
void publish_release(struct publish *p);

/* Takes away temporary names that a killed process left. Only with the archive locked. */
MUST_USE enum rc publish_sweep(int folder, struct err *e);

#endif
