/*
 * decode_state.h -- how far a decompressor has come.
 */
#ifndef ANNALS_ARCHIVER_GATHER_INTAKE_DECODE_STATE_H
#define ANNALS_ARCHIVER_GATHER_INTAKE_DECODE_STATE_H

#include "format/base/slice.h"

enum decode_state {
	DECODE_MORE, /* it wants more input, or more room */
	DECODE_END,  /* the end of what was packed; input may be left */
	DECODE_BAD,
	DECODE_NOMEM
};

/*
 * What one step has to work with: input, which moves on as it is used, and room, of which
 * `made` bytes have been filled afterwards.
 */
struct decode_step {
	struct slice in;
	uint8_t *out;
	size_t room;
	size_t made;
};

#endif
