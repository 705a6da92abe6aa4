/*
 * pdf_layout.h -- the lines of a PDF document put together to paragraphs.
 *
 * Lines come in reading order. What repeats at the head or foot of pages, and page numbers,
 * are left out. Lines are one paragraph that stand under each other at an even distance, in
 * letters of one size, until one is indented, stops short, or stands elsewhere; a sentence
 * that is not at its end goes on in the next column or page. A word broken at a line's end
 * is joined. The largest letters on the first page are the title's; larger than most are
 * headings. A line centred under a picture stands under it as a caption does. Pictures that
 * have none come behind the text.
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_PDF_LAYOUT_H
#define ANNALS_ARCHIVER_GATHER_READ_PDF_LAYOUT_H

#include "archiver/gather/read/document.h"
#include "archiver/gather/read/pdf_lines.h"

/* Fills an empty document. Marks lines as dropped. RC_NOMEM; what the document remembers is
 * asked of it. */
MUST_USE enum rc pdf_layout(struct pdf_lines *p, struct document *d, struct err *e);

#endif
