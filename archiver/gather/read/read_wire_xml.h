/*
 * read_wire_xml.h -- a report that came over the wire in XML: NITF, or NewsML-G2 with its
 * text in NITF, in XHTML or plain.
 *
 * Of a news message the one text in it is the article, and its picture items are the
 * pictures. What is no article (concepts, plans, results of sports, packages that only refer to
 * items) is refused by what it is.
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_READ_WIRE_XML_H
#define ANNALS_ARCHIVER_GATHER_READ_READ_WIRE_XML_H

#include "archiver/gather/intake/intake_report.h"
#include "archiver/gather/read/normal.h"
#include "archiver/gather/read/wire.h"
#include "archiver/gather/story.h"

/* Whether a root element of this name is one of theirs. */
bool read_wire_xml_root(struct slice name);

/*
 * Fills an empty story. `report` is what it came with, or NULL. RC_BAD where it is no XML or has
 * no text, RC_UNSUPPORTED for what is no article, and where this build reads no XML; RC_LIMIT.
 */
MUST_USE enum rc read_wire_xml(struct slice raw, int zone, const struct intake_report *report,
	struct normal *n, struct story *s, struct err *e);

/*
 * The text of an item in another format, as NITF: a document or a piece of one. False, and nothing
 * of the text is told, where it is no XML or has no paragraph, or this build reads none.
 */
bool read_wire_xml_text(struct wire *x, struct slice nitf, bool pictures);

#endif
