/*
 * passage.h -- a stretch of one block of a Vietnamese report, in tokens, and how
 * what is recognised in it becomes a finding.
 *
 * A block is read passage by passage, each of at most PASSAGE_TOKENS tokens and
 * cut behind a sentence where there is one, so that memory stays the same
 * whatever comes. A value is told once an article, and at most PASSAGE_VALUES of
 * them.
 */
#ifndef ANNALS_ARCHIVER_GATHER_RECOGNISE_PASSAGE_H
#define ANNALS_ARCHIVER_GATHER_RECOGNISE_PASSAGE_H

#include "archiver/gather/recognise/line.h"
#include "archiver/gather/story.h"
#include "archiver/gather/tables/lexicon.h"

#define PASSAGE_TOKENS 2048
#define PASSAGE_VALUES 2048

/* Values already told, by hash; twice the room, so that a search ends soon. */
struct passage_told {
	size_t count;
	uint64_t keys[2 * PASSAGE_VALUES];
	uint32_t finding[2 * PASSAGE_VALUES]; /* which of the story's it is */
};

struct passage {
	struct story *story;
	const struct lexicon *lexicon;
	struct passage_told *told;
	size_t block;
	struct slice text; /* of the block */
	size_t next;	   /* byte where the next passage begins */
	size_t count;
	struct token at[PASSAGE_TOKENS];
};

/* True where phrases of `classes` may begin at token `i`: asked before all else, for speed. */
static inline bool
passage_begins(const struct passage *p, size_t i, uint32_t classes)
{
	return (p->at[i].begins & classes) != 0;
}

/* Reads the first, then each further passage of a block; false behind the last. */
void passage_start(struct passage *p, size_t block);
bool passage_next(struct passage *p);

/* The text of `count` tokens from `from` on. */
static inline struct slice
passage_text(const struct passage *p, size_t from, size_t count)
{
	return token_text(p->text, p->at + from, count);
}

/* True where tokens `from` to `from + count` have not been told to be anything. */
bool passage_is_free(const struct passage *p, size_t from, size_t count);
void passage_use(struct passage *p, size_t from, size_t count, enum token_use use);

/* The longest phrase of `classes` at token `i`: its tokens, or 0. */
static inline size_t
passage_match(const struct passage *p, size_t i, uint32_t classes)
{
	const struct token *t = &p->at[i];

	if (i >= p->count || (t->begins & classes) == 0)
		return 0;
	/* Most words that begin phrases stand without the next word of any. */
	if (i + 1 == p->count || (t->seconds & token_bit(t[1].key)) == 0)
		return (t->alone & classes) != 0 ? 1 : 0;
	return lexicon_match(p->lexicon, t, p->count - i, classes, NULL);
}

/* The longest phrase of `classes` that ends before token `i`: its tokens, or 0. */
size_t passage_search_before(const struct passage *p, size_t i, uint32_t classes);

static inline size_t
passage_match_before(const struct passage *p, size_t i, uint32_t classes)
{
	return i > 0 && (p->at[i - 1].ends & classes) != 0 ? passage_search_before(p, i, classes)
							   : 0;
}

/* Token `i` is that mark; is a word in capitals; is that word, in small letters. */
static inline bool
passage_is_mark(const struct passage *p, size_t i, char mark)
{
	return i < p->count && p->at[i].kind == TOKEN_MARK && p->at[i].mark == mark;
}

static inline bool
passage_is_capital(const struct passage *p, size_t i)
{
	return i < p->count && p->at[i].kind == TOKEN_WORD && p->at[i].capital;
}

static inline bool
passage_is_word(const struct passage *p, size_t i, const char *small)
{
	const struct token *t = &p->at[i];
	const size_t len = strlen(small);
	uint8_t first;

	/* A letter of the language has as many bytes in either case, and the same first one. */
	if (i >= p->count || t->kind != TOKEN_WORD || t->end - t->start != len)
		return false;
	first = p->text.p[t->start];
	return (first >= 0x80 || (first | 0x20) == (uint8_t)small[0]) &&
		line_is_slice(passage_text(p, i, 1), slice_of(small, len));
}

/* "’Nớ" behind "K", within one word: its tokens, or 0. */
static inline size_t
passage_apostrophe(const struct passage *p, size_t i)
{
	return passage_is_mark(p, i, '\'') && !p->at[i].blank && i + 1 < p->count &&
			p->at[i + 1].kind == TOKEN_WORD && !p->at[i + 1].blank
		? 2
		: 0;
}

/* True at the first token, and behind a mark that ends a sentence. */
bool passage_begins_sentence(const struct passage *p, size_t i);

/* True where most words of the passage are in capitals, so that capitals say nothing. */
bool passage_shouts(const struct passage *p);

/*
 * Tells a value that stands at `count` tokens from `from` on, unless it was told before.
 * `normalised` decides which values are the same, where there is one; it is copied. Places and
 * organisations are called by the longest form that stands in the report.
 */
void passage_tell(struct passage *p, const char *field, size_t from, size_t count,
	struct slice normalised, const char *rule, unsigned percent);

#endif
