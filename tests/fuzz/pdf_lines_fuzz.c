/* Any bytes taken for what annals-pdf tells: an article in UTF-8, or a refusal with its reason. */
#include "archiver/gather/read/read_pdf.h"
#include "format/base/text.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct story story;
	struct normal normal;
	struct err e = ERR_NONE;
	enum rc rc;

	story_init(&story);
	normal_init(&normal);
	rc = read_pdf_told(slice_of(data, size), 420, &normal, &story, &e);
	if (rc == RC_OK && !text_is_utf8(bytes_slice(&story.text)))
		abort();
	if (rc != RC_OK && e.text[0] == '\0')
		abort();
	story_release(&story);
	normal_release(&normal);
	return 0;
}
