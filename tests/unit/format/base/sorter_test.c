#include "support/test.h"

#include "format/base/sorter.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static uint32_t
noise(uint32_t *seed)
{
	*seed = *seed * 1664525U + 1013904223U;
	return *seed >> 8;
}

/* `n` records with 16 random bytes and a tail of varying length; equal keys carry their number. */
static void
sorts(uint32_t n, size_t longest, uint32_t keys)
{
	int folder = open("/tmp", O_DIRECTORY | O_RDONLY | O_CLOEXEC);
	struct bytes last = BYTES_UP_TO(SORTER_RECORD_MAX), one = BYTES_UP_TO(SORTER_RECORD_MAX);
	uint32_t seed = n, count = 0;
	struct sorter *s;
	struct slice r;
	struct err e;
	bool got;

	assert_rc(RC_OK, sorter_new(folder, &s, &e), &e);
	for (uint32_t i = 0; i < n; i++) {
		bytes_clear(&one);
		bytes_fmt(&one, "%08x", noise(&seed) % keys);
		bytes_zero(&one, longest == 0 ? 0 : noise(&seed) % longest);
		assert_rc(RC_OK, sorter_add(s, bytes_slice(&one), &e), &e);
	}
	for (;;) {
		assert_rc(RC_OK, sorter_next(s, &r, &got, &e), &e);
		if (!got)
			break;
		count++;
		assert_true(slice_order(bytes_slice(&last), r) <= 0);
		bytes_clear(&last);
		bytes_add(&last, r);
	}
	assert_int_equal(count, n);
	assert_rc(RC_OK, sorter_next(s, &r, &got, &e), &e);
	assert_false(got);
	sorter_free(s);
	bytes_release(&last);
	bytes_release(&one);
	close(folder);
}

static void
sorts_what_fits_in_memory(void **state)
{
	(void)state;
	sorts(0, 0, 1);
	sorts(1, 10, 1);
	sorts(1000, 100, 50);
}

static void
sorts_what_does_not(void **state)
{
	(void)state;
	sorts(300000, 60, UINT32_MAX);
	sorts(2000, 20000, 100);
	sorts(100, SORTER_RECORD_MAX - 8, 10);
}

static void
refuses_a_record_that_is_too_long(void **state)
{
	struct bytes b = BYTES_UP_TO(SORTER_RECORD_MAX + 1);
	struct sorter *s;
	struct err e;

	(void)state;
	bytes_zero(&b, SORTER_RECORD_MAX + 1);
	assert_rc(RC_OK, sorter_new(-1, &s, &e), &e);
	assert_rc(RC_LIMIT, sorter_add(s, bytes_slice(&b), &e), &e);
	sorter_free(s);
	bytes_release(&b);
}

static void
says_when_no_file_can_be_made(void **state)
{
	struct bytes b = BYTES_UP_TO(SORTER_RECORD_MAX);
	enum rc rc = RC_OK;
	struct sorter *s;
	struct err e;

	(void)state;
	bytes_zero(&b, SORTER_RECORD_MAX);
	assert_rc(RC_OK, sorter_new(-1, &s, &e), &e);
	for (int i = 0; i < 100 && rc == RC_OK; i++)
		rc = sorter_add(s, bytes_slice(&b), &e);
	assert_int_equal(rc, RC_IO);
	sorter_free(s);
	bytes_release(&b);
}

static void
spool_gives_back_what_went_in(void **state)
{
	int folder = open("/tmp", O_DIRECTORY | O_RDONLY | O_CLOEXEC);
	struct spool s = SPOOL_IN(folder);
	uint8_t out[64];
	struct err e;

	(void)state;
	for (uint32_t i = 0; i < 200000; i++) {
		char line[32];

		snprintf(line, sizeof line, "%015u\n", i);
		assert_rc(RC_OK, spool_add(&s, slice_str(line), &e), &e);
	}
	assert_int_equal(spool_size(&s), 3200000);
	for (uint32_t i = 0; i + 1 < 200000; i += 999) {
		assert_rc(RC_OK, spool_read(&s, i * 16U, out, 32, &e), &e);
		out[15] = out[31] = 0;
		assert_int_equal(strtoul((char *)out, NULL, 10), i);
		assert_int_equal(strtoul((char *)out + 16, NULL, 10), i + 1);
	}
	spool_release(&s);
	spool_release(&s);
	close(folder);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sorts_what_fits_in_memory),
		cmocka_unit_test(sorts_what_does_not),
		cmocka_unit_test(refuses_a_record_that_is_too_long),
		cmocka_unit_test(says_when_no_file_can_be_made),
		cmocka_unit_test(spool_gives_back_what_went_in),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
