/* Any bytes taken for the XML of a DOCX or ODT document, without the zip around it: an article
 * in UTF-8, or a refusal with its reason. The first byte says which; prefixes stand for their
 * namespaces. */
#include "archiver/gather/read/document_story.h"
#include "archiver/gather/read/docx_body.h"
#include "archiver/gather/read/odt_body.h"
#include "format/base/text.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct xml_walk_space SPACES[] = {{"w", "w"}, {"a", "a"}, {"p", "wp"}, {"r", "r"},
	{"m", "mc"}, {"v", "v"}, {"o", "office"}, {"t", "text"}, {"s", "style"}, {"b", "table"},
	{"d", "draw"}, {"g", "svg"}, {"f", "fo"}, {"x", "xlink"}, {NULL, NULL}};

static enum rc
read(const struct xml_walk_listener *listener, struct slice xml, struct err *e)
{
	struct xml_walk *w;
	enum rc rc = xml_walk_new(SPACES, listener, &w, e);

	if (rc == RC_OK)
		rc = xml_walk_feed(w, xml, true, e);
	xml_walk_free(w);
	return rc;
}

static enum rc
read_either(struct document *d, struct slice xml, bool odt, struct err *e)
{
	struct document_styles styles;
	struct docx_links links;
	struct docx_body word = {.document = d, .styles = &styles, .links = &links};
	struct odt_body open = {.document = d, .styles = &styles};
	struct xml_walk_listener listener =
		odt ? odt_body_listener(&open) : docx_body_listener(&word);
	enum rc rc;

	document_styles_init(&styles);
	docx_links_init(&links);
	rc = read(&listener, xml, e);
	document_styles_release(&styles);
	docx_links_release(&links);
	return rc;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct document *d;
	struct story story;
	struct normal normal;
	struct err e = ERR_NONE;
	enum rc rc;

	if (size == 0 || size > MIB || (d = document_new()) == NULL)
		return 0;
	story_init(&story);
	normal_init(&normal);
	rc = read_either(d, slice_of(data + 1, size - 1), data[0] == 'o', &e);
	if (rc == RC_OK)
		rc = document_story_put(d, 420, &normal, &story, &e);
	if (rc == RC_OK && !text_is_utf8(bytes_slice(&story.text)))
		abort();
	if (rc != RC_OK && e.text[0] == '\0')
		abort();
	story_release(&story);
	normal_release(&normal);
	document_free(d);
	return 0;
}
