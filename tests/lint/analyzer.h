/*
 * analyzer.h -- tells clang's analyzer, which sees one file at a time, what the functions that
 * record a failure return.
 *
 * Without it every err_set could return RC_OK for all the analyzer knows, and it follows paths
 * that cannot be. tidy.sh includes this before each file but those that define them; nothing is
 * built with it.
 */
#ifndef ANNALS_TESTS_LINT_ANALYZER_H
#define ANNALS_TESTS_LINT_ANALYZER_H

#include "format/base/err.h"
#include "format/bundle/rule.h"

void analyzer_sees(const char *fmt, ...) PRINTF_LIKE(1, 2);

static inline enum rc
analyzer_rc(struct err *e, enum rc rc)
{
	e->rc = rc;
	return rc;
}

#define ANALYZER_RC(e, rc, ...)	      (analyzer_sees(__VA_ARGS__), analyzer_rc(e, rc))
#define err_set(e, rc, ...)	      ANALYZER_RC(e, rc, __VA_ARGS__)
#define err_within(e, rc, ...)	      ANALYZER_RC(e, rc, __VA_ARGS__)
#define err_sys(e, error, ...)	      ((void)(error), ANALYZER_RC(e, RC_IO, __VA_ARGS__))
#define err_nomem(e)		      analyzer_rc(e, RC_NOMEM)
#define rule_broken(e, rule, ...)     ((void)(rule), ANALYZER_RC(e, RC_BAD, __VA_ARGS__))
#define rule_within(e, rc, rule, ...) ((void)(rule), ANALYZER_RC(e, rc, __VA_ARGS__))

#endif
