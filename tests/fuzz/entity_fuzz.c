/*
 * Reports of any bytes as Vietnamese: every finding lies within its block, and
 * reading the same twice tells the same.
 */
#include "archiver/gather/recognise/entity.h"
#include "format/base/text.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
read_story(struct story *s, struct slice text, const struct lexicon *lexicon)
{
	struct err e;
	size_t at = 0;

	story_init(s);
	bytes_add(&s->text, text);
	s->language = "vi";
	s->dated = true;
	s->published = (struct civil){.year = 2024, .month = 3, .day = 20};
	while (at < text.len) {
		size_t len = slice_find(slice_from(text, at), '\n');

		story_add_block(s,
			&(struct story_block){.start = (uint32_t)at,
				.end = (uint32_t)(at + len),
				.role = STORY_BODY});
		at += len + 1;
	}
	entity_find(s, lexicon);
	if (story_check(s, &e) != RC_OK)
		abort();
}

static void
check_places(const struct story *s)
{
	for (size_t i = 0; i < s->finding_count; i++) {
		const struct story_finding *f = &s->findings[i];
		struct slice block;

		if (f->block >= s->block_count || f->percent > 100 || f->value.len == 0)
			abort();
		block = story_block_text(s, f->block);
		if (f->at.p < block.p || f->at.p + f->at.len > block.p + block.len)
			abort();
		if (!text_is_utf8(f->normalised) || !text_is_utf8(f->value))
			abort();
	}
}

static void
check_same(const struct story *a, const struct story *b)
{
	if (a->finding_count != b->finding_count)
		abort();
	for (size_t i = 0; i < a->finding_count; i++)
		if (!slice_equal(a->findings[i].value, b->findings[i].value) ||
			!slice_equal(a->findings[i].normalised, b->findings[i].normalised) ||
			a->findings[i].percent != b->findings[i].percent)
			abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct lexicon *lexicon;
	struct slice text = slice_of(data, size);
	struct story first, second;
	struct err e;

	if (!text_is_utf8(text))
		return 0;
	if (lexicon == NULL && lexicon_new(&lexicon, &e) != RC_OK)
		abort();
	read_story(&first, text, lexicon);
	read_story(&second, text, lexicon);
	check_places(&first);
	check_same(&first, &second);
	story_release(&first);
	story_release(&second);
	return 0;
}
