#include "support/test.h"

#include "keys/secret.h"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static void
gives_zeroed_memory_and_takes_it_back_twice(void **state)
{
	struct secret s = SECRET_EMPTY;
	struct err e;

	(void)state;
	for (size_t len = 1; len <= 5000; len += 833) {
		assert_rc(RC_OK, secret_init(&s, len, &e), &e);
		assert_int_equal(secret_slice(&s).len, len);
		for (size_t i = 0; i < len; i++)
			assert_int_equal(s.p[i], 0);
		memset(s.p, 0xA5, len);
	}
	secret_cut(&s, 9999999);
	assert_true(s.len > 800);
	secret_cut(&s, 7);
	assert_int_equal(s.len, 7);
	secret_release(&s);
	secret_release(&s);
	assert_null(s.p);
	assert_int_equal(s.len, 0);
}

static void
works_where_locking_is_refused(void **state)
{
	struct secret s = SECRET_EMPTY;
	struct rlimit before;
	struct err e;

	(void)state;
	assert_int_equal(getrlimit(RLIMIT_MEMLOCK, &before), 0);
	assert_int_equal(setrlimit(RLIMIT_MEMLOCK, &(struct rlimit){0, before.rlim_max}), 0);
	assert_rc(RC_OK, secret_init(&s, 64, &e), &e);
	s.p[63] = 1;
	secret_release(&s);
	assert_int_equal(setrlimit(RLIMIT_MEMLOCK, &before), 0);
}

static void
stops_whoever_writes_behind_the_end(void **state)
{
	struct secret s = SECRET_EMPTY;
	struct err e;
	int status;
	pid_t child;

	(void)state;
	assert_rc(RC_OK, secret_init(&s, 64, &e), &e);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		static const struct rlimit none = {0, 0};
		volatile uint8_t *p = s.p;

		setrlimit(RLIMIT_CORE, &none);
		close(2);
		p[64] = 1;
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_not_equal(status, 0);
	secret_release(&s);
}

static void
reports_memory_that_is_not_to_be_had(void **state)
{
	struct secret s = SECRET_EMPTY;
	struct err e;

	(void)state;
	assert_rc(RC_NOMEM, secret_init(&s, SIZE_MAX / 2, &e), &e);
	assert_null(s.p);
}

static void
leaves_no_core_and_no_way_in(void **state)
{
	struct rlimit core;
	struct err e;

	(void)state;
	assert_rc(RC_OK, secret_harden_process(&e), &e);
	assert_int_equal(getrlimit(RLIMIT_CORE, &core), 0);
	assert_int_equal(core.rlim_cur, 0);
	assert_int_equal(core.rlim_max, 0);
	assert_int_equal(prctl(PR_GET_DUMPABLE, 0, 0, 0, 0), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gives_zeroed_memory_and_takes_it_back_twice),
		cmocka_unit_test(works_where_locking_is_refused),
		cmocka_unit_test(stops_whoever_writes_behind_the_end),
		cmocka_unit_test(reports_memory_that_is_not_to_be_had),
		cmocka_unit_test(leaves_no_core_and_no_way_in),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
