#include "support/test.h"

#include "archiver/gather/read/photo_date.h"

struct row {
	const char *what, *text, *written;
	bool zone;
};

static const struct row READ[] = {
	{"EXIF", "2023:07:28 16:44:05", "2023-07-28T16:44:05+07:00", false},
	{"EXIF with its offset", "2023:07:28 16:44:05+02:00", "2023-07-28T16:44:05+02:00", true},
	{"EXIF with parts of a second", "2023:07:28 16:44:05.123", "2023-07-28T16:44:05+07:00",
		false},
	{"XMP", "2023-07-28T16:44:05Z", "2023-07-28T16:44:05Z", true},
	{"XMP with parts of a second", "2023-07-28T16:44:05.25-05:30", "2023-07-28T16:44:05-05:30",
		true},
	{"XMP without seconds", "2023-07-28T16:44+07:00", "2023-07-28T16:44:00+07:00", true},
	{"XMP, a day", "2023-07-28", "2023-07-28", false},
	{"XMP, a month", "2023-07", "2023-07", false},
	{"XMP, a year", "2023", "2023", false},
	{"IIM", "20230728164405+0700", "2023-07-28T16:44:05+07:00", true},
	{"IIM, a day", "20230728", "2023-07-28", false},
	{"IIM, a month", "20230700", "2023-07", false},
	{"IIM, a year", "20230000", "2023", false},
	{"a leap second", "2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z", true},
	{"an hour that is none", "2023:07:28 25:00:00", "2023-07-28", false},
	{"an offset that is none", "2023:07:28 10:00:00+9x", "2023-07-28T10:00:00+07:00", false},
};

static void
reads_each_way_to_write_a_date(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof READ / sizeof *READ; i++) {
		struct bytes out = BYTES_UP_TO(64);
		struct photo_date d;

		assert_true(photo_date_parse(slice_str(READ[i].text), 420, &d));
		photo_date_write(&d, &out);
		bytes_u8(&out, 0);
		assert_string_equal((char *)out.p, READ[i].written);
		assert_int_equal(d.zone, READ[i].zone);
		bytes_release(&out);
	}
}

static void
knows_what_is_no_date(void **state)
{
	static const char *const none[] = {"", "    :  :     :  :  ", "0000:00:00 00:00:00",
		"2023-02-30", "2023:13:01 00:00:00", "yesterday", "202"};
	struct photo_date d;

	(void)state;
	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		assert_false(photo_date_parse(slice_str(none[i]), 0, &d));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_each_way_to_write_a_date),
		cmocka_unit_test(knows_what_is_no_date),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
