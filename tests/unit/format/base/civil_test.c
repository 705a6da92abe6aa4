#include "support/test.h"

#include "format/base/civil.h"

static void
counts_every_day_of_ten_thousand_years(void **state)
{
	struct civil c = {1, 1, 1, 0, 0, 0, 0}, back;
	int64_t seconds = INT64_C(-62135596800); /* 0001-01-01, as `date -u +%s` counts */
	unsigned days = 0;

	(void)state;
	for (c.year = 1; c.year <= CIVIL_YEAR_MAX; c.year++)
		for (c.month = 1; c.month <= 12; c.month++)
			for (c.day = 1; c.day <= civil_month_days(c.year, c.month); c.day++) {
				if (civil_seconds(&c) != seconds)
					fail_msg("%u-%u-%u", c.year, c.month, c.day);
				assert_true(civil_of(seconds, 0, &back));
				if (memcmp(&c, &back, sizeof c) != 0)
					fail_msg("%u-%u-%u back", c.year, c.month, c.day);
				seconds += CIVIL_DAY_SECONDS;
				days++;
			}
	assert_int_equal(days, 3652059);
}

static void
agrees_with_known_moments(void **state)
{
	static const struct {
		const char *text;
		int64_t seconds;
	} rows[] = {
		{"1970-01-01T00:00:00Z", 0},
		{"1969-12-31T23:59:59Z", -1},
		{"1970-01-01T07:00:00+07:00", 0},
		{"2000-02-29T12:00:00Z", 951825600},
		{"2001-09-09T01:46:40Z", 1000000000},
		{"2023-07-28T16:44:00+07:00", 1690537440},
		{"2023-07-28T06:14:00-03:30", 1690537440},
		{"2038-01-19T03:14:08Z", INT64_C(2147483648)},
		{"2106-02-07T06:28:16Z", INT64_C(4294967296)},
		{"0001-01-01T00:00:00Z", INT64_C(-62135596800)},
		{"9999-12-31T23:59:59Z", INT64_C(253402300799)},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct bytes text = BYTES_UP_TO(64);
		struct civil c, same;

		assert_true(civil_parse(slice_str(rows[i].text), &c));
		assert_int_equal(civil_seconds(&c), rows[i].seconds);
		assert_true(civil_of(rows[i].seconds, c.offset, &same));
		civil_write(&same, &text);
		assert_true(slice_is(bytes_slice(&text), rows[i].text));
		bytes_release(&text);
	}
}

static void
refuses_every_other_spelling(void **state)
{
	static const char *const rows[] = {
		"",
		"2023-07-28",
		"2023-07-28 16:44:00Z",
		"2023-07-28t16:44:00Z",
		"2023-07-28T16:44:00z",
		"2023-07-28T16:44Z",
		"2023-07-28T16:44:00",
		"2023-07-28T16:44:00.5Z",
		"2023-07-28T16:44:00+0700",
		"2023-07-28T16:44:00+00:00",
		"2023-07-28T16:44:00-00:00",
		"2023-07-28T16:44:00+24:00",
		"2023-07-28T16:44:00+07:60",
		"2023-07-28T16:44:00 07:00",
		"2023-07-28T16:44:00ZZ",
		"2023-07-28T16:44:60Z",
		"2023-07-28T16:60:00Z",
		"2023-07-28T24:00:00Z",
		"2023-02-29T00:00:00Z",
		"1900-02-29T00:00:00Z",
		"2023-00-01T00:00:00Z",
		"2023-13-01T00:00:00Z",
		"2023-04-31T00:00:00Z",
		"2023-04-00T00:00:00Z",
		"0000-01-01T00:00:00Z",
		"+023-07-28T16:44:00Z",
		"10000-01-01T00:00:00Z",
	};
	struct civil c;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (civil_parse(slice_str(rows[i]), &c))
			fail_msg("accepted \"%s\"", rows[i]);
}

static void
refuses_every_truncation(void **state)
{
	struct slice whole = RAW("2023-07-28T16:44:00+07:00");
	struct civil c;

	(void)state;
	for (size_t n = 0; n < whole.len; n++)
		assert_false(civil_parse(slice_first(whole, n), &c));
	for (size_t n = 0; n < 10; n++)
		assert_false(civil_date_parse(slice_first(whole, n), &c));
	for (size_t n = 0; n < 7; n++)
		assert_false(civil_month_parse(slice_first(whole, n), &c));
}

static void
reads_and_writes_days_and_months(void **state)
{
	struct bytes out = BYTES_UP_TO(64);
	struct civil c;

	(void)state;
	assert_true(civil_date_parse(RAW("2024-02-29"), &c));
	assert_int_equal(civil_seconds(&c), 1709164800);
	civil_date_write(&c, &out);
	bytes_str(&out, " ");
	assert_true(civil_month_parse(RAW("2024-02"), &c));
	assert_int_equal(c.day, 1);
	civil_month_write(&c, &out);
	assert_slice_is(bytes_slice(&out), "2024-02-29 2024-02");
	assert_false(civil_date_parse(RAW("2023-02-29"), &c));
	assert_false(civil_month_parse(RAW("2023-13"), &c));
	assert_false(civil_month_parse(RAW("0000-01"), &c));
	bytes_release(&out);
}

static void
stays_within_its_years(void **state)
{
	struct civil c;

	(void)state;
	assert_false(civil_of(INT64_C(253402300800), 0, &c));
	assert_false(civil_of(INT64_C(253402300799), 1, &c));
	assert_true(civil_of(INT64_C(253402300800), -1, &c));
	assert_false(civil_of(INT64_C(-62135596801), 0, &c));
	assert_true(civil_of(INT64_C(-62135596801), 1, &c));
	assert_false(civil_of(INT64_MIN, 0, &c));
	assert_false(civil_of(INT64_MAX, CIVIL_OFFSET_MAX, &c));
	assert_false(civil_of(0, CIVIL_OFFSET_MAX + 1, &c));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counts_every_day_of_ten_thousand_years),
		cmocka_unit_test(agrees_with_known_moments),
		cmocka_unit_test(refuses_every_other_spelling),
		cmocka_unit_test(refuses_every_truncation),
		cmocka_unit_test(reads_and_writes_days_and_months),
		cmocka_unit_test(stays_within_its_years),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
