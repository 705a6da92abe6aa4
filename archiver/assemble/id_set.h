/*
 * id_set.h -- which ids are taken, so that a new one can be told apart.
 *
 * It holds 64 bits of each id's SHA-256: ten to twenty bytes an article, whatever
 * its id's length. Two ids that share those bits look like one, and then the
 * second gets a suffix it did not need; nothing else depends on it.
 */
#ifndef ANNALS_ARCHIVER_ASSEMBLE_ID_SET_H
#define ANNALS_ARCHIVER_ASSEMBLE_ID_SET_H

#include "format/base/err.h"
#include "format/base/slice.h"

struct id_set {
	uint64_t *places; /* 0: free */
	size_t room;	  /* a power of two, or 0 */
	size_t count;
};

#define ID_SET_EMPTY ((struct id_set){NULL, 0, 0})

void id_set_release(struct id_set *s);

bool id_set_has(const struct id_set *s, struct slice id);
MUST_USE enum rc id_set_add(struct id_set *s, struct slice id, struct err *e);

#endif
