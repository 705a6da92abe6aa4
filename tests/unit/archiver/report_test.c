#include "support/test.h"

#include "archiver/progress.h"
#include "archiver/report.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

/* A report that writes to memory, and what it wrote. */
static struct report
open_report(int *copy)
{
	struct report r;
	int fd = memfd_create("report", MFD_CLOEXEC);

	assert_true(fd >= 0);
	*copy = dup(fd);
	report_init(&r, fd);
	return r;
}

static void
assert_wrote(int copy, const char *text)
{
	char got[4096];
	ssize_t n = pread(copy, got, sizeof got - 1, 0);

	assert_true(n >= 0);
	got[n] = '\0';
	assert_string_equal(got, text);
	close(copy);
}

static void
masks_what_is_for_people(void **state)
{
	struct err e;
	int copy;
	struct report r = open_report(&copy);

	(void)state;
	report_line(&r, "%s|%d", "a\tb\n\033[2J\xff\xe2\x80\xaeĐ", 7);
	report_text(&r, RAW("Tiêu đề\n\n\tđoạn\r\n\0\xc2\x9b"));
	assert_rc(RC_OK, report_finish(&r, &e), &e);
	report_release(&r);
	assert_wrote(copy,
		"a\\u{9}b\\u{A}\\u{1B}[2J\\xFF\\u{202E}Đ|7\n"
		"Tiêu đề\n\n\tđoạn\\u{D}\n\\u{0}\\u{9B}");
}

static void
writes_one_object_a_line_whatever_stands_in_it(void **state)
{
	struct err e;
	int copy;
	struct report r = open_report(&copy);
	struct json *j;

	(void)state;
	j = report_object(&r);
	json_pair(j, "path", RAW("a\n\x1b\xff\xc2\x9b\xe2\x80\xae\xf3\xa0\x80\x81Đ\x7f"));
	json_key(j, "metadata");
	json_raw(j, RAW("{\n\"uri\":\"x\",\n\"by\":\"y\"\n}"));
	report_object_end(&r);
	report_object(&r);
	report_object_end(&r);
	assert_rc(RC_OK, report_finish(&r, &e), &e);
	report_release(&r);
	assert_wrote(copy,
		"{\"path\":\"a\\n\\u001b\\ufffd\\u009b\\u202e\\udb40\\udc01Đ\\u007f\","
		"\"metadata\":{\"uri\":\"x\",\"by\":\"y\"}}\n{}\n");
}

static void
keeps_the_lines_of_json_and_escapes_what_is_hidden(void **state)
{
	struct err e;
	int copy;
	struct report r = open_report(&copy);

	(void)state;
	report_json(&r, RAW("{\n\"uri\":\"a\xe2\x80\xaeĐ\xff\"\n}\n"));
	assert_rc(RC_OK, report_finish(&r, &e), &e);
	report_release(&r);
	assert_wrote(copy, "{\n\"uri\":\"a\\u202eĐ\\ufffd\"\n}\n");
}

static void
gives_files_byte_for_byte_and_in_order(void **state)
{
	struct err e;
	int copy;
	struct report r = open_report(&copy);

	(void)state;
	report_line(&r, "one");
	report_raw(&r, RAW("\033\n"));
	report_line(&r, "two");
	assert_rc(RC_OK, report_finish(&r, &e), &e);
	report_release(&r);
	assert_wrote(copy, "one\n\033\ntwo\n");
}

static void
begins_a_verdict_with_its_word(void **state)
{
	static const struct {
		enum rc rc;
		const char *line;
	} rows[] = {
		{RC_OK, "good         x\n"},
		{RC_BAD, "bad          x\n"},
		{RC_UNTRUSTED, "untrusted    x\n"},
		{RC_IO, "cannot tell  x\n"},
		{RC_LIMIT, "cannot tell  x\n"},
		{RC_UNSUPPORTED, "cannot tell  x\n"},
	};
	struct err e;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		int copy;
		struct report r = open_report(&copy);

		assert_false(r.colour);
		report_verdict(&r, rows[i].rc, "%s", "x");
		assert_rc(RC_OK, report_finish(&r, &e), &e);
		report_release(&r);
		assert_wrote(copy, rows[i].line);
	}
}

static void
colours_the_word_alone(void **state)
{
	struct err e;
	int copy;
	struct report r = open_report(&copy);

	(void)state;
	r.colour = true;
	report_verdict(&r, RC_BAD, "%s", "\033[32m");
	assert_rc(RC_OK, report_finish(&r, &e), &e);
	report_release(&r);
	assert_wrote(copy, "\033[31mbad        \033[0m  \\u{1B}[32m\n");
}

static void
notices_a_write_that_failed(void **state)
{
	struct report r;
	struct err e;
	int pipes[2];

	(void)state;
	report_init(&r, open("/dev/full", O_WRONLY | O_CLOEXEC));
	report_line(&r, "x");
	assert_rc(RC_IO, report_finish(&r, &e), &e);
	assert_string_equal(e.text, "cannot write to standard output: No space left on device");
	report_release(&r);

	report_init(&r, open("/dev/null", O_RDONLY | O_CLOEXEC));
	report_raw(&r, RAW("x"));
	assert_rc(RC_IO, report_finish(&r, &e), &e);
	report_release(&r);

	assert_int_equal(pipe2(pipes, O_CLOEXEC), 0);
	report_open_standard(); /* ignores SIGPIPE, among others */
	close(pipes[0]);
	report_init(&r, pipes[1]);
	report_line(&r, "x");
	assert_rc(RC_IO, report_finish(&r, &e), &e);
	assert_string_equal(e.text, "cannot write to standard output: Broken pipe");
	report_release(&r);
}

static void
writes_large_results_in_pieces(void **state)
{
	struct err e;
	int copy;
	struct report r = open_report(&copy);

	(void)state;
	for (int i = 0; i < 100000; i++)
		report_line(&r, "%d", i);
	assert_true(r.held.cap < 1024 * 1024);
	assert_rc(RC_OK, report_finish(&r, &e), &e);
	assert_int_equal(
		lseek(copy, 0, SEEK_END), 10 * 2 + 90 * 3 + 900 * 4 + 9000 * 5 + 90000 * 6);
	report_release(&r);
	close(copy);
}

/* Runs in a child, whose exit status is the claim. */
static int
with_closed(int fd)
{
	pid_t child = fork();
	int status = -1;

	if (child == 0) {
		close(fd);
		report_open_standard();
		if (open("/dev/zero", O_RDONLY | O_CLOEXEC) <= 2)
			_exit(1);
		if (fd == 1 && write(1, "x", 1) >= 0)
			_exit(2);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void
lets_no_file_become_a_standard_stream(void **state)
{
	(void)state;
	for (int fd = 0; fd <= 2; fd++)
		assert_int_equal(with_closed(fd), 0);
}

static void
has_four_exit_statuses(void **state)
{
	(void)state;
	assert_int_equal(report_exit_status(RC_OK), 0);
	assert_int_equal(report_exit_status(RC_BAD), 1);
	assert_int_equal(report_exit_status(RC_UNTRUSTED), 1);
	assert_int_equal(report_exit_status(RC_USAGE), 2);
	assert_int_equal(report_exit_status(RC_UNSUPPORTED), 3);
	assert_int_equal(report_exit_status(RC_LIMIT), 3);
	assert_int_equal(report_exit_status(RC_IO), 3);
	assert_int_equal(report_exit_status(RC_NOMEM), 3);
}

static void
tells_count_bytes_rate_and_time_left(void **state)
{
	static const struct {
		uint64_t total_count, total_bytes, count, bytes, elapsed;
		const char *text;
	} rows[] = {
		{0, 0, 0, 0, 0, "0 reports"},
		{0, 0, 12345, 999, 10, "12,345 reports, 999 B"},
		{0, 0, 1, 1500, 3000, "1 reports, 1.5 kB, 500 B/s"},
		{1000000, 0, 250000, 0, 60000, "250,000 of 1,000,000 reports, 3:00 left"},
		{10000, 290100000, 1200, 34500000, 2000,
			"1,200 of 10,000 reports, 34.5 MB of 290.1 MB, 17.2 MB/s, 0:15 left"},
		{0, 4000000000000, 0, 1000000000, 2000,
			"0 reports, 1.0 GB of 4.0 TB, 500.0 MB/s, 2:13:18 left"},
		{2, 10, 2, 10, 5000, "2 of 2 reports, 10 B of 10 B, 2 B/s"},
		{2, 10, 9, UINT64_MAX, 5000, "9 of 2 reports, 18.4 EB of 10 B, 3.6 EB/s"},
	};
	char text[PROGRESS_TEXT_MAX];
	struct progress p;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		progress_start(&p, "reports", rows[i].total_count, rows[i].total_bytes, false);
		progress_add(&p, rows[i].count, rows[i].bytes);
		progress_text(&p, rows[i].elapsed, text);
		progress_end(&p);
		assert_string_equal(text, rows[i].text);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(masks_what_is_for_people),
		cmocka_unit_test(writes_one_object_a_line_whatever_stands_in_it),
		cmocka_unit_test(keeps_the_lines_of_json_and_escapes_what_is_hidden),
		cmocka_unit_test(gives_files_byte_for_byte_and_in_order),
		cmocka_unit_test(begins_a_verdict_with_its_word),
		cmocka_unit_test(colours_the_word_alone),
		cmocka_unit_test(notices_a_write_that_failed),
		cmocka_unit_test(writes_large_results_in_pieces),
		cmocka_unit_test(lets_no_file_become_a_standard_stream),
		cmocka_unit_test(has_four_exit_statuses),
		cmocka_unit_test(tells_count_bytes_rate_and_time_left),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
