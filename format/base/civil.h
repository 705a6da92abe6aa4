/*
 * civil.h -- days and times as people write them, and as seconds since
 * 1970-01-01T00:00:00Z.
 *
 * The calendar is the proleptic Gregorian one, from year 1 to year 9999, every
 * day 86,400 seconds long: leap seconds have no number here, as in POSIX. Texts
 * are the RFC 3339 profile of ISO 8601 in one spelling each (four-digit years,
 * upper-case T and Z, no fraction of a second, no second 60, `Z` and never
 * +00:00 or -00:00), so that writing what was parsed gives the same text again.
 * No zone table, no clock, no locale.
 */
#ifndef ANNALS_FORMAT_BASE_CIVIL_H
#define ANNALS_FORMAT_BASE_CIVIL_H

#include "format/base/bytes.h"

#define CIVIL_YEAR_MAX	  9999U
#define CIVIL_DAY_SECONDS 86400

/* The largest distance from UTC that RFC 3339 can write, 23:59, in minutes. */
#define CIVIL_OFFSET_MAX 1439

struct civil {
	unsigned year;	/* 1 to 9999 */
	unsigned month; /* 1 to 12 */
	unsigned day;	/* 1 to 31 */
	unsigned hour;	/* 0 to 23 */
	unsigned minute;
	unsigned second;
	int offset; /* of the clock these stand on: minutes east of UTC */
};

/* 28 to 31, or 0 where there is no such month or year. */
unsigned civil_month_days(unsigned year, unsigned month);

/* True where every field is in its range and the month has that day. */
bool civil_check(const struct civil *c);

/* Seconds since the epoch, less than none before 1970. `c` must pass civil_check. */
int64_t civil_seconds(const struct civil *c);

/* The same moment on a clock `offset` minutes east of UTC; false outside years 1 to 9999. */
bool civil_of(int64_t seconds, int offset, struct civil *out);

/*
 * `YYYY-MM-DDTHH:MM:SSZ`, or with `+HH:MM` or `-HH:MM` where the offset is not
 * zero. Parsing is true where `s` is exactly that and civil_check holds.
 */
bool civil_parse(struct slice s, struct civil *out);
void civil_write(const struct civil *c, struct bytes *out);

/* `YYYY-MM-DD`; parsed, it is that day's first second, UTC. */
bool civil_date_parse(struct slice s, struct civil *out);
void civil_date_write(const struct civil *c, struct bytes *out);

/* `YYYY-MM`; parsed, it is that month's first second, UTC. */
bool civil_month_parse(struct slice s, struct civil *out);
void civil_month_write(const struct civil *c, struct bytes *out);

#endif
