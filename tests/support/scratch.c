#include "support/scratch.h"

#include "support/test.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

char scratch_path[SCRATCH_PATH_MAX];

int
scratch_make(void **state)
{
	char home[SCRATCH_PATH_MAX + 8];

	(void)state;
	snprintf(scratch_path, sizeof scratch_path, "/tmp/annals-test-XXXXXX");
	if (mkdtemp(scratch_path) == NULL || chdir(scratch_path) != 0)
		return -1;
	snprintf(home, sizeof home, "%s/home", scratch_path);
	return setenv("ANNALS_HOME", home, 1);
}

static int
remove_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)st;
	(void)kind;
	(void)at;
	return remove(path);
}

int
scratch_remove(void **state)
{
	(void)state;
	if (chdir("/") != 0)
		return -1;
	return nftw(scratch_path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

void
scratch_write(const char *path, const char *text)
{
	FILE *f = fopen(path, "we");

	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
}

const char *
scratch_read(const char *path)
{
	static char text[8192];
	FILE *f = fopen(path, "re");
	size_t n;

	assert_non_null(f);
	n = fread(text, 1, sizeof text - 1, f);
	text[n] = '\0';
	assert_int_equal(fclose(f), 0);
	return text;
}
