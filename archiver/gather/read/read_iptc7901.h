/*
 * read_iptc7901.h -- a report in IPTC 7901, the oldest format of the wire: one message between
 * control characters.
 *
 *	SOH abc0123 3 pl 250 catchline	source and number, priority, category, words, rest
 *	another line			what of the catchline did not fit
 *	STX the text ETX
 *	281644 GMT jul 23 EOT		day, hour and minute; month; year
 *
 * Nothing in the text is marked, so its headline, byline and captions are recognised as in
 * any plain text, and its encoding is told as that of one. A line that is indented where
 * others are not begins a paragraph.
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_READ_IPTC7901_H
#define ANNALS_ARCHIVER_GATHER_READ_READ_IPTC7901_H

#include "archiver/gather/intake/intake_report.h"
#include "archiver/gather/read/normal.h"
#include "archiver/gather/story.h"

/* Whether a file that begins so is such a message. */
bool read_iptc7901_check(struct slice first);

/*
 * As read_ninjs; `report` is not looked at. RC_BAD where it has no text, RC_UNSUPPORTED where
 * its encoding is not known, or it holds several messages; RC_LIMIT.
 */
MUST_USE enum rc read_iptc7901(struct slice raw, int zone, const struct intake_report *report,
	struct normal *n, struct story *s, struct err *e);

#endif
