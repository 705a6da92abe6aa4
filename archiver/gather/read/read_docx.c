#include "archiver/gather/read/read_docx.h"

#include "archiver/gather/read/document_package.h"
#include "archiver/gather/read/document_properties.h"
#include "archiver/gather/read/document_story.h"
#include "archiver/gather/read/docx_body.h"
#include "archiver/gather/read/docx_styles.h"

/* Of both classes of conformance, transitional and strict. */
static const struct xml_walk_space SPACES[] = {
	{"http://schemas.openxmlformats.org/wordprocessingml/2006/main", "w"},
	{"http://schemas.openxmlformats.org/drawingml/2006/main", "a"},
	{"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing", "wp"},
	{"http://schemas.openxmlformats.org/officeDocument/2006/relationships", "r"},
	{"http://schemas.openxmlformats.org/package/2006/relationships", "rel"},
	{"http://schemas.openxmlformats.org/markup-compatibility/2006", "mc"},
	{"urn:schemas-microsoft-com:vml", "v"},
	{"http://purl.org/dc/elements/1.1/", "dc"},
	{"http://purl.org/dc/terms/", "dcterms"},
	{"http://purl.oclc.org/ooxml/wordprocessingml/main", "w"},
	{"http://purl.oclc.org/ooxml/drawingml/main", "a"},
	{"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing", "wp"},
	{"http://purl.oclc.org/ooxml/officeDocument/relationships", "r"},
	{NULL, NULL},
};

struct reading {
	const char *path;
	struct document *document;
	struct document_properties properties;
	struct document_styles styles;
	struct docx_links links;
	struct docx_body body;
};

/* What the text refers to is read before it. */
static enum rc
read_about(struct reading *r, struct err *e)
{
	const struct xml_walk_listener styles = docx_styles_listener(&r->styles),
				       links = docx_links_listener(&r->links),
				       facts = document_properties_listener(&r->properties);
	struct document_package_part parts[] = {
		{"word/styles.xml", &styles, false},
		{"word/_rels/document.xml.rels", &links, false},
		{"docProps/core.xml", &facts, false},
	};
	enum rc rc = document_package_read(r->path, SPACES, parts, sizeof parts / sizeof *parts, e);

	if (rc == RC_OK)
		rc = document_styles_settle(&r->styles, e);
	if (rc == RC_OK)
		rc = docx_links_settle(&r->links, e);
	return rc;
}

static enum rc
read_body(struct reading *r, struct err *e)
{
	const struct xml_walk_listener body = docx_body_listener(&r->body);
	struct document_package_part part = {"word/document.xml", &body, false};
	enum rc rc = document_package_read(r->path, SPACES, &part, 1, e);

	if (rc == RC_OK && !part.found)
		rc = err_set(e, RC_BAD, "no word/document.xml in it");
	return rc;
}

static enum rc
read_notes(struct reading *r, struct err *e)
{
	const struct xml_walk_listener body = docx_body_listener(&r->body);
	struct document_package_part parts[] = {
		{"word/footnotes.xml", &body, false},
		{"word/endnotes.xml", &body, false},
	};

	document_abandon(r->document);
	r->body = (struct docx_body){
		.document = r->document, .styles = &r->styles, .links = &r->links, .notes = true};
	return document_package_read(r->path, SPACES, parts, sizeof parts / sizeof *parts, e);
}

enum rc
read_docx(const char *path, int zone, struct normal *n, struct story *s, struct err *e)
{
	struct reading r = {.path = path, .document = document_new()};
	enum rc rc;

	if (r.document == NULL)
		return err_nomem(e);
	r.properties.document = r.document;
	document_styles_init(&r.styles);
	docx_links_init(&r.links);
	r.body = (struct docx_body){.document = r.document, .styles = &r.styles, .links = &r.links};
	rc = read_about(&r, e);
	if (rc == RC_OK)
		rc = read_body(&r, e);
	if (rc == RC_OK)
		rc = read_notes(&r, e);
	if (rc == RC_OK)
		rc = document_story_put(r.document, zone, n, s, e);
	document_styles_release(&r.styles);
	docx_links_release(&r.links);
	document_free(r.document);
	return rc;
}
