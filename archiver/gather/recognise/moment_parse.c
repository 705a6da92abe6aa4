#include "archiver/gather/recognise/moment_parse.h"

#include "archiver/gather/recognise/calendar.h"
#include "archiver/gather/recognise/pieces.h"

/* A stamp has fewer bytes; a letter of Thai has three. */
#define BYTES_MAX 240

/* Thai years count from 543 before our era; a number in this stretch is one in a Thai line. */
#define BUDDHIST     543
#define BUDDHIST_MIN 2400
#define BUDDHIST_MAX 2700

/* ---- dates --------------------------------------------------------------------------------- */

static bool
set_date(const struct pieces *p, struct moment *m, unsigned year, unsigned month, unsigned day)
{
	if (p->thai && year >= BUDDHIST_MIN && year <= BUDDHIST_MAX)
		year -= BUDDHIST;
	if (year < 1000 || day < 1 || day > civil_month_days(year, month))
		return false;
	m->when.year = year;
	m->when.month = month;
	m->when.day = day;
	m->percent = 99;
	return true;
}

/* Days stand before months, unless the month would be a thirteenth. */
static bool
set_month_first(
	const struct pieces *p, struct moment *m, unsigned year, unsigned month, unsigned day)
{
	if (!set_date(p, m, year, month, day))
		return false;
	m->percent = 80;
	return true;
}

/* Three numbers with the same sign between them. */
static size_t
date_in_numbers(const struct pieces *p, struct moment *m)
{
	static const char *const signs[] = {"/", "-", "."};
	unsigned a, b, c;

	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
		if (!pieces_sign(p, 1, signs[i]) || !pieces_sign(p, 3, signs[i]))
			continue;
		if (pieces_number(p, 0, 4, 4, &a) && pieces_number(p, 2, 1, 2, &b) &&
			pieces_number(p, 4, 1, 2, &c))
			return set_date(p, m, a, b, c) ? 5 : 0;
		if (pieces_number(p, 0, 1, 2, &a) && pieces_number(p, 2, 1, 2, &b) &&
			pieces_number(p, 4, 4, 4, &c))
			return set_date(p, m, c, b, a) || set_month_first(p, m, c, a, b) ? 5 : 0;
	}
	return 0;
}

/* `28 tháng 7 năm 2023`, `28 tháng 7, 2023`. */
static size_t
date_in_vietnamese(const struct pieces *p, struct moment *m)
{
	unsigned day, month, year;

	if (!pieces_number(p, 0, 1, 2, &day) || !pieces_word(p, 1, "tháng") ||
		!pieces_number(p, 2, 1, 2, &month) || !pieces_number(p, 4, 4, 4, &year))
		return 0;
	if (!pieces_word(p, 3, "năm") && !pieces_sign(p, 3, ",") && !pieces_sign(p, 3, "/"))
		return 0;
	return set_date(p, m, year, month, day) ? 5 : 0;
}

/* `2023年6月18日`, `2023년 6월 18일`. */
static size_t
date_in_han(const struct pieces *p, struct moment *m)
{
	static const char *const units[][3] = {{"年", "月", "日"}, {"년", "월", "일"}};
	unsigned year, month, day;

	if (!pieces_number(p, 0, 4, 4, &year) || !pieces_number(p, 2, 1, 2, &month) ||
		!pieces_number(p, 4, 1, 2, &day))
		return 0;
	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (pieces_word(p, 1, units[i][0]) && pieces_word(p, 3, units[i][1]) &&
			pieces_word(p, 5, units[i][2]))
			return set_date(p, m, year, month, day) ? 6 : 0;
	return 0;
}

/* A month by its name at piece `at`, with the stop of one that is shortened: its pieces, or 0. */
static size_t
take_month(const struct pieces *p, size_t at, unsigned *month)
{
	const struct pieces_one *first = pieces_ahead(p, at);
	size_t stop = pieces_sign(p, at + 1, ".");
	const struct pieces_one *second = pieces_ahead(p, at + 1 + stop);

	*month = 0;
	if (first->kind != PIECES_WORD)
		return 0;
	if (second->kind == PIECES_WORD)
		*month = calendar_month_of_two(first->text, second->text);
	if (*month != 0)
		return 2 + stop + pieces_sign(p, at + 2 + stop, ".");
	*month = calendar_month(first->text);
	return *month != 0 ? 1 + stop : 0;
}

/* `مارس/آذار`: the same month by its other name. */
static size_t
take_other_name(const struct pieces *p, size_t at, unsigned month)
{
	unsigned other;
	size_t n = pieces_sign(p, at, "/") ? take_month(p, at + 1, &other) : 0;

	return n > 0 && other == month ? 1 + n : 0;
}

/* What may stand between a day, a month and a year: `de`, `of`, a comma, a hyphen; an era. */
static size_t
take_joints(const struct pieces *p, size_t at)
{
	static const char *const words[] = {"de", "del", "of", "tháng", "năm"};
	static const char *const signs[] = {",", "،", "-", "/", "."};
	size_t n = 0, before;

	if (pieces_word(p, at, "พ") && pieces_sign(p, at + 1, ".") && pieces_word(p, at + 2, "ศ"))
		return 3 + pieces_sign(p, at + 3, ".");
	do {
		before = n;
		for (size_t i = 0; i < sizeof words / sizeof *words; i++)
			n += pieces_word(p, at + n, words[i]);
		for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
			n += pieces_sign(p, at + n, signs[i]);
	} while (n != before && n < 3);
	return n;
}

/* `1er`, `5th`, `5.`, `5º` behind a day. */
static size_t
take_ordinal(const struct pieces *p, size_t at)
{
	static const char *const words[] = {"st", "nd", "rd", "th", "er", "º", "ª", "е", "го"};

	if (!pieces_ahead(p, at)->glued)
		return 0;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (pieces_word(p, at, words[i]) || pieces_sign(p, at, words[i]))
			return 1;
	return pieces_sign(p, at, ".");
}

/* `March 5th, 2023`, `5 March 2023`, `5 de marzo de 2023`, `5. März 2023`, `5 мая 2023`. */
static size_t
date_in_names(const struct pieces *p, struct moment *m)
{
	unsigned month, day, year;
	size_t n = take_month(p, 0, &month);

	if (n > 0) {
		n += take_joints(p, n);
		if (!pieces_number(p, n, 1, 2, &day))
			return 0;
		n++;
		n += take_ordinal(p, n);
	} else {
		size_t name;

		if (!pieces_number(p, 0, 1, 2, &day))
			return 0;
		n = 1 + take_ordinal(p, 1);
		n += take_joints(p, n);
		name = take_month(p, n, &month);
		if (name == 0)
			return 0;
		n += name;
		n += take_other_name(p, n, month);
	}
	n += take_joints(p, n);
	return pieces_number(p, n, 4, 4, &year) && set_date(p, m, year, month, day) ? n + 1 : 0;
}

static size_t
take_date(const struct pieces *p, struct moment *m)
{
	size_t n = date_in_numbers(p, m);

	if (n == 0)
		n = date_in_vietnamese(p, m);
	if (n == 0)
		n = date_in_han(p, m);
	return n != 0 ? n : date_in_names(p, m);
}

/* ---- times and zones --------------------------------------------------------------------- */

static bool
set_time(struct moment *m, unsigned hour, unsigned minute, unsigned second)
{
	if (hour > 23 || minute > 59 || second > 59)
		return false;
	m->when.hour = hour;
	m->when.minute = minute;
	m->when.second = second;
	m->timed = true;
	return true;
}

/* clang-format off */
/* Words for the halves of a day; in Han and Hangul two characters, in English with stops or not. */
static const struct {
	const char *first, *second;
	bool late;
} HALVES[] = {
	{"am", NULL, false}, {"pm", NULL, true}, {"sa", NULL, false}, {"ch", NULL, true},
	{"ص", NULL, false}, {"م", NULL, true}, {"a", "m", false}, {"p", "m", true},
	{"上", "午", false}, {"下", "午", true}, {"早", "上", false}, {"晚", "上", true},
	{"午", "前", false}, {"午", "後", true}, {"오", "전", false}, {"오", "후", true},
	{"صباحا", NULL, false}, {"صباحًا", NULL, false}, {"مساء", NULL, true},
	{"مساءً", NULL, true},
};
/* clang-format on */

/* Its pieces at `at`, or 0; the stop of `a.` and the one behind `m` belong to it. */
static size_t
half_at(const struct pieces *p, size_t at, bool *late)
{
	for (size_t i = 0; i < sizeof HALVES / sizeof *HALVES; i++) {
		size_t stop = pieces_sign(p, at + 1, ".");

		*late = HALVES[i].late;
		if (!pieces_word(p, at, HALVES[i].first))
			continue;
		if (HALVES[i].second == NULL)
			return 1;
		if (pieces_word(p, at + 1 + stop, HALVES[i].second))
			return 2 + stop + (stop > 0 && pieces_sign(p, at + 3, "."));
	}
	return 0;
}

static bool
in_half(unsigned *hour, bool late)
{
	if (*hour > 12 || (*hour == 0 && late))
		return false;
	*hour = *hour % 12 + (late ? 12 : 0);
	return true;
}

/* Behind a time. */
static size_t
take_half(const struct pieces *p, size_t at, unsigned *hour)
{
	bool late;
	size_t n = half_at(p, at, &late);

	return n > 0 && *hour > 0 && in_half(hour, late) ? n : 0;
}

/* `16:44`, `16:44:05`, `16:44:05.123`. */
static size_t
time_in_colons(const struct pieces *p, struct moment *m)
{
	unsigned hour, minute, second = 0, fraction;
	size_t n = 3;

	if (!pieces_number(p, 0, 1, 2, &hour) || !pieces_sign(p, 1, ":") ||
		!pieces_number(p, 2, 2, 2, &minute))
		return 0;
	if (pieces_sign(p, 3, ":") && pieces_number(p, 4, 2, 2, &second))
		n = 5;
	if (n == 5 && pieces_sign(p, 5, ".") && pieces_number(p, 6, 1, 9, &fraction))
		n = 7;
	n += take_half(p, n, &hour);
	/* A mark of minutes, as `12:05'`. */
	n += pieces_ahead(p, n)->glued && (pieces_sign(p, n, "'") || pieces_sign(p, n, "’"));
	return set_time(m, hour, minute, second) ? n : 0;
}

/* `16h44`, `16h`, `9 giờ 30 phút`, `9g30`, `11时25分`, `10 ч 30 мин`. */
static size_t
time_in_words(const struct pieces *p, struct moment *m)
{
	static const char *const hours[] = {"h", "giờ", "g", "时", "時", "点", "點", "시", "ч"};
	static const char *const minutes[] = {"phút", "p", "min", "分", "분", "мин"};
	unsigned hour, minute = 0;
	size_t n = 2;
	bool said = false;

	for (size_t i = 0; i < sizeof hours / sizeof *hours; i++)
		said = said || pieces_word(p, 1, hours[i]);
	if (!said || !pieces_number(p, 0, 1, 2, &hour))
		return 0;
	if (pieces_number(p, 2, 1, 2, &minute))
		n = 3;
	for (size_t i = 0; i < sizeof minutes / sizeof *minutes; i++)
		n += pieces_word(p, n, minutes[i]);
	return set_time(m, hour, n == 2 ? 0 : minute, 0) ? n : 0;
}

/* `10.30 Uhr`, `10.30 น.`: two numbers and a stop are a time where a word says so. */
static size_t
time_in_stops(const struct pieces *p, struct moment *m)
{
	unsigned hour, minute;
	size_t n = 4;
	int zone;

	if (!pieces_number(p, 0, 1, 2, &hour) || !pieces_sign(p, 1, ".") ||
		!pieces_number(p, 2, 2, 2, &minute))
		return 0;
	if (!pieces_word(p, 3, "uhr") && !pieces_word(p, 3, "น") && !pieces_word(p, 3, "h")) {
		n = 3 + take_half(p, 3, &hour);
		/* The zone's own word is left for the zone. */
		if (n == 3 && !calendar_zone(pieces_ahead(p, 3)->text, &zone))
			return 0;
	}
	return set_time(m, hour, minute, 0) ? n : 0;
}

/* `下午3:05`: the half before the time. */
static size_t
time_behind_half(const struct pieces *p, struct moment *m)
{
	struct pieces rest = *p;
	bool late;
	size_t half = half_at(p, 0, &late), n;

	if (half == 0)
		return 0;
	rest.next += half;
	n = time_in_colons(&rest, m);
	if (n == 0)
		n = time_in_words(&rest, m);
	return n > 0 && in_half(&m->when.hour, late) ? half + n : 0;
}

static size_t
take_time(const struct pieces *p, struct moment *m)
{
	size_t n = time_in_colons(p, m);

	if (n == 0)
		n = time_in_words(p, m);
	if (n == 0)
		n = time_in_stops(p, m);
	return n != 0 ? n : time_behind_half(p, m);
}

/* `+7`, `+07`, `+0700`, `+07:00`, at most 14 hours; from piece `at` on. */
static size_t
take_offset(const struct pieces *p, size_t at, struct moment *m)
{
	bool west = pieces_sign(p, at, "-") || pieces_sign(p, at, "−");
	unsigned hours, minutes = 0;
	size_t n = 2;

	if ((!west && !pieces_sign(p, at, "+")) || pieces_ahead(p, at + 1)->kind != PIECES_NUMBER)
		return 0;
	if (pieces_number(p, at + 1, 4, 4, &hours)) {
		minutes = hours % 100;
		hours /= 100;
	} else if (!pieces_number(p, at + 1, 1, 2, &hours)) {
		return 0;
	} else if (pieces_sign(p, at + 2, ":") && pieces_number(p, at + 3, 2, 2, &minutes)) {
		n = 4;
	} else {
		minutes = 0;
	}
	if (hours > 14 || minutes > 59)
		return 0;
	m->when.offset = (int)(hours * 60 + minutes) * (west ? -1 : 1);
	m->zoned = true;
	return n;
}

static size_t
take_zone(const struct pieces *p, struct moment *m)
{
	const struct pieces_one *word = pieces_ahead(p, 0);
	int minutes;

	if (pieces_word(p, 0, "z") && word->glued)
		minutes = 0;
	else if (word->kind != PIECES_WORD || !calendar_zone(word->text, &minutes))
		return word->glued ? take_offset(p, 0, m) : 0;
	m->zoned = true;
	m->when.offset = minutes;
	return 1 + (minutes == 0 ? take_offset(p, 1, m) : 0);
}

/* ---- what may stand between --------------------------------------------------------------- */

static const char *const SIGNS[] = {",", "-", "–", "—", "|", "•", "·", "(", ")", ":", ".", "/", "،",
	"：", "，", "（", "）", "【", "】", "[", "]"};

/* What says in two words that it is the time of a change. */
static const char *const CHANGES[][2] = {{"cập", "nhật"}, {"sửa", "đổi"}, {"chỉnh", "sửa"},
	{"last", "updated"}, {"last", "modified"}, {"mis", "à"}, {"更", "新"}, {"수", "정"},
	{"última", "actualización"}, {"آخر", "تحديث"}, {"diperbarui", "pada"}};

static size_t
take_change(const struct pieces *p)
{
	const struct pieces_one *word = pieces_ahead(p, 0);

	for (size_t i = 0; i < sizeof CHANGES / sizeof *CHANGES; i++)
		if (pieces_word(p, 0, CHANGES[i][0]) && pieces_word(p, 1, CHANGES[i][1]))
			return pieces_word(p, 2, "jour") ? 3 : 2;
	return word->kind == PIECES_WORD && calendar_is_change(word->text);
}

static size_t
take_filler(const struct pieces *p, struct moment *m)
{
	const struct pieces_one *piece = pieces_ahead(p, 0);
	size_t n = take_change(p);

	m->updated = m->updated || n > 0;
	if (n > 0)
		return n;
	if (piece->kind == PIECES_WORD)
		return calendar_is_filler(piece->text);
	for (size_t i = 0; i < sizeof SIGNS / sizeof *SIGNS; i++)
		if (pieces_sign(p, 0, SIGNS[i]))
			return 1;
	return 0;
}

/* `来源：新华社` behind the moment: whose report it is, to the end of the line. */
static bool
is_source(const struct pieces *p)
{
	static const char *const words[][2] = {{"来", "源"}, {"來", "源"}, {"출", "처"}};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (pieces_word(p, 0, words[i][0]) && pieces_word(p, 1, words[i][1]))
			return true;
	return pieces_word(p, 0, "nguồn") && pieces_sign(p, 1, ":");
}

/* Every date has a year of four digits: most lines have none and need no closer look. */
static bool
has_year(const struct pieces *p)
{
	for (size_t i = 0; p->at[i].kind != PIECES_END; i++)
		if (p->at[i].kind == PIECES_NUMBER && p->at[i].digits == 4)
			return true;
	return false;
}

bool
moment_parse(struct slice line, struct moment *out)
{
	struct moment m = {.percent = 0};
	struct pieces p;

	*out = m;
	if (line.len > BYTES_MAX || !pieces_cut(line, &p) || !has_year(&p))
		return false;
	while (pieces_ahead(&p, 0)->kind != PIECES_END && (m.percent == 0 || !is_source(&p))) {
		size_t n = m.percent == 0 ? take_date(&p, &m) : 0;

		if (n == 0 && !m.timed)
			n = take_time(&p, &m);
		if (n == 0 && m.timed && !m.zoned)
			n = take_zone(&p, &m);
		if (n == 0)
			n = take_filler(&p, &m);
		if (n == 0)
			return false;
		p.next += n;
	}
	if (m.percent == 0)
		return false;
	*out = m;
	return true;
}
