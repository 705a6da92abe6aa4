#include "support/test.h"

#include "archiver/gather/tables/letter.h"

static void
arithmetic_agrees_with_the_tables(void **state)
{
	(void)state;
	for (uint32_t p = 0; p < 0x110000; p++) {
		struct letter a = letter_of(p), b = letter_in_tables(p);

		if (p == 0xD0)
			continue;
		if (a.small != b.small || a.letter != b.letter || a.capital != b.capital)
			fail_msg("U+%04X: small U+%04X, in the tables U+%04X", (unsigned)p,
				(unsigned)a.small, (unsigned)b.small);
	}
}

static void
takes_the_icelandic_letter_for_the_one_it_looks_like(void **state)
{
	struct letter eth = letter_of(0xD0);

	(void)state;
	assert_int_equal(eth.small, 0x111);
	assert_true(eth.letter && eth.capital);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(arithmetic_agrees_with_the_tables),
		cmocka_unit_test(takes_the_icelandic_letter_for_the_one_it_looks_like),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
