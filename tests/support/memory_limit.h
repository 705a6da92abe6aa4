/*
 * memory_limit.h -- lets a test run out of memory.
 */
#ifndef ANNALS_TESTS_SUPPORT_MEMORY_LIMIT_H
#define ANNALS_TESTS_SUPPORT_MEMORY_LIMIT_H

#include "support/test.h"

#include <stdbool.h>
#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

/* A sanitizer needs the address space for itself: such tests are skipped there. */
#if defined(__SANITIZE_ADDRESS__)
#define MEMORY_LIMIT_POSSIBLE false
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define MEMORY_LIMIT_POSSIBLE false
#endif
#endif
#ifndef MEMORY_LIMIT_POSSIBLE
#define MEMORY_LIMIT_POSSIBLE true
#endif

/* From now on the process gets `more` bytes of address space; returns what takes it back. */
static inline struct rlimit
memory_limit_set(size_t more)
{
	FILE *statm = fopen("/proc/self/statm", "r");
	struct rlimit before, now;
	unsigned long pages = 0;

	assert_non_null(statm);
	assert_int_equal(fscanf(statm, "%lu", &pages), 1);
	fclose(statm);
	assert_int_equal(getrlimit(RLIMIT_AS, &before), 0);
	now = before;
	now.rlim_cur = pages * (unsigned long)sysconf(_SC_PAGESIZE) + more;
	assert_int_equal(setrlimit(RLIMIT_AS, &now), 0);
	return before;
}

static inline void
memory_limit_lift(const struct rlimit *before)
{
	assert_int_equal(setrlimit(RLIMIT_AS, before), 0);
}

#endif
