/*
 * page_pictures.h -- which files are the pictures of a saved page.
 *
 * A browser that saves `page.html` puts what it shows into a folder beside it,
 * `page_files`, and writes addresses into that folder. A picture of the page is
 * the file there that has the last name of its address; so is one of the files
 * that came with the report. Nothing else in the folder is of the article.
 *
 * A page in a folder or an archive that was named, as a mirror of a site, shows what its
 * addresses lead to in there, relative ones and those from the root; none leads out of it,
 * and no link is followed out of it.
 *
 * What came inside a report is found by its address among the report's parts; of a page
 * out of a web archive by where the address leads from that of the page (RFC 3986).
 */
#ifndef ANNALS_ARCHIVER_GATHER_PAGE_PICTURES_H
#define ANNALS_ARCHIVER_GATHER_PAGE_PICTURES_H

#include "archiver/gather/intake/intake_report.h"
#include "archiver/gather/story.h"

/*
 * Puts the story's pictures in the order in which an article has them: those with
 * a file, whose `path` is then that file's; the report's other files; captions
 * without one. What is neither a file nor a caption is left out, with a warning.
 * `*files` is how many have one.
 */
MUST_USE enum rc
page_pictures_order(const struct intake_report *r, struct story *s, size_t *files, struct err *e);

#endif
