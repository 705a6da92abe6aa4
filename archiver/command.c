#include "archiver/command.h"

#include <stdio.h>
#include <string.h>

#define HELP_WIDTH 80
#define HELP_LEFT  26 /* where an option's help begins */

static const struct command *
lookup(const struct command *const *table, const char *word)
{
	for (; *table != NULL; table++)
		if (strcmp((*table)->name, word) == 0)
			return *table;
	return NULL;
}

static void
add_word(struct command_found *found, const char *word)
{
	size_t used = strlen(found->name);

	snprintf(found->name + used, sizeof found->name - used, "%s%s", used == 0 ? "" : " ", word);
	found->words++;
}

enum rc
command_find(const struct command *const *table, int argc, char **argv, struct command_found *found,
	struct err *e)
{
	*found = (struct command_found){NULL, "", 0};
	while (table != NULL && found->words + 1 < argc) {
		const char *word = argv[found->words + 1];
		const struct command *hit = lookup(table, word);

		if (hit == NULL && word[0] == '-' && found->command != NULL)
			return RC_OK;
		if (hit == NULL)
			return err_set(e, RC_USAGE, "there is no command \"%s%s%s\"", found->name,
				found->words == 0 ? "" : " ", word);
		found->command = hit;
		add_word(found, hit->name);
		table = hit->under;
	}
	if (found->command == NULL)
		return err_set(e, RC_USAGE, "which command?");
	return RC_OK;
}

const struct command_option *
command_option(const struct command *c, const char *name)
{
	const struct command_option *o = c->options;

	if (o == NULL)
		return NULL;
	for (; o->name != NULL; o++)
		if (strcmp(o->name, name) == 0)
			return o;
	return NULL;
}

/* Adds spaces up to column `to`, counted from where the line began. */
static void
indent(struct bytes *out, size_t line, size_t to)
{
	while (out->failed == RC_OK && out->len - line < to)
		bytes_u8(out, ' ');
}

/* Adds the words of `text` from the column at hand, lines wrapped and indented to `left`. */
static void
wrap(struct bytes *out, size_t line, size_t left, const char *text)
{
	for (const char *word = text; *word != '\0'; word += strspn(word, " ")) {
		size_t len = strcspn(word, " ");

		if (word != text && out->len - line + 1 + len > HELP_WIDTH) {
			bytes_u8(out, '\n');
			line = out->len;
			indent(out, line, left);
		} else if (word != text)
			bytes_u8(out, ' ');
		bytes_add(out, slice_of(word, len));
		word += len;
	}
	bytes_u8(out, '\n');
}

/* A text becomes a sentence: a capital before it, a full stop behind it. */
static void
sentence(const char *text, struct bytes *out)
{
	size_t line = out->len;

	wrap(out, line, 0, text);
	if (out->failed != RC_OK)
		return;
	if (out->p[line] >= 'a' && out->p[line] <= 'z')
		out->p[line] = (uint8_t)(out->p[line] - 'a' + 'A');
	bytes_cut(out, out->len - 1);
	bytes_str(out, ".\n");
}

/* A term in the left column, what it means in the right one. */
static void
entry(struct bytes *out, const char *term, const char *text)
{
	size_t line = out->len;

	bytes_fmt(out, "  %s", term);
	if (out->len - line + 2 > HELP_LEFT) {
		bytes_u8(out, '\n');
		line = out->len;
	}
	indent(out, line, HELP_LEFT);
	wrap(out, line, HELP_LEFT, text);
}

static void
option_entry(struct bytes *out, const struct command_option *o)
{
	char term[80];
	char letter[8] = "";

	if (o->letter != 0)
		snprintf(letter, sizeof letter, "-%c, ", o->letter);
	snprintf(term, sizeof term, "%s--%s%s%s", letter, o->name, o->value == NULL ? "" : " ",
		o->value == NULL ? "" : o->value);
	entry(out, term, o->help);
}

static void
list(struct bytes *out, const struct command *const *table)
{
	for (; *table != NULL; table++)
		entry(out, (*table)->name, (*table)->summary);
}

void
command_help_program(const struct command *const *table, struct bytes *out)
{
	bytes_str(out,
		"usage: annals COMMAND [OPTIONS] ARGUMENTS\n"
		"Turns a month of news reports into one signed bundle that can be checked.\n"
		"\n");
	list(out, table);
	bytes_str(out,
		"\n"
		"annals COMMAND --help tells more of a command, --version of this program.\n"
		"Exit status: 0 good, 1 bad or untrusted, 2 usage, 3 could not tell or do.\n");
}

void
command_help(const struct command_found *found, struct bytes *out)
{
	const struct command *c = found->command;
	const struct command_option *o;

	if (c->under != NULL) {
		bytes_fmt(out, "usage: annals %s COMMAND [OPTIONS] ARGUMENTS\n", found->name);
		sentence(c->summary, out);
		bytes_u8(out, '\n');
		list(out, c->under);
		return;
	}
	bytes_fmt(out, "usage: annals %s [OPTIONS]", found->name);
	for (o = c->options; o != NULL && o->name != NULL; o++)
		if (o->use == COMMAND_NEEDED)
			bytes_fmt(out, " --%s %s", o->name, o->value);
	bytes_fmt(out, "%s%s\n", *c->operands == '\0' ? "" : " ", c->operands);
	sentence(c->summary, out);
	bytes_u8(out, '\n');
	for (o = c->options; o != NULL && o->name != NULL; o++)
		option_entry(out, o);
	entry(out, "--help", "print this, and do nothing else");
}

void
command_man_commands(const struct command *const *table, struct bytes *out)
{
	bytes_str(out, ".Bl -tag -width Ds\n");
	for (; *table != NULL; table++) {
		bytes_fmt(out, ".It Xr annals-%s 1\n", (*table)->name);
		sentence((*table)->summary, out);
	}
	bytes_str(out, ".El\n");
}

/* "BUNDLE [ARTICLE...]" as mdoc: ".Ar BUNDLE" and ".Op Ar ARTICLE ..." */
static void
man_operands(const char *text, struct bytes *out)
{
	while (*text != '\0') {
		size_t len = strcspn(text, " ");
		struct slice word = slice_of(text, len);
		bool optional = slice_starts(word, "[");
		bool more;

		if (optional)
			word = slice_of(word.p + 1, word.len - 2);
		more = slice_ends(word, "...");
		if (more)
			word.len -= 3;
		bytes_str(out, optional ? ".Op Ar " : ".Ar ");
		bytes_add(out, word);
		bytes_str(out, more ? " ...\n" : "\n");
		text += len;
		text += strspn(text, " ");
	}
}

void
command_man_synopsis(const char *name, const struct command *c, struct bytes *out)
{
	const struct command_option *o;

	bytes_fmt(out, ".Nm annals\n.Cm %s\n", name);
	for (o = c->options; o != NULL && o->name != NULL; o++) {
		bytes_str(out, o->use == COMMAND_NEEDED ? "." : ".Op ");
		if (o->letter != 0)
			bytes_fmt(out, "Fl %c", o->letter);
		else
			bytes_fmt(out, "Fl -%s", o->name);
		if (o->value != NULL)
			bytes_fmt(out, " Ar %s", o->value);
		bytes_u8(out, '\n');
	}
	man_operands(c->operands, out);
}

void
command_man_options(const struct command *c, struct bytes *out)
{
	const struct command_option *o;

	bytes_str(out, ".Bl -tag -width Ds\n");
	for (o = c->options; o != NULL && o->name != NULL; o++) {
		bytes_str(out, ".It ");
		if (o->letter != 0)
			bytes_fmt(out, "Fl %c , ", o->letter);
		bytes_fmt(out, "Fl -%s", o->name);
		if (o->value != NULL)
			bytes_fmt(out, " Ar %s", o->value);
		bytes_u8(out, '\n');
		sentence(o->help, out);
	}
	bytes_str(out,
		".It Fl -help\n"
		"Print a summary of the command, and do nothing else.\n"
		".El\n");
}
