#include "archiver/gather/read/story_writer.h"

#include "archiver/gather/read/charset.h"
#include "format/base/text.h"

void
story_writer_init(struct story_writer *w, struct story *s, struct normal *n)
{
	*w = (struct story_writer){.story = s,
		.normal = n,
		.fit = BYTES_UP_TO(STORY_TEXT_MAX),
		.work = BYTES_UP_TO(STORY_TEXT_MAX)};
}

void
story_writer_release(struct story_writer *w)
{
	bytes_release(&w->fit);
	bytes_release(&w->work);
}

/* Line and paragraph separators among them, and the blanks that do not break. */
static bool
is_blank(uint32_t point)
{
	return point == ' ' || (point >= '\t' && point <= '\r') || point == 0x85 || point == 0xA0 ||
		point == 0x202F || (point >= 0x2000 && point <= 0x200A) || point == 0x2028 ||
		point == 0x2029 || point == 0x3000;
}

/* Into `work`, not in form C yet. */
static void
clean(struct story_writer *w, struct slice text)
{
	bool blank = false;
	uint32_t point;
	size_t n;

	bytes_clear(&w->work);
	for (; (n = text_point(text, &point)) > 0; text = slice_from(text, n)) {
		if (is_blank(point)) {
			blank = w->work.len > 0;
			continue;
		}
		if (point < 0x20 || (point >= 0x7F && point <= 0x9F)) {
			w->dropped++;
			continue;
		}
		if (blank)
			bytes_u8(&w->work, ' ');
		blank = false;
		bytes_add(&w->work, slice_first(text, n));
	}
}

/* The text as it may stand in a story, in `fit` until the next call. */
static enum rc
make_fit(struct story_writer *w, struct slice text, struct err *e)
{
	static const struct charset damaged = {.family = CHARSET_UTF8_DAMAGED};
	enum rc rc;

	bytes_clear(&w->fit);
	if (!text_is_utf8(text)) {
		charset_decode(&damaged, text, &w->fit);
		rc = bytes_check(&w->fit, "a paragraph", e);
		if (rc != RC_OK)
			return rc;
		text = bytes_slice(&w->fit);
	}
	clean(w, text);
	rc = bytes_check(&w->work, "a paragraph", e);
	bytes_clear(&w->fit);
	if (rc == RC_OK)
		rc = normal_compose(w->normal, bytes_slice(&w->work), &w->fit, e);
	return rc == RC_OK ? bytes_check(&w->fit, "a paragraph", e) : rc;
}

/* What is in `fit` becomes a block. */
static size_t
put_block(struct story_writer *w, enum story_role role)
{
	struct story *s = w->story;
	struct story_block b = {.start = (uint32_t)s->text.len, .role = role, .apart = true};

	if (w->fit.len == 0)
		return STORY_NONE;
	bytes_add(&s->text, bytes_slice(&w->fit));
	b.end = (uint32_t)s->text.len;
	b.percent = 95;
	bytes_u8(&s->text, '\n');
	story_add_block(s, &b);
	return s->block_count - 1;
}

enum rc
story_writer_block(struct story_writer *w, struct slice text, enum story_role role, size_t *block,
	struct err *e)
{
	enum rc rc = make_fit(w, text, e);

	*block = STORY_NONE;
	if (rc != RC_OK)
		return rc;
	*block = put_block(w, role);
	return story_check(w->story, e);
}

enum rc
story_writer_headline(struct story_writer *w, struct slice text,
	const struct story_writer_source *from, struct err *e)
{
	struct story *s = w->story;
	size_t block;
	enum rc rc = story_writer_block(w, text, STORY_HEADLINE, &block, e);

	if (rc != RC_OK || block == STORY_NONE)
		return rc;
	if (s->headline != STORY_NONE)
		s->blocks[s->headline].role = STORY_HEADING;
	s->headline = block;
	story_add_finding(s,
		&(struct story_finding){.field = "headline",
			.block = block,
			.markup = from->markup == NULL ? SLICE_EMPTY : slice_str(from->markup),
			.rule = from->rule,
			.percent = from->percent});
	return story_check(s, e);
}

/* What is in `fit`, in memory that stays; cut between characters where it is too long. */
static struct slice
keep(struct story_writer *w)
{
	struct slice s = bytes_slice(&w->fit);

	if (s.len > STORY_WRITER_VALUE_MAX) {
		s.len = STORY_WRITER_VALUE_MAX;
		while (s.len > 0 && (s.p[s.len] & 0xC0) == 0x80)
			s.len--;
	}
	return arena_copy(&w->story->made, s);
}

static struct story_finding
finding_of(const char *field, const struct story_writer_source *from)
{
	return (struct story_finding){.field = field,
		.block = STORY_NONE,
		.markup = from->markup == NULL ? SLICE_EMPTY : slice_str(from->markup),
		.rule = from->rule,
		.percent = from->percent};
}

enum rc
story_writer_tell(struct story_writer *w, const char *field, struct slice text,
	const struct story_writer_source *from, struct err *e)
{
	struct story_finding f = finding_of(field, from);
	enum rc rc = make_fit(w, text, e);

	if (rc != RC_OK || w->fit.len == 0)
		return rc;
	f.value = keep(w);
	story_add_finding(w->story, &f);
	return story_check(w->story, e);
}

/* As a C string that stays; NULL where it is none. */
static const char *
keep_address(struct story_writer *w, struct slice address)
{
	char *kept;

	if (address.len == 0 || slice_find(address, 0) < address.len)
		return NULL;
	kept = arena_take(&w->story->made, address.len + 1);
	if (kept == NULL)
		return NULL;
	memcpy(kept, address.p, address.len);
	kept[address.len] = '\0';
	return kept;
}

enum rc
story_writer_picture(struct story_writer *w, struct slice address, struct slice caption,
	struct slice credit, const struct story_writer_source *from, struct err *e)
{
	struct story *s = w->story;
	struct story_picture p = {.path = keep_address(w, address), .caption = STORY_NONE};
	struct story_finding f = finding_of("caption", from);
	enum rc rc = story_writer_block(w, caption, STORY_CAPTION, &p.caption, e);

	if (rc == RC_OK && p.caption != STORY_NONE) {
		f.block = p.caption;
		story_add_finding(s, &f);
	}
	if (rc == RC_OK)
		rc = make_fit(w, credit, e);
	if (rc == RC_OK && w->fit.len > 0) {
		p.credit = keep(w);
		f = finding_of("photographer", from);
		f.value = p.credit;
		story_add_finding(s, &f);
	}
	if (rc != RC_OK)
		return rc;
	if (p.path != NULL || p.caption != STORY_NONE)
		story_add_picture(s, &p);
	return story_check(s, e);
}

enum rc
story_writer_moment(struct story_writer *w, const struct civil *when, bool zoned, struct slice text,
	const struct story_writer_source *from, struct err *e)
{
	struct story *s = w->story;
	struct story_finding f = finding_of("published", from);
	struct bytes made = BYTES_UP_TO(64);
	enum rc rc = make_fit(w, text, e);

	if (rc == RC_OK) {
		s->dated = true;
		s->published = *when;
		civil_write(when, &made);
		f.value = keep(w);
		f.normalised = arena_copy(&s->made, bytes_slice(&made));
		if (!zoned)
			f.assumed = slice_str("time zone");
		story_add_finding(s, &f);
		rc = bytes_check(&made, "a moment", e);
	}
	bytes_release(&made);
	return rc == RC_OK ? story_check(s, e) : rc;
}

enum rc
story_writer_end(struct story_writer *w, struct err *e)
{
	struct story *s = w->story;
	enum rc rc = story_check(s, e);

	if (rc != RC_OK)
		return rc;
	if (s->block_count == 0)
		return err_set(e, RC_BAD, "no text in it");
	for (size_t i = 0; i < s->finding_count; i++) {
		struct story_finding *f = &s->findings[i];

		if (f->block != STORY_NONE && f->value.len == 0)
			f->value = f->at = story_block_text(s, f->block);
	}
	if (w->dropped > 0)
		story_warn(s, "%zu control characters are left out of the text", w->dropped);
	return story_check(s, e);
}
