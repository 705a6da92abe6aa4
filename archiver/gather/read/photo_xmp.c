#include "archiver/gather/read/photo_xmp.h"

#include <expat.h>
#include <limits.h>

/* Expat puts it between a namespace and a name; neither can have it in well-formed XML. */
#define BETWEEN "\n"

#define RDF    "http://www.w3.org/1999/02/22-rdf-syntax-ns#" BETWEEN
#define XML    "http://www.w3.org/XML/1998/namespace" BETWEEN
#define DC     "http://purl.org/dc/elements/1.1/" BETWEEN
#define PS     "http://ns.adobe.com/photoshop/1.0/" BETWEEN
#define CORE   "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/" BETWEEN
#define EXT    "http://iptc.org/std/Iptc4xmpExt/2008-02-29/" BETWEEN
#define RIGHTS "http://ns.adobe.com/xap/1.0/rights/" BETWEEN

struct property {
	const char *name;
	enum photo_field field;
	const char *rule;
	unsigned percent;
};

/* IPTC Photo Metadata Standard 2022.1, the XMP property of each. */
static const struct property PROPERTIES[] = {
	{DC "description", PHOTO_CAPTION, "XMP dc:description", 95},
	{DC "title", PHOTO_TITLE, "XMP dc:title", 95},
	{DC "creator", PHOTO_CREATOR, "XMP dc:creator", 95},
	{DC "rights", PHOTO_RIGHTS, "XMP dc:rights", 95},
	{PS "Headline", PHOTO_HEADLINE, "XMP photoshop:Headline", 95},
	{PS "City", PHOTO_CITY, "XMP photoshop:City", 95},
	{PS "State", PHOTO_STATE, "XMP photoshop:State", 95},
	{PS "Country", PHOTO_COUNTRY, "XMP photoshop:Country", 95},
	{PS "Credit", PHOTO_CREDIT, "XMP photoshop:Credit", 95},
	{PS "Source", PHOTO_SOURCE, "XMP photoshop:Source", 95},
	{PS "DateCreated", PHOTO_DATE, "XMP photoshop:DateCreated", 95},
	{CORE "Location", PHOTO_LOCATION, "XMP Iptc4xmpCore:Location", 95},
	{RIGHTS "UsageTerms", PHOTO_USAGE, "XMP xmpRights:UsageTerms", 95},
};

/* Of what the picture shows, which goes before where it was taken (MWG 2.0, section 5.6). */
#define SHOWN EXT "LocationShown"

static const struct property SHOWN_PROPERTIES[] = {
	{EXT "Sublocation", PHOTO_LOCATION, "XMP Iptc4xmpExt:LocationShown/Sublocation", 96},
	{EXT "City", PHOTO_CITY, "XMP Iptc4xmpExt:LocationShown/City", 96},
	{EXT "ProvinceState", PHOTO_STATE, "XMP Iptc4xmpExt:LocationShown/ProvinceState", 96},
	{EXT "CountryName", PHOTO_COUNTRY, "XMP Iptc4xmpExt:LocationShown/CountryName", 96},
};

struct walk {
	XML_Parser parser;
	struct photo *photo;
	unsigned depth;		    /* of the innermost element; 1 for the outermost */
	unsigned rdf;		    /* of rdf:RDF, 0 while it is not open */
	const struct property *now; /* whose value is being read, or NULL */
	unsigned property;	    /* depth of its element */
	bool shown;		    /* within LocationShown */
	unsigned items;		    /* rdf:li of the property so far */
	unsigned holder;	    /* depth of the element whose text is the value */
	char language[32];
	struct bytes text;
	bool refused;
};

#define FIND(table, name) find(table, sizeof(table) / sizeof *(table), name)

static const struct property *
find(const struct property *table, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(table[i].name, name) == 0)
			return &table[i];
	return NULL;
}

static void
add(struct walk *w, const struct property *is, struct slice language, struct slice text)
{
	photo_add(w->photo,
		&(struct photo_value){.field = is->field,
			.block = PHOTO_XMP,
			.rule = is->rule,
			.percent = is->percent,
			.language = language},
		text);
}

static void
refuse(struct walk *w, const char *why)
{
	w->refused = true;
	photo_warn(w->photo, why);
	XML_StopParser(w->parser, XML_FALSE);
}

/* Attributes of a top-level rdf:Description, or of a structure, are properties with a text. */
static void
add_attributes(struct walk *w, const char **attributes)
{
	for (size_t i = 0; attributes[i] != NULL; i += 2) {
		const struct property *is = w->shown ? FIND(SHOWN_PROPERTIES, attributes[i])
						     : FIND(PROPERTIES, attributes[i]);

		if (is != NULL)
			add(w, is, SLICE_EMPTY, slice_str(attributes[i + 1]));
	}
}

static void
begin_value(struct walk *w)
{
	w->holder = w->depth;
	w->language[0] = '\0';
	bytes_clear(&w->text);
}

/* The language of an item; one too long to be any is none. */
static void
note_language(struct walk *w, const char **attributes)
{
	for (size_t i = 0; attributes[i] != NULL; i += 2) {
		size_t len = strlen(attributes[i + 1]);

		if (strcmp(attributes[i], XML "lang") == 0 && len < sizeof w->language)
			memcpy(w->language, attributes[i + 1], len + 1);
	}
}

static void
start_within(struct walk *w, const char *name, const char **attributes)
{
	bool item = strcmp(name, RDF "li") == 0;

	w->items += item;
	if (!w->shown && item && w->now != NULL) {
		begin_value(w);
		note_language(w, attributes);
	} else if (w->shown && w->items <= 1) {
		const struct property *is = FIND(SHOWN_PROPERTIES, name);

		/* The first place alone: the others are not where the picture is of. */
		if (is != NULL) {
			w->now = is;
			begin_value(w);
		}
		add_attributes(w, attributes);
	}
}

static void XMLCALL
start(void *ctx, const char *name, const char **attributes)
{
	struct walk *w = ctx;

	if (++w->depth > PHOTO_XMP_DEPTH_MAX) {
		refuse(w, "its XMP has more than 64 elements in each other");
	} else if (w->rdf == 0) {
		if (strcmp(name, RDF "RDF") == 0)
			w->rdf = w->depth;
	} else if (w->depth == w->rdf + 1) {
		add_attributes(w, attributes);
	} else if (w->depth == w->rdf + 2) {
		w->now = FIND(PROPERTIES, name);
		w->shown = strcmp(name, SHOWN) == 0;
		w->property = w->depth;
		w->items = 0;
		begin_value(w);
	} else {
		start_within(w, name, attributes);
	}
}

static void XMLCALL
end(void *ctx, const char *name)
{
	struct walk *w = ctx;

	(void)name;
	if (w->now != NULL && w->depth == w->holder) {
		add(w, w->now, slice_str(w->language), bytes_slice(&w->text));
		w->holder = 0;
		if (w->shown)
			w->now = NULL;
	}
	if (w->depth == w->rdf)
		w->rdf = 0;
	if (w->depth == w->property) {
		w->now = NULL;
		w->shown = false;
		w->property = 0;
	}
	w->depth--;
}

static void XMLCALL
text(void *ctx, const char *s, int len)
{
	struct walk *w = ctx;

	if (w->now != NULL && w->depth == w->holder && len > 0 &&
		w->text.len + (size_t)len <= w->text.max)
		bytes_add(&w->text, slice_of(s, (size_t)len));
}

static void XMLCALL
doctype(void *ctx, const char *name, const char *system, const char *public, int subset)
{
	(void)name;
	(void)system;
	(void)public;
	(void)subset;
	refuse(ctx, "its XMP has a document type, which XMP never has");
}

/* Zeros that fill up the block are of no XML. */
static struct slice
without_zeros(struct slice s)
{
	while (s.len > 0 && s.p[s.len - 1] == 0)
		s.len--;
	return s;
}

enum rc
photo_xmp_read(struct slice packet, struct photo *p, struct err *e)
{
	struct walk w = {.photo = p, .text = BYTES_UP_TO(2 * PHOTO_CAPTION_MAX)};
	enum rc rc = RC_OK;

	packet = without_zeros(packet);
	if (packet.len > INT_MAX)
		return RC_OK;
	w.parser = XML_ParserCreateNS(NULL, BETWEEN[0]);
	if (w.parser == NULL)
		return err_nomem(e);
	XML_SetUserData(w.parser, &w);
	XML_SetElementHandler(w.parser, start, end);
	XML_SetCharacterDataHandler(w.parser, text);
	XML_SetStartDoctypeDeclHandler(w.parser, doctype);
	if (XML_Parse(w.parser, (const char *)packet.p, (int)packet.len, 1) != XML_STATUS_OK &&
		!w.refused) {
		if (XML_GetErrorCode(w.parser) == XML_ERROR_NO_MEMORY)
			rc = err_nomem(e);
		else
			photo_warn(p, "its XMP is not well-formed");
	}
	if (w.text.failed == RC_NOMEM)
		rc = err_nomem(e);
	XML_ParserFree(w.parser);
	bytes_release(&w.text);
	return rc;
}
