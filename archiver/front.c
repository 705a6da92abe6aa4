/*
 * front.c -- annals as it is called: the commands that deal with bundles and keys.
 *
 * Who checks a bundle has no use for the parsers that reports are read with, and should
 * not have to wait until they are loaded, nor have them in the process. All else, help
 * and version among it, is done by annals-full (full.c), which stands beside this program
 * or in lib/annals of where it is installed. Neither the environment nor the command line
 * says where.
 */
#include "archiver/commands/commands.h"
#include "archiver/invoke.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const struct command *const COMMANDS[] = {
	&cmd_init,
	&cmd_verify,
	&cmd_list,
	&cmd_show,
	&cmd_extract,
	&cmd_prove,
	&cmd_sign,
	&cmd_key,
	&cmd_trust,
	NULL,
};

static void
print_version(struct report *r)
{
	report_line(r, "annals %s", ANNALS_VERSION);
}

static bool
is_here(int argc, char **argv)
{
	if (argc < 2)
		return false;
	for (const struct command *const *c = COMMANDS; *c != NULL; c++)
		if (strcmp((*c)->name, argv[1]) == 0)
			return true;
	return false;
}

/* Where this program's file lies, with the '/' behind it; false where nobody can tell. */
static bool
find_folder(char *out, size_t room)
{
	ssize_t len = readlink("/proc/self/exe", out, room - 1);
	char *slash;

	if (len <= 0 || (size_t)len == room - 1)
		return false;
	out[len] = '\0';
	slash = strrchr(out, '/');
	if (slash == NULL)
		return false;
	slash[1] = '\0';
	return true;
}

/* Returns only where there is none. */
static void
become_full(char **argv)
{
	static const char *const places[] = {"annals-full", "../lib/annals/annals-full"};
	char folder[4096], path[sizeof folder + 32];

	if (!find_folder(folder, sizeof folder))
		return;
	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		snprintf(path, sizeof path, "%s%s", folder, places[i]);
		execv(path, argv);
	}
}

int
main(int argc, char **argv)
{
	const struct invoke_table annals = {COMMANDS, print_version};

	if (is_here(argc, argv))
		return invoke_run(&annals, argc, argv);
	become_full(argv);
	fprintf(stderr, "annals: cannot run annals-full, which belongs beside it: %s\n",
		strerror(errno));
	/* What can be told without it. */
	if (argc == 2 && argv[1][0] == '-')
		return invoke_run(&annals, argc, argv);
	return report_exit_status(RC_IO);
}
