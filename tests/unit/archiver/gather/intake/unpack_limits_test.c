#include "support/test.h"

#include "archiver/gather/intake/unpack_limits.h"

struct limits_row {
	const char *what;
	uint64_t packed, bytes;
	enum rc rc;
	const char *said;
};

/* Against 1000000000 bytes, 100 to one. */
static const struct limits_row ROWS[] = {
	{"as much as may be", 1000000000, 1000000000, RC_OK, ""},
	{"a byte more", 1000000000, 1000000001, RC_LIMIT,
		"1000000001 bytes and more come out of it, room for 1000000000 (unpacked-size)"},
	{"beyond any count", 1, UINT64_MAX, RC_LIMIT,
		"18446744073709551615 bytes and more come out of it, room for 1000000000 "
		"(unpacked-size)"},
	{"little, however well packed", 1, UNPACK_LIMITS_RATIO_FROM, RC_OK, ""},
	{"more, packed too well", 160000, 16777217, RC_LIMIT,
		"16777217 bytes and more come out of 160000, room for 100 times as many "
		"(unpacked-ratio)"},
	{"more, packed as well as may be", 167773, 16777217, RC_OK, ""},
	{"a size whose hundredfold is beyond any count", UINT64_MAX / 2, 16777217, RC_OK, ""},
};

static void
refuses_bytes_beyond_what_is_set(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
		struct unpack_limits l = {.bytes = 1000000000, .members = 2, .ratio = 100};
		struct err e = ERR_NONE;

		unpack_limits_start(&l, ROWS[i].packed);
		assert_rc(ROWS[i].rc, unpack_limits_bytes(&l, ROWS[i].bytes, &e), &e);
		assert_string_equal(e.text, ROWS[i].said);
		assert_rc(RC_OK, unpack_limits_bytes(&l, 0, &e), &e);
	}
}

static void
counts_all_members_of_an_input_together(void **state)
{
	struct unpack_limits l = UNPACK_LIMITS_DEFAULT;
	struct err e;

	(void)state;
	l.members = 2;
	for (unsigned i = 0; i < 2; i++) {
		unpack_limits_start(&l, 1);
		assert_rc(RC_OK, unpack_limits_member(&l, &e), &e);
		assert_rc(RC_OK, unpack_limits_member(&l, &e), &e);
		assert_rc(RC_LIMIT, unpack_limits_member(&l, &e), &e);
		assert_string_equal(e.text, "3 files and more in it, room for 2 (unpacked-files)");
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(refuses_bytes_beyond_what_is_set),
		cmocka_unit_test(counts_all_members_of_an_input_together),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
