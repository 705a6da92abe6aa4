#include "archiver/options.h"

#include "format/base/number.h"

#include <assert.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdlib.h>

/* What getopt_long returns: an operand, --help, or a row's place from here on. */
#define CODE_OPERAND 1
#define CODE_HELP    2
#define CODE_FIRST   256

#define ROWS_MAX 32

/* The table in the shape that getopt_long wants. */
struct shape {
	struct option longs[ROWS_MAX + 2];
	char shorts[2 * ROWS_MAX + 3];
};

static void
make_shape(const struct command *c, struct shape *s)
{
	size_t n = 0, used = 2;

	/* '-': operands come in their place, whatever the environment; ':': we report. */
	s->shorts[0] = '-';
	s->shorts[1] = ':';
	for (const struct command_option *o = c->options; o != NULL && o->name != NULL; o++, n++) {
		assert(n < ROWS_MAX);
		s->longs[n] =
			(struct option){o->name, o->value == NULL ? no_argument : required_argument,
				NULL, CODE_FIRST + (int)n};
		if (o->letter == 0)
			continue;
		s->shorts[used++] = o->letter;
		if (o->value != NULL)
			s->shorts[used++] = ':';
	}
	s->longs[n] = (struct option){"help", no_argument, NULL, CODE_HELP};
	s->longs[n + 1] = (struct option){NULL, 0, NULL, 0};
	s->shorts[used] = '\0';
}

static const struct command_option *
row_of(const struct command *c, int code)
{
	if (code >= CODE_FIRST)
		return &c->options[code - CODE_FIRST];
	for (const struct command_option *o = c->options; o != NULL && o->name != NULL; o++)
		if (o->letter != 0 && o->letter == code)
			return o;
	return NULL;
}

/* How many long names begin with what stands after the dashes of `word`. */
static unsigned
fitting(const struct shape *s, const char *word)
{
	size_t len = strcspn(word + 2, "=");
	unsigned n = 0;

	for (const struct option *o = s->longs; o->name != NULL; o++)
		if (strncmp(o->name, word + 2, len) == 0)
			n++;
	return n;
}

static enum rc
complain(const struct command *c, const struct shape *s, int code, const char *word, struct err *e)
{
	const struct command_option *row = optopt == 0 ? NULL : row_of(c, optopt);

	if (code == ':' && row != NULL)
		return err_set(e, RC_USAGE, "--%s wants its %s", row->name, row->value);
	if (optopt == CODE_HELP || row != NULL)
		return err_set(
			e, RC_USAGE, "--%s takes no value", row == NULL ? "help" : row->name);
	if (optopt != 0)
		return err_set(e, RC_USAGE, "there is no option -%c", optopt);
	if (fitting(s, word) > 1)
		return err_set(e, RC_USAGE, "%s fits more than one option", word);
	return err_set(e, RC_USAGE, "there is no option %s", word);
}

static bool
given(const struct options *o, const struct command_option *row)
{
	for (size_t i = 0; i < o->given_count; i++)
		if (o->given[i].option == row)
			return true;
	return false;
}

static enum rc
add_option(struct options *o, const struct command_option *row, const char *value, struct err *e)
{
	assert(row != NULL);
	if (row->use != COMMAND_MANY && given(o, row))
		return err_set(e, RC_USAGE, "--%s is given twice", row->name);
	o->given[o->given_count++] = (struct options_given){row, value};
	return RC_OK;
}

static enum rc
read_all(const struct command *c, int argc, char **argv, struct options *o, struct err *e)
{
	struct shape s;
	enum rc rc = RC_OK;
	int code;

	make_shape(c, &s);
	opterr = 0;
	optind = 0; /* glibc: start afresh */
	while (rc == RC_OK && (code = getopt_long(argc, argv, s.shorts, s.longs, NULL)) != -1) {
		if (code == CODE_OPERAND)
			o->operands[o->operand_count++] = optarg;
		else if (code == CODE_HELP)
			o->help = true;
		else if (code == '?' || code == ':')
			rc = complain(c, &s, code, argv[optind - 1], e);
		else
			rc = add_option(o, row_of(c, code), optarg, e);
	}
	for (int i = optind; rc == RC_OK && i < argc; i++)
		o->operands[o->operand_count++] = argv[i];
	return rc;
}

static enum rc
check_complete(const struct options *o, struct err *e)
{
	const struct command *c = o->command;

	for (const struct command_option *row = c->options; row != NULL && row->name != NULL; row++)
		if (row->use == COMMAND_NEEDED && !given(o, row))
			return err_set(e, RC_USAGE, "--%s %s is missing", row->name, row->value);
	if (o->operand_count < c->least)
		return err_set(
			e, RC_USAGE, "%zu arguments, wanted: %s", o->operand_count, c->operands);
	if (o->operand_count > c->most && c->most == 0)
		return err_set(e, RC_USAGE, "\"%s\" is one argument too many", o->operands[0]);
	if (o->operand_count > c->most)
		return err_set(e, RC_USAGE, "\"%s\" is one argument too many, wanted: %s",
			o->operands[c->most], c->operands);
	return RC_OK;
}

enum rc
options_parse(const struct command *c, int argc, char **argv, struct options *out, struct err *e)
{
	size_t room = argc < 1 ? 1 : (size_t)argc;
	enum rc rc;

	*out = OPTIONS_EMPTY;
	out->command = c;
	out->given = calloc(room, sizeof *out->given);
	out->operands = calloc(room, sizeof *out->operands);
	if (out->given == NULL || out->operands == NULL) {
		options_release(out);
		return err_nomem(e);
	}
	rc = read_all(c, argc, argv, out, e);
	if (rc == RC_OK && !out->help)
		rc = check_complete(out, e);
	if (rc != RC_OK)
		options_release(out);
	return rc;
}

void
options_release(struct options *o)
{
	free(o->given);
	free(o->operands);
	*o = OPTIONS_EMPTY;
}

bool
options_has(const struct options *o, const char *name)
{
	const struct command_option *row = command_option(o->command, name);

	assert(row != NULL);
	return given(o, row);
}

const char *
options_value(const struct options *o, const char *name)
{
	const struct command_option *row = command_option(o->command, name);

	assert(row != NULL);
	for (size_t i = o->given_count; i > 0; i--)
		if (o->given[i - 1].option == row)
			return o->given[i - 1].value;
	return NULL;
}

const char *
options_next(const struct options *o, const char *name, size_t *at)
{
	const struct command_option *row = command_option(o->command, name);

	assert(row != NULL);
	while (*at < o->given_count) {
		const struct options_given *g = &o->given[(*at)++];

		if (g->option == row)
			return g->value;
	}
	return NULL;
}

enum rc
options_number(const struct options *o, const char *name, uint64_t least, uint64_t most,
	uint64_t *out, struct err *e)
{
	const char *text = options_value(o, name);
	uint64_t v;

	if (text == NULL)
		return RC_OK;
	if (!number_parse(slice_str(text), most, &v) || v < least)
		return err_set(e, RC_USAGE,
			"--%s \"%s\": wanted is a number from %" PRIu64 " to %" PRIu64, name, text,
			least, most);
	*out = v;
	return RC_OK;
}

enum rc
options_exclude(const struct options *o, const char *one, const char *other, struct err *e)
{
	if (options_has(o, one) && options_has(o, other))
		return err_set(e, RC_USAGE, "--%s and --%s exclude each other", one, other);
	return RC_OK;
}
