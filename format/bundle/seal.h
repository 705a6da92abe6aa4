/*
 * seal.h -- the last members of a bundle, by which it is believed (SPEC 7).
 *
 * As a tar stream they are a function of the bundle's name, its creation time
 * and six texts; reading is writing again and comparing. In the file they
 * stand in frames of raw blocks, so that nothing is decompressed before a
 * signature has been checked.
 */
#ifndef ANNALS_FORMAT_BUNDLE_SEAL_H
#define ANNALS_FORMAT_BUNDLE_SEAL_H

#include "format/base/bytes.h"

enum seal_file {
	SEAL_FRAMES,	  /* frames.tsv */
	SEAL_BUNDLE,	  /* bundle.txt */
	SEAL_RANGE,	  /* range.txt */
	SEAL_PREVIOUS,	  /* previous.txt */
	SEAL_CONSISTENCY, /* consistency.txt */
	SEAL_PROOF,	  /* bundle.tlog-proof */
	SEAL_FILES
};

/* The texts; the slices point to whoever owns them. */
struct seal {
	struct slice files[SEAL_FILES];
};

/* "frames.tsv" … : the name within `annals/`. */
const char *seal_file_name(enum seal_file file);

/* The seal's part of the tar stream, with the two end blocks. RC_LIMIT over 64 MiB. */
MUST_USE enum rc seal_write(const struct seal *seal, struct slice name, uint64_t created,
	struct bytes *out, struct err *e);

/*
 * Finds the six texts in the seal's part of the tar stream by their headers' names and
 * sizes alone. What else the headers say is checked by seal_check, once the record in
 * SEAL_BUNDLE has told name and time. `name` is the bag's folder. RC_BAD with SEAL-3.
 */
MUST_USE enum rc
seal_parse(struct slice stream, struct seal *out, struct slice *name, struct err *e);

/* RC_OK where `stream` is what seal_write makes; RC_BAD with SEAL-2 and the place. */
MUST_USE enum rc seal_check(struct slice stream, const struct seal *seal, struct slice name,
	uint64_t created, struct err *e);

#endif
