/*
 * read_odt.h -- a text document of OpenDocument (ODT; OASIS OpenDocument 1.3, ISO/IEC 26300)
 * as a story. Macros are never looked at.
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_READ_ODT_H
#define ANNALS_ARCHIVER_GATHER_READ_READ_ODT_H

#include "archiver/gather/read/normal.h"
#include "archiver/gather/story.h"

/*
 * The document at `path` into an empty story; pictures have their members' names as paths.
 * RC_BAD where it is damaged, encrypted or has no text, RC_LIMIT, RC_IO, RC_NOMEM.
 */
MUST_USE enum rc
read_odt(const char *path, int zone, struct normal *n, struct story *s, struct err *e);

#endif
