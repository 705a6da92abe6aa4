#include "archiver/gather/recognise/day.h"

#include "support/test.h"

static void
write_day(bool found, const struct day *d, struct bytes *out)
{
	if (!found) {
		bytes_str(out, "none");
		return;
	}
	bytes_fmt(out, "%u-%02u-%02u", d->when.year, d->when.month, d->when.day);
	if (d->timed)
		bytes_fmt(out, " %02u:%02u:%02u", d->when.hour, d->when.minute, d->when.second);
	if (d->zoned)
		bytes_fmt(out, " %d", d->when.offset);
	if (d->updated)
		bytes_str(out, " updated");
}

struct row {
	const char *text, *day;
};

static const struct row DATA[] = {
	{"2019-11-19T13:03:00Z", "2019-11-19 13:03:00 0"},
	{"2019-11-19T13:03:00.123+07:00", "2019-11-19 13:03:00 420"},
	{"2019-11-19 13:03:00 -0530", "2019-11-19 13:03:00 -330"},
	{"2019-11-19", "2019-11-19"},
	{"20191119", "2019-11-19"},
	{"2019/1/2", "2019-01-02"},
	{"Tue, 19 Nov 2019 13:03:00 GMT", "2019-11-19 13:03:00 0"},
	{"2019-13-19", "none"},
	{"2019-02-29", "none"},
	{"1574168580", "none"},
	{"", "none"},
};

static const struct row LINES[] = {
	{"19. November 2019, 13:03 Uhr", "2019-11-19 13:03:00"},
	{"Nov. 19th, 2019", "2019-11-19"},
	{"November 19 2019 at 1:03 PM", "2019-11-19 13:03:00"},
	{"19 de noviembre de 2019", "2019-11-19"},
	{"le 19 novembre 2019 à 13h03", "2019-11-19 13:03:00"},
	{"19/11/2019 - 13:03", "2019-11-19 13:03:00"},
	{"13:03 | 19/11/2019", "2019-11-19 13:03:00"},
	{"19.11.2019", "2019-11-19"},
	{"Thứ năm, 2/11/2023, 19:20 (GMT+7)", "2023-11-02 19:20:00 420"},
	{"05/10/2026 15:42 GMT+7", "2026-10-05 15:42:00 420"},
	{"ngày 5 tháng 6 năm 2023", "2023-06-05"},
	{"2019年11月19日 13:03", "2019-11-19 13:03:00"},
	{"19 ноября 2019", "2019-11-19"},
	{"Updated: 19 Nov 2019", "2019-11-19 updated"},
	{"Cập nhật 19/11/2019", "2019-11-19 updated"},
	{"11/19/2019", "2019-11-19"},
	{"31.10.23", "2023-10-31"},
	{"8.5.12, 9:30", "2012-05-08 09:30:00"},
	{"version 1.2.34.5", "none"},
	{"2020. 06. 04. 11:27", "2020-06-04 11:27:00"},
	{"19 نوفمبر 2019", "2019-11-19"},
	{"31/02/2019", "none"},
	{"phone 0123 456 789", "none"},
	{"19 people in 2019", "none"},
};

static void
reads_dates_in_data(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof DATA / sizeof *DATA; i++) {
		struct bytes got = BYTES_UP_TO(256);
		struct day d;

		write_day(day_parse(slice_str(DATA[i].text), &d), &d, &got);
		if (!slice_equal(bytes_slice(&got), slice_str(DATA[i].day)))
			fail_msg("%s: %.*s", DATA[i].text, (int)got.len, (char *)got.p);
		bytes_release(&got);
	}
}

static void
finds_dates_in_lines(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof LINES / sizeof *LINES; i++) {
		struct bytes got = BYTES_UP_TO(256);
		struct day d;

		write_day(day_find(slice_str(LINES[i].text), false, &d), &d, &got);
		if (!slice_equal(bytes_slice(&got), slice_str(LINES[i].day)))
			fail_msg("%s: %.*s", LINES[i].text, (int)got.len, (char *)got.p);
		bytes_release(&got);
	}
}

static void
puts_the_month_first_where_it_is_told_to(void **state)
{
	struct day d;

	(void)state;
	assert_true(day_find(slice_str("3/4/2019"), true, &d));
	assert_int_equal(d.when.month, 3);
	assert_true(day_find(slice_str("3/4/2019"), false, &d));
	assert_int_equal(d.when.month, 4);
}

static void
finds_dates_in_addresses(void **state)
{
	struct day d;

	(void)state;
	assert_true(day_in_address(slice_str("https://example.org/2019/11/19/a-b.html"), &d));
	assert_int_equal(d.when.day, 19);
	assert_true(day_in_address(slice_str("https://example.org/a-20191119.html"), &d));
	assert_false(day_in_address(slice_str("https://example.org/a-2019111923.html"), &d));
	assert_false(day_in_address(slice_str("https://example.org/2019/a.html"), &d));
	assert_true(day_in_address(slice_str("https://example.org/19-11-2019-a"), &d));
	assert_int_equal(d.when.month, 11);
	assert_true(day_in_address(slice_str("https://example.org/19112019-a"), &d));
	assert_false(day_in_address(slice_str("https://example.org/a-19-11-2019"), &d));
}

static void
bears_every_truncation(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof LINES / sizeof *LINES; i++) {
		struct slice text = slice_str(LINES[i].text);
		struct day d;

		for (size_t len = 0; len < text.len; len++)
			(void)day_find(slice_first(text, len), false, &d);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_dates_in_data),
		cmocka_unit_test(finds_dates_in_lines),
		cmocka_unit_test(puts_the_month_first_where_it_is_told_to),
		cmocka_unit_test(finds_dates_in_addresses),
		cmocka_unit_test(bears_every_truncation),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
