#include "format/bundle/history.h"

#include "format/bundle/rule.h"
#include "format/merkle/merkle_hash.h"

#include <inttypes.h>
#include <stdlib.h>

/* ---- by name ----------------------------------------------------------------------- */

static struct bundle_name
name_of(const struct bundle_head *h)
{
	struct bundle_name name;

	/* It was parsed before; if not, what it leaves is in order all the same. */
	if (!bundle_name_parse(slice_str(h->name), &name))
		name = (struct bundle_name){slice_str(h->name), SLICE_EMPTY, 1};
	return name;
}

static bool
is_same_month(const struct bundle_name *a, const struct bundle_name *b)
{
	return slice_equal(a->archive, b->archive) && slice_equal(a->period, b->period);
}

static int
order_number(uint64_t a, uint64_t b)
{
	return (a > b) - (a < b);
}

static int
by_name(const void *left, const void *right)
{
	const struct bundle_head *l = left, *r = right;
	struct bundle_name a = name_of(l), b = name_of(r);
	int order = slice_order(a.archive, b.archive);

	if (order == 0)
		order = slice_order(a.period, b.period);
	if (order == 0)
		order = order_number(a.number, b.number);
	return order != 0 ? order : order_number(l->size, r->size);
}

/* `last` is the bundle before in the order of names; NULL before the first. */
static void
check_name(const struct bundle_head *last, const struct bundle_head *h, struct findings *findings)
{
	struct bundle_name name = name_of(h), before = {.number = 0};
	struct err e;

	if (last != NULL && strcmp(last->name, h->name) == 0) {
		rule_broken(&e, "HIST-5", "two bundles are called %s", h->name);
		findings_add(findings, &e);
		return;
	}
	if (last != NULL)
		before = name_of(last);
	if (!is_same_month(&name, &before))
		before.number = 0;
	if (name.number != before.number + 1) {
		rule_broken(&e, "HIST-5",
			"%s is number %" PRIu64 " of its month, and number %" PRIu64 " is not here",
			h->name, name.number, before.number + 1);
		findings_add(findings, &e);
	} else if (before.number > 0 && h->size <= last->size) {
		rule_broken(&e, "HIST-5", "%s ends at leaf %" PRIu64 ", and %s at %" PRIu64,
			h->name, h->size, last->name, last->size);
		findings_add(findings, &e);
	}
}

/* ---- by place in the log ----------------------------------------------------------- */

static int
by_place(const void *left, const void *right)
{
	const struct bundle_head *l = left, *r = right;
	int order = order_number(l->size, r->size);

	if (order == 0)
		order = order_number(l->before, r->before);
	return order != 0 ? order : by_name(left, right);
}

static bool
is_same_bundle(const struct bundle_head *a, const struct bundle_head *b)
{
	return a->size == b->size && a->before == b->before && digest_equal(&a->root, &b->root) &&
		digest_equal(&a->note, &b->note);
}

static void
tell_gap(const struct bundle_head *last, const struct bundle_head *h, struct findings *findings)
{
	struct err e;

	if (last->size == 0)
		rule_broken(&e, "HIST-2",
			"leaves 0 to %" PRIu64 " are in no bundle here: the first is %s",
			h->before - 1, h->name);
	else
		rule_broken(&e, "HIST-2",
			"leaves %" PRIu64 " to %" PRIu64
			" are in no bundle here: they lie between %s and %s",
			last->size, h->before - 1, last->name, h->name);
	findings_add(findings, &e);
}

static void
tell_fork(const struct bundle_head *last, const struct bundle_head *h, struct findings *findings)
{
	struct err e;

	rule_broken(&e, "HIST-3",
		"%s holds leaves %" PRIu64 " to %" PRIu64 ", root %s, and %s %" PRIu64
		" to %" PRIu64 ", root %s",
		last->name, last->before, last->size - 1, digest_text(&last->root).text, h->name,
		h->before, h->size - 1, digest_text(&h->root).text);
	findings_add(findings, &e);
}

/* It begins where the one before ends: with the same root, and under the same signature? */
static void
check_link(const struct bundle_head *last, const struct bundle_head *h, struct findings *findings)
{
	struct err e;

	if (!digest_equal(&last->root, &h->before_root)) {
		rule_broken(&e, "HIST-3",
			"%s continues a log of %" PRIu64 " leaves with root %s, %s ends it with %s",
			h->name, h->before, digest_text(&h->before_root).text,
			last->name[0] == '\0' ? "nothing" : last->name,
			digest_text(&last->root).text);
		findings_add(findings, &e);
	} else if (!digest_equal(&last->note, &h->previous)) {
		rule_broken(&e, "HIST-2",
			"%s: the SHA-256 of its previous.txt is %s, that of the checkpoint before it "
			"%s",
			h->name, digest_text(&h->previous).text, digest_text(&last->note).text);
		findings_add(findings, &e);
	}
}

/* `last` is the bundle before in log order, or the empty log. */
static void
check_place(const struct bundle_head *last, const struct bundle_head *h, struct findings *findings)
{
	struct err e;

	if (is_same_bundle(last, h))
		return; /* a copy: its name has been told */
	if (h->before > last->size)
		tell_gap(last, h, findings);
	else if (h->before < last->size)
		tell_fork(last, h, findings);
	else
		check_link(last, h, findings);
	if (h->created < last->created) {
		rule_broken(&e, "HIST-4",
			"%s was made %" PRIu64 " seconds earlier than %s before it", h->name,
			last->created - h->created, last->name);
		findings_add(findings, &e);
	}
}

void
history_check(struct bundle_head *heads, size_t n, struct findings *findings)
{
	struct bundle_head last = {.root = merkle_hash_empty(), .note = digest_of(SLICE_EMPTY)};
	struct err e;

	if (n == 0)
		return;
	qsort(heads, n, sizeof *heads, by_name);
	for (size_t i = 0; i < n; i++)
		check_name(i == 0 ? NULL : &heads[i - 1], &heads[i], findings);
	qsort(heads, n, sizeof *heads, by_place);
	for (size_t i = 0; i < n; i++) {
		if (strcmp(heads[i].origin, heads[0].origin) != 0) {
			rule_broken(&e, "HIST-1", "%s is of %s, %s of %s", heads[i].name,
				heads[i].origin, heads[0].name, heads[0].origin);
			findings_add(findings, &e);
			continue;
		}
		check_place(&last, &heads[i], findings);
		last = heads[i];
	}
}

/* ---- beside what was seen earlier -------------------------------------------------- */

void
history_compare(const struct checkpoint *seen, const struct bundle_head *heads, size_t n,
	struct findings *findings)
{
	const struct bundle_head *at_size = NULL;
	struct err e;

	if (seen->size == 0)
		return;
	for (size_t i = 0; i < n; i++) {
		if (heads[i].size != seen->size)
			continue;
		if (digest_equal(&heads[i].root, &seen->root))
			return;
		at_size = &heads[i];
	}
	if (at_size != NULL)
		rule_broken(&e, "HIST-3",
			"a fork: %.*s had the root %s at %" PRIu64
			" leaves when it was seen last, %s has %s",
			SLICE_FMT(seen->origin), digest_text(&seen->root).text, seen->size,
			at_size->name, digest_text(&at_size->root).text);
	else if (n == 0 || seen->size > heads[n - 1].size)
		rule_broken(&e, "HIST-6",
			"a rollback: %.*s had %" PRIu64
			" leaves when it was seen last, here it has %" PRIu64,
			SLICE_FMT(seen->origin), seen->size, n == 0 ? 0 : heads[n - 1].size);
	else
		rule_broken(&e, "HIST-3",
			"a fork: %.*s had %" PRIu64
			" leaves when it was seen last, and no bundle here ends "
			"with them",
			SLICE_FMT(seen->origin), seen->size);
	findings_add(findings, &e);
}
