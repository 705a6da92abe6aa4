#include "archiver/gather/read/read_pdf.h"

#include "archiver/gather/read/document_story.h"
#include "archiver/gather/read/pdf_layout.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

static bool
has_text(const struct pdf_lines *p)
{
	for (size_t i = 0; i < p->count; i++)
		for (size_t k = 0; k < p->at[i].text.len; k++)
			if (p->at[i].text.p[k] > ' ')
				return true;
	return false;
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
	rc = pdf_layout(p, d, e);
	if (rc == RC_OK)
		rc = document_story_put(d, zone, n, s, e);
	document_free(d);
	if (rc == RC_OK && p->picture_count > 0)
		story_warn(s, "%zu pictures stay in the PDF", p->picture_count);
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
read_pdf(const char *path, const struct pdf_launcher *launcher, int zone, struct normal *n,
	struct story *s, struct err *e)
{
	struct bytes told = BYTES_UP_TO(PDF_LAUNCHER_TOLD_MAX);
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	enum rc rc;

	if (fd < 0)
		return err_sys(e, errno, "cannot open it");
	rc = pdf_launcher_read(launcher, fd, &told, e);
	close(fd);
	if (rc == RC_OK)
		rc = read_pdf_told(bytes_slice(&told), zone, n, s, e);
	bytes_release(&told);
	return rc;
}
