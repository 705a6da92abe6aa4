/*
 * range_text.h -- a list of hashes as a text: annals/range.txt, annals/consistency.txt
 * and the middle of a tlog-proof.
 *
 * A line a hash: 44 characters of canonical base64 and '\n'. No hashes are the
 * empty text.
 */
#ifndef ANNALS_FORMAT_CHECKPOINT_RANGE_TEXT_H
#define ANNALS_FORMAT_CHECKPOINT_RANGE_TEXT_H

#include "format/base/attr.h"
#include "format/base/bytes.h"
#include "format/base/encode.h"
#include "format/base/err.h"
#include "format/merkle/merkle_path.h"

#define RANGE_TEXT_LINE (ENCODE_BASE64_LEN(DIGEST_SIZE) + 1)
#define RANGE_TEXT_MAX	(RANGE_TEXT_LINE * MERKLE_PATH_MAX)

/* Appends the text. */
void range_text_write(const struct merkle_path *hashes, struct bytes *out);

/* RC_BAD unless `text` is what range_text_write makes of up to MERKLE_PATH_MAX hashes. */
MUST_USE enum rc range_text_parse(struct slice text, struct merkle_path *hashes, struct err *e);

#endif
