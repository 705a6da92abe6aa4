/*
 * web_page.h -- whether a page out of a web archive is an article.
 *
 * A crawl takes front pages, lists, frames and forms with it that nobody means to
 * archive: such a page is passed over, which is no fault. A page that somebody names is
 * not asked about.
 */
#ifndef ANNALS_ARCHIVER_GATHER_WEB_PAGE_H
#define ANNALS_ARCHIVER_GATHER_WEB_PAGE_H

#include "archiver/gather/story.h"

/* Why it is none, a sentence; NULL where it is one. Of a story whose fields are found. */
const char *web_page_fault(const struct story *s);

#endif
