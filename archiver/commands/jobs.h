/*
 * jobs.h -- how many threads a command works with: --jobs, else as many as there
 * are processors for this process.
 */
#ifndef ANNALS_ARCHIVER_COMMANDS_JOBS_H
#define ANNALS_ARCHIVER_COMMANDS_JOBS_H

#include "archiver/options.h"

#define JOBS_OPTION \
	{ \
		"jobs", "N", \
			"work with N threads; as many as there are processors where this is not " \
			"given", \
			COMMAND_ONCE, 0 \
	}

MUST_USE enum rc jobs_count(const struct options *o, unsigned *out, struct err *e);

#endif
