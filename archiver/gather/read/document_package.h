/*
 * document_package.h -- the XML in a document that is a zip file: DOCX (ECMA-376 part 2)
 * and ODT (OpenDocument 1.3 part 2).
 *
 * Parts are told by their names alone. Of two members with one name the first is taken.
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_DOCUMENT_PACKAGE_H
#define ANNALS_ARCHIVER_GATHER_READ_DOCUMENT_PACKAGE_H

#include "archiver/gather/read/xml_walk.h"
#include "format/base/limits.h"

/* XML of one part: the text of the longest report is a hundredth of that. */
#define DOCUMENT_PACKAGE_XML_MAX (256 * MIB)

/* A document has some dozen parts, and a picture each besides. */
#define DOCUMENT_PACKAGE_MEMBERS_MAX 65536

struct document_package_part {
	const char *name;
	const struct xml_walk_listener *listener;
	bool found;
};

/*
 * Walks those of the parts that are there, in the order in which they lie in the file.
 * RC_BAD where one of them or the file is damaged or encrypted, RC_LIMIT, RC_IO, RC_NOMEM.
 */
MUST_USE enum rc document_package_read(const char *path, const struct xml_walk_space *spaces,
	struct document_package_part *parts, size_t count, struct err *e);

#endif
