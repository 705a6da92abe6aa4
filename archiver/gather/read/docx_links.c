#include "archiver/gather/read/docx_links.h"

#include "format/base/bytes.h"
#include "format/base/limits.h"

#include <stdlib.h>

#define MADE_MAX   (8 * MIB)
#define TARGET_MAX 1024

void
docx_links_init(struct docx_links *l)
{
	*l = (struct docx_links){.made = ARENA_UP_TO(MADE_MAX)};
}

void
docx_links_release(struct docx_links *l)
{
	free(l->at);
	arena_release(&l->made);
	docx_links_init(l);
}

/* Targets stand as seen from the folder `word`; a '/' in front begins at the top (RFC 3986, 5). */
static struct slice
member_of(struct docx_links *l, struct slice target)
{
	struct bytes name = BYTES_UP_TO(TARGET_MAX);
	struct slice made;

	if (slice_starts(target, "/"))
		target = slice_from(target, 1);
	else if (slice_starts(target, "../"))
		target = slice_from(target, 3);
	else
		bytes_str(&name, "word/");
	bytes_add(&name, target);
	if (name.failed == RC_NOMEM)
		l->failed = RC_NOMEM;
	made = name.failed == RC_OK ? arena_copy(&l->made, bytes_slice(&name)) : SLICE_EMPTY;
	bytes_release(&name);
	return made;
}

/* Only those that a picture may be named by. */
static bool
is_picture(const struct xml_walk_element *x)
{
	return strcmp(x->name, "rel:Relationship") == 0 &&
		slice_ends(xml_walk_attribute(x, "Type"), "/image") &&
		!slice_is(xml_walk_attribute(x, "TargetMode"), "External");
}

static void
enter(void *ctx, const struct xml_walk_element *x)
{
	struct docx_links *l = ctx;

	if (!is_picture(x) || l->count == DOCX_LINKS_MAX)
		return;
	if (l->count == l->room) {
		size_t more = l->room == 0 ? 32 : 2 * l->room;
		struct docx_link *list = reallocarray(l->at, more, sizeof *list);

		if (list == NULL) {
			l->failed = RC_NOMEM;
			return;
		}
		l->at = list;
		l->room = more;
	}
	l->at[l->count++] =
		(struct docx_link){.id = arena_copy(&l->made, xml_walk_attribute(x, "Id")),
			.member = member_of(l, xml_walk_attribute(x, "Target"))};
}

static void
leave(void *ctx, const char *name)
{
	(void)ctx;
	(void)name;
}

struct xml_walk_listener
docx_links_listener(struct docx_links *l)
{
	return (struct xml_walk_listener){enter, leave, NULL, l};
}

static int
compare(const void *a, const void *b)
{
	const struct docx_link *x = a, *y = b;

	return slice_order(x->id, y->id);
}

enum rc
docx_links_settle(struct docx_links *l, struct err *e)
{
	enum rc rc = arena_check(&l->made, "names of pictures", e);

	if (rc == RC_OK && l->failed != RC_OK)
		rc = err_nomem(e);
	if (rc == RC_OK && l->count > 0)
		qsort(l->at, l->count, sizeof *l->at, compare);
	return rc;
}

struct slice
docx_links_find(const struct docx_links *l, struct slice id)
{
	const struct docx_link key = {.id = id}, *hit = NULL;

	if (l->count > 0 && id.len > 0)
		hit = bsearch(&key, l->at, l->count, sizeof key, compare);
	return hit == NULL ? SLICE_EMPTY : hit->member;
}
