#include "archiver/gather/recognise/body.h"

#include "archiver/gather/recognise/place.h"
#include "archiver/gather/tables/vietnamese.h"

#define HEADS (LEXICON_BODY | LEXICON_NAMED | LEXICON_WHOLE)

/* Tokens of the longest name, and capitals in a row that a school or a company has. */
#define NAME_MAX     40
#define CAPITALS_MAX 8

/* ---- the parts that follow ------------------------------------------------------------------- */

/* What bodies are for; in small letters only behind "về", or where a capital comes later. */
static size_t
domain_at(const struct passage *p, size_t i)
{
	size_t n = passage_match(p, i, LEXICON_DOMAIN);
	bool capital = i > 0 && passage_is_word(p, i - 1, "về");

	for (size_t k = i; k < i + n; k++)
		capital = capital || p->at[k].capital;
	return capital ? n : 0;
}

static bool
is_upper(const struct passage *p, size_t i)
{
	return i < p->count && p->at[i].kind == TOKEN_WORD && p->at[i].upper;
}

/* "Binh đoàn 18", "khu vực IV", "Quân khu 3, 4, 5", "số 6". */
static size_t
numeral_at(const struct passage *p, size_t i)
{
	size_t n = passage_is_word(p, i, "số") ? 1 : 0;

	if (i + n >= p->count || p->at[i + n].kind != TOKEN_NUMBER ||
		p->at[i + n].end - p->at[i + n].start > 3 || passage_is_mark(p, i + n + 1, '/') ||
		passage_is_mark(p, i + n + 1, '.') || passage_match(p, i + n + 1, LEXICON_UNIT) > 0)
		return 0;
	n++;
	while (passage_is_mark(p, i + n, ',') && i + n + 1 < p->count &&
		p->at[i + n + 1].kind == TOKEN_NUMBER &&
		p->at[i + n + 1].end - p->at[i + n + 1].start == 1)
		n += 2;
	return n;
}

/* Words in capitals, as in the name of a school or a company. */
static size_t
capitals_at(const struct passage *p, size_t i)
{
	size_t n = 0;

	while (n < CAPITALS_MAX && passage_is_capital(p, i + n) && (n == 0 || p->at[i + n].blank))
		n++;
	/* "Ngân hàng TMCP Quân đội": one capital is the first syllable of a word. */
	if (n == 1 && i + 1 < p->count && p->at[i + 1].kind == TOKEN_WORD && p->at[i + 1].blank &&
		!p->at[i].upper && vietnamese_syllable(passage_text(p, i, 1)) &&
		passage_match(p, i + 1, LEXICON_STOP | LEXICON_UNIT | LEXICON_SAYING) == 0)
		n++;
	return n;
}

/* "và Dân vận", "- Trang thiết bị": goes on only if something of a name follows. */
static size_t
joint_at(const struct passage *p, size_t i)
{
	if (passage_is_word(p, i, "và") || passage_is_word(p, i, "về") ||
		passage_is_mark(p, i, '-') || passage_is_mark(p, i, '&'))
		return 1;
	return 0;
}

/* "các tỉnh trung du và miền núi phía Bắc". */
static size_t
region_at(const struct passage *p, size_t i)
{
	size_t n = passage_is_word(p, i, "các") ? 1 + passage_match(p, i + 1, LEXICON_UNIT) : 0;
	size_t region = n > 1 ? passage_match(p, i + n, LEXICON_REGION) : 0;

	return region > 0 ? n + region : 0;
}

/* A word that begins bodies' names, in the name of one: "Văn phòng UBND", "Công đoàn Công ty". */
static size_t
head_at(const struct passage *p, size_t i)
{
	return passage_is_capital(p, i) ? passage_match(p, i, HEADS) : 0;
}

/* One part; `*last` where no other may follow it. */
static size_t
part_at(const struct passage *p, size_t i, bool named, bool *last)
{
	size_t n = domain_at(p, i), head = head_at(p, i), place;

	if (n > 0 || head > 0)
		return n > head ? n : head;
	place = place_in_name(p, i);
	if (place == 0)
		place = region_at(p, i);
	if (place > 0) {
		*last = passage_match(p, i, LEXICON_COUNTRY) == 0;
		return place;
	}
	n = passage_match(p, i, LEXICON_TAIL);
	if (n > 0 && joint_at(p, i) == 0)
		return n;
	if (is_upper(p, i))
		return 1;
	n = numeral_at(p, i);
	if (n > 0)
		return n;
	return named ? capitals_at(p, i) : 0;
}

/* Only "khu vực", "Quân khu", "số" and their like have a number within a name. */
static bool
may_count(const struct passage *p, size_t i)
{
	return p->at[i].kind != TOKEN_NUMBER || passage_is_word(p, i - 1, "khu") ||
		passage_is_word(p, i - 1, "vực") || passage_is_word(p, i - 1, "vùng") ||
		passage_is_word(p, i - 1, "đoàn");
}

size_t
body_rest(const struct passage *p, size_t i, bool named)
{
	size_t n = 0, bare = 0;
	bool last = false;

	while (n < NAME_MAX && !last) {
		size_t joint = n > 0 ? joint_at(p, i + n) : 0, more, head;

		more = joint > 0 ? domain_at(p, i + n + joint) : part_at(p, i + n, named, &last);
		if (more == 0 && joint > 0 && named && p->at[i + n].kind == TOKEN_MARK)
			more = capitals_at(p, i + n + joint);
		if (more == 0 || (n > 0 && joint == 0 && !may_count(p, i + n)))
			break;
		head = joint > 0 ? 0 : head_at(p, i + n);
		bare = head == 1 && more == 1 && !p->at[i + n].upper ? 1 : 0;
		named = named || passage_match(p, i + n, LEXICON_NAMED) == more;
		n += joint + more;
	}
	/* "Trung tâm Hội nghị": the start of another word, not of another body. */
	return n - bare;
}

/* ---- whole names ------------------------------------------------------------------------------
 */

/* In small letters only these begin a name: "phòng CSGT", "bệnh viện đa khoa Changi". */
static bool
may_begin(const struct passage *p, size_t i, size_t head)
{
	if (p->at[i].capital)
		return true;
	if (i > 0 && passage_is_word(p, i - 1, "văn"))
		return false;
	return (passage_is_word(p, i, "phòng") || passage_is_word(p, i, "bệnh") ||
		       passage_is_word(p, i, "đảng")) &&
		(passage_is_capital(p, i + head));
}

/* "Vụ điều tra" is none: a capital, a number or a unit makes it one. */
static bool
is_name(const struct passage *p, size_t i, size_t n)
{
	for (size_t k = i; k < i + n; k++)
		if (p->at[k].capital || p->at[k].kind == TOKEN_NUMBER ||
			passage_match(p, k, LEXICON_UNIT) > 0)
			return true;
	return false;
}

size_t
body_at(const struct passage *p, size_t i)
{
	size_t head = passage_match(p, i, HEADS), whole, rest;
	bool named;

	if (head == 0 || !may_begin(p, i, head) || passage_match(p, i, LEXICON_SITE) > head ||
		passage_match_before(p, i, LEXICON_SITE) > 0)
		return 0;
	whole = passage_match(p, i, LEXICON_WHOLE);
	if (whole == head) {
		rest = place_in_name(p, i + head);
		/* "đại biểu Quốc hội tỉnh": only committees of the Party are a province's. */
		if (passage_match(p, i + head, LEXICON_UNIT) > 0 &&
			!passage_is_word(p, i + head - 1, "ủy") &&
			!passage_is_word(p, i + head - 1, "uỷ"))
			rest = 0;
		return head + rest;
	}
	named = passage_match(p, i, LEXICON_NAMED) == head;
	rest = body_rest(p, i + head, named);

	return rest > 0 && is_name(p, i + head, rest) ? head + rest : 0;
}

/* The first words written out, where they are short for others. */
static void
write_out(const struct passage *p, size_t i, size_t n, struct bytes *out)
{
	struct lexicon_entry entry;
	size_t head = lexicon_match(p->lexicon, p->at + i, n, HEADS, &entry);

	if (head == 0 || entry.data.len == 0)
		return;
	bytes_add(out, entry.data);
	if (n > head) {
		bytes_u8(out, ' ');
		bytes_add(out, passage_text(p, i + head, n - head));
	}
}

static void
tell(struct passage *p, size_t i, size_t n)
{
	struct bytes full = BYTES_UP_TO(4096);
	bool whole = passage_match(p, i, LEXICON_WHOLE) == n;

	write_out(p, i, n, &full);
	if (full.failed == RC_NOMEM)
		p->story->failed = RC_NOMEM;
	passage_tell(p, "organisation", i, n, bytes_slice(&full),
		whole ? "known body" : "words of a body", whole ? 95 : 85);
	bytes_release(&full);
}

void
body_find(struct passage *p)
{
	size_t i = 0;

	while (i < p->count) {
		size_t n = passage_begins(p, i, HEADS) && p->at[i].use == TOKEN_FREE ? body_at(p, i)
										     : 0;

		if (n > 0 && passage_is_free(p, i, n)) {
			tell(p, i, n);
			passage_use(p, i, n, TOKEN_OF_BODY);
			i += n;
		} else {
			i++;
		}
	}
}
