#include "support/test.h"

#include "support/scratch.h"

#include "archiver/home.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static void
makes_the_folder_for_its_owner_alone(void **state)
{
	struct home h;
	struct stat st;
	struct err e;
	bool found;

	(void)state;
	assert_rc(RC_OK, home_find(&h, &found, &e), &e);
	assert_false(found);
	assert_rc(RC_OK, home_open(&h, &e), &e);
	assert_int_equal(stat("home", &st), 0);
	assert_int_equal(st.st_mode & 07777, 0700);
	home_release(&h);
	assert_rc(RC_OK, home_find(&h, &found, &e), &e);
	assert_true(found);
	home_release(&h);
	home_release(&h);
}

static void
refuses_a_folder_that_others_can_write(void **state)
{
	static const mode_t bad[] = {0720, 0702, 0777, 01777};
	struct home h;
	struct err e;
	bool found;

	(void)state;
	assert_int_equal(mkdir("home", 0700), 0);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		assert_int_equal(chmod("home", bad[i]), 0);
		assert_rc(RC_IO, home_open(&h, &e), &e);
		assert_non_null(strstr(e.text, "can be written by others"));
		assert_rc(RC_IO, home_find(&h, &found, &e), &e);
		assert_int_equal(h.fd, -1);
	}
	assert_int_equal(chmod("home", 0755), 0);
	assert_rc(RC_OK, home_open(&h, &e), &e);
	home_release(&h);
}

static void
refuses_a_folder_of_somebody_else(void **state)
{
	struct home h;
	struct err e;

	(void)state;
	if (geteuid() != 0)
		skip();
	assert_int_equal(mkdir("home", 0700), 0);
	assert_int_equal(chown("home", 12345, 12345), 0);
	assert_rc(RC_IO, home_open(&h, &e), &e);
	assert_non_null(strstr(e.text, "belongs to user 12345"));
}

static void
refuses_what_is_no_folder(void **state)
{
	struct home h;
	struct err e;

	(void)state;
	scratch_write("home", "");
	assert_rc(RC_IO, home_open(&h, &e), &e);
	unsetenv("ANNALS_HOME");
	setenv("HOME", "relative", 1);
	assert_rc(RC_USAGE, home_open(&h, &e), &e);
	assert_string_equal(e.text, "neither ANNALS_HOME nor HOME names a folder");
	setenv("HOME", scratch_path, 1);
	assert_rc(RC_OK, home_open(&h, &e), &e);
	assert_true(slice_ends(slice_str(h.path), "/.annals"));
	home_release(&h);
}

static void
takes_a_name_without_a_slash_as_its_own(void **state)
{
	char expected[80];
	struct home h;
	struct err e;
	char *path;

	(void)state;
	assert_rc(RC_OK, home_open(&h, &e), &e);
	snprintf(expected, sizeof expected, "%s/home/annals.key", scratch_path);
	assert_rc(RC_OK, home_path(&h, "annals.key", &path, &e), &e);
	assert_string_equal(path, expected);
	free(path);
	assert_rc(RC_OK, home_path(&h, "./annals.key", &path, &e), &e);
	assert_string_equal(path, "./annals.key");
	free(path);
	home_release(&h);
}

static void
remembers_what_was_put_there_last(void **state)
{
	struct bytes got = BYTES_UP_TO(HOME_MEMORY_MAX * 2);
	struct home_memory m;
	struct home h;
	struct err e;

	(void)state;
	assert_rc(RC_OK, home_open(&h, &e), &e);
	assert_rc(RC_OK, home_seen_open(&h, slice_str("a.b"), &m, &e), &e);
	bytes_str(&got, "left over");
	assert_rc(RC_OK, home_memory_read(&m, &got, &e), &e);
	assert_int_equal(got.len, 0);
	assert_rc(RC_OK, home_memory_replace(&m, slice_str("one\n"), &e), &e);
	assert_rc(RC_OK, home_memory_replace(&m, slice_str("two\n"), &e), &e);
	assert_rc(RC_OK, home_memory_read(&m, &got, &e), &e);
	assert_slice_is(bytes_slice(&got), "two\n");
	home_memory_close(&m);
	home_memory_close(&m);

	assert_rc(RC_OK, home_signed_open(&h, slice_str("a.b"), &m, &e), &e);
	assert_rc(RC_OK, home_memory_read(&m, &got, &e), &e);
	assert_int_equal(got.len, 0);
	home_memory_close(&m);
	assert_rc(RC_OK, home_seen_open(&h, slice_str("a.b/c"), &m, &e), &e);
	assert_rc(RC_OK, home_memory_read(&m, &got, &e), &e);
	assert_int_equal(got.len, 0);
	home_memory_close(&m);
	bytes_release(&got);
	home_release(&h);
}

static void
refuses_a_memory_that_is_none(void **state)
{
	static const char big[HOME_MEMORY_MAX + 1];
	struct bytes got = BYTES_UP_TO(HOME_MEMORY_MAX * 2);
	struct home_memory m;
	struct home h;
	struct err e;

	(void)state;
	assert_rc(RC_OK, home_open(&h, &e), &e);
	assert_rc(RC_OK, home_seen_open(&h, slice_str("a.b"), &m, &e), &e);
	assert_rc(RC_OK, home_memory_replace(&m, slice_of(big, sizeof big), &e), &e);
	assert_rc(RC_LIMIT, home_memory_read(&m, &got, &e), &e);
	assert_int_equal(unlink(m.path), 0);
	assert_int_equal(symlink("nowhere", m.path), 0);
	assert_rc(RC_IO, home_memory_read(&m, &got, &e), &e);
	assert_int_equal(unlink(m.path), 0);
	assert_int_equal(mkfifo(m.path, 0600), 0);
	assert_rc(RC_IO, home_memory_read(&m, &got, &e), &e);
	home_memory_close(&m);
	bytes_release(&got);
	home_release(&h);
}

static void
locks_one_log_and_leaves_the_others_free(void **state)
{
	struct home_memory m, other;
	struct home h;
	struct err e;
	char name[200];
	int fd, lock;

	(void)state;
	assert_rc(RC_OK, home_open(&h, &e), &e);
	assert_rc(RC_OK, home_signed_open(&h, slice_str("a.b"), &m, &e), &e);
	assert_rc(RC_OK, home_signed_open(&h, slice_str("a.c"), &other, &e), &e);
	assert_rc(RC_OK, home_lock(&h, &lock, &e), &e);
	snprintf(name, sizeof name, "%s.lock", m.path);
	fd = open(name, O_RDWR | O_CLOEXEC);
	assert_int_equal(flock(fd, LOCK_EX | LOCK_NB), -1);
	home_memory_close(&m);
	assert_int_equal(flock(fd, LOCK_EX | LOCK_NB), 0);
	close(fd);
	close(lock);
	home_memory_close(&other);
	home_release(&h);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_SCRATCH(makes_the_folder_for_its_owner_alone),
		IN_SCRATCH(refuses_a_folder_that_others_can_write),
		IN_SCRATCH(refuses_a_folder_of_somebody_else),
		IN_SCRATCH(refuses_what_is_no_folder),
		IN_SCRATCH(takes_a_name_without_a_slash_as_its_own),
		IN_SCRATCH(remembers_what_was_put_there_last),
		IN_SCRATCH(refuses_a_memory_that_is_none),
		IN_SCRATCH(locks_one_log_and_leaves_the_others_free),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
