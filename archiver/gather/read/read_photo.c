#include "archiver/gather/read/read_photo.h"

#include "archiver/gather/intake/report_file.h"
#include "archiver/gather/read/photo_choice.h"
#include "archiver/gather/read/photo_date.h"
#include "archiver/gather/read/photo_story.h"
#include "archiver/gather/read/reader.h"
#include "archiver/gather/recognise/line.h"
#include "archiver/gather/recognise/page_captions.h"
#include "format/base/text.h"

#include <unistd.h>

/* A sentence ends behind a word of so many letters; before, it is an initial or an abbreviation. */
#define WORD_MIN 3

struct guess {
	struct slice text;
	const char *rule;
	unsigned percent;
};

/* ---- the headline ---------------------------------------------------------------------------- */

/* Letters right before `at`. */
static size_t
letters_before(struct slice s, size_t at)
{
	size_t count = 0;
	uint32_t point;

	while (at > 0) {
		size_t start = at - 1;

		while (start > 0 && (s.p[start] & 0xC0) == 0x80)
			start--;
		if (text_point(slice_from(s, start), &point) == 0 || !line_is_letter(point))
			break;
		count++;
		at = start;
	}
	return count;
}

/* Up to the first stop behind a word with a capital after it, or the end of the line. */
static struct slice
first_sentence(struct slice s)
{
	s = slice_first(s, slice_find(s, '\n'));
	for (size_t at = 0; at + 2 < s.len; at++) {
		uint32_t point;

		if ((s.p[at] != '.' && s.p[at] != '!' && s.p[at] != '?') || s.p[at + 1] != ' ')
			continue;
		if (letters_before(s, at) >= WORD_MIN &&
			text_point(slice_from(s, at + 2), &point) > 0 && line_is_capital(point))
			return slice_first(s, s.p[at] == '.' ? at : at + 1);
	}
	return s.len > 1 && s.p[s.len - 1] == '.' ? slice_first(s, s.len - 1) : s;
}

static struct guess
headline_of(const struct photo *p)
{
	const struct photo_value *headline = photo_choice_of(p, PHOTO_HEADLINE, SLICE_EMPTY);
	const struct photo_value *title = photo_choice_of(p, PHOTO_TITLE, SLICE_EMPTY);
	const struct photo_value *caption = photo_choice_of(p, PHOTO_CAPTION, SLICE_EMPTY);
	struct slice credit, text;

	if (headline != NULL)
		return (struct guess){
			first_sentence(headline->text), headline->rule, headline->percent};
	if (title != NULL && slice_find(title->text, ' ') < title->text.len)
		return (struct guess){
			slice_first(title->text, slice_find(title->text, '\n')), title->rule, 80};
	text = line_trim(first_sentence(page_caption_cut(caption->text, &credit)));
	return (struct guess){text.len > 0 ? text : first_sentence(caption->text),
		"first sentence of the photo's caption", 70};
}

/* ---- the story ------------------------------------------------------------------------------- */

static void
add_block(struct story *s, struct slice text, enum story_role role, unsigned percent)
{
	size_t start = s->text.len;

	if (text.len == 0)
		return;
	bytes_add(&s->text, text);
	bytes_u8(&s->text, '\n');
	story_add_block(s,
		&(struct story_block){.start = (uint32_t)start,
			.end = (uint32_t)(start + text.len),
			.role = role,
			.percent = (uint8_t)percent});
}

static void
add_finding(struct story *s, const char *field, const struct photo_value *v)
{
	if (v != NULL)
		story_add_finding(s,
			&(struct story_finding){.field = field,
				.value = arena_copy(&s->made, v->text),
				.block = STORY_NONE,
				.rule = v->rule,
				.percent = v->percent});
}

static void
tell_headline(struct story *s, const struct photo *p)
{
	struct guess g = headline_of(p);

	add_block(s, g.text, STORY_HEADLINE, g.percent);
	if (s->block_count == 0)
		return;
	s->headline = 0;
	story_add_finding(s,
		&(struct story_finding){.field = "headline",
			.value = arena_copy(&s->made, g.text),
			.block = STORY_NONE,
			.rule = g.rule,
			.percent = g.percent});
}

/* Its creator; else whom the caption names at its end. */
static void
tell_byline(struct story *s, const struct photo *p, struct story_picture *picture)
{
	const struct photo_value *creator = photo_choice_of(p, PHOTO_CREATOR, SLICE_EMPTY);
	const struct photo_value *caption = photo_choice_of(p, PHOTO_CAPTION, SLICE_EMPTY);
	struct slice credit = SLICE_EMPTY;

	if (caption != NULL)
		(void)page_caption_cut(caption->text, &credit);
	add_finding(s, "byline", creator);
	if (creator == NULL && credit.len > 0)
		add_finding(s, "byline",
			&(struct photo_value){.rule = "credit in the photo's caption",
				.percent = 80,
				.text = credit});
	picture->credit = creator != NULL ? arena_copy(&s->made, creator->text)
		: credit.len > 0	  ? arena_copy(&s->made, credit)
					  : picture->own.creator;
}

/* A day alone is its first second, and says so. */
static void
tell_moment(struct story *s, const struct photo *p)
{
	const struct photo_value *v = photo_choice_of(p, PHOTO_DATE, SLICE_EMPTY);
	struct bytes normal = BYTES_UP_TO(64), assumed = BYTES_UP_TO(64);
	struct photo_date d;

	s->dated = photo_choice_moment(p, &s->published);
	if (!s->dated || !photo_date_parse(v->text, p->zone, &d))
		return;
	civil_write(&s->published, &normal);
	if (!d.time)
		bytes_str(&assumed, "time 00:00:00");
	if (!d.zone)
		bytes_fmt(&assumed, "%stime zone %c%02d:%02d", d.time ? "" : ", ",
			p->zone < 0 ? '-' : '+', (p->zone < 0 ? -p->zone : p->zone) / 60,
			(p->zone < 0 ? -p->zone : p->zone) % 60);
	if (normal.failed == RC_NOMEM || assumed.failed == RC_NOMEM)
		s->failed = RC_NOMEM;
	story_add_finding(s,
		&(struct story_finding){.field = "published",
			.value = arena_copy(&s->made, v->text),
			.normalised = arena_copy(&s->made, bytes_slice(&normal)),
			.block = STORY_NONE,
			.rule = v->rule,
			.percent = v->percent,
			.assumed = arena_copy(&s->made, bytes_slice(&assumed))});
	s->told |= STORY_TOLD_MOMENT;
	bytes_release(&normal);
	bytes_release(&assumed);
}

static void
tell_caption(struct story *s, const struct photo *p)
{
	const struct photo_value *v = photo_choice_of(p, PHOTO_CAPTION, SLICE_EMPTY);
	struct slice rest = v == NULL ? SLICE_EMPTY : v->text;
	enum story_role role = STORY_LEAD;

	while (rest.len > 0) {
		struct slice line = slice_first(rest, slice_find(rest, '\n'));

		add_block(s, line_trim(line), role, v->percent);
		rest = slice_from(rest, line.len + 1);
		role = STORY_BODY;
	}
}

static void
tell(struct story *s, const struct photo *p, const struct reader_guess *kind)
{
	struct story_picture picture = {.original = true,
		.caption = STORY_NONE,
		.type = slice_str(kind->type),
		.ending = slice_str(kind->ending)};
	struct bytes place = BYTES_UP_TO(4 * PHOTO_TEXT_MAX);

	s->told = STORY_TOLD_HEADLINE | STORY_TOLD_BYLINE | STORY_TOLD_CAPTIONS | STORY_TOLD_BODY |
		STORY_TOLD_PICTURES;
	tell_headline(s, p);
	tell_caption(s, p);
	tell_moment(s, p);
	photo_story_own(s, p, SLICE_EMPTY, &picture.own);
	tell_byline(s, p, &picture);
	photo_choice_place(p, SLICE_EMPTY, &place);
	if (place.len > 0)
		add_finding(s, "located",
			&(struct photo_value){.rule = "place of the photo",
				.percent = 90,
				.text = bytes_slice(&place)});
	add_finding(s, "source", photo_choice_of(p, PHOTO_SOURCE, SLICE_EMPTY));
	add_finding(s, "copyright", photo_choice_of(p, PHOTO_RIGHTS, SLICE_EMPTY));
	add_finding(s, "licence", photo_choice_of(p, PHOTO_USAGE, SLICE_EMPTY));
	photo_story_tell(s, p, SLICE_EMPTY, SLICE_EMPTY);
	photo_story_warn(s, p, SLICE_EMPTY);
	story_add_picture(s, &picture);
	if (place.failed == RC_NOMEM)
		s->failed = RC_NOMEM;
	bytes_release(&place);
}

static enum rc
read_file(const char *path, int zone, struct normal *n, struct photo *p, struct reader_guess *kind,
	struct err *e)
{
	struct report_file is;
	struct source s;
	int fd;
	enum rc rc = reader_guess_file(path, kind, e);

	if (rc == RC_OK)
		rc = report_file_open(path, &fd, &is, e);
	if (rc != RC_OK)
		return rc;
	rc = source_file(&fd, &s, e);
	if (rc == RC_OK)
		rc = photo_read(&s, n, zone, p, e);
	close(fd);
	return rc;
}

enum rc
read_photo(const char *path, int zone, struct normal *n, struct story *s, struct err *e)
{
	struct reader_guess kind;
	struct photo p;
	enum rc rc;

	photo_init(&p);
	rc = read_file(path, zone, n, &p, &kind, e);
	if (rc == RC_OK &&
		(kind.kind != READER_PICTURE ||
			(photo_choice_of(&p, PHOTO_CAPTION, SLICE_EMPTY) == NULL &&
				photo_choice_of(&p, PHOTO_HEADLINE, SLICE_EMPTY) == NULL)))
		rc = err_set(
			e, RC_UNSUPPORTED, "a picture without a report or a caption of its own");
	if (rc == RC_OK) {
		tell(s, &p, &kind);
		rc = story_check(s, e);
	}
	photo_release(&p);
	return rc;
}
