/*
 * frame_members.h -- the members that lie whole in one frame, as a thread finds
 * them that sees this frame alone (SPEC 4, 8.2).
 *
 * It hashes each and looks at the content of some; whether they are the ones
 * that belong there is found later, in order. It stops at the first member
 * that is not whole or not in form, and leaves the rest to whoever walks the
 * stream.
 */
#ifndef ANNALS_FORMAT_BUNDLE_FRAME_MEMBERS_H
#define ANNALS_FORMAT_BUNDLE_FRAME_MEMBERS_H

#include "format/bundle/bundle_verify.h"
#include "format/bundle/member_facts.h"

struct frame_member {
	struct slice path; /* without the bag's folder; empty where it is not below it */
	size_t path_at;	   /* of the path in `paths`, for frame_members_next */
	size_t at;	   /* of the header, in the frame */
	size_t size;
	struct member_facts facts;
	bool broken; /* `broken` of the frame is about this member */
};

/* Owns its lists; keeps their memory from frame to frame. */
struct frame_members {
	struct bytes found; /* records of struct frame_member, as frame_members_next reads them */
	struct bytes paths;
	size_t walked_to;  /* the first byte of the frame that is in no member found */
	struct err broken; /* of the first member whose content is not in form */
};

void frame_members_init(struct frame_members *m);
void frame_members_release(struct frame_members *m);
void frame_members_clear(struct frame_members *m);

/*
 * Fills the list from a frame's content, which begins with a header, and hands each member
 * to the tap, if there is one. Facts point into `content`.
 */
MUST_USE enum rc frame_members_take(struct frame_members *m, const struct record *record,
	struct slice content, const struct bundle_tap *tap, struct err *e);

/* Member after member: `*at` starts at 0; false behind the last. */
bool frame_members_next(const struct frame_members *m, size_t *at, struct frame_member *out);

/* The path within the bag; empty where it is not below the bag's folder. */
struct slice frame_members_inside(const struct record *record, struct slice path);

#endif
