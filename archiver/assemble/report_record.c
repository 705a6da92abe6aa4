#include "archiver/assemble/report_record.h"

#include <stdlib.h>
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
	put_known(out, r->within);
	put_known(out, r->parts);
	put_known(out, r->url);
	put_known(out, r->captured);
	put_known(out, r->charset);
	put_known(out, r->version);
	put_known(out, r->also);
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
		rc = get_known(&record, &out->within, e);
	if (rc == RC_OK)
		rc = get_known(&record, &out->parts, e);
	if (rc == RC_OK)
		rc = get_known(&record, &out->url, e);
	if (rc == RC_OK)
		rc = get_known(&record, &out->captured, e);
	if (rc == RC_OK)
		rc = get_known(&record, &out->charset, e);
	if (rc == RC_OK)
		rc = get_known(&record, &out->version, e);
	if (rc == RC_OK)
		rc = get_known(&record, &out->also, e);
	while (rc == RC_OK && record.len > 0)
		rc = intake_report_add_picture(out, get(&record), e);
	return rc;
}

struct slice
report_record_shown(struct slice record)
{
	return slice_first(record, slice_find(record, '\0'));
}

/* As a C string of its own; NULL where memory ran out. */
static char *
text_of(struct bytes *b)
{
	bytes_u8(b, 0);
	return b->failed == RC_OK ? strdup((const char *)b->p) : NULL;
}

enum rc
report_record_set_version(struct slice record, uint64_t version, struct bytes *out, struct err *e)
{
	struct intake_report r = INTAKE_REPORT_EMPTY;
	struct bytes text = BYTES_UP_TO(32);
	enum rc rc = report_record_parse(record, &r, e);

	if (rc == RC_OK) {
		bytes_number(&text, version);
		free(r.version);
		r.version = text_of(&text);
		report_record_write(&r, out);
		rc = r.version == NULL ? err_nomem(e) : bytes_check(out, "plan", e);
	}
	bytes_release(&text);
	intake_report_release(&r);
	return rc;
}

enum rc
report_record_add_also(
	struct slice record, struct slice place, size_t most, struct bytes *out, struct err *e)
{
	struct intake_report r = INTAKE_REPORT_EMPTY;
	struct bytes text = BYTES_UP_TO(most + 1);
	enum rc rc = report_record_parse(record, &r, e);

	if (rc == RC_OK) {
		if (r.also != NULL)
			bytes_fmt(&text, "%s\n", r.also);
		/* A name with a line end in it would be two. */
		bytes_add(&text, slice_first(place, slice_find(place, '\n')));
		if (text.failed != RC_LIMIT && text.len < most) {
			free(r.also);
			r.also = text_of(&text);
			rc = r.also == NULL ? err_nomem(e) : RC_OK;
		}
		report_record_write(&r, out);
	}
	if (rc == RC_OK)
		rc = bytes_check(out, "plan", e);
	bytes_release(&text);
	intake_report_release(&r);
	return rc;
}
