/*
 * packer.h -- makes a frame (frame.h) out of a content.
 *
 * Each frame stands alone: no dictionary, nothing carried over from the frame
 * before, one thread. The same content and level give the same bytes for the
 * same version of libzstd, whatever the packer did before.
 */
#ifndef ANNALS_FORMAT_FRAME_PACKER_H
#define ANNALS_FORMAT_FRAME_PACKER_H

#include "format/base/bytes.h"

#define PACKER_LEVEL_MIN     1
#define PACKER_LEVEL_MAX     19
#define PACKER_LEVEL_DEFAULT 9

/* One thread's; its memory grows to what level and content ask for, 1 to 90 MiB, and stays. */
struct packer;

MUST_USE enum rc packer_new(struct packer **p, struct err *e);
void packer_free(struct packer *p);

/*
 * Appends one frame of `content`, which has 1 to LIMIT_FRAME_CONTENT bytes; `out`
 * needs a maximum that leaves room for FRAME_PACKED_MAX. RC_USAGE for another
 * level or length, RC_LIMIT, RC_NOMEM; RC_UNSUPPORTED where libzstd made a frame
 * that this format does not have. After a failure `out` is as it was.
 */
MUST_USE enum rc
packer_pack(struct packer *p, struct slice content, int level, struct bytes *out, struct err *e);

#endif
