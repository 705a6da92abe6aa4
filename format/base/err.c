#include "format/base/err.h"

#include "format/base/text.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void record(struct err *e, const char *fmt, va_list args) PRINTF_LIKE(2, 0);

static void
record(struct err *e, const char *fmt, va_list args)
{
	char raw[ERR_TEXT_MAX];
	int n = vsnprintf(raw, sizeof raw, fmt, args);

	if (n < 0)
		n = 0;
	if ((size_t)n >= sizeof raw)
		n = sizeof raw - 1;
	text_mask(slice_of(raw, (size_t)n), e->text, sizeof e->text);
}

enum rc
err_set(struct err *e, enum rc rc, const char *fmt, ...)
{
	va_list args;

	e->rc = rc;
	va_start(args, fmt);
	record(e, fmt, args);
	va_end(args);
	return rc;
}

enum rc
err_sys(struct err *e, int error, const char *fmt, ...)
{
	/* The GNU strerror_r: it returns the text and need not use the buffer. */
	char hold[128];
	const char *why = strerror_r(error, hold, sizeof hold);
	va_list args;
	size_t used;

	e->rc = error == ENOMEM ? RC_NOMEM : RC_IO;
	va_start(args, fmt);
	record(e, fmt, args);
	va_end(args);
	used = strlen(e->text);
	snprintf(e->text + used, sizeof e->text - used, ": %s", why);
	return e->rc;
}

enum rc
err_within(struct err *e, enum rc rc, const char *fmt, ...)
{
	char inner[ERR_TEXT_MAX];
	va_list args;
	size_t used;

	memcpy(inner, e->text, sizeof inner);
	e->rc = rc;
	va_start(args, fmt);
	record(e, fmt, args);
	va_end(args);
	used = strlen(e->text);
	snprintf(e->text + used, sizeof e->text - used, ": %s", inner);
	return rc;
}

enum rc
err_nomem(struct err *e)
{
	return err_set(e, RC_NOMEM, "out of memory");
}
