/*
 * read_text.h -- a report that came as plain text: its lines as the blocks of a
 * story, in UTF-8 and normalisation form C, without the white space around them.
 *
 * Lines end in LF, CR LF or CR. Empty ones only set the next block apart. The
 * text loses C0 controls other than the tab, and DEL; separators of lines and
 * paragraphs that are not line ends become blanks. A block knows which line of
 * the original it is, and whether its bytes stand there as they are.
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_READ_TEXT_H
#define ANNALS_ARCHIVER_GATHER_READ_READ_TEXT_H

#include "archiver/gather/read/charset.h"
#include "archiver/gather/story.h"

/*
 * Fills an empty story from `raw`, which is at most STORY_RAW_MAX long and not
 * needed afterwards. RC_UNSUPPORTED where its encoding is not known, RC_BAD
 * where it has no text, RC_LIMIT.
 */
MUST_USE enum rc read_text(struct slice raw, struct normal *n, struct story *s, struct err *e);

#endif
