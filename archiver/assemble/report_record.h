/*
 * report_record.h -- a report as bytes, to be set aside between the two passes.
 */
#ifndef ANNALS_ARCHIVER_ASSEMBLE_REPORT_RECORD_H
#define ANNALS_ARCHIVER_ASSEMBLE_REPORT_RECORD_H

#include "archiver/gather/intake/intake_report.h"
#include "format/base/bytes.h"

/* Appends a report that is not refused. */
void report_record_write(const struct intake_report *r, struct bytes *out);

/* The report again; what `out` held is released. */
MUST_USE enum rc report_record_parse(struct slice record, struct intake_report *out, struct err *e);

/* How the report was called (`shown`), without the rest. */
struct slice report_record_shown(struct slice record);

/*
 * The same report once more, with the version that it is; or with one place more where its
 * text was met, unless the list would take more than `most` bytes. Appended to `out`.
 */
MUST_USE enum rc
report_record_set_version(struct slice record, uint64_t version, struct bytes *out, struct err *e);
MUST_USE enum rc report_record_add_also(
	struct slice record, struct slice place, size_t most, struct bytes *out, struct err *e);

#endif
