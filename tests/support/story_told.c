#include "support/story_told.h"

static char
letter_of(enum story_role role)
{
	switch (role) {
	case STORY_HEADLINE:
		return 'H';
	case STORY_LEAD:
		return 'L';
	case STORY_HEADING:
		return 'S';
	case STORY_BODY:
		return 'B';
	case STORY_CAPTION:
		return 'C';
	default:
		return 'N';
	}
}

void
story_told_text(const struct story *s, struct bytes *out)
{
	for (size_t i = 0; i < s->block_count; i++)
		bytes_fmt(out, "%c: %.*s\n", letter_of(s->blocks[i].role),
			SLICE_FMT(story_block_text(s, i)));
	for (size_t i = 0; i < s->picture_count; i++) {
		const struct story_picture *p = &s->pictures[i];
		struct slice caption =
			p->caption == STORY_NONE ? SLICE_EMPTY : story_block_text(s, p->caption);

		bytes_fmt(out, "picture %s: ", p->path == NULL ? "-" : p->path);
		bytes_add(out, caption);
		bytes_str(out, " (");
		bytes_add(out, p->credit);
		bytes_str(out, ")\n");
	}
}

void
story_told_findings(const struct story *s, struct bytes *out)
{
	for (size_t i = 0; i < s->finding_count; i++) {
		const struct story_finding *f = &s->findings[i];

		if (strcmp(f->field, "headline") == 0 || strcmp(f->field, "caption") == 0)
			continue;
		bytes_fmt(out, "%s=", f->field);
		bytes_add(out, f->normalised.len > 0 ? f->normalised : f->value);
		bytes_u8(out, '\n');
	}
}

void
story_told_all(const struct story *s, struct bytes *out)
{
	static const char roles[] = "bhmal#cysno";

	for (size_t i = 0; i < s->block_count; i++)
		bytes_fmt(out, "%c:%.*s\n", roles[s->blocks[i].role],
			SLICE_FMT(story_block_text(s, i)));
	for (size_t i = 0; i < s->finding_count; i++)
		if (s->findings[i].block == STORY_NONE)
			bytes_fmt(out, "%s=%.*s\n", s->findings[i].field,
				SLICE_FMT(s->findings[i].value));
	for (size_t i = 0; i < s->picture_count; i++)
		bytes_fmt(out, "picture=%s\n",
			s->pictures[i].path == NULL ? "" : s->pictures[i].path);
	for (size_t i = 0; i < s->warning_count; i++)
		bytes_fmt(out, "!%.*s\n", SLICE_FMT(s->warnings[i]));
}
