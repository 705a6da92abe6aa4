#include "format/bundle/rule.h"

#include <stdarg.h>
#include <stdio.h>

static enum rc prefixed(struct err *e, enum rc rc, const char *rule, const char *fmt, va_list args)
	PRINTF_LIKE(4, 0);

static enum rc
prefixed(struct err *e, enum rc rc, const char *rule, const char *fmt, va_list args)
{
	char text[ERR_TEXT_MAX];

	if (vsnprintf(text, sizeof text, fmt, args) < 0)
		text[0] = '\0';
	return err_set(e, rc, "%s: %s", rule, text);
}

enum rc
rule_broken(struct err *e, const char *rule, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	prefixed(e, RC_BAD, rule, fmt, args);
	va_end(args);
	return RC_BAD;
}

static bool
is_about_the_bundle(enum rc rc)
{
	return rc == RC_BAD || rc == RC_UNTRUSTED || rc == RC_UNSUPPORTED;
}

/* Sets the text apart: a rule that it names already stays in front of the place. */
enum rc
rule_within(struct err *e, enum rc rc, const char *rule, const char *fmt, ...)
{
	char place[ERR_TEXT_MAX], named[16] = "";
	struct slice rest, had = rule_of(e->text, &rest);
	va_list args;
	int n;

	if (had.len > 0 && had.len < sizeof named) {
		memcpy(named, had.p, had.len);
		memmove(e->text, rest.p, rest.len + 1);
		rule = named;
	}
	va_start(args, fmt);
	n = vsnprintf(place, sizeof place, fmt, args);
	va_end(args);
	if (n > 0)
		err_within(e, rc, "%s", place);
	return is_about_the_bundle(rc) ? err_within(e, rc, "%s", rule) : rc;
}

struct slice
rule_of(const char *text, struct slice *rest)
{
	size_t letters = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"), digits;

	*rest = slice_str(text);
	if (letters == 0 || text[letters] != '-')
		return SLICE_EMPTY;
	digits = strspn(text + letters + 1, "0123456789");
	if (digits == 0 || strncmp(text + letters + 1 + digits, ": ", 2) != 0)
		return SLICE_EMPTY;
	*rest = slice_str(text + letters + 1 + digits + 2);
	return slice_of(text, letters + 1 + digits);
}
