#include "archiver/gather/photo_pictures.h"

#include "archiver/gather/read/photo.h"
#include "archiver/gather/read/photo_story.h"

#include <unistd.h>

/* Of the story's memory and findings, the half is left to what the report says. */
#define MADE_MAX     (STORY_MADE_MAX / 2)
#define FINDINGS_MAX (STORY_FINDINGS_MAX / 2)

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
	struct slice language = language_of(s);

	photo_story_own(s, p, language, &s->pictures[i].own);
	photo_story_tell(s, p, name, language);
	photo_story_warn(s, p, name);
}

enum rc
photo_pictures_read(struct article *a, size_t count, int zone, struct err *e)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; i < count && rc == RC_OK; i++) {
		struct photo p;

		if (a->story.made.taken > MADE_MAX || a->story.finding_count > FINDINGS_MAX) {
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

/* Findings of the pictures stand in the pictures' order. */
static void
pass_over_captions(struct article *a, size_t count)
{
	struct story *s = &a->story;
	const char *caption = photo_field_name(PHOTO_CAPTION);
	size_t k = 0;

	for (size_t i = 0; i < s->finding_count; i++) {
		struct story_finding *f = &s->findings[i];

		if (strcmp(f->field, caption) != 0)
			continue;
		while (k < count && !slice_equal(a->members[k].name, f->of))
			k++;
		if (k < count && s->pictures[k].caption != STORY_NONE)
			f->percent = PHOTO_STORY_PASSED_OVER;
	}
}

void
photo_pictures_settle(struct article *a, size_t count)
{
	pass_over_captions(a, count);
	for (size_t i = 0; i < count; i++)
		if (a->story.pictures[i].credit.len == 0)
			a->story.pictures[i].credit = a->story.pictures[i].own.creator;
}
