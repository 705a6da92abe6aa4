/*
 * tar_walk.h -- reads a canonical tar stream (SPEC 4) in the pieces in which it
 * arrives, and tells what stands in it.
 *
 * A walk begins at any member boundary, the stream's beginning or another. It
 * checks every header (ustar_parse) and every byte of padding, that the two end
 * blocks come together and that nothing follows them; what the members mean is
 * the listener's affair. The state is plain memory: a copy of it is a walk of
 * its own, and nothing needs release.
 */
#ifndef ANNALS_FORMAT_TAR_TAR_WALK_H
#define ANNALS_FORMAT_TAR_TAR_WALK_H

#include "format/tar/ustar.h"

/*
 * Called in this order for each member: on_member, on_data for each piece that
 * is not empty, on_end when the padding has been checked too. `offset` is where
 * the header stands in the stream; the content stands USTAR_BLOCK behind it.
 * Slices are valid during the call. What is not RC_OK ends the walk.
 */
struct tar_walk_listener {
	enum rc (*on_member)(
		void *ctx, struct slice path, uint64_t size, uint64_t offset, struct err *e);
	enum rc (*on_data)(void *ctx, struct slice piece, struct err *e);
	enum rc (*on_end)(void *ctx, struct err *e);
};

enum tar_walk_place {
	TAR_WALK_HEADER, /* at a boundary, or within a header */
	TAR_WALK_CONTENT,
	TAR_WALK_PADDING,
	TAR_WALK_SECOND_END, /* the first end block has been seen */
	TAR_WALK_ENDED
};

struct tar_walk {
	const struct tar_walk_listener *listener; /* borrowed */
	void *ctx;
	uint64_t mtime;	 /* what every header must say */
	uint64_t offset; /* of the next byte in the stream */
	enum tar_walk_place place;
	uint64_t left;	   /* of the content or the padding */
	size_t block_have; /* bytes of `block` that have arrived */
	uint8_t block[USTAR_BLOCK];
	struct ustar_entry member; /* the one that the walk is in */
};

/* `offset` must be a member boundary of the stream whose creation time is `mtime`. */
void tar_walk_init(struct tar_walk *w, const struct tar_walk_listener *listener, void *ctx,
	uint64_t mtime, uint64_t offset);

/* RC_BAD with the place in the stream, or what the listener returned; then feed no more. */
MUST_USE enum rc tar_walk_feed(struct tar_walk *w, struct slice piece, struct err *e);

/* True between members: a run that stops here is whole, and no end block has come. */
bool tar_walk_at_boundary(const struct tar_walk *w);

/* RC_OK when both end blocks have come, else RC_BAD: the stream is cut short. */
MUST_USE enum rc tar_walk_finish(const struct tar_walk *w, struct err *e);

#endif
