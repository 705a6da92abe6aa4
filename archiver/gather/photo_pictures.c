#include "archiver/gather/photo_pictures.h"

#include "archiver/gather/read/photo.h"
#include "archiver/gather/read/photo_story.h"

#include <unistd.h>

/* Of the story's memory, the half is left to what the report says. */
#define MADE_MAX (STORY_MADE_MAX / 2)

/* In memory where it is held, else from its file, which must still be what was hashed. */
static enum rc
read_member(
	const struct article_member *m, struct normal *n, int zone, struct photo *p, struct err *e)
{
	struct source s = source_memory(&m->content);
	struct report_file is;
	int fd;
	enum rc rc;

	if (m->path == NULL)
		return photo_read(&s, n, zone, p, e);
	rc = report_file_open(m->path, &fd, &is, e);
	if (rc != RC_OK)
		return rc;
	rc = source_file(&fd, &s, e);
	if (rc == RC_OK)
		rc = photo_read(&s, n, zone, p, e);
	close(fd);
	return rc == RC_OK ? report_file_check(m->path, &m->is, e) : rc;
}

/* `vi` of `vi`; empty of `und`. */
static struct slice
language_of(const struct story *s)
{
	return strcmp(s->language, "und") == 0 ? SLICE_EMPTY : slice_str(s->language);
}

static void
tell(struct story *s, size_t i, struct slice name, const struct photo *p)
{
	struct story_picture *picture = &s->pictures[i];
	struct slice language = language_of(s);

	photo_story_own(s, p, language, &picture->own);
	photo_story_tell(s, p, name, language, picture->caption != STORY_NONE);
	photo_story_warn(s, p, name);
	if (picture->credit.len == 0)
		picture->credit = photo_story_credit(s, p, language);
}

enum rc
photo_pictures_tell(struct article *a, size_t count, int zone, struct err *e)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; i < count && rc == RC_OK; i++) {
		struct photo p;

		if (a->story.made.taken > MADE_MAX) {
			story_warn(&a->story,
				"what %zu of %zu pictures say of themselves is not read: "
				"the others say too much",
				count - i, count);
			break;
		}
		photo_init(&p);
		rc = read_member(&a->members[i], &a->normal, zone, &p, e);
		if (rc == RC_OK)
			tell(&a->story, i, a->members[i].name, &p);
		else
			rc = err_within(e, rc, "picture %.*s", SLICE_FMT(a->members[i].name));
		photo_release(&p);
	}
	return rc;
}
