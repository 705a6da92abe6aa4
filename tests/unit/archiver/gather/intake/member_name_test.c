#include "support/test.h"

#include "archiver/gather/intake/digest_set.h"
#include "archiver/gather/intake/member_name.h"

#include <stdio.h>

#define A51  "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define A255 A51 A51 A51 A51 A51

struct name_row {
	struct slice name;
	enum member_name_answer answer;
	const char *told; /* the path, or why it is refused */
};

static const struct name_row NAMES[] = {
	{SLICE("a.txt"), MEMBER_NAME_TAKEN, "a.txt"},
	{SLICE("a/b/c.txt"), MEMBER_NAME_TAKEN, "a/b/c.txt"},
	{SLICE("./a//b/./c"), MEMBER_NAME_TAKEN, "a/b/c"},
	{SLICE("a/b/"), MEMBER_NAME_TAKEN, "a/b"},
	{SLICE("a\\b:c\n\x1B[31m\xFF"), MEMBER_NAME_TAKEN, "a\\b:c\n\x1B[31m\xFF"},
	{SLICE("..a/a../a..b"), MEMBER_NAME_PASSED_OVER, NULL},
	{SLICE("a../a..b"), MEMBER_NAME_TAKEN, "a../a..b"},
	{SLICE(A255), MEMBER_NAME_TAKEN, A255},
	{SLICE(""), MEMBER_NAME_PASSED_OVER, NULL},
	{SLICE("."), MEMBER_NAME_PASSED_OVER, NULL},
	{SLICE(".hidden"), MEMBER_NAME_PASSED_OVER, NULL},
	{SLICE("a/.hidden/b"), MEMBER_NAME_PASSED_OVER, NULL},
	{SLICE("__MACOSX/a"), MEMBER_NAME_PASSED_OVER, NULL},
	{SLICE("/a"), MEMBER_NAME_REFUSED, "its name is an absolute path"},
	{SLICE("//a"), MEMBER_NAME_REFUSED, "its name is an absolute path"},
	{SLICE(".."), MEMBER_NAME_REFUSED, "its name leads out of the archive"},
	{SLICE("a/.."), MEMBER_NAME_REFUSED, "its name leads out of the archive"},
	{SLICE("a/../b"), MEMBER_NAME_REFUSED, "its name leads out of the archive"},
	{SLICE(".hidden/../b"), MEMBER_NAME_REFUSED, "its name leads out of the archive"},
	{SLICE("a\0b"), MEMBER_NAME_REFUSED, "a NUL in its name"},
	{SLICE(A255 "a"), MEMBER_NAME_REFUSED, "a part of its name is longer than 255 bytes"},
};

static void
takes_names_that_stay_where_they_are(void **state)
{
	struct bytes out = BYTES_UP_TO(MEMBER_NAME_MAX);

	(void)state;
	for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
		const struct name_row *row = &NAMES[i];
		const char *why;
		enum member_name_answer answer = member_name_read(row->name, &out, &why);

		if (answer != row->answer)
			fail_msg("%.*s: %d", SLICE_FMT(row->name), answer);
		if (answer == MEMBER_NAME_TAKEN)
			assert_true(slice_is(bytes_slice(&out), row->told));
		if (answer == MEMBER_NAME_REFUSED)
			assert_string_equal(why, row->told);
	}
	bytes_release(&out);
}

static void
refuses_names_beyond_their_limits(void **state)
{
	struct bytes out = BYTES_UP_TO(MEMBER_NAME_MAX), name = BYTES_UP_TO(1 << 20);
	const char *why;

	(void)state;
	for (unsigned i = 0; i < MEMBER_NAME_DEPTH_MAX - 1; i++)
		bytes_str(&name, "d/");
	bytes_u8(&name, 'x');
	assert_int_equal(member_name_read(bytes_slice(&name), &out, &why), MEMBER_NAME_TAKEN);
	bytes_str(&name, "/y");
	assert_int_equal(member_name_read(bytes_slice(&name), &out, &why), MEMBER_NAME_REFUSED);
	assert_string_equal(why, "more than 60 folders deep");
	bytes_clear(&name);
	for (unsigned i = 0; i < 8; i++)
		bytes_str(&name, A255 "/");
	assert_int_equal(name.len, MEMBER_NAME_MAX);
	assert_int_equal(member_name_read(bytes_slice(&name), &out, &why), MEMBER_NAME_TAKEN);
	bytes_u8(&name, 'x');
	assert_int_equal(member_name_read(bytes_slice(&name), &out, &why), MEMBER_NAME_REFUSED);
	assert_string_equal(why, "its name is longer than 2048 bytes");
	bytes_release(&out);
	bytes_release(&name);
}

static void
folds_what_a_disk_may_take_for_one_name(void **state)
{
	static const char *const pairs[][2] = {{"Bài.TXT", "bÀI.txt"},
		{"\xE1\xBA\xA3", "a\xCC\x89"}, {"STRASSE", "straße"}, {"\xFF", "\xFF"}};
	struct bytes one = BYTES_UP_TO(4096), other = BYTES_UP_TO(4096);

	(void)state;
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		bytes_clear(&one);
		bytes_clear(&other);
		member_name_fold(slice_str(pairs[i][0]), &one);
		member_name_fold(slice_str(pairs[i][1]), &other);
		assert_true(slice_equal(bytes_slice(&one), bytes_slice(&other)));
	}
	bytes_clear(&one);
	bytes_clear(&other);
	member_name_fold(slice_str("a"), &one);
	member_name_fold(slice_str("á"), &other);
	assert_false(slice_equal(bytes_slice(&one), bytes_slice(&other)));
	bytes_release(&one);
	bytes_release(&other);
}

static void
remembers_however_many_names(void **state)
{
	struct digest_set set = DIGEST_SET_EMPTY;
	struct err e;

	(void)state;
	for (unsigned turn = 0; turn < 2; turn++)
		for (unsigned i = 0; i < 10000; i++) {
			char name[16];
			bool fresh;

			snprintf(name, sizeof name, "%u", i);
			assert_rc(RC_OK, digest_set_add(&set, slice_str(name), &fresh, &e), &e);
			assert_int_equal(fresh, turn == 0);
		}
	assert_int_equal(set.count, 10000);
	digest_set_release(&set);
	digest_set_release(&set);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(takes_names_that_stay_where_they_are),
		cmocka_unit_test(refuses_names_beyond_their_limits),
		cmocka_unit_test(folds_what_a_disk_may_take_for_one_name),
		cmocka_unit_test(remembers_however_many_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
