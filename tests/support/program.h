/*
 * program.h -- the whole program, started from inside a test: what it prints, where,
 * its exit status, and what it leaves on disk. For one test program at a time: it
 * takes in full.c.
 */
#ifndef ANNALS_TESTS_SUPPORT_PROGRAM_H
#define ANNALS_TESTS_SUPPORT_PROGRAM_H

#include "support/scratch.h"
#include "support/test.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

int program_main(int argc, char **argv);

#define main program_main
#include "archiver/full.c" /* NOLINT(bugprone-suspicious-include): it is what is tested */
#undef main

#define PROGRAM_WORDS_MAX 24

static inline void
program_redirect(int fd, const char *path)
{
	int to = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	if (to < 0 || dup2(to, fd) != fd)
		_exit(98);
}

/*
 * Runs "annals <line>", words parted by single spaces, in a child; gives its exit status.
 * What it printed is in the files `out` and `err` of the current folder.
 */
static inline int
annals(const char *line)
{
	char words[1024], *argv[PROGRAM_WORDS_MAX];
	int argc = 0, status = -1;
	pid_t child;

	snprintf(words, sizeof words, "annals %s", line);
	for (char *word = words; word != NULL; argc++) {
		char *space = strchr(word, ' ');

		assert_true(argc + 1 < PROGRAM_WORDS_MAX);
		argv[argc] = word;
		word = space == NULL ? NULL : space + 1;
		if (space != NULL)
			*space = '\0';
	}
	argv[argc] = NULL;
	child = fork();
	if (child == 0) {
		program_redirect(1, "out");
		program_redirect(2, "err");
		_exit(program_main(argc, argv));
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

/* Ran, and ended with this status; else what it said on standard error is shown. */
#define assert_annals(status, line) \
	do { \
		int status_ = annals(line); \
		if (status_ != (status)) \
			fail_msg("annals %s: status %d, expected %d: %s", (line), status_, \
				(status), scratch_read("err")); \
	} while (0)

#define assert_said(path, text) assert_non_null(strstr(scratch_read(path), text))

#define assert_exactly(path, text) assert_string_equal(scratch_read(path), text)

static inline bool
is_there(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0;
}

#endif
