#include "archiver/gather/read/read_odt.h"

#include "archiver/gather/read/document_package.h"
#include "archiver/gather/read/document_properties.h"
#include "archiver/gather/read/document_story.h"
#include "archiver/gather/read/odt_body.h"

#define ODF "urn:oasis:names:tc:opendocument:xmlns:"

static const struct xml_walk_space SPACES[] = {
	{ODF "text:1.0", "text"},
	{ODF "style:1.0", "style"},
	{ODF "xsl-fo-compatible:1.0", "fo"},
	{ODF "table:1.0", "table"},
	{ODF "drawing:1.0", "draw"},
	{ODF "svg-compatible:1.0", "svg"},
	{ODF "office:1.0", "office"},
	{ODF "meta:1.0", "meta"},
	{ODF "manifest:1.0", "manifest"},
	{"http://www.w3.org/1999/xlink", "xlink"},
	{"http://purl.org/dc/elements/1.1/", "dc"},
	{NULL, NULL},
};

struct reading {
	const char *path;
	struct document *document;
	struct document_properties properties;
	struct document_styles styles;
	struct odt_body body;
	bool encrypted;
};

/* ---- the manifest says what is encrypted (part 2, 4.8) --------------------------------------- */

static void
enter_manifest(void *ctx, const struct xml_walk_element *x)
{
	struct reading *r = ctx;

	r->encrypted = r->encrypted || strcmp(x->name, "manifest:encryption-data") == 0;
}

static void
leave_manifest(void *ctx, const char *name)
{
	(void)ctx;
	(void)name;
}

/* Alone, for what is encrypted is no XML. */
static enum rc
read_manifest(struct reading *r, struct err *e)
{
	const struct xml_walk_listener manifest = {enter_manifest, leave_manifest, NULL, r};
	struct document_package_part part = {"META-INF/manifest.xml", &manifest, false};
	enum rc rc = document_package_read(r->path, SPACES, &part, 1, e);

	if (rc == RC_OK && r->encrypted)
		rc = err_set(e, RC_UNSUPPORTED, "encrypted with a password");
	return rc;
}

/* ---- the whole ------------------------------------------------------------------------------- */

static enum rc
read_about(struct reading *r, struct err *e)
{
	const struct xml_walk_listener styles = odt_styles_listener(&r->styles),
				       facts = document_properties_listener(&r->properties);
	struct document_package_part parts[] = {
		{"styles.xml", &styles, false},
		{"meta.xml", &facts, false},
	};

	return document_package_read(r->path, SPACES, parts, sizeof parts / sizeof *parts, e);
}

static enum rc
read_body(struct reading *r, struct err *e)
{
	const struct xml_walk_listener body = odt_body_listener(&r->body);
	struct document_package_part part = {"content.xml", &body, false};
	enum rc rc = document_package_read(r->path, SPACES, &part, 1, e);

	if (rc == RC_OK && !part.found)
		rc = err_set(e, RC_BAD, "no content.xml in it");
	if (rc == RC_OK && r->body.failed != RC_OK) {
		*e = r->body.err;
		rc = r->body.failed;
	}
	return rc;
}

enum rc
read_odt(const char *path, int zone, struct normal *n, struct story *s, struct err *e)
{
	struct reading r = {.path = path, .document = document_new()};
	enum rc rc;

	if (r.document == NULL)
		return err_nomem(e);
	r.properties.document = r.document;
	document_styles_init(&r.styles);
	r.body = (struct odt_body){.document = r.document, .styles = &r.styles};
	rc = read_manifest(&r, e);
	if (rc == RC_OK)
		rc = read_about(&r, e);
	if (rc == RC_OK)
		rc = read_body(&r, e);
	if (rc == RC_OK)
		rc = document_story_put(r.document, zone, n, s, e);
	document_styles_release(&r.styles);
	document_free(r.document);
	return rc;
}
