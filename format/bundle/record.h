/*
 * record.h -- the bundle record, `annals/bundle.txt`: the log's leaf for the
 * bundle itself (SPEC 7.3).
 *
 * Everything that a reader must know before it may believe another byte of the
 * bundle is in here, and here is what the checkpoint signs.
 */
#ifndef ANNALS_FORMAT_BUNDLE_RECORD_H
#define ANNALS_FORMAT_BUNDLE_RECORD_H

#include "format/base/bytes.h"
#include "format/base/digest.h"

#define RECORD_TYPE "annals/bundle@1"

/* Where a tag file's content lies in the tar stream. */
struct record_range {
	uint64_t offset;
	uint64_t length;
};

struct record {
	struct slice name;
	struct slice origin;
	struct slice period;
	uint64_t created;  /* seconds since 1970, UTC */
	uint64_t articles; /* leaves of this bundle, without its own; at least 1 */
	uint64_t before;   /* leaves in the log before this bundle */
	struct digest before_root;
	uint64_t payload_bytes;
	uint64_t payload_files;
	uint64_t stream; /* bytes of the tar before the seal */
	struct record_range manifest;
	struct record_range index;
	struct record_range tree;
	struct record_range tagmanifest;
	struct digest frames_digest;
	struct digest tagmanifest_digest;
	struct digest range_digest;
	struct digest previous_digest;
};

/* Largest record, and so a bound for whoever reads one. */
#define RECORD_MAX 4096

void record_write(const struct record *r, struct bytes *out);

/*
 * Reads and checks: one spelling, names and period in form, the ranges within the stream
 * and in their order. The slices point into `text`. RC_UNSUPPORTED where the first line
 * names a later version.
 */
MUST_USE enum rc record_parse(struct slice text, struct record *out, struct err *e);

#endif
