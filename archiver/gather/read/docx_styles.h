/*
 * docx_styles.h -- the paragraph styles of a DOCX document, `word/styles.xml`
 * (ECMA-376 part 1, 17.7).
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_DOCX_STYLES_H
#define ANNALS_ARCHIVER_GATHER_READ_DOCX_STYLES_H

#include "archiver/gather/read/document_styles.h"
#include "archiver/gather/read/xml_walk.h"

struct xml_walk_listener docx_styles_listener(struct document_styles *s);

#endif
