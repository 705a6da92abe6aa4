#include "archiver/gather/read/docx_body.h"

#include "archiver/gather/recognise/line.h"
#include "format/base/number.h"

#include <stdlib.h>

/* Less than a centimetre, in English metric units (20.1.2.1), is a rule or an ornament. */
#define TINY_EMU 360000

typedef void enter_element(struct docx_body *b, const struct xml_walk_element *x);
typedef void leave_element(struct docx_body *b);

/* A property that is on unless its value says otherwise (17.17.4). */
static bool
is_on(const struct xml_walk_element *x)
{
	struct slice value = xml_walk_attribute(x, "w:val");

	return !slice_is(value, "0") && !slice_is(value, "false") && !slice_is(value, "off");
}

static void
skip(struct docx_body *b, const struct xml_walk_element *x)
{
	(void)x;
	b->skipped = 1;
}

/* ---- paragraphs ------------------------------------------------------------------------------ */

static void
end_held(struct docx_body *b)
{
	if (b->held)
		document_end(b->document);
	b->held = false;
}

static void
enter_paragraph(struct docx_body *b, const struct xml_walk_element *x)
{
	struct document_paragraph *p;

	(void)x;
	if (b->held) {
		b->held = false;
		return;
	}
	document_begin(b->document);
	p = document_now(b->document);
	if (p == NULL)
		return;
	p->row = b->row;
	p->cell = b->cell;
	p->table = b->tables > 0 ? b->table : 0;
	if (b->notes)
		p->kind = DOCUMENT_FOOTNOTE;
}

static bool is_mark_deleted(const struct docx_body *b);

static void
leave_paragraph(struct docx_body *b)
{
	if (is_mark_deleted(b))
		b->held = true;
	else
		document_end(b->document);
}

static void
enter_paragraph_properties(struct docx_body *b, const struct xml_walk_element *x)
{
	(void)x;
	b->in_paragraph_properties = true;
}

static void
leave_paragraph_properties(struct docx_body *b)
{
	b->in_paragraph_properties = false;
}

static void
read_style(struct docx_body *b, const struct xml_walk_element *x)
{
	struct document_paragraph *p = document_now(b->document);
	const struct document_style *style =
		document_styles_find(b->styles, xml_walk_attribute(x, "w:val"));

	if (style == NULL || p == NULL || b->notes)
		return;
	if (style->told) {
		p->kind = style->kind;
		p->level = style->level;
	}
	p->centred = style->centred;
}

static void
read_alignment(struct docx_body *b, const struct xml_walk_element *x)
{
	struct document_paragraph *p = document_now(b->document);

	if (p != NULL && b->in_paragraph_properties)
		p->centred = slice_is(xml_walk_attribute(x, "w:val"), "center");
}

static void
read_outline(struct docx_body *b, const struct xml_walk_element *x)
{
	struct document_paragraph *p = document_now(b->document);
	struct slice level = xml_walk_attribute(x, "w:val");

	if (p == NULL || !b->in_paragraph_properties || p->kind != DOCUMENT_TEXT ||
		level.len != 1 || level.p[0] < '0' || level.p[0] > '8')
		return;
	p->kind = DOCUMENT_HEADING;
	p->level = level.p[0] - (unsigned)'0' + 1;
}

/* ---- runs ------------------------------------------------------------------------------------ */

static void
enter_run(struct docx_body *b, const struct xml_walk_element *x)
{
	(void)x;
	b->in_run = true;
	b->hidden = false;
	b->look = DOCUMENT_PLAIN;
}

static void
leave_run(struct docx_body *b)
{
	b->in_run = false;
}

static void
enter_run_properties(struct docx_body *b, const struct xml_walk_element *x)
{
	(void)x;
	b->in_run_properties = true;
}

static void
leave_run_properties(struct docx_body *b)
{
	b->in_run_properties = false;
}

static bool
is_of_run(const struct docx_body *b)
{
	return b->in_run && b->in_run_properties && !b->in_paragraph_properties;
}

static void
read_bold(struct docx_body *b, const struct xml_walk_element *x)
{
	if (is_of_run(b) && is_on(x))
		b->look |= DOCUMENT_BOLD;
}

static void
read_italic(struct docx_body *b, const struct xml_walk_element *x)
{
	if (is_of_run(b) && is_on(x))
		b->look |= DOCUMENT_ITALIC;
}

static void
read_hidden(struct docx_body *b, const struct xml_walk_element *x)
{
	if (is_of_run(b) && is_on(x))
		b->hidden = true;
}

/* `Click here to enter text`, as a form has it that nobody filled in. */
static void
read_run_style(struct docx_body *b, const struct xml_walk_element *x)
{
	if (is_of_run(b) && slice_is(xml_walk_attribute(x, "w:val"), "PlaceholderText"))
		b->hidden = true;
}

static bool
is_shown(const struct docx_body *b)
{
	return b->in_run && !b->hidden && b->instructing == 0 && !b->in_run_properties;
}

static void
put(struct docx_body *b, const char *text)
{
	if (is_shown(b))
		document_text(b->document, slice_str(text), b->look);
}

static void
enter_blank(struct docx_body *b, const struct xml_walk_element *x)
{
	(void)x;
	put(b, " ");
}

static void
enter_hyphen(struct docx_body *b, const struct xml_walk_element *x)
{
	(void)x;
	put(b, "-");
}

static void
enter_text(struct docx_body *b, const struct xml_walk_element *x)
{
	(void)x;
	b->in_text = true;
}

static void
leave_text(struct docx_body *b)
{
	b->in_text = false;
}

/* ---- what was changed ------------------------------------------------------------------------ */

/* In the properties of a paragraph's mark it says that the mark is gone (17.13.5.15). */
static void
enter_deleted(struct docx_body *b, const struct xml_walk_element *x)
{
	struct document_paragraph *p = document_now(b->document);

	if (p != NULL && b->in_paragraph_properties)
		p->joins = true;
	skip(b, x);
}

static bool
is_mark_deleted(const struct docx_body *b)
{
	struct document_paragraph *p = document_now(b->document);
	bool joins = p != NULL && p->joins;

	if (joins)
		p->joins = false;
	return joins;
}

/* ---- fields ---------------------------------------------------------------------------------- */

/* Figures are numbered by SEQ fields: what has one is a caption (17.16.5.56). */
static void
read_instruction(struct docx_body *b, struct slice text)
{
	struct document_paragraph *p = document_now(b->document);

	text = line_trim(text);
	if (p != NULL && line_starts(text, "seq ") > 0 &&
		(p->kind == DOCUMENT_TEXT || p->kind == DOCUMENT_CAPTION))
		p->kind = DOCUMENT_CAPTION;
}

static uint64_t
field_bit(const struct docx_body *b)
{
	return b->fields > 0 && b->fields <= DOCX_BODY_FIELDS_MAX ? UINT64_C(1) << (b->fields - 1)
								  : 0;
}

static void
enter_field_mark(struct docx_body *b, const struct xml_walk_element *x)
{
	struct slice type = xml_walk_attribute(x, "w:fldCharType");

	if (slice_is(type, "begin")) {
		b->fields++;
		b->instructing |= field_bit(b);
		b->field_len = 0;
	} else if (slice_is(type, "separate")) {
		read_instruction(b, slice_of(b->field, b->field_len));
		b->instructing &= ~field_bit(b);
	} else if (slice_is(type, "end") && b->fields > 0) {
		b->instructing &= ~field_bit(b);
		b->fields--;
	}
}

static void
enter_simple_field(struct docx_body *b, const struct xml_walk_element *x)
{
	read_instruction(b, xml_walk_attribute(x, "w:instr"));
}

static void
enter_instruction(struct docx_body *b, const struct xml_walk_element *x)
{
	(void)x;
	b->in_instruction = true;
}

static void
leave_instruction(struct docx_body *b)
{
	b->in_instruction = false;
}

/* ---- tables, text boxes, notes --------------------------------------------------------------- */

static void
enter_table(struct docx_body *b, const struct xml_walk_element *x)
{
	end_held(b);
	if (b->tables == DOCX_BODY_TABLES_MAX) {
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
leave_table(struct docx_body *b)
{
	if (b->tables == 0)
		return;
	b->tables--;
	b->row = b->outer[b->tables].row;
	b->cell = b->outer[b->tables].cell;
}

static void
enter_row(struct docx_body *b, const struct xml_walk_element *x)
{
	(void)x;
	b->row = ++b->rows;
}

static void
enter_cell(struct docx_body *b, const struct xml_walk_element *x)
{
	(void)x;
	b->cell = ++b->cells;
}

static void
leave_container(struct docx_body *b)
{
	end_held(b);
}

/* Lines between text and notes are notes by their markup, of a type (17.11.17). */
static void
enter_note(struct docx_body *b, const struct xml_walk_element *x)
{
	struct slice type = xml_walk_attribute(x, "w:type");

	if (type.len > 0 && !slice_is(type, "normal"))
		skip(b, x);
}

/* ---- renderings ------------------------------------------------------------------------------ */

static uint64_t
rendering_bit(const struct docx_body *b)
{
	return b->renderings > 0 && b->renderings <= DOCX_BODY_RENDERINGS_MAX
		? UINT64_C(1) << (b->renderings - 1)
		: 0;
}

static void
enter_renderings(struct docx_body *b, const struct xml_walk_element *x)
{
	if (b->renderings == DOCX_BODY_RENDERINGS_MAX) {
		skip(b, x);
		return;
	}
	b->renderings++;
	b->taken &= ~rendering_bit(b);
}

static void
leave_renderings(struct docx_body *b)
{
	if (b->renderings > 0)
		b->renderings--;
}

static void
enter_rendering(struct docx_body *b, const struct xml_walk_element *x)
{
	if ((b->taken & rendering_bit(b)) != 0)
		skip(b, x);
	b->taken |= rendering_bit(b);
}

/* ---- pictures -------------------------------------------------------------------------------- */

static void
enter_drawing(struct docx_body *b, const struct xml_walk_element *x)
{
	b->alternative = SLICE_EMPTY;
	b->tiny = false;
	b->floating = strcmp(x->name, "wp:anchor") == 0;
}

static void
read_extent(struct docx_body *b, const struct xml_walk_element *x)
{
	uint64_t width, height;

	b->tiny = number_parse(xml_walk_attribute(x, "cx"), INT32_MAX, &width) &&
		number_parse(xml_walk_attribute(x, "cy"), INT32_MAX, &height) &&
		(width < TINY_EMU || height < TINY_EMU);
}

static void
read_alternative(struct docx_body *b, const struct xml_walk_element *x)
{
	struct slice text = xml_walk_attribute(x, "descr");

	b->alternative = text.len <= DOCUMENT_ALTERNATIVE_MAX ? arena_copy(&b->document->made, text)
							      : SLICE_EMPTY;
}

static void
put_picture(struct docx_body *b, struct slice id)
{
	struct document_paragraph *p = document_now(b->document);

	if (b->tiny || b->notes || p == NULL)
		return;
	document_picture(b->document, docx_links_find(b->links, id), b->alternative);
	p->floating = b->floating;
}

static void
enter_picture(struct docx_body *b, const struct xml_walk_element *x)
{
	put_picture(b, xml_walk_attribute(x, "r:embed"));
}

static void
enter_old_picture(struct docx_body *b, const struct xml_walk_element *x)
{
	b->alternative = SLICE_EMPTY;
	b->tiny = b->floating = false;
	put_picture(b, xml_walk_attribute(x, "r:id"));
}

/* ---- which element is what ------------------------------------------------------------------- */

/* By name. */
static const struct element {
	const char *name;
	enter_element *enter;
	leave_element *leave;
} ELEMENTS[] = {
	{"a:blip", enter_picture, NULL},
	{"mc:AlternateContent", enter_renderings, leave_renderings},
	{"mc:Choice", enter_rendering, NULL},
	{"mc:Fallback", enter_rendering, NULL},
	{"v:imagedata", enter_old_picture, NULL},
	{"w:b", read_bold, NULL},
	{"w:body", NULL, leave_container},
	{"w:br", enter_blank, NULL},
	{"w:cr", enter_blank, NULL},
	{"w:del", enter_deleted, NULL},
	{"w:endnote", enter_note, leave_container},
	{"w:fldChar", enter_field_mark, NULL},
	{"w:fldSimple", enter_simple_field, NULL},
	{"w:footnote", enter_note, leave_container},
	{"w:i", read_italic, NULL},
	{"w:instrText", enter_instruction, leave_instruction},
	{"w:jc", read_alignment, NULL},
	{"w:moveFrom", enter_deleted, NULL},
	{"w:noBreakHyphen", enter_hyphen, NULL},
	{"w:object", skip, NULL},
	{"w:outlineLvl", read_outline, NULL},
	{"w:p", enter_paragraph, leave_paragraph},
	{"w:pPr", enter_paragraph_properties, leave_paragraph_properties},
	{"w:pPrChange", skip, NULL},
	{"w:pStyle", read_style, NULL},
	{"w:r", enter_run, leave_run},
	{"w:rPr", enter_run_properties, leave_run_properties},
	{"w:rPrChange", skip, NULL},
	{"w:rStyle", read_run_style, NULL},
	{"w:rt", skip, NULL},
	{"w:sdtPr", skip, NULL},
	{"w:sectPr", skip, NULL},
	{"w:t", enter_text, leave_text},
	{"w:tab", enter_blank, NULL},
	{"w:tabs", skip, NULL},
	{"w:tbl", enter_table, leave_table},
	{"w:tblPr", skip, NULL},
	{"w:tc", enter_cell, leave_container},
	{"w:tr", enter_row, NULL},
	{"w:trPr", skip, NULL},
	{"w:txbxContent", NULL, leave_container},
	{"w:vanish", read_hidden, NULL},
	{"wp:anchor", enter_drawing, NULL},
	{"wp:docPr", read_alternative, NULL},
	{"wp:extent", read_extent, NULL},
	{"wp:inline", enter_drawing, NULL},
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
	struct docx_body *b = ctx;
	const struct element *element;

	if (b->skipped > 0) {
		b->skipped++;
		return;
	}
	element = find(x->name);
	if (element != NULL && element->enter != NULL)
		element->enter(b, x);
}

static void
leave(void *ctx, const char *name)
{
	struct docx_body *b = ctx;
	const struct element *element;

	if (b->skipped > 0) {
		b->skipped--;
		return;
	}
	element = find(name);
	if (element != NULL && element->leave != NULL)
		element->leave(b);
}

static void
text(void *ctx, struct slice s)
{
	struct docx_body *b = ctx;

	if (b->skipped > 0)
		return;
	if (b->in_instruction) {
		s = slice_first(s, sizeof b->field - b->field_len);
		memcpy(b->field + b->field_len, s.p, s.len);
		b->field_len += s.len;
	} else if (b->in_text && is_shown(b)) {
		document_text(b->document, s, b->look);
	}
}

struct xml_walk_listener
docx_body_listener(struct docx_body *b)
{
	return (struct xml_walk_listener){enter, leave, text, b};
}
