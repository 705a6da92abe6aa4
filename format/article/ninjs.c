#include "format/article/ninjs.h"

#include "format/article/article_id.h"
#include "format/base/cursor.h"
#include "format/base/json.h"
#include "format/base/text.h"

static const char *const NAMES[NINJS_PROPERTIES] = {
	[NINJS_URI] = "uri",
	[NINJS_STANDARD] = "standard",
	[NINJS_TYPE] = "type",
	[NINJS_LANGUAGE] = "language",
	[NINJS_VERSION_CREATED] = "versionCreated",
	[NINJS_HEADLINES] = "headlines",
	[NINJS_BY] = "by",
	[NINJS_ALT_IDS] = "altIds",
	[NINJS_VERSION] = "version",
	[NINJS_FIRST_CREATED] = "firstCreated",
	[NINJS_CONTENT_CREATED] = "contentCreated",
	[NINJS_EMBARGOED_UNTIL] = "embargoedUntil",
	[NINJS_EXPIRES] = "expires",
	[NINJS_PUB_STATUS] = "pubStatus",
	[NINJS_URGENCY] = "urgency",
	[NINJS_ED_NOTE] = "edNote",
	[NINJS_SLUGLINE] = "slugline",
	[NINJS_TITLE] = "title",
	[NINJS_GENRES] = "genres",
	[NINJS_LOCATED] = "located",
	[NINJS_INFO_SOURCES] = "infoSources",
	[NINJS_COPYRIGHT_HOLDER] = "copyrightHolder",
	[NINJS_COPYRIGHT_NOTICE] = "copyrightNotice",
	[NINJS_USAGE_TERMS] = "usageTerms",
	[NINJS_RIGHTS_INFO] = "rightsInfo",
	[NINJS_DIGITAL_SOURCE_TYPE] = "digitalSourceType",
	[NINJS_TRUST_INDICATORS] = "trustIndicators",
	[NINJS_PEOPLE] = "people",
	[NINJS_ORGANISATIONS] = "organisations",
	[NINJS_PLACES] = "places",
	[NINJS_EVENTS] = "events",
	[NINJS_SUBJECTS] = "subjects",
	[NINJS_OBJECTS] = "objects",
	[NINJS_DESCRIPTIONS] = "descriptions",
	[NINJS_BODIES] = "bodies",
	[NINJS_ASSOCIATIONS] = "associations",
};

/* What every item has. */
static const bool ALWAYS[NINJS_PROPERTIES] = {
	[NINJS_URI] = true,
	[NINJS_STANDARD] = true,
	[NINJS_TYPE] = true,
	[NINJS_LANGUAGE] = true,
	[NINJS_BODIES] = true,
};

#define STANDARD \
	"{\"name\":\"ninjs\",\"version\":\"3.1\"," \
	"\"schema\":\"http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json\"}"

/* ---- writing ------------------------------------------------------------------------- */

static void
write_text(struct json *j, enum ninjs_property property, struct slice value)
{
	if (value.len == 0)
		return;
	json_line(j);
	json_pair(j, NAMES[property], value);
}

static void
write_uri(struct json *j, const struct ninjs_head *head, const char *between, struct slice rest)
{
	struct bytes uri = BYTES_UP_TO(1024);

	article_id_uri_write(head->origin, head->id, &uri);
	bytes_str(&uri, between);
	bytes_add(&uri, rest);
	json_string(j, bytes_slice(&uri));
	if (uri.failed != RC_OK && j->out->failed == RC_OK)
		j->out->failed = uri.failed;
	bytes_release(&uri);
}

static bool
is_web_address(struct slice s)
{
	return slice_starts(s, "http://") || slice_starts(s, "https://");
}

/* What it is called follows from what it is, so that the head stays a function of the index. */
static void
write_source(struct json *j, struct slice source)
{
	if (source.len == 0)
		return;
	json_line(j);
	json_key(j, NAMES[NINJS_ALT_IDS]);
	json_open_list(j);
	json_open(j);
	json_pair_str(j, "role", is_web_address(source) ? "canonical" : "guid");
	json_pair(j, "value", source);
	json_close(j);
	json_close_list(j);
}

static void
write_head(struct json *j, const struct ninjs_head *head)
{
	json_line(j);
	json_key(j, NAMES[NINJS_URI]);
	write_uri(j, head, "", SLICE_EMPTY);
	json_line(j);
	json_key(j, NAMES[NINJS_STANDARD]);
	json_raw(j, slice_str(STANDARD));
	json_line(j);
	json_pair_str(j, NAMES[NINJS_TYPE], "text");
	write_text(j, NINJS_LANGUAGE, head->language);
	write_text(j, NINJS_VERSION_CREATED, head->published);
	if (head->headline.len > 0) {
		json_line(j);
		json_key(j, NAMES[NINJS_HEADLINES]);
		json_open_list(j);
		json_open(j);
		json_pair(j, "value", head->headline);
		json_close(j);
		json_close_list(j);
	}
	write_text(j, NINJS_BY, head->byline);
	write_source(j, head->source);
}

void
ninjs_head_write(const struct ninjs_head *head, struct bytes *out)
{
	struct json j = JSON_TO(out);

	json_open(&j);
	write_head(&j, head);
	json_line(&j);
}

/* Sources have an address and a part in it where others have a literal and a relation. */
static void
write_mentions(struct json *j, enum ninjs_property property, struct ninjs_mentions m)
{
	bool source = property == NINJS_INFO_SOURCES;

	if (m.count == 0)
		return;
	json_line(j);
	json_key(j, NAMES[property]);
	json_open_list(j);
	for (size_t i = 0; i < m.count; i++) {
		json_open(j);
		json_pair(j, "name", m.at[i].name);
		if (m.at[i].rel.len > 0)
			json_pair(j, source ? "role" : "rel", m.at[i].rel);
		if (m.at[i].literal.len > 0)
			json_pair(j, source ? "uri" : "literal", m.at[i].literal);
		json_close(j);
	}
	json_close_list(j);
}

static void
write_rights(struct json *j, struct slice licence)
{
	if (licence.len == 0)
		return;
	json_line(j);
	json_key(j, NAMES[NINJS_RIGHTS_INFO]);
	json_open(j);
	json_pair(j, "linkedRights", licence);
	json_close(j);
}

/* Code points, and runs of anything but white space. The text is UTF-8. */
static void
count_text(struct slice s, uint64_t *chars, uint64_t *words)
{
	bool in_word = false;

	*chars = 0;
	*words = 0;
	for (size_t i = 0; i < s.len; i++) {
		bool blank = s.p[i] == ' ' || (uint8_t)(s.p[i] - '\t') < 5;

		*chars += (s.p[i] & 0xC0) != 0x80;
		*words += !blank & !in_word;
		in_word = !blank;
	}
}

static void
write_bodies(struct json *j, struct slice body)
{
	uint64_t chars, words;

	count_text(body, &chars, &words);
	json_line(j);
	json_key(j, NAMES[NINJS_BODIES]);
	json_open_list(j);
	json_open(j);
	json_pair_str(j, "contentType", "text/plain");
	json_pair_number(j, "charCount", chars);
	json_pair_number(j, "wordCount", words);
	json_pair(j, "value", body);
	json_close(j);
	json_close_list(j);
}

/* The schema wants an absolute URI for `href`, so the path within the folder is the title. */
static void
write_rendition(struct json *j, const struct ninjs_head *head, const struct ninjs_picture *p)
{
	json_key(j, "renditions");
	json_open_list(j);
	json_open(j);
	json_pair_str(j, "name", "original");
	json_key(j, "href");
	write_uri(j, head, "/", p->file);
	json_pair(j, "contentType", p->media_type);
	json_pair(j, "title", p->file);
	json_pair_number(j, "sizeInBytes", p->size);
	json_close(j);
	json_close_list(j);
}

static void
write_own(struct json *j, enum ninjs_property property, struct slice value)
{
	if (value.len > 0)
		json_pair(j, NAMES[property], value);
}

static void
write_party(struct json *j, struct slice name, const char *role)
{
	if (name.len == 0)
		return;
	json_open(j);
	json_pair(j, "name", name);
	json_pair_str(j, "role", role);
	json_close(j);
}

/* ninjs has no credit line: who is to be credited is one of those that supplied the picture. */
static void
write_picture_facts(struct json *j, const struct ninjs_picture *p)
{
	write_own(j, NINJS_BY, p->photographer);
	write_own(j, NINJS_CONTENT_CREATED, p->created);
	write_own(j, NINJS_LOCATED, p->located);
	if (p->credit.len > 0 || p->source.len > 0) {
		json_key(j, NAMES[NINJS_INFO_SOURCES]);
		json_open_list(j);
		write_party(j, p->credit, "credit");
		write_party(j, p->source, "source");
		json_close_list(j);
	}
	write_own(j, NINJS_COPYRIGHT_NOTICE, p->copyright);
	write_own(j, NINJS_USAGE_TERMS, p->usage_terms);
}

static void
write_picture(struct json *j, const struct ninjs_item *item, size_t i)
{
	const struct ninjs_picture *p = &item->pictures[i];
	char name[32];
	struct bytes b = BYTES_UP_TO(sizeof name);

	bytes_str(&b, "picture-");
	bytes_number(&b, i + 1);
	json_open(j);
	json_pair(j, "name", bytes_slice(&b));
	json_key(j, "uri");
	if (p->file.len > 0)
		write_uri(j, &item->head, "/", p->file);
	else
		write_uri(j, &item->head, "#", bytes_slice(&b));
	json_pair_str(j, "type", "picture");
	if (p->headline.len > 0) {
		json_key(j, NAMES[NINJS_HEADLINES]);
		json_open_list(j);
		json_open(j);
		json_pair(j, "value", p->headline);
		json_close(j);
		json_close_list(j);
	}
	if (p->caption.len > 0) {
		json_key(j, "descriptions");
		json_open_list(j);
		json_open(j);
		json_pair_str(j, "role", "caption");
		json_pair_str(j, "contentType", "text/plain");
		json_pair(j, "value", p->caption);
		json_close(j);
		json_close_list(j);
	}
	write_picture_facts(j, p);
	if (p->file.len > 0)
		write_rendition(j, &item->head, p);
	json_close(j);
	bytes_release(&b);
}

static void
write_associations(struct json *j, const struct ninjs_item *item)
{
	if (item->picture_count == 0)
		return;
	json_line(j);
	json_key(j, NAMES[NINJS_ASSOCIATIONS]);
	json_open_list(j);
	for (size_t i = 0; i < item->picture_count; i++)
		write_picture(j, item, i);
	json_close_list(j);
}

void
ninjs_write(const struct ninjs_item *item, struct bytes *out)
{
	struct json j = JSON_TO(out);

	json_open(&j);
	write_head(&j, &item->head);
	write_text(&j, NINJS_VERSION, item->version);
	write_text(&j, NINJS_LOCATED, item->located);
	write_mentions(&j, NINJS_INFO_SOURCES, item->info_sources);
	write_text(&j, NINJS_COPYRIGHT_NOTICE, item->copyright);
	write_text(&j, NINJS_USAGE_TERMS, item->usage_terms);
	write_rights(&j, item->rights);
	write_mentions(&j, NINJS_PEOPLE, item->people);
	write_mentions(&j, NINJS_ORGANISATIONS, item->organisations);
	write_mentions(&j, NINJS_PLACES, item->places);
	write_mentions(&j, NINJS_EVENTS, item->events);
	write_mentions(&j, NINJS_SUBJECTS, item->subjects);
	write_mentions(&j, NINJS_OBJECTS, item->objects);
	write_bodies(&j, item->body);
	write_associations(&j, item);
	bytes_u8(out, '\n');
	json_close(&j);
	bytes_u8(out, '\n');
}

/* ---- reading ------------------------------------------------------------------------- */

/* Which property a line begins with, or NINJS_PROPERTIES. */
static enum ninjs_property
property_of(struct slice line)
{
	for (enum ninjs_property p = 0; p < NINJS_PROPERTIES; p++) {
		size_t len = strlen(NAMES[p]);

		if (line.len > len + 3 && line.p[0] == '"' && line.p[len + 1] == '"' &&
			line.p[len + 2] == ':' && memcmp(line.p + 1, NAMES[p], len) == 0)
			return p;
	}
	return NINJS_PROPERTIES;
}

/* Takes a line that must be `property` or one after it; `*p` is then the one after that. */
static enum rc
take_line(struct slice line, enum ninjs_property *p, struct err *e)
{
	enum ninjs_property found = property_of(line);

	if (found == NINJS_PROPERTIES)
		return err_set(e, RC_BAD, "a line of no known property: %.*s", SLICE_FMT(line));
	if (found < *p)
		return err_set(e, RC_BAD, "\"%s\" stands too late or twice", NAMES[found]);
	for (enum ninjs_property missing = *p; missing < found; missing++)
		if (ALWAYS[missing])
			return err_set(
				e, RC_BAD, "no \"%s\" before \"%s\"", NAMES[missing], NAMES[found]);
	if (text_control(line) < line.len)
		return err_set(e, RC_BAD, "\"%s\" holds a bare control character", NAMES[found]);
	*p = found + 1;
	return RC_OK;
}

enum rc
ninjs_head_cut(struct slice metadata, struct slice *head, struct err *e)
{
	struct cursor c = cursor_over(metadata);
	enum ninjs_property p = NINJS_URI;
	enum rc rc = RC_OK;

	*head = SLICE_EMPTY;
	cursor_literal(&c, "{\n");
	while (rc == RC_OK && p < NINJS_HEAD_END) {
		struct slice before = slice_first(metadata, metadata.len - c.left);
		struct slice line = cursor_line(&c);

		if (!cursor_ok(&c))
			return err_set(e, RC_BAD, "metadata: ends within its head");
		if (property_of(line) >= NINJS_HEAD_END) {
			*head = before;
			return p > NINJS_LANGUAGE
				? RC_OK
				: err_set(e, RC_BAD, "metadata: no \"%s\"", NAMES[p]);
		}
		if (!slice_ends(line, ","))
			return err_set(e, RC_BAD, "metadata: no comma behind a line of its head");
		rc = take_line(line, &p, e);
	}
	if (rc != RC_OK)
		return err_within(e, rc, "metadata");
	*head = slice_first(metadata, metadata.len - c.left);
	return RC_OK;
}

static enum rc
check_lines(struct cursor *c, struct err *e)
{
	enum ninjs_property p = NINJS_URI;
	bool comma = true;

	cursor_literal(c, "{\n");
	while (comma) {
		struct slice line = cursor_line(c);
		enum rc rc;

		if (!cursor_ok(c))
			return err_set(e, RC_BAD, "ends within its lines");
		rc = take_line(line, &p, e);
		if (rc != RC_OK)
			return rc;
		comma = slice_ends(line, ",");
	}
	if (p <= NINJS_BODIES)
		return err_set(e, RC_BAD, "no \"%s\"", NAMES[NINJS_BODIES]);
	cursor_literal(c, "}\n");
	if (!cursor_ended(c))
		return err_set(e, RC_BAD, "something stands where it should end");
	return RC_OK;
}

enum rc
ninjs_check(struct slice metadata, struct err *e)
{
	struct cursor c = cursor_over(metadata);
	enum rc rc;

	if (!text_is_utf8(metadata))
		return err_set(e, RC_BAD, "metadata: not UTF-8");
	rc = check_lines(&c, e);
	return rc == RC_OK ? RC_OK : err_within(e, rc, "metadata");
}
