#include "archiver/gather/story.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void
story_init(struct story *s)
{
	*s = (struct story){.text = BYTES_UP_TO(STORY_TEXT_MAX),
		.made = ARENA_UP_TO(STORY_MADE_MAX),
		.headline = STORY_NONE,
		.language = "und"};
}

/* A story with more blocks, or a longer text in bytes, gives its memory back when cleared. */
#define KEPT_BLOCKS 16384
#define KEPT_TEXT   (1 * MIB)

void
story_clear(struct story *s)
{
	if (s->block_room > KEPT_BLOCKS || s->text.cap > KEPT_TEXT)
		story_release(s);
	bytes_clear(&s->text);
	arena_clear(&s->made);
	s->block_count = 0;
	s->finding_count = 0;
	s->picture_count = 0;
	s->warning_count = 0;
	s->failed = RC_OK;
	s->told = 0;
	s->headline = STORY_NONE;
	s->dated = false;
	s->language = "und";
}

void
story_release(struct story *s)
{
	bytes_release(&s->text);
	arena_release(&s->made);
	free(s->blocks);
	free(s->findings);
	free(s->pictures);
	story_init(s);
}

/* Room for one more of `size` bytes each; the list as it is then, or NULL on failure. */
static void *
grown(struct story *s, void *list, size_t count, size_t *room, size_t size, size_t most)
{
	size_t more = *room == 0 ? 32 : *room * 2;

	if (s->failed != RC_OK || count < *room)
		return s->failed == RC_OK ? list : NULL;
	if (count >= most) {
		s->failed = RC_LIMIT;
		return NULL;
	}
	list = reallocarray(list, more, size);
	if (list == NULL)
		s->failed = RC_NOMEM;
	else
		*room = more;
	return list;
}

void
story_add_block(struct story *s, const struct story_block *b)
{
	struct story_block *list =
		grown(s, s->blocks, s->block_count, &s->block_room, sizeof *list, STORY_BLOCKS_MAX);

	if (list == NULL)
		return;
	s->blocks = list;
	list[s->block_count++] = *b;
}

void
story_add_finding(struct story *s, const struct story_finding *f)
{
	struct story_finding *list = grown(s, s->findings, s->finding_count, &s->finding_room,
		sizeof *list, STORY_FINDINGS_MAX);

	if (list == NULL)
		return;
	s->findings = list;
	list[s->finding_count++] = *f;
}

void
story_add_picture(struct story *s, const struct story_picture *p)
{
	struct story_picture *list = grown(
		s, s->pictures, s->picture_count, &s->picture_room, sizeof *list, STORY_BLOCKS_MAX);

	if (list == NULL)
		return;
	s->pictures = list;
	list[s->picture_count++] = *p;
}

void
story_warn(struct story *s, const char *fmt, ...)
{
	char text[256];
	va_list args;
	int n;

	if (s->warning_count == STORY_WARNINGS_MAX)
		return;
	va_start(args, fmt);
	n = vsnprintf(text, sizeof text, fmt, args);
	va_end(args);
	if (n > 0)
		s->warnings[s->warning_count++] = arena_copy(&s->made,
			slice_of(text, (size_t)n < sizeof text ? (size_t)n : sizeof text - 1));
}

const struct story_finding *
story_surest(const struct story *s, const char *field)
{
	const struct story_finding *best = NULL;

	for (size_t i = 0; i < s->finding_count; i++) {
		const struct story_finding *f = &s->findings[i];

		if (strcmp(f->field, field) == 0 && (best == NULL || f->percent > best->percent))
			best = f;
	}
	return best;
}

enum rc
story_check(const struct story *s, struct err *e)
{
	enum rc rc = bytes_check(&s->text, "text of the report", e);

	if (rc == RC_OK)
		rc = arena_check(&s->made, "values read from the report", e);
	if (rc != RC_OK || s->failed == RC_OK)
		return rc;
	if (s->failed == RC_NOMEM)
		return err_nomem(e);
	return err_set(e, RC_LIMIT, "more than %d paragraphs, or %d values, in one report",
		STORY_BLOCKS_MAX, STORY_FINDINGS_MAX);
}
