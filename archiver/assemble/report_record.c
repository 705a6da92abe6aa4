#include "archiver/assemble/report_record.h"

/* Strings one after another, each with its zero byte: shown, text, pictures. No path has one. */
static void
put(struct bytes *out, const char *s)
{
	bytes_add(out, slice_of(s, strlen(s) + 1));
}

/* The next string, which stays where it is. */
static const char *
get(struct slice *rest)
{
	const char *s = (const char *)rest->p;

	*rest = slice_from(*rest, slice_find(*rest, '\0') + 1);
	return s;
}

void
report_record_write(const struct intake_report *r, struct bytes *out)
{
	put(out, r->shown);
	put(out, r->text);
	for (size_t i = 0; i < r->picture_count; i++)
		put(out, r->pictures[i]);
}

enum rc
report_record_parse(struct slice record, struct intake_report *out, struct err *e)
{
	const char *shown = get(&record), *text = get(&record);
	enum rc rc;

	intake_report_release(out);
	rc = intake_report_of_file(shown, text, out, e);
	while (rc == RC_OK && record.len > 0)
		rc = intake_report_add_picture(out, get(&record), e);
	return rc;
}

struct slice
report_record_shown(struct slice record)
{
	return slice_first(record, slice_find(record, '\0'));
}
