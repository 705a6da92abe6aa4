/*
 * commands.h -- every command of the program, for the tables in full.c and front.c.
 * Each stands in a file of its own, cmd_<name>.c, as a description (archiver/command.h)
 * whose `run` does the work.
 */
#ifndef ANNALS_ARCHIVER_COMMANDS_COMMANDS_H
#define ANNALS_ARCHIVER_COMMANDS_COMMANDS_H

#include "archiver/command.h"

extern const struct command cmd_create;
extern const struct command cmd_extract;
extern const struct command cmd_gather;
extern const struct command cmd_init;
extern const struct command cmd_key;
extern const struct command cmd_list;
extern const struct command cmd_prove;
extern const struct command cmd_show;
extern const struct command cmd_sign;
extern const struct command cmd_trust;
extern const struct command cmd_verify;

#endif
