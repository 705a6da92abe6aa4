#include "archiver/gather/read/photo_date.h"

#include "format/base/cursor.h"

static bool
is_digit(const struct cursor *c, size_t at)
{
	return at < c->left && c->p[at] >= '0' && c->p[at] <= '9';
}

/* Exactly `n` digits, or nothing and false. */
static bool
digits(struct cursor *c, size_t n, unsigned *out)
{
	unsigned v = 0;

	for (size_t i = 0; i < n; i++) {
		if (!is_digit(c, i))
			return false;
		v = v * 10 + (unsigned)(c->p[i] - '0');
	}
	cursor_take(c, n);
	*out = v;
	return true;
}

/* One of these, where it is there. */
static uint8_t
one_of(struct cursor *c, const char *signs)
{
	if (c->left == 0 || c->p[0] == 0 || strchr(signs, c->p[0]) == NULL)
		return 0;
	return cursor_u8(c);
}

static bool
parse_zone(struct cursor *c, int *offset)
{
	uint8_t sign = one_of(c, "+-Zz");
	unsigned hours, minutes = 0;

	if (sign == 'Z' || sign == 'z') {
		*offset = 0;
		return true;
	}
	if (sign == 0 || !digits(c, 2, &hours))
		return false;
	one_of(c, ":");
	if (!digits(c, 2, &minutes) || hours > 23 || minutes > 59)
		return false;
	*offset = (int)(hours * 60 + minutes) * (sign == '-' ? -1 : 1);
	return true;
}

static bool
parse_time(struct cursor *c, struct photo_date *d)
{
	d->at.second = 0;
	one_of(c, "T ");
	if (!digits(c, 2, &d->at.hour))
		return false;
	one_of(c, ":");
	if (!digits(c, 2, &d->at.minute))
		return false;
	one_of(c, ":");
	(void)digits(c, 2, &d->at.second);
	if (one_of(c, ".,") != 0)
		while (is_digit(c, 0))
			cursor_take(c, 1);
	one_of(c, " ");
	if (d->at.second == 60)
		d->at.second = 59;
	return d->at.hour <= 23 && d->at.minute <= 59 && d->at.second <= 59;
}

bool
photo_date_parse(struct slice s, int zone, struct photo_date *out)
{
	struct cursor c = cursor_over(s);
	struct photo_date d = {.at = {.month = 1, .day = 1, .offset = zone}};

	if (!digits(&c, 4, &d.at.year) || d.at.year == 0)
		return false;
	one_of(&c, "-:/.");
	d.month = digits(&c, 2, &d.at.month) && d.at.month > 0;
	one_of(&c, "-:/.");
	d.day = d.month && digits(&c, 2, &d.at.day) && d.at.day > 0;
	d.at.month = d.month ? d.at.month : 1;
	d.at.day = d.day ? d.at.day : 1;
	d.time = d.day && parse_time(&c, &d);
	if (!d.time)
		d.at.hour = d.at.minute = d.at.second = 0;
	d.zone = d.time && parse_zone(&c, &d.at.offset);
	if (!d.zone)
		d.at.offset = zone;
	if (!civil_check(&d.at))
		return false;
	*out = d;
	return true;
}

void
photo_date_write(const struct photo_date *d, struct bytes *out)
{
	if (d->time)
		civil_write(&d->at, out);
	else if (d->day)
		civil_date_write(&d->at, out);
	else if (d->month)
		civil_month_write(&d->at, out);
	else
		bytes_fmt(out, "%04u", d->at.year);
}
