#include "archiver/gather/recognise/day.h"

#include "archiver/gather/recognise/calendar.h"
#include "archiver/gather/recognise/line.h"
#include "format/base/text.h"

/* Of what is called published on a page: before, there were no pages. */
#define YEAR_MIN 1990
#define YEAR_MAX 2099

/* ---- numbers ------------------------------------------------------------------------------- */

static bool
is_digit(struct slice s, size_t at)
{
	return at < s.len && s.p[at] >= '0' && s.p[at] <= '9';
}

static size_t
digits_at(struct slice s, size_t at)
{
	size_t n = 0;

	while (is_digit(s, at + n))
		n++;
	return n;
}

static unsigned
number_at(struct slice s, size_t at, size_t n)
{
	unsigned v = 0;

	for (size_t i = 0; i < n && i < 8; i++)
		v = v * 10 + (unsigned)(s.p[at + i] - '0');
	return v;
}

static bool
is_day(unsigned year, unsigned month, unsigned day)
{
	return year >= YEAR_MIN && year <= YEAR_MAX && day > 0 &&
		day <= civil_month_days(year, month);
}

/* ---- times ------------------------------------------------------------------------------------
 */

static size_t
skip_blanks(struct slice s, size_t at)
{
	size_t n;

	while ((n = line_blank(slice_from(s, at))) > 0)
		at += n;
	return at;
}

/* `Z`, `+07:00`, `+0700`, `+07`, `GMT+7`, `GMT`; gives true and sets the offset. */
static bool
zone_at(struct slice s, size_t at, int *offset)
{
	size_t n, sign;
	unsigned hours, minutes = 0;

	at = skip_blanks(s, at);
	while (at < s.len && (s.p[at] == '(' || s.p[at] == ','))
		at = skip_blanks(s, at + 1);
	*offset = 0;
	if (slice_starts(slice_from(s, at), "GMT") || slice_starts(slice_from(s, at), "UTC"))
		at += 3;
	else if (at < s.len && s.p[at] == 'Z')
		return true;
	else if (at >= s.len || (s.p[at] != '+' && s.p[at] != '-'))
		return false;
	sign = skip_blanks(s, at);
	if (sign >= s.len || (s.p[sign] != '+' && s.p[sign] != '-') || !is_digit(s, sign + 1))
		return true;
	n = digits_at(s, sign + 1);
	hours = number_at(s, sign + 1, n < 2 ? n : 2);
	if (n == 4)
		minutes = number_at(s, sign + 3, 2);
	else if (n <= 2 && sign + 1 + n < s.len && s.p[sign + 1 + n] == ':' &&
		digits_at(s, sign + 2 + n) >= 2)
		minutes = number_at(s, sign + 2 + n, 2);
	if (hours > 14 || minutes > 59)
		return false;
	*offset = (int)(hours * 60 + minutes);
	if (s.p[sign] == '-')
		*offset = -*offset;
	return true;
}

/* `13:03`, `13:03:05.123`, `1:03 PM`, `13h03` at `at`; fills the time in. */
static bool
time_at(struct slice s, size_t at, struct day *d)
{
	size_t n = digits_at(s, at), m, end;
	unsigned hour, minute, second = 0;

	if (n == 0 || n > 2 || at + n >= s.len ||
		(s.p[at + n] != ':' && s.p[at + n] != 'h' && s.p[at + n] != 'H' &&
			!(s.p[at + n] == '.' && digits_at(s, at + n + 1) == 2)))
		return false;
	m = digits_at(s, at + n + 1);
	if (m != 2)
		return false;
	hour = number_at(s, at, n);
	minute = number_at(s, at + n + 1, 2);
	end = at + n + 3;
	if (end < s.len && s.p[end] == ':' && digits_at(s, end + 1) >= 2) {
		second = number_at(s, end + 1, 2);
		end += 3;
		if (end < s.len && s.p[end] == '.')
			end += 1 + digits_at(s, end + 1);
	}
	n = skip_blanks(s, end);
	if (line_starts(slice_from(s, n), "pm") > 0 || line_starts(slice_from(s, n), "p.m") > 0) {
		hour = hour < 12 ? hour + 12 : hour;
		end = n + 2;
	} else if (line_starts(slice_from(s, n), "am") > 0 ||
		line_starts(slice_from(s, n), "a.m") > 0) {
		hour = hour == 12 ? 0 : hour;
		end = n + 2;
	}
	if (hour > 23 || minute > 59)
		return false;
	d->when.hour = hour;
	d->when.minute = minute;
	d->when.second = second < 60 ? second : 59;
	d->timed = true;
	d->zoned = zone_at(s, end, &d->when.offset);
	return true;
}

/* The first time in the next few characters. */
static void
time_near(struct slice s, size_t at, struct day *d)
{
	for (size_t i = at; i < s.len && i < at + 24; i++) {
		if (!is_digit(s, i))
			continue;
		if (time_at(s, i, d) || digits_at(s, i) > 2)
			return;
		i += digits_at(s, i) - 1;
	}
}

/* ---- data --------------------------------------------------------------------------------------
 */

static bool
set_day(struct day *d, unsigned year, unsigned month, unsigned day)
{
	if (!is_day(year, month, day))
		return false;
	*d = (struct day){.when = {.year = year, .month = month, .day = day}};
	return true;
}

/* Year, month and day behind one another, with a sign between or none. */
static bool
iso_at(struct slice s, size_t at, struct day *d, size_t *end)
{
	size_t n = digits_at(s, at), m, k, month, day;

	if (n == 8) {
		*end = at + 8;
		return set_day(
			d, number_at(s, at, 4), number_at(s, at + 4, 2), number_at(s, at + 6, 2));
	}
	if (n != 4 || at + 5 >= s.len || strchr("-/.", s.p[at + 4]) == NULL)
		return false;
	month = skip_blanks(s, at + 5);
	m = digits_at(s, month);
	if (m == 0 || m > 2 || month + m >= s.len || s.p[month + m] != s.p[at + 4])
		return false;
	day = skip_blanks(s, month + m + 1);
	k = digits_at(s, day);
	*end = day + k;
	return k > 0 && k <= 2 &&
		set_day(d, number_at(s, at, 4), number_at(s, month, m), number_at(s, day, k));
}

bool
day_parse(struct slice text, struct day *out)
{
	size_t end;

	text = line_trim(text);
	if (iso_at(text, 0, out, &end)) {
		if (end < text.len && (text.p[end] == 'T' || text.p[end] == 't'))
			end++;
		time_near(text, end, out);
		out->at = text;
		return true;
	}
	return day_find(text, false, out);
}

/* ---- lines --------------------------------------------------------------------------------------
 */

/* How months begin, in small letters, in the languages that newsrooms write in. */
static const struct {
	const char *begins;
	unsigned month;
} MONTHS[] = {{"jan", 1}, {"jän", 1}, {"jän", 1}, {"gen", 1}, {"ene", 1}, {"sty", 1}, {"янв", 1},
	{"oca", 1}, {"sij", 1}, {"led", 1}, {"ιαν", 1}, {"feb", 2}, {"fév", 2}, {"fev", 2},
	{"febr", 2}, {"lut", 2}, {"фев", 2}, {"şub", 2}, {"úno", 2}, {"φεβ", 2}, {"velj", 2},
	{"mar", 3}, {"mär", 3}, {"mrz", 3}, {"maa", 3}, {"mrt", 3}, {"мар", 3}, {"bře", 3},
	{"már", 3}, {"μαρ", 3}, {"ožu", 3}, {"apr", 4}, {"avr", 4}, {"abr", 4}, {"kwi", 4},
	{"апр", 4}, {"nis", 4}, {"dub", 4}, {"ápr", 4}, {"απρ", 4}, {"trav", 4}, {"may", 5},
	{"mai", 5}, {"maj", 5}, {"mei", 5}, {"mag", 5}, {"mayo", 5}, {"май", 5}, {"мая", 5},
	{"kvě", 5}, {"máj", 5}, {"μαΐ", 5}, {"μαι", 5}, {"svib", 5}, {"jun", 6}, {"jui", 6},
	{"juin", 6}, {"giu", 6}, {"cze", 6}, {"июн", 6}, {"haz", 6}, {"červn", 6}, {"jún", 6},
	{"ιουν", 6}, {"lip", 6}, {"jul", 7}, {"juil", 7}, {"lug", 7}, {"lipca", 7}, {"lipiec", 7},
	{"июл", 7}, {"tem", 7}, {"července", 7}, {"júl", 7}, {"ιουλ", 7}, {"srp", 7}, {"aug", 8},
	{"aoû", 8}, {"aou", 8}, {"ago", 8}, {"sie", 8}, {"авг", 8}, {"ağu", 8}, {"srpna", 8},
	{"αυγ", 8}, {"kol", 8}, {"sep", 9}, {"set", 9}, {"wrz", 9}, {"сен", 9}, {"eyl", 9},
	{"zář", 9}, {"szept", 9}, {"σεπ", 9}, {"ruj", 9}, {"oct", 10}, {"okt", 10}, {"ott", 10},
	{"out", 10}, {"paź", 10}, {"окт", 10}, {"eki", 10}, {"říj", 10}, {"οκτ", 10}, {"list", 10},
	{"nov", 11}, {"listop", 11}, {"ноя", 11}, {"kas", 11}, {"νοε", 11}, {"stu", 11},
	{"dec", 12}, {"dez", 12}, {"déc", 12}, {"dic", 12}, {"gru", 12}, {"дек", 12}, {"ara", 12},
	{"pros", 12}, {"δεκ", 12}};

/* Which month the word at `at` names, by its longest beginning on the list; its end. */
static unsigned
month_at(struct slice s, size_t at, size_t *end)
{
	struct slice rest = slice_from(s, at);
	size_t longest = 0;
	unsigned month = 0;
	uint32_t point;
	size_t n, len = 0;

	while ((n = text_point(slice_from(rest, len), &point)) > 0 && line_is_letter(point))
		len += n;
	if (len < 3 || len > 24)
		return 0;
	rest = slice_first(rest, len);
	for (size_t i = 0; i < sizeof MONTHS / sizeof *MONTHS; i++) {
		n = line_starts(rest, MONTHS[i].begins);
		if (n > longest) {
			longest = n;
			month = MONTHS[i].month;
		}
	}
	*end = at + len;
	if (*end < s.len && s.p[*end] == '.')
		++*end;
	return month > 0 ? month : calendar_month(rest);
}

/* Passes over blanks, commas, stops and the small words between the parts of a date. */
static size_t
skip_joints(struct slice s, size_t at)
{
	static const char *const joints[] = {
		"de ", "del ", "of ", "tháng ", "năm ", "st", "nd", "rd", "th", "er", "º", "ª"};
	size_t before;

	do {
		before = at;
		at = skip_blanks(s, at);
		while (at < s.len && (s.p[at] == ',' || s.p[at] == '.'))
			at++;
		for (size_t i = 0; i < sizeof joints / sizeof *joints; i++)
			at += line_starts(slice_from(s, at), joints[i]);
	} while (at != before);
	return at;
}

static bool
year_at(struct slice s, size_t at, unsigned *year, size_t *end)
{
	size_t n = digits_at(s, at);

	*end = at + n;
	*year = n == 4 ? number_at(s, at, 4) : 0;
	return n == 4;
}

/* `.19` behind `19.11`: two digits behind a stop or a slash that stands at `first`, too. */
static bool
short_year_at(struct slice s, size_t first, size_t second, unsigned *year, size_t *end)
{
	if (s.p[first] != s.p[second] || s.p[second] == '-' || digits_at(s, second + 1) != 2)
		return false;
	*end = second + 3;
	*year = 2000 + number_at(s, second + 1, 2);
	return *end >= s.len || strchr("./:-%", s.p[*end]) == NULL;
}

/* `19 November 2019`, `19/11/2019`, `ngày 19 tháng 11 năm 2019`: a number first. */
static bool
day_first_at(struct slice s, size_t at, bool month_first, struct day *d, size_t *end)
{
	size_t n = digits_at(s, at), next = skip_joints(s, at + n), m;
	unsigned day = number_at(s, at, n), month, year;

	if (n == 0 || n > 2)
		return false;
	month = month_at(s, next, end);
	if (month > 0)
		return year_at(s, skip_joints(s, *end), &year, end) && set_day(d, year, month, day);
	if (at + n >= s.len)
		return false;
	next = strchr("/.-", s.p[at + n]) != NULL ? skip_blanks(s, at + n + 1) : next;
	m = digits_at(s, next);
	if (m == 0 || m > 2 || next == at + n)
		return false;
	month = number_at(s, next, m);
	next += m;
	if (next < s.len && strchr("/.-", s.p[next]) != NULL) {
		if (!short_year_at(s, at + n, next, &year, end) &&
			!year_at(s, skip_blanks(s, next + 1), &year, end))
			return false;
	} else if ((next = skip_joints(s, next)) >= s.len || !year_at(s, next, &year, end)) {
		return false;
	}
	if (month > 12 || (month_first && day <= 12))
		return set_day(d, year, day, month);
	return set_day(d, year, month, day);
}

/* `November 19, 2019`. */
static bool
month_first_at(struct slice s, size_t at, struct day *d, size_t *end)
{
	unsigned month = month_at(s, at, end), day, year;
	size_t n;

	if (month == 0)
		return false;
	at = skip_joints(s, *end);
	n = digits_at(s, at);
	if (n == 0 || n > 2)
		return false;
	day = number_at(s, at, n);
	return year_at(s, skip_joints(s, at + n), &year, end) && set_day(d, year, month, day);
}

/* `2019年11月19日`, `2019년 11월 19일`. */
static bool
east_asian_at(struct slice s, size_t at, struct day *d, size_t *end)
{
	unsigned v[3] = {0, 0, 0};

	for (size_t i = 0; i < 3; i++) {
		size_t n = digits_at(s, at);

		if (n == 0 || n > 4 || at + n >= s.len || s.p[at + n] < 0xE0)
			return false;
		v[i] = number_at(s, at, n);
		at = skip_blanks(s, at + n + 3);
	}
	*end = at;
	return set_day(d, v[0], v[1], v[2]);
}

static const char *const UPDATED[] = {"update", "modifi", "cập nhật", "aktualisier", "mis à jour",
	"mise à jour", "actualiz", "aggiorna", "atualiz", "edited", "reviewed", "geändert",
	"letzte änderung", "bijgewerkt", "aktualiz", "frissít", "обновлен", "изменен", "更新",
	"수정", "تحديث", "diperbarui"};

static const char *const PUBLISHED[] = {"publish", "posted", "veröffentlicht", "erschienen",
	"erstellt am", "publié", "mise en ligne", "mis en ligne", "publicad", "pubblicat",
	"geplaatst", "publiceret", "publicerad", "publisert", "julkaistu", "megjelen", "zveřejn",
	"opublikowan", "опубликован", "đăng", "xuất bản", "公開", "発行", "发布", "发稿", "發布",
	"등록", "입력", "نشر", "diterbitkan", "เผยแพร่", "pressemitteilung vom", "released",
	"veröffentlichung"};

#define COUNT(list) (sizeof(list) / sizeof *(list))

/* Where the last of the words in `folded` ends, or 0. */
static size_t
last_of(struct slice folded, const char *const *words, size_t count)
{
	size_t last = 0;

	for (size_t i = 0; i < count; i++) {
		size_t len = strlen(words[i]);

		for (size_t at = last; at + len <= folded.len; at++)
			if (memcmp(folded.p + at, words[i], len) == 0)
				last = at + len;
	}
	return last;
}

/* What stands right before a day, in small letters. */
static void
fold_end(struct slice before, struct bytes *out)
{
	if (before.len > 60)
		before = slice_from(before, before.len - 60);
	while (before.len > 0 && (before.p[0] & 0xC0) == 0x80)
		before = slice_from(before, 1);
	line_fold(before, out);
}

static bool
says_updated(struct slice before)
{
	struct bytes folded = BYTES_UP_TO(1024);
	bool said;

	fold_end(before, &folded);
	said = last_of(bytes_slice(&folded), UPDATED, COUNT(UPDATED)) > 0;
	bytes_release(&folded);
	return said;
}

bool
day_says_published(struct slice before)
{
	struct bytes folded = BYTES_UP_TO(1024);
	bool said;

	fold_end(before, &folded);
	said = last_of(bytes_slice(&folded), PUBLISHED, COUNT(PUBLISHED)) >
		last_of(bytes_slice(&folded), UPDATED, COUNT(UPDATED));
	bytes_release(&folded);
	return said;
}

static bool
any_at(struct slice s, size_t at, bool month_first, struct day *d, size_t *end)
{
	if (is_digit(s, at))
		return iso_at(s, at, d, end) || day_first_at(s, at, month_first, d, end) ||
			east_asian_at(s, at, d, end);
	return month_first_at(s, at, d, end);
}

bool
day_find(struct slice text, bool month_first, struct day *out)
{
	bool inside = false; /* a word or a number */
	uint32_t point;
	size_t n, end;

	for (size_t at = 0; (n = text_point(slice_from(text, at), &point)) > 0; at += n) {
		bool part = (point >= '0' && point <= '9') || line_is_letter(point);

		if (part && !inside && any_at(text, at, month_first, out, &end)) {
			out->at = slice_of(text.p + at, end - at);
			out->updated = says_updated(slice_first(text, at));
			time_near(text, end, out);
			if (!out->timed && at > 0)
				time_near(slice_first(text, at), at > 12 ? at - 12 : 0, out);
			return true;
		}
		inside = part;
	}
	return false;
}

/* `29-10-2021` or `08112021`, as a part of a path that begins with it. */
static bool
day_first_in_path(struct slice s, size_t at, struct day *d, size_t *end)
{
	size_t n = digits_at(s, at);

	if (at == 0 || s.p[at - 1] != '/')
		return false;
	*end = at + 8;
	if (n == 8)
		return set_day(
			d, number_at(s, at + 4, 4), number_at(s, at + 2, 2), number_at(s, at, 2));
	*end = at + 10;
	return n == 2 && at + 10 <= s.len && s.p[at + 2] == '-' && digits_at(s, at + 3) == 2 &&
		s.p[at + 5] == '-' && digits_at(s, at + 6) == 4 &&
		set_day(d, number_at(s, at + 6, 4), number_at(s, at + 3, 2), number_at(s, at, 2));
}

bool
day_in_address(struct slice address, struct day *out)
{
	size_t end;

	for (size_t at = 0; at < address.len; at++) {
		if (!is_digit(address, at) || (at > 0 && is_digit(address, at - 1)))
			continue;
		if ((((digits_at(address, at) == 4 || digits_at(address, at) == 8) &&
			     iso_at(address, at, out, &end)) ||
			    day_first_in_path(address, at, out, &end)) &&
			!is_digit(address, end)) {
			out->at = slice_of(address.p + at, end - at);
			return true;
		}
	}
	return false;
}
