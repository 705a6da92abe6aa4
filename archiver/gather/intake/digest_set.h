/*
 * digest_set.h -- which things have been seen already, by their digests: 16 bytes a
 * thing, whatever it is called. Start with DIGEST_SET_EMPTY.
 */
#ifndef ANNALS_ARCHIVER_GATHER_INTAKE_DIGEST_SET_H
#define ANNALS_ARCHIVER_GATHER_INTAKE_DIGEST_SET_H

#include "format/base/digest.h"

struct digest_set {
	uint8_t (*slots)[DIGEST_SIZE / 2]; /* all zero where free */
	size_t room, count;		   /* room: a power of two */
};

#define DIGEST_SET_EMPTY ((struct digest_set){NULL, 0, 0})

void digest_set_release(struct digest_set *s);

/* `*fresh` is false where it was there already. */
MUST_USE enum rc
digest_set_add(struct digest_set *s, struct slice thing, bool *fresh, struct err *e);

#endif
