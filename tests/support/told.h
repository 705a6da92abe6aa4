/*
 * told.h -- what a verifier told, for tests that look for it.
 */
#ifndef ANNALS_TESTS_SUPPORT_TOLD_H
#define ANNALS_TESTS_SUPPORT_TOLD_H

#include "format/bundle/findings.h"

#include <stdbool.h>

struct told {
	struct findings findings; /* points to the struct itself: it must not be copied */
	char text[8192];	  /* a line a finding */
};

void told_init(struct told *t);

/* Adds what is no finding: why a bundle did not open. */
void told_add(struct told *t, const struct err *e);

/* Whether a finding names the rule. */
bool told_rule(const struct told *t, const char *rule);

/* The rules told, each once, in order, with spaces between; until the next call. */
const char *told_rules(const struct told *t);

#endif
