#include "format/bundle/bundle_name.h"

#include "support/test.h"

static void
takes_a_name_apart_and_writes_it_again(void **state)
{
	static const struct {
		const char *text, *archive, *period;
		uint64_t number;
	} rows[] = {
		{"demo-2023-07", "demo", "2023-07", 1},
		{"demo-2023-07.2", "demo", "2023-07", 2},
		{"demo-2023-07.10", "demo", "2023-07", 10},
		{"demo-2023-07.999999", "demo", "2023-07", 999999},
		{"a-0001-01", "a", "0001-01", 1},
		{"0-9999-12", "0", "9999-12", 1},
		{"a-b--c--2023-07", "a-b--c-", "2023-07", 1},
		{"demo-2023-07-2023-08", "demo-2023-07", "2023-08", 1},
		{"a2345678901234567890123456789012-2023-07", "a2345678901234567890123456789012",
			"2023-07", 1},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct bytes again = BYTES_UP_TO(BUNDLE_NAME_MAX);
		struct bundle_name name;

		if (!bundle_name_parse(slice_str(rows[i].text), &name))
			fail_msg("%s", rows[i].text);
		assert_true(slice_is(name.archive, rows[i].archive));
		assert_true(slice_is(name.period, rows[i].period));
		assert_int_equal(name.number, rows[i].number);
		bundle_name_write(&name, &again);
		assert_true(slice_is(bytes_slice(&again), rows[i].text));
		bytes_release(&again);
	}
}

static void
refuses_what_is_no_name(void **state)
{
	static const char *const rows[] = {"", "demo", "demo-2023", "demo-2023-7", "demo-2023-00",
		"demo-2023-13", "demo-0000-07", "demo_2023-07", "demo2023-07", "-2023-07",
		"2023-07", "-demo-2023-07", "Demo-2023-07", "d\xC3\xA9mo-2023-07", "de mo-2023-07",
		"demo/x-2023-07", "demo-2023-07.", "demo-2023-07.0", "demo-2023-07.1",
		"demo-2023-07.02", "demo-2023-07.1000000", "demo-2023-07.2.3", "demo-2023-07.x",
		"demo-2023-07-", "demo-2023-07 ", "de.mo-2023-07",
		"a23456789012345678901234567890123-2023-07"};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct bundle_name name;

		if (bundle_name_parse(slice_str(rows[i]), &name))
			fail_msg("\"%s\"", rows[i]);
	}
}

static void
refuses_every_truncation_but_that_of_the_number(void **state)
{
	struct slice whole = SLICE("demo-2023-07.25");
	struct bundle_name name;

	(void)state;
	for (size_t n = 0; n < whole.len; n++) {
		bool name_still = n == strlen("demo-2023-07") || n == strlen("demo-2023-07.2");

		assert_int_equal(bundle_name_parse(slice_first(whole, n), &name), name_still);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(takes_a_name_apart_and_writes_it_again),
		cmocka_unit_test(refuses_what_is_no_name),
		cmocka_unit_test(refuses_every_truncation_but_that_of_the_number),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
