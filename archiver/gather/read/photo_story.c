#include "archiver/gather/read/photo_story.h"

#include "archiver/gather/read/photo_choice.h"

void
photo_story_tell(struct story *s, const struct photo *p, struct slice of, struct slice language)
{
	for (size_t i = 0; i < p->count; i++) {
		const struct photo_value *v = &p->values[i];
		bool counts = v == photo_choice_of(p, v->field, language);

		story_add_finding(s,
			&(struct story_finding){.field = photo_field_name(v->field),
				.value = arena_copy(&s->made, v->text),
				.normalised = arena_copy(&s->made, v->normalised),
				.of = of,
				.block = STORY_NONE,
				.markup = arena_copy(&s->made, v->language),
				.rule = v->rule,
				.percent = counts ? v->percent : PHOTO_STORY_PASSED_OVER,
				.assumed = arena_copy(&s->made, v->assumed)});
	}
}

static struct slice
copy_of(struct story *s, const struct photo *p, enum photo_field field, struct slice language)
{
	const struct photo_value *v = photo_choice_of(p, field, language);

	return v == NULL || v->percent < STORY_SURE ? SLICE_EMPTY : arena_copy(&s->made, v->text);
}

/* ninjs has moments there, not days. */
static struct slice
moment_of(struct story *s, const struct photo *p)
{
	const struct photo_value *v = photo_choice_of(p, PHOTO_DATE, SLICE_EMPTY);

	return v == NULL || slice_find(v->normalised, 'T') == v->normalised.len
		? SLICE_EMPTY
		: arena_copy(&s->made, v->normalised);
}

static struct slice
place_of(struct story *s, const struct photo *p, struct slice language)
{
	struct bytes text = BYTES_UP_TO(4 * PHOTO_TEXT_MAX);
	struct slice made;

	photo_choice_place(p, language, &text);
	made = arena_copy(&s->made, bytes_slice(&text));
	if (text.failed == RC_NOMEM)
		s->failed = RC_NOMEM;
	bytes_release(&text);
	return made;
}

void
photo_story_own(
	struct story *s, const struct photo *p, struct slice language, struct story_own *out)
{
	*out = (struct story_own){.caption = copy_of(s, p, PHOTO_CAPTION, language),
		.creator = copy_of(s, p, PHOTO_CREATOR, language),
		.headline = copy_of(s, p, PHOTO_HEADLINE, language),
		.created = moment_of(s, p),
		.located = place_of(s, p, language),
		.credit = copy_of(s, p, PHOTO_CREDIT, language),
		.source = copy_of(s, p, PHOTO_SOURCE, language),
		.copyright = copy_of(s, p, PHOTO_RIGHTS, language),
		.usage_terms = copy_of(s, p, PHOTO_USAGE, language)};
	if (out->creator.len == 0)
		out->creator = out->credit;
}

void
photo_story_warn(struct story *s, const struct photo *p, struct slice of)
{
	for (size_t i = 0; i < p->warning_count; i++)
		story_warn(s, "%.*s%s%s", SLICE_FMT(of), of.len > 0 ? ": " : "", p->warnings[i]);
}
