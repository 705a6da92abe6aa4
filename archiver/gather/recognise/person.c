#include "archiver/gather/recognise/person.h"

#include "archiver/gather/recognise/body.h"
#include "archiver/gather/recognise/place.h"
#include "archiver/gather/tables/vietnamese.h"

/* Words of a name. */
#define WORDS_MAX 5

/* So many names before one are looked back over for what all of them are of. */
#define NAMES_MAX 8

/* ---- names ------------------------------------------------------------------------------------
 */

/* Words in capitals, up to where a body, an office or a place with its word begins. */
static size_t
capitals_at(const struct passage *p, size_t i)
{
	size_t n = 0;

	while (n < WORDS_MAX && passage_is_capital(p, i + n) && (n == 0 || p->at[i + n].blank) &&
		(n == 0 || passage_match(p, i + n, LEXICON_BODY | LEXICON_OFFICE) < 2) &&
		/* "Hoàng Nam FPT", "Hà Nội FC": letters are no part of a name written otherwise. */
		(n == 0 || p->at[i].upper || !p->at[i + n].upper))
		n++;
	return n;
}

/* A family's name; `*rare` where it is another word more often. */
static bool
surname_at(const struct passage *p, size_t i, bool *rare)
{
	struct lexicon_entry entry;

	if (!passage_begins(p, i, LEXICON_SURNAME) ||
		lexicon_match(p->lexicon, p->at + i, 1, LEXICON_SURNAME, &entry) == 0)
		return false;
	*rare = slice_is(entry.data, "rare");
	return true;
}

/* "Hà Nội Vũ Cao Sơn": a town, and then somebody. */
static bool
is_place_before_name(const struct passage *p, size_t i)
{
	return place_known(p, i) == 2 && passage_match(p, i + 2, LEXICON_SURNAME) > 0;
}

/* The words of a name at `i`, or 0; `*rare` as of its surname. */
static size_t
vietnamese_name(const struct passage *p, size_t i, bool *rare)
{
	size_t n = capitals_at(p, i);

	if (n < 2 || !surname_at(p, i, rare) || (n > 3 && is_place_before_name(p, i)))
		return 0;
	/* A word of a long name may be from elsewhere. */
	for (size_t k = i; k < i + n; k++)
		if (!vietnamese_syllable(passage_text(p, k, 1)) && (n < 3 || k < i + 2))
			return 0;
	return p->at[i].upper && !p->at[i + 1].upper && p->at[i].end - p->at[i].start > 2 ? 0 : n;
}

/* "-jin" behind "Seo", "-Louis" behind "Jean", " - Jin" behind "Kim Seo": its tokens, or 0. */
static size_t
hyphened_at(const struct passage *p, size_t i, bool spaced)
{
	return passage_is_mark(p, i, '-') && i + 1 < p->count && p->at[i + 1].kind == TOKEN_WORD &&
			p->at[i].blank == p->at[i + 1].blank && (spaced || !p->at[i].blank) &&
			passage_match(p, i + 1, LEXICON_OFFICE | LEXICON_BODY | LEXICON_POST) == 0
		? 2
		: 0;
}

/* "Kenta Mori", "Kim Seo-jin", "Kim Seo - Jin", "Jean-Louis Martin". */
static size_t
foreign_span(const struct passage *p, size_t i)
{
	size_t n = capitals_at(p, i), words = n, more;

	if (n == 0 || n > 4)
		return 0;
	more = hyphened_at(p, i + n, n > 1 && passage_match(p, i, LEXICON_SURNAME) > 0);
	n += more;
	while (more > 0 && words < WORDS_MAX && passage_is_capital(p, i + n) &&
		p->at[i + n].blank) {
		n++;
		words++;
	}
	return n;
}

/* One of its words is spelt as none of the language is, or a dash joins two. */
static bool
is_foreign(const struct passage *p, size_t i, size_t n)
{
	bool foreign = false, rare;

	for (size_t k = i; k < i + n; k++) {
		/* "Baxcons Nguyễn Bá Tùng": a company, and then its head. */
		if (p->at[k].upper || (k > i && vietnamese_name(p, k, &rare) > 2))
			return false;
		foreign = foreign ||
			(p->at[k].kind == TOKEN_WORD &&
				!vietnamese_syllable(passage_text(p, k, 1)));
	}
	return foreign || (n > 2 && p->at[i + n - 2].kind == TOKEN_MARK);
}

/* "số 173 Trần Thành Ngọ", "20/33 Tô Hiệu": a house in a street. */
static bool
is_numbered(const struct passage *p, size_t i)
{
	if (i == 0 || p->at[i - 1].kind != TOKEN_NUMBER)
		return false;
	return i > 1 && (passage_is_word(p, i - 2, "số") || passage_is_mark(p, i - 2, '/'));
}

/* Streets, schools and prizes have people's names; so has who took a picture. */
static bool
is_of_something(const struct passage *p, size_t i)
{
	if (i >= 2 && passage_is_mark(p, i - 1, ':') && passage_is_word(p, i - 2, "ảnh"))
		return true;
	if (passage_match_before(p, i, LEXICON_UNIT | LEXICON_NAMED | LEXICON_THING) > 0 ||
		is_numbered(p, i))
		return true;
	/* "đường Cao Thắng, Nguyễn Siêu và Pasteur": back over the names before it. */
	for (size_t names = 0; names < NAMES_MAX && i > 1 &&
		(passage_is_mark(p, i - 1, ',') || passage_is_word(p, i - 1, "và")) &&
		passage_is_capital(p, i - 2);
		names++) {
		i -= 2;
		for (size_t n = 1; n < WORDS_MAX && i > 0 && passage_is_capital(p, i - 1); n++)
			i--;
	}
	return passage_match_before(p, i, LEXICON_SITE | LEXICON_NATURE) > 0;
}

/* "Buôn Ma Thuột", "Tân Sơn Nhất": a capital before it makes two words the rest of another name. */
static bool
is_rest_of_name(const struct passage *p, size_t i)
{
	return i > 0 && passage_is_capital(p, i - 1) && p->at[i].blank && !p->at[i - 1].upper &&
		p->at[i - 1].use == TOKEN_FREE && vietnamese_syllable(passage_text(p, i - 1, 1));
}

/* More capitals than any name has: a headline that writes each word so. */
static bool
is_in_title_case(const struct passage *p, size_t i, size_t n)
{
	return n == WORDS_MAX && passage_is_capital(p, i + n) && p->at[i + n].blank &&
		p->at[i + n].use == TOKEN_FREE &&
		passage_match(p, i + n, LEXICON_BODY | LEXICON_OFFICE) < 2;
}

/* What stands before a name and says that it is one. */
enum addressed {
	BY_NOTHING,
	BY_OFFICE,
	BY_HONORIFIC /* "ông", "ca sĩ" */
};

struct mention {
	size_t name, name_len;
	enum addressed by;
	const char *rule;
	unsigned percent;
};

/* ", 45 tuổi" or a verb of saying: without an office before it, only a person is told so of. */
static bool
is_told_of(const struct passage *p, size_t i)
{
	return (passage_is_mark(p, i, ',') && i + 2 < p->count &&
		       p->at[i + 1].kind == TOKEN_NUMBER && passage_is_word(p, i + 2, "tuổi")) ||
		passage_match(p, i, LEXICON_SAYING) > 1;
}

/* "Sở Cảnh sát Los Angeles": where it is. */
static bool
is_behind_body(const struct passage *p, size_t i)
{
	return i > 0 && p->at[i - 1].use == TOKEN_OF_BODY;
}

/* "ông Trump", "Thủ tướng Tanabe": one word is enough behind these. */
static bool
is_called_so(const struct passage *p, size_t i)
{
	static const char *const words[] = {"ông", "bà", "anh", "chị", "cô", "hlv"};

	for (size_t k = 0; i > 0 && k < sizeof words / sizeof *words; k++)
		if (passage_is_word(p, i - 1, words[k]))
			return true;
	return passage_match_before(p, i, LEXICON_OFFICE | LEXICON_HONORIFIC) == 0 &&
		passage_match_before(p, i, LEXICON_POST | LEXICON_RANK) > 0;
}

static bool
read_foreign(const struct passage *p, size_t i, struct mention *m)
{
	size_t n = passage_is_capital(p, i) ? foreign_span(p, i) : 0;

	if (n == 0 || (m->by == BY_NOTHING && (n == 1 || !is_told_of(p, i + n))) ||
		!is_foreign(p, i, n))
		return false;
	m->name_len = n;
	m->rule = "foreign name";
	if (!passage_is_free(p, i, n) || place_known(p, i) > 0 || body_at(p, i) > 0 ||
		passage_match(p, i, LEXICON_REGION) > 0 || p->at[i].end - p->at[i].start < 3)
		return false;
	/* "giám đốc điều hành Toyota", "ca sĩ Vpop": one word may be what somebody is of. */
	if (m->by == BY_NOTHING)
		m->percent = is_of_something(p, i) || is_behind_body(p, i) ? 40 : 70;
	else
		m->percent = n > 1 || is_called_so(p, i) ? 85 : 40;
	return m->percent >= STORY_SURE;
}

/* "ông Tám Hòa", "nhà văn Nguyên Ngọc": any two words or more, where they are no other name. */
static bool
read_called(const struct passage *p, size_t i, struct mention *m)
{
	size_t n = capitals_at(p, i);

	/* "Chủ tịch Tập Chí Hoa": behind an office only three, for two may be what it is of. */
	if (n < 2 || n == WORDS_MAX || (m->by == BY_OFFICE && n != 3) ||
		!passage_is_free(p, i, n) || hyphened_at(p, i + n, false) > 0 ||
		place_known(p, i) > 1 || (place_known(p, i) == 1 && n < 3) ||
		passage_match(p, i, LEXICON_REGION | LEXICON_UNIT) > 0 || body_at(p, i) > 0)
		return false;
	for (size_t k = i; k < i + n; k++)
		if (p->at[k].upper || !vietnamese_syllable(passage_text(p, k, 1)))
			return false;
	*m = (struct mention){i, n, m->by, "behind an address", 80};
	return true;
}

/* How sure a name is that nothing before it says to be one; 0 where it is none. */
static unsigned
unaddressed(const struct passage *p, size_t i, size_t n, bool rare)
{
	if (place_known(p, i) == n || passage_match(p, i, LEXICON_REGION) >= n ||
		passage_match(p, i, LEXICON_COUNTRY) >= n || is_of_something(p, i) ||
		p->at[i].upper || is_in_title_case(p, i, n))
		return 0;
	if (n > 2)
		return 92;
	/* "Đoàn Chủ trì" is a body, "ở Đồng Đăng" a place. */
	if (rare || passage_is_word(p, i, "đoàn") ||
		passage_match_before(p, i, LEXICON_WHEREAT) > 0 || is_rest_of_name(p, i))
		return 0;
	return 70;
}

/* "ca sĩ Hàn Quốc", "Chủ tịch Hà Nội": where somebody is from, or of what. */
static bool
is_where_from(const struct passage *p, size_t i, size_t n, enum addressed by)
{
	size_t region = passage_match(p, i, LEXICON_REGION);

	if (region > 1 || passage_match(p, i, LEXICON_COUNTRY) >= n)
		return true;
	return n == 2 && place_known(p, i) == n &&
		(by == BY_OFFICE || passage_match(p, i, LEXICON_PROVINCE) == n);
}

/* Says whether a name stands at `i`. */
static bool
read_name(const struct passage *p, size_t i, enum addressed by, struct mention *m)
{
	bool rare = false;
	size_t n = i < p->count && p->at[i].kind == TOKEN_WORD ? vietnamese_name(p, i, &rare) : 0;

	*m = (struct mention){i, n, by, "surname", 0};
	/* "Kim Seo-jin": no Vietnamese name has a hyphen. */
	if (n > 0 && hyphened_at(p, i + n, false) > 0)
		n = 0;
	else if (n == 0 && by != BY_NOTHING && read_called(p, i, m))
		return true;
	if (n == 0)
		return i < p->count && read_foreign(p, i, m);
	if (by == BY_NOTHING)
		m->percent = unaddressed(p, i, n, rare);
	else
		m->percent = is_where_from(p, i, n, by) || is_in_title_case(p, i, n) ? 0 : 97;
	return m->percent >= STORY_SURE && (by != BY_NOTHING || passage_is_free(p, i, n));
}

/* ---- the list -----------------------------------------------------------------------------------
 */

/* The person of that name, added if there is room; NULL where there is none. */
static struct person *
person_named(struct person_list *people, struct slice name)
{
	const size_t room = sizeof people->slots / sizeof *people->slots;
	uint64_t key = 7;
	size_t at;

	for (size_t i = 0; i < name.len; i++)
		key = (key ^ name.p[i]) * UINT64_C(0x100000001B3);
	for (at = (size_t)(key >> 40) % room; people->slots[at] != 0; at = (at + 1) % room)
		if (slice_equal(people->at[people->slots[at] - 1].name, name))
			return &people->at[people->slots[at] - 1];
	if (people->count == PERSON_MAX)
		return NULL;
	people->at[people->count] = (struct person){.name = name, .block = STORY_NONE};
	people->slots[at] = (uint16_t)++people->count;
	return &people->at[people->count - 1];
}

static void
note(struct passage *p, struct person_list *people, const struct mention *m,
	const struct office_list *offices)
{
	struct person *who = person_named(people, passage_text(p, m->name, m->name_len));

	passage_use(p, m->name, m->name_len, TOKEN_OF_PERSON);
	if (who == NULL)
		return;
	if (who->block == STORY_NONE)
		who->block = p->block;
	if (m->percent > who->percent) {
		who->percent = m->percent;
		who->rule = m->rule;
	}
	if (offices->count > who->offices.count) {
		who->offices = *offices;
		who->offices_block = p->block;
	}
}

/* ---- mentions
 * ------------------------------------------------------------------------------------- */

/* "47 tuổi," and "SN 1972," stand before the office of somebody in a court's news. */
static size_t
age_at(const struct passage *p, size_t i)
{
	size_t n = 0;

	if (passage_is_word(p, i, "sn"))
		n = 2;
	else if (passage_is_word(p, i, "sinh") && passage_is_word(p, i + 1, "năm"))
		n = 3;
	else if (i < p->count && p->at[i].kind == TOKEN_NUMBER && passage_is_word(p, i + 1, "tuổi"))
		n = 2;
	return n > 0 && i + n < p->count && passage_is_mark(p, i + n, ',') ? n + 1 : 0;
}

/* ", Phó Chủ tịch …; " or " - phó đồn trưởng …" behind a name. Returns its tokens. */
static size_t
offices_behind(const struct passage *p, size_t i, struct office_list *out)
{
	size_t n, gap;

	if (!passage_is_mark(p, i, ',') && !passage_is_mark(p, i, '-') &&
		!passage_is_mark(p, i, '('))
		return 0;
	gap = 1 + age_at(p, i + 1);
	n = office_list_at(p, i + gap, true, out);
	return n == 0 ? 0 : n + gap;
}

/*
 * "ông", "ca sĩ": a word of address. What somebody does is a rank as well in the tables, and told
 * as such already. "Bà Rịa" is no lady.
 */
static enum addressed
address_of(const struct passage *p, size_t i, size_t offices, size_t *honorific)
{
	size_t at = i + offices;

	*honorific = place_known(p, at) > 1 ? 0 : passage_match(p, at, LEXICON_HONORIFIC);
	if (*honorific > 0 || (offices > 0 && passage_match_before(p, at, LEXICON_HONORIFIC) > 0))
		return BY_HONORIFIC;
	return offices > 0 ? BY_OFFICE : BY_NOTHING;
}

/*
 * "Chủ nhiệm Ủy ban Kiểm tra (UBKT) Trần …", "Giám đốc Sở Y tế, ông Lê …": what may stand
 * between an office and who has it.
 */
static size_t
between(const struct passage *p, size_t i)
{
	if (passage_is_mark(p, i, '(') && i + 3 < p->count && p->at[i + 1].upper &&
		passage_is_mark(p, i + 2, ')'))
		return 3;
	return passage_is_mark(p, i, ',') &&
			(passage_is_word(p, i + 1, "ông") || passage_is_word(p, i + 1, "bà"))
		? 1
		: 0;
}

/* Whether a name follows offices that end before `i`. */
static bool
has_holder(const struct passage *p, size_t i)
{
	size_t at = i + between(p, i), honorific;
	enum addressed by = address_of(p, at, 0, &honorific);
	struct mention m;

	return read_name(p, at + honorific, by == BY_NOTHING ? BY_OFFICE : by, &m);
}

/* Marks an office's own words, so that no place is found in them. */
static size_t
find_at(struct passage *p, size_t i, struct person_list *people)
{
	struct office_list offices = {.count = 0}, behind = {.count = 0};
	size_t before = office_list_at(p, i, false, &offices), at, more;
	size_t honorific;
	enum addressed by;
	struct mention m;

	at = i + before + (before > 1 ? between(p, i + before) : 0);
	by = address_of(p, i, at - i, &honorific);
	at += honorific;
	if (!read_name(p, at, by, &m))
		return m.name_len > 0					       ? at + m.name_len - i
			: before > 1 && passage_match(p, i, LEXICON_RANK) == 0 ? before
									       : 0;
	at += m.name_len;
	more = offices_behind(p, at, &behind);
	/* "…, Giám đốc Sở A, ông B": an office whose holder comes next is not this one's. */
	if (more > 0 && offices.count > 0 && has_holder(p, at + more)) {
		behind.count = 0;
		more = 0;
	}
	for (size_t k = 0; k < behind.count && offices.count < OFFICE_MAX; k++)
		offices.at[offices.count++] = behind.at[k];
	note(p, people, &m, &offices);
	for (size_t k = i; k < at + more; k++)
		if (p->at[k].use != TOKEN_OF_PERSON)
			p->at[k].use = TOKEN_OF_OFFICE;
	return at + more - i;
}

/* A name, or what may stand before one. */
static bool
may_begin(const struct passage *p, size_t i)
{
	const struct token *t = &p->at[i];

	return (t->capital ||
		       passage_begins(p, i,
			       LEXICON_OFFICE | LEXICON_POST | LEXICON_RANK | LEXICON_FORMER |
				       LEXICON_HONORIFIC)) &&
		t->use != TOKEN_OF_LAW && t->use != TOKEN_OF_QUOTE;
}

void
person_find(struct passage *p, struct person_list *people)
{
	size_t i = 0;

	while (i < p->count) {
		size_t n = may_begin(p, i) ? find_at(p, i, people) : 0;

		i += n > 0 ? n : 1;
	}
}

/* ---- telling
 * -------------------------------------------------------------------------------------- */

/* `s` begins or ends with `part`, as words of their own. */
static bool
has_part(struct slice s, struct slice part)
{
	size_t rest = s.len - part.len;

	if (s.len <= part.len)
		return false;
	if (memcmp(s.p, part.p, part.len) == 0 && s.p[part.len] == ' ')
		return true;
	return memcmp(s.p + rest, part.p, part.len) == 0 && s.p[rest - 1] == ' ';
}

/* What the short form is called is said of the long one too, where nothing better is. */
static void
merge(struct person_list *people)
{
	for (size_t i = 0; i < people->count; i++) {
		struct person *part = &people->at[i];

		for (size_t k = 0; k < people->count && !part->merged; k++) {
			struct person *whole = &people->at[k];

			if (!has_part(whole->name, part->name))
				continue;
			part->merged = true;
			if (part->offices.count > whole->offices.count) {
				whole->offices = part->offices;
				whole->offices_block = part->offices_block;
			}
		}
	}
}

static void
tell_offices(struct story *s, const struct person *who)
{
	for (size_t i = 0; i < who->offices.count; i++)
		story_add_finding(s,
			&(struct story_finding){.field = "office",
				.value = who->offices.at[i],
				.of = who->name,
				.at = who->offices.at[i],
				.block = who->offices_block,
				.rule = "beside the name",
				.percent = who->percent > 90 ? 90 : who->percent});
}

/*
 * A lake at the head of a sentence looks like a person: `Hồ Phú Ninh`. Where the report writes
 * `hồ Phú Ninh` elsewhere, it is the lake.
 */
static bool
is_lake(const struct story *s, struct slice name)
{
	if (!slice_starts(name, "Hồ "))
		return false;
	for (size_t i = 0; i < s->finding_count; i++) {
		const struct story_finding *f = &s->findings[i];

		if (strcmp(f->field, "place") == 0 && slice_starts(f->value, "hồ ") &&
			slice_equal(slice_from(f->value, 1), slice_from(name, 1)))
			return true;
	}
	return false;
}

void
person_tell(struct story *s, struct person_list *people)
{
	merge(people);
	for (size_t i = 0; i < people->count; i++) {
		const struct person *who = &people->at[i];

		if (who->merged || (who->offices.count == 0 && is_lake(s, who->name)))
			continue;
		story_add_finding(s,
			&(struct story_finding){.field = "person",
				.value = who->name,
				.at = who->name,
				.block = who->block,
				.rule = who->rule,
				.percent = who->percent});
		tell_offices(s, who);
	}
}
