/*
 * leaf.h -- an article's leaf in the log (SPEC 7.1): its type, its id, and
 * exactly its lines of the payload manifest.
 *
 * The text travels in the `extra` line of an article's .tlog-proof, so that
 * single files of an article can be checked against the signed log.
 */
#ifndef ANNALS_FORMAT_BUNDLE_LEAF_H
#define ANNALS_FORMAT_BUNDLE_LEAF_H

#include "format/base/bytes.h"
#include "format/base/digest.h"

#define LEAF_TYPE "annals/article@1"

/* Starts the text: type and id. The manifest's lines are then appended as they are. */
void leaf_start(struct slice id, struct bytes *out);

struct leaf {
	struct slice id;
	struct slice lines; /* the manifest lines, at least one */
};

/*
 * Takes a leaf's text apart and checks all of it: type, id, and manifest lines of that
 * article alone in byte order. RC_UNSUPPORTED for a leaf of another type.
 */
MUST_USE enum rc leaf_parse(struct slice text, struct leaf *out, struct err *e);

#endif
