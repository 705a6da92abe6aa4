#include "archiver/gather/read/xml_tree.h"

#include "archiver/gather/read/declared_charset.h"
#include "archiver/gather/read/html_names.h"
#include "archiver/gather/read/markup_scan.h"

#include <stdlib.h>

#define MADE_MAX       ((size_t)64 * 1024 * 1024)
#define ATTRIBUTES_MAX 64

static const struct xml_walk_space SPACES[] = {
	{"http://www.w3.org/XML/1998/namespace", "xml"}, {NULL, NULL}};

struct building {
	struct xml_tree *tree;
	const char *const *attributes;
	size_t *open; /* the elements that have begun */
	size_t depth;
	enum rc failed;
};

/* ---- building ------------------------------------------------------------------------------- */

static struct xml_tree_node *
add_node(struct building *b)
{
	struct xml_tree *t = b->tree;

	if (b->failed != RC_OK)
		return NULL;
	if (t->count == XML_TREE_NODES_MAX) {
		b->failed = RC_LIMIT;
		return NULL;
	}
	if (t->count == t->room) {
		size_t room = t->room == 0 ? 256 : 2 * t->room;
		struct xml_tree_node *grown = realloc(t->nodes, room * sizeof *grown);

		if (grown == NULL) {
			b->failed = RC_NOMEM;
			return NULL;
		}
		t->nodes = grown;
		t->room = room;
	}
	t->nodes[t->count] = (struct xml_tree_node){.end = t->count + 1};
	return &t->nodes[t->count++];
}

/* Without its prefix. */
static const char *
keep_name(struct building *b, const char *name)
{
	const char *colon = strchr(name, ':');

	if (colon != NULL)
		name = colon + 1;
	return (const char *)arena_copy(&b->tree->made, slice_of(name, strlen(name) + 1)).p;
}

static void
keep_attributes(
	struct building *b, const struct xml_walk_element *element, struct xml_tree_node *node)
{
	struct xml_tree_attribute found[ATTRIBUTES_MAX], *kept;
	size_t count = 0;

	for (const char *const *a = b->attributes; *a != NULL && count < ATTRIBUTES_MAX; a++) {
		struct slice value = xml_walk_attribute(element, *a);

		if (value.len > 0)
			found[count++] =
				(struct xml_tree_attribute){*a, arena_copy(&b->tree->made, value)};
	}
	if (count == 0)
		return;
	kept = arena_take(&b->tree->made, count * sizeof *kept);
	if (kept == NULL)
		return;
	memcpy(kept, found, count * sizeof *kept);
	node->attributes = kept;
	node->attribute_count = count;
}

static void
enter(void *ctx, const struct xml_walk_element *element)
{
	struct building *b = ctx;
	struct xml_tree_node *node = add_node(b);

	if (node == NULL)
		return;
	node->name = keep_name(b, element->name);
	keep_attributes(b, element, node);
	b->open[b->depth++] = b->tree->count - 1;
}

static void
leave(void *ctx, const char *name)
{
	struct building *b = ctx;

	(void)name;
	if (b->failed == RC_OK && b->depth > 0)
		b->tree->nodes[b->open[--b->depth]].end = b->tree->count;
}

/* expat gives a text in pieces; each is a node of its own. */
static void
see_text(void *ctx, struct slice text)
{
	struct building *b = ctx;
	struct xml_tree_node *node = b->depth == 0 ? NULL : add_node(b);

	if (node != NULL)
		node->text = arena_copy(&b->tree->made, text);
}

/* ---- what stands before the root ------------------------------------------------------------- */

/* A declaration that only names its document type. With entities of its own it has a '['. */
static bool
is_plain_doctype(struct slice s)
{
	size_t end = slice_find(s, '>');

	return slice_starts(s, "<!DOCTYPE") && end < s.len &&
		slice_find(slice_first(s, end), '[') == end;
}

/* Passes over the XML declaration, comments, instructions and a plain document type. */
static struct slice
skip_prolog(struct slice s)
{
	if (slice_starts(s, "\xEF\xBB\xBF"))
		s = slice_from(s, 3);
	for (;;) {
		s = markup_scan_skip_blanks(s);
		if (slice_starts(s, "<!--"))
			s = markup_scan_behind(s, "-->");
		else if (slice_starts(s, "<?"))
			s = markup_scan_behind(s, "?>");
		else if (is_plain_doctype(s))
			s = markup_scan_behind(s, ">");
		else
			return s;
	}
}

struct slice
xml_tree_root(struct slice first)
{
	struct slice s = skip_prolog(first);
	size_t len = 1, colon;

	if (s.len < 2 || s.p[0] != '<')
		return SLICE_EMPTY;
	while (len < s.len && s.p[len] > ' ' && s.p[len] != '>' && s.p[len] != '/')
		len++;
	s = slice_of(s.p + 1, len - 1);
	colon = slice_find(s, ':');
	return colon < s.len ? slice_from(s, colon + 1) : s;
}

/* The encoding that the XML declaration names, or empty. */
static struct slice
declared_encoding(struct slice raw)
{
	struct slice s = raw, label;
	uint8_t quote;

	if (!slice_starts(s, "<?xml"))
		return SLICE_EMPTY;
	s = markup_scan_behind(slice_first(s, slice_find(s, '>')), "encoding");
	while (s.len > 0 && s.p[0] != '"' && s.p[0] != '\'')
		s = slice_from(s, 1);
	if (s.len == 0)
		return SLICE_EMPTY;
	quote = s.p[0];
	label = slice_from(s, 1);
	return slice_first(label, slice_find(label, quote));
}

/* ---- the whole ---------------------------------------------------------------------------------
 */

static enum rc
feed(struct building *b, struct slice text, struct err *e)
{
	struct xml_walk_listener listener = {enter, leave, see_text, b};
	struct xml_walk *walk;
	enum rc rc = xml_walk_new(SPACES, &listener, &walk, e);

	if (rc != RC_OK)
		return rc;
	rc = xml_walk_feed(walk, text, true, e);
	xml_walk_free(walk);
	if (rc == RC_OK && b->failed == RC_LIMIT)
		return err_set(e, RC_LIMIT, "more than %d elements", XML_TREE_NODES_MAX);
	if (rc == RC_OK && b->failed != RC_OK)
		return err_nomem(e);
	return rc == RC_OK ? arena_check(&b->tree->made, "its XML", e) : rc;
}

enum rc
xml_tree_parse(struct slice raw, const char *const *attributes, struct xml_tree *out, struct err *e)
{
	struct building b = {.tree = out, .attributes = attributes};
	struct bytes decoded = BYTES_UP_TO(MADE_MAX), named = BYTES_UP_TO(MADE_MAX);
	struct slice label = declared_encoding(raw);
	enum rc rc = RC_OK;

	*out = (struct xml_tree){.made = ARENA_UP_TO(MADE_MAX)};
	/* What expat does not know is decoded here; without its declaration it is UTF-8 then. */
	if (label.len > 0 && declared_charset_decode(label, raw, &decoded)) {
		rc = bytes_check(&decoded, "its XML", e);
		raw = bytes_slice(&decoded);
		raw = slice_starts(raw, "<?xml") ? markup_scan_behind(raw, "?>") : raw;
	}
	/* UTF-16 is expat's business, with all before the root. */
	if (skip_prolog(raw).len > 0 && skip_prolog(raw).p[0] == '<')
		raw = skip_prolog(raw);
	if (rc == RC_OK && html_names_check(raw)) {
		html_names_replace(raw, &named);
		rc = bytes_check(&named, "its XML", e);
		raw = bytes_slice(&named);
	}
	b.open = calloc(XML_WALK_DEPTH_MAX + 1, sizeof *b.open);
	if (rc == RC_OK)
		rc = b.open == NULL ? err_nomem(e) : feed(&b, raw, e);
	if (rc == RC_OK && out->count == 0)
		rc = err_set(e, RC_BAD, "no element in its XML");
	free(b.open);
	bytes_release(&decoded);
	bytes_release(&named);
	if (rc != RC_OK)
		xml_tree_release(out);
	return rc;
}

void
xml_tree_release(struct xml_tree *t)
{
	free(t->nodes);
	arena_release(&t->made);
	*t = (struct xml_tree){.made = ARENA_UP_TO(MADE_MAX)};
}

/* ---- looking ------------------------------------------------------------------------------------
 */

size_t
xml_tree_find(const struct xml_tree *t, size_t in, size_t from, const char *name)
{
	for (size_t i = from; i < t->nodes[in].end; i++)
		if (xml_tree_is(t, i, name))
			return i;
	return XML_TREE_NONE;
}

size_t
xml_tree_child(const struct xml_tree *t, size_t in, size_t after, const char *name)
{
	size_t i = after == in ? in + 1 : t->nodes[after].end;

	for (; i < t->nodes[in].end; i = t->nodes[i].end)
		if (xml_tree_is(t, i, name))
			return i;
	return XML_TREE_NONE;
}

struct slice
xml_tree_value(const struct xml_tree *t, size_t node, const char *attribute)
{
	if (node == XML_TREE_NONE)
		return SLICE_EMPTY;
	for (size_t i = 0; i < t->nodes[node].attribute_count; i++)
		if (strcmp(t->nodes[node].attributes[i].name, attribute) == 0)
			return t->nodes[node].attributes[i].value;
	return SLICE_EMPTY;
}

void
xml_tree_text(const struct xml_tree *t, size_t node, struct bytes *out)
{
	for (size_t i = node; node != XML_TREE_NONE && i < t->nodes[node].end; i++)
		bytes_add(out, t->nodes[i].text);
}
