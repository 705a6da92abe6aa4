#include "archiver/gather/recognise/passage.h"

/* A phrase that ends somewhere begins at most so many tokens before. */
#define BEFORE_MAX 6

void
passage_start(struct passage *p, size_t block)
{
	p->block = block;
	p->text = story_block_text(p->story, block);
	p->next = 0;
	p->count = 0;
}

/* Cut behind the last full stop of the second half, else where the room ends. */
static size_t
cut(const struct passage *p)
{
	for (size_t i = p->count; i > p->count / 2; i--)
		if (passage_is_mark(p, i - 1, '.') && i < p->count && p->at[i].blank)
			return i;
	return p->count;
}

bool
passage_next(struct passage *p)
{
	size_t end;

	p->count = token_read(p->text, p->next, p->at, PASSAGE_TOKENS, &end);
	if (p->count == PASSAGE_TOKENS) {
		p->count = cut(p);
		end = p->at[p->count - 1].end;
	}
	lexicon_mark(p->lexicon, p->at, p->count);
	p->next = end;
	return p->count > 0;
}

/* ---- what was told ---------------------------------------------------------------------- */

#define TOLD_ROOM (2 * PASSAGE_VALUES)

/* The slot that has this value of `field`, or the empty one where it would be. */
static size_t
slot_of(const struct passage_told *told, const char *field, struct slice value, uint64_t *key)
{
	uint64_t k = (uint8_t)field[0] * UINT64_C(0x9E3779B97F4A7C15) + (uint8_t)field[1];
	size_t at;

	for (size_t i = 0; i < value.len; i++)
		k = (k ^ value.p[i]) * UINT64_C(0x100000001B3);
	*key = k | 1;
	at = (size_t)(*key >> 40) % TOLD_ROOM;
	while (told->keys[at] != 0 && told->keys[at] != *key)
		at = (at + 1) % TOLD_ROOM;
	return at;
}

/* What was told as "BTTM" or "Nhật" is called by the longest form that stands in the report. */
static void
call_in_full(const struct passage *p, struct story_finding *f, struct slice text)
{
	if (text.len <= f->value.len ||
		(strcmp(f->field, "organisation") != 0 && strcmp(f->field, "place") != 0))
		return;
	f->value = f->at = text;
	f->block = p->block;
	if (slice_equal(f->normalised, text))
		f->normalised = SLICE_EMPTY;
}

void
passage_tell(struct passage *p, const char *field, size_t from, size_t count,
	struct slice normalised, const char *rule, unsigned percent)
{
	struct slice text = passage_text(p, from, count);
	struct passage_told *told = p->told;
	struct story *s = p->story;
	uint64_t key;
	size_t at = slot_of(told, field, normalised.len > 0 ? normalised : text, &key);

	if (told->keys[at] == key) {
		if (told->finding[at] < s->finding_count)
			call_in_full(p, &s->findings[told->finding[at]], text);
		return;
	}
	if (told->count == PASSAGE_VALUES)
		return;
	told->keys[at] = key;
	told->finding[at] = (uint32_t)s->finding_count;
	told->count++;
	story_add_finding(s,
		&(struct story_finding){.field = field,
			.value = text,
			.normalised = arena_copy(&s->made, normalised),
			.at = text,
			.block = p->block,
			.rule = rule,
			.percent = percent});
}

/* ---- questions -------------------------------------------------------------------------- */

bool
passage_is_free(const struct passage *p, size_t from, size_t count)
{
	for (size_t i = from; i < from + count; i++)
		if (i >= p->count || p->at[i].use != TOKEN_FREE)
			return false;
	return true;
}

void
passage_use(struct passage *p, size_t from, size_t count, enum token_use use)
{
	for (size_t i = from; i < from + count && i < p->count; i++)
		p->at[i].use = (uint8_t)use;
}

size_t
passage_search_before(const struct passage *p, size_t i, uint32_t classes)
{
	for (size_t n = i < BEFORE_MAX ? i : BEFORE_MAX; n > 0; n--)
		if ((p->at[i - n].begins & classes) != 0 &&
			lexicon_match(p->lexicon, p->at + i - n, n, classes, NULL) == n)
			return n;
	return 0;
}

bool
passage_begins_sentence(const struct passage *p, size_t i)
{
	const struct token *t;

	if (i == 0)
		return true;
	t = &p->at[i - 1];
	return t->kind == TOKEN_MARK && strchr(".!?:\"", t->mark) != NULL && p->at[i].blank;
}

bool
passage_shouts(const struct passage *p)
{
	size_t words = 0, upper = 0;

	for (size_t i = 0; i < p->count; i++)
		if (p->at[i].kind == TOKEN_WORD) {
			words++;
			upper += p->at[i].upper;
		}
	return words > 3 && upper * 2 > words;
}
