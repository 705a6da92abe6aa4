#include "archiver/gather/read/pdf_lines.h"

#include "format/base/cursor.h"
#include "format/base/text.h"

#include <stdlib.h>
#include <string.h>

void
pdf_lines_free(struct pdf_lines *p)
{
	if (p == NULL)
		return;
	free(p->at);
	free(p);
}

static enum rc
malformed(struct err *e)
{
	return err_set(e, RC_BAD, "annals-pdf tells nonsense of it");
}

/* Right is not before left, nor bottom above top. */
static struct pdf_box
read_box(struct cursor *c)
{
	struct pdf_box b = {.left = cursor_u32le(c), .top = 0};

	b.top = cursor_u32le(c);
	b.right = cursor_u32le(c);
	b.bottom = cursor_u32le(c);
	if (b.right < b.left || b.bottom < b.top || b.right > PDF_LINES_LENGTH_MAX ||
		b.bottom > PDF_LINES_LENGTH_MAX)
		c->failed = true;
	return b;
}

static enum rc
read_page(struct pdf_lines *p, struct cursor *c, struct err *e)
{
	struct pdf_page page = {.width = cursor_u32le(c), .line = p->count};

	page.height = cursor_u32le(c);
	if (!cursor_ended(c) || page.width > PDF_LINES_LENGTH_MAX ||
		page.height > PDF_LINES_LENGTH_MAX)
		return malformed(e);
	if (p->page_count == PDF_LINES_PAGES_MAX)
		return err_set(e, RC_LIMIT, "more than %d pages", PDF_LINES_PAGES_MAX);
	p->pages[p->page_count++] = page;
	return RC_OK;
}

static enum rc
read_picture(struct pdf_lines *p, struct cursor *c, struct err *e)
{
	struct pdf_picture picture = {.at = read_box(c), .file = PDF_LINES_NO_FILE};

	if (!cursor_ended(c) || p->page_count == 0)
		return malformed(e);
	picture.page = (uint32_t)(p->page_count - 1);
	if (p->picture_count == PDF_LINES_PICTURES_MAX)
		return err_set(e, RC_LIMIT, "more than %d pictures", PDF_LINES_PICTURES_MAX);
	p->pictures[p->picture_count++] = picture;
	return RC_OK;
}

/* A file of its own, or that of one before; the latter has one of its own. */
static enum rc
read_file(struct pdf_lines *p, struct cursor *c, bool own, struct err *e)
{
	uint32_t number = cursor_u32le(c), file = own ? number : cursor_u32le(c);

	if (!cursor_ended(c) || number >= p->picture_count)
		return malformed(e);
	if (!own && (file >= number || p->pictures[file].file != file))
		return malformed(e);
	p->pictures[number].file = file;
	return RC_OK;
}

static enum rc
read_left_out(struct pdf_lines *p, struct cursor *c, struct err *e)
{
	uint32_t number = cursor_u32le(c), why = cursor_u32le(c);

	if (!cursor_ended(c) || number >= p->picture_count || why == PDF_TAKEN ||
		why >= PDF_REPEATED)
		return malformed(e);
	p->pictures[number].left_out = (enum pdf_left_out)why;
	return RC_OK;
}

static enum rc
read_line(struct pdf_lines *p, struct cursor *c, struct err *e)
{
	struct pdf_line line = {.at = read_box(c), .size = 0};
	uint32_t flags;

	line.size = cursor_u32le(c);
	flags = cursor_u32le(c);
	line.text = cursor_rest(c);
	if (!cursor_ended(c) || p->page_count == 0 || line.size > PDF_LINES_LENGTH_MAX ||
		!text_is_utf8(line.text))
		return malformed(e);
	if (p->count == PDF_LINES_MAX)
		return err_set(e, RC_LIMIT, "more than %d lines", PDF_LINES_MAX);
	if (p->count == p->room) {
		size_t more = p->room == 0 ? 512 : 2 * p->room;
		struct pdf_line *list = reallocarray(p->at, more, sizeof *list);

		if (list == NULL)
			return err_nomem(e);
		p->at = list;
		p->room = more;
	}
	line.bold = (flags & 1) != 0;
	line.italic = (flags & 2) != 0;
	line.page = (uint32_t)(p->page_count - 1);
	p->at[p->count++] = line;
	return RC_OK;
}

static enum rc
read_fact(struct slice body, struct slice *out, struct err *e)
{
	if (body.len > PDF_LINES_FACT_MAX || !text_is_utf8(body))
		return malformed(e);
	*out = body;
	return RC_OK;
}

/* A word at least, that can be shown. */
static enum rc
read_reason(struct slice body, struct err *e)
{
	if (body.len == 0 || body.p[0] <= ' ' || !text_is_utf8(body))
		return malformed(e);
	return err_set(e, RC_BAD, "%.*s", SLICE_FMT(body));
}

static enum rc
read_record(struct pdf_lines *p, uint8_t kind, struct slice body, struct err *e)
{
	struct cursor c = cursor_over(body);

	switch (kind) {
	case 'T':
		return read_fact(body, &p->title, e);
	case 'A':
		return read_fact(body, &p->author, e);
	case 'C':
		return read_fact(body, &p->made, e);
	case 'M':
		return read_fact(body, &p->changed, e);
	case 'N':
		return read_page(p, &c, e);
	case 'I':
		return read_picture(p, &c, e);
	case 'L':
		return read_line(p, &c, e);
	case 'P':
	case 'S':
		return read_file(p, &c, kind == 'P', e);
	case 'O':
		return read_left_out(p, &c, e);
	case 'W':
		return read_fact(body, &p->no_more, e);
	case 'X':
		return read_reason(body, e);
	default:
		return malformed(e);
	}
}

/* The text is whole behind E; what comes then is of pictures, and may end early. */
static enum rc
read_records(struct pdf_lines *p, struct slice told, struct err *e)
{
	struct cursor c = cursor_over(told);
	bool whole = false;
	enum rc rc = RC_OK;

	while (rc == RC_OK) {
		uint8_t kind = cursor_u8(&c);
		struct slice body = cursor_take(&c, cursor_u32le(&c));

		if (!cursor_ok(&c) && !whole)
			return err_set(e, RC_BAD,
				"annals-pdf did not come to its end: out of time or memory, or by a fault");
		p->cut = !cursor_ok(&c);
		if (p->cut)
			return RC_OK;
		if (whole && kind == 'F')
			return cursor_ended(&c) ? RC_OK : malformed(e);
		if (kind == 'E' || (whole && strchr("PSOW", kind) == NULL))
			rc = whole ? malformed(e) : RC_OK;
		else
			rc = read_record(p, kind, body, e);
		whole = whole || kind == 'E';
	}
	return rc;
}

enum rc
pdf_lines_parse(struct slice told, struct pdf_lines **out, struct err *e)
{
	struct pdf_lines *p = calloc(1, sizeof *p);
	enum rc rc;

	*out = NULL;
	if (p == NULL)
		return err_nomem(e);
	rc = read_records(p, told, e);
	if (rc == RC_OK)
		*out = p;
	else
		pdf_lines_free(p);
	return rc;
}

/* Pictures come page after page. */
static void
count_pages(struct pdf_lines *p)
{
	for (size_t i = 0; i < p->picture_count; i++) {
		const struct pdf_picture *picture = &p->pictures[i];
		struct pdf_picture *first;

		if (picture->file == PDF_LINES_NO_FILE)
			continue;
		first = &p->pictures[picture->file];
		first->pages += first->last != picture->page + 1;
		first->last = picture->page + 1;
	}
}

void
pdf_lines_drop_repeated(struct pdf_lines *p)
{
	count_pages(p);
	for (size_t i = p->picture_count; i-- > 0;) {
		struct pdf_picture *picture = &p->pictures[i];

		/* The first with that file, which has the count, is the last to lose it. */
		if (picture->file == PDF_LINES_NO_FILE ||
			p->pictures[picture->file].pages < PDF_LINES_REPEATED)
			continue;
		picture->left_out = PDF_REPEATED;
		picture->file = PDF_LINES_NO_FILE;
	}
}
