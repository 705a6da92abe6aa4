#include "archiver/gather/read/document_story.h"

#include "archiver/gather/read/document_captions.h"
#include "archiver/gather/read/document_letterhead.h"
#include "archiver/gather/read/story_writer.h"
#include "archiver/gather/recognise/byline.h"
#include "archiver/gather/recognise/dateline.h"
#include "archiver/gather/recognise/day.h"
#include "archiver/gather/recognise/line.h"
#include "archiver/gather/recognise/moment.h"
#include "archiver/gather/recognise/page_captions.h"

#include <stdlib.h>

/* Behind so much text, in bytes, a heading is of a chapter. */
#define BEFORE_HEADING_MAX 600

/* What the properties say of the document is looked for in so many first, and last, paragraphs. */
#define FIRST_PARAGRAPHS 12
#define LAST_PARAGRAPHS	 4

/* A headline is not longer, in characters. */
#define HEADLINE_CHARS_MAX 400

/* A document that was changed later than so many days after it was made: from a template. */
#define MADE_DAYS_MAX 31

struct telling {
	struct document *document;
	struct story_writer writer;
	struct document_letterhead letterhead;
	size_t headline; /* paragraph, or DOCUMENT_NONE */
	size_t byline;	 /* likewise */
	struct story_writer_source from;
	size_t captions;
	bool headings; /* the text's subheads are told by styles */
	int zone;
};

/* ---- the headline ---------------------------------------------------------------------------- */

static bool
may_be_headline(const struct document *d, size_t i)
{
	return d->at[i].len > 0 && line_chars(document_paragraph_text(d, i)) <= HEADLINE_CHARS_MAX;
}

static size_t
find_kind(const struct document *d, enum document_kind kind)
{
	size_t before = 0;

	for (size_t i = 0; i < d->count; i++) {
		if (d->at[i].kind == kind && may_be_headline(d, i))
			return i;
		if (d->at[i].kind == DOCUMENT_TEXT)
			before += d->at[i].len;
		if (kind == DOCUMENT_HEADING && before > BEFORE_HEADING_MAX)
			break;
	}
	return DOCUMENT_NONE;
}

/* As it is, and not what a program or a template calls every document. */
static bool
is_telling(struct slice title)
{
	static const char *const none[] = {"word document", "microsoft word", "document",
		"untitled", "không có tiêu đề", "template", "mẫu", "powerpoint", "slide"};

	if (line_chars(title) < 10 || slice_ends(title, ".doc") || slice_ends(title, ".docx") ||
		slice_ends(title, ".odt") || slice_ends(title, ".pdf"))
		return false;
	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		if (line_starts(title, none[i]) > 0)
			return false;
	return true;
}

/* The paragraph of text that is the same as `said`, in any case of its letters, from `i` on. */
static size_t
find_repeated(const struct document *d, struct slice said, size_t i, size_t end)
{
	struct bytes one = BYTES_UP_TO((size_t)16 * 1024), other = BYTES_UP_TO((size_t)16 * 1024);
	size_t found = DOCUMENT_NONE;

	line_fold(said, &one);
	for (; i < d->count && i < end && found == DOCUMENT_NONE; i++) {
		if (d->at[i].kind != DOCUMENT_TEXT || !may_be_headline(d, i))
			continue;
		bytes_clear(&other);
		line_fold(document_paragraph_text(d, i), &other);
		if (one.failed == RC_OK && other.failed == RC_OK &&
			slice_equal(bytes_slice(&one), bytes_slice(&other)))
			found = i;
	}
	bytes_release(&one);
	bytes_release(&other);
	return found;
}

static void
find_headline(struct telling *t)
{
	const struct document *d = t->document;
	const bool letter = t->letterhead.found;

	t->headline = find_kind(d, DOCUMENT_TITLE);
	t->from = (struct story_writer_source){letter ? NULL : "Title",
		letter ? "subject of a letter" : "style", letter ? 80 : 95};
	if (t->headline == DOCUMENT_NONE) {
		t->headline = find_kind(d, DOCUMENT_HEADING);
		t->from = (struct story_writer_source){"Heading", "first heading", 85};
	}
	if (t->headline == DOCUMENT_NONE && is_telling(d->facts.title)) {
		t->headline = find_repeated(d, d->facts.title, 0, FIRST_PARAGRAPHS);
		t->from = (struct story_writer_source){
			"title", "property repeated by a paragraph", 95};
	}
}

/* ---- who wrote it ---------------------------------------------------------------------------- */

/* Programs call their users so where nobody gave a name: one word is no name of a person. */
static bool
is_full_name(struct slice name)
{
	return slice_find(name, ' ') < name.len;
}

/* A paragraph of that style; or one of nothing but the name of who made the document. */
static void
find_byline(struct telling *t)
{
	const struct document *d = t->document;
	size_t last = d->count > LAST_PARAGRAPHS ? d->count - LAST_PARAGRAPHS : 0;

	t->byline = t->letterhead.found ? DOCUMENT_NONE : find_kind(d, DOCUMENT_BYLINE);
	if (t->byline != DOCUMENT_NONE || !is_full_name(d->facts.creator) || t->letterhead.found)
		return;
	t->byline = find_repeated(d, d->facts.creator, 0, FIRST_PARAGRAPHS);
	if (t->byline == DOCUMENT_NONE)
		t->byline = find_repeated(d, d->facts.creator, last, d->count);
}

static enum rc
put_byline(struct telling *t, struct slice text, struct err *e)
{
	static const struct story_writer_source style = {"Author", "style", 95};
	static const struct story_writer_source property = {
		"creator", "property repeated by a paragraph", 95};
	const struct story_writer_source *from =
		t->document->at[t->byline].kind == DOCUMENT_BYLINE ? &style : &property;
	struct byline by;
	size_t block;
	enum rc rc = story_writer_block(&t->writer, text, STORY_BYLINE, &block, e);

	if (rc == RC_OK && (!byline_parse(text, NULL, &by) || by.count == 0))
		return story_writer_tell(&t->writer, "byline", text, from, e);
	for (size_t i = 0; rc == RC_OK && i < by.count; i++)
		rc = story_writer_tell(&t->writer, "byline", by.names[i], from, e);
	return rc;
}

/* ---- paragraphs ------------------------------------------------------------------------------ */

static enum rc
put_picture(struct telling *t, const struct document_picture *p, struct err *e)
{
	static const struct story_writer_source from = {"picture", "under its picture", 90};
	static const struct story_writer_source alternative = {
		"alternative text", "text in a picture's place", 40};
	struct slice caption = SLICE_EMPTY, credit = SLICE_EMPTY;
	enum rc rc;

	if (p->caption != DOCUMENT_NONE)
		caption =
			page_caption_cut(document_paragraph_text(t->document, p->caption), &credit);
	rc = story_writer_picture(&t->writer, p->address, caption, credit, &from, e);
	if (rc == RC_OK)
		rc = story_writer_tell(
			&t->writer, "alternative text", p->alternative, &alternative, e);
	return rc;
}

static enum rc
put_pictures(struct telling *t, size_t paragraph, struct err *e)
{
	const struct document *d = t->document;
	enum rc rc = RC_OK;

	for (size_t i = d->at[paragraph].picture; i < d->picture_count && rc == RC_OK; i++) {
		if (d->pictures[i].paragraph != paragraph)
			break;
		rc = put_picture(t, &d->pictures[i], e);
	}
	return rc;
}

/* A caption that no picture of the document is tied to. */
static enum rc
put_caption(struct telling *t, size_t paragraph, struct err *e)
{
	static const struct story_writer_source from = {"Caption", "style", 90};
	const struct document *d = t->document;
	struct slice credit, caption;

	for (size_t i = 0; i < d->picture_count; i++)
		if (d->pictures[i].caption == paragraph)
			return RC_OK;
	caption = page_caption_cut(document_paragraph_text(d, paragraph), &credit);
	return story_writer_picture(&t->writer, SLICE_EMPTY, caption, credit, &from, e);
}

/* How many paragraphs from `i` on are a row of a table with one line in each cell; or 1. */
static size_t
row_of(const struct document *d, size_t i)
{
	size_t n = 1;

	if (d->at[i].row == 0 || (i > 0 && d->at[i - 1].row == d->at[i].row))
		return 1;
	for (; i + n < d->count && d->at[i + n].row == d->at[i].row; n++)
		if (d->at[i + n].cell == d->at[i + n - 1].cell)
			return 1;
	for (size_t k = 0; k < n; k++)
		if (d->at[i + k].kind != DOCUMENT_TEXT || d->at[i + k].picture != DOCUMENT_NONE)
			return 1;
	return n;
}

static enum rc
put_row(struct telling *t, size_t i, size_t n, struct err *e)
{
	struct bytes row = BYTES_UP_TO(STORY_TEXT_MAX);
	size_t block;
	enum rc rc;

	for (size_t k = 0; k < n; k++) {
		bytes_str(&row, k == 0 ? "" : " | ");
		bytes_add(&row, document_paragraph_text(t->document, i + k));
	}
	rc = bytes_check(&row, "a row of a table", e);
	if (rc == RC_OK)
		rc = story_writer_block(&t->writer, bytes_slice(&row), STORY_BODY, &block, e);
	bytes_release(&row);
	return rc;
}

static enum story_role
role_of(enum document_kind kind)
{
	switch (kind) {
	case DOCUMENT_SUBTITLE:
		return STORY_LEAD;
	case DOCUMENT_TITLE:
	case DOCUMENT_HEADING:
		return STORY_HEADING;
	case DOCUMENT_LETTERHEAD:
		return STORY_NOTE;
	case DOCUMENT_FOOTNOTE:
		return STORY_OTHER;
	default:
		return STORY_BODY;
	}
}

static enum rc
put_text(struct telling *t, size_t i, struct err *e)
{
	struct slice text = document_paragraph_text(t->document, i);
	size_t block;

	if (i == t->headline)
		return story_writer_headline(&t->writer, text, &t->from, e);
	if (i == t->byline)
		return put_byline(t, text, e);
	switch (t->document->at[i].kind) {
	case DOCUMENT_LEFT_OUT:
		return RC_OK;
	case DOCUMENT_CAPTION:
		return put_caption(t, i, e);
	default:
		return story_writer_block(
			&t->writer, text, role_of(t->document->at[i].kind), &block, e);
	}
}

/* Those that are notes, or those that are not. */
static enum rc
put_paragraphs(struct telling *t, bool notes, struct err *e)
{
	const struct document *d = t->document;
	enum rc rc = RC_OK;

	for (size_t i = 0; i < d->count && rc == RC_OK;) {
		size_t n = row_of(d, i);

		if ((d->at[i].kind == DOCUMENT_FOOTNOTE) == notes) {
			if (n > 1)
				rc = put_row(t, i, n, e);
			else if (d->at[i].len > 0)
				rc = put_text(t, i, e);
			if (rc == RC_OK && d->at[i].picture != DOCUMENT_NONE)
				rc = put_pictures(t, i, e);
		}
		i += n;
	}
	return rc;
}

/* ---- when ------------------------------------------------------------------------------------ */

static enum rc
tell_letter_day(struct telling *t, struct err *e)
{
	static const struct story_writer_source from = {NULL, "place and date of a letter", 90};
	struct civil when = t->letterhead.day;

	when.offset = t->zone;
	return story_writer_moment(&t->writer, &when, false, t->letterhead.date, &from, e);
}

static bool
is_made_once(const struct day *made, struct slice modified)
{
	struct day last;
	int64_t between;

	if (!day_parse(modified, &last))
		return false;
	between = civil_seconds(&last.when) - civil_seconds(&made->when);
	return between >= -CIVIL_DAY_SECONDS && between <= MADE_DAYS_MAX * CIVIL_DAY_SECONDS;
}

static enum rc
tell_made(struct telling *t, struct err *e)
{
	static const struct story_writer_source from = {"created", "property", 60};
	static const struct story_writer_source doubtful = {"created", "property", 30};
	const struct document_facts *f = &t->document->facts;
	struct day made;

	if (f->created.len == 0 || !day_parse(f->created, &made))
		return RC_OK;
	if (!is_made_once(&made, f->modified))
		return story_writer_tell(&t->writer, "created", f->created, &doubtful, e);
	if (!made.zoned)
		made.when.offset = t->zone;
	return story_writer_moment(&t->writer, &made.when, made.zoned, f->created, &from, e);
}

/* ---- the rest -------------------------------------------------------------------------------- */

static enum rc
tell_facts(struct telling *t, struct err *e)
{
	static const struct story_writer_source title = {"title", "property", 40};
	static const struct story_writer_source creator = {"creator", "property", 40};
	static const struct story_writer_source language = {"language", "property", 60};
	static const struct story_writer_source number = {NULL, "letterhead", 90};
	const struct document_facts *f = &t->document->facts;
	enum rc rc = RC_OK;

	if (t->headline == DOCUMENT_NONE && is_telling(f->title))
		rc = story_writer_tell(&t->writer, "headline?", f->title, &title, e);
	if (rc == RC_OK && t->byline == DOCUMENT_NONE)
		rc = story_writer_tell(&t->writer, "byline", f->creator, &creator, e);
	if (rc == RC_OK)
		rc = story_writer_tell(&t->writer, "language declared", f->language, &language, e);
	if (rc == RC_OK)
		rc = story_writer_tell(
			&t->writer, "document number", t->letterhead.number, &number, e);
	return rc;
}

/* The first paragraph of the text leads, where its subheads are known. */
static void
tell_lead(struct story *s)
{
	for (size_t i = 0; i < s->block_count; i++) {
		if (s->blocks[i].role == STORY_LEAD)
			return;
		if (s->blocks[i].role != STORY_BODY)
			continue;
		s->blocks[i].role = STORY_LEAD;
		return;
	}
}

static void
tell_told(struct telling *t)
{
	struct story *s = t->writer.story;

	s->told |= STORY_TOLD_PICTURES | STORY_TOLD_MOMENT;
	if (s->headline != STORY_NONE)
		s->told |= STORY_TOLD_HEADLINE;
	if (t->letterhead.signed_at_end || t->byline != DOCUMENT_NONE)
		s->told |= STORY_TOLD_BYLINE;
	if (t->captions > 0)
		s->told |= STORY_TOLD_CAPTIONS;
	if (t->headings) {
		s->told |= STORY_TOLD_BODY;
		tell_lead(s);
	}
	if (t->document->pictures_left_out > 0)
		story_warn(s, "%zu pictures beyond the first %d are left out",
			t->document->pictures_left_out, DOCUMENT_PICTURES_MAX);
}

static enum rc
put_all(struct telling *t, struct err *e)
{
	enum rc rc = put_paragraphs(t, false, e);

	if (rc == RC_OK)
		rc = put_paragraphs(t, true, e);
	if (rc == RC_OK)
		rc = tell_facts(t, e);
	if (rc == RC_OK && t->letterhead.dated)
		rc = tell_letter_day(t, e);
	if (rc == RC_OK)
		rc = story_writer_end(&t->writer, e);
	if (rc != RC_OK)
		return rc;
	if (!t->writer.story->dated)
		moment_find(t->writer.story, t->zone);
	if (!t->writer.story->dated)
		dateline_find(t->writer.story, t->zone);
	if (!t->writer.story->dated)
		rc = tell_made(t, e);
	tell_told(t);
	return rc == RC_OK ? story_check(t->writer.story, e) : rc;
}

static bool
has_headings(const struct document *d, size_t headline)
{
	for (size_t i = 0; i < d->count; i++)
		if (d->at[i].kind == DOCUMENT_HEADING && i != headline)
			return true;
	return false;
}

enum rc
document_story_put(struct document *d, int zone, struct normal *n, struct story *s, struct err *e)
{
	struct telling t = {.document = d, .zone = zone, .headline = DOCUMENT_NONE};
	enum rc rc;

	document_abandon(d);
	rc = document_check(d, e);
	if (rc != RC_OK)
		return rc;
	story_writer_init(&t.writer, s, n);
	document_letterhead_find(d, &t.letterhead);
	find_headline(&t);
	find_byline(&t);
	t.captions = document_captions_find(d);
	t.headings = has_headings(d, t.headline);
	rc = put_all(&t, e);
	story_writer_release(&t.writer);
	return rc;
}
