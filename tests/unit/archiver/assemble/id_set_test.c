#include "archiver/assemble/id_set.h"

#include "support/test.h"

#include <stdio.h>

static struct slice
id_of(char *room, size_t size, unsigned n)
{
	return slice_of(room, (size_t)snprintf(room, size, "2023/06/05/bai-%u", n));
}

static void
has_what_was_added_and_nothing_else(void **state)
{
	struct id_set set = ID_SET_EMPTY;
	char room[32];
	struct err e;

	(void)state;
	assert_false(id_set_has(&set, slice_str("2023/06/05/bai-0")));
	for (unsigned n = 0; n < 5000; n++)
		assert_rc(RC_OK, id_set_add(&set, id_of(room, sizeof room, 2 * n), &e), &e);
	for (unsigned n = 0; n < 5000; n++) {
		assert_true(id_set_has(&set, id_of(room, sizeof room, 2 * n)));
		assert_false(id_set_has(&set, id_of(room, sizeof room, 2 * n + 1)));
	}
	assert_int_equal(set.count, 5000);
	id_set_release(&set);
	id_set_release(&set);
	assert_false(id_set_has(&set, slice_str("2023/06/05/bai-0")));
}

static void
adding_twice_is_adding_once(void **state)
{
	struct id_set set = ID_SET_EMPTY;
	struct err e;

	(void)state;
	for (unsigned n = 0; n < 3; n++)
		assert_rc(RC_OK, id_set_add(&set, slice_str("2023/06/05/bai"), &e), &e);
	assert_int_equal(set.count, 1);
	id_set_release(&set);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(has_what_was_added_and_nothing_else),
		cmocka_unit_test(adding_twice_is_adding_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
