/* Any bytes taken for what annals-pdf tells: an article in UTF-8, or a refusal with its reason. */
#include "archiver/gather/read/pdf_parts.h"
#include "archiver/gather/read/read_pdf.h"
#include "format/base/text.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct unpack_limits room = UNPACK_LIMITS_DEFAULT;
	struct bytes told = BYTES_UP_TO(PDF_PARTS_TOLD_MAX);
	struct pdf_parts *parts;
	struct story story;
	struct normal normal;
	struct err e = ERR_NONE;
	enum rc rc;

	story_init(&story);
	normal_init(&normal);
	rc = pdf_parts_new(NULL, &room, &told, &parts, &e);
	if (rc == RC_OK)
		rc = pdf_parts_put(parts, slice_of(data, size), &e);
	pdf_parts_free(parts);
	if (rc == RC_OK)
		rc = read_pdf_told(bytes_slice(&told), 420, &normal, &story, &e);
	if (rc == RC_OK && !text_is_utf8(bytes_slice(&story.text)))
		abort();
	if (rc != RC_OK && e.text[0] == '\0')
		abort();
	story_release(&story);
	normal_release(&normal);
	bytes_release(&told);
	return 0;
}
