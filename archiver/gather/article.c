#include "archiver/gather/article.h"

#include <stdlib.h>

/* Every byte of the text may be escaped in JSON, and some stand in both files. */
#define JSON_MAX (6 * STORY_TEXT_MAX)

void
article_init(struct article *a)
{
	*a = (struct article){.raw = BYTES_UP_TO(STORY_RAW_MAX),
		.pictures = BYTES_UP_TO(ARTICLE_HELD_MAX),
		.text = BYTES_UP_TO(2 * STORY_TEXT_MAX),
		.captions = BYTES_UP_TO(STORY_TEXT_MAX),
		.extraction = BYTES_UP_TO(JSON_MAX),
		.metadata = BYTES_UP_TO(JSON_MAX)};
	story_init(&a->story);
	normal_init(&a->normal);
}

/* What one large report needed is not kept for all the others. */
#define KEPT_MAX (1 * MIB)

static void
forget(struct bytes *b)
{
	if (b->cap > KEPT_MAX)
		bytes_release(b);
	else
		bytes_clear(b);
}

void
article_clear(struct article *a)
{
	a->member_count = 0;
	a->caption_count = 0;
	a->published = a->language = a->headline = a->byline = a->source = SLICE_EMPTY;
	story_clear(&a->story);
	forget(&a->raw);
	forget(&a->pictures);
	forget(&a->text);
	forget(&a->captions);
	forget(&a->extraction);
	forget(&a->metadata);
}

void
article_release(struct article *a)
{
	free(a->members);
	story_release(&a->story);
	normal_release(&a->normal);
	bytes_release(&a->raw);
	bytes_release(&a->pictures);
	bytes_release(&a->text);
	bytes_release(&a->captions);
	bytes_release(&a->extraction);
	bytes_release(&a->metadata);
	article_init(a);
}

enum rc
article_add(struct article *a, const struct article_member *m, struct err *e)
{
	if (a->member_count == a->member_room) {
		size_t room = a->member_room == 0 ? 8 : 2 * a->member_room;
		struct article_member *list = reallocarray(a->members, room, sizeof *list);

		if (list == NULL)
			return err_nomem(e);
		a->members = list;
		a->member_room = room;
	}
	a->members[a->member_count++] = *m;
	return RC_OK;
}

static int
by_name(const void *a, const void *b)
{
	const struct article_member *left = a, *right = b;

	return slice_order(left->name, right->name);
}

void
article_sort(struct article *a)
{
	if (a->member_count > 1)
		qsort(a->members, a->member_count, sizeof *a->members, by_name);
}

const struct article_member *
article_member_named(const struct article *a, const char *name)
{
	for (size_t i = 0; i < a->member_count; i++)
		if (slice_is(a->members[i].name, name))
			return &a->members[i];
	return NULL;
}
