/*
 * read_pdf.h -- a PDF document with text (ISO 32000) as a story, by annals-pdf.
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_READ_PDF_H
#define ANNALS_ARCHIVER_GATHER_READ_READ_PDF_H

#include "archiver/gather/intake/intake_report.h"
#include "archiver/gather/read/normal.h"
#include "archiver/gather/read/pdf_launcher.h"
#include "archiver/gather/story.h"

/*
 * The document into an empty story, its pictures into the report's parts (pdf_parts.h).
 * RC_UNSUPPORTED where there is no annals-pdf;
 * RC_BAD where it is damaged, encrypted, or has no text, as a scanned one; RC_LIMIT, RC_IO,
 * RC_NOMEM.
 */
MUST_USE enum rc read_pdf(const struct intake_report *r, const struct pdf_launcher *launcher,
	int zone, struct normal *n, struct story *s, struct err *e);

/* The same of what annals-pdf tells. */
MUST_USE enum rc
read_pdf_told(struct slice told, int zone, struct normal *n, struct story *s, struct err *e);

#endif
