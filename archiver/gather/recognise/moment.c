#include "archiver/gather/recognise/moment.h"

#include "archiver/gather/recognise/line.h"
#include "format/base/text.h"

/* A stamp has fewer pieces than this, and fewer bytes. */
#define PIECES_MAX 32
#define BYTES_MAX  160

/* Stamps are looked for in so many blocks from the top, and from the end. */
#define TOP_BLOCKS 8
#define END_BLOCKS 3

/* ---- a line in pieces --------------------------------------------------------------------- */

enum piece_kind { PIECE_NUMBER, PIECE_WORD, PIECE_SIGN, PIECE_END };

struct piece {
	enum piece_kind kind;
	struct slice text;
	unsigned value; /* of a number */
	bool glued;	/* nothing stands between it and the piece before */
};

struct pieces {
	struct piece at[PIECES_MAX + 1];
	size_t next;
};

static bool
is_digit(uint32_t point)
{
	return point >= '0' && point <= '9';
}

/* The 年, 月 and 日 of a date are words of one letter each. */
static bool
stands_alone(uint32_t point)
{
	return point >= 0x2E80;
}

static size_t
piece_len(struct slice s, enum piece_kind *kind)
{
	uint32_t point;
	size_t len = text_point(s, &point), n;

	*kind = is_digit(point) ? PIECE_NUMBER : line_is_letter(point) ? PIECE_WORD : PIECE_SIGN;
	if (*kind == PIECE_SIGN || stands_alone(point))
		return len;
	while ((n = text_point(slice_from(s, len), &point)) > 0) {
		if (*kind == PIECE_NUMBER ? !is_digit(point)
					  : !line_is_letter(point) || stands_alone(point))
			break;
		len += n;
	}
	return len;
}

/* False where the line is not text, or too long for a stamp. */
static bool
cut_pieces(struct slice line, struct pieces *out)
{
	size_t count = 0;
	bool glued = false;

	while (line.len > 0) {
		struct piece *p = &out->at[count];
		size_t n = line_blank(line);

		if (n > 0) {
			line = slice_from(line, n);
			glued = false;
			continue;
		}
		n = piece_len(line, &p->kind);
		if (n == 0 || ++count > PIECES_MAX)
			return false;
		p->text = slice_first(line, n);
		p->glued = glued;
		p->value = 0;
		if (p->kind == PIECE_NUMBER)
			for (size_t i = 0; i < n && i < 9; i++)
				p->value = p->value * 10 + (line.p[i] - '0');
		line = slice_from(line, n);
		glued = true;
	}
	out->at[count] = (struct piece){.kind = PIECE_END};
	out->next = 0;
	return count > 0;
}

static const struct piece *
ahead(const struct pieces *p, size_t by)
{
	for (size_t i = 0; i < by; i++)
		if (p->at[p->next + i].kind == PIECE_END)
			return &p->at[p->next + i];
	return &p->at[p->next + by];
}

static bool
sign_ahead(const struct pieces *p, size_t by, const char *sign)
{
	const struct piece *at = ahead(p, by);

	return at->kind == PIECE_SIGN && slice_is(at->text, sign);
}

static bool
word_ahead(const struct pieces *p, size_t by, const char *small)
{
	const struct piece *at = ahead(p, by);

	return at->kind == PIECE_WORD && line_is(at->text, small);
}

/* A number of `least` to `most` digits. */
static bool
number_ahead(const struct pieces *p, size_t by, size_t least, size_t most, unsigned *value)
{
	const struct piece *at = ahead(p, by);

	*value = at->value;
	return at->kind == PIECE_NUMBER && at->text.len >= least && at->text.len <= most;
}

/* ---- dates --------------------------------------------------------------------------------- */

static bool
set_date(struct moment *m, unsigned year, unsigned month, unsigned day, unsigned percent)
{
	if (year < 1000 || day < 1 || day > civil_month_days(year, month))
		return false;
	m->when.year = year;
	m->when.month = month;
	m->when.day = day;
	m->percent = percent;
	return true;
}

/* Three numbers with the same sign between them. */
static size_t
date_in_numbers(const struct pieces *p, struct moment *m)
{
	static const char *const signs[] = {"/", "-", "."};
	unsigned a, b, c;

	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
		if (!sign_ahead(p, 1, signs[i]) || !sign_ahead(p, 3, signs[i]))
			continue;
		if (number_ahead(p, 0, 4, 4, &a) && number_ahead(p, 2, 1, 2, &b) &&
			number_ahead(p, 4, 1, 2, &c))
			return set_date(m, a, b, c, 99) ? 5 : 0;
		if (number_ahead(p, 0, 1, 2, &a) && number_ahead(p, 2, 1, 2, &b) &&
			number_ahead(p, 4, 4, 4, &c))
			return set_date(m, c, b, a, 99) || set_date(m, c, a, b, 80) ? 5 : 0;
	}
	return 0;
}

/* `28 tháng 7 năm 2023`, `28 tháng 7, 2023`. */
static size_t
date_in_vietnamese(const struct pieces *p, struct moment *m)
{
	unsigned day, month, year;

	if (!number_ahead(p, 0, 1, 2, &day) || !word_ahead(p, 1, "tháng") ||
		!number_ahead(p, 2, 1, 2, &month) || !number_ahead(p, 4, 4, 4, &year))
		return 0;
	if (!word_ahead(p, 3, "năm") && !sign_ahead(p, 3, ",") && !sign_ahead(p, 3, "/"))
		return 0;
	return set_date(m, year, month, day, 99) ? 5 : 0;
}

/* `2023年6月18日`. */
static size_t
date_in_han(const struct pieces *p, struct moment *m)
{
	unsigned year, month, day;

	if (!number_ahead(p, 0, 4, 4, &year) || !word_ahead(p, 1, "年") ||
		!number_ahead(p, 2, 1, 2, &month) || !word_ahead(p, 3, "月") ||
		!number_ahead(p, 4, 1, 2, &day) || !word_ahead(p, 5, "日"))
		return 0;
	return set_date(m, year, month, day, 99) ? 6 : 0;
}

static unsigned
english_month(const struct piece *p)
{
	static const char *const names[12] = {"january", "february", "march", "april", "may",
		"june", "july", "august", "september", "october", "november", "december"};

	for (unsigned i = 0; p->kind == PIECE_WORD && i < 12; i++) {
		char brief[4] = {names[i][0], names[i][1], names[i][2], '\0'};

		if (line_is(p->text, names[i]) || line_is(p->text, brief) ||
			(i == 8 && line_is(p->text, "sept")))
			return i + 1;
	}
	return 0;
}

/* `May 16, 2023`, `16 May 2023`, with a stop behind a brief month or without. */
static size_t
date_in_english(const struct pieces *p, struct moment *m)
{
	unsigned month = english_month(ahead(p, 0)), day, year;
	size_t n = 1;

	if (month != 0) {
		n += sign_ahead(p, n, ".");
		if (!number_ahead(p, n++, 1, 2, &day))
			return 0;
	} else {
		month = english_month(ahead(p, 1));
		if (month == 0 || !number_ahead(p, 0, 1, 2, &day))
			return 0;
		n = 2 + sign_ahead(p, 2, ".");
	}
	n += sign_ahead(p, n, ",");
	if (!number_ahead(p, n, 4, 4, &year))
		return 0;
	return set_date(m, year, month, day, 99) ? n + 1 : 0;
}

static size_t
take_date(const struct pieces *p, struct moment *m)
{
	size_t n = date_in_numbers(p, m);

	if (n == 0)
		n = date_in_vietnamese(p, m);
	if (n == 0)
		n = date_in_han(p, m);
	return n != 0 ? n : date_in_english(p, m);
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

/* Twelve hours a half: `AM` and `PM`, in Vietnamese `SA` and `CH`. */
static size_t
take_half(const struct pieces *p, size_t at, unsigned *hour)
{
	bool early = word_ahead(p, at, "am") || word_ahead(p, at, "sa");
	bool late = word_ahead(p, at, "pm") || word_ahead(p, at, "ch");

	if ((!early && !late) || *hour == 0 || *hour > 12)
		return 0;
	*hour = *hour % 12 + (late ? 12 : 0);
	return 1;
}

/* `16:44`, `16:44:05`, `16:44:05.123`. */
static size_t
time_in_colons(const struct pieces *p, struct moment *m)
{
	unsigned hour, minute, second = 0, fraction;
	size_t n = 3;

	if (!number_ahead(p, 0, 1, 2, &hour) || !sign_ahead(p, 1, ":") ||
		!number_ahead(p, 2, 2, 2, &minute))
		return 0;
	if (sign_ahead(p, 3, ":") && number_ahead(p, 4, 2, 2, &second))
		n = 5;
	if (n == 5 && sign_ahead(p, 5, ".") && number_ahead(p, 6, 1, 9, &fraction))
		n = 7;
	n += take_half(p, n, &hour);
	return set_time(m, hour, minute, second) ? n : 0;
}

/* `16h44`, `16h`, `9 giờ 30 phút`, `9g30`. */
static size_t
time_in_words(const struct pieces *p, struct moment *m)
{
	unsigned hour, minute = 0;
	size_t n = 2;

	if (!number_ahead(p, 0, 1, 2, &hour) ||
		(!word_ahead(p, 1, "h") && !word_ahead(p, 1, "giờ") && !word_ahead(p, 1, "g")))
		return 0;
	if (number_ahead(p, 2, 1, 2, &minute))
		n = 3;
	n += word_ahead(p, n, "phút") || word_ahead(p, n, "p");
	return set_time(m, hour, n == 2 ? 0 : minute, 0) ? n : 0;
}

/* `+7`, `+07`, `+0700`, `+07:00`, at most 14 hours; from piece `at` on. */
static size_t
take_offset(const struct pieces *p, size_t at, struct moment *m)
{
	bool west = sign_ahead(p, at, "-") || sign_ahead(p, at, "−");
	unsigned hours, minutes = 0;
	size_t n = 2;

	if ((!west && !sign_ahead(p, at, "+")) || ahead(p, at + 1)->kind != PIECE_NUMBER)
		return 0;
	if (number_ahead(p, at + 1, 4, 4, &hours)) {
		minutes = hours % 100;
		hours /= 100;
	} else if (!number_ahead(p, at + 1, 1, 2, &hours)) {
		return 0;
	} else if (sign_ahead(p, at + 2, ":") && number_ahead(p, at + 3, 2, 2, &minutes)) {
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
	bool named = word_ahead(p, 0, "gmt") || word_ahead(p, 0, "utc");

	if (named || (word_ahead(p, 0, "z") && ahead(p, 0)->glued)) {
		m->zoned = true;
		m->when.offset = 0;
		return named ? 1 + take_offset(p, 1, m) : 1;
	}
	if (word_ahead(p, 0, "ict")) {
		m->zoned = true;
		m->when.offset = 7 * 60;
		return 1;
	}
	return ahead(p, 0)->glued ? take_offset(p, 0, m) : 0;
}

/* ---- what may stand between --------------------------------------------------------------- */

static const char *const FILLERS[] = {"thứ", "hai", "ba", "tư", "năm", "sáu", "bảy", "bẩy", "chủ",
	"nhật", "ngày", "lúc", "vào", "hồi", "đăng", "tải", "gửi", "xuất", "bản", "thời", "gian",
	"phát", "hành", "giờ", "việt", "nam", "monday", "tuesday", "wednesday", "thursday",
	"friday", "saturday", "sunday", "mon", "tue", "wed", "thu", "fri", "sat", "sun",
	"published", "posted", "on", "at", "date", "time", "t", "cn"};

static const char *const SIGNS[] = {",", "-", "–", "—", "|", "•", "·", "(", ")", ":", ".", "/"};

static const char *const CHANGES[][2] = {
	{"cập", "nhật"}, {"sửa", "đổi"}, {"chỉnh", "sửa"}, {"last", "updated"}};

static size_t
take_filler(const struct pieces *p, struct moment *m)
{
	for (size_t i = 0; i < sizeof CHANGES / sizeof *CHANGES; i++)
		if (word_ahead(p, 0, CHANGES[i][0]) && word_ahead(p, 1, CHANGES[i][1])) {
			m->updated = true;
			return 2;
		}
	if (word_ahead(p, 0, "updated") || word_ahead(p, 0, "modified")) {
		m->updated = true;
		return 1;
	}
	for (size_t i = 0; i < sizeof FILLERS / sizeof *FILLERS; i++)
		if (word_ahead(p, 0, FILLERS[i]))
			return 1;
	for (size_t i = 0; i < sizeof SIGNS / sizeof *SIGNS; i++)
		if (sign_ahead(p, 0, SIGNS[i]))
			return 1;
	return 0;
}

bool
moment_parse(struct slice line, struct moment *out)
{
	struct moment m = {.percent = 0};
	struct pieces p;

	*out = m;
	if (line.len > BYTES_MAX || !cut_pieces(line, &p))
		return false;
	while (ahead(&p, 0)->kind != PIECE_END) {
		size_t n = m.percent == 0 ? take_date(&p, &m) : 0;

		if (n == 0 && !m.timed)
			n = time_in_colons(&p, &m);
		if (n == 0 && !m.timed)
			n = time_in_words(&p, &m);
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

/* ---- in a story ---------------------------------------------------------------------------- */

static void
write_offset(struct bytes *out, int minutes)
{
	int size = minutes < 0 ? -minutes : minutes;

	bytes_fmt(out, "%c%02d:%02d", minutes < 0 ? '-' : '+', size / 60, size % 60);
}

static void
tell(struct story *s, size_t block, const struct moment *m)
{
	struct bytes normal = BYTES_UP_TO(64), assumed = BYTES_UP_TO(64);
	struct slice text = story_block_text(s, block);

	civil_write(&m->when, &normal);
	if (!m->timed)
		bytes_str(&assumed, "time 00:00:00");
	if (!m->zoned) {
		bytes_str(&assumed, assumed.len > 0 ? ", time zone " : "time zone ");
		write_offset(&assumed, m->when.offset);
	}
	if (normal.failed == RC_NOMEM || assumed.failed == RC_NOMEM)
		s->failed = RC_NOMEM;
	story_add_finding(s,
		&(struct story_finding){.field = m->updated ? "updated" : "published",
			.value = text,
			.normalised = arena_copy(&s->made, bytes_slice(&normal)),
			.at = text,
			.block = block,
			.rule = m->timed ? "stamp line" : "stamp line without a time",
			.percent = m->percent,
			.assumed = arena_copy(&s->made, bytes_slice(&assumed))});
	bytes_release(&normal);
	bytes_release(&assumed);
}

void
moment_find(struct story *s, int zone)
{
	unsigned best = 0;

	for (size_t i = 0; i < s->block_count; i++) {
		struct moment m;
		unsigned worth;

		if (i == TOP_BLOCKS && s->block_count > TOP_BLOCKS + END_BLOCKS)
			i = s->block_count - END_BLOCKS;
		if (!moment_parse(story_block_text(s, i), &m))
			continue;
		if (!m.zoned)
			m.when.offset = zone;
		if (i >= TOP_BLOCKS)
			m.percent = m.percent * 4 / 5;
		s->blocks[i].role = STORY_MOMENT;
		s->blocks[i].percent = (uint8_t)m.percent;
		tell(s, i, &m);
		worth = 2 * m.percent + m.timed - (m.updated ? 100 : 0);
		if (worth > best) {
			best = worth;
			s->published = m.when;
			s->dated = true;
		}
	}
}
