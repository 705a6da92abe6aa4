/*
 * html_guard.h -- makes a page safe for a parser whose time or memory grows with
 * the square of something: one linear pass over the page's tags, with the
 * tokenizer of the HTML standard (13.2.5), that copies what an article can be in.
 *
 * Left out: control characters, comments, styles, frames and scripts but JSON-LD; whole drawings
 * and formulas (<svg>, <math>), in which other rules hold; tags deeper than HTML_GUARD_DEPTH,
 * formatting tags where HTML_GUARD_FORMATS are open, and tags with more than HTML_GUARD_ATTRIBUTES
 * attributes. Text is never left out with a tag. What the parser then sees is what was counted
 * here.
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_HTML_GUARD_H
#define ANNALS_ARCHIVER_GATHER_READ_HTML_GUARD_H

#include "format/base/bytes.h"

#define HTML_GUARD_DEPTH      2000
#define HTML_GUARD_FORMATS    100
#define HTML_GUARD_ATTRIBUTES 1000

/* Appends the page, UTF-8, to `out`. Returns how many tags the limits left out. */
size_t html_guard_copy(struct slice page, struct bytes *out);

#endif
