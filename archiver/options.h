/*
 * options.h -- what was given on a command line: options and operands, checked
 * against the command's own table (command.h).
 *
 * getopt_long does the reading: options may stand after operands, long names may
 * be shortened to what is unique, "--" ends options. POSIXLY_CORRECT changes
 * nothing. A value is borrowed from argv.
 */
#ifndef ANNALS_ARCHIVER_OPTIONS_H
#define ANNALS_ARCHIVER_OPTIONS_H

#include "archiver/command.h"

#include <stdint.h>

struct options_given {
	const struct command_option *option;
	const char *value;
};

struct options {
	const struct command *command;
	struct options_given *given; /* in the order of the command line */
	size_t given_count;
	char **operands; /* of argv */
	size_t operand_count;
	bool help; /* --help was among them, and nothing else was asked about */
};

#define OPTIONS_EMPTY ((struct options){NULL, NULL, 0, NULL, 0, false})

/*
 * Reads argv[1] and what follows. RC_USAGE with a sentence where an option is not
 * in the table, lacks its value, has one too many, is given twice or is missing,
 * or where operands are too few or too many.
 */
MUST_USE enum rc
options_parse(const struct command *c, int argc, char **argv, struct options *out, struct err *e);
void options_release(struct options *o);

/* Asked by long name; a name that is not in the command's table is our own mistake. */
bool options_has(const struct options *o, const char *name);

/* Its value, the last one of several; NULL where it was not given. */
const char *options_value(const struct options *o, const char *name);

/* Value after value of an option that may be given many times: `*at` starts at 0; ends with NULL.
 */
const char *options_next(const struct options *o, const char *name, size_t *at);

/* Its value as a number from `least` to `most`; `*out` stays as it is where it was not given. */
MUST_USE enum rc options_number(const struct options *o, const char *name, uint64_t least,
	uint64_t most, uint64_t *out, struct err *e);

/* RC_USAGE where both were given. */
MUST_USE enum rc
options_exclude(const struct options *o, const char *one, const char *other, struct err *e);

#endif
