/*
 * pdf_parts.h -- what annals-pdf tells of a PDF document, asked once for each report.
 *
 * Its records (pdf_lines.h) are kept in the report's folder of parts, and each picture beside
 * them as a file under its address (intake/parts.h). Where they are there already, no program
 * is run: so a report that is read twice is opened by poppler once. Without such a folder the
 * pictures are left out.
 *
 * Pictures are within the limits of what is unpacked; once one would go beyond them, it and all
 * behind it are left out, and a record says which limit. The text is not.
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_PDF_PARTS_H
#define ANNALS_ARCHIVER_GATHER_READ_PDF_PARTS_H

#include "archiver/gather/intake/intake_report.h"
#include "archiver/gather/read/pdf_launcher.h"
#include "format/base/bytes.h"
#include "format/base/limits.h"

/* What it tells of one document, without pictures. */
#define PDF_PARTS_TOLD_MAX (64 * MIB)

#define PDF_PARTS_ADDRESS_MAX 32

/* Of the picture with this number: `picture 3`. */
void pdf_parts_address(uint32_t number, struct bytes *out);

/*
 * The records, without the files of pictures, appended to `told`. RC_UNSUPPORTED where there is
 * no annals-pdf, RC_LIMIT, RC_BAD where it takes too long, RC_IO, RC_NOMEM.
 */
MUST_USE enum rc pdf_parts_read(const struct intake_report *r, const struct pdf_launcher *launcher,
	struct bytes *told, struct err *e);

/* The same of what it tells, as it comes. */
struct pdf_parts;

MUST_USE enum rc pdf_parts_new(const char *folder, const struct unpack_limits *room,
	struct bytes *told, struct pdf_parts **out, struct err *e);
void pdf_parts_free(struct pdf_parts *p);
MUST_USE enum rc pdf_parts_put(struct pdf_parts *p, struct slice bytes, struct err *e);

#endif
