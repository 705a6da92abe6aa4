/*
 * spool.h -- bytes set aside until they are needed: in memory while they are
 * few, beyond that in a file without a name that vanishes with the process.
 *
 * Written from front to end, then read back at any offset.
 */
#ifndef ANNALS_FORMAT_BASE_SPOOL_H
#define ANNALS_FORMAT_BASE_SPOOL_H

#include "format/base/bytes.h"

struct spool {
	struct bytes held; /* what has not gone to the file yet */
	uint64_t filed;	   /* bytes in the file, all before those held */
	int folder;	   /* where the file is made, when one is; not owned */
	int fd;		   /* -1 while there is none */
};

/* Bytes held in memory before a file is made. */
#define SPOOL_HELD (1024 * 1024)

#define SPOOL_IN(folder_fd) ((struct spool){BYTES_UP_TO(2 * SPOOL_HELD), 0, (folder_fd), -1})

void spool_release(struct spool *s);

MUST_USE enum rc spool_add(struct spool *s, struct slice bytes, struct err *e);

static inline uint64_t
spool_size(const struct spool *s)
{
	return s->filed + s->held.len;
}

/* Exactly `n` bytes from `offset`; RC_IO where the system fails. The range must exist. */
MUST_USE enum rc
spool_read(const struct spool *s, uint64_t offset, uint8_t *to, size_t n, struct err *e);

#endif
