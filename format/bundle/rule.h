/*
 * rule.h -- what a bundle breaks: a rule of SPEC.md, named by its id.
 *
 * A failure that concerns a rule carries the id in front of its text:
 * "FRAME-1: frame 17 at offset 4194304: ...". rule_of takes the two apart
 * again, for those who report them in fields.
 */
#ifndef ANNALS_FORMAT_BUNDLE_RULE_H
#define ANNALS_FORMAT_BUNDLE_RULE_H

#include "format/base/err.h"
#include "format/base/slice.h"

/* Records that `rule` is broken and returns RC_BAD. */
enum rc rule_broken(struct err *e, const char *rule, const char *fmt, ...) PRINTF_LIKE(3, 4);

/*
 * Puts the rule's id before a failure that came from below, with a place where `fmt` says
 * one. A rule that the failure names already is kept instead of `rule`. Only RC_BAD, RC_UNTRUSTED
 * and RC_UNSUPPORTED are about the bundle; any other rc gets the place alone. Returns `rc`.
 */
enum rc
rule_within(struct err *e, enum rc rc, const char *rule, const char *fmt, ...) PRINTF_LIKE(4, 5);

/* The rule's id in front of a text, empty where there is none; `*rest` is what follows it. */
struct slice rule_of(const char *text, struct slice *rest);

#endif
