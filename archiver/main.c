/*
 * main.c -- the table of commands, and from a command's result to the exit status.
 */
#include "archiver/command.h"
#include "archiver/options.h"
#include "archiver/report.h"
#include "archiver/sandbox.h"

#include <stdio.h>
#include <string.h>

static const struct command *const COMMANDS[] = {
	NULL,
};

/* Of the program, of the libraries in use, and of what the kernel offers. */
static void
print_version(struct report *r)
{
	int abi = sandbox_abi();

	report_line(r, "annals %s", ANNALS_VERSION);
	if (abi > 0)
		report_line(r, "Landlock: on (ABI %d)", abi);
	else
		report_line(r, "Landlock: not offered by this kernel");
}

static enum rc
print(struct report *r, struct bytes *text, struct err *e)
{
	enum rc rc = bytes_check(text, "help", e);

	if (rc == RC_OK)
		report_text(r, bytes_slice(text));
	bytes_release(text);
	return rc;
}

static enum rc
print_help(const struct command_found *found, struct report *r, struct err *e)
{
	struct bytes text = BYTES_UP_TO(65536);

	if (found == NULL)
		command_help_program(COMMANDS, &text);
	else
		command_help(found, &text);
	return print(r, &text, e);
}

static enum rc
run_found(const struct command_found *found, int argc, char **argv, struct report *r, struct err *e)
{
	const struct command *c = found->command;
	struct options o;
	enum rc rc;

	rc = options_parse(c, argc - found->words, argv + found->words, &o, e);
	if (rc != RC_OK)
		return rc;
	if (o.help)
		rc = print_help(found, r, e);
	else if (c->run == NULL)
		rc = err_set(e, RC_USAGE, "%s: which command?", found->name);
	else {
		r->json = command_option(c, "json") != NULL && options_has(&o, "json");
		rc = c->run(&o, r, e);
	}
	options_release(&o);
	return rc;
}

/* A usage error points to the help that would have told. */
static enum rc
run(int argc, char **argv, struct report *r, struct err *e)
{
	struct command_found found;
	enum rc rc;

	if (argc == 2 && strcmp(argv[1], "--help") == 0)
		return print_help(NULL, r, e);
	if (argc == 2 && strcmp(argv[1], "--version") == 0) {
		print_version(r);
		return RC_OK;
	}
	rc = command_find(COMMANDS, argc, argv, &found, e);
	if (rc == RC_OK)
		rc = run_found(&found, argc, argv, r, e);
	if (rc != RC_USAGE)
		return rc;
	return err_set(e, rc, "%s (annals%s%s --help tells more)", e->text,
		found.words == 0 ? "" : " ", found.name);
}

int
main(int argc, char **argv)
{
	struct err e = ERR_NONE, late = ERR_NONE;
	struct report r;
	enum rc rc, end;

	report_open_standard();
	report_init(&r, 1);
	rc = run(argc, argv, &r, &e);
	end = report_finish(&r, &late);
	if (rc != RC_OK)
		report_note(&r, "%s", e.text);
	if (end != RC_OK)
		report_note(&r, "%s", late.text);
	report_release(&r);
	return report_exit_status(rc != RC_OK ? rc : end);
}
