/*
 * sandbox.h -- what the process gives up before it reads a byte that nobody
 * vouches for: everything but the files it needs.
 *
 * By Landlock (landlock(7)), as far as the kernel knows it; the version (ABI) is
 * asked at run time. Once entered: no file is opened, made, changed or removed but
 * beneath the paths allowed, no program is run, no TCP port is used (ABI 4), no
 * other process is signalled and no abstract socket met (ABI 6), and no right is
 * ever gained back (no_new_privs). It binds the calling thread and those it starts
 * from then on, so it is entered before any thread is started. Files that are open
 * stay usable.
 *
 * Where the kernel offers Landlock and any step fails, the call fails: a process
 * that could be confined does not run unconfined. Where it does not, only
 * no_new_privs is left, and `annals --version` says so.
 */
#ifndef ANNALS_ARCHIVER_SANDBOX_H
#define ANNALS_ARCHIVER_SANDBOX_H

#include "format/base/err.h"

struct sandbox {
	int abi;     /* of the kernel; 0 where it has no Landlock */
	int ruleset; /* descriptor, or -1 */
};

#define SANDBOX_EMPTY ((struct sandbox){0, -1})

/* The version of Landlock that the kernel offers; 0 for none. */
int sandbox_abi(void);

/* Allows nothing yet, and confines nothing yet. */
MUST_USE enum rc sandbox_init(struct sandbox *s, struct err *e);
void sandbox_release(struct sandbox *s);

/*
 * Reading this file, or all beneath this folder. A path that is not there is passed
 * over: there is nothing to be read.
 */
MUST_USE enum rc sandbox_read(struct sandbox *s, const char *path, struct err *e);

/*
 * Reading, making, writing, renaming and removing files and folders beneath this
 * folder, and nothing but files and folders.
 */
MUST_USE enum rc sandbox_write(struct sandbox *s, const char *path, struct err *e);

/* Confines the process to what was allowed. There is no way back. */
MUST_USE enum rc sandbox_enter(struct sandbox *s, struct err *e);

#endif
