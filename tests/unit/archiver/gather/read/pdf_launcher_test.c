#include "archiver/gather/read/pdf_launcher.h"

#include "archiver/gather/intake/intake_report.h"
#include "archiver/gather/read/pdf_lines.h"
#include "archiver/gather/read/pdf_parts.h"
#include "support/scratch.h"
#include "support/test.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/*
 * The program that is run is the one beside this one. So the test puts itself into its scratch
 * folder, beside a script of that name, and runs itself there with "ask" and a number of seconds:
 * that reads the document a.pdf, and prints what came of it. A script that is to end in time
 * has plenty, for the machine may be busy.
 */
#define ASKER "asker"

#define PLENTY 60
#define FEW    2

static int
ask(unsigned seconds)
{
	char text[] = "a.pdf";
	const struct intake_report report = {.text = text};
	struct bytes told = BYTES_UP_TO(PDF_PARTS_TOLD_MAX);
	struct pdf_launcher launcher;
	struct pdf_lines *lines = NULL;
	struct err e = ERR_NONE;
	enum rc rc = pdf_launcher_start(seconds, &launcher, &e);

	if (rc == RC_OK)
		rc = pdf_parts_read(&report, &launcher, &told, &e);
	if (rc == RC_OK)
		rc = pdf_lines_parse(bytes_slice(&told), &lines, &e);
	if (rc == RC_OK)
		printf("\"%.*s\"%s", SLICE_FMT(lines->title), lines->cut ? ", cut" : "");
	else
		printf("%d: %s", (int)rc, e.text);
	pdf_lines_free(lines);
	bytes_release(&told);
	pdf_launcher_release(&launcher);
	return 0;
}

/* The program that this is, copied. */
static void
copy_itself(void)
{
	uint8_t step[65536];
	ssize_t got;
	int from = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
	int to = open(ASKER, O_WRONLY | O_CREAT | O_CLOEXEC, 0700);

	assert_true(from >= 0 && to >= 0);
	while ((got = read(from, step, sizeof step)) > 0)
		assert_int_equal(write(to, step, (size_t)got), got);
	assert_int_equal(close(to), 0);
	close(from);
}

/* What it says with annals-pdf being that script, or not there where it is NULL. */
static const char *
said_with(const char *script, unsigned seconds)
{
	static char said[512];
	char command[64];
	size_t len;
	FILE *f;

	unlink("annals-pdf");
	if (script != NULL) {
		scratch_write("annals-pdf", script);
		assert_int_equal(chmod("annals-pdf", 0700), 0);
	}
	snprintf(command, sizeof command, "./" ASKER " ask %u", seconds);
	f = popen(command, "re");
	assert_non_null(f);
	len = fread(said, 1, sizeof said - 1, f);
	assert_int_equal(pclose(f), 0);
	said[len] = '\0';
	return said;
}

#define SCRIPT "#!/bin/sh\n"
#define TITLE  "printf 'T\\3\\0\\0\\0Tin'\n"
#define END    "printf 'E\\4\\0\\0\\0\\0\\0\\0\\0'\n"
#define LAST   "printf 'F\\0\\0\\0\\0'\n"
#define NO_END "1: annals-pdf did not come to its end: out of time or memory, or by a fault"

struct row {
	const char *what, *script, *said;
};

static const struct row IN_TIME[] = {
	{"it is not there", NULL, "3: a PDF document, and annals-pdf is not beside this program"},
	{"it cannot be run", "no program\n", NO_END},
	{"it says nothing", SCRIPT "exit 0\n", NO_END},
	{"it reads the document", SCRIPT "cat\n", "\"Tin\""},
	{"it has no environment", SCRIPT "[ -n \"$HOME\" ] || { " TITLE END LAST "}\n", "\"Tin\""},
	{"its messages go nowhere", SCRIPT "echo fault >&2\n" TITLE END LAST, "\"Tin\""},
	{"it is killed", SCRIPT TITLE "kill -KILL $$\n", NO_END},
	{"it is killed behind the text", SCRIPT TITLE END "kill -KILL $$\n", "\"Tin\", cut"},
	{"it starts what goes on", SCRIPT TITLE END LAST "sleep 2 >/dev/null &\n", "\"Tin\""},
};

static const struct row SLOW[] = {
	{"it takes too long", SCRIPT TITLE "exec sleep 9\n", NO_END},
	{"it takes too long and cannot be told",
		SCRIPT "trap '' ALRM\n" TITLE "sleep 9 >/dev/null & exec sleep 5\n",
		"1: annals-pdf was not done with it after 2 seconds"},
	{"it takes too long behind the text", SCRIPT TITLE END "exec sleep 9\n", "\"Tin\", cut"},
	{"it tells without end", SCRIPT "while :; do " TITLE "done\n", NO_END},
};

static void
check(const struct row *rows, size_t count, unsigned seconds)
{
	copy_itself();
	for (size_t i = 0; i < count; i++) {
		const char *said;
		FILE *f = fopen("a.pdf", "we");

		assert_non_null(f);
		assert_int_equal(fwrite("T\3\0\0\0TinE\4\0\0\0\0\0\0\0F\0\0\0\0", 1, 22, f), 22);
		assert_int_equal(fclose(f), 0);
		said = said_with(rows[i].script, seconds);
		if (strcmp(said, rows[i].said) != 0)
			fail_msg("%s: %s", rows[i].what, said);
	}
}

static void
answers_whatever_becomes_of_the_program(void **state)
{
	(void)state;
	check(IN_TIME, sizeof IN_TIME / sizeof *IN_TIME, PLENTY);
}

static void
ends_a_program_that_takes_too_long(void **state)
{
	(void)state;
	check(SLOW, sizeof SLOW / sizeof *SLOW, FEW);
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		IN_SCRATCH(answers_whatever_becomes_of_the_program),
		IN_SCRATCH(ends_a_program_that_takes_too_long),
	};

	if (argc == 3 && strcmp(argv[1], "ask") == 0)
		return ask(strcmp(argv[2], "2") == 0 ? FEW : PLENTY);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
