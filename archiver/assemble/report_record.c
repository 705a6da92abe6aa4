#include "archiver/assemble/report_record.h"

#include <string.h>

/*
 * Strings one after another, each with its zero byte, which no path has: shown, text, what is
 * known of its coming, each empty where it is not, and the pictures.
 */
static void
put(struct bytes *out, const char *s)
{
	bytes_add(out, slice_of(s, strlen(s) + 1));
}

static void
put_known(struct bytes *out, const char *s)
{
	put(out, s == NULL ? "" : s);
}

/* The next string, which stays where it is. */
static const char *
get(struct slice *rest)
{
	const char *s = (const char *)rest->p;

	*rest = slice_from(*rest, slice_find(*rest, '\0') + 1);
	return s;
}

static enum rc
get_known(struct slice *rest, char **out, struct err *e)
{
	const char *s = get(rest);

	*out = *s == '\0' ? NULL : strdup(s);
	return *s != '\0' && *out == NULL ? err_nomem(e) : RC_OK;
}

void
report_record_write(const struct intake_report *r, struct bytes *out)
{
	put(out, r->shown);
	put(out, r->text);
	put_known(out, r->parts);
	put_known(out, r->url);
	put_known(out, r->captured);
	put_known(out, r->charset);
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
	if (rc == RC_OK)
		rc = get_known(&record, &out->parts, e);
	if (rc == RC_OK)
		rc = get_known(&record, &out->url, e);
	if (rc == RC_OK)
		rc = get_known(&record, &out->captured, e);
	if (rc == RC_OK)
		rc = get_known(&record, &out->charset, e);
	while (rc == RC_OK && record.len > 0)
		rc = intake_report_add_picture(out, get(&record), e);
	return rc;
}

struct slice
report_record_shown(struct slice record)
{
	return slice_first(record, slice_find(record, '\0'));
}
