/*
 * command.h -- what a command of the program is: a row of tables, from which
 * parsing, --help and the man pages all come, so that they cannot disagree.
 */
#ifndef ANNALS_ARCHIVER_COMMAND_H
#define ANNALS_ARCHIVER_COMMAND_H

#include "format/base/bytes.h"

#include <stdbool.h>
#include <stddef.h>

struct options;
struct report;

enum command_use {
	COMMAND_ONCE = 0, /* may be left out, may not be given twice */
	COMMAND_MANY,	  /* may be given any number of times */
	COMMAND_NEEDED	  /* must be given, once */
};

/* An option. Help is part of a sentence: lower case, no full stop, ASCII. */
struct command_option {
	const char *name;  /* the long name, without its dashes */
	const char *value; /* what its value is called, NULL where it takes none */
	const char *help;
	enum command_use use;
	char letter; /* the short form, or 0 */
};

/*
 * A command, or a word with commands under it ("key" before "generate"). Every
 * command also understands --help, which stands in no table.
 */
struct command {
	const char *name;
	const char *summary;		      /* one line: lower case, no full stop */
	const char *operands;		      /* as shown to people: "BUNDLE [ARTICLE...]" */
	size_t least, most;		      /* how many operands there may be */
	const struct command_option *options; /* up to a row without a name; or NULL */
	const struct command *const *under;   /* up to NULL; NULL for a command that runs */
	enum rc (*run)(const struct options *o, struct report *r, struct err *e);
};

#define COMMAND_OPERANDS_MAX SIZE_MAX

/* Words of a command and its parent with a space between, and room for the end. */
#define COMMAND_NAME_MAX 48

/* The command of a table that the words after `argv[0]` name. */
struct command_found {
	const struct command *command;
	char name[COMMAND_NAME_MAX]; /* all its words: "key generate" */
	int words;		     /* how many there are */
};

/*
 * Finds it. A word with commands under it counts as found when none of those is
 * named: then `command->run` is NULL. RC_USAGE where a word names nothing.
 */
MUST_USE enum rc command_find(const struct command *const *table, int argc, char **argv,
	struct command_found *out, struct err *e);

/* The row of that long name, or NULL. */
const struct command_option *command_option(const struct command *c, const char *name);

/* What --help prints: of the program (its table of commands), of one command. */
void command_help_program(const struct command *const *table, struct bytes *out);
void command_help(const struct command_found *found, struct bytes *out);

/* In mdoc: the list of all commands; the lines of one's SYNOPSIS, and its OPTIONS. */
void command_man_commands(const struct command *const *table, struct bytes *out);
void command_man_synopsis(const char *name, const struct command *c, struct bytes *out);
void command_man_options(const struct command *c, struct bytes *out);

#endif
