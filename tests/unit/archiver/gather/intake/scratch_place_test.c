#include "support/test.h"

#include "archiver/gather/intake/scratch_place.h"
#include "support/scratch.h"

#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static size_t
count_entries(const char *path)
{
	DIR *dir = opendir(path);
	struct dirent *entry;
	size_t count = 0;

	assert_non_null(dir);
	while ((entry = readdir(dir)) != NULL)
		count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
	closedir(dir);
	return count;
}

/* Some files and folders in a new folder of the place. */
static void
fill(struct scratch_place *p)
{
	char path[SCRATCH_PATH_MAX * 4], *folder;
	struct err e;

	assert_rc(RC_OK, scratch_place_folder(p, &folder, &e), &e);
	snprintf(path, sizeof path, "%s/file", folder);
	scratch_write(path, "x");
	snprintf(path, sizeof path, "%s/inner", folder);
	assert_int_equal(mkdir(path, 0700), 0);
	snprintf(path, sizeof path, "%s/inner/file", folder);
	scratch_write(path, "x");
	snprintf(path, sizeof path, "%s/link", folder);
	assert_int_equal(symlink("/", path), 0);
	free(folder);
}

static void
is_made_when_it_is_needed_and_goes_with_its_owner(void **state)
{
	struct scratch_place p = SCRATCH_PLACE_BENEATH(".");
	struct stat st;

	(void)state;
	assert_int_equal(count_entries("."), 0);
	fill(&p);
	fill(&p);
	assert_int_equal(count_entries("."), 1);
	assert_int_equal(count_entries(p.path), 2);
	assert_int_equal(stat(p.path, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0700);
	scratch_place_release(&p);
	assert_int_equal(count_entries("."), 0);
	scratch_place_release(&p);
}

static void
refuses_where_there_is_no_place(void **state)
{
	struct scratch_place nowhere = SCRATCH_PLACE_BENEATH(NULL);
	struct scratch_place absent = SCRATCH_PLACE_BENEATH("absent");
	struct err e;
	char *folder;

	(void)state;
	assert_rc(RC_UNSUPPORTED, scratch_place_folder(&nowhere, &folder, &e), &e);
	assert_string_equal(e.text, "there is no folder to unpack it into");
	assert_null(folder);
	assert_rc(RC_IO, scratch_place_folder(&absent, &folder, &e), &e);
	assert_string_equal(
		e.text, "cannot make a folder in absent to unpack into: No such file or directory");
	assert_null(folder);
	scratch_place_release(&absent);
}

static void
sweeps_what_the_dead_left_and_nothing_else(void **state)
{
	struct scratch_place mine = SCRATCH_PLACE_BENEATH(".");
	struct scratch_place theirs = SCRATCH_PLACE_BENEATH(".");
	int status;
	pid_t child;

	(void)state;
	fill(&mine);
	scratch_write(SCRATCH_PLACE_PREFIX "file", "no folder");
	assert_int_equal(mkdir("reports", 0700), 0);
	child = fork();
	if (child == 0) {
		fill(&theirs);
		kill(getpid(), SIGKILL);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(count_entries("."), 4);
	scratch_place_sweep(".");
	assert_int_equal(count_entries("."), 3);
	assert_int_equal(count_entries(mine.path), 1);
	scratch_place_sweep("absent");
	scratch_place_release(&mine);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_SCRATCH(is_made_when_it_is_needed_and_goes_with_its_owner),
		IN_SCRATCH(refuses_where_there_is_no_place),
		IN_SCRATCH(sweeps_what_the_dead_left_and_nothing_else),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
