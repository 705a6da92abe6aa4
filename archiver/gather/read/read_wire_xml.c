#include "archiver/gather/read/read_wire_xml.h"

#include "archiver/gather/read/wire.h"
#include "archiver/gather/read/xml_tree.h"

static const char *const ATTRIBUTES[] = {"guid", "version", "xml:lang", "qcode", "uri", "literal",
	"href", "tag", "role", "type", "norm", "date.publication", "id-string", "holder", "source",
	"contenttype", "rendition", "width", "src", "media-type", "ed-urg", "name", "lede", "key",
	"info", "tobject.subject.type", "tobject.subject.matter", "tobject.subject.detail", NULL};

/* An item asserts what its codes mean; of more than so many no more is looked at. */
#define ASSERTS_MAX 1000

struct reading {
	struct wire *x;
	struct xml_tree tree;
	struct bytes text, other;
};

/* ---- helpers ------------------------------------------------------------------------------- */

static struct slice
text_in(const struct reading *r, size_t node, struct bytes *out)
{
	bytes_clear(out);
	if (node != XML_TREE_NONE)
		xml_tree_text(&r->tree, node, out);
	return bytes_slice(out);
}

/* All text of a node, until the next call; of none, nothing. */
static struct slice
text_of(struct reading *r, size_t node)
{
	return text_in(r, node, &r->text);
}

/* What the item asserts elsewhere of the thing with this code; XML_TREE_NONE where nothing. */
static size_t
asserted(const struct reading *r, struct slice code)
{
	size_t node = 0;

	for (unsigned i = 0; code.len > 0 && i < ASSERTS_MAX; i++) {
		node = xml_tree_find(&r->tree, 0, node + 1, "assert");
		if (node == XML_TREE_NONE)
			return node;
		if (slice_equal(xml_tree_value(&r->tree, node, "qcode"), code))
			return xml_tree_find(&r->tree, node, node + 1, "name");
	}
	return XML_TREE_NONE;
}

/* A name of something: its child `name`, else what is asserted of its code, else its literal,
 * else its text. */
static struct slice
name_of(struct reading *r, size_t node)
{
	size_t name = xml_tree_find(&r->tree, node, node + 1, "name");
	struct slice literal = xml_tree_value(&r->tree, node, "literal");

	if (name == XML_TREE_NONE)
		name = asserted(r, xml_tree_value(&r->tree, node, "qcode"));
	return name == XML_TREE_NONE && literal.len > 0
		? literal
		: text_of(r, name == XML_TREE_NONE ? node : name);
}

/* The first descendant of that name; XML_TREE_NONE also where there is no node to look in. */
static size_t
find(const struct reading *r, size_t in, const char *name)
{
	return in == XML_TREE_NONE ? in : xml_tree_find(&r->tree, in, in, name);
}

static size_t
child(const struct reading *r, size_t in, const char *name)
{
	return in == XML_TREE_NONE ? in : xml_tree_child(&r->tree, in, in, name);
}

static struct slice
value(const struct reading *r, size_t node, const char *attribute)
{
	return xml_tree_value(&r->tree, node, attribute);
}

static bool
is_among(const struct xml_tree *t, size_t node, const char *const *names)
{
	for (; *names != NULL; names++)
		if (xml_tree_is(t, node, *names))
			return true;
	return false;
}

/* ---- the text: NITF, XHTML ------------------------------------------------------------------- */

static const char *const PARAGRAPHS[] = {"p", "hl2", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dt",
	"dd", "td", "th", "pre", "blockquote", "tagline", NULL};
static const char *const HEADINGS[] = {"hl2", "h1", "h2", "h3", "h4", "h5", "h6", NULL};

/* What stands in the text and is told elsewhere, or is none of it. */
static const char *const BESIDE[] = {"media", "figure", "script", "style", "head", "byline",
	"dateline", "distributor", "hedline", "note", "rights", "series", NULL};

static bool
holds_paragraph(const struct xml_tree *t, size_t node)
{
	for (size_t i = node + 1; i < t->nodes[node].end; i++)
		if (is_among(t, i, PARAGRAPHS))
			return true;
	return false;
}

static enum story_role
role_of(const struct xml_tree *t, size_t node)
{
	if (is_among(t, node, HEADINGS))
		return STORY_HEADING;
	return slice_is(xml_tree_value(t, node, "lede"), "true") ? STORY_LEAD : STORY_BODY;
}

static void
put_body(struct reading *r, size_t in)
{
	const struct xml_tree *t = &r->tree;

	for (size_t i = in; in != XML_TREE_NONE && i < t->nodes[in].end;) {
		if (is_among(t, i, BESIDE)) {
			i = t->nodes[i].end;
		} else if (is_among(t, i, PARAGRAPHS) && !holds_paragraph(t, i)) {
			wire_paragraph(r->x, text_of(r, i), role_of(t, i));
			i = t->nodes[i].end;
		} else {
			i++;
		}
	}
}

/* What a text marks in itself. */
static void
tell_marked(struct reading *r, size_t in)
{
	static const struct {
		const char *element, *field;
	} marks[] = {{"person", "person"}, {"org", "organisation"}, {"location", "place"},
		{"event", "event"}};
	const struct xml_tree *t = &r->tree;

	for (size_t i = in; i < t->nodes[in].end; i++)
		for (size_t k = 0; k < sizeof marks / sizeof *marks; k++)
			if (xml_tree_is(t, i, marks[k].element))
				wire_tell(r->x, marks[k].field, text_of(r, i), marks[k].element);
}

/* ---- pictures ---------------------------------------------------------------------------------
 */

static void
put_picture(struct reading *r, size_t caption, size_t credit, const char *markup)
{
	struct slice says = text_of(r, caption);

	wire_picture(r->x, says, text_in(r, credit, &r->other), markup);
}

static uint64_t
number_of(struct slice s)
{
	uint64_t n = 0;

	for (size_t i = 0; i < s.len && i < 9 && s.p[i] >= '0' && s.p[i] <= '9'; i++)
		n = n * 10 + (s.p[i] - '0');
	return n;
}

/* NITF: <media media-type="image"> with references, a caption and a producer. */
static void
put_media(struct reading *r, size_t in)
{
	const struct xml_tree *t = &r->tree;
	size_t media = in;

	while ((media = xml_tree_find(t, in, media + 1, "media")) != XML_TREE_NONE) {
		struct slice type = value(r, media, "media-type");

		if (type.len > 0 && !slice_is(type, "image") && !slice_is(type, "graphic")) {
			r->x->absent++;
			continue;
		}
		for (size_t i = media;
			(i = xml_tree_find(t, media, i + 1, "media-reference")) != XML_TREE_NONE;)
			wire_rendition(r->x, value(r, i, "source"), SLICE_EMPTY,
				number_of(value(r, i, "width")));
		put_picture(r, find(r, media, "media-caption"), find(r, media, "media-producer"),
			"media");
	}
}

/* XHTML: <figure> with an image and a caption. */
static void
put_figures(struct reading *r, size_t in)
{
	size_t figure = in;

	while ((figure = xml_tree_find(&r->tree, in, figure + 1, "figure")) != XML_TREE_NONE) {
		wire_rendition(r->x, value(r, find(r, figure, "img"), "src"), SLICE_EMPTY, 0);
		put_picture(r, find(r, figure, "figcaption"), XML_TREE_NONE, "figure");
	}
}

/* ---- NITF
 * ---------------------------------------------------------------------------------------- */

/* The narrowest name that each has: a detail, else a matter, else a type of subject. */
static void
tell_nitf_subjects(struct reading *r, size_t nitf)
{
	static const char *const names[] = {
		"tobject.subject.detail", "tobject.subject.matter", "tobject.subject.type"};
	size_t node = nitf;

	while ((node = xml_tree_find(&r->tree, nitf, node + 1, "tobject.subject")) !=
		XML_TREE_NONE) {
		struct slice name = SLICE_EMPTY;

		for (size_t i = 0; i < sizeof names / sizeof *names && name.len == 0; i++)
			name = value(r, node, names[i]);
		wire_tell(r->x, "subject", name, "tobject.subject");
	}
}

static void
tell_keywords(struct reading *r, size_t nitf)
{
	size_t node = nitf;

	while ((node = xml_tree_find(&r->tree, nitf, node + 1, "keyword")) != XML_TREE_NONE)
		wire_tell(r->x, "keyword", value(r, node, "key"), "keyword");
}

/* Of several moments the one that says when it may be published counts before the others. */
static void
tell_docdata(struct reading *r, size_t nitf)
{
	wire_moment(r->x, value(r, find(r, nitf, "date.release"), "norm"), "date.release");
	wire_moment(r->x, value(r, find(r, nitf, "date.issue"), "norm"), "date.issue");
	wire_moment(r->x, value(r, find(r, nitf, "pubdata"), "date.publication"), "pubdata");
	wire_moment(r->x, value(r, find(r, nitf, "story.date"), "norm"), "story.date");
	wire_tell(r->x, "canonical", value(r, find(r, nitf, "doc-id"), "id-string"), "doc-id");
	wire_tell(r->x, "copyright", value(r, find(r, nitf, "doc.copyright"), "holder"),
		"doc.copyright");
	wire_tell(r->x, "urgency", value(r, find(r, nitf, "urgency"), "ed-urg"), "urgency");
	wire_tell(r->x, "editorial note", value(r, find(r, nitf, "ed-msg"), "info"), "ed-msg");
	tell_nitf_subjects(r, nitf);
	tell_keywords(r, nitf);
}

static void
tell_headline(struct reading *r, size_t node, const char *markup)
{
	if (node != XML_TREE_NONE && r->x->w.story->headline == STORY_NONE)
		wire_headline(r->x, text_of(r, node), markup);
}

/* A byline may mark the name in it. */
static void
tell_byline(struct reading *r, size_t byline)
{
	size_t person = find(r, byline, "person");

	if (byline != XML_TREE_NONE && story_surest(r->x->w.story, "byline") == NULL)
		wire_byline(r->x, text_of(r, person != XML_TREE_NONE ? person : byline), "byline");
}

/* What stands before the text: headline, author, place, agency, lead. */
static void
tell_head(struct reading *r, size_t nitf)
{
	size_t head = find(r, nitf, "body.head");

	tell_headline(r, find(r, head, "hl1"), "hl1");
	tell_headline(r, find(r, nitf, "title"), "title");
	tell_byline(r, find(r, head, "byline"));
	wire_tell(r->x, "located", text_of(r, find(r, head, "location")), "dateline");
	wire_tell(r->x, "source", text_of(r, find(r, head, "distributor")), "distributor");
	put_body(r, find(r, head, "abstract"));
}

static void
put_nitf(struct reading *r, size_t nitf)
{
	tell_docdata(r, nitf);
	wire_language(r->x, value(r, nitf, "xml:lang"), "xml:lang");
	tell_head(r, nitf);
	put_body(r, find(r, nitf, "body.content"));
	put_body(r, find(r, nitf, "body.end"));
	put_media(r, nitf);
	tell_marked(r, nitf);
}

/* ---- NewsML-G2
 * ------------------------------------------------------------------------------------ */

static void
tell_subjects(struct reading *r, size_t meta)
{
	static const struct {
		const char *type, *field;
	} types[] = {{"person", "person"}, {"organisation", "organisation"}, {"geoArea", "place"},
		{"POI", "place"}, {"event", "event"}};
	size_t subject = meta;

	while ((subject = xml_tree_child(&r->tree, meta, subject, "subject")) != XML_TREE_NONE) {
		struct slice type = value(r, subject, "type");
		const char *field = "subject";

		for (size_t i = 0; i < sizeof types / sizeof *types; i++)
			if (slice_ends(type, types[i].type))
				field = types[i].field;
		wire_tell(r->x, field, name_of(r, subject), "subject");
	}
}

/* A child's name, as a finding. */
static void
tell_child(struct reading *r, size_t in, const char *element, const char *field)
{
	size_t node = child(r, in, element);

	if (node != XML_TREE_NONE)
		wire_tell(r->x, field, name_of(r, node), element);
}

static void
tell_item_meta(struct reading *r, size_t item)
{
	size_t meta = child(r, item, "itemMeta");

	wire_moment(r->x, text_of(r, child(r, meta, "versionCreated")), "versionCreated");
	tell_child(r, meta, "provider", "provider");
	tell_child(r, meta, "edNote", "editorial note");
	wire_embargo(r->x, text_of(r, child(r, meta, "embargoed")), "embargoed");
	wire_status(r->x, value(r, child(r, meta, "pubStatus"), "qcode"), "pubStatus");
}

static void
tell_content_meta(struct reading *r, size_t item)
{
	static const struct {
		const char *element, *field;
	} fields[] = {{"infoSource", "source"}, {"located", "located"}, {"slugline", "slugline"},
		{"urgency", "urgency"}, {"genre", "genre"}, {"keyword", "keyword"}};
	size_t meta = child(r, item, "contentMeta"), by = child(r, meta, "by");
	size_t creator = child(r, meta, "creator");

	if (meta == XML_TREE_NONE)
		return;
	tell_headline(r, child(r, meta, "headline"), "headline");
	wire_moment(r->x, text_of(r, child(r, meta, "contentCreated")), "contentCreated");
	if (by != XML_TREE_NONE)
		wire_byline(r->x, text_of(r, by), "by");
	else if (creator != XML_TREE_NONE)
		wire_byline(r->x, name_of(r, creator), "creator");
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		tell_child(r, meta, fields[i].element, fields[i].field);
	wire_language(r->x, value(r, child(r, meta, "language"), "tag"), "language");
	tell_subjects(r, meta);
}

/* The description that serves as caption, else the first. */
static size_t
description_of(const struct reading *r, size_t item)
{
	size_t meta = child(r, item, "contentMeta"), node = meta, best = XML_TREE_NONE;

	while (meta != XML_TREE_NONE &&
		(node = xml_tree_child(&r->tree, meta, node, "description")) != XML_TREE_NONE)
		if (best == XML_TREE_NONE || slice_ends(value(r, node, "role"), "caption"))
			best = node;
	return best;
}

static bool
is_class(const struct reading *r, size_t item, const char *class)
{
	size_t node = find(r, item, "itemClass");

	return slice_ends(value(r, node, "qcode"), class) ||
		slice_ends(value(r, node, "uri"), class);
}

static void
put_picture_item(struct reading *r, size_t item)
{
	size_t remote = item;

	while ((remote = xml_tree_find(&r->tree, item, remote + 1, "remoteContent")) !=
		XML_TREE_NONE)
		wire_rendition(r->x, value(r, remote, "href"), value(r, remote, "contenttype"),
			slice_ends(value(r, remote, "rendition"), "highRes")
				? UINT32_MAX
				: number_of(value(r, remote, "width")));
	put_picture(r, description_of(r, item),
		child(r, child(r, item, "contentMeta"), "creditline"), "newsItem");
}

#define SPORTS "results and statistics in SportsML, no article"

static void
put_content(struct reading *r, size_t item)
{
	size_t set = child(r, item, "contentSet"), nitf = find(r, set, "nitf");
	size_t markup = find(r, set, "inlineXML"), data = find(r, set, "inlineData");
	struct err e;

	if (nitf != XML_TREE_NONE) {
		put_nitf(r, nitf);
	} else if (find(r, markup, "sports-content") != XML_TREE_NONE) {
		(void)err_set(&e, RC_UNSUPPORTED, "%s", SPORTS);
		wire_fail(r->x, RC_UNSUPPORTED, &e);
	} else if (markup != XML_TREE_NONE) {
		put_body(r, markup);
		put_figures(r, markup);
	} else if (data != XML_TREE_NONE) {
		if (!slice_starts(value(r, data, "contenttype"), "text/html") ||
			!wire_html(r->x, text_of(r, data), true))
			wire_lines(r->x, text_of(r, data), STORY_BODY);
	}
}

static void
put_item(struct reading *r, size_t item)
{
	size_t blocks, description = description_of(r, item);

	wire_tell(r->x, "canonical", value(r, item, "guid"), "guid");
	wire_tell(r->x, "version", value(r, item, "version"), "version");
	tell_item_meta(r, item);
	tell_content_meta(r, item);
	tell_child(r, child(r, item, "rightsInfo"), "copyrightNotice", "copyright");
	tell_child(r, child(r, item, "rightsInfo"), "usageTerms", "licence");
	blocks = r->x->w.story->block_count;
	put_content(r, item);
	/* An item whose content is elsewhere says at least what it is about. */
	if (is_class(r, item, "picture") || is_class(r, item, "graphic"))
		put_picture_item(r, item);
	else if (r->x->w.story->block_count == blocks)
		wire_lines(r->x, text_of(r, description), STORY_BODY);
}

/* The one item that is the article, and the others as its pictures. */
static enum rc
put_message(struct reading *r, struct err *e)
{
	const struct xml_tree *t = &r->tree;
	size_t item = 0, article = XML_TREE_NONE, texts = 0;

	while ((item = xml_tree_find(t, 0, item + 1, "newsItem")) != XML_TREE_NONE) {
		bool text = is_class(r, item, "text");

		texts += text;
		if (article == XML_TREE_NONE || (text && texts == 1))
			article = item;
	}
	if (article == XML_TREE_NONE)
		return err_set(e, RC_UNSUPPORTED, "a news message without a news item");
	if (texts > 1)
		return err_set(e, RC_UNSUPPORTED,
			"a news message of %zu texts: each is read from a file of its own", texts);
	put_item(r, article);
	for (item = 0; (item = xml_tree_find(t, 0, item + 1, "newsItem")) != XML_TREE_NONE;)
		if (item != article && is_class(r, item, "picture"))
			put_picture_item(r, item);
	return RC_OK;
}

/* ---- the whole
 * -------------------------------------------------------------------------------------- */

static const struct {
	const char *root;
	const char *what; /* why it is refused; NULL where it is read */
} ROOTS[] = {
	{"nitf", NULL},
	{"newsItem", NULL},
	{"newsMessage", NULL},
	{"packageItem", "a news package, which only refers to items"},
	{"conceptItem", "a concept of NewsML-G2, no article"},
	{"knowledgeItem", "concepts of NewsML-G2, no article"},
	{"planningItem", "a plan of coverage, no article"},
	{"catalogItem", "a catalogue of NewsML-G2, no article"},
	{"sports-content", SPORTS},
	{"sports-content-set", SPORTS},
	{"NewsML", "NewsML of version 1, which is not read"},
};

bool
read_wire_xml_root(struct slice name)
{
	for (size_t i = 0; i < sizeof ROOTS / sizeof *ROOTS; i++)
		if (slice_is(name, ROOTS[i].root))
			return true;
	return false;
}

static enum rc
put_root(struct reading *r, struct err *e)
{
	const struct xml_tree *t = &r->tree;

	for (size_t i = 0; i < sizeof ROOTS / sizeof *ROOTS; i++)
		if (xml_tree_is(t, 0, ROOTS[i].root) && ROOTS[i].what != NULL)
			return err_set(e, RC_UNSUPPORTED, "%s", ROOTS[i].what);
	if (xml_tree_is(t, 0, "newsMessage"))
		return put_message(r, e);
	if (xml_tree_is(t, 0, "nitf"))
		put_nitf(r, 0);
	else
		put_item(r, 0);
	return RC_OK;
}

/* The first paragraph that stands for more than itself, where none is marked so. */
static void
set_lead(struct story *s)
{
	for (size_t i = 0; i < s->block_count; i++)
		if (s->blocks[i].role == STORY_LEAD)
			return;
	for (size_t i = 0; i < s->block_count; i++)
		if (s->blocks[i].role == STORY_BODY) {
			s->blocks[i].role = STORY_LEAD;
			return;
		}
}

static enum rc
check_texts(const struct reading *r, struct err *e)
{
	enum rc rc = bytes_check(&r->text, "its text", e);

	return rc == RC_OK ? bytes_check(&r->other, "its text", e) : rc;
}

static void
release(struct reading *r)
{
	bytes_release(&r->text);
	bytes_release(&r->other);
	xml_tree_release(&r->tree);
}

enum rc
read_wire_xml(struct slice raw, int zone, const struct intake_report *report, struct normal *n,
	struct story *s, struct err *e)
{
	struct wire x;
	struct reading r = {
		.x = &x, .text = BYTES_UP_TO(STORY_TEXT_MAX), .other = BYTES_UP_TO(STORY_TEXT_MAX)};
	enum rc rc = xml_tree_parse(raw, ATTRIBUTES, &r.tree, e);

	if (rc != RC_OK)
		return rc;
	wire_init(&x, xml_tree_is(&r.tree, 0, "nitf") ? "NITF" : "NewsML-G2", zone, report, n, s);
	rc = put_root(&r, e);
	if (rc == RC_OK)
		rc = check_texts(&r, e);
	if (rc == RC_OK) {
		set_lead(s);
		rc = wire_end(&x, e);
	}
	wire_release(&x);
	release(&r);
	return rc;
}

bool
read_wire_xml_text(struct wire *x, struct slice nitf, bool pictures)
{
	struct reading r = {
		.x = x, .text = BYTES_UP_TO(STORY_TEXT_MAX), .other = BYTES_UP_TO(STORY_TEXT_MAX)};
	struct bytes whole = BYTES_UP_TO(STORY_TEXT_MAX);
	bool piece = !slice_starts(nitf, "<?") && !slice_starts(nitf, "<!");
	size_t before = x->w.story->block_count;
	struct err e;
	enum rc rc;

	/* A piece may be paragraphs without anything around them. */
	bytes_str(&whole, piece ? "<body>" : "");
	bytes_add(&whole, nitf);
	bytes_str(&whole, piece ? "</body>" : "");
	rc = bytes_check(&whole, "its text", &e);
	if (rc == RC_OK)
		rc = xml_tree_parse(bytes_slice(&whole), ATTRIBUTES, &r.tree, &e);
	bytes_release(&whole);
	if (rc == RC_NOMEM)
		wire_fail(x, rc, &e);
	if (rc != RC_OK)
		return rc == RC_NOMEM;
	put_body(&r, 0);
	if (pictures)
		put_media(&r, 0);
	tell_marked(&r, 0);
	rc = check_texts(&r, &e);
	if (rc != RC_OK)
		wire_fail(x, rc, &e);
	release(&r);
	return x->w.story->block_count > before;
}
