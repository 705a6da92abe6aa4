/*
 * scratch.h -- a folder of a test's own, as setup and teardown of cmocka.
 *
 * scratch_make makes it and goes there, so that a test's paths are relative;
 * scratch_remove goes to / and removes it with all that is in it. Also sets
 * ANNALS_HOME to "home" in it, which is not made.
 */
#ifndef ANNALS_TESTS_SUPPORT_SCRATCH_H
#define ANNALS_TESTS_SUPPORT_SCRATCH_H

#include "format/base/slice.h"

#define SCRATCH_PATH_MAX 64

/* Its absolute path. */
extern char scratch_path[SCRATCH_PATH_MAX];

int scratch_make(void **state);
int scratch_remove(void **state);

/* Writes a file of mode 0644; the test fails where that is not possible. */
void scratch_write(const char *path, const char *text);

/* The start of a file, terminated, until the next call; fails likewise. */
const char *scratch_read(const char *path);

#define IN_SCRATCH(test) cmocka_unit_test_setup_teardown(test, scratch_make, scratch_remove)

#endif
