#include "archiver/gather/intake/intake_report.h"

#include <stdlib.h>
#include <string.h>

void
intake_report_release(struct intake_report *r)
{
	free(r->shown);
	free(r->text);
	for (size_t i = 0; i < r->picture_count; i++)
		free(r->pictures[i]);
	free(r->pictures);
	free(r->refusal);
	free(r->within);
	free(r->parts);
	free(r->url);
	free(r->captured);
	free(r->charset);
	free(r->version);
	free(r->also);
	*r = INTAKE_REPORT_EMPTY;
}

static enum rc
give(struct intake_report made, bool whole, struct intake_report *out, struct err *e)
{
	*out = INTAKE_REPORT_EMPTY;
	if (whole) {
		*out = made;
		return RC_OK;
	}
	intake_report_release(&made);
	return err_nomem(e);
}

enum rc
intake_report_of_file(const char *shown, const char *path, struct intake_report *out, struct err *e)
{
	struct intake_report r = {.shown = strdup(shown), .text = strdup(path)};

	return give(r, r.shown != NULL && r.text != NULL, out, e);
}

enum rc
intake_report_refused(const char *shown, const char *why, struct intake_report *out, struct err *e)
{
	struct intake_report r = {.shown = strdup(shown), .refusal = strdup(why)};

	return give(r, r.shown != NULL && r.refusal != NULL, out, e);
}

enum rc
intake_report_add_picture(struct intake_report *r, const char *path, struct err *e)
{
	char **list = reallocarray(r->pictures, r->picture_count + 1, sizeof *list);

	if (list == NULL)
		return err_nomem(e);
	r->pictures = list;
	list[r->picture_count] = strdup(path);
	if (list[r->picture_count] == NULL)
		return err_nomem(e);
	r->picture_count++;
	return RC_OK;
}
