/*
 * analyzer.h -- tells clang's analyzer, which sees one file at a time, what err.h's functions
 * return.
 *
 * Without it every err_set could return RC_OK for all the analyzer knows, and it follows paths
 * that cannot be. tidy.sh includes this before each file but err.c; nothing is built with it.
 */
#ifndef ANNALS_TESTS_LINT_ANALYZER_H
#define ANNALS_TESTS_LINT_ANALYZER_H

#include "format/base/err.h"

void analyzer_sees(const char *fmt, ...) PRINTF_LIKE(1, 2);

static inline enum rc
analyzer_rc(struct err *e, enum rc rc)
{
	e->rc = rc;
	return rc;
}

#define err_set(e, rc, ...)    (analyzer_sees(__VA_ARGS__), analyzer_rc(e, rc))
#define err_within(e, rc, ...) (analyzer_sees(__VA_ARGS__), analyzer_rc(e, rc))
#define err_sys(e, error, ...) (analyzer_sees(__VA_ARGS__), (void)(error), analyzer_rc(e, RC_IO))
#define err_nomem(e)	       analyzer_rc(e, RC_NOMEM)

#endif
