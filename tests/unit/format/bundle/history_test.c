/* Heads are made up: what a history says depends on nothing else. */
#include "format/bundle/history.h"

#include "support/bundle_maker.h"
#include "support/test.h"
#include "support/told.h"

#include <stdio.h>

#define NO_ROOT '0'

/* A letter stands for a root and for the signed note over it. */
static struct digest
digest_for(char letter, const char *of)
{
	char text[16];

	if (letter == NO_ROOT)
		return digest_of(SLICE_EMPTY);
	snprintf(text, sizeof text, "%s %c", of, letter);
	return digest_of(slice_str(text));
}

struct row {
	const char *name;
	uint64_t before, size;
	char before_root, root;
	uint64_t created;
	const char *origin;  /* NULL for "example.org/log" */
	char previous, note; /* 0: as the root's letter */
};

static struct bundle_head
head_of(const struct row *r)
{
	struct bundle_head h = {.created = r->created,
		.before = r->before,
		.size = r->size,
		.before_root = digest_for(r->before_root, "root"),
		.root = digest_for(r->root, "root"),
		.previous = digest_for(r->previous == 0 ? r->before_root : r->previous, "note"),
		.note = digest_for(r->note == 0 ? r->root : r->note, "note")};

	snprintf(h.name, sizeof h.name, "%s", r->name);
	snprintf(
		h.origin, sizeof h.origin, "%s", r->origin == NULL ? "example.org/log" : r->origin);
	return h;
}

#define ROWS_MAX 6

static size_t
heads_of(const struct row *rows, struct bundle_head *heads)
{
	size_t n = 0;

	while (n < ROWS_MAX && rows[n].name != NULL) {
		heads[n] = head_of(&rows[n]);
		n++;
	}
	return n;
}

/* Three bundles of two months, in any order. */
#define FIRST \
	{ \
		"demo-2023-07", 0, 10, NO_ROOT, 'a', 100, NULL, 0, 0 \
	}
#define SECOND \
	{ \
		"demo-2023-08", 10, 15, 'a', 'b', 100, NULL, 0, 0 \
	}
#define THIRD \
	{ \
		"demo-2023-07.2", 15, 20, 'b', 'c', 200, NULL, 0, 0 \
	}

static void
finds_an_unbroken_log_in_any_order_of_files(void **state)
{
	static const struct row orders[][ROWS_MAX] = {
		{FIRST, SECOND, THIRD},
		{THIRD, FIRST, SECOND},
		{SECOND, THIRD, FIRST},
		{FIRST},
	};

	(void)state;
	for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
		struct bundle_head heads[ROWS_MAX];
		size_t n = heads_of(orders[i], heads);
		struct told t;

		told_init(&t);
		history_check(heads, n, &t.findings);
		assert_string_equal(t.text, "");
		for (size_t k = 1; k < n; k++)
			assert_int_equal(heads[k].before, heads[k - 1].size);
	}
}

static const struct {
	const char *what;
	struct row rows[ROWS_MAX];
	const char *rules;
	const char *names[2]; /* what is named */
} BROKEN[] = {
	{"one of another origin",
		{FIRST, {"demo-2023-08", 10, 15, 'a', 'b', 100, "example.com/log", 0, 0}}, "HIST-1",
		{"example.com/log", "demo-2023-08"}},
	{"the first is missing", {SECOND}, "HIST-2", {"leaves 0 to 9", "demo-2023-08"}},
	{"one in the middle is missing", {FIRST, THIRD}, "HIST-2",
		{"leaves 10 to 14", "between demo-2023-07 and demo-2023-07.2"}},
	{"another signature over the same head",
		{FIRST, {"demo-2023-08", 10, 15, 'a', 'b', 100, NULL, 'x', 0}}, "HIST-2",
		{"demo-2023-08", "previous.txt"}},
	{"continues another log of the same size",
		{FIRST, {"demo-2023-08", 10, 15, 'x', 'b', 100, NULL, 0, 0}}, "HIST-3",
		{"demo-2023-07", "demo-2023-08"}},
	{"the first continues something", {{"demo-2023-07", 0, 10, 'x', 'a', 100, NULL, 0, 0}},
		"HIST-3", {"demo-2023-07", NULL}},
	{"two at the same place",
		{FIRST, SECOND, {"demo-2023-09", 10, 15, 'a', 'x', 100, NULL, 0, 0}}, "HIST-3",
		{"demo-2023-08", "demo-2023-09"}},
	{"two that begin at the same place",
		{FIRST, SECOND, {"demo-2023-09", 10, 17, 'a', 'x', 100, NULL, 0, 0}}, "HIST-3",
		{"demo-2023-08", "demo-2023-09"}},
	{"made before the one before it",
		{FIRST, {"demo-2023-08", 10, 15, 'a', 'b', 99, NULL, 0, 0}}, "HIST-4",
		{"demo-2023-08", "demo-2023-07"}},
	{"the same bundle twice", {FIRST, FIRST, SECOND}, "HIST-5", {"demo-2023-07", NULL}},
	{"a supplement to nothing", {FIRST, {"demo-2023-08.2", 10, 15, 'a', 'b', 100, NULL, 0, 0}},
		"HIST-5", {"demo-2023-08.2", "number 1 is not here"}},
	{"a number left out", {FIRST, {"demo-2023-07.3", 10, 15, 'a', 'b', 100, NULL, 0, 0}},
		"HIST-5", {"demo-2023-07.3", "number 2 is not here"}},
	{"numbers against the order of the log",
		{{"demo-2023-07.2", 0, 10, NO_ROOT, 'a', 100, NULL, 0, 0},
			{"demo-2023-07", 10, 15, 'a', 'b', 100, NULL, 0, 0}},
		"HIST-5", {"demo-2023-07.2", "demo-2023-07"}},
};

static void
names_what_breaks_a_history(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof BROKEN / sizeof *BROKEN; i++) {
		struct bundle_head heads[ROWS_MAX];
		size_t n = heads_of(BROKEN[i].rows, heads);
		struct told t;

		told_init(&t);
		history_check(heads, n, &t.findings);
		assert_int_equal(t.findings.worst, RC_BAD);
		if (strcmp(told_rules(&t), BROKEN[i].rules) != 0)
			fail_msg("%s: %s", BROKEN[i].what, t.text);
		for (size_t k = 0; k < 2 && BROKEN[i].names[k] != NULL; k++) {
			if (strstr(t.text, BROKEN[i].names[k]) == NULL)
				fail_msg("%s: %s", BROKEN[i].what, t.text);
		}
	}
}

static void
orders_supplements_by_number_and_not_by_letters(void **state)
{
	struct bundle_head heads[11];
	struct told t;

	(void)state;
	for (unsigned i = 0; i < 11; i++) {
		struct row r = {"demo-2023-07", i, i + 1, i == 0 ? NO_ROOT : (char)('a' + i - 1),
			(char)('a' + i), 100, NULL, 0, 0};

		heads[10 - i] = head_of(&r);
		if (i > 0)
			snprintf(
				heads[10 - i].name, sizeof heads[0].name, "demo-2023-07.%u", i + 1);
	}
	told_init(&t);
	history_check(heads, 11, &t.findings);
	assert_string_equal(t.text, "");
	assert_string_equal(heads[10].name, "demo-2023-07.11");
}

static void
says_nothing_of_no_bundles(void **state)
{
	struct bundle_head none;
	struct told t;

	(void)state;
	told_init(&t);
	history_check(&none, 0, &t.findings);
	assert_int_equal(t.findings.count, 0);
}

static void
tells_a_rollback_from_a_fork(void **state)
{
	static const struct row rows[ROWS_MAX] = {FIRST, SECOND, THIRD};
	static const struct {
		const char *what;
		uint64_t size;
		char root;
		const char *rules;
	} seen[] = {
		{"nothing", 0, NO_ROOT, ""},
		{"the first bundle", 10, 'a', ""},
		{"the second", 15, 'b', ""},
		{"the last", 20, 'c', ""},
		{"more than there is", 21, 'd', "HIST-6"},
		{"another root at the end", 20, 'x', "HIST-3"},
		{"another root in the middle", 15, 'x', "HIST-3"},
		{"a size at which no bundle ends", 12, 'x', "HIST-3"},
	};
	struct bundle_head heads[ROWS_MAX];
	size_t n = heads_of(rows, heads);

	(void)state;
	for (size_t i = 0; i < sizeof seen / sizeof *seen; i++) {
		struct checkpoint c = {slice_str("example.org/log"), seen[i].size,
			digest_for(seen[i].root, "root")};
		struct told t;

		told_init(&t);
		history_compare(&c, heads, n, &t.findings);
		if (strcmp(told_rules(&t), seen[i].rules) != 0)
			fail_msg("%s: %s", seen[i].what, t.text);
		if (seen[i].size == 0)
			continue;
		told_init(&t);
		history_compare(&c, heads, 0, &t.findings);
		assert_string_equal(told_rules(&t), "HIST-6");
	}
}

static void
holds_for_bundles_that_were_made(void **state)
{
	static const struct maker_article rows[] = {{"2023/07/28/mot", 100, NULL, 0, 0},
		{"2023/07/28/hai", 100, NULL, 0, 0}, {"2023/07/29/ba", 100, NULL, 0, 0}};
	struct bundle_head heads[3];
	struct bundle_maker m;
	struct told t;
	struct err e;

	(void)state;
	bundle_maker_init(&m);
	for (size_t i = 0; i < 3; i++) {
		static const char *const names[] = {
			"demo-2023-07", "demo-2023-07.2", "demo-2023-07.3"};
		struct slice file;
		struct source source = source_memory(&file);
		struct bundle b;

		bundle_maker_make(&m, names[i], &rows[i], 1, NULL);
		file = bytes_slice(&m.file);
		source.size = file.len;
		assert_rc(RC_OK, bundle_open(&source, &m.trust, &b, &e), &e);
		heads[i] = bundle_head_of(&b);
		bundle_release(&b);
	}
	told_init(&t);
	history_check(heads, 3, &t.findings);
	assert_string_equal(t.text, "");
	history_compare(
		&(struct checkpoint){slice_str(BUNDLE_MAKER_ORIGIN), m.before.size, m.before.root},
		heads, 3, &t.findings);
	assert_string_equal(t.text, "");
	told_init(&t);
	history_check(heads + 1, 2, &t.findings);
	assert_string_equal(told_rules(&t), "HIST-5 HIST-2");
	bundle_maker_release(&m);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_an_unbroken_log_in_any_order_of_files),
		cmocka_unit_test(names_what_breaks_a_history),
		cmocka_unit_test(orders_supplements_by_number_and_not_by_letters),
		cmocka_unit_test(says_nothing_of_no_bundles),
		cmocka_unit_test(tells_a_rollback_from_a_fork),
		cmocka_unit_test(holds_for_bundles_that_were_made),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
