#include "support/program.h"

static void
prints_help_and_version_as_results(void **state)
{
	(void)state;
	assert_int_equal(annals("--help"), 0);
	assert_said("out", "usage: annals COMMAND");
	assert_string_equal(scratch_read("err"), "");
	for (const struct command *const *c = COMMANDS; *c != NULL; c++)
		assert_said("out", (*c)->name);
	assert_int_equal(annals("--version"), 0);
	assert_said("out", "annals " ANNALS_VERSION "\nlibsodium ");
	assert_said("out", "Landlock: ");
	assert_int_equal(annals("key generate --help"), 0);
	assert_said("out", "usage: annals key generate [OPTIONS] FILE\n");
}

static void
answers_a_slip_with_a_sentence_and_status_2(void **state)
{
	static const struct {
		const char *line, *said;
	} rows[] = {
		{"init", "annals: --origin ORIGIN is missing (annals init --help tells more)\n"},
		{"frob", "annals: there is no command \"frob\" (annals --help tells more)\n"},
		{"key", "annals: which command? (annals key --help tells more)\n"},
		{"key --json",
			"annals: there is no option --json (annals key --help tells more)\n"},
		{"trust list x",
			"annals: \"x\" is one argument too many (annals trust list --help tells "
			"more)\n"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		assert_int_equal(annals(rows[i].line), 2);
		assert_string_equal(scratch_read("err"), rows[i].said);
		assert_string_equal(scratch_read("out"), "");
	}
}

static void
every_command_has_help_within_eighty_columns(void **state)
{
	(void)state;
	for (const struct command *const *c = COMMANDS; *c != NULL; c++) {
		char line[64];
		const char *at;

		snprintf(line, sizeof line, "%s --help", (*c)->name);
		assert_int_equal(annals(line), 0);
		for (at = scratch_read("out"); *at != '\0'; at += strcspn(at, "\n") + 1)
			assert_true(strcspn(at, "\n") <= 80);
	}
}

static void
makes_an_archive_whose_key_is_believed(void **state)
{
	struct stat st;

	(void)state;
	assert_int_equal(annals("init demo/ --origin example.org/annals --no-passphrase"), 0);
	assert_said("demo/annals.conf", "\norigin = example.org/annals\n");
	assert_said("demo/annals.conf", "\nname = annals\n");
	assert_said("demo/annals.conf", "\nkey = annals.key\n");
	assert_said("demo/annals.pub", "untrusted comment: minisign public key ");
	assert_said("home/trust", "example.org/annals RW");
	assert_int_equal(stat("home/annals.key", &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_false(is_there("demo.unfinished"));
	assert_false(is_there("demo/annals.key"));
}

static void
takes_a_key_that_is_there(void **state)
{
	char key[SCRATCH_PATH_MAX + 32];

	(void)state;
	assert_int_equal(annals("key generate own --no-passphrase"), 0);
	assert_int_equal(annals("init demo --origin a.b/c --name news --key own"), 0);
	snprintf(key, sizeof key, "\nkey = %s/own\n", scratch_path);
	assert_said("demo/annals.conf", key);
	assert_false(is_there("home/news.key"));
	assert_int_equal(annals("init other --origin a.b/c --key own"), 0);
	assert_int_equal(annals("trust list"), 0);
	assert_int_equal(strchr(scratch_read("out"), '\n')[1], '\0');
}

static void
leaves_nothing_half_made(void **state)
{
	static const struct {
		const char *line;
		int status;
	} rows[] = {
		{"init nowhere/demo --origin a.b/c --no-passphrase", 3},
		{"init demo --origin A.b/c --no-passphrase", 2},
		{"init demo --origin a.b/c --name A --no-passphrase", 2},
		{"init demo --origin a.b/c --key missing", 3},
		{"init demo --origin a.b/c --key own --no-passphrase", 2},
		{"init there --origin a.b/c --no-passphrase", 2},
		{"init file --origin a.b/c --no-passphrase", 2},
		{"init demo --origin a.b/c --passphrase-fd 77", 3},
		{"init demo --origin a.b/c --passphrase-fd x", 2},
	};

	(void)state;
	assert_int_equal(mkdir("there", 0700), 0);
	scratch_write("file", "");
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		assert_int_equal(annals(rows[i].line), rows[i].status);
		assert_string_equal(scratch_read("out"), "");
		assert_false(is_there("demo"));
		assert_false(is_there("demo.unfinished"));
		assert_false(is_there("home/annals.key"));
		assert_false(is_there("home/trust"));
	}
	assert_int_equal(rmdir("there"), 0);
}

static void
makes_nothing_where_there_can_be_no_trust_file(void **state)
{
	(void)state;
	assert_int_equal(mkdir("home", 0700), 0);
	assert_int_equal(mkdir("home/trust", 0700), 0);
	assert_int_equal(annals("init demo --origin a.b/c --no-passphrase"), 3);
	assert_false(is_there("demo"));
	assert_false(is_there("home/annals.key"));
}

static void
never_makes_an_archive_or_a_key_twice(void **state)
{
	char before[256];

	(void)state;
	assert_int_equal(annals("init demo --origin a.b/c --no-passphrase"), 0);
	snprintf(before, sizeof before, "%.250s", scratch_read("home/annals.key"));
	assert_int_equal(annals("init demo --origin a.b/c --no-passphrase"), 2);
	assert_int_equal(annals("init two --origin a.b/c --no-passphrase"), 2);
	assert_said("err", "choose another --name");
	assert_int_equal(annals("key generate home/annals.key --no-passphrase"), 2);
	assert_memory_equal(before, scratch_read("home/annals.key"), strlen(before));
	assert_false(is_there("two"));
}

static void
adds_retires_and_revokes_keys(void **state)
{
	(void)state;
	assert_int_equal(annals("key generate k --no-passphrase"), 0);
	assert_int_equal(annals("trust add a.b/c k.pub --from 2026-01-01 --name x"), 0);
	assert_int_equal(annals("trust add a.b/c k.pub"), 2);
	assert_int_equal(annals("trust add a.b/c k.pub --from 2026-13-01"), 2);
	assert_int_equal(annals("trust add A k.pub"), 2);
	assert_int_equal(annals("trust add a.b/d k"), 2);
	assert_int_equal(annals("trust list --json"), 0);
	assert_said("out", "\"origin\":\"a.b/c\"");
	assert_said("out", "\"from\":\"2026-01-01\",\"until\":null,\"name\":\"x\"}\n");
}

static void
acts_on_a_key_by_its_id(void **state)
{
	static const char LINE[] =
		"a.b/c RWR1p4m8STtBm1rhcm/qQwoI0ABk48JBVYflhckcfAdMri9oqZHOcb7i - - x\n";

	(void)state;
	scratch_write("t", LINE);
	assert_int_equal(annals("trust retire 9B413B49BC89A775 --until 2026-02-03 --trust t"), 0);
	assert_string_equal(scratch_read("out"),
		"a.b/c  RWR1p4m8STtBm1rhcm/qQwoI0ABk48JBVYflhckcfAdMri9oqZHOcb7i  -  2026-02-03  "
		"9B413B49BC89A775  x\n");
	assert_int_equal(annals("trust revoke 9b413b49bc89a775 --trust t"), 0);
	assert_said("t", " - revoked x\n");
	assert_int_equal(annals("trust revoke 1 --trust t"), 2);
	assert_int_equal(annals("trust retire xyz --trust t"), 3);
	scratch_write("t", LINE);
	assert_annals(0,
		"trust revoke RWR1p4m8STtBm1rhcm/qQwoI0ABk48JBVYflhckcfAdMri9oqZHOcb7i --trust t");
	assert_said("t", " - revoked x\n");
	assert_int_equal(annals("key show t"), 2);
	assert_false(is_there("home"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_SCRATCH(prints_help_and_version_as_results),
		IN_SCRATCH(answers_a_slip_with_a_sentence_and_status_2),
		IN_SCRATCH(every_command_has_help_within_eighty_columns),
		IN_SCRATCH(makes_an_archive_whose_key_is_believed),
		IN_SCRATCH(takes_a_key_that_is_there),
		IN_SCRATCH(leaves_nothing_half_made),
		IN_SCRATCH(makes_nothing_where_there_can_be_no_trust_file),
		IN_SCRATCH(never_makes_an_archive_or_a_key_twice),
		IN_SCRATCH(adds_retires_and_revokes_keys),
		IN_SCRATCH(acts_on_a_key_by_its_id),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
