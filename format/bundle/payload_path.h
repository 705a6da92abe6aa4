/*
 * payload_path.h -- the names of an article's files, and which lane each
 * travels in (SPEC 3.3, 5.2).
 *
 *     NAME/data/2023/07/28/<slug>/photos/1.jpg
 *          '---------- path in the manifest --'
 *               '------- id -------' '- file -'
 */
#ifndef ANNALS_FORMAT_BUNDLE_PAYLOAD_PATH_H
#define ANNALS_FORMAT_BUNDLE_PAYLOAD_PATH_H

#include "format/base/err.h"
#include "format/base/slice.h"

#include <stdbool.h>

enum payload_kind {
	PAYLOAD_UNKNOWN = 0,
	PAYLOAD_ARTICLE,
	PAYLOAD_CAPTIONS,
	PAYLOAD_EXTRACTION,
	PAYLOAD_METADATA,
	PAYLOAD_ORIGINAL,
	PAYLOAD_PHOTO
};

enum payload_lane { LANE_TEXT = 0, LANE_MEDIA = 1, LANE_COUNT = 2 };

struct payload_path {
	struct slice id;   /* 2023/07/28/<slug>, or undated/<slug> */
	struct slice file; /* article.txt … photos/1.jpg */
	enum payload_kind kind;
	enum payload_lane lane;
	uint64_t photo; /* the number in a photo's name, from 1 */
};

/* Takes a path as the manifest has it ("data/…") apart; RC_BAD with rule ART-1 or ART-2. */
MUST_USE enum rc payload_path_parse(struct slice path, struct payload_path *out, struct err *e);

/*
 * The same for a path of article `id`, which has been checked before: false where it is not
 * one, and then payload_path_parse tells what it is.
 */
bool payload_path_within(struct slice path, struct slice id, struct payload_path *out);

/* What a file's name within its article says about it; PAYLOAD_UNKNOWN for no article's file. */
enum payload_kind payload_path_kind(struct slice file, uint64_t *photo);

/* Media is what is compressed already: photos, and originals by the suffixes of SPEC 3.3. */
enum payload_lane payload_path_lane(struct slice file);

#endif
