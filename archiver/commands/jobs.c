#include "archiver/commands/jobs.h"

#include "format/base/crew.h"

#include <sched.h>

/* Not from /sys, which a confined process may not read. */
static uint64_t
processors(void)
{
	cpu_set_t set;

	if (sched_getaffinity(0, sizeof set, &set) != 0)
		return 1;
	return (uint64_t)CPU_COUNT(&set);
}

enum rc
jobs_count(const struct options *o, unsigned *out, struct err *e)
{
	uint64_t n = processors();
	enum rc rc = options_number(o, "jobs", 1, CREW_HANDS_MAX, &n, e);

	*out = n > CREW_HANDS_MAX ? CREW_HANDS_MAX : (unsigned)n;
	return rc;
}
