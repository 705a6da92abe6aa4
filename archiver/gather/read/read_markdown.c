#include "archiver/gather/read/read_markdown.h"

#include "archiver/gather/read/front_matter.h"
#include "archiver/gather/read/markdown_sign.h"
#include "archiver/gather/read/read_text.h"
#include "archiver/gather/read/wire.h"
#include "archiver/gather/recognise/line.h"
#include "archiver/gather/recognise/page_captions.h"
#include "format/base/text.h"

#include <cmark.h>

struct reading {
	struct wire x;
	struct bytes text;
};

/* ---- front matter ---------------------------------------------------------------------------- */

static void
see_value(void *ctx, const char *key, struct slice value)
{
	static const struct {
		const char *key, *field;
	} fields[] = {{"canonical", "canonical"}, {"canonical_url", "canonical"},
		{"url", "canonical"}, {"permalink", "canonical"}, {"license", "licence"},
		{"licence", "licence"}, {"copyright", "copyright"}, {"tags", "keyword"},
		{"keywords", "keyword"}, {"categories", "subject"}, {"source", "source"},
		{"location", "located"}};
	struct reading *r = ctx;

	if (strcmp(key, "title") == 0)
		wire_headline(&r->x, value, key);
	else if (strcmp(key, "date") == 0 || strcmp(key, "published") == 0)
		wire_moment(&r->x, value, key);
	else if (strcmp(key, "author") == 0 || strcmp(key, "authors") == 0)
		wire_byline(&r->x, value, key);
	else if (strcmp(key, "lang") == 0 || strcmp(key, "language") == 0)
		wire_language(&r->x, value, key);
	else if (strcmp(key, "description") == 0 || strcmp(key, "summary") == 0 ||
		strcmp(key, "lead") == 0)
		wire_paragraph(&r->x, value, STORY_LEAD);
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (strcmp(key, fields[i].key) == 0)
			wire_tell(&r->x, fields[i].field, value, key);
}

/* ---- the text ----------------------------------------------------------------------------------
 */

static struct slice
literal(cmark_node *node)
{
	const char *s = cmark_node_get_literal(node);

	return s == NULL ? SLICE_EMPTY : slice_str(s);
}

/*
 * All text within a node, but for pictures' alternative texts where they are to be left out. An
 * end of a line stays one.
 */
static void
collect(struct reading *r, cmark_node *node, bool pictures)
{
	cmark_iter *iter = cmark_iter_new(node);
	cmark_event_type event;
	size_t out = 0; /* how deep within pictures */

	bytes_clear(&r->text);
	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *at = cmark_iter_get_node(iter);
		cmark_node_type type = cmark_node_get_type(at);

		if (type == CMARK_NODE_IMAGE && at != node && !pictures)
			out += event == CMARK_EVENT_ENTER ? 1 : (size_t)-1;
		if (event != CMARK_EVENT_ENTER || out > 0)
			continue;
		if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE)
			bytes_add(&r->text, literal(at));
		else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK)
			bytes_u8(&r->text, '\n');
	}
	cmark_iter_free(iter);
}

static void
put_picture(struct reading *r, cmark_node *image)
{
	const char *url = cmark_node_get_url(image), *title = cmark_node_get_title(image);
	struct slice caption, credit;

	collect(r, image, true);
	caption = title != NULL && *title != '\0' ? slice_str(title) : bytes_slice(&r->text);
	caption = page_caption_cut(caption, &credit);
	wire_rendition(&r->x, url == NULL ? SLICE_EMPTY : slice_str(url), SLICE_EMPTY, 0);
	wire_picture(&r->x, caption, credit, "![]()");
}

static void
put_pictures(struct reading *r, cmark_node *node)
{
	cmark_iter *iter = cmark_iter_new(node);
	cmark_event_type event;

	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE)
		if (event == CMARK_EVENT_ENTER &&
			cmark_node_get_type(cmark_iter_get_node(iter)) == CMARK_NODE_IMAGE)
			put_picture(r, cmark_iter_get_node(iter));
	cmark_iter_free(iter);
}

/* The first headline of the first level is the article's, unless its front matter has one. */
static void
put_heading(struct reading *r, cmark_node *node)
{
	collect(r, node, false);
	if (r->x.w.story->headline == STORY_NONE && cmark_node_get_heading_level(node) == 1)
		wire_headline(&r->x, bytes_slice(&r->text), "#");
	else
		wire_paragraph(&r->x, bytes_slice(&r->text), STORY_HEADING);
}

/* ---- tables ----------------------------------------------------------------------------------
 */

static struct slice
take_line(struct slice *rest)
{
	struct slice line = slice_first(*rest, slice_find(*rest, '\n'));

	*rest = slice_from(*rest, line.len + 1);
	return line_trim(line);
}

/* The line under a table's head: `| --- | :-: |`. */
static bool
is_rule(struct slice line)
{
	size_t dashes = 0, bars = 0;

	for (size_t i = 0; i < line.len; i++) {
		if (!line_is_one_of(line.p[i], "|-: "))
			return false;
		dashes += line.p[i] == '-';
		bars += line.p[i] == '|';
	}
	return dashes > 0 && bars > 0;
}

/* CommonMark has no tables, so a table comes as a paragraph of such lines. */
static bool
is_table(struct slice text)
{
	struct slice head = take_line(&text);

	return slice_find(head, '|') < head.len && is_rule(take_line(&text));
}

/* A row is a paragraph, its cells with bars between. */
static void
put_row(struct reading *r, struct slice line)
{
	struct bytes row = BYTES_UP_TO(STORY_TEXT_MAX);
	bool first = true;

	if (line.len > 0 && line.p[0] == '|')
		line = slice_from(line, 1);
	while (line.len > 0) {
		struct slice cell = slice_first(line, slice_find(line, '|'));

		line = slice_from(line, cell.len + 1);
		bytes_str(&row, first ? "" : " | ");
		bytes_add(&row, line_trim(cell));
		first = false;
	}
	if (row.failed == RC_NOMEM)
		r->text.failed = RC_NOMEM;
	wire_paragraph(&r->x, bytes_slice(&row), STORY_BODY);
	bytes_release(&row);
}

static void
put_table(struct reading *r)
{
	struct slice rest = bytes_slice(&r->text);

	put_row(r, take_line(&rest));
	take_line(&rest);
	while (rest.len > 0)
		put_row(r, take_line(&rest));
}

static void
put_paragraph(struct reading *r, cmark_node *node)
{
	collect(r, node, false);
	if (is_table(bytes_slice(&r->text)))
		put_table(r);
	else
		wire_paragraph(&r->x, bytes_slice(&r->text), STORY_BODY);
	put_pictures(r, node);
}

static void
put_block(struct reading *r, cmark_node *node)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_HEADING:
		put_heading(r, node);
		return;
	case CMARK_NODE_PARAGRAPH:
		put_paragraph(r, node);
		return;
	case CMARK_NODE_CODE_BLOCK:
		wire_lines(&r->x, literal(node), STORY_BODY);
		return;
	case CMARK_NODE_HTML_BLOCK:
		(void)wire_html(&r->x, literal(node), true);
		return;
	default:
		return;
	}
}

static enum rc
put_document(struct reading *r, struct slice body, struct err *e)
{
	cmark_node *root = cmark_parse_document((const char *)body.p, body.len, CMARK_OPT_DEFAULT);
	cmark_iter *iter = root == NULL ? NULL : cmark_iter_new(root);
	cmark_event_type event;

	if (iter == NULL)
		return err_nomem(e);
	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE)
		if (event == CMARK_EVENT_ENTER)
			put_block(r, cmark_iter_get_node(iter));
	cmark_iter_free(iter);
	cmark_node_free(root);
	return bytes_check(&r->text, "a paragraph", e);
}

/* The first paragraph, unless the front matter has a summary. */
static void
set_lead(struct story *s)
{
	for (size_t i = 0; i < s->block_count; i++)
		if (s->blocks[i].role == STORY_BODY || s->blocks[i].role == STORY_LEAD) {
			s->blocks[i].role = STORY_LEAD;
			return;
		}
}

enum rc
read_markdown(struct slice raw, int zone, const struct intake_report *report, struct normal *n,
	struct story *s, struct err *e)
{
	struct reading r = {.text = BYTES_UP_TO(STORY_TEXT_MAX)};
	struct slice front = SLICE_EMPTY, body = raw;
	enum rc rc = RC_OK;

	if (raw.len > READ_MARKDOWN_MAX || !text_is_utf8(raw))
		return read_text(raw, n, s, e);
	wire_init(&r.x, "Markdown", zone, report, n, s);
	if (markdown_sign_front(raw, &front, &body))
		rc = front_matter_read(front, see_value, &r, e);
	if (rc == RC_OK)
		rc = put_document(&r, body, e);
	if (rc == RC_OK) {
		set_lead(s);
		rc = wire_end(&r.x, e);
	}
	wire_release(&r.x);
	bytes_release(&r.text);
	return rc;
}

const char *
read_markdown_library(void)
{
	return "cmark " CMARK_VERSION_STRING;
}
