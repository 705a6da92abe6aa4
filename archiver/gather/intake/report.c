#include "archiver/gather/intake/report.h"

#include <stdlib.h>
#include <string.h>

void
report_release(struct report *r)
{
	free(r->shown);
	free(r->text);
	for (size_t i = 0; i < r->picture_count; i++)
		free(r->pictures[i]);
	free(r->pictures);
	free(r->refusal);
	*r = REPORT_EMPTY;
}

static enum rc
give(struct report made, bool whole, struct report *out, struct err *e)
{
	*out = REPORT_EMPTY;
	if (whole) {
		*out = made;
		return RC_OK;
	}
	report_release(&made);
	return err_nomem(e);
}

enum rc
report_of_file(const char *shown, const char *path, struct report *out, struct err *e)
{
	struct report r = {.shown = strdup(shown), .text = strdup(path)};

	return give(r, r.shown != NULL && r.text != NULL, out, e);
}

enum rc
report_refused(const char *shown, const char *why, struct report *out, struct err *e)
{
	struct report r = {.shown = strdup(shown), .refusal = strdup(why)};

	return give(r, r.shown != NULL && r.refusal != NULL, out, e);
}

enum rc
report_add_picture(struct report *r, const char *path, struct err *e)
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
