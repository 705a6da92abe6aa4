#include "support/test.h"

#include "support/scratch.h"

#include "archiver/settings.h"

#include <sys/stat.h>
#include <unistd.h>

#define GOOD \
	"origin = example.org/annals\nname=annals\norganization = Báo  X = Y \nlevel = 9\n" \
	"timezone = +07:00\nkey = annals.key\n"

static void
reads_every_setting(void **state)
{
	struct settings s;
	struct err e;

	(void)state;
	assert_rc(RC_OK, settings_parse(RAW("# a comment\n\n \t\n  # another\n" GOOD), &s, &e), &e);
	assert_slice_is(s.origin, "example.org/annals");
	assert_slice_is(s.name, "annals");
	assert_slice_is(s.organization, "Báo  X = Y");
	assert_slice_is(s.key, "annals.key");
	assert_int_equal(s.level, 9);
	assert_int_equal(s.zone, 420);
	assert_int_equal(s.unpacked_size, LIMIT_UNPACKED);
	assert_int_equal(s.unpacked_files, LIMIT_UNPACKED_FILES);
	assert_int_equal(s.unpacked_ratio, LIMIT_UNPACKED_RATIO);
	assert_int_equal(s.unpacked_depth, LIMIT_UNPACKED_DEPTH);
	settings_release(&s);
	settings_release(&s);
}

static void
reads_what_it_writes(void **state)
{
	static const struct settings made = {.origin = SLICE("a.b/c"),
		.name = SLICE("x-1"),
		.organization = SLICE(""),
		.key = SLICE("/home/a b/key"),
		.level = 19,
		.zone = -210,
		.unpacked_size = 3 * MIB,
		.unpacked_files = 5,
		.unpacked_ratio = 7,
		.unpacked_depth = 1,
		.tables = SLICE("words")};
	struct bytes text = BYTES_UP_TO(SETTINGS_FILE_MAX), again = BYTES_UP_TO(SETTINGS_FILE_MAX);
	struct settings s;
	struct err e;

	(void)state;
	settings_write(&made, &text);
	assert_rc(RC_OK, settings_parse(bytes_slice(&text), &s, &e), &e);
	assert_slice_is(s.origin, "a.b/c");
	assert_slice_is(s.name, "x-1");
	assert_int_equal(s.organization.len, 0);
	assert_slice_is(s.key, "/home/a b/key");
	assert_int_equal(s.level, 19);
	assert_int_equal(s.zone, -210);
	assert_int_equal(s.unpacked_size, 3 * MIB);
	assert_int_equal(s.unpacked_files, 5);
	assert_int_equal(s.unpacked_ratio, 7);
	assert_int_equal(s.unpacked_depth, 1);
	assert_slice_is(s.tables, "words");
	settings_write(&s, &again);
	assert_true(slice_equal(bytes_slice(&text), bytes_slice(&again)));
	bytes_release(&text);
	bytes_release(&again);
}

static void
refuses_each_fault_with_its_line(void **state)
{
	static const struct {
		const char *text, *said;
	} rows[] = {
		{"", "\"origin\" is missing"},
		{"origin = a.b\n", "\"name\" is missing"},
		{"\n\ncolour = red\n", "line 3: there is no setting \"colour\""},
		{"Level = 9\n", "line 1: there is no setting \"Level\""},
		{"# x\nlevel 9\n", "line 2: \"level 9\" is not \"key = value\""},
		{"= 9\n", "line 1: there is no setting \"\""},
		{GOOD "level = 9\n", "line 7: a second \"level\""},
		{"level = 0\n", "line 1: level \"0\": wanted is a number from 1 to 19"},
		{"level = 20\n", "line 1: level \"20\": wanted is a number from 1 to 19"},
		{"level = 09\n", "line 1: level \"09\": wanted is a number from 1 to 19"},
		{"level = 9 # fast\n",
			"line 1: level \"9 # fast\": wanted is a number from 1 to 19"},
		{"unpacked-size = 0\n",
			"line 1: unpacked-size \"0\": wanted is a number of MiB "
			"from 1 to 1000000000"},
		{"unpacked-files = 1000000001\n",
			"line 1: unpacked-files \"1000000001\": wanted is "
			"a number from 1 to 1000000000"},
		{"unpacked-ratio = x\n",
			"line 1: unpacked-ratio \"x\": wanted is a number from 1 to 1000000000"},
		{"unpacked-depth = 17\n",
			"line 1: unpacked-depth \"17\": wanted is a number from 1 to 16"},
		{"tables = ../words\n",
			"line 1: tables \"../words\": wanted is the name of a folder in the archive, of "
			"a-z, 0-9 and -, not beginning with -"},
		{"timezone = 07:00\n",
			"line 1: timezone \"07:00\": wanted is an offset from UTC such as +07:00"},
		{"key =\n",
			"line 1: key \"\": wanted is a path, or a name without a slash in the "
			"user's folder"},
		{"organization = a\x1b[2J\n", "line 1: control characters, or no UTF-8"},
		{"organization = \xff\n", "line 1: control characters, or no UTF-8"},
		{"organization = \xc2\x85\n", "line 1: control characters, or no UTF-8"},
		{"level = 9\r\n", "line 1: control characters, or no UTF-8"},
	};
	struct settings s;
	struct err e;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		assert_rc(RC_BAD, settings_parse(slice_str(rows[i].text), &s, &e), &e);
		assert_string_equal(e.text, rows[i].said);
		assert_int_equal(s.origin.len, 0);
	}
	assert_rc(RC_BAD, settings_parse(RAW("origin = a.b\0\n"), &s, &e), &e);
}

static void
refuses_a_cut_at_any_place_before_the_last_value(void **state)
{
	struct settings s;
	struct err e;

	(void)state;
	for (size_t n = 0; n < sizeof GOOD - sizeof "annals.key\n"; n++)
		assert_rc(RC_BAD, settings_parse(slice_of(GOOD, n), &s, &e), &e);
}

static void
knows_names_of_bundles(void **state)
{
	static const struct {
		const char *name;
		bool good;
	} rows[] = {
		{"a", true},
		{"0-a-", true},
		{"abcdefghijklmnopqrstuvwxyz012345", true},
		{"abcdefghijklmnopqrstuvwxyz0123456", false},
		{"", false},
		{"-a", false},
		{"A", false},
		{"a.b", false},
		{"a/b", false},
		{"a_b", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_int_equal(settings_name_check(slice_str(rows[i].name)), rows[i].good);
}

static void
knows_offsets_from_utc(void **state)
{
	static const struct {
		const char *text;
		bool good;
		int minutes;
	} rows[] = {
		{"+07:00", true, 420},
		{"-03:30", true, -210},
		{"+00:00", true, 0},
		{"+14:00", true, 840},
		{"-14:00", true, -840},
		{"-00:00", false, 0},
		{"+14:01", false, 0},
		{"+07:60", false, 0},
		{"+7:00", false, 0},
		{"+0700", false, 0},
		{"07:00", false, 0},
		{" 07:00", false, 0},
		{"+07-00", false, 0},
		{"+07:0a", false, 0},
		{"+07:000", false, 0},
		{"", false, 0},
		{"Z", false, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct bytes out = BYTES_UP_TO(16);
		int minutes = 0;

		assert_int_equal(
			settings_zone_parse(slice_str(rows[i].text), &minutes), rows[i].good);
		assert_int_equal(minutes, rows[i].minutes);
		settings_zone_write(minutes, &out);
		if (rows[i].good)
			assert_true(slice_is(bytes_slice(&out), rows[i].text));
		bytes_release(&out);
	}
}

static void
reads_the_file_of_an_archive_and_nothing_else(void **state)
{
	struct settings s;
	struct err e;

	(void)state;
	assert_rc(RC_USAGE, settings_read("there", &s, &e), &e);
	assert_string_equal(e.text, "\"there\" is no archive: there is no annals.conf in it");
	assert_int_equal(mkdir("there", 0700), 0);
	assert_rc(RC_USAGE, settings_read("there", &s, &e), &e);
	scratch_write("there/annals.conf", GOOD);
	assert_rc(RC_USAGE, settings_read("there/annals.conf", &s, &e), &e);
	assert_rc(RC_OK, settings_read("there", &s, &e), &e);
	assert_slice_is(s.key, "annals.key");
	settings_release(&s);

	scratch_write("there/annals.conf", GOOD "x\n");
	assert_rc(RC_USAGE, settings_read("there", &s, &e), &e);
	assert_string_equal(e.text, "\"there/annals.conf\": line 7: \"x\" is not \"key = value\"");
	assert_int_equal(truncate("there/annals.conf", SETTINGS_FILE_MAX + 1), 0);
	assert_rc(RC_LIMIT, settings_read("there", &s, &e), &e);
	assert_int_equal(unlink("there/annals.conf"), 0);
	assert_int_equal(mkfifo("there/annals.conf", 0644), 0);
	assert_rc(RC_IO, settings_read("there", &s, &e), &e);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_every_setting),
		cmocka_unit_test(reads_what_it_writes),
		cmocka_unit_test(refuses_each_fault_with_its_line),
		cmocka_unit_test(refuses_a_cut_at_any_place_before_the_last_value),
		cmocka_unit_test(knows_names_of_bundles),
		cmocka_unit_test(knows_offsets_from_utc),
		IN_SCRATCH(reads_the_file_of_an_archive_and_nothing_else),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
