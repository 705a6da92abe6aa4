#include "archiver/gather/recognise/place.h"

#include "archiver/gather/recognise/place_kind.h"
#include "archiver/gather/tables/vietnamese.h"

#define TABLES (LEXICON_PROVINCE | LEXICON_DISTRICT | LEXICON_COUNTRY | LEXICON_CITY)

/* Every place begins with a word of these, but roads that are written short. */
#define FIRST \
	(TABLES | LEXICON_REGION | LEXICON_UNIT | LEXICON_NATURE | LEXICON_SITE | LEXICON_THING | \
		LEXICON_WHEREAT)

/* Words in capitals that the name of a commune, a river or a street has. */
#define CAPITALS_MAX 4

/* Tokens of a known name that may have small letters within. */
#define LONG_NAME 8

/* What the tables do not know. */
#define NOTHING ((struct lexicon_entry){0, SLICE_EMPTY})

/* ---- names ---------------------------------------------------------------------------------- */

static bool
are_capitals(const struct passage *p, size_t i, size_t n)
{
	/* "Liên hiệp Vương quốc Anh và Bắc Ireland": of a long name the first and the last. */
	if (n >= LONG_NAME)
		return p->at[i].capital && p->at[i + n - 1].capital;
	/* "Phi-líp-pin": what a hyphen joins to the first part is small. */
	for (size_t k = i; k < i + n; k++)
		if (p->at[k].kind == TOKEN_WORD && !p->at[k].capital &&
			!(k > i && passage_is_mark(p, k - 1, '-') && !p->at[k].blank))
			return false;
	return true;
}

static size_t
known(const struct passage *p, size_t i, uint32_t classes)
{
	size_t n = passage_match(p, i, classes);

	return n > 0 && p->at[i].capital && are_capitals(p, i, n) ? n : 0;
}

size_t
place_known(const struct passage *p, size_t i)
{
	return known(p, i, TABLES);
}

/* A run of capitals, up to where an office, a body or a country begins. */
static size_t
capitals_at(const struct passage *p, size_t i)
{
	size_t n = 0, words = 0;

	while (words < CAPITALS_MAX && passage_is_capital(p, i + n) &&
		(n == 0 ||
			(p->at[i + n].blank &&
				passage_match(p, i + n, LEXICON_BODY | LEXICON_OFFICE) < 2 &&
				passage_match(p, i + n, LEXICON_COUNTRY) < 2))) {
		n += 1 + passage_apostrophe(p, i + n + 1);
		words++;
	}
	if (n > 0 && passage_is_mark(p, i + n, '-') && !p->at[i + n].blank &&
		passage_is_capital(p, i + n + 1) && !p->at[i + n + 1].blank)
		n += 2;
	return n;
}

static bool
begins_person(const struct passage *p, size_t i)
{
	return passage_match(p, i, LEXICON_SURNAME) > 0 && passage_is_capital(p, i + 1) &&
		passage_is_capital(p, i + 2) && p->at[i + 2].blank;
}

/* Without the name of a person that follows: "xã Bình Sa Nguyễn Văn An". */
static size_t
without_person(const struct passage *p, size_t i, size_t n)
{
	/* A place's own name has two words or more, unless there is none: "xã Nguyễn Văn An". */
	for (size_t k = 2; k < n; k++)
		if (begins_person(p, i + k))
			return k;
	return n > 0 && begins_person(p, i) ? 0 : n;
}

/* "ông xã", "bà xã": husband and wife. */
static bool
is_other_word(const struct passage *p, size_t i)
{
	return i > 0 && passage_is_word(p, i, "xã") &&
		(passage_is_word(p, i - 1, "ông") || passage_is_word(p, i - 1, "bà"));
}

/* The name behind a generic word of `n` tokens at `i`: a figure, a known name, capitals. */
static size_t
name_of_unit(const struct passage *p, size_t i, size_t n)
{
	size_t at = i + n, name;

	if (at >= p->count)
		return 0;
	if (p->at[at].kind == TOKEN_NUMBER && p->at[at].end - p->at[at].start <= 2 &&
		(passage_is_word(p, i, "quận") || passage_is_word(p, i, "phường") ||
			passage_is_word(p, i, "thôn") || passage_is_word(p, i, "ấp")))
		return 1;
	name = known(p, at, LEXICON_PROVINCE | LEXICON_DISTRICT | LEXICON_CITY);
	if (name > 0 && !(passage_is_capital(p, at + name) && p->at[at + name].blank))
		return name;
	if (passage_match(p, at, LEXICON_BODY | LEXICON_WHOLE | LEXICON_LAW | LEXICON_STATUTE) >
			0 ||
		is_other_word(p, i) || p->at[at].upper)
		return 0;
	if (name > 0)
		return name;
	/* Every province is in the table. */
	return passage_is_word(p, i, "tỉnh") ? 0 : without_person(p, at, capitals_at(p, at));
}

/*
 * A capital behind it makes "Hà Nam Ninh" another name than "Hà Nam"; but a unit's word may
 * follow, or a person: "Sở Y tế Hà Nội Lê Văn Nam", "Tổng thống Mỹ Adam Wolsey".
 */
static bool
goes_on_otherwise(const struct passage *p, size_t i, size_t n)
{
	if (!passage_is_capital(p, i + n) || !p->at[i + n].blank ||
		passage_match(p, i + n, LEXICON_UNIT) > 0 || begins_person(p, i + n))
		return false;
	return passage_match(p, i, LEXICON_COUNTRY) != n ||
		(n == 1 && vietnamese_syllable(passage_text(p, i + 1, 1)));
}

size_t
place_in_name(const struct passage *p, size_t i)
{
	size_t n =
		known(p, i, LEXICON_PROVINCE | LEXICON_DISTRICT | LEXICON_COUNTRY | LEXICON_CITY);
	size_t unit = passage_match(p, i, LEXICON_UNIT);

	if (n > 0)
		return goes_on_otherwise(p, i, n) ? 0 : n;
	if (unit == 0)
		return 0;
	n = name_of_unit(p, i, unit);
	if (n > 0)
		return unit + n;
	/* "UBND tỉnh": the only one there is; "bang" and its like say too little. */
	return passage_match(p, i, LEXICON_UNIT) == 1 && !passage_is_word(p, i, "tỉnh") &&
			!passage_is_word(p, i, "huyện") && !passage_is_word(p, i, "xã") &&
			!passage_is_word(p, i, "phường") && !passage_is_word(p, i, "quận")
		? 0
		: unit;
}

/* ---- telling -------------------------------------------------------------------------------- */

/* The map of 34 provinces is in force from 1 July 2025 on. */
static bool
is_new_map(const struct story *s)
{
	return s->dated &&
		(s->published.year > 2025 ||
			(s->published.year == 2025 && s->published.month >= 7));
}

static void
write_code(const struct passage *p, const struct lexicon_entry *entry, struct bytes *out)
{
	size_t slash = slice_find(entry->data, '/');

	if (entry->data.len == 0)
		return;
	if ((entry->classes & LEXICON_COUNTRY) != 0) {
		bytes_str(out, "iso3166:");
		bytes_add(out, entry->data);
	} else if (is_new_map(p->story) && slash < entry->data.len) {
		bytes_str(out, "vn34:");
		bytes_add(out, slice_from(entry->data, slash + 1));
	} else {
		bytes_str(out, "vn63:");
		bytes_add(out, slice_first(entry->data, slash));
	}
}

/* `entry` is what the tables know of it; without data where nothing. */
static void
tell(struct passage *p, size_t i, size_t n, const struct lexicon_entry *entry, const char *rule,
	unsigned percent)
{
	struct bytes code = BYTES_UP_TO(256);

	write_code(p, entry, &code);
	if (code.failed != RC_OK)
		p->story->failed = code.failed;
	passage_tell(p, "place", i, n, bytes_slice(&code), rule, percent);
	bytes_release(&code);
}

/* ---- behind a generic word --------------------------------------------------------------------
 */

/* "các xã Nậm Lành, Sùng Đô và Gia Hội": those behind the first. */
static size_t
find_more_units(struct passage *p, size_t i, size_t first)
{
	size_t n = first, name;

	if (i == 0 ||
		(!passage_is_word(p, i - 1, "các") && !passage_is_word(p, i - 1, "hai") &&
			p->at[i - 1].kind != TOKEN_NUMBER))
		return 0;
	while ((passage_is_mark(p, i + n, ',') || passage_is_word(p, i + n, "và")) &&
		(name = capitals_at(p, i + n + 1)) > 0 && passage_is_free(p, i + n + 1, name) &&
		passage_match(p, i + n + 1, LEXICON_UNIT | LEXICON_BODY | TABLES) == 0) {
		tell(p, i + n + 1, name, &NOTHING, "behind the word of a unit", 75);
		passage_use(p, i + n + 1, name, TOKEN_OF_PLACE);
		n += 1 + name;
	}
	return n - first;
}

/* "quận 1" is a name only with its word; "xã Bình Sa" is called Bình Sa. */
static size_t
find_unit(struct passage *p, size_t i)
{
	struct lexicon_entry entry = NOTHING;
	size_t unit = passage_match(p, i, LEXICON_UNIT);
	size_t name = unit == 0 ? 0 : name_of_unit(p, i, unit);
	bool figure;

	if (name == 0 || !passage_is_free(p, i, unit + name))
		return 0;
	figure = p->at[i + unit].kind == TOKEN_NUMBER;
	if (lexicon_match(p->lexicon, p->at + i, unit + name, LEXICON_DISTRICT, &entry) !=
			unit + name &&
		lexicon_match(p->lexicon, p->at + i + unit, name, LEXICON_PROVINCE, &entry) != name)
		entry = NOTHING;
	if (figure)
		tell(p, i, unit + name, &entry, "unit with a number", 92);
	else
		tell(p, i + unit, name, &entry, "behind the word of a unit",
			entry.data.len > 0 ? 97 : 85);
	return unit + name + find_more_units(p, i, unit + name);
}

/* "yêu cầu", "con đường", "thành phố": the word is part of one that names no site. */
static bool
is_second_syllable(const struct passage *p, size_t i)
{
	static const char *const first[] = {"yêu", "nhu", "toàn", "địa", "hoàn", "khán", "con",
		"lên", "thành", "ngoại", "thương", "đường", "điểm", "đầu"};

	for (size_t k = 0; i > 0 && k < sizeof first / sizeof *first; k++)
		if (passage_is_word(p, i - 1, first[k]))
			return true;
	return false;
}

/* "đường Cao Thắng, Nguyễn Siêu, Pasteur": further ones of the same kind. */
static size_t
find_further(struct passage *p, size_t i, const char *rule, unsigned percent)
{
	size_t n = 0, name;

	while ((passage_is_mark(p, i + n, ',') || (n > 0 && passage_is_word(p, i + n, "và"))) &&
		(name = capitals_at(p, i + n + 1)) > 0 && passage_is_free(p, i + n + 1, name) &&
		passage_match(p, i + n + 1, LEXICON_UNIT | LEXICON_BODY | TABLES) == 0) {
		tell(p, i + n + 1, name, &NOTHING, rule, percent - 10);
		n += 1 + name;
	}
	return n;
}

/*
 * "Sông Hương", "Cầu Long Biên" at the start of a sentence; but "Hồ" is a family's name, and
 * elsewhere the word is part of what a town or a club is called.
 */
static bool
is_capital_kind(const struct passage *p, size_t i, uint32_t class)
{
	return passage_begins_sentence(p, i) && passage_is_capital(p, i + 1) && !p->at[i].upper &&
		passage_match(p, i, LEXICON_SURNAME) == 0 &&
		(class == LEXICON_NATURE || passage_is_capital(p, i + 2));
}

/* " - Vũng Tàu" behind "cao tốc Biên Hòa": what else a road leads to. */
static size_t
ends_of_road(const struct passage *p, size_t i, size_t at)
{
	size_t n = 0, more;

	if (!passage_is_word(p, i, "cao") && !passage_is_word(p, i, "đường") &&
		!passage_is_word(p, i, "tuyến"))
		return 0;
	while (passage_is_mark(p, at + n, '-') && (more = capitals_at(p, at + n + 1)) > 0 &&
		passage_is_free(p, at + n, 1 + more))
		n += 1 + more;
	return n;
}

/* The name behind the generic word of `word` tokens at `i`. */
static size_t
name_of_kind(const struct passage *p, size_t i, size_t word)
{
	size_t at = i + word, name, domain;

	name = passage_match(p, at, LEXICON_BODY | LEXICON_OFFICE) > 1 ? 0 : capitals_at(p, at);
	/* "cảng biển Việt Nam" are all of them; "kênh YouTube" is none with water. */
	if (name > 0 &&
		(passage_match(p, at, LEXICON_COUNTRY) == name ||
			passage_match(p, at, LEXICON_UNIT) > 0 ||
			(passage_is_word(p, i, "kênh") &&
				!vietnamese_syllable(passage_text(p, at, 1)))))
		return 0;
	domain = name > 0 ? passage_match(p, at, LEXICON_DOMAIN) : 0;
	if (domain > name)
		name = domain;
	if (name == 0)
		return word > 1 ? place_in_name(p, at) : 0;
	return name + ends_of_road(p, i, at + name);
}

/* "núi Hòn Đền", "đường Trường Chinh": in small letters, or of more than one word. */
static size_t
find_named(struct passage *p, size_t i, uint32_t class, const char *rule, unsigned percent)
{
	size_t word = passage_match(p, i, class), name;

	if (word == 0 || (word == 1 && is_second_syllable(p, i)) ||
		(word == 1 && p->at[i].capital && !is_capital_kind(p, i, class)))
		return 0;
	/* "biển Quảng Trị", "quần đảo Hoàng Sa": what is in the tables is called by its own name.
	 */
	if (class == LEXICON_NATURE &&
		passage_match(p, i + word, LEXICON_PROVINCE | LEXICON_REGION | LEXICON_COUNTRY) > 0)
		return 0;
	name = name_of_kind(p, i, word);
	if (name == 0 || !passage_is_free(p, i, word + name))
		return 0;
	tell(p, i, word + name, &NOTHING, rule, percent);
	return word + name + find_further(p, i + word + name, rule, percent);
}

/* ---- from the tables alone ----------------------------------------------------------------------
 */

/* A capital beside it makes it part of another name. */
static bool
stands_alone(const struct passage *p, size_t i, size_t n)
{
	if (i > 0 && passage_is_capital(p, i - 1) && p->at[i].blank &&
		!passage_begins_sentence(p, i - 1) && p->at[i - 1].use == TOKEN_FREE)
		return false;
	return !(passage_is_capital(p, i + n) && p->at[i + n].blank);
}

/* Words that are names of countries as well: he, cloth, an idea, a virtue. */
static bool
is_common_word(const struct passage *p, size_t i)
{
	return passage_is_word(p, i, "anh") || passage_is_word(p, i, "ý") ||
		passage_is_word(p, i, "áo") || passage_is_word(p, i, "đức");
}

/*
 * "ở Marikos, Peru", "tại Hua Nà (Lai Châu)": what stands before the name of a country or a
 * province, behind a word that says where.
 */
static void
find_within(struct passage *p, size_t i)
{
	size_t n = 0, at = i - 1;

	if (i < 3 || (!passage_is_mark(p, at, ',') && !passage_is_mark(p, at, '(')))
		return;
	while (n < CAPITALS_MAX && n + 1 < at && passage_is_capital(p, at - n - 1) &&
		p->at[at - n - 1].use == TOKEN_FREE && !p->at[at - n - 1].upper)
		n++;
	if (n > 0 && n < CAPITALS_MAX && passage_match_before(p, at - n, LEXICON_WHEREAT) > 0 &&
		passage_match(p, at - n, LEXICON_BODY | LEXICON_NAMED | LEXICON_WHOLE) == 0) {
		tell(p, at - n, n, &NOTHING, "before what it lies in", 75);
		passage_use(p, at - n, n, TOKEN_OF_PLACE);
	}
}

static size_t
find_country(struct passage *p, size_t i)
{
	struct lexicon_entry entry = NOTHING;
	size_t n = known(p, i, LEXICON_COUNTRY);

	if (n == 0 || !stands_alone(p, i, n) || !passage_is_free(p, i, n) ||
		passage_match_before(p, i, LEXICON_NOT_PLACE) > 0)
		return 0;
	if (n == 1 && is_common_word(p, i) && passage_begins_sentence(p, i))
		return 0;
	/* "Pháp lý", "Mỹ thuật": a word of two syllables. */
	if (passage_match(p, i, LEXICON_STOP | LEXICON_DOMAIN) > n)
		return 0;
	lexicon_match(p->lexicon, p->at + i, n, LEXICON_COUNTRY, &entry);
	tell(p, i, n, &entry, "country", n == 1 ? 85 : 97);
	find_within(p, i);
	return n;
}

static size_t
find_known(struct passage *p, size_t i)
{
	struct lexicon_entry entry = NOTHING;
	size_t n = known(p, i, LEXICON_PROVINCE | LEXICON_DISTRICT | LEXICON_CITY), unit;
	unsigned percent;

	if (n == 0 || !stands_alone(p, i, n) || !passage_is_free(p, i, n))
		return 0;
	lexicon_match(p->lexicon, p->at + i, n, LEXICON_PROVINCE | LEXICON_DISTRICT | LEXICON_CITY,
		&entry);
	percent = (entry.classes & LEXICON_DISTRICT) == 0 ? 95
		: (entry.classes & LEXICON_PROVINCE) != 0 ? 90
							  : 65;
	/* A district of one word, or behind "ông", is somebody's name. */
	if (percent < 90 && (n == 1 || passage_match_before(p, i, LEXICON_HONORIFIC) > 0))
		percent = 25;
	/* "Huyện Bình Chánh" is called Bình Chánh, but "Quận 2" is not called 2. */
	unit = passage_match(p, i, LEXICON_UNIT);
	if (unit >= n || p->at[i + unit].kind == TOKEN_NUMBER ||
		(entry.classes & LEXICON_PROVINCE) != 0)
		unit = 0;
	tell(p, i + unit, n - unit, &entry, "known unit", percent);
	if (percent >= 90)
		find_within(p, i);
	return n;
}

static size_t
find_region(struct passage *p, size_t i)
{
	size_t n = passage_match(p, i, LEXICON_REGION);
	bool capital = false;

	for (size_t k = i; k < i + n; k++)
		capital = capital || p->at[k].capital;
	if (n == 0 || !capital || !passage_is_free(p, i, n) || !stands_alone(p, i, n) ||
		passage_match_before(p, i, LEXICON_NOT_PLACE) > 0)
		return 0;
	tell(p, i, n, &NOTHING, "region", 92);
	return n;
}

static size_t
find_kind(struct passage *p, size_t i)
{
	size_t n = place_kind_road(p, i);

	if (n > 0 && passage_is_free(p, i, n)) {
		tell(p, i, n, &NOTHING, "road with a number", 90);
		return n;
	}
	n = place_kind_hamlet(p, i + 1);
	if (n == 0 || !passage_is_free(p, i + 1, n))
		return 0;
	tell(p, i + 1, n, &NOTHING, "behind the word of a hamlet or region", 75);
	return 1 + n;
}

static size_t
find_at(struct passage *p, size_t i)
{
	size_t n = find_region(p, i);

	/* "TP.HCM" is in the table as it is. */
	if (n == 0)
		n = find_known(p, i);
	if (n == 0)
		n = find_unit(p, i);
	if (n == 0)
		n = find_kind(p, i);
	if (n == 0)
		n = find_country(p, i);
	if (n == 0)
		n = find_named(p, i, LEXICON_NATURE, "behind river, mountain or their like", 75);
	if (n == 0)
		n = find_named(p, i, LEXICON_SITE, "behind street, square or their like", 70);
	return n;
}

void
place_find(struct passage *p)
{
	size_t i = 0;

	while (i < p->count) {
		size_t n = 0;

		if (p->at[i].use == TOKEN_FREE && (passage_begins(p, i, FIRST) || p->at[i].upper))
			n = find_at(p, i);
		passage_use(p, i, n, TOKEN_OF_PLACE);
		i += n > 0 ? n : 1;
	}
}
