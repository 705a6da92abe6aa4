/*
 * read_html.h -- a report that came as a saved web page: the article in it as a
 * story whose blocks have their roles, with what its markup says as findings.
 *
 * Nothing is fetched and no script is run. Captions are taken out of the text and
 * tied to their pictures; a picture's `path` is then its address in the page.
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_READ_HTML_H
#define ANNALS_ARCHIVER_GATHER_READ_READ_HTML_H

#include "archiver/gather/read/normal.h"
#include "archiver/gather/story.h"

/* How the page was served; empty where it is not known. */
struct read_html_served {
	struct slice charset;
	struct slice url; /* absolute: then addresses of pictures are as <base> has them resolved */
};

/*
 * Fills an empty story from `raw`, which is not needed afterwards. `zone` is in minutes east
 * of UTC, for stamps that name none. RC_UNSUPPORTED where its encoding is not known, RC_BAD where
 * it has no text, RC_LIMIT.
 */
MUST_USE enum rc read_html(struct slice raw, const struct read_html_served *served, int zone,
	struct normal *n, struct story *s, struct err *e);

#endif
