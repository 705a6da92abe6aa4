/*
 * believe.h -- whom this run believes: the keys that --key and --trust give, else
 * the user's own trust file. Never a key that is found beside what is checked.
 */
#ifndef ANNALS_ARCHIVER_COMMANDS_BELIEVE_H
#define ANNALS_ARCHIVER_COMMANDS_BELIEVE_H

#include "archiver/options.h"
#include "keys/trust.h"

/* The rows of the options table that believe_load reads. */
#define BELIEVE_KEY \
	{ \
		"key", "FILE.pub", \
			"believe this public key, of annals or minisign, instead of the user's " \
			"trust file", \
			COMMAND_MANY, 0 \
	}
#define BELIEVE_TRUST \
	{ \
		"trust", "FILE", "believe the keys in this trust file instead of the user's own", \
			COMMAND_ONCE, 0 \
	}

/* Both rows are asked for where the command's table has them. The caller releases `out`. */
MUST_USE enum rc believe_load(const struct options *o, struct trust *out, struct err *e);

#endif
