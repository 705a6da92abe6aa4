#include "archiver/gather/recognise/office.h"

#include "archiver/gather/recognise/body.h"
#include "archiver/gather/recognise/place.h"
#include "archiver/gather/tables/vietnamese.h"

/* Tokens of offices held together, before one more. */
#define TOGETHER_MAX 48

/* Bodies that an office's body belongs to, one within the other. */
#define PARENTS_MAX 4

/* Words of a company's name. */
#define COMPANY_MAX 4

/* Of words behind what the tables have of an office. */
#define TAIL_MAX 12

/* Words that are no syllables of the language, or letters alone: "Coteccons", "FPT Telecom". */
static size_t
foreign_at(const struct passage *p, size_t i)
{
	size_t n = 0;

	while (n < COMPANY_MAX && passage_is_capital(p, i + n) && p->at[i + n].blank &&
		(p->at[i + n].upper || !vietnamese_syllable(passage_text(p, i + n, 1))))
		n++;
	return n;
}

/* ", Bộ Tư pháp", "thuộc Sở Y tế": the body that the one before belongs to. */
static size_t
parent_at(const struct passage *p, size_t i)
{
	size_t n;

	if (passage_is_word(p, i, "thuộc") || passage_is_word(p, i, "của")) {
		n = body_at(p, i + 1);
		if (n == 0 && passage_is_word(p, i, "của"))
			n = foreign_at(p, i + 1);
		return n > 0 ? n + 1 : 0;
	}
	/* "phòng CSGT (CA tỉnh)"; but letters alone are what the one before is called. */
	if (passage_is_mark(p, i, '(')) {
		n = body_at(p, i + 1);
		return n > 1 && passage_is_mark(p, i + 1 + n, ')') ? n + 2 : 0;
	}
	if (!passage_is_mark(p, i, ',') || !passage_is_capital(p, i + 1) ||
		passage_match(p, i + 1, LEXICON_OFFICE | LEXICON_POST) > 0)
		return 0;
	n = body_at(p, i + 1);
	return n > 0 ? n + 1 : 0;
}

/* ", Phòng Hậu cần, Vùng 3 Hải quân": each part of the next. */
static size_t
parents_at(const struct passage *p, size_t i)
{
	size_t n = 0, more;

	for (size_t k = 0; k < PARENTS_MAX && (more = parent_at(p, i + n)) > 0; k++)
		n += more;
	return n;
}

/* A company between an office and who holds it: only a Vietnamese name, or a mark, ends it. */
static size_t
company_at(const struct passage *p, size_t i)
{
	size_t n = foreign_at(p, i);

	if (n == 0 || i + n >= p->count)
		return 0;
	if (passage_match(p, i + n, LEXICON_SURNAME) > 0 && passage_is_capital(p, i + n + 1))
		return n;
	return passage_is_mark(p, i + n, ',') && passage_match(p, i + n + 1, LEXICON_HONORIFIC) > 0
		? n
		: 0;
}

/* What the office is of; but "Chủ tịch Hồ Chí Minh" is a man, not a city. */
static size_t
rest_at(const struct passage *p, size_t i)
{
	size_t n = body_rest(p, i, BODY_OFFICE), company = company_at(p, i);

	if (company > n)
		return company;
	return n == 3 && place_known(p, i) == 3 && passage_match(p, i, LEXICON_SURNAME) > 0 ? 0 : n;
}

/* "PGS,TS.", "GS.TSKH", "TS.BS", "giáo sư, tiến sĩ": degrees that stand together are one. */
static size_t
ranks_at(const struct passage *p, size_t i)
{
	size_t n = passage_match(p, i, LEXICON_RANK), more;

	while (n > 0 && n < TOGETHER_MAX) {
		size_t gap = passage_is_mark(p, i + n, ',') || passage_is_mark(p, i + n, '.') ||
				passage_is_mark(p, i + n, '-')
			? 1
			: 0;

		more = passage_match(p, i + n + gap, LEXICON_RANK);
		if (more == 0 || (gap == 0 && p->at[i + n].blank && !p->at[i + n].upper) ||
			p->at[i + n].blank != (gap == 0 && p->at[i + n].blank))
			break;
		n += gap + more;
	}
	return n;
}

/*
 * "cụm trưởng", "phó khối trưởng", "lớp phó": any word may have its head and his deputy. They
 * are of something, or somebody is named with them: who calls this has seen to that.
 */
static size_t
head_of_any(const struct passage *p, size_t i)
{
	static const char *const others[] = {"tăng", "sinh", "đối", "ứng", "trung", "gia", "làm",
		"là", "ông", "bà", "do", "của", "và", "các", "cho", "được"};
	size_t deputy = passage_is_word(p, i, "phó") ? 1 : 0;

	if (i + deputy >= p->count || p->at[i + deputy].kind != TOKEN_WORD ||
		p->at[i + deputy].upper || !vietnamese_syllable(passage_text(p, i + deputy, 1)) ||
		p->at[i + deputy + 1 < p->count ? i + deputy + 1 : i].capital)
		return 0;
	for (size_t k = 0; k < sizeof others / sizeof *others; k++)
		if (passage_is_word(p, i + deputy, others[k]))
			return 0;
	if (passage_is_word(p, i + deputy + 1, "trưởng"))
		return deputy + 2;
	return deputy == 0 && passage_is_word(p, i + 1, "phó") ? 2 : 0;
}

static size_t
one_office_at(const struct passage *p, size_t i)
{
	size_t former = passage_match(p, i, LEXICON_FORMER);
	size_t rank = ranks_at(p, i);
	size_t post = passage_match(p, i + former, LEXICON_POST);
	size_t n = passage_match(p, i + former, LEXICON_OFFICE);

	if (n == 0 && post == 0 && rank == 0)
		n = head_of_any(p, i + former);
	if (n == 0 && post == 0)
		return rank;
	if (post >= n)
		return former + post + place_in_name(p, i + former + post);
	n += former;
	n += rest_at(p, i + n);
	return n + parents_at(p, i + n);
}

size_t
office_at(const struct passage *p, size_t i)
{
	size_t n = one_office_at(p, i), more;

	/* "Phó Thủ tướng kiêm Bộ trưởng Ngoại giao": held together, named together. */
	while (n > 0 && n < TOGETHER_MAX && passage_is_word(p, i + n, "kiêm") &&
		(more = one_office_at(p, i + n + 1)) > 0)
		n += 1 + more;
	return n;
}

/* Between two offices. */
static size_t
gap_at(const struct passage *p, size_t i)
{
	return passage_is_mark(p, i, ',') || passage_is_mark(p, i, '-') ? 1 : 0;
}

/* "UN-Habitat": within one word. */
static bool
is_hyphen(const struct passage *p, size_t i)
{
	return passage_is_mark(p, i, '-') && !p->at[i].blank && i + 1 < p->count &&
		p->at[i + 1].kind == TOKEN_WORD && !p->at[i + 1].blank;
}

/* What ends it; "của" goes on, where a name follows. */
static uint32_t
tail_stops(const struct passage *p, size_t i)
{
	return passage_is_word(p, i, "của") && passage_is_capital(p, i + 1)
		? LEXICON_SAYING | LEXICON_HONORIFIC
		: LEXICON_STOP | LEXICON_SAYING | LEXICON_HONORIFIC;
}

/* "Trưởng nhóm Phân tích mã độc,": words no table has, up to the mark that ends what is said. */
static size_t
tail_at(const struct passage *p, size_t i)
{
	size_t n = 0;

	while (n < TAIL_MAX && i + n < p->count &&
		(p->at[i + n].kind == TOKEN_WORD || is_hyphen(p, i + n)) &&
		passage_match(p, i + n, tail_stops(p, i + n)) == 0)
		n++;
	if (n == 0 || n == TAIL_MAX || i + n == p->count || p->at[i + n].kind != TOKEN_MARK)
		return 0;
	return strchr(",;()", p->at[i + n].mark) != NULL ? n : 0;
}

/* Whether what was read of the office may be cut short: a place or a known body ends it. */
static bool
is_open(const struct passage *p, size_t i, size_t n)
{
	size_t last = i + n - 1;

	return passage_match(p, i, LEXICON_RANK | LEXICON_POST) == 0 &&
		p->at[last].kind == TOKEN_WORD && !p->at[last].upper &&
		(p->at[last].ends &
			(LEXICON_UNIT | LEXICON_WHOLE | LEXICON_PROVINCE | LEXICON_DISTRICT |
				LEXICON_COUNTRY)) == 0;
}

size_t
office_list_at(const struct passage *p, size_t i, bool behind, struct office_list *out)
{
	size_t n = 0, gap = 0;

	while (out->count < OFFICE_MAX) {
		size_t more = office_at(p, i + n + gap);

		if (more == 0)
			return n;
		if (behind && is_open(p, i + n + gap, more))
			more += tail_at(p, i + n + gap + more);
		out->at[out->count++] = passage_text(p, i + n + gap, more);
		n += gap + more;
		gap = gap_at(p, i + n);
		/* Ranks follow one another, and stand before offices, without a comma. */
	}
	return n;
}
