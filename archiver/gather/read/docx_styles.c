#include "archiver/gather/read/docx_styles.h"

#include "archiver/gather/read/document_style.h"

/* A property that is on unless its value says otherwise (17.17.4). */
static bool
is_on(const struct xml_walk_element *x)
{
	struct slice value = xml_walk_attribute(x, "w:val");

	return !slice_is(value, "0") && !slice_is(value, "false") && !slice_is(value, "off");
}

static void
read_outline(struct document_style *style, struct slice level)
{
	if (style->told || level.len != 1 || level.p[0] < '0' || level.p[0] > '8')
		return;
	style->told = true;
	style->kind = DOCUMENT_HEADING;
	style->level = level.p[0] - (unsigned)'0' + 1;
}

static void
read_property(struct document_styles *s, const struct xml_walk_element *x)
{
	struct document_style *style = &s->at[s->count - 1];
	struct slice value = xml_walk_attribute(x, "w:val");

	if (strcmp(x->name, "w:name") == 0)
		style->told = document_style_named(value, &style->kind, &style->level);
	else if (strcmp(x->name, "w:basedOn") == 0)
		style->based = arena_copy(&s->made, value);
	else if (strcmp(x->name, "w:outlineLvl") == 0)
		read_outline(style, value);
	else if (strcmp(x->name, "w:jc") == 0)
		style->centred = slice_is(value, "center");
	else if (strcmp(x->name, "w:i") == 0)
		style->italic = is_on(x);
	else if (strcmp(x->name, "w:b") == 0)
		style->bold = is_on(x);
}

static void
enter(void *ctx, const struct xml_walk_element *x)
{
	struct document_styles *s = ctx;

	if (strcmp(x->name, "w:style") != 0) {
		if (s->reading)
			read_property(s, x);
		return;
	}
	s->reading = false;
	if (slice_is(xml_walk_attribute(x, "w:type"), "paragraph"))
		s->reading = document_styles_add(s, xml_walk_attribute(x, "w:styleId")) != NULL;
}

static void
leave(void *ctx, const char *name)
{
	struct document_styles *s = ctx;

	if (strcmp(name, "w:style") == 0)
		s->reading = false;
}

struct xml_walk_listener
docx_styles_listener(struct document_styles *s)
{
	return (struct xml_walk_listener){enter, leave, NULL, s};
}
