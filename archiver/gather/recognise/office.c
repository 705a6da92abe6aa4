#include "archiver/gather/recognise/office.h"

#include "archiver/gather/recognise/body.h"
#include "archiver/gather/recognise/place.h"

/* ", Bộ Tư pháp": the body that the one before belongs to. */
static size_t
parent_at(const struct passage *p, size_t i)
{
	size_t n;

	if (!passage_is_mark(p, i, ',') || !passage_is_capital(p, i + 1) ||
		passage_match(p, i + 1, LEXICON_OFFICE | LEXICON_POST) > 0)
		return 0;
	n = body_at(p, i + 1);
	return n > 0 ? n + 1 : 0;
}

/* What the office is of; but "Chủ tịch Hồ Chí Minh" is a man, not a city. */
static size_t
rest_at(const struct passage *p, size_t i)
{
	size_t n = body_rest(p, i, false);

	return n == 3 && place_known(p, i) == 3 && passage_match(p, i, LEXICON_SURNAME) > 0 ? 0 : n;
}

size_t
office_at(const struct passage *p, size_t i)
{
	size_t former = passage_match(p, i, LEXICON_FORMER);
	size_t rank = passage_match(p, i, LEXICON_RANK);
	size_t post = passage_match(p, i + former, LEXICON_POST);
	size_t n = passage_match(p, i + former, LEXICON_OFFICE);

	if (n == 0 && post == 0)
		return rank;
	if (post >= n)
		return former + post + place_in_name(p, i + former + post);
	n += former;
	n += rest_at(p, i + n);
	return n + parent_at(p, i + n);
}

/* Between two offices. */
static size_t
gap_at(const struct passage *p, size_t i)
{
	return passage_is_mark(p, i, ',') || passage_is_mark(p, i, '-') ? 1 : 0;
}

size_t
office_list_at(const struct passage *p, size_t i, struct office_list *out)
{
	size_t n = 0, gap = 0;

	while (out->count < OFFICE_MAX) {
		size_t more = office_at(p, i + n + gap);

		if (more == 0)
			return n;
		out->at[out->count++] = passage_text(p, i + n + gap, more);
		n += gap + more;
		gap = gap_at(p, i + n);
		/* Ranks follow one another, and stand before offices, without a comma. */
	}
	return n;
}
