#include "archiver/assemble/archive.h"
#include "archiver/assemble/log_state.h"

#include "support/bundle_maker.h"
#include "support/scratch.h"
#include "support/test.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct maker_article ONE[] = {{"2023/07/28/mot", 100, NULL, 0, 0}};
static const struct maker_article TWO[] = {
	{"2023/08/01/hai", 100, NULL, 1, 50}, {"2023/08/02/ba", 100, NULL, 0, 0}};
static const struct maker_article LATE[] = {{"2023/07/30/tre", 100, NULL, 0, 0}};

static void
open_here(struct archive *a)
{
	struct settings s = SETTINGS_EMPTY;
	struct bytes conf = BYTES_UP_TO(SETTINGS_FILE_MAX);
	struct err e;

	s.origin = slice_str(BUNDLE_MAKER_ORIGIN);
	s.name = slice_str("demo");
	s.key = slice_str("demo.key");
	settings_write(&s, &conf);
	bytes_u8(&conf, '\0');
	scratch_write(SETTINGS_FILE, (const char *)conf.p);
	bytes_release(&conf);
	assert_rc(RC_OK, archive_open(".", a, &e), &e);
}

static void
save(const char *path, struct slice bytes)
{
	FILE *f = fopen(path, "we");

	assert_non_null(f);
	assert_int_equal(fwrite(bytes.p, 1, bytes.len, f), bytes.len);
	assert_int_equal(fclose(f), 0);
}

static void
no_archive_is_the_users_mistake(void **state)
{
	struct archive a;
	struct err e;

	(void)state;
	assert_rc(RC_USAGE, archive_open(".", &a, &e), &e);
	assert_rc(RC_USAGE, archive_open("nowhere", &a, &e), &e);
	archive_release(&a);
}

static void
lists_bundles_in_order_and_nothing_else(void **state)
{
	static const char *const files[] = {"2023/demo-2023-07.tar.zst",
		"2023/demo-2023-07.10.tar.zst", "2023/demo-2023-07.2.tar.zst",
		"2023/demo-2023-06.tar.zst", "2022/demo-2022-12.tar.zst",
		/* no bundles, or not where they belong */
		"2023/demo-2023-07.tar.zst.minisig", "2023/.annals-tmp-1-0",
		"2023/demo-2023-13.tar.zst", "2023/demo-2023-07.1.tar.zst",
		"2023/demo-2024-01.tar.zst", "demo-2023-07.tar.zst", "20230/demo-2023-07.tar.zst",
		"2023/demo-2023-07.tar", "note.txt"};
	static const char *const want[] = {"2022/demo-2022-12.tar.zst", "2023/demo-2023-06.tar.zst",
		"2023/demo-2023-07.tar.zst", "2023/demo-2023-07.2.tar.zst",
		"2023/demo-2023-07.10.tar.zst"};
	struct archive a;
	struct err e;

	(void)state;
	open_here(&a);
	assert_int_equal(mkdir("2022", 0755) | mkdir("2023", 0755) | mkdir("20230", 0755), 0);
	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		scratch_write(files[i], "x");
	/* Twice: a second listing begins anew. */
	for (unsigned n = 0; n < 2; n++) {
		assert_rc(RC_OK, archive_scan(&a, &e), &e);
		assert_int_equal(a.count, sizeof want / sizeof *want);
		for (size_t i = 0; i < a.count; i++)
			assert_string_equal(a.bundles[i].path, want[i]);
	}
	assert_string_equal(a.bundles[3].name, "demo-2023-07.2");
	archive_release(&a);
}

static void
one_writer_at_a_time(void **state)
{
	struct archive a, b;
	struct err e;

	(void)state;
	open_here(&a);
	assert_rc(RC_OK, archive_open(".", &b, &e), &e);
	assert_rc(RC_OK, archive_lock(&a, &e), &e);
	assert_rc(RC_IO, archive_lock(&b, &e), &e);
	assert_non_null(strstr(e.text, "another annals is writing"));
	archive_release(&a);
	assert_rc(RC_OK, archive_lock(&b, &e), &e);
	archive_release(&b);
}

static void
a_years_folder_is_made_once_and_never_through_a_link(void **state)
{
	struct archive a;
	struct stat st;
	int folder;
	struct err e;

	(void)state;
	open_here(&a);
	for (unsigned n = 0; n < 2; n++) {
		assert_rc(RC_OK, archive_year(&a, slice_str("2023-07"), &folder, &e), &e);
		close(folder);
	}
	assert_int_equal(stat("2023", &st), 0);
	assert_true(S_ISDIR(st.st_mode));
	assert_int_equal(symlink("/tmp", "2024"), 0);
	assert_rc(RC_IO, archive_year(&a, slice_str("2024-01"), &folder, &e), &e);
	archive_release(&a);
}

/* ---- log_state ------------------------------------------------------------------------------ */

/* Two months and a supplement to the first, in an archive. */
static void
fill(struct archive *a, struct bundle_maker *m)
{
	struct err e;

	open_here(a);
	assert_int_equal(mkdir("2023", 0755), 0);
	bundle_maker_init(m);
	bundle_maker_make(m, "demo-2023-07", ONE, 1, NULL);
	save("2023/demo-2023-07.tar.zst", bytes_slice(&m->file));
	bundle_maker_make(m, "demo-2023-08", TWO, 2, NULL);
	save("2023/demo-2023-08.tar.zst", bytes_slice(&m->file));
	bundle_maker_make(m, "demo-2023-07.2", LATE, 1, NULL);
	save("2023/demo-2023-07.2.tar.zst", bytes_slice(&m->file));
	assert_rc(RC_OK, archive_scan(a, &e), &e);
	assert_int_equal(a->count, 3);
}

static enum rc
read_state(struct archive *a, const struct trust *trust, uint64_t remembered, struct log_state *out,
	struct err *e)
{
	struct checkpoint last = {slice_str(BUNDLE_MAKER_ORIGIN), remembered, out->root};
	enum rc rc = archive_scan(a, e);

	return rc != RC_OK ? rc : log_state_read(a, trust, &last, out, e);
}

static void
the_log_goes_on_where_its_newest_bundle_ends(void **state)
{
	struct log_state s = LOG_STATE_EMPTY;
	struct bundle_maker m;
	struct archive a;
	struct err e;

	(void)state;
	fill(&a, &m);
	assert_rc(RC_OK, read_state(&a, &m.trust, 0, &s, &e), &e);
	assert_int_equal(s.size, 7);
	assert_int_equal(s.created, BUNDLE_MAKER_CREATED);
	assert_true(digest_equal(&s.root, &m.before.root));
	assert_true(slice_equal(bytes_slice(&s.range), m.before.range));
	assert_true(slice_equal(bytes_slice(&s.previous), m.before.previous));
	log_state_release(&s);
	bundle_maker_release(&m);
	archive_release(&a);
}

static void
an_empty_archive_is_an_empty_log(void **state)
{
	struct log_state s = LOG_STATE_EMPTY;
	struct trust none = TRUST_EMPTY;
	struct digest nothing = digest_of(SLICE_EMPTY);
	struct archive a;
	struct err e;

	(void)state;
	open_here(&a);
	assert_rc(RC_OK, read_state(&a, &none, 0, &s, &e), &e);
	assert_int_equal(s.size, 0);
	assert_true(digest_equal(&s.root, &nothing));
	log_state_release(&s);
	archive_release(&a);
}

static void
refuses_an_archive_that_is_not_the_log_it_was(void **state)
{
	static const struct {
		const char *why;
		const char *gone; /* a bundle that is taken away */
		uint64_t remembered;
		bool believed;
		enum rc rc;
	} rows[] = {
		{"the first bundle is missing", "2023/demo-2023-07.tar.zst", 0, true, RC_BAD},
		{"one between is missing", "2023/demo-2023-08.tar.zst", 0, true, RC_BAD},
		{"shorter than what was signed", "2023/demo-2023-07.2.tar.zst", 7, true, RC_BAD},
		{"of another root than what was signed", NULL, 7, true, RC_BAD},
		{"nobody is believed", NULL, 0, false, RC_UNTRUSTED},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct log_state s = LOG_STATE_EMPTY;
		struct trust none = TRUST_EMPTY;
		struct bundle_maker m;
		struct archive a;
		struct err e;
		enum rc rc;

		assert_int_equal(scratch_make(state), 0);
		fill(&a, &m);
		assert_true(rows[i].gone == NULL || unlink(rows[i].gone) == 0);
		rc = read_state(
			&a, rows[i].believed ? &m.trust : &none, rows[i].remembered, &s, &e);
		if (rc != rows[i].rc)
			fail_msg("%s: rc %d: %s", rows[i].why, rc, rc == RC_OK ? "" : e.text);
		log_state_release(&s);
		bundle_maker_release(&m);
		archive_release(&a);
		assert_int_equal(scratch_remove(state), 0);
	}
}

static void
a_bundle_under_another_name_is_refused(void **state)
{
	struct archive_file file;
	struct bundle_maker m;
	struct archive a;
	struct err e;

	(void)state;
	fill(&a, &m);
	assert_int_equal(rename("2023/demo-2023-08.tar.zst", "2023/demo-2023-09.tar.zst"), 0);
	assert_rc(RC_BAD, archive_file_open(a.fd, "2023/demo-2023-09.tar.zst", &m.trust, &file, &e),
		&e);
	assert_true(slice_starts(slice_str(e.text), "FILE-4: "));
	bundle_maker_release(&m);
	archive_release(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_SCRATCH(no_archive_is_the_users_mistake),
		IN_SCRATCH(lists_bundles_in_order_and_nothing_else),
		IN_SCRATCH(one_writer_at_a_time),
		IN_SCRATCH(a_years_folder_is_made_once_and_never_through_a_link),
		IN_SCRATCH(the_log_goes_on_where_its_newest_bundle_ends),
		IN_SCRATCH(an_empty_archive_is_an_empty_log),
		cmocka_unit_test(refuses_an_archive_that_is_not_the_log_it_was),
		IN_SCRATCH(a_bundle_under_another_name_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
