/*
 * read_ninjs.h -- a report that came as an item of IPTC ninjs, versions 1 to 3: news in JSON.
 *
 * Version 1 has `headline`, `body_text`, `body_xhtml`, `person`; version 2 lists `headlines`,
 * `bodies`, `people`; version 3 writes capitals in the names of some. All are read, in
 * whichever mixture. Of several texts of one item that in HTML counts, for it tells
 * paragraphs apart; a description is the text of what has no other, and the caption of a
 * picture. Associated pictures are the article's; what else is associated is noted.
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_READ_NINJS_H
#define ANNALS_ARCHIVER_GATHER_READ_READ_NINJS_H

#include "archiver/gather/read/reader.h"
#include "archiver/gather/read/wire.h"

/* Whether a file that begins so is JSON, and then whether an object with names that ninjs has. */
bool read_ninjs_check(struct slice first, struct reader_guess *out);

/*
 * Fills an empty story. `report` is where pictures are looked for, or NULL; `zone` as for
 * read_html. RC_BAD where it is no JSON or has no text, RC_UNSUPPORTED where it is no item,
 * RC_LIMIT.
 */
MUST_USE enum rc read_ninjs(struct slice raw, int zone, const struct intake_report *report,
	struct normal *n, struct story *s, struct err *e);

#endif
