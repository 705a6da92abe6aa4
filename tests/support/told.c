#include "support/told.h"

#include "format/bundle/rule.h"

#include <stdio.h>
#include <string.h>

void
told_add(struct told *t, const struct err *e)
{
	size_t used = strlen(t->text);

	snprintf(t->text + used, sizeof t->text - used, "%s\n", e->text);
}

static void
tell(void *ctx, const struct err *finding)
{
	told_add(ctx, finding);
}

void
told_init(struct told *t)
{
	*t = (struct told){.findings = {.tell = tell, .worst = RC_OK}};
	t->findings.ctx = t;
}

static bool
contains(const char *rules, struct slice rule)
{
	size_t len = strlen(rules);

	for (size_t at = 0; at < len; at += strcspn(rules + at, " ") + 1) {
		if (slice_equal(slice_of(rules + at, strcspn(rules + at, " ")), rule))
			return true;
	}
	return false;
}

const char *
told_rules(const struct told *t)
{
	static char rules[512];

	rules[0] = '\0';
	for (const char *line = t->text; *line != '\0'; line = strchr(line, '\n') + 1) {
		struct slice rest, rule = rule_of(line, &rest);
		size_t used = strlen(rules);

		if (rule.len > 0 && !contains(rules, rule))
			snprintf(rules + used, sizeof rules - used, "%s%.*s", used == 0 ? "" : " ",
				SLICE_FMT(rule));
		if (strchr(line, '\n') == NULL)
			break;
	}
	return rules;
}

bool
told_rule(const struct told *t, const char *rule)
{
	return contains(told_rules(t), slice_str(rule));
}
