/*
 * invoke.h -- from a command line to an exit status, for a table of commands.
 */
#ifndef ANNALS_ARCHIVER_INVOKE_H
#define ANNALS_ARCHIVER_INVOKE_H

#include "archiver/command.h"
#include "archiver/report.h"

struct invoke_table {
	const struct command *const *commands; /* up to NULL */
	void (*version)(struct report *r);     /* what --version prints */
};

/* Runs it; what is wrong is said on standard error, once. Returns the exit status. */
int invoke_run(const struct invoke_table *p, int argc, char **argv);

#endif
