#include "archiver/gather/read/read_ninjs.h"

#include "archiver/gather/read/json_tree.h"
#include "archiver/gather/read/markup_scan.h"
#include "archiver/gather/read/read_wire_xml.h"
#include "archiver/gather/recognise/line.h"
#include "format/base/number.h"

/* Wider pictures do not get wider than this for us: a rank among files of one picture. */
#define WIDTH_MOST 1000000

struct reading {
	struct wire x;
	struct json_tree t;
	struct bytes text; /* of the value last looked at */
};

/* ---- what it is ---------------------------------------------------------------------------- */

/* The string that `s` begins with, behind its first quotation mark; what follows it in `*rest`. */
static struct slice
take_string(struct slice s, struct slice *rest)
{
	size_t at = 0;

	while (at < s.len && s.p[at] != '"')
		at += s.p[at] == '\\' ? 2 : 1;
	*rest = slice_from(s, at + 1);
	return slice_first(s, at);
}

static bool
is_of_ninjs(struct slice name)
{
	static const char *const names[] = {"uri", "standard", "$standard", "versionCreated",
		"versioncreated", "pubStatus", "pubstatus", "headline", "headlines", "bodies",
		"descriptions", "associations", "renditions"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (slice_is(name, names[i]))
			return true;
	return slice_starts(name, "body_") || slice_starts(name, "headline_");
}

/* Among the names in the outermost object, as far as the first bytes go. */
static bool
has_names_of_ninjs(struct slice s)
{
	unsigned depth = 0;

	while (s.len > 0) {
		uint8_t c = s.p[0];
		struct slice name;

		s = slice_from(s, 1);
		depth += c == '{' || c == '[';
		depth -= (c == '}' || c == ']') && depth > 0;
		if (c != '"')
			continue;
		name = take_string(s, &s);
		s = markup_scan_skip_blanks(s);
		if (depth == 1 && slice_starts(s, ":") && is_of_ninjs(name))
			return true;
	}
	return false;
}

bool
read_ninjs_check(struct slice first, struct reader_guess *out)
{
	struct slice s = markup_scan_skip_blanks(
		slice_from(first, slice_starts(first, "\xEF\xBB\xBF") ? 3 : 0));
	struct slice within = markup_scan_skip_blanks(slice_from(s, 1));
	bool list = slice_starts(s, "[") && slice_starts(within, "{");

	if (list)
		within = markup_scan_skip_blanks(slice_from(within, 1));
	if ((!list && !slice_starts(s, "{")) || !slice_starts(within, "\""))
		return false;
	*out = (struct reader_guess){READER_UNKNOWN, NULL, NULL, "JSON"};
	if (!list && has_names_of_ninjs(s))
		*out = (struct reader_guess){
			READER_NINJS, "application/json", "json", "a ninjs item"};
	return true;
}

/* ---- values ------------------------------------------------------------------------------------
 */

/* The member of one of these names, separated by '|'. */
static size_t
member(const struct reading *r, size_t object, const char *names)
{
	char name[32];
	size_t found = JSON_TREE_NONE;

	while (*names != '\0' && found == JSON_TREE_NONE) {
		size_t len = strcspn(names, "|");

		memcpy(name, names, len);
		name[len] = '\0';
		found = json_tree_member(&r->t, object, name);
		names += len + (names[len] == '|');
	}
	return found;
}

/* Until the next call; empty where there is none. */
static struct slice
text_of(struct reading *r, size_t value)
{
	bytes_clear(&r->text);
	if (value != JSON_TREE_NONE)
		json_tree_text(&r->t, value, &r->text);
	return bytes_slice(&r->text);
}

static bool
is_kind(const struct reading *r, size_t value, enum json_tree_kind kind)
{
	return value != JSON_TREE_NONE && r->t.at[value].kind == kind;
}

/* ---- texts ------------------------------------------------------------------------------------
 */

enum form {
	FORM_NONE,
	FORM_OTHER, /* in markup that is not read here */
	FORM_PLAIN,
	FORM_NITF,
	FORM_HTML
};

/* The best of the texts of one kind. */
struct texts {
	enum form form;
	size_t value, plain; /* `plain`: the best of those that are plain */
};

static bool
says(struct slice s, const char *word)
{
	return s.len > 0 && memmem(s.p, s.len, word, strlen(word)) != NULL;
}

/* Roles that say who wrote or sold it, not what it is. */
static bool
is_of_people(struct slice role)
{
	return says(role, "writer") || says(role, "credit") || says(role, "byline");
}

/* By what is said of it; where nothing is, by whether it begins as markup does. */
static enum form
form_of(struct reading *r, struct slice type, struct slice role, size_t value)
{
	struct slice s = slice_of(
		r->t.text.p + r->t.at[value].start, r->t.at[value].end - r->t.at[value].start);

	if (!is_kind(r, value, JSON_TREE_STRING) || s.len == 0 || is_of_people(role))
		return FORM_NONE;
	if (says(type, "html") || says(role, "html"))
		return FORM_HTML;
	if (says(type, "nitf") || says(type, "NITF") || says(role, "nitf"))
		return FORM_NITF;
	if (says(type, "xml"))
		return FORM_OTHER;
	if (says(type, "plain"))
		return FORM_PLAIN;
	s = markup_scan_skip_blanks(s);
	return s.len > 3 && s.p[0] == '<' && line_is_letter(s.p[1]) ? FORM_HTML : FORM_PLAIN;
}

static void
weigh(struct texts *t, enum form form, size_t value)
{
	if (form == FORM_PLAIN && t->plain == JSON_TREE_NONE)
		t->plain = value;
	if (form > t->form) {
		t->form = form;
		t->value = value;
	}
}

/* Version 2 on: a list of objects with a role, a type and a value. */
static void
weigh_list(struct reading *r, size_t list, struct texts *t)
{
	if (!is_kind(r, list, JSON_TREE_LIST))
		return;
	for (size_t i = json_tree_first(&r->t, list); i != JSON_TREE_NONE;
		i = json_tree_next(&r->t, list, i)) {
		size_t value = member(r, i, "value"), type = member(r, i, "contentType");
		size_t role = member(r, i, "role");
		const struct json_tree_value *at = r->t.at;
		struct slice type_text = type == JSON_TREE_NONE
			? SLICE_EMPTY
			: slice_of(r->t.text.p + at[type].start, at[type].end - at[type].start);
		struct slice role_text = role == JSON_TREE_NONE
			? SLICE_EMPTY
			: slice_of(r->t.text.p + at[role].start, at[role].end - at[role].start);

		if (value != JSON_TREE_NONE)
			weigh(t, form_of(r, type_text, role_text, value), value);
	}
}

/* All texts of an item that are called so: `body_text`, `body`, or in the list `bodies`. */
static struct texts
texts_of(struct reading *r, size_t item, const char *one, const char *list)
{
	struct texts t = {FORM_NONE, JSON_TREE_NONE, JSON_TREE_NONE};
	size_t len = strlen(one);

	weigh_list(r, member(r, item, list), &t);
	if (!is_kind(r, item, JSON_TREE_OBJECT))
		return t;
	for (size_t i = json_tree_first(&r->t, item); i != JSON_TREE_NONE;
		i = json_tree_next(&r->t, item, i)) {
		struct slice name = json_tree_name(&r->t, i);
		struct slice rest = slice_from(name, len);

		if (slice_starts(name, one) && (rest.len == 0 || rest.p[0] == '_'))
			weigh(&t, form_of(r, SLICE_EMPTY, rest, i), i);
	}
	return t;
}

/* The text as one line or as lines, for a headline or a caption: the plain one, if there is. */
static struct slice
line_of(struct reading *r, const struct texts *t)
{
	return text_of(r, t->plain != JSON_TREE_NONE ? t->plain : t->value);
}

/* ---- pictures -------------------------------------------------------------------------------- */

static uint64_t
width_of(struct reading *r, size_t rendition)
{
	uint64_t width = 0;

	if (!number_parse(text_of(r, member(r, rendition, "width")), WIDTH_MOST, &width))
		width = 0;
	return width;
}

/* A list, or before version 3 an object. */
static void
tell_renditions(struct reading *r, size_t item)
{
	size_t all = member(r, item, "renditions");
	struct bytes type = BYTES_UP_TO(STORY_WRITER_VALUE_MAX);

	for (size_t i = json_tree_first(&r->t, all); i != JSON_TREE_NONE;
		i = json_tree_next(&r->t, all, i)) {
		size_t told = member(r, i, "contentType|mimetype");
		uint64_t width = width_of(r, i);

		bytes_clear(&type);
		if (told != JSON_TREE_NONE)
			json_tree_text(&r->t, told, &type);
		wire_rendition(&r->x, text_of(r, member(r, i, "href")), bytes_slice(&type), width);
	}
	bytes_release(&type);
}

/* Its caption is its description, else its headline. */
static void
tell_picture(struct reading *r, size_t item)
{
	struct texts caption = texts_of(r, item, "description", "descriptions");
	struct bytes credit = BYTES_UP_TO(STORY_TEXT_MAX);
	size_t by = member(r, item, "byline|by");

	if (caption.form == FORM_NONE)
		caption = texts_of(r, item, "headline", "headlines");
	if (by != JSON_TREE_NONE)
		json_tree_text(&r->t, by, &credit);
	tell_renditions(r, item);
	wire_picture(&r->x, line_of(r, &caption), bytes_slice(&credit), "description");
	bytes_release(&credit);
}

static bool
is_picture(struct reading *r, size_t item)
{
	struct slice type = text_of(r, member(r, item, "type"));

	return slice_is(type, "picture") || slice_is(type, "graphic");
}

static bool
is_film(struct reading *r, size_t item)
{
	struct slice type = text_of(r, member(r, item, "type"));

	return slice_is(type, "video") || slice_is(type, "audio");
}

static bool
has_pictures(struct reading *r, size_t item)
{
	size_t all = member(r, item, "associations");

	for (size_t i = json_tree_first(&r->t, all); i != JSON_TREE_NONE;
		i = json_tree_next(&r->t, all, i))
		if (is_picture(r, i))
			return true;
	return false;
}

static void
tell_associations(struct reading *r, size_t item)
{
	size_t all = member(r, item, "associations");

	for (size_t i = json_tree_first(&r->t, all); i != JSON_TREE_NONE;
		i = json_tree_next(&r->t, all, i)) {
		if (is_picture(r, i)) {
			tell_picture(r, i);
			continue;
		}
		r->x.absent += is_film(r, i);
		wire_tell(&r->x, "related", text_of(r, member(r, i, "uri")), "associations");
	}
}

/* ---- fields ------------------------------------------------------------------------------------
 */

static void
tell_simple(struct reading *r, size_t item)
{
	static const struct {
		const char *names, *field;
	} fields[] = {{"uri", "canonical"}, {"version", "version"}, {"located", "located"},
		{"copyrightNotice", "copyright"}, {"copyrightHolder", "copyright"},
		{"usageTerms", "licence"}, {"urgency", "urgency"}, {"slugline", "slugline"},
		{"edNote", "editorial note"}, {"expires", "expires"}, {"profile", "profile"}};

	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		wire_tell(&r->x, fields[i].field, text_of(r, member(r, item, fields[i].names)),
			fields[i].names);
	wire_tell(&r->x, "licence",
		text_of(r, member(r, member(r, item, "rightsInfo"), "linkedRights")),
		"linkedRights");
	wire_language(&r->x, text_of(r, member(r, item, "language")), "language");
	wire_status(&r->x, text_of(r, member(r, item, "pubStatus")), "pubStatus");
	wire_embargo(&r->x, text_of(r, member(r, item, "embargoed|embargoedUntil")), "embargoed");
	wire_byline(&r->x, text_of(r, member(r, item, "byline|by")), "byline");
	wire_moment(&r->x, text_of(r, member(r, item, "firstCreated")), "firstCreated");
}

/* Whom and what it is about: lists of objects that have a name. */
static void
tell_mentions(struct reading *r, size_t item)
{
	static const struct {
		const char *names, *field;
	} lists[] = {{"person|people", "person"}, {"organisation|organisations", "organisation"},
		{"place|places", "place"}, {"event|events", "event"},
		{"subject|subjects", "subject"}, {"infosource|infosources", "source"},
		{"genre|genres", "genre"}, {"keyword|keywords", "keyword"}};

	for (size_t k = 0; k < sizeof lists / sizeof *lists; k++) {
		size_t list = member(r, item, lists[k].names);

		if (!is_kind(r, list, JSON_TREE_LIST))
			continue;
		for (size_t i = json_tree_first(&r->t, list); i != JSON_TREE_NONE;
			i = json_tree_next(&r->t, list, i)) {
			bool object = is_kind(r, i, JSON_TREE_OBJECT);
			size_t name = object ? member(r, i, "name") : i;

			wire_tell(&r->x, lists[k].field, text_of(r, name), lists[k].names);
		}
	}
}

static void
tell_headline(struct reading *r, size_t item)
{
	struct texts headline = texts_of(r, item, "headline", "headlines");
	struct slice text = line_of(r, &headline);

	if (line_trim(text).len == 0)
		text = text_of(r, member(r, item, "title"));
	wire_headline(&r->x, text, "headline");
}

/* ---- the text --------------------------------------------------------------------------------
 */

static void
tell_text(struct reading *r, const struct texts *t, enum story_role role, bool pictures)
{
	if (t->form == FORM_HTML && wire_html(&r->x, text_of(r, t->value), pictures))
		return;
	if (t->form == FORM_NITF &&
		read_wire_xml_text(&r->x, markup_scan_skip_blanks(text_of(r, t->value)), pictures))
		return;
	if (t->plain != JSON_TREE_NONE)
		wire_lines(&r->x, text_of(r, t->plain), role);
	else if (t->form != FORM_NONE && r->x.rc == RC_OK)
		story_warn(r->x.w.story, "its text is in markup that is not read here");
}

static void
tell_body(struct reading *r, size_t item)
{
	struct texts body = texts_of(r, item, "body", "bodies");
	struct texts description = texts_of(r, item, "description", "descriptions");

	tell_text(r, &body, STORY_BODY, !has_pictures(r, item));
	if (is_picture(r, item))
		tell_picture(r, item);
	else if (body.form == FORM_NONE)
		tell_text(r, &description, STORY_LEAD, false);
	else
		wire_tell(&r->x, "description", line_of(r, &description), "description");
	r->x.absent += is_film(r, item);
}

/* The schema of such items looks much like one, but says what it is. */
static enum rc
check_item(struct reading *r, struct err *e)
{
	if (!is_kind(r, 0, JSON_TREE_OBJECT))
		return err_set(e, RC_UNSUPPORTED, "JSON, but no item of ninjs: it is no object");
	if (member(r, 0, "$schema") != JSON_TREE_NONE)
		return err_set(e, RC_UNSUPPORTED, "a schema, no item of ninjs");
	if (text_of(r, member(r, 0, "uri")).len == 0)
		return err_set(e, RC_UNSUPPORTED, "JSON, but no item of ninjs: it has no uri");
	return RC_OK;
}

/* What it says first is when this version was made; when the first was, only where that lacks. */
static enum rc
read_item(struct reading *r, struct err *e)
{
	enum rc rc = check_item(r, e);

	if (rc != RC_OK)
		return rc;
	tell_headline(r, 0);
	wire_moment(&r->x, text_of(r, member(r, 0, "versionCreated")), "versionCreated");
	tell_simple(r, 0);
	tell_mentions(r, 0);
	tell_body(r, 0);
	tell_associations(r, 0);
	rc = bytes_check(&r->text, "a value of the item", e);
	return rc == RC_OK ? wire_end(&r->x, e) : rc;
}

enum rc
read_ninjs(struct slice raw, int zone, const struct intake_report *report, struct normal *n,
	struct story *s, struct err *e)
{
	struct reading r = {.t = JSON_TREE_EMPTY, .text = BYTES_UP_TO(STORY_TEXT_MAX)};
	enum rc rc;

	wire_init(&r.x, "ninjs", zone, report, n, s);
	rc = json_tree_parse(raw, &r.t, e);
	if (rc == RC_OK)
		rc = read_item(&r, e);
	wire_release(&r.x);
	json_tree_release(&r.t);
	bytes_release(&r.text);
	return rc;
}
