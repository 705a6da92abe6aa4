#include "archiver/gather/recognise/place_kind.h"

#include "archiver/gather/tables/vietnamese.h"

/* Digits of a road's number; words of a hamlet's name. */
#define DIGITS_MAX 4
#define WORDS_MAX  4

/* ---- roads ----------------------------------------------------------------------------------- */

/* "QL1A", "TL835": two letters and the number, in one word. */
static bool
is_short_road(struct slice word)
{
	static const char *const kinds[] = {"QL", "TL", "HL", "ĐT", "DT"};

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (slice_starts(word, kinds[i]) && word.len > strlen(kinds[i]) &&
			line_is_one_of(word.p[strlen(kinds[i])], "0123456789"))
			return true;
	return false;
}

/* The number at `i`, with its letter: "1A", "14C", "835". */
static size_t
number_at(const struct passage *p, size_t i)
{
	size_t n = 1;

	if (i >= p->count || p->at[i].kind != TOKEN_NUMBER ||
		p->at[i].end - p->at[i].start > DIGITS_MAX)
		return 0;
	if (passage_is_capital(p, i + 1) && !p->at[i + 1].blank &&
		p->at[i + 1].end - p->at[i + 1].start <= 2)
		n++;
	/* "quốc lộ 2, 5 km", but no date and no decimal. */
	return passage_is_mark(p, i + n, '/') || passage_is_mark(p, i + n, '%') ? 0 : n;
}

size_t
place_kind_road(const struct passage *p, size_t i)
{
	struct lexicon_entry entry;
	size_t word, number;

	if (p->at[i].capital && is_short_road(passage_text(p, i, 1)))
		return 1;
	if (!passage_begins(p, i, LEXICON_SITE))
		return 0;
	word = lexicon_match(p->lexicon, p->at + i, p->count - i, LEXICON_SITE, &entry);
	number = word > 0 && slice_is(entry.data, "numbered") ? number_at(p, i + word) : 0;
	return number > 0 ? word + number : 0;
}

/* ---- hamlets --------------------------------------------------------------------------------- */

/* "văn bản", "căn bản", "buôn bán": the word is part of another. */
static bool
is_other_word(const struct passage *p, size_t i)
{
	static const char *const first[] = {"văn", "phiên", "nguyên", "kịch", "căn", "cơ", "dị",
		"tái", "xuất", "biên", "tư", "ấn", "hạ", "di", "bài", "nhật", "đơn", "kỳ", "bộ",
		"đi", "lái", "con", "nước", "khu"};

	for (size_t k = 0; i > 0 && k < sizeof first / sizeof *first; k++)
		if (passage_is_word(p, i - 1, first[k]))
			return true;
	return false;
}

static size_t
capitals_at(const struct passage *p, size_t i, bool vietnamese)
{
	size_t n = 0;

	while (n < WORDS_MAX && passage_is_capital(p, i + n) && p->at[i + n].blank &&
		!p->at[i + n].upper && vietnamese_syllable(passage_text(p, i + n, 1)) == vietnamese)
		n++;
	return n;
}

size_t
place_kind_hamlet(const struct passage *p, size_t i)
{
	size_t n;

	if (i == 0 || p->at[i - 1].kind != TOKEN_WORD || is_other_word(p, i - 1))
		return 0;
	/* Everything is called a region of something, but those with a foreign name are places. */
	if (passage_is_word(p, i - 1, "vùng"))
		return capitals_at(p, i, false);
	if (passage_is_word(p, i - 1, "xóm"))
		return capitals_at(p, i, true);
	n = passage_is_word(p, i - 1, "bản") || passage_is_word(p, i - 1, "buôn") ||
			passage_is_word(p, i - 1, "sóc") || passage_is_word(p, i - 1, "phum")
		? capitals_at(p, i, true)
		: 0;
	return n > 1 ? n : 0;
}
