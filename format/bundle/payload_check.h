/*
 * payload_check.h -- the articles' files as they go by in order (SPEC 3.3, 5,
 * 6, 7.1): each against the manifest, the manifest against the log, runs
 * against frames and index.
 */
#ifndef ANNALS_FORMAT_BUNDLE_PAYLOAD_CHECK_H
#define ANNALS_FORMAT_BUNDLE_PAYLOAD_CHECK_H

#include "format/bundle/findings.h"
#include "format/bundle/index_check.h"
#include "format/bundle/lane_check.h"
#include "format/bundle/leaf_check.h"
#include "format/bundle/manifest_cursor.h"
#include "format/bundle/member_facts.h"

/* A run that goes by: an article's members of one lane. */
struct payload_run {
	bool open;
	uint64_t article;
	struct index_row row; /* id, leaf, the lane's run, captions */
	struct bytes id, head;
};

struct payload_check {
	const struct bundle *bundle; /* borrowed */
	struct findings *findings;   /* borrowed */
	struct manifest_cursor cursors[LANE_COUNT];
	bool media_open, media_listed; /* the media cursor; a file in the manifest */
	struct leaf_check leaves;
	struct index_check index;
	struct lane_check lanes;
	struct payload_run runs[LANE_COUNT];
	uint64_t bytes, files;
	uint64_t frame_at; /* where the frame at hand begins in the stream */
	/* The member at hand. */
	enum payload_lane lane;
	enum payload_kind kind;
};

/* Does not move in memory afterwards. RC_BAD for a manifest that cannot be read. */
MUST_USE enum rc payload_check_init(
	struct payload_check *c, const struct bundle *b, struct findings *findings, struct err *e);
void payload_check_release(struct payload_check *c);

/* A frame begins at this byte of the stream. */
void payload_check_frame(struct payload_check *c, uint64_t at);

/* The member at hand goes on in this frame: an article's file, or a tag file. */
MUST_USE enum rc payload_check_goes_on(struct payload_check *c, bool payload, struct err *e);

/*
 * A file below data/ begins, its header at byte `offset` of the stream. RC_BAD where it is
 * not the one that the manifest has there: what stands where is not known from then on.
 */
MUST_USE enum rc payload_check_begin(
	struct payload_check *c, struct slice path, uint64_t size, uint64_t offset, struct err *e);

/* It has ended; `facts` are its own. A wrong digest goes to the findings. */
MUST_USE enum rc
payload_check_member_end(struct payload_check *c, const struct member_facts *facts, struct err *e);

/* The path of the member at hand, as the manifest has it. */
static inline struct slice
payload_check_path(const struct payload_check *c)
{
	return c->cursors[c->lane].next.path;
}

/* A tag file begins: the articles have ended. */
MUST_USE enum rc payload_check_tag(struct payload_check *c, struct err *e);

/* The frame ends, between two members or within one. */
MUST_USE enum rc
payload_check_frame_end(struct payload_check *c, size_t content, bool between, struct err *e);

/* Behind the last member; `*tree` is the digest that tree.tsv must have. */
MUST_USE enum rc payload_check_end(
	struct payload_check *c, struct frame_reader *frames, struct digest *tree, struct err *e);

#endif
