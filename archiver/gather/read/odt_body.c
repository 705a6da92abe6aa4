#include "archiver/gather/read/odt_body.h"

#include "format/base/number.h"

#include <stdlib.h>

/* Runs of blanks are one in a story, so more are not counted. */
typedef void enter_element(struct odt_body *b, const struct xml_walk_element *x);
typedef void leave_element(struct odt_body *b);

static void
skip(struct odt_body *b, const struct xml_walk_element *x)
{
	(void)x;
	b->skipped = 1;
}

/* ---- paragraphs ------------------------------------------------------------------------------ */

/* What a paragraph looks like is where its runs begin. */
static void
begin_paragraph(struct odt_body *b, const struct xml_walk_element *x)
{
	struct slice name = xml_walk_attribute(x, "text:style-name");
	const struct document_style *style = odt_styles_find(b->styles, 'p', name);
	struct document_paragraph *p;

	document_begin(b->document);
	p = document_now(b->document);
	b->look[b->spans] = DOCUMENT_PLAIN;
	b->hidden[b->spans] = 0;
	if (p == NULL)
		return;
	p->row = b->row;
	p->cell = b->cell;
	p->table = b->tables > 0 ? b->table : 0;
	if (style != NULL) {
		p->kind = style->told ? style->kind : DOCUMENT_TEXT;
		p->level = style->level;
		p->centred = style->centred;
		b->look[b->spans] =
			(style->italic ? DOCUMENT_ITALIC : 0U) | (style->bold ? DOCUMENT_BOLD : 0U);
		b->hidden[b->spans] = style->hidden;
	} else {
		odt_styles_named(name, &p->kind, &p->level);
	}
	if (b->notes > 0)
		p->kind = DOCUMENT_FOOTNOTE;
}

static void
enter_paragraph(struct odt_body *b, const struct xml_walk_element *x)
{
	/* A run of its own, for a paragraph in a text box stands within the run of another. */
	if (b->spans < ODT_BODY_SPANS_MAX)
		b->spans++;
	else
		b->failed = err_set(
			&b->err, RC_LIMIT, "runs of text more than %d deep", ODT_BODY_SPANS_MAX);
	begin_paragraph(b, x);
}

static void
leave_paragraph(struct odt_body *b)
{
	document_end(b->document);
	if (b->spans > 0)
		b->spans--;
}

static void
enter_heading(struct odt_body *b, const struct xml_walk_element *x)
{
	struct document_paragraph *p;
	uint64_t level = 1;

	enter_paragraph(b, x);
	p = document_now(b->document);
	if (p == NULL || p->kind == DOCUMENT_TITLE || p->kind == DOCUMENT_SUBTITLE || b->notes > 0)
		return;
	if (!number_parse(xml_walk_attribute(x, "text:outline-level"), 10, &level))
		level = 1;
	p->kind = DOCUMENT_HEADING;
	p->level = (unsigned)level;
}

/* ---- runs ------------------------------------------------------------------------------------ */

static void
enter_span(struct odt_body *b, const struct xml_walk_element *x)
{
	const struct document_style *style =
		odt_styles_find(b->styles, 't', xml_walk_attribute(x, "text:style-name"));

	if (b->spans == ODT_BODY_SPANS_MAX) {
		skip(b, x);
		return;
	}
	b->spans++;
	b->look[b->spans] = b->look[b->spans - 1];
	b->hidden[b->spans] = b->hidden[b->spans - 1];
	if (style == NULL)
		return;
	b->look[b->spans] |=
		(style->italic ? DOCUMENT_ITALIC : 0U) | (style->bold ? DOCUMENT_BOLD : 0U);
	b->hidden[b->spans] |= style->hidden;
}

static void
leave_span(struct odt_body *b)
{
	if (b->spans > 0)
		b->spans--;
}

static void
put(struct odt_body *b, struct slice text)
{
	if (b->hidden[b->spans] == 0)
		document_text(b->document, text, b->look[b->spans]);
}

static void
enter_blank(struct odt_body *b, const struct xml_walk_element *x)
{
	(void)x;
	put(b, slice_str(" "));
}

/* A number in a sequence stands in captions (7.4.13). */
static void
enter_sequence(struct odt_body *b, const struct xml_walk_element *x)
{
	struct document_paragraph *p = document_now(b->document);

	(void)x;
	if (p != NULL && p->kind == DOCUMENT_TEXT)
		p->kind = DOCUMENT_CAPTION;
}

/* ---- tables and notes ------------------------------------------------------------------------ */

static void
enter_table(struct odt_body *b, const struct xml_walk_element *x)
{
	if (b->tables == ODT_BODY_TABLES_MAX) {
		skip(b, x);
		return;
	}
	if (b->tables == 0)
		b->table++;
	b->outer[b->tables].row = b->row;
	b->outer[b->tables].cell = b->cell;
	b->tables++;
}

static void
leave_table(struct odt_body *b)
{
	if (b->tables == 0)
		return;
	b->tables--;
	b->row = b->outer[b->tables].row;
	b->cell = b->outer[b->tables].cell;
}

static void
enter_row(struct odt_body *b, const struct xml_walk_element *x)
{
	(void)x;
	b->row = ++b->rows;
}

static void
enter_cell(struct odt_body *b, const struct xml_walk_element *x)
{
	(void)x;
	b->cell = ++b->cells;
}

static void
enter_note(struct odt_body *b, const struct xml_walk_element *x)
{
	(void)x;
	b->notes++;
}

static void
leave_note(struct odt_body *b)
{
	if (b->notes > 0)
		b->notes--;
}

/* A part of the text that is not shown, or not under a condition that was met. */
static void
enter_section(struct odt_body *b, const struct xml_walk_element *x)
{
	struct slice display = xml_walk_attribute(x, "text:display");

	if (slice_is(display, "none") ||
		(slice_is(display, "condition") &&
			slice_is(xml_walk_attribute(x, "text:is-hidden"), "true")))
		skip(b, x);
}

/* ---- pictures -------------------------------------------------------------------------------- */

/* `1.2cm`, `0.4in`; what has another unit is not small. */
static bool
is_tiny(struct slice length)
{
	char text[32];
	double value;
	char *end;

	if (length.len == 0 || length.len >= sizeof text)
		return false;
	memcpy(text, length.p, length.len);
	text[length.len] = '\0';
	value = strtod(text, &end);
	return (strcmp(end, "cm") == 0 && value < 1) || (strcmp(end, "mm") == 0 && value < 10) ||
		(strcmp(end, "in") == 0 && value < 0.394) || (strcmp(end, "pt") == 0 && value < 28);
}

static void
enter_frame(struct odt_body *b, const struct xml_walk_element *x)
{
	struct document_paragraph *p = document_now(b->document);
	struct slice anchor = xml_walk_attribute(x, "text:anchor-type");

	b->pending = !is_tiny(xml_walk_attribute(x, "svg:width")) &&
		!is_tiny(xml_walk_attribute(x, "svg:height"));
	if (p != NULL && anchor.len > 0 && !slice_is(anchor, "as-char") &&
		!slice_is(anchor, "paragraph"))
		p->floating = true;
}

/* Of several renderings of one picture the first is taken (10.4.4). */
static void
enter_image(struct odt_body *b, const struct xml_walk_element *x)
{
	struct slice address = xml_walk_attribute(x, "xlink:href");

	if (!b->pending || b->notes > 0)
		return;
	b->pending = false;
	if (slice_starts(address, "./"))
		address = slice_from(address, 2);
	if (!slice_starts(address, "Pictures/") && !slice_starts(address, "media/"))
		address = SLICE_EMPTY;
	document_picture(b->document, address, SLICE_EMPTY);
}

/* ---- which element is what ------------------------------------------------------------------- */

/* By name. */
static const struct element {
	const char *name;
	enter_element *enter;
	leave_element *leave;
} ELEMENTS[] = {
	{"draw:frame", enter_frame, NULL},
	{"draw:image", enter_image, NULL},
	{"draw:object", skip, NULL},
	{"office:annotation", skip, NULL},
	{"office:forms", skip, NULL},
	{"svg:desc", skip, NULL},
	{"svg:title", skip, NULL},
	{"table:covered-table-cell", skip, NULL},
	{"table:table", enter_table, leave_table},
	{"table:table-cell", enter_cell, NULL},
	{"table:table-row", enter_row, NULL},
	{"text:alphabetical-index", skip, NULL},
	{"text:bibliography", skip, NULL},
	{"text:h", enter_heading, leave_paragraph},
	{"text:illustration-index", skip, NULL},
	{"text:line-break", enter_blank, NULL},
	{"text:note", enter_note, leave_note},
	{"text:note-citation", skip, NULL},
	{"text:object-index", skip, NULL},
	{"text:p", enter_paragraph, leave_paragraph},
	{"text:placeholder", skip, NULL},
	{"text:ruby-text", skip, NULL},
	{"text:s", enter_blank, NULL},
	{"text:section", enter_section, NULL},
	{"text:sequence", enter_sequence, NULL},
	{"text:sequence-decls", skip, NULL},
	{"text:span", enter_span, leave_span},
	{"text:tab", enter_blank, NULL},
	{"text:table-index", skip, NULL},
	{"text:table-of-content", skip, NULL},
	{"text:tracked-changes", skip, NULL},
	{"text:user-index", skip, NULL},
};

static int
compare(const void *key, const void *element)
{
	return strcmp(key, ((const struct element *)element)->name);
}

static const struct element *
find(const char *name)
{
	return bsearch(
		name, ELEMENTS, sizeof ELEMENTS / sizeof *ELEMENTS, sizeof *ELEMENTS, compare);
}

static void
enter(void *ctx, const struct xml_walk_element *x)
{
	struct odt_body *b = ctx;
	const struct element *element;

	if (b->skipped > 0) {
		b->skipped++;
		return;
	}
	if (!b->in_body) {
		b->in_body = strcmp(x->name, "office:body") == 0;
		if (b->in_body && b->failed == RC_OK)
			b->failed = document_styles_settle(b->styles, &b->err);
		if (!b->in_body)
			odt_styles_enter(b->styles, x);
		return;
	}
	element = find(x->name);
	if (element != NULL && element->enter != NULL)
		element->enter(b, x);
}

static void
leave(void *ctx, const char *name)
{
	struct odt_body *b = ctx;
	const struct element *element;

	if (b->skipped > 0) {
		b->skipped--;
		return;
	}
	if (!b->in_body) {
		odt_styles_leave(b->styles, name);
		return;
	}
	element = find(name);
	if (element != NULL && element->leave != NULL)
		element->leave(b);
}

static void
text(void *ctx, struct slice s)
{
	struct odt_body *b = ctx;

	if (b->in_body && b->skipped == 0)
		put(b, s);
}

struct xml_walk_listener
odt_body_listener(struct odt_body *b)
{
	return (struct xml_walk_listener){enter, leave, text, b};
}
