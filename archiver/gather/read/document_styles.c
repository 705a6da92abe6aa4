#include "archiver/gather/read/document_styles.h"

#include <stdlib.h>

#define MADE_MAX (8 * MIB)

void
document_styles_init(struct document_styles *s)
{
	*s = (struct document_styles){.made = ARENA_UP_TO(MADE_MAX)};
}

void
document_styles_release(struct document_styles *s)
{
	free(s->at);
	arena_release(&s->made);
	document_styles_init(s);
}

struct document_style *
document_styles_add(struct document_styles *s, struct slice id)
{
	if (s->count == DOCUMENT_STYLES_MAX)
		return NULL;
	if (s->count == s->room) {
		size_t more = s->room == 0 ? 64 : 2 * s->room;
		struct document_style *list = reallocarray(s->at, more, sizeof *list);

		if (list == NULL) {
			s->failed = RC_NOMEM;
			return NULL;
		}
		s->at = list;
		s->room = more;
	}
	s->at[s->count] = (struct document_style){.id = arena_copy(&s->made, id)};
	return &s->at[s->count++];
}

static int
compare(const void *a, const void *b)
{
	const struct document_style *x = a, *y = b;

	return slice_order(x->id, y->id);
}

const struct document_style *
document_styles_find(const struct document_styles *s, struct slice id)
{
	const struct document_style key = {.id = id};

	if (s->count == 0 || id.len == 0)
		return NULL;
	return bsearch(&key, s->at, s->count, sizeof key, compare);
}

/*
 * Takes over what the style itself does not say. Who is based on a heading is one; who is
 * based on a caption likewise. What a title is based on looks like it, too.
 */
static void
inherit(const struct document_styles *s, struct document_style *style)
{
	const struct document_style *from = style;

	for (unsigned i = 0; i < DOCUMENT_STYLES_CHAIN_MAX; i++) {
		from = document_styles_find(s, from->based);
		if (from == NULL)
			return;
		style->centred = style->centred || from->centred;
		style->italic = style->italic || from->italic;
		style->bold = style->bold || from->bold;
		style->hidden = style->hidden || from->hidden;
		if (!style->told && from->told) {
			style->told = true;
			style->kind = from->kind;
			style->level = from->level;
		}
	}
}

enum rc
document_styles_settle(struct document_styles *s, struct err *e)
{
	enum rc rc = arena_check(&s->made, "names of styles", e);

	if (rc == RC_OK && s->failed != RC_OK)
		rc = err_nomem(e);
	if (rc != RC_OK || s->count == 0)
		return rc;
	qsort(s->at, s->count, sizeof *s->at, compare);
	for (size_t i = 0; i < s->count; i++)
		inherit(s, &s->at[i]);
	return RC_OK;
}
