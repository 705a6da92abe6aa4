#include "archiver/gather/read/read_report.h"

#include "archiver/gather/read/read_docx.h"
#include "archiver/gather/read/read_html.h"
#include "archiver/gather/read/read_iptc7901.h"
#include "archiver/gather/read/read_mail.h"
#include "archiver/gather/read/read_markdown.h"
#include "archiver/gather/read/read_ninjs.h"
#include "archiver/gather/read/read_odt.h"
#include "archiver/gather/read/read_pdf.h"
#include "archiver/gather/read/read_photo.h"
#include "archiver/gather/read/read_text.h"
#include "archiver/gather/read/read_wire_xml.h"

#include <assert.h>

/* ---- what each reader wants of a report ------------------------------------------------------ */

static enum rc
text(const struct reader_input *in, struct normal *n, struct story *s, struct err *e)
{
	return read_text(in->raw, n, s, e);
}

static enum rc
html(const struct reader_input *in, struct normal *n, struct story *s, struct err *e)
{
	const struct intake_report *r = in->report;
	struct read_html_served served = {
		.charset = r->charset == NULL ? SLICE_EMPTY : slice_str(r->charset),
		.url = r->url == NULL ? SLICE_EMPTY : slice_str(r->url)};

	return read_html(in->raw, &served, in->zone, n, s, e);
}

static enum rc
mail(const struct reader_input *in, struct normal *n, struct story *s, struct err *e)
{
	return read_mail(in->report->text, in->zone, n, s, e);
}

static enum rc
photo(const struct reader_input *in, struct normal *n, struct story *s, struct err *e)
{
	return read_photo(in->report->text, in->zone, n, s, e);
}

static enum rc
iptc7901(const struct reader_input *in, struct normal *n, struct story *s, struct err *e)
{
	return read_iptc7901(in->raw, in->zone, in->report, n, s, e);
}

static enum rc
ninjs(const struct reader_input *in, struct normal *n, struct story *s, struct err *e)
{
	return read_ninjs(in->raw, in->zone, in->report, n, s, e);
}

static enum rc
docx(const struct reader_input *in, struct normal *n, struct story *s, struct err *e)
{
	return read_docx(in->report->text, in->zone, n, s, e);
}

static enum rc
odt(const struct reader_input *in, struct normal *n, struct story *s, struct err *e)
{
	return read_odt(in->report->text, in->zone, n, s, e);
}

static enum rc
pdf(const struct reader_input *in, struct normal *n, struct story *s, struct err *e)
{
	return read_pdf(in->report, in->pdf, in->zone, n, s, e);
}

static enum rc
wire_xml(const struct reader_input *in, struct normal *n, struct story *s, struct err *e)
{
	return read_wire_xml(in->raw, in->zone, in->report, n, s, e);
}

static enum rc
markdown(const struct reader_input *in, struct normal *n, struct story *s, struct err *e)
{
	return read_markdown(in->raw, in->zone, in->report, n, s, e);
}

/* ---- the table ------------------------------------------------------------------------------- */

static const struct reader {
	enum reader_kind kind;
	bool by_path;
	enum rc (*read)(
		const struct reader_input *in, struct normal *n, struct story *s, struct err *e);
} READERS[] = {
	{READER_TEXT, false, text},
	{READER_HTML, false, html},
	{READER_MAIL, true, mail},
	{READER_PICTURE, true, photo},
	{READER_NINJS, false, ninjs},
	{READER_IPTC7901, false, iptc7901},
	{READER_DOCX, true, docx},
	{READER_ODT, true, odt},
	{READER_PDF, true, pdf},
	{READER_WIRE_XML, false, wire_xml},
	{READER_MARKDOWN, false, markdown},
};

static const struct reader *
find(enum reader_kind kind)
{
	for (size_t i = 0; i < sizeof READERS / sizeof *READERS; i++)
		if (READERS[i].kind == kind)
			return &READERS[i];
	return NULL;
}

enum rc
read_report_check(const struct reader_guess *g, struct err *e)
{
	if (find(g->kind) != NULL)
		return RC_OK;
	return err_set(e, RC_UNSUPPORTED, "not a kind of report this program reads (%s)", g->what);
}

bool
read_report_by_path(enum reader_kind kind)
{
	const struct reader *r = find(kind);

	return r != NULL && r->by_path;
}

enum rc
read_report(enum reader_kind kind, const struct reader_input *in, struct normal *n, struct story *s,
	struct err *e)
{
	const struct reader *r = find(kind);

	assert(r != NULL);
	return r->read(in, n, s, e);
}
