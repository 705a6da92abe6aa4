#include "archiver/gather/intake/with_parts.h"

#include "archiver/gather/intake/document_parts.h"
#include "archiver/gather/intake/mail_parts.h"

#include <string.h>

/* Its reader does, in a thread of its own: a program has to be run for it (pdf_parts.h). */
static enum rc
leave_to_reader(const char *path, const char *folder, struct unpack_limits *limits, struct err *e)
{
	(void)path;
	(void)folder;
	(void)limits;
	(void)e;
	return RC_OK;
}

static const struct {
	enum reader_kind kind;
	with_parts_unpacker *unpack;
} WITH_PARTS[] = {
	{READER_DOCX, document_parts_unpack},
	{READER_ODT, document_parts_unpack},
	{READER_MAIL, mail_parts_unpack},
	{READER_PDF, leave_to_reader},
};

static with_parts_unpacker *
find(enum reader_kind kind)
{
	for (size_t i = 0; i < sizeof WITH_PARTS / sizeof *WITH_PARTS; i++)
		if (WITH_PARTS[i].kind == kind)
			return WITH_PARTS[i].unpack;
	return NULL;
}

enum rc
with_parts_lay_out(enum reader_kind kind, struct scratch_place *place, struct unpack_limits *limits,
	struct intake_report *r, struct err *e)
{
	with_parts_unpacker *unpack = find(kind);
	struct err failed;
	enum rc rc;

	if (unpack == NULL || r->refusal != NULL)
		return RC_OK;
	rc = scratch_place_folder(place, &r->parts, &failed);
	if (rc == RC_OK)
		rc = unpack(r->text, r->parts, limits, &failed);
	r->room = *limits;
	if (rc == RC_OK || rc == RC_NOMEM)
		return rc == RC_OK ? rc : err_nomem(e);
	r->refusal = strdup(failed.text);
	return r->refusal == NULL ? err_nomem(e) : RC_OK;
}
