#include "archiver/gather/read/wire.h"

#include "archiver/gather/read/html_blocks.h"
#include "archiver/gather/read/html_guard.h"
#include "archiver/gather/recognise/byline.h"
#include "archiver/gather/recognise/day.h"
#include "archiver/gather/recognise/line.h"

#include <stdio.h>

/* How sure what is marked is. */
#define MARKED 95

/* RFC 5646, section 4.4.1: tags as long as this are enough for all that are registered. */
#define LANGUAGE_MAX 35

/* Of what is not on the list of files that came with a report. */
#define SIZE_MOST (UINT64_MAX / 2)

void
wire_init(struct wire *x, const char *format, int zone, const struct intake_report *report,
	struct normal *n, struct story *s)
{
	*x = (struct wire){.report = report,
		.format = format,
		.zone = zone,
		.address = BYTES_UP_TO(STORY_WRITER_VALUE_MAX)};
	story_writer_init(&x->w, s, n);
}

void
wire_release(struct wire *x)
{
	story_writer_release(&x->w);
	bytes_release(&x->address);
}

void
wire_fail(struct wire *x, enum rc rc, const struct err *e)
{
	if (x->rc != RC_OK || rc == RC_OK)
		return;
	x->rc = rc;
	x->e = *e;
}

static struct story_writer_source
from(const struct wire *x, const char *markup)
{
	return (struct story_writer_source){markup, x->format, MARKED};
}

void
wire_tell(struct wire *x, const char *field, struct slice text, const char *markup)
{
	struct story_writer_source source = from(x, markup);

	if (x->rc == RC_OK)
		x->rc = story_writer_tell(&x->w, field, text, &source, &x->e);
}

/* ---- the head ---------------------------------------------------------------------------------
 */

void
wire_headline(struct wire *x, struct slice text, const char *markup)
{
	struct story_writer_source source = from(x, markup);
	struct story *s = x->w.story;

	if (x->rc != RC_OK)
		return;
	if (s->headline != STORY_NONE)
		wire_paragraph(x, text, STORY_HEADING);
	else
		x->rc = story_writer_headline(&x->w, text, &source, &x->e);
	if (s->headline != STORY_NONE)
		s->told |= STORY_TOLD_HEADLINE;
}

void
wire_byline(struct wire *x, struct slice text, const char *markup)
{
	struct byline b;

	text = line_trim(text);
	if (text.len == 0)
		return;
	x->w.story->told |= STORY_TOLD_BYLINE;
	if (!byline_parse(text, NULL, &b) || b.picture || b.count + (b.source.len > 0) == 0) {
		wire_tell(x, "byline", text, markup);
		return;
	}
	for (size_t i = 0; i < b.count; i++)
		wire_tell(x, "byline", b.names[i], markup);
	wire_tell(x, "source", b.source, markup);
}

#define BASIC "20230728T164405"

/* ISO 8601 without signs, as NITF has it, with them: `20230728T164405+0700`, `…Z`. */
static struct slice
with_signs(struct slice s, char room[40])
{
	const char *p = (const char *)s.p;
	size_t zone = sizeof BASIC - 1;

	if (s.len < zone || p[8] != 'T')
		return s;
	for (size_t i = 0; i < zone; i++)
		if (i != 8 && (p[i] < '0' || p[i] > '9'))
			return s;
	snprintf(room, 40, "%.4s-%.2s-%.2sT%.2s:%.2s:%.2s", p, p + 4, p + 6, p + 9, p + 11, p + 13);
	if (s.len == zone + 1 && p[zone] == 'Z')
		snprintf(room + strlen(room), 40 - strlen(room), "Z");
	else if (s.len == zone + 5)
		snprintf(room + strlen(room), 40 - strlen(room), "%.3s:%.2s", p + zone,
			p + zone + 3);
	return slice_str(room);
}

void
wire_moment(struct wire *x, struct slice text, const char *markup)
{
	struct story_writer_source source = from(x, markup);
	char room[40];
	struct day d;

	text = line_trim(text);
	if (x->rc != RC_OK || x->w.story->dated || !day_parse(with_signs(text, room), &d))
		return;
	if (!d.zoned)
		d.when.offset = x->zone;
	x->w.story->told |= STORY_TOLD_MOMENT;
	x->rc = story_writer_moment(&x->w, &d.when, d.zoned, text, &source, &x->e);
}

/* Letters, digits and dashes, a letter first. */
static bool
is_language(struct slice tag)
{
	if (tag.len < 2 || tag.len > LANGUAGE_MAX || (tag.p[0] | 0x20) < 'a' ||
		(tag.p[0] | 0x20) > 'z')
		return false;
	for (size_t i = 0; i < tag.len; i++) {
		uint8_t c = tag.p[i] | 0x20;

		if ((c < 'a' || c > 'z') && (tag.p[i] < '0' || tag.p[i] > '9') && tag.p[i] != '-')
			return false;
	}
	return tag.p[tag.len - 1] != '-';
}

void
wire_language(struct wire *x, struct slice tag, const char *markup)
{
	uint8_t kept[LANGUAGE_MAX + 1] = {0};

	tag = line_trim(tag);
	if (!is_language(tag))
		return;
	wire_tell(x, "language declared", tag, markup);
	memcpy(kept, tag.p, tag.len);
	tag = arena_copy(&x->w.story->made, slice_of(kept, tag.len + 1));
	if (tag.p != NULL)
		x->w.story->language = (const char *)tag.p;
}

void
wire_status(struct wire *x, struct slice status, const char *markup)
{
	status = line_trim(status);
	status = slice_from(
		status, slice_find(status, ':') < status.len ? slice_find(status, ':') + 1 : 0);
	wire_tell(x, "status", status, markup);
	if (status.len == 0 || line_is(status, "usable") || x->rc != RC_OK)
		return;
	if (line_starts(status, "cancel") || line_starts(status, "kill"))
		story_warn(x->w.story, "its publisher has taken it back: its status is %.*s",
			SLICE_FMT(status));
	else
		story_warn(x->w.story, "its publisher does not let it be used: its status is %.*s",
			SLICE_FMT(status));
}

void
wire_embargo(struct wire *x, struct slice until, const char *markup)
{
	until = line_trim(until);
	if (until.len == 0 || x->rc != RC_OK)
		return;
	wire_tell(x, "embargoed", until, markup);
	story_warn(x->w.story, "its publisher lets it be published from %.*s on", SLICE_FMT(until));
}

/* ---- the text --------------------------------------------------------------------------------
 */

/* Whether the block just added says what the headline says, and nothing came between. */
static bool
repeats_headline(const struct story *s, size_t block)
{
	return s->headline != STORY_NONE && block == s->headline + 1 &&
		slice_equal(story_block_text(s, block), story_block_text(s, s->headline));
}

void
wire_paragraph(struct wire *x, struct slice text, enum story_role role)
{
	struct story *s = x->w.story;
	size_t block, before = s->text.len;

	if (x->rc != RC_OK)
		return;
	x->rc = story_writer_block(&x->w, text, role, &block, &x->e);
	if (x->rc != RC_OK || block == STORY_NONE || !repeats_headline(s, block))
		return;
	s->block_count--;
	bytes_cut(&s->text, before);
}

void
wire_lines(struct wire *x, struct slice text, enum story_role role)
{
	while (text.len > 0 && x->rc == RC_OK) {
		size_t end = slice_find(text, '\n');

		wire_paragraph(x, slice_first(text, end), role);
		text = slice_from(text, end + 1);
	}
}

/* The figure's picture has its address in `src`; its text, or what it shows, in `alt`. */
static void
put_image(struct wire *x, const struct html_page *p, size_t node, struct slice caption)
{
	wire_rendition(x, html_page_attribute(p, node, "src"), SLICE_EMPTY, 0);
	wire_picture(x, caption, SLICE_EMPTY, "img");
}

static enum story_role
role_of(const struct html_block *b)
{
	if ((b->marks & HTML_MARK_CAPTION) != 0)
		return STORY_CAPTION;
	if ((b->marks & HTML_MARK_HIDDEN) != 0)
		return STORY_NOTE;
	return b->level > 0 ? STORY_HEADING : STORY_BODY;
}

/* A caption belongs to the image before it, where nothing else stands between. */
static void
put_blocks(struct wire *x, const struct html_page *p, const struct html_blocks *b, bool pictures)
{
	size_t image = 0;

	for (size_t i = 0; i <= b->count && x->rc == RC_OK; i++) {
		struct slice text = i < b->count ? html_block_text(b, i) : SLICE_EMPTY;
		bool caption = i < b->count && role_of(&b->at[i]) == STORY_CAPTION;

		for (; image < b->image_count && b->images[image].block <= i && pictures; image++) {
			bool last = image + 1 == b->image_count || b->images[image + 1].block > i;

			put_image(
				x, p, b->images[image].node, caption && last ? text : SLICE_EMPTY);
			caption = caption && !last;
		}
		if (i < b->count && role_of(&b->at[i]) != STORY_CAPTION)
			wire_paragraph(x, text, role_of(&b->at[i]));
		else if (caption && pictures)
			wire_picture(x, text, SLICE_EMPTY, "figcaption");
	}
}

bool
wire_html(struct wire *x, struct slice html, bool pictures)
{
	struct bytes guarded = BYTES_UP_TO(STORY_TEXT_MAX);
	struct html_page page = HTML_PAGE_EMPTY;
	struct html_blocks blocks = HTML_BLOCKS_EMPTY(STORY_TEXT_MAX);
	struct err e;
	enum rc rc;

	/* The parser is not linear on all that anybody writes. */
	(void)html_guard_copy(html, &guarded);
	rc = bytes_check(&guarded, "its HTML", &e);
	if (rc == RC_OK)
		rc = html_page_parse(bytes_slice(&guarded), &page, &e);
	if (rc == RC_OK)
		html_page_inherit(&page);
	if (rc == RC_OK)
		rc = html_blocks_read(&page, &blocks, &e);
	if (rc == RC_OK)
		put_blocks(x, &page, &blocks, pictures);
	else if (rc != RC_UNSUPPORTED)
		wire_fail(x, rc, &e);
	html_blocks_release(&blocks);
	html_page_release(&page);
	bytes_release(&guarded);
	return rc != RC_UNSUPPORTED;
}

/* ---- pictures -------------------------------------------------------------------------------- */

static struct slice
last_name(struct slice address)
{
	while (slice_find(address, '/') < address.len)
		address = slice_from(address, slice_find(address, '/') + 1);
	return address;
}

/* Whether a file of that name came with the report. */
static bool
came_along(const struct wire *x, struct slice address)
{
	struct slice name = last_name(address);

	for (size_t i = 0; x->report != NULL && i < x->report->picture_count; i++)
		if (slice_equal(last_name(slice_str(x->report->pictures[i])), name))
			return true;
	return false;
}

void
wire_rendition(struct wire *x, struct slice address, struct slice type, uint64_t size)
{
	address = line_trim(address);
	if (address.len == 0 || address.len > STORY_WRITER_VALUE_MAX)
		return;
	if (type.len > 0 && line_starts(type, "image/") == 0)
		return;
	size = size < SIZE_MOST ? size : SIZE_MOST - 1;
	if (came_along(x, address))
		size += SIZE_MOST;
	if (x->address.len > 0 && size <= x->size)
		return;
	bytes_clear(&x->address);
	bytes_add(&x->address, address);
	x->size = size;
}

void
wire_picture(struct wire *x, struct slice caption, struct slice credit, const char *markup)
{
	struct story_writer_source source = from(x, markup);

	if (x->rc == RC_OK)
		x->rc = bytes_check(&x->address, "a picture's address", &x->e);
	if (x->rc == RC_OK)
		x->rc = story_writer_picture(
			&x->w, bytes_slice(&x->address), caption, credit, &source, &x->e);
	bytes_clear(&x->address);
	x->size = 0;
}

/* ---- the end --------------------------------------------------------------------------------- */

enum rc
wire_end(struct wire *x, struct err *e)
{
	struct story *s = x->w.story;

	if (x->rc != RC_OK) {
		*e = x->e;
		return x->rc;
	}
	s->told |= STORY_TOLD_CAPTIONS | STORY_TOLD_BODY | STORY_TOLD_PICTURES;
	if (x->absent > 0)
		story_warn(s, "%zu films or sounds that it names are left out", x->absent);
	return story_writer_end(&x->w, e);
}
