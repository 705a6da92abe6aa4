/*
 * Any bytes as a report: what is made of them is UTF-8 in form C without
 * controls, its metadata are in their one spelling, and every finding points
 * into the file it names.
 */
#include "archiver/gather/compose.h"
#include "archiver/gather/read/read_text.h"
#include "archiver/gather/recognise/recognise.h"
#include "format/article/ninjs.h"
#include "format/article/slug.h"
#include "format/base/text.h"

#include <stdlib.h>
#include <utf8proc.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define CHECK(holds) \
	do { \
		if (!(holds)) \
			abort(); \
	} while (0)

static void
check_text(struct slice s)
{
	utf8proc_uint8_t *made = NULL;
	utf8proc_ssize_t n = utf8proc_map(
		s.p, (utf8proc_ssize_t)s.len, &made, UTF8PROC_STABLE | UTF8PROC_COMPOSE);

	CHECK(n >= 0 && slice_equal(s, slice_of(made, (size_t)n)));
	free(made);
	for (size_t i = 0; i < s.len; i++)
		CHECK((s.p[i] >= 0x20 && s.p[i] != 0x7F) || s.p[i] == '\n' || s.p[i] == '\t');
}

static void
check_blocks(const struct story *s, size_t raw_len)
{
	for (size_t i = 0; i < s->block_count; i++) {
		const struct story_block *b = &s->blocks[i];

		CHECK(b->start < b->end && b->end <= s->text.len);
		CHECK(b->raw_start < b->raw_end && b->raw_end <= raw_len);
		CHECK(!b->verbatim || b->raw_end - b->raw_start == b->end - b->start);
	}
	for (size_t i = 0; i < s->finding_count; i++) {
		const struct story_finding *f = &s->findings[i];

		CHECK(f->percent <= 100 && f->rule != NULL && f->field != NULL);
		if (f->block == STORY_NONE || f->at.len == 0)
			continue;
		CHECK(f->block < s->block_count);
		CHECK(f->at.p >= story_block_text(s, f->block).p);
		CHECK(f->at.p + f->at.len <= s->text.p + s->blocks[f->block].end);
	}
}

static void
check_article(const struct article *a, const struct compose_context *c)
{
	struct bytes again = BYTES_UP_TO(4 << 20);
	struct ninjs_head head = {.origin = c->origin,
		.id = c->id,
		.language = a->language,
		.published = a->published,
		.headline = a->headline,
		.byline = a->byline};
	struct slice cut;
	struct err e;
	size_t lines = 0;

	check_text(bytes_slice(&a->text));
	check_text(bytes_slice(&a->captions));
	for (size_t i = 0; i < a->captions.len; i++)
		lines += a->captions.p[i] == '\n';
	CHECK(lines == a->story.picture_count);
	CHECK(ninjs_check(bytes_slice(&a->metadata), &e) == RC_OK);
	CHECK(ninjs_head_cut(bytes_slice(&a->metadata), &cut, &e) == RC_OK);
	ninjs_head_write(&head, &again);
	CHECK(slice_equal(cut, bytes_slice(&again)));
	CHECK(text_is_utf8(bytes_slice(&a->extraction)));
	bytes_release(&again);
}

static void
check_slug(const struct article *a)
{
	struct digest digest = {{0}};
	struct bytes slug = BYTES_UP_TO(SLUG_MAX);

	slug_make(a->headline, &digest, SLUG_MAX, &slug);
	CHECK(slug_check(bytes_slice(&slug)));
	bytes_release(&slug);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct digest tables = {{0}};
	struct compose_context c = {SLICE("example.org"), SLICE("undated/x"), &tables, SLICE_EMPTY};
	static struct lexicon *lexicon;
	struct article a;
	struct err e;

	CHECK(lexicon != NULL || lexicon_new(&lexicon, &e) == RC_OK);
	article_init(&a);
	if (read_text(slice_of(data, size), &a.normal, &a.story, &e) == RC_OK) {
		recognise_all(&a.story, 7 * 60, lexicon, NULL);
		CHECK(story_check(&a.story, &e) == RC_OK);
		check_blocks(&a.story, size);
		CHECK(compose_article(&c, NULL, 0, &a, &e) == RC_OK);
		check_article(&a, &c);
		check_slug(&a);
	}
	article_release(&a);
	return 0;
}
