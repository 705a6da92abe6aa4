/*
 * tag_check.h -- the tag files as they go by (SPEC 5.3 to 5.6): which they are,
 * in which order, where, and whether they agree with the tagmanifest and the
 * bundle record.
 */
#ifndef ANNALS_FORMAT_BUNDLE_TAG_CHECK_H
#define ANNALS_FORMAT_BUNDLE_TAG_CHECK_H

#include "format/bundle/bundle.h"
#include "format/bundle/findings.h"
#include "format/bundle/tag_file.h"

/* Small tag files are kept until the end; none is longer than this. */
#define TAG_CHECK_KEPT_MAX (64 * 1024)

struct tag_check {
	const struct bundle *bundle; /* borrowed */
	struct findings *findings;   /* borrowed */
	unsigned count;		     /* begun so far: the next is number `count` */
	struct hasher hasher;
	struct digest digests[TAG_FILES];
	bool absent[TAG_FILES];
	struct bytes
		kept[TAG_FILES]; /* of bagit.txt, readme.txt, bag-info.txt and the tagmanifest */
};

void tag_check_init(struct tag_check *c, const struct bundle *b, struct findings *findings);
void tag_check_release(struct tag_check *c);

/* A tag file begins: RC_BAD with TAR-3 where it is not the one that comes next. */
MUST_USE enum rc tag_check_begin(
	struct tag_check *c, struct slice path, uint64_t size, uint64_t content_at, struct err *e);
MUST_USE enum rc tag_check_piece(struct tag_check *c, struct slice piece, struct err *e);
void tag_check_member_end(struct tag_check *c);

/* The next tag file is not to be had, which has been told: nothing is asked about it. */
void tag_check_absent(struct tag_check *c);

/* Where the record says that a tag file's content lies; NULL where it does not say. */
const struct record_range *tag_check_place(const struct record *r, unsigned file);

/* After the last: all that the tag files say. `tree` is the digest tree.tsv must have, or NULL
 * where it is not known. */
void tag_check_end(struct tag_check *c, const struct digest *tree);

#endif
