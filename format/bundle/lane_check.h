/*
 * lane_check.h -- whether frames are cut where the writer cuts them (SPEC
 * 3.3), told by a verifier that sees them go by.
 */
#ifndef ANNALS_FORMAT_BUNDLE_LANE_CHECK_H
#define ANNALS_FORMAT_BUNDLE_LANE_CHECK_H

#include "format/base/err.h"
#include "format/bundle/payload_path.h"

#include <stddef.h>

struct lane_check {
	/* The frame at hand. */
	bool any; /* an article's bytes have been seen in it */
	enum payload_lane lane;
	size_t last_run;  /* where the run that goes on at its end begins in it */
	unsigned begun;	  /* runs that begin in it */
	uint64_t article; /* whose run that is */
	/* Over all frames. */
	bool cut[LANE_COUNT];	/* the lane's last frame ended within a run */
	bool ended[LANE_COUNT]; /* its last frame was one that only the end closes */
	uint64_t last;		/* 1 + the place in order of the last closing */
	bool tags;		/* tag files have begun */
	bool short_tag;		/* a tag frame of less than 1 MiB has been seen */
};

#define LANE_CHECK_EMPTY ((struct lane_check){.any = false})

/* A frame begins. */
void lane_check_frame(struct lane_check *c);

/* A run of `article` begins `at` bytes into the frame; or goes on from the frame before. */
MUST_USE enum rc lane_check_run(struct lane_check *c, enum payload_lane lane, uint64_t article,
	size_t at, bool goes_on, struct err *e);

/* Tag files' bytes stand in the frame. */
MUST_USE enum rc lane_check_tags(struct lane_check *c, struct err *e);

/* The frame ends; `run_ended` says whether the last run ended with it. */
MUST_USE enum rc
lane_check_end(struct lane_check *c, size_t content, bool run_ended, struct err *e);

#endif
