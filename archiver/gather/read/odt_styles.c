#include "archiver/gather/read/odt_styles.h"

#include "archiver/gather/read/document_style.h"

/* The id of a style; empty where its name is too long. */
static struct slice
id_of(char family, struct slice name, uint8_t room[ODT_STYLES_NAME_MAX + 2])
{
	if (name.len > ODT_STYLES_NAME_MAX || name.len == 0)
		return SLICE_EMPTY;
	room[0] = (uint8_t)family;
	room[1] = ':';
	memcpy(room + 2, name.p, name.len);
	return slice_of(room, name.len + 2);
}

/* Names have `_20_` for a blank (19.498). */
static struct slice
spelt_out(struct slice name, uint8_t room[ODT_STYLES_NAME_MAX])
{
	size_t n = 0;

	if (name.len > ODT_STYLES_NAME_MAX)
		return SLICE_EMPTY;
	for (size_t i = 0; i < name.len; i++) {
		if (slice_starts(slice_from(name, i), "_20_")) {
			room[n++] = ' ';
			i += 3;
		} else {
			room[n++] = name.p[i];
		}
	}
	return slice_of(room, n);
}

bool
odt_styles_named(struct slice name, enum document_kind *kind, unsigned *level)
{
	uint8_t room[ODT_STYLES_NAME_MAX];

	return document_style_named(spelt_out(name, room), kind, level);
}

static void
begin(struct document_styles *s, const struct xml_walk_element *x)
{
	uint8_t id[ODT_STYLES_NAME_MAX + 2];
	struct slice called = xml_walk_attribute(x, "style:name"),
		     level = xml_walk_attribute(x, "style:default-outline-level");
	bool paragraphs = slice_is(xml_walk_attribute(x, "style:family"), "paragraph");
	char family = paragraphs ? 'p' : 't';
	struct document_style *style;

	if (!paragraphs && !slice_is(xml_walk_attribute(x, "style:family"), "text"))
		return;
	style = document_styles_add(s, id_of(family, called, id));
	if (style == NULL)
		return;
	s->reading = true;
	style->based = arena_copy(
		&s->made, id_of(family, xml_walk_attribute(x, "style:parent-style-name"), id));
	if (paragraphs)
		style->told = odt_styles_named(called, &style->kind, &style->level);
	if (!style->told && level.len == 1 && level.p[0] >= '1' && level.p[0] <= '9') {
		style->told = true;
		style->kind = DOCUMENT_HEADING;
		style->level = level.p[0] - (unsigned)'0';
	}
}

void
odt_styles_enter(struct document_styles *s, const struct xml_walk_element *x)
{
	struct document_style *style;

	if (strcmp(x->name, "style:style") == 0) {
		begin(s, x);
		return;
	}
	if (!s->reading)
		return;
	style = &s->at[s->count - 1];
	if (strcmp(x->name, "style:paragraph-properties") == 0) {
		style->centred = slice_is(xml_walk_attribute(x, "fo:text-align"), "center");
	} else if (strcmp(x->name, "style:text-properties") == 0) {
		style->italic = slice_is(xml_walk_attribute(x, "fo:font-style"), "italic");
		style->bold = slice_is(xml_walk_attribute(x, "fo:font-weight"), "bold");
		style->hidden = slice_is(xml_walk_attribute(x, "text:display"), "none");
	}
}

void
odt_styles_leave(struct document_styles *s, const char *name)
{
	if (strcmp(name, "style:style") == 0)
		s->reading = false;
}

static void
enter(void *ctx, const struct xml_walk_element *x)
{
	odt_styles_enter(ctx, x);
}

static void
leave(void *ctx, const char *name)
{
	odt_styles_leave(ctx, name);
}

struct xml_walk_listener
odt_styles_listener(struct document_styles *s)
{
	return (struct xml_walk_listener){enter, leave, NULL, s};
}

const struct document_style *
odt_styles_find(const struct document_styles *s, char family, struct slice name)
{
	uint8_t id[ODT_STYLES_NAME_MAX + 2];

	return document_styles_find(s, id_of(family, name, id));
}
