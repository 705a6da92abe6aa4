#include "archiver/gather/read/xml_walk.h"

#include <expat.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

/* Between a namespace and a name: a character that stands in neither. */
#define BETWEEN '\n'

/* Longer names are of nothing that any reader knows. */
#define NAME_MAX_BYTES 96

struct xml_walk {
	XML_Parser parser;
	const struct xml_walk_space *spaces;
	const struct xml_walk_listener *listener;
	unsigned depth;
	bool declared; /* it has a document type declaration */
	bool deep;
};

/* The prefix for the namespace of a name as expat gives it; `*local` is the name alone. */
static const char *
prefix_of(const struct xml_walk_space *spaces, const char *name, const char **local)
{
	const char *end = strchr(name, BETWEEN);
	size_t len = end == NULL ? 0 : (size_t)(end - name);

	*local = end == NULL ? name : end + 1;
	if (end == NULL)
		return NULL;
	for (; spaces->uri != NULL; spaces++)
		if (strncmp(spaces->uri, name, len) == 0 && spaces->uri[len] == '\0')
			return spaces->prefix;
	return "?";
}

static const char *
rename_element(const struct xml_walk *w, const char *name, char room[NAME_MAX_BYTES])
{
	const char *local, *prefix = prefix_of(w->spaces, name, &local);

	if (prefix == NULL)
		snprintf(room, NAME_MAX_BYTES, "%s", local);
	else
		snprintf(room, NAME_MAX_BYTES, "%s:%s", prefix, local);
	return room;
}

static void
enter(void *ctx, const XML_Char *name, const XML_Char **attributes)
{
	struct xml_walk *w = ctx;
	char room[NAME_MAX_BYTES];
	struct xml_walk_element element = {
		.attributes = (const char *const *)attributes, .spaces = w->spaces};

	if (++w->depth > XML_WALK_DEPTH_MAX) {
		w->deep = true;
		XML_StopParser(w->parser, XML_FALSE);
		return;
	}
	element.name = rename_element(w, name, room);
	w->listener->enter(w->listener->ctx, &element);
}

static void
leave(void *ctx, const XML_Char *name)
{
	struct xml_walk *w = ctx;
	char room[NAME_MAX_BYTES];

	w->depth--;
	/* expat still tells the end of an empty element at whose start it was stopped. */
	if (!w->deep)
		w->listener->leave(w->listener->ctx, rename_element(w, name, room));
}

static void
text(void *ctx, const XML_Char *s, int len)
{
	struct xml_walk *w = ctx;

	if (w->listener->text != NULL && len > 0)
		w->listener->text(w->listener->ctx, slice_of(s, (size_t)len));
}

static void
refuse_declaration(void *ctx, const XML_Char *name, const XML_Char *system, const XML_Char *public,
	int internal)
{
	struct xml_walk *w = ctx;

	(void)name;
	(void)system;
	(void)public;
	(void)internal;
	w->declared = true;
	XML_StopParser(w->parser, XML_FALSE);
}

enum rc
xml_walk_new(const struct xml_walk_space *spaces, const struct xml_walk_listener *listener,
	struct xml_walk **out, struct err *e)
{
	struct xml_walk *w = calloc(1, sizeof *w);

	*out = NULL;
	if (w == NULL)
		return err_nomem(e);
	w->spaces = spaces;
	w->listener = listener;
	w->parser = XML_ParserCreateNS(NULL, BETWEEN);
	if (w->parser == NULL) {
		free(w);
		return err_nomem(e);
	}
	XML_SetUserData(w->parser, w);
	XML_SetElementHandler(w->parser, enter, leave);
	XML_SetCharacterDataHandler(w->parser, text);
	XML_SetStartDoctypeDeclHandler(w->parser, refuse_declaration);
	*out = w;
	return RC_OK;
}

void
xml_walk_free(struct xml_walk *w)
{
	if (w == NULL)
		return;
	XML_ParserFree(w->parser);
	free(w);
}

static enum rc
failed(const struct xml_walk *w, struct err *e)
{
	enum XML_Error error = XML_GetErrorCode(w->parser);

	if (w->declared)
		return err_set(e, RC_BAD, "a document type declaration, which no document needs");
	if (w->deep)
		return err_set(e, RC_LIMIT, "elements more than %d deep", XML_WALK_DEPTH_MAX);
	if (error == XML_ERROR_NO_MEMORY)
		return err_nomem(e);
	return err_set(e, RC_BAD, "%s in line %lu of its XML", XML_ErrorString(error),
		(unsigned long)XML_GetCurrentLineNumber(w->parser));
}

enum rc
xml_walk_feed(struct xml_walk *w, struct slice piece, bool last, struct err *e)
{
	if (piece.len > INT_MAX)
		return err_set(
			e, RC_LIMIT, "%zu bytes of XML at once, room for %d", piece.len, INT_MAX);
	if (XML_Parse(w->parser, (const char *)piece.p, (int)piece.len, last) != XML_STATUS_OK)
		return failed(w, e);
	return RC_OK;
}

struct slice
xml_walk_attribute(const struct xml_walk_element *element, const char *name)
{
	const char *colon = strchr(name, ':');
	size_t len = colon == NULL ? 0 : (size_t)(colon - name);

	for (const char *const *a = element->attributes; *a != NULL; a += 2) {
		const char *local, *prefix = prefix_of(element->spaces, a[0], &local);

		if (strcmp(local, colon == NULL ? name : colon + 1) != 0)
			continue;
		if ((prefix == NULL && colon == NULL) ||
			(prefix != NULL && colon != NULL && strlen(prefix) == len &&
				memcmp(prefix, name, len) == 0))
			return slice_str(a[1]);
	}
	return SLICE_EMPTY;
}

const char *
xml_walk_library(void)
{
	return XML_ExpatVersion();
}
