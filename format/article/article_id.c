#include "format/article/article_id.h"

#include "format/base/cursor.h"
#include "format/base/number.h"

#include <assert.h>

static bool
check_day(struct cursor *c)
{
	struct slice year = cursor_until(c, '/');
	struct slice month = cursor_until(c, '/');
	struct slice day = cursor_until(c, '/');
	unsigned y, m, d;

	return cursor_ok(c) && year.len == 4 && month.len == 2 && day.len == 2 &&
		number_digits(year, &y) && number_digits(month, &m) && number_digits(day, &d) &&
		d >= 1 && d <= civil_month_days(y, m);
}

bool
article_id_check(struct slice id)
{
	struct cursor c = cursor_over(id);

	if (slice_starts(id, "undated/"))
		cursor_literal(&c, "undated/");
	else if (!check_day(&c))
		return false;
	return slug_check(cursor_rest(&c));
}

static size_t
suffix_len(uint64_t n)
{
	size_t len = 2;

	if (n == 1)
		return 0;
	for (; n >= 10; n /= 10)
		len++;
	return len;
}

size_t
article_id_slug_room(uint64_t n)
{
	assert(n >= 1 && n <= 1000000000);
	return SLUG_MAX - suffix_len(n);
}

void
article_id_write(const struct civil *day, struct slice slug, uint64_t n, struct bytes *out)
{
	if (day != NULL)
		bytes_fmt(out, "%04u/%02u/%02u/", day->year, day->month, day->day);
	else
		bytes_str(out, "undated/");
	bytes_add(out, slug);
	if (n > 1) {
		bytes_u8(out, '-');
		bytes_number(out, n);
	}
}

void
article_id_uri_write(struct slice origin, struct slice id, struct bytes *out)
{
	struct slice authority = slice_first(origin, slice_find(origin, '/'));
	struct slice rest = slice_from(origin, authority.len + 1);

	bytes_str(out, "tag:");
	bytes_add(out, authority);
	bytes_str(out, ",2026:");
	if (rest.len > 0) {
		bytes_add(out, rest);
		bytes_u8(out, '/');
	}
	bytes_add(out, id);
}
