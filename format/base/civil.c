#include "format/base/civil.h"

#include "format/base/cursor.h"
#include "format/base/number.h"

static bool
is_leap(unsigned year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

unsigned
civil_month_days(unsigned year, unsigned month)
{
	static const uint8_t days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	if (year < 1 || year > CIVIL_YEAR_MAX || month < 1 || month > 12)
		return 0;
	return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

bool
civil_check(const struct civil *c)
{
	return c->day >= 1 && c->day <= civil_month_days(c->year, c->month) && c->hour <= 23 &&
		c->minute <= 59 && c->second <= 59 && c->offset >= -CIVIL_OFFSET_MAX &&
		c->offset <= CIVIL_OFFSET_MAX;
}

/*
 * Days are counted in years that begin in March, so that the leap day is the
 * last of its year and the months before it always hold the same number of
 * days: (153 m + 2) / 5 of them precede month m, March being 0. Day 0 is
 * 1 March of the year 0.
 */
#define MARCH_DAYS_TO_EPOCH 719468
#define DAYS_IN_400_YEARS   146097

static int64_t
march_days(unsigned year, unsigned month, unsigned day)
{
	unsigned y = month > 2 ? year : year - 1;
	unsigned m = month > 2 ? month - 3 : month + 9;

	return (int64_t)y * 365 + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1;
}

int64_t
civil_seconds(const struct civil *c)
{
	int64_t days = march_days(c->year, c->month, c->day) - MARCH_DAYS_TO_EPOCH;

	return days * CIVIL_DAY_SECONDS + c->hour * 3600 + c->minute * 60 + c->second -
		c->offset * 60;
}

static void
set_day(struct civil *c, unsigned days)
{
	unsigned in_era = days % DAYS_IN_400_YEARS;
	/* Leaving the leap days out: one every 4 years but every 100 but every 400. */
	unsigned y = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
	unsigned in_year = in_era - (y * 365 + y / 4 - y / 100);
	unsigned m = (5 * in_year + 2) / 153;

	c->day = in_year - (153 * m + 2) / 5 + 1;
	c->month = m < 10 ? m + 3 : m - 9;
	c->year = days / DAYS_IN_400_YEARS * 400 + y + (m < 10 ? 0 : 1);
}

bool
civil_of(int64_t seconds, int offset, struct civil *out)
{
	static const struct civil first = {1, 1, 1, 0, 0, 0, 0};
	static const struct civil last = {CIVIL_YEAR_MAX, 12, 31, 23, 59, 59, 0};
	int64_t local, in_day;

	if (offset < -CIVIL_OFFSET_MAX || offset > CIVIL_OFFSET_MAX)
		return false;
	/* A day of margin, so that adding the offset cannot overflow. */
	if (seconds < civil_seconds(&first) - CIVIL_DAY_SECONDS ||
		seconds > civil_seconds(&last) + CIVIL_DAY_SECONDS)
		return false;
	local = seconds + offset * 60;
	if (local < civil_seconds(&first) || local > civil_seconds(&last))
		return false;
	local += (int64_t)MARCH_DAYS_TO_EPOCH * CIVIL_DAY_SECONDS;
	in_day = local % CIVIL_DAY_SECONDS;
	set_day(out, (unsigned)(local / CIVIL_DAY_SECONDS));
	out->hour = (unsigned)(in_day / 3600);
	out->minute = (unsigned)(in_day / 60 % 60);
	out->second = (unsigned)(in_day % 60);
	out->offset = offset;
	return true;
}

static unsigned
digits(struct cursor *c, size_t n)
{
	unsigned v = 0;

	if (!number_digits(cursor_take(c, n), &v))
		c->failed = true;
	return v;
}

static int
offset_of(struct cursor *c)
{
	uint8_t sign = cursor_u8(c);
	unsigned hours, minutes;

	if (sign == 'Z')
		return 0;
	hours = digits(c, 2);
	cursor_literal(c, ":");
	minutes = digits(c, 2);
	if ((sign != '+' && sign != '-') || hours > 23 || minutes > 59 || hours + minutes == 0)
		c->failed = true;
	return (sign == '-' ? -1 : 1) * (int)(hours * 60 + minutes);
}

static void
date_of(struct cursor *c, struct civil *t)
{
	t->year = digits(c, 4);
	cursor_literal(c, "-");
	t->month = digits(c, 2);
	cursor_literal(c, "-");
	t->day = digits(c, 2);
}

static bool
accept(const struct cursor *c, const struct civil *t, struct civil *out)
{
	if (!cursor_ended(c) || !civil_check(t))
		return false;
	*out = *t;
	return true;
}

bool
civil_parse(struct slice s, struct civil *out)
{
	struct cursor c = cursor_over(s);
	struct civil t = {0};

	date_of(&c, &t);
	cursor_literal(&c, "T");
	t.hour = digits(&c, 2);
	cursor_literal(&c, ":");
	t.minute = digits(&c, 2);
	cursor_literal(&c, ":");
	t.second = digits(&c, 2);
	t.offset = offset_of(&c);
	return accept(&c, &t, out);
}

void
civil_write(const struct civil *c, struct bytes *out)
{
	unsigned distance = (unsigned)(c->offset < 0 ? -c->offset : c->offset);

	civil_date_write(c, out);
	bytes_fmt(out, "T%02u:%02u:%02u", c->hour, c->minute, c->second);
	if (c->offset == 0)
		bytes_str(out, "Z");
	else
		bytes_fmt(out, "%c%02u:%02u", c->offset < 0 ? '-' : '+', distance / 60,
			distance % 60);
}

bool
civil_date_parse(struct slice s, struct civil *out)
{
	struct cursor c = cursor_over(s);
	struct civil t = {0};

	date_of(&c, &t);
	return accept(&c, &t, out);
}

void
civil_date_write(const struct civil *c, struct bytes *out)
{
	bytes_fmt(out, "%04u-%02u-%02u", c->year, c->month, c->day);
}

bool
civil_month_parse(struct slice s, struct civil *out)
{
	struct cursor c = cursor_over(s);
	struct civil t = {.day = 1};

	t.year = digits(&c, 4);
	cursor_literal(&c, "-");
	t.month = digits(&c, 2);
	return accept(&c, &t, out);
}

void
civil_month_write(const struct civil *c, struct bytes *out)
{
	bytes_fmt(out, "%04u-%02u", c->year, c->month);
}
