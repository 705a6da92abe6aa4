/*
 * html_marks.h -- what the names that authors of pages give to elements say
 * about them: the words of class, id, itemprop and role, in the languages that
 * newsrooms write markup in.
 *
 * A name is cut into words where its letters' case or kind changes, and the
 * beginning of each is looked up, so that `relatedPosts`, `related-box` and
 * `related_12` are one thing. General words only: no site's own.
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_HTML_MARKS_H
#define ANNALS_ARCHIVER_GATHER_READ_HTML_MARKS_H

#include "format/base/slice.h"

enum html_mark {
	HTML_MARK_JUNK = 1,	/* navigation, adverts, teasers, forms, sharing */
	HTML_MARK_COMMENTS = 2, /* of readers */
	HTML_MARK_CAPTION = 4,
	HTML_MARK_CREDIT = 8,
	HTML_MARK_BODY = 16, /* of the article */
	HTML_MARK_LEAD = 32,
	HTML_MARK_BYLINE = 64,
	HTML_MARK_DATE = 128,
	HTML_MARK_HEADLINE = 256,
	HTML_MARK_ARTICLE = 512, /* one part of what says body */
	HTML_MARK_CONTENT = 1024,
	HTML_MARK_HIDDEN = 2048,
	HTML_MARK_PICTURE = 4096,
	HTML_MARK_META = 8192,	/* a line about the article */
	HTML_MARK_FOOT = 16384, /* a footer: of the page, or of the article with its byline in it */
	HTML_MARK_SURE = 32768	/* its tag or its role says so, not a name alone */
};

unsigned html_marks_of(struct slice names);

#endif
