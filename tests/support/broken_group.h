/*
 * broken_group.h -- what the files that list broken bundles share with each
 * other; for whoever uses them, broken.h.
 */
#ifndef ANNALS_TESTS_SUPPORT_BROKEN_GROUP_H
#define ANNALS_TESTS_SUPPORT_BROKEN_GROUP_H

#include "support/broken.h"

struct broken_group {
	const struct broken *rows;
	size_t count;
};

extern const struct broken_group broken_seal, broken_stream, broken_bag;

/* The first article's folder and the last one's, in the bundle that is not the first. */
#define BROKEN_A "data/2023/07/28/bai-co-anh"
#define BROKEN_D "data/2023/07/28/bai-cuoi"

/* A change at one stage. */
#define BROKEN_AT(name, when) \
	static void name##_at_stage(struct forge *f); \
	static void name(struct forge *f, enum forge_stage stage) \
	{ \
		if (stage == (when)) \
			name##_at_stage(f); \
	} \
	static void name##_at_stage(struct forge *f)

#endif
