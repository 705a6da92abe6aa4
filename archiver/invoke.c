#include "archiver/invoke.h"

#include "archiver/options.h"
#include "keys/secret.h"

#include <stdio.h>
#include <string.h>

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
print_help(const struct invoke_table *p, const struct command_found *found, struct report *r,
	struct err *e)
{
	struct bytes text = BYTES_UP_TO(65536);

	if (found == NULL)
		command_help_program(p->commands, &text);
	else
		command_help(found, &text);
	return print(r, &text, e);
}

static enum rc
run_command(
	const struct command_found *found, const struct options *o, struct report *r, struct err *e)
{
	const struct command *c = found->command;

	if (o->help)
		return print_help(NULL, found, r, e);
	r->json = command_option(c, "json") != NULL && options_has(o, "json");
	return c->run(o, r, e);
}

/* A command line that cannot be understood points to the help that would have told. */
static enum rc
run(const struct invoke_table *p, int argc, char **argv, struct report *r, struct err *e)
{
	struct options o = OPTIONS_EMPTY;
	struct command_found found;
	enum rc rc;

	if (argc == 2 && strcmp(argv[1], "--help") == 0)
		return print_help(p, NULL, r, e);
	if (argc == 2 && strcmp(argv[1], "--version") == 0) {
		p->version(r);
		return RC_OK;
	}
	rc = command_find(p->commands, argc, argv, &found, e);
	if (rc == RC_OK)
		rc = options_parse(found.command, argc - found.words, argv + found.words, &o, e);
	if (rc == RC_OK && found.command->run == NULL && !o.help)
		rc = err_set(e, RC_USAGE, "which command?");
	if (rc == RC_USAGE) {
		options_release(&o);
		return err_set(e, rc, "%s (annals%s%s --help tells more)", e->text,
			found.words == 0 ? "" : " ", found.name);
	}
	if (rc == RC_OK)
		rc = run_command(&found, &o, r, e);
	options_release(&o);
	return rc;
}

int
invoke_run(const struct invoke_table *p, int argc, char **argv)
{
	struct err e = ERR_NONE, late = ERR_NONE;
	struct report r;
	enum rc rc, end;

	report_open_standard();
	report_init(&r, 1);
	rc = secret_harden_process(&e);
	if (rc == RC_OK)
		rc = run(p, argc, argv, &r, &e);
	end = report_finish(&r, &late);
	if (rc != RC_OK)
		report_note(&r, "%s", e.text);
	if (end != RC_OK)
		report_note(&r, "%s", late.text);
	report_release(&r);
	return report_exit_status(rc != RC_OK ? rc : end);
}
