/*
 * test.h -- what every unit test includes: cmocka with what it needs before it.
 */
#ifndef ANNALS_TESTS_SUPPORT_TEST_H
#define ANNALS_TESTS_SUPPORT_TEST_H

/* cmocka wants these four before itself. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "format/base/bytes.h"
#include "format/base/err.h"
#include "format/base/slice.h"

/* A byte string with NULs in it, as a slice. */
#define RAW(literal) ((struct slice){(const uint8_t *)("" literal), sizeof(literal) - 1})

#define assert_slice_is(s, literal) \
	do { \
		struct slice slice_ = (s); \
		assert_int_equal(slice_.len, sizeof(literal) - 1); \
		assert_memory_equal(slice_.len == 0 ? (const void *)"" : slice_.p, literal, \
			sizeof(literal) - 1); \
	} while (0)

/* The call gave this rc; where not, the message tells what it said. */
#define assert_rc(expected, call, e) \
	do { \
		enum rc rc_ = (call); \
		if (rc_ != (expected)) \
			fail_msg("rc %d, expected %d: %s", rc_, (expected), \
				rc_ == RC_OK ? "(no failure)" : (e)->text); \
	} while (0)

#endif
