#include "archiver/gather/recognise/quoted.h"

/* Tokens of a title, and of what may stand between it and the word that says what it is. */
#define TITLE_MAX 48
#define REACH_MAX 6

/* The closing mark that belongs to the opening one at `i`, or 0. */
static size_t
closing(const struct passage *p, size_t i)
{
	for (size_t k = i + 1; k < p->count && k <= i + TITLE_MAX; k++)
		if (passage_is_mark(p, k, '"'))
			return k;
	return 0;
}

/*
 * The kind of thing stands right before ("phong trào “…”", "chủ đề: “…”"), or some words
 * before in the same clause ("giải báo chí toàn quốc “…”").
 */
static unsigned
introduced(const struct passage *p, size_t i)
{
	size_t at = i > 0 && passage_is_mark(p, i - 1, ':') ? i - 1 : i;

	if (at == 0)
		return 0;
	if (passage_match_before(p, at, LEXICON_TITLED) > 0)
		return 95;
	for (size_t k = at; k > 0 && at - k < REACH_MAX; k--) {
		if (p->at[k - 1].kind == TOKEN_MARK && !passage_is_mark(p, k - 1, '-'))
			return 0;
		if (passage_match_before(p, k, LEXICON_TITLED) > 1)
			return 85;
	}
	return 0;
}

/* "Chỉ thị 05 của Bộ Chính trị về “…”": the subject of a document. */
static bool
is_subject(const struct passage *p, size_t i)
{
	if (i == 0 || !passage_is_word(p, i - 1, "về"))
		return false;
	for (size_t k = i; k > 0 && i - k < 2 * REACH_MAX; k--)
		if (p->at[k - 1].use == TOKEN_OF_LAW)
			return true;
	return false;
}

/* "“…”, “…” và “…”": `last` is where the title before ended, or 0. */
static bool
is_further(const struct passage *p, size_t i, size_t last)
{
	return last > 0 && i == last + 2 &&
		(passage_is_mark(p, last + 1, ',') || passage_is_mark(p, last + 1, ';') ||
			passage_is_word(p, last + 1, "và"));
}

/* Titles begin with a capital or a figure, and what is said ends with a full stop. */
static bool
looks_like_title(const struct passage *p, size_t open, size_t close)
{
	const struct token *t = &p->at[open + 1];

	if (close < open + 2 || (t->kind == TOKEN_WORD && !t->capital) || t->kind == TOKEN_MARK)
		return false;
	return !passage_is_mark(p, close - 1, '.') && !passage_is_mark(p, close - 1, ',');
}

/* Returns where the title ended, if one was told. */
static size_t
find_at(struct passage *p, size_t i, size_t close, size_t last)
{
	unsigned percent = introduced(p, i);
	const char *rule = "named by the word before";

	if (!looks_like_title(p, i, close))
		return 0;
	if (percent == 0 && is_subject(p, i)) {
		percent = 85;
		rule = "subject of a document";
	} else if (percent == 0 && is_further(p, i, last)) {
		percent = 85;
		rule = "one of several";
	} else if (percent == 0) {
		percent = 35;
		rule = "in quotation marks";
	}
	/* One word alone is a nickname as often as a title. */
	if (close == i + 2 && percent < 90)
		percent = 30;
	if (percent < 30 || (percent < STORY_SURE && close < i + 4))
		return 0;
	passage_tell(p, "event", i + 1, close - i - 1, SLICE_EMPTY, rule, percent);
	if (percent < STORY_SURE)
		return 0;
	passage_use(p, i, close - i + 1, TOKEN_OF_QUOTE);
	return close;
}

void
quoted_find(struct passage *p)
{
	size_t i = 0, last = 0;

	while (i < p->count) {
		size_t close = passage_is_mark(p, i, '"') ? closing(p, i) : 0;

		if (close == 0) {
			i++;
			continue;
		}
		last = find_at(p, i, close, last);
		i = close + 1;
	}
}
