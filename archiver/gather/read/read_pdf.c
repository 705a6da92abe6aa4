#include "archiver/gather/read/read_pdf.h"

#include "archiver/gather/read/document_story.h"
#include "archiver/gather/read/pdf_layout.h"
#include "archiver/gather/read/pdf_parts.h"

static bool
has_text(const struct pdf_lines *p)
{
	for (size_t i = 0; i < p->count; i++)
		for (size_t k = 0; k < p->at[i].text.len; k++)
			if (p->at[i].text.p[k] > ' ')
				return true;
	return false;
}

static size_t
count_left_out(const struct pdf_lines *p, enum pdf_left_out why)
{
	size_t count = 0;

	for (size_t i = 0; i < p->picture_count; i++)
		count += p->pictures[i].left_out == why;
	return count;
}

/* What does not come out of the document, with the reason. */
static void
warn(const struct pdf_lines *p, struct story *s)
{
	static const char *const why[PDF_LEFT_OUT_COUNT] = {
		[PDF_TOO_SMALL] = "are too small to be photos",
		[PDF_NOT_TO_BE_HAD] = "cannot be had",
		[PDF_BEYOND_LIMITS] = "are beyond what may come out of it",
		[PDF_BACKGROUND] = "are the background of a page",
		[PDF_REPEATED] = "repeat from page to page"};
	size_t count;

	for (enum pdf_left_out i = PDF_TOO_SMALL; i < PDF_LEFT_OUT_COUNT; i++) {
		count = count_left_out(p, i);
		if (count > 0)
			story_warn(s, "left in the PDF, pictures that %s: %zu", why[i], count);
	}
	if (p->no_more.len > 0)
		story_warn(s, "left in the PDF, pictures: %.*s", SLICE_FMT(p->no_more));
	if (p->cut)
		story_warn(s, "annals-pdf ended before it came to the last picture");
}

static enum rc
put(struct pdf_lines *p, int zone, struct normal *n, struct story *s, struct err *e)
{
	struct document *d;
	enum rc rc;

	if (!has_text(p))
		return err_set(e, RC_BAD, "%zu page%s, no text in it: scanned", p->page_count,
			p->page_count == 1 ? "" : "s");
	d = document_new();
	if (d == NULL)
		return err_nomem(e);
	pdf_lines_drop_repeated(p);
	rc = pdf_layout(p, d, e);
	if (rc == RC_OK)
		rc = document_story_put(d, zone, n, s, e);
	document_free(d);
	if (rc == RC_OK)
		warn(p, s);
	return rc;
}

enum rc
read_pdf_told(struct slice told, int zone, struct normal *n, struct story *s, struct err *e)
{
	struct pdf_lines *p;
	enum rc rc = pdf_lines_parse(told, &p, e);

	if (rc == RC_OK)
		rc = put(p, zone, n, s, e);
	pdf_lines_free(p);
	return rc;
}

enum rc
read_pdf(const struct intake_report *r, const struct pdf_launcher *launcher, int zone,
	struct normal *n, struct story *s, struct err *e)
{
	struct bytes told = BYTES_UP_TO(PDF_PARTS_TOLD_MAX);
	enum rc rc = pdf_parts_read(r, launcher, &told, e);

	if (rc == RC_OK)
		rc = read_pdf_told(bytes_slice(&told), zone, n, s, e);
	bytes_release(&told);
	return rc;
}
