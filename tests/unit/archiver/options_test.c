#include "support/test.h"

#include "archiver/command.h"
#include "archiver/options.h"

#include <stdio.h>
#include <stdlib.h>

static const struct command_option OPTIONS[] = {
	{"key", "FILE", "a key that is believed", COMMAND_MANY, 0},
	{"jobs", "N", "how many threads", COMMAND_ONCE, 0},
	{"json", NULL, "write JSON lines", COMMAND_ONCE, 0},
	{"directory", "DIR", "where to put it", COMMAND_ONCE, 'C'},
	{"origin", "ORIGIN", "what the log is called", COMMAND_NEEDED, 0},
	{NULL, NULL, NULL, COMMAND_ONCE, 0},
};

static const struct command MAKE = {
	"make", "makes a thing of things", "THING [MORE...]", 1, 3, OPTIONS, NULL, NULL};
static const struct command BARE = {"bare", "has nothing", "", 0, 0, NULL, NULL, NULL};
static const struct command *const UNDER[] = {&MAKE, &BARE, NULL};
static const struct command GROUP = {"group", "two of a kind", "", 0, 0, NULL, UNDER, NULL};
static const struct command *const TABLE[] = {&MAKE, &GROUP, NULL};

#define WORDS_MAX 12

/* Splits `line` at its spaces. */
static int
split(char *line, char *argv[WORDS_MAX])
{
	int n = 0;

	for (char *word = line; word != NULL; n++) {
		char *space = strchr(word, ' ');

		argv[n] = word;
		word = space == NULL ? NULL : space + 1;
		if (space != NULL)
			*space = '\0';
	}
	argv[n] = NULL;
	return n;
}

static enum rc
parse(const struct command *c, const char *words, struct options *o, struct err *e)
{
	static char line[256];
	static char *argv[WORDS_MAX];

	snprintf(line, sizeof line, "%s", words);
	return options_parse(c, split(line, argv), argv, o, e);
}

static void
takes_options_before_between_and_behind_operands(void **state)
{
	static const char *const rows[] = {
		"make --origin x --jobs 2 -C there a b",
		"make a --origin=x -Cthere b --jobs=2",
		"make a b --ori x --dir there --jobs 2",
		"make --jobs 2 --origin x --directory there -- a b",
	};
	struct options o;
	struct err e;

	(void)state;
	setenv("POSIXLY_CORRECT", "1", 1);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		uint64_t jobs = 0;

		assert_rc(RC_OK, parse(&MAKE, rows[i], &o, &e), &e);
		assert_int_equal(o.operand_count, 2);
		assert_string_equal(o.operands[0], "a");
		assert_string_equal(o.operands[1], "b");
		assert_string_equal(options_value(&o, "directory"), "there");
		assert_string_equal(options_value(&o, "origin"), "x");
		assert_rc(RC_OK, options_number(&o, "jobs", 1, 64, &jobs, &e), &e);
		assert_int_equal(jobs, 2);
		assert_false(options_has(&o, "json"));
		assert_null(options_value(&o, "key"));
		options_release(&o);
	}
	unsetenv("POSIXLY_CORRECT");
}

static void
takes_what_follows_two_dashes_as_operands(void **state)
{
	struct options o;
	struct err e;

	(void)state;
	assert_rc(RC_OK, parse(&MAKE, "make --origin x - -- --json -C", &o, &e), &e);
	assert_int_equal(o.operand_count, 3);
	assert_string_equal(o.operands[0], "-");
	assert_string_equal(o.operands[1], "--json");
	assert_string_equal(o.operands[2], "-C");
	options_release(&o);
	options_release(&o);
}

static void
keeps_what_may_be_given_many_times(void **state)
{
	size_t at = 0;
	struct options o;
	struct err e;

	(void)state;
	assert_rc(RC_OK, parse(&MAKE, "make --key a --origin x --key b c", &o, &e), &e);
	assert_string_equal(options_next(&o, "key", &at), "a");
	assert_string_equal(options_next(&o, "key", &at), "b");
	assert_null(options_next(&o, "key", &at));
	assert_string_equal(options_value(&o, "key"), "b");
	options_release(&o);
}

static void
says_in_a_sentence_what_is_wrong(void **state)
{
	static const struct {
		const char *words, *said;
	} rows[] = {
		{"make a --origin x --jason", "there is no option --jason"},
		{"make a --origin x -x", "there is no option -x"},
		{"make a --origin x -h", "there is no option -h"},
		{"make a --origin x --j", "--j fits more than one option"},
		{"make a --origin x --json=yes", "--json takes no value"},
		{"make a --help=yes", "--help takes no value"},
		{"make a --origin", "--origin wants its ORIGIN"},
		{"make a --origin x -C", "--directory wants its DIR"},
		{"make a --origin x --jobs 1 --jobs 1", "--jobs is given twice"},
		{"make a --origin x -C a --directory b", "--directory is given twice"},
		{"make a", "--origin ORIGIN is missing"},
		{"make --origin x", "0 arguments, wanted: THING [MORE...]"},
		{"make --origin x a b c d",
			"\"d\" is one argument too many, wanted: THING [MORE...]"},
		{"make --origin x a b c -- d",
			"\"d\" is one argument too many, wanted: THING [MORE...]"},
	};
	struct options o;
	struct err e;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		assert_rc(RC_USAGE, parse(&MAKE, rows[i].words, &o, &e), &e);
		assert_string_equal(e.text, rows[i].said);
		assert_null(o.given);
	}
	assert_rc(RC_USAGE, parse(&BARE, "bare x", &o, &e), &e);
	assert_string_equal(e.text, "\"x\" is one argument too many");
	assert_rc(RC_USAGE, parse(&BARE, "bare --json", &o, &e), &e);
	assert_string_equal(e.text, "there is no option --json");
}

static void
asks_for_nothing_more_where_help_is_wanted(void **state)
{
	struct options o;
	struct err e;

	(void)state;
	assert_rc(RC_OK, parse(&MAKE, "make --help", &o, &e), &e);
	assert_true(o.help);
	options_release(&o);
	assert_rc(RC_OK, parse(&BARE, "bare --h", &o, &e), &e);
	assert_true(o.help);
	options_release(&o);
}

static void
takes_numbers_in_one_spelling_and_in_range(void **state)
{
	static const char *const wrong[] = {"0", "65", "007", "+1", "1k", "18446744073709551617"};
	char words[80];
	struct options o;
	struct err e;
	uint64_t v = 7;

	(void)state;
	assert_rc(RC_OK, parse(&MAKE, "make --origin x a", &o, &e), &e);
	assert_rc(RC_OK, options_number(&o, "jobs", 1, 64, &v, &e), &e);
	assert_int_equal(v, 7);
	options_release(&o);
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		snprintf(words, sizeof words, "make --origin x a --jobs %s", wrong[i]);
		assert_rc(RC_OK, parse(&MAKE, words, &o, &e), &e);
		assert_rc(RC_USAGE, options_number(&o, "jobs", 1, 64, &v, &e), &e);
		assert_non_null(strstr(e.text, "wanted is a number from 1 to 64"));
		assert_int_equal(v, 7);
		options_release(&o);
	}
}

static void
tells_options_that_exclude_each_other(void **state)
{
	struct options o;
	struct err e;

	(void)state;
	assert_rc(RC_OK, parse(&MAKE, "make --origin x --jobs 1 a", &o, &e), &e);
	assert_rc(RC_OK, options_exclude(&o, "jobs", "key", &e), &e);
	assert_rc(RC_USAGE, options_exclude(&o, "jobs", "origin", &e), &e);
	assert_string_equal(e.text, "--jobs and --origin exclude each other");
	options_release(&o);
}

static void
finds_commands_of_one_and_of_two_words(void **state)
{
	static const struct {
		const char *words;
		const struct command *command; /* NULL: none, and `said` tells why */
		const char *said;
	} rows[] = {
		{"annals make", &MAKE, "make"},
		{"annals make --help", &MAKE, "make"},
		{"annals group bare x", &BARE, "group bare"},
		{"annals group", &GROUP, "group"},
		{"annals group --help", &GROUP, "group"},
		{"annals", NULL, "which command?"},
		{"annals mak", NULL, "there is no command \"mak\""},
		{"annals --json", NULL, "there is no command \"--json\""},
		{"annals group mak", NULL, "there is no command \"group mak\""},
	};
	char line[80], *argv[WORDS_MAX];
	struct command_found found;
	struct err e;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		int argc;

		snprintf(line, sizeof line, "%s", rows[i].words);
		argc = split(line, argv);
		assert_rc(rows[i].command == NULL ? RC_USAGE : RC_OK,
			command_find(TABLE, argc, argv, &found, &e), &e);
		assert_string_equal(rows[i].command == NULL ? e.text : found.name, rows[i].said);
		if (rows[i].command != NULL)
			assert_ptr_equal(found.command, rows[i].command);
	}
}

static void
writes_help_from_the_table(void **state)
{
	struct command_found found = {&MAKE, "make", 1};
	struct bytes out = BYTES_UP_TO(4096);

	(void)state;
	command_help(&found, &out);
	assert_slice_is(bytes_slice(&out),
		"usage: annals make [OPTIONS] --origin ORIGIN THING [MORE...]\n"
		"Makes a thing of things.\n"
		"\n"
		"  --key FILE              a key that is believed\n"
		"  --jobs N                how many threads\n"
		"  --json                  write JSON lines\n"
		"  -C, --directory DIR     where to put it\n"
		"  --origin ORIGIN         what the log is called\n"
		"  --help                  print this, and do nothing else\n");
	bytes_release(&out);
}

static void
wraps_help_within_eighty_columns(void **state)
{
	static const struct command_option rows[] = {
		{"an-option-of-some-length", "VALUE",
			"a text that is long enough to need three lines of help, because it "
			"goes on and on and says next to nothing about what it is for",
			COMMAND_ONCE, 'o'},
		{NULL, NULL, NULL, COMMAND_ONCE, 0},
	};
	static const struct command c = {"c", "short", "", 0, 0, rows, NULL, NULL};
	struct command_found found = {&c, "c", 1};
	struct bytes out = BYTES_UP_TO(4096);
	struct slice left;
	unsigned lines = 0;

	(void)state;
	command_help(&found, &out);
	for (left = bytes_slice(&out); left.len > 0; lines++) {
		size_t end = slice_find(left, '\n');

		assert_true(end <= 80);
		assert_true(end == 0 || left.p[end - 1] != ' ');
		left = slice_from(left, end + 1);
	}
	assert_int_equal(lines, 3 + 4 + 1);
	bytes_release(&out);
}

static void
writes_man_sections_from_the_table(void **state)
{
	struct bytes out = BYTES_UP_TO(4096);

	(void)state;
	command_man_synopsis("make", &MAKE, &out);
	assert_slice_is(bytes_slice(&out),
		".Nm annals\n.Cm make\n"
		".Op Fl -key Ar FILE\n.Op Fl -jobs Ar N\n.Op Fl -json\n.Op Fl C Ar DIR\n"
		".Fl -origin Ar ORIGIN\n"
		".Ar THING\n.Op Ar MORE ...\n");
	bytes_clear(&out);
	command_man_options(&MAKE, &out);
	assert_true(slice_starts(bytes_slice(&out),
		".Bl -tag -width Ds\n.It Fl -key Ar FILE\nA key that is believed.\n"));
	bytes_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(takes_options_before_between_and_behind_operands),
		cmocka_unit_test(takes_what_follows_two_dashes_as_operands),
		cmocka_unit_test(keeps_what_may_be_given_many_times),
		cmocka_unit_test(says_in_a_sentence_what_is_wrong),
		cmocka_unit_test(asks_for_nothing_more_where_help_is_wanted),
		cmocka_unit_test(takes_numbers_in_one_spelling_and_in_range),
		cmocka_unit_test(tells_options_that_exclude_each_other),
		cmocka_unit_test(finds_commands_of_one_and_of_two_words),
		cmocka_unit_test(writes_help_from_the_table),
		cmocka_unit_test(wraps_help_within_eighty_columns),
		cmocka_unit_test(writes_man_sections_from_the_table),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
