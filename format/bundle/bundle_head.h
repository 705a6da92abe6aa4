/*
 * bundle_head.h -- what remains of a bundle when it is closed: its place in the
 * log, for the history of an archive (SPEC 7.5).
 */
#ifndef ANNALS_FORMAT_BUNDLE_BUNDLE_HEAD_H
#define ANNALS_FORMAT_BUNDLE_BUNDLE_HEAD_H

#include "format/bundle/bundle.h"
#include "format/bundle/bundle_name.h"

/* Plain memory: some 400 bytes that can be copied and need no release. */
struct bundle_head {
	char name[BUNDLE_NAME_MAX + 1];
	char origin[CHECKPOINT_ORIGIN_MAX + 1];
	uint64_t created;
	uint64_t before; /* leaves in the log before it … */
	uint64_t size;	 /* … and with it */
	struct digest before_root;
	struct digest root;
	struct digest previous; /* of previous.txt; of nothing for the first bundle */
	struct digest note;	/* of its own signed checkpoint */
};

/* Of a bundle that bundle_open has filled; whether it is believed is not asked. */
struct bundle_head bundle_head_of(const struct bundle *b);

#endif
