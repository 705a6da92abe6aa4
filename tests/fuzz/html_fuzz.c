/* Any bytes taken for a page: an article in UTF-8, or a refusal with its reason. */
#include "archiver/gather/read/read_html.h"
#include "format/base/text.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct read_html_served served = {
		.charset = slice_str("koi8-r"), .url = slice_str("http://a.example/b")};
	struct story story;
	struct normal normal;
	struct err e = ERR_NONE;
	enum rc rc;

	if (size > STORY_RAW_MAX)
		return 0;
	story_init(&story);
	normal_init(&normal);
	rc = read_html(slice_of(data, size), &served, 420, &normal, &story, &e);
	if (rc == RC_OK && !text_is_utf8(bytes_slice(&story.text)))
		abort();
	if (rc != RC_OK && e.text[0] == '\0')
		abort();
	story_release(&story);
	normal_release(&normal);
	return 0;
}
