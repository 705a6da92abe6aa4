/*
 * document_style.h -- what a paragraph is, by the name of its style.
 *
 * Word and LibreOffice call the styles that come with them by English names in the file,
 * whatever language they speak on the screen (ECMA-376 part 1, 17.7.4.9; OpenDocument 1.3
 * part 3, 19.498). What people make themselves, they name in theirs.
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_DOCUMENT_STYLE_H
#define ANNALS_ARCHIVER_GATHER_READ_DOCUMENT_STYLE_H

#include "archiver/gather/read/document.h"

/* False where the name says nothing. `*level` is set for a heading. Case is of no meaning. */
bool document_style_named(struct slice name, enum document_kind *kind, unsigned *level);

#endif
