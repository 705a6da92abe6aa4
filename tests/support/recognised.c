#include "tests/support/recognised.h"

#include "archiver/gather/recognise/entity.h"
#include "tests/support/test.h"

#include <stdlib.h>

static void
add_blocks(struct story *s)
{
	struct slice text = bytes_slice(&s->text);
	uint32_t at = 0;

	while (at < text.len) {
		size_t len = slice_find(slice_from(text, at), '\n');

		story_add_block(s,
			&(struct story_block){.start = at,
				.end = at + (uint32_t)len,
				.raw_start = at,
				.raw_end = at + (uint32_t)len,
				.role = STORY_BODY,
				.verbatim = true});
		at += (uint32_t)len + 1;
	}
}

static void
add_finding(const struct story_finding *f, struct bytes *out)
{
	if (out->len > 0)
		bytes_str(out, "; ");
	if (f->of.len > 0) {
		bytes_add(out, f->of);
		bytes_str(out, ": ");
	}
	bytes_add(out, f->value);
	if (f->normalised.len > 0) {
		bytes_u8(out, '=');
		bytes_add(out, f->normalised);
	}
}

const char *
recognised(const char *text, const char *language, const char *stamp, const char *field)
{
	static char copy[8192];
	struct bytes told = BYTES_UP_TO(sizeof copy - 1);
	struct lexicon *lexicon;
	struct story s;
	struct err e = ERR_NONE;

	story_init(&s);
	bytes_str(&s.text, text);
	s.language = language;
	s.dated = stamp != NULL && civil_date_parse(slice_str(stamp), &s.published);
	add_blocks(&s);
	if (lexicon_new(&lexicon, &e) != RC_OK)
		abort();
	entity_find(&s, lexicon);
	if (story_check(&s, &e) != RC_OK)
		abort();
	for (size_t i = 0; i < s.finding_count; i++)
		if (s.findings[i].percent >= STORY_SURE && strcmp(s.findings[i].field, field) == 0)
			add_finding(&s.findings[i], &told);
	memset(copy, 0, sizeof copy);
	if (told.len > 0)
		memcpy(copy, told.p, told.len);
	bytes_release(&told);
	lexicon_free(lexicon);
	story_release(&s);
	return copy;
}

const char *
recognised_vi(const char *text, const char *field)
{
	return recognised(text, "vi", "2024-03-20", field);
}

void
recognised_rows(const char *field, const struct recognised_row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const char *told = recognised_vi(rows[i].text, field);

		if (strcmp(told, rows[i].told) != 0)
			fail_msg("%s: told \"%s\", not \"%s\"", rows[i].what, told, rows[i].told);
	}
}
