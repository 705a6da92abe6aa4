#include "archiver/gather/read/document.h"

#include "archiver/gather/recognise/line.h"

#include <inttypes.h>
#include <stdlib.h>

/* One paragraph; none is a tenth as long. */
#define PARAGRAPH_MAX (16 * MIB)

#define MADE_MAX (4 * MIB)

struct document *
document_new(void)
{
	struct document *d = calloc(1, sizeof *d);

	if (d == NULL)
		return NULL;
	d->text = BYTES_UP_TO(STORY_TEXT_MAX);
	d->made = ARENA_UP_TO(MADE_MAX);
	for (size_t i = 0; i < DOCUMENT_OPEN_MAX; i++)
		d->open[i].text = BYTES_UP_TO(PARAGRAPH_MAX);
	return d;
}

void
document_free(struct document *d)
{
	if (d == NULL)
		return;
	for (size_t i = 0; i < DOCUMENT_OPEN_MAX; i++)
		bytes_release(&d->open[i].text);
	bytes_release(&d->text);
	arena_release(&d->made);
	free(d->at);
	free(d);
}

static struct document_open *
innermost(struct document *d)
{
	return d->depth == 0 || d->depth > DOCUMENT_OPEN_MAX ? NULL : &d->open[d->depth - 1];
}

void
document_begin(struct document *d)
{
	struct document_open *open;

	d->depth++;
	open = innermost(d);
	if (open == NULL)
		return;
	bytes_clear(&open->text);
	open->is = (struct document_paragraph){.picture = DOCUMENT_NONE};
	open->first_picture = d->picture_count;
	open->letters = open->italic = open->bold = 0;
}

struct document_paragraph *
document_now(struct document *d)
{
	struct document_open *open = innermost(d);

	return open == NULL ? NULL : &open->is;
}

void
document_text(struct document *d, struct slice text, unsigned look)
{
	struct document_open *open = innermost(d);
	size_t letters = 0;

	if (open == NULL)
		return;
	for (size_t i = 0; i < text.len; i++)
		letters += text.p[i] > ' ';
	open->letters += letters;
	open->italic += (look & DOCUMENT_ITALIC) != 0 ? letters : 0;
	open->bold += (look & DOCUMENT_BOLD) != 0 ? letters : 0;
	bytes_add(&open->text, text);
	if (open->text.failed != RC_OK)
		d->failed = open->text.failed;
}

void
document_picture(struct document *d, struct slice address, struct slice alternative)
{
	struct document_open *open = innermost(d);

	if (open == NULL)
		return;
	if (d->picture_count == DOCUMENT_PICTURES_MAX) {
		d->pictures_left_out++;
		return;
	}
	d->pictures[d->picture_count++] =
		(struct document_picture){.address = arena_copy(&d->made, address),
			.alternative = arena_copy(&d->made, alternative),
			.paragraph = DOCUMENT_NONE,
			.caption = DOCUMENT_NONE};
	open->is.pictures_lead = open->letters == 0;
}

/* Room for one more paragraph. */
static bool
grow(struct document *d)
{
	size_t more = d->room == 0 ? 256 : 2 * d->room;
	struct document_paragraph *list;

	if (d->count < d->room)
		return true;
	if (d->count >= STORY_BLOCKS_MAX) {
		d->failed = RC_LIMIT;
		return false;
	}
	list = reallocarray(d->at, more, sizeof *list);
	if (list == NULL) {
		d->failed = RC_NOMEM;
		return false;
	}
	d->at = list;
	d->room = more;
	return true;
}

/* Those that are of no paragraph yet are of this one: inner ones were closed before. */
static void
take_pictures(struct document *d, struct document_open *open)
{
	for (size_t i = open->first_picture; i < d->picture_count; i++) {
		if (d->pictures[i].paragraph != DOCUMENT_NONE)
			continue;
		d->pictures[i].paragraph = d->count;
		if (open->is.picture == DOCUMENT_NONE)
			open->is.picture = i;
	}
}

void
document_end(struct document *d)
{
	struct document_open *open = innermost(d);
	struct slice text;

	if (d->depth == 0)
		return;
	d->depth--;
	if (open == NULL || d->failed != RC_OK || !grow(d))
		return;
	text = line_trim(bytes_slice(&open->text));
	take_pictures(d, open);
	if (open->letters == 0 || text.len == 0)
		text.len = 0;
	if (text.len == 0 && open->is.picture == DOCUMENT_NONE)
		return;
	open->is.start = d->text.len;
	open->is.len = text.len;
	open->is.italic = open->letters > 0 && open->italic == open->letters;
	open->is.bold = open->letters > 0 && open->bold == open->letters;
	if (text.len > 0)
		bytes_add(&d->text, text);
	bytes_u8(&d->text, '\n');
	d->at[d->count++] = open->is;
}

void
document_abandon(struct document *d)
{
	d->depth = 0;
	for (size_t i = 0; i < d->picture_count; i++)
		if (d->pictures[i].paragraph == DOCUMENT_NONE)
			d->picture_count = i;
}

enum rc
document_check(const struct document *d, struct err *e)
{
	enum rc rc = bytes_check(&d->text, "text of the document", e);

	if (rc == RC_OK)
		rc = arena_check(&d->made, "names in the document", e);
	if (rc != RC_OK || d->failed == RC_OK)
		return rc;
	if (d->failed == RC_NOMEM)
		return err_nomem(e);
	return err_set(e, RC_LIMIT,
		"more than %d paragraphs, or one of more than %" PRIu64 " bytes", STORY_BLOCKS_MAX,
		PARAGRAPH_MAX);
}
