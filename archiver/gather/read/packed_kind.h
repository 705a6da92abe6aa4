/*
 * packed_kind.h -- what a zip or a compressed file is by what is in it: a document, a
 * web archive, or an archive of reports.
 *
 *	word/document.xml		DOCX (ECMA-376 part 2)
 *	mimetype			what it says: ODT, EPUB (OpenDocument 1.3 part 2, 3.3)
 *	datapackage.json, archive/	WACZ 1.1.1, chapter 5
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_PACKED_KIND_H
#define ANNALS_ARCHIVER_GATHER_READ_PACKED_KIND_H

#include "archiver/gather/read/reader.h"

/* So many names are looked at: what tells stands among the first that a program writes. */
#define PACKED_KIND_NAMES_MAX 4096

/*
 * `g` is READER_ZIP or READER_PACKED and becomes something else. What is damaged stays an
 * archive, so that whoever unpacks it says what is wrong. RC_NOMEM.
 */
MUST_USE enum rc packed_kind_refine(const char *path, struct reader_guess *g, struct err *e);

#endif
