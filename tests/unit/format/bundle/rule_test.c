/* Rules in front of messages, and what findings come to. */
#include "format/bundle/rule.h"

#include "format/bundle/findings.h"
#include "support/test.h"

static void
stands_in_front_of_the_text(void **state)
{
	struct slice rest;
	struct err e;

	(void)state;
	assert_int_equal(rule_broken(&e, "FRAME-1", "frame %d", 17), RC_BAD);
	assert_int_equal(e.rc, RC_BAD);
	assert_string_equal(e.text, "FRAME-1: frame 17");
	assert_slice_is(rule_of(e.text, &rest), "FRAME-1");
	assert_slice_is(rest, "frame 17");
}

static void
is_not_seen_where_there_is_none(void **state)
{
	static const char *const rows[] = {"", "FRAME", "FRAME-", "FRAME-1",
		"FRAME-1:", "FRAME-1:x", "FRAME-1 : x", "frame-1: x", "FRAME1: x", "-1: x",
		"FRAME-x: x", " FRAME-1: x", "UTF-8 text", "x FRAME-1: y"};
	struct slice rest;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		assert_int_equal(rule_of(rows[i], &rest).len, 0);
		assert_true(slice_is(rest, rows[i]));
	}
}

static void
stays_in_front_of_the_place(void **state)
{
	static const struct {
		enum rc rc;
		const char *before, *after;
	} rows[] = {
		{RC_BAD, "no line end", "BAG-2: line 7: no line end"},
		{RC_BAD, "ART-1: no file", "ART-1: line 7: no file"},
		{RC_UNTRUSTED, "no key", "BAG-2: line 7: no key"},
		{RC_UNSUPPORTED, "version 2", "BAG-2: line 7: version 2"},
		{RC_IO, "disk", "line 7: disk"},
		{RC_NOMEM, "memory", "line 7: memory"},
		{RC_LIMIT, "too large", "line 7: too large"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct err e;

		err_set(&e, rows[i].rc, "%s", rows[i].before);
		assert_int_equal(rule_within(&e, rows[i].rc, "BAG-2", "line %d", 7), rows[i].rc);
		assert_string_equal(e.text, rows[i].after);
		assert_int_equal(e.rc, rows[i].rc);
	}
}

static void
fits_whatever_the_text(void **state)
{
	char text[2 * ERR_TEXT_MAX];
	struct slice rest;
	struct err e;

	(void)state;
	memset(text, 'x', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	rule_broken(&e, "BAG-2", "%s", text);
	assert_true(strlen(e.text) < ERR_TEXT_MAX);
	rule_within(&e, RC_BAD, "BAG-3", "%s", text);
	assert_true(strlen(e.text) < ERR_TEXT_MAX);
	assert_slice_is(rule_of(e.text, &rest), "BAG-2");
}

static void
count_one(void *ctx, const struct err *finding)
{
	unsigned *count = ctx;

	(void)finding;
	++*count;
}

static void
worst_of_findings_condemns_before_it_doubts(void **state)
{
	static const enum rc order[] = {RC_OK, RC_IO, RC_UNTRUSTED, RC_BAD};

	(void)state;
	for (size_t a = 0; a < 4; a++) {
		for (size_t b = 0; b < 4; b++) {
			unsigned told = 0;
			struct findings f = {.tell = count_one, .ctx = &told, .worst = RC_OK};
			struct err e;

			err_set(&e, order[a], "one");
			findings_add(&f, &e);
			err_set(&e, order[b], "two");
			findings_add(&f, &e);
			assert_int_equal(f.worst, order[a > b ? a : b]);
			assert_int_equal(f.count, 2);
			assert_int_equal(told, 2);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(stands_in_front_of_the_text),
		cmocka_unit_test(is_not_seen_where_there_is_none),
		cmocka_unit_test(stays_in_front_of_the_place),
		cmocka_unit_test(fits_whatever_the_text),
		cmocka_unit_test(worst_of_findings_condemns_before_it_doubts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
