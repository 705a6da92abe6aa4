#include "archiver/gather/recognise/body.h"

#include "archiver/gather/recognise/place.h"
#include "archiver/gather/tables/vietnamese.h"

#define HEADS (LEXICON_BODY | LEXICON_NAMED | LEXICON_WHOLE)

/* Tokens of the longest name, and capitals in a row that a school or a company has. */
#define NAME_MAX     40
#define CAPITALS_MAX 8

/* Tokens of what a body is for, from which on small letters are enough. */
#define LONG_DOMAIN 4

/* Commas in a list of what a body is for. */
#define LIST_MAX 4

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

/* What a body is for, in small letters, so long that it can be nothing else. */
static size_t
long_domain_at(const struct passage *p, size_t i)
{
	size_t n = passage_match(p, i, LEXICON_DOMAIN);

	return n >= LONG_DOMAIN && passage_match(p, i, HEADS | LEXICON_UNIT) == 0 ? n : 0;
}

/* A word that begins bodies' names, in the name of one: "Văn phòng UBND", "Công đoàn Công ty". */
static size_t
head_at(const struct passage *p, size_t i)
{
	return passage_is_capital(p, i) ? passage_match(p, i, HEADS) : 0;
}

/* A syllable in small letters that a word may go on with: not one that begins the next phrase. */
static bool
goes_on(const struct passage *p, size_t i)
{
	return i < p->count && p->at[i].kind == TOKEN_WORD && !p->at[i].capital && p->at[i].blank &&
		passage_match(p, i, LEXICON_STOP | LEXICON_UNIT | LEXICON_SAYING) == 0 &&
		vietnamese_syllable(passage_text(p, i, 1));
}

/*
 * What a body is for where no table has it: a word of two syllables, the first with a capital,
 * as "Viễn thám" or "Nhân văn". Most words of that kind are such. "Cựu TNXP" is one as well.
 */
static size_t
word_at(const struct passage *p, size_t i)
{
	if (!passage_is_capital(p, i) || !p->at[i].blank || p->at[i].upper ||
		passage_match(p, i, LEXICON_STOP) > 1 ||
		passage_match(p, i, HEADS | LEXICON_OFFICE | LEXICON_POST | LEXICON_HONORIFIC) >
			0 ||
		!vietnamese_syllable(passage_text(p, i, 1)))
		return 0;
	if (goes_on(p, i + 1))
		return 2;
	/* "Hiệp hội Điều Việt Nam": one syllable, and then where. */
	return (i + 1 < p->count && p->at[i + 1].upper && p->at[i + 1].blank) ||
			passage_match(p, i + 1, LEXICON_COUNTRY) > 1
		? 1
		: 0;
}

/* One of several things a body is for: of the table, or any word. */
static size_t
purpose_at(const struct passage *p, size_t i)
{
	size_t n = head_at(p, i) > 0 ? 0 : domain_at(p, i);

	return n > 0 ? n : word_at(p, i);
}

/* ", Giáo dục và Thanh niên" behind the first of them: only a list that ends so is one name. */
static size_t
purposes_at(const struct passage *p, size_t i)
{
	size_t n = 0, more;

	for (size_t k = 0; k < LIST_MAX && passage_is_mark(p, i + n, ','); k++) {
		more = purpose_at(p, i + n + 1);
		if (more == 0)
			return 0;
		n += 1 + more;
	}
	more = n > 0 && (passage_is_word(p, i + n, "và") || passage_is_mark(p, i + n, '&'))
		? purpose_at(p, i + n + 1)
		: 0;
	return more > 0 ? n + 1 + more : 0;
}

/* "TNXP", "LĐTB-XH". */
static size_t
letters_at(const struct passage *p, size_t i)
{
	size_t n = 0;

	while (i + n < p->count && p->at[i + n].kind == TOKEN_WORD && p->at[i + n].upper) {
		n++;
		if (!passage_is_mark(p, i + n, '-') || p->at[i + n].blank ||
			i + n + 1 >= p->count || p->at[i + n + 1].blank || !p->at[i + n + 1].upper)
			return n;
		n++;
	}
	return n;
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

/* "Tập đoàn Biển Xanh Trần Văn Nam": a surname and two words more, behind another name. */
static bool
begins_person(const struct passage *p, size_t i)
{
	return i > 0 && passage_is_capital(p, i - 1) && !p->at[i - 1].upper &&
		passage_match(p, i, LEXICON_SURNAME) > 0 && passage_is_capital(p, i + 1) &&
		passage_is_capital(p, i + 2);
}

/* Words in capitals, as in the name of a school or a company. */
static size_t
capitals_at(const struct passage *p, size_t i, enum body_part before)
{
	size_t n = 0;

	while (n < CAPITALS_MAX && passage_is_capital(p, i + n) && (n == 0 || p->at[i + n].blank) &&
		(before == BODY_SCHOOL || !begins_person(p, i + n)))
		n++;
	/* "Ngân hàng TMCP Quân đội": one capital is the first syllable of a word. */
	if (n == 1 && !p->at[i].upper && goes_on(p, i + 1) &&
		vietnamese_syllable(passage_text(p, i, 1)))
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

/* "Thái Bình Dương", "châu Á": with a capital in it. */
static size_t
named_region_at(const struct passage *p, size_t i)
{
	size_t n = passage_match(p, i, LEXICON_REGION);

	for (size_t k = i; k < i + n; k++)
		if (p->at[k].capital)
			return n;
	return 0;
}

/* One part; `*last` where no other may follow it. */
static size_t
part_at(const struct passage *p, size_t i, enum body_part before, bool *last)
{
	size_t n = domain_at(p, i), head = head_at(p, i), place;

	/* "Quỹ Hỗ trợ phát triển doanh nghiệp": small letters behind such a word. */
	if (n == 0 && i > 1 && passage_is_word(p, i - 1, "triển") &&
		passage_is_word(p, i - 2, "phát"))
		n = passage_match(p, i, LEXICON_DOMAIN);

	if (n > 0 || head > 0)
		return n > head ? n : head;
	place = place_in_name(p, i);
	if (place == 0)
		place = region_at(p, i);
	if (place == 0 && before <= BODY_HEAD)
		place = named_region_at(p, i);
	if (place > 0) {
		*last = passage_match(p, i, LEXICON_COUNTRY) == 0;
		return place;
	}
	n = passage_match(p, i, LEXICON_TAIL);
	if (n > 0 && joint_at(p, i) == 0 && passage_match_before(p, i, LEXICON_COUNTRY) == 0)
		return n;
	n = letters_at(p, i);
	if (n == 0 && before == BODY_HEAD)
		n = long_domain_at(p, i);
	if (n == 0)
		n = numeral_at(p, i);
	if (n == 0 && before >= BODY_NAMED)
		n = capitals_at(p, i, before);
	/* "Công ty đường sắt Nordbahn": small letters, if a name follows. */
	if (n == 0 && before >= BODY_NAMED) {
		n = passage_match(p, i, LEXICON_DOMAIN);
		if (n < 2 || !passage_is_capital(p, i + n) || passage_match(p, i, LEXICON_STOP) > 0)
			n = 0;
	}
	if (n == 0 && before == BODY_HEAD)
		n = word_at(p, i);
	return n;
}

/* "Trường Tiểu học Vị Tân 1": the last of the name, and not what is counted. */
static bool
is_last_number(const struct passage *p, size_t i)
{
	return p->at[i].end - p->at[i].start <= 2 &&
		(i + 1 == p->count || passage_is_word(p, i + 1, "và") ||
			(p->at[i + 1].kind == TOKEN_MARK &&
				strchr(",.;()", p->at[i + 1].mark) != NULL &&
				(i + 2 == p->count || p->at[i + 2].kind != TOKEN_NUMBER)));
}

/* Only "khu vực", "Quân khu", "số" and their like, and schools have a number within a name. */
static bool
may_count(const struct passage *p, size_t i, enum body_part before)
{
	return p->at[i].kind != TOKEN_NUMBER || passage_is_word(p, i - 1, "khu") ||
		passage_is_word(p, i - 1, "vực") || passage_is_word(p, i - 1, "vùng") ||
		passage_is_word(p, i - 1, "đoàn") ||
		(before >= BODY_NAMED && passage_is_capital(p, i - 1) && is_last_number(p, i));
}

/* What is joined to a name at `i` by one token: "và Dân vận", "- Trang". */
static size_t
joined_at(const struct passage *p, size_t i, enum body_part before)
{
	size_t more = domain_at(p, i + 1);

	if (more == 0 && before == BODY_HEAD && passage_is_word(p, i, "và"))
		more = long_domain_at(p, i + 1);
	if (more == 0 && before >= BODY_NAMED && p->at[i].kind == TOKEN_MARK &&
		head_at(p, i + 1) == 0)
		more = capitals_at(p, i + 1, before);
	if (more == 0 && head_at(p, i + 1) == 0)
		more = letters_at(p, i + 1);
	if (more == 0 && before != BODY_OFFICE && !passage_is_word(p, i, "về"))
		more = word_at(p, i + 1);
	return more;
}

/* What kind of head it is: schools, hospitals and funds are called after people. */
static enum body_part
part_of(const struct passage *p, size_t i, size_t head)
{
	static const char *const after_people[] = {"trường", "đại", "bệnh", "quỹ", "thư", "bảo"};

	if (passage_match(p, i, LEXICON_NAMED) != head)
		return BODY_HEAD;
	for (size_t k = 0; k < sizeof after_people / sizeof *after_people; k++)
		if (passage_is_word(p, i, after_people[k]))
			return BODY_SCHOOL;
	return BODY_NAMED;
}

/* "của Bộ Y tế và Kế hoạch số 84": what follows is another thing. */
static bool
is_of_law(const struct passage *p, size_t i, size_t n)
{
	for (size_t k = i; k < i + n; k++)
		if (p->at[k].use == TOKEN_OF_LAW)
			return true;
	return false;
}

size_t
body_rest(const struct passage *p, size_t i, enum body_part before)
{
	size_t n = 0, bare = 0;
	bool last = false;

	while (n < NAME_MAX && !last) {
		size_t joint = n > 0 ? joint_at(p, i + n) : 0, more, head, list;

		more = joint > 0 ? joined_at(p, i + n, before) : part_at(p, i + n, before, &last);
		if (more == 0 || (n > 0 && joint == 0 && !may_count(p, i + n, before)) ||
			is_of_law(p, i + n, joint + more))
			break;
		head = joint > 0 ? 0 : head_at(p, i + n);
		bare = head == 1 && more == 1 && !p->at[i + n].upper &&
				passage_match(p, i + n, LEXICON_WHOLE) == 0
			? 1
			: 0;
		if (head == more && (before < BODY_NAMED || part_of(p, i + n, head) > BODY_HEAD))
			before = part_of(p, i + n, head);
		n += joint + more;
		list = before == BODY_HEAD && head == 0 ? purposes_at(p, i + n) : 0;
		n += list;
	}
	/* "Trung tâm Hội nghị": the start of another word, not of another body. */
	return n - bare;
}

/* ---- whole names ------------------------------------------------------------------------------
 */

/*
 * "công ty Baxcons", "câu lạc bộ Đá Nhảy": what goes on with a name may begin in small letters,
 * where the name is no more than one body's. "Các công ty Nhật Bản" are those of a country.
 */
static bool
is_named_small(const struct passage *p, size_t i, size_t head)
{
	size_t at = i + head, place = place_in_name(p, at);

	if (passage_match(p, i, LEXICON_NAMED) != head ||
		passage_match(p, i, LEXICON_SITE) == head || !passage_is_capital(p, at) ||
		passage_match(p, at, LEXICON_WHOLE | LEXICON_SURNAME | LEXICON_HONORIFIC) > 0)
		return false;
	if (i > 0 &&
		(passage_is_word(p, i - 1, "các") || passage_is_word(p, i - 1, "những") ||
			passage_is_word(p, i - 1, "nhiều")))
		return false;
	/* "trình độ đại học Công an": a degree. "Nhà báo Lê Nam": of one word only a paper. */
	if (passage_is_word(p, i, "đại") || passage_is_word(p, i, "cao"))
		return false;
	if (head == 1 &&
		(!passage_is_word(p, i, "báo") || !passage_is_capital(p, at + 1) ||
			(i > 0 && passage_is_word(p, i - 1, "nhà")) || place > 0))
		return false;
	/* "đội tuyển Việt Nam" is one. */
	return place == 0 || passage_is_capital(p, at + place) || passage_is_word(p, i, "đội");
}

/* In small letters only these begin a name: "phòng CSGT", "bệnh viện đa khoa Marina". */
static bool
may_begin(const struct passage *p, size_t i, size_t head)
{
	if (p->at[i].capital)
		return true;
	if (i > 0 && passage_is_word(p, i - 1, "văn"))
		return false;
	/* "tiêm vắc-xin phòng COVID": a room only where a table says what for. */
	if (passage_is_word(p, i, "phòng"))
		return passage_is_capital(p, i + head) &&
			passage_match(p, i + head, LEXICON_DOMAIN) > 0;
	if ((passage_is_word(p, i, "bệnh") || passage_is_word(p, i, "đảng")) &&
		passage_is_capital(p, i + head))
		return true;
	return is_named_small(p, i, head);
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

/* "Báo Mỹ" is any of a country's; "Trường Giang phản" is no school. */
static bool
is_too_little(const struct passage *p, size_t i, size_t head, size_t rest)
{
	if (head != 1)
		return false;
	return (passage_is_word(p, i, "báo") && passage_match(p, i + 1, LEXICON_COUNTRY) == rest) ||
		(passage_is_word(p, i, "trường") && rest <= 2 && !passage_is_capital(p, i + 2) &&
			!p->at[i + 1].upper && domain_at(p, i + 1) == 0);
}

size_t
body_at(const struct passage *p, size_t i)
{
	size_t head = passage_match(p, i, HEADS), whole, rest;

	if (head == 0 || !may_begin(p, i, head) || (i > 0 && place_known(p, i - 1) > 1) ||
		passage_match(p, i, LEXICON_SITE) > head ||
		passage_match_before(p, i, LEXICON_SITE) > 0 ||
		passage_match(p, i, LEXICON_STATUTE) > head || place_known(p, i) > head)
		return 0;
	whole = passage_match(p, i, LEXICON_WHOLE);
	if (whole == head) {
		rest = place_in_name(p, i + head);
		/* "đại biểu Quốc hội tỉnh": the deputy is the province's. */
		if (passage_match(p, i + head, LEXICON_UNIT) > 0 && passage_is_word(p, i, "quốc"))
			rest = 0;
		return head + rest;
	}
	rest = body_rest(p, i + head, part_of(p, i, head));

	return rest > 0 && is_name(p, i + head, rest) && !is_too_little(p, i, head, rest)
		? head + rest
		: 0;
}

static const uint8_t *
start_of(const struct passage *p, size_t i)
{
	return p->text.p + p->at[i].start;
}

/* The name with all that is short in it written out; nothing where nothing is. */
static void
write_out(const struct passage *p, size_t i, size_t n, struct bytes *out)
{
	const uint8_t *from = start_of(p, i);
	bool any = false;

	for (size_t k = i; k < i + n;) {
		struct lexicon_entry entry = {0, SLICE_EMPTY};
		size_t more = lexicon_match(
			p->lexicon, p->at + k, i + n - k, HEADS | LEXICON_DOMAIN, &entry);

		if (more > 0 && entry.data.len > 0) {
			bytes_add(out, slice_of(from, (size_t)(start_of(p, k) - from)));
			bytes_add(out, entry.data);
			from = p->text.p + p->at[k + more - 1].end;
			any = true;
		}
		k += more > 0 ? more : 1;
	}
	if (any)
		bytes_add(out, slice_of(from, (size_t)(p->text.p + p->at[i + n - 1].end - from)));
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
