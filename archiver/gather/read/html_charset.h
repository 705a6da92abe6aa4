/*
 * html_charset.h -- how the bytes of a page stand for characters.
 *
 * A byte order mark decides, then whether it is UTF-8: bytes that are well-formed
 * by accident do not occur, labels that lie do. Then what it was served as, what the page
 * declares in its first bytes, and last the guess that plain texts get (charset.h).
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_HTML_CHARSET_H
#define ANNALS_ARCHIVER_GATHER_READ_HTML_CHARSET_H

#include "archiver/gather/read/charset.h"
#include "archiver/gather/tables/web_charset.h"

/* The longest of the WHATWG Encoding Standard has 19. */
#define HTML_CHARSET_LABEL_MAX 31

/* Points into itself: it must not be copied. */
struct html_charset {
	struct slice served; /* label, or empty; borrowed */
	char label[HTML_CHARSET_LABEL_MAX + 1];
	struct charset plain;
	const struct web_charset *declared; /* where it is one of those, else NULL */
	const char *name;
	const char *rule;
	unsigned percent;
};

/* What the page declares in its first bytes, or empty. */
struct slice html_charset_label(struct slice raw);

/*
 * Gives the page in UTF-8: `raw` itself, without its mark, or what is appended to
 * `hold`. `is->served` is the label that the page was served with, or empty; the rest of
 * `is` is set. RC_UNSUPPORTED where nothing fits.
 */
MUST_USE enum rc html_charset_decode(struct slice raw, struct normal *n, struct html_charset *is,
	struct bytes *hold, struct slice *out, struct err *e);

#endif
