/*
 * html_sign.h -- whether a file is a saved page, by its first bytes.
 *
 * As the WHATWG MIME Sniffing Standard (7.1, "rules for identifying an unknown MIME type") has
 * it: blanks and comments, then a document type or a tag that a page may begin with, in letters
 * of either case. The standard knows seventeen tags; here is every element that may stand first in
 * a page or in a piece of one. Behind an XML declaration only XHTML is a page.
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_HTML_SIGN_H
#define ANNALS_ARCHIVER_GATHER_READ_HTML_SIGN_H

#include "format/base/slice.h"

#include <stdbool.h>

/* `first` is in an encoding whose ASCII is ASCII; a page in UTF-16 is narrowed before. */
bool html_sign_check(struct slice first);

#endif
