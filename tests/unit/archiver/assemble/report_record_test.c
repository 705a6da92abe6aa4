#include "archiver/assemble/report_record.h"

#include "support/test.h"

static void
a_record_gives_back_the_report(void **state)
{
	static const struct {
		const char *shown, *text;
		const char *pictures[3];
	} rows[] = {
		{"in/a.txt", "in/a.txt", {NULL}},
		{"link.txt", "/elsewhere/a.txt", {NULL}},
		{"in/one", "in/one/a.txt", {"in/one/1.jpg", "in/one/2.png", NULL}},
		{"in/new\nline\xff", "in/new\nline\xff", {"\xe1\xba\xa3nh.jpg", NULL}},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct intake_report in = INTAKE_REPORT_EMPTY, out = INTAKE_REPORT_EMPTY;
		struct bytes record = BYTES_UP_TO(4096);
		size_t n = 0;
		struct err e;

		assert_rc(RC_OK, intake_report_of_file(rows[i].shown, rows[i].text, &in, &e), &e);
		for (; rows[i].pictures[n] != NULL; n++)
			assert_rc(
				RC_OK, intake_report_add_picture(&in, rows[i].pictures[n], &e), &e);
		report_record_write(&in, &record);
		assert_true(slice_is(report_record_shown(bytes_slice(&record)), rows[i].shown));
		assert_rc(RC_OK, report_record_parse(bytes_slice(&record), &out, &e), &e);
		assert_string_equal(out.shown, rows[i].shown);
		assert_string_equal(out.text, rows[i].text);
		assert_null(out.refusal);
		assert_int_equal(out.picture_count, n);
		for (size_t p = 0; p < n; p++)
			assert_string_equal(out.pictures[p], rows[i].pictures[p]);
		intake_report_release(&in);
		intake_report_release(&out);
		bytes_release(&record);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(a_record_gives_back_the_report)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
