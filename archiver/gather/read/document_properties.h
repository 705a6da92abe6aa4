/*
 * document_properties.h -- what a document says of itself: `docProps/core.xml` of DOCX
 * (ECMA-376 part 2, 11) and `meta.xml` of ODT (OpenDocument 1.3 part 3, 4.3).
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_DOCUMENT_PROPERTIES_H
#define ANNALS_ARCHIVER_GATHER_READ_DOCUMENT_PROPERTIES_H

#include "archiver/gather/read/document.h"
#include "archiver/gather/read/xml_walk.h"

/* Longer values are cut. */
#define DOCUMENT_PROPERTIES_VALUE_MAX 1024

struct document_properties {
	struct document *document; /* borrowed; its facts are filled */
	struct slice *now;	   /* which one is being read, or NULL */
	size_t len;
	uint8_t value[DOCUMENT_PROPERTIES_VALUE_MAX];
};

/* For xml_walk, with the prefixes dc, dcterms and meta in its table. */
struct xml_walk_listener document_properties_listener(struct document_properties *p);

#endif
