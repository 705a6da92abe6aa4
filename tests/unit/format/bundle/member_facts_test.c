#include "format/bundle/member_facts.h"

#include "support/test.h"

static void
counts_lines_that_say_something_and_refuses_what_is_no_text(void **state)
{
	static const struct {
		struct slice text;
		enum rc rc;
		uint64_t captions;
	} rows[] = {
		{SLICE(""), RC_OK, 0},
		{SLICE("\n"), RC_OK, 0},
		{SLICE("m\xE1\xBB\x99t\n\nba\n"), RC_OK, 2},
		{SLICE("a\tb\n"), RC_OK, 1},
		{SLICE("a"), RC_BAD, 0},
		{SLICE("a\nb"), RC_BAD, 0},
		{SLICE("a\r\n"), RC_BAD, 0},
		{SLICE("a\0\n"), RC_BAD, 0},
		{SLICE("\x1b[2J\n"), RC_BAD, 0},
		{SLICE("\xff\n"), RC_BAD, 0},
		{SLICE("\xE1\xBB\n"), RC_BAD, 0},
	};
	static const enum payload_kind kinds[] = {PAYLOAD_CAPTIONS, PAYLOAD_ARTICLE};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		for (size_t k = 0; k < 2; k++) {
			struct member_facts facts = {.captions = 0};
			struct err e;

			assert_true(member_facts_wants(kinds[k]));
			assert_rc(rows[i].rc, member_facts_take(kinds[k], rows[i].text, &facts, &e),
				&e);
			if (rows[i].rc != RC_OK)
				assert_true(strncmp(e.text, "ART-4: ", 7) == 0);
			else if (kinds[k] == PAYLOAD_CAPTIONS)
				assert_int_equal(facts.captions, rows[i].captions);
		}
	}
}

static void
looks_at_no_content_that_is_as_it_came(void **state)
{
	static const enum payload_kind kinds[] = {
		PAYLOAD_UNKNOWN, PAYLOAD_EXTRACTION, PAYLOAD_ORIGINAL, PAYLOAD_PHOTO};

	(void)state;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		struct member_facts facts = {.captions = 7};
		struct err e;

		assert_false(member_facts_wants(kinds[i]));
		assert_rc(RC_OK, member_facts_take(kinds[i], slice_str("\xff\r"), &facts, &e), &e);
		assert_int_equal(facts.captions, 7);
	}
}

static void
refuses_metadata_of_another_form(void **state)
{
	struct member_facts facts = {.captions = 0};
	struct err e;

	(void)state;
	assert_true(member_facts_wants(PAYLOAD_METADATA));
	assert_rc(RC_BAD, member_facts_take(PAYLOAD_METADATA, slice_str("{}\n"), &facts, &e), &e);
	assert_true(strncmp(e.text, "ART-3: ", 7) == 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counts_lines_that_say_something_and_refuses_what_is_no_text),
		cmocka_unit_test(looks_at_no_content_that_is_as_it_came),
		cmocka_unit_test(refuses_metadata_of_another_form),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
