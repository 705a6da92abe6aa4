#include "archiver/assemble/publish.h"

#include "support/scratch.h"
#include "support/test.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* A file system without unnamed files, when a test wants one. */
static bool no_unnamed;

int
openat(int folder, const char *path, int flags, ...)
{
	va_list args;
	mode_t mode;

	va_start(args, flags);
	mode = va_arg(args, mode_t);
	va_end(args);
	if (no_unnamed && (flags & O_TMPFILE) == O_TMPFILE) {
		errno = EOPNOTSUPP;
		return -1;
	}
	return (int)syscall(SYS_openat, folder, path, flags, mode);
}

static int folder;

static int
make(void **state)
{
	if (scratch_make(state) != 0)
		return -1;
	no_unnamed = false;
	folder = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return folder < 0 ? -1 : 0;
}

static int
make_without_unnamed(void **state)
{
	int rc = make(state);

	no_unnamed = true;
	return rc;
}

static int
take_down(void **state)
{
	close(folder);
	return scratch_remove(state);
}

static unsigned
entries(void)
{
	DIR *dir = opendir(".");
	struct dirent *entry;
	unsigned n = 0;

	assert_non_null(dir);
	while ((entry = readdir(dir)) != NULL)
		n += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
	closedir(dir);
	return n;
}

static void
start(struct publish *p, const char *text)
{
	struct err e;

	assert_rc(RC_OK, publish_open(folder, p, &e), &e);
	assert_rc(RC_OK, publish_write(p, slice_str(text), &e), &e);
}

static void
a_committed_file_stands_under_its_name_alone(void **state)
{
	struct publish p;
	struct stat st;
	struct err e;

	(void)state;
	start(&p, "one");
	assert_rc(RC_OK, publish_write(&p, slice_str(" two"), &e), &e);
	assert_int_equal(p.size, 7);
	assert_rc(RC_OK, publish_commit(&p, "final", &e), &e);
	publish_release(&p);
	assert_string_equal(scratch_read("final"), "one two");
	assert_int_equal(stat("final", &st), 0);
	assert_int_equal(st.st_mode & 07777, 0644);
	assert_int_equal(entries(), 1);
}

static void
a_released_file_leaves_nothing(void **state)
{
	struct publish p;

	(void)state;
	start(&p, "one");
	publish_release(&p);
	publish_release(&p);
	assert_int_equal(entries(), 0);
}

static void
an_unnamed_file_cannot_be_seen_before_it_is_committed(void **state)
{
	struct publish p;

	(void)state;
	start(&p, "one");
	assert_int_equal(entries(), 0);
	publish_release(&p);
}

static void
without_unnamed_files_a_temporary_name_is_used(void **state)
{
	struct publish p;

	(void)state;
	start(&p, "one");
	assert_int_equal(entries(), 1);
	assert_true(p.temporary[0] == '.');
	publish_release(&p);
}

static void
a_name_that_is_taken_is_refused_and_untouched(void **state)
{
	struct publish p;
	struct err e;

	(void)state;
	scratch_write("final", "earlier");
	start(&p, "later");
	assert_rc(RC_IO, publish_commit(&p, "final", &e), &e);
	assert_non_null(strstr(e.text, "final: File exists"));
	publish_release(&p);
	assert_string_equal(scratch_read("final"), "earlier");
	assert_int_equal(entries(), 1);
}

static void
sweeping_takes_temporary_names_and_nothing_else(void **state)
{
	struct publish p;
	struct err e;

	(void)state;
	scratch_write("x.tar.zst", "bundle");
	scratch_write(".annals-other", "not ours to take");
	start(&p, "left by a killed process");
	assert_int_equal(entries(), 3);
	assert_rc(RC_OK, publish_sweep(folder, &e), &e);
	assert_int_equal(access(p.temporary, F_OK), -1);
	assert_int_equal(entries(), 2);
	publish_release(&p);
}

#define WITH(test, setup) cmocka_unit_test_setup_teardown(test, setup, take_down)
#define BOTH(test)	  WITH(test, make), WITH(test, make_without_unnamed)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		BOTH(a_committed_file_stands_under_its_name_alone),
		BOTH(a_released_file_leaves_nothing),
		WITH(an_unnamed_file_cannot_be_seen_before_it_is_committed, make),
		WITH(without_unnamed_files_a_temporary_name_is_used, make_without_unnamed),
		BOTH(a_name_that_is_taken_is_refused_and_untouched),
		WITH(sweeping_takes_temporary_names_and_nothing_else, make_without_unnamed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
