/*
 * plan.h -- which reports go where: the first pass over the input.
 *
 * Every report is read once for its digest, its day and its headline. What is
 * in the archive already, or was met before in this run, is skipped; the rest
 * is ordered by month, and within a month as it came. Only then is anything
 * written, so that a refused report can still stop it all, and how each house
 * marks its captions is known from all of them.
 *
 * What is remembered of a report is a few hundred bytes, sorted and spilled to
 * unnamed files where they are many: memory does not grow with their number.
 */
#ifndef ANNALS_ARCHIVER_ASSEMBLE_PLAN_H
#define ANNALS_ARCHIVER_ASSEMBLE_PLAN_H

#include "archiver/assemble/archive.h"
#include "archiver/gather/gather.h"
#include "archiver/gather/intake/intake.h"
#include "format/base/civil.h"
#include "format/base/sorter.h"

/* What became of a report. */
enum plan_fate {
	PLAN_TAKEN,
	PLAN_IN_ARCHIVE, /* the same original stands in a bundle already */
	PLAN_TWICE,	 /* the same original came earlier in this run */
	PLAN_OTHER_MONTH,
	PLAN_UNDATED,
	PLAN_NO_ARTICLE, /* it came along in a web archive: nothing is missing */
	PLAN_REFUSED
};

/* Told of every report once, as soon as its fate is known. `why` says more, or is empty. */
struct plan_listener {
	void (*tell)(void *ctx, enum plan_fate fate, struct slice path, struct slice why);
	void (*progress)(void *ctx, uint64_t reports, uint64_t bytes);
	void *ctx;
};

struct plan_settings {
	const struct gather_settings *gather;
	struct slice month; /* YYYY-MM: only this month's reports; empty for all */
	bool keep_undated;  /* and what has no date goes to that month */
	unsigned jobs;
	int folder; /* for temporary files */
};

/* One report that is to be archived. */
struct planned {
	struct intake_report report;
	struct digest original;
	bool dated;
	struct civil day;
	struct bytes headline; /* as much of it as its slug may need */
};

#define PLANNED_EMPTY \
	((struct planned){ \
		.report = INTAKE_REPORT_EMPTY, .headline = BYTES_UP_TO(GATHER_HEADLINE_MAX)})

void planned_release(struct planned *p);

struct plan;

/*
 * Reads all reports of `intake` and compares them with the archive's bundles, which `trust`
 * must believe. What is wrong with a report is told to the listener; what stops the plan is
 * returned.
 */
MUST_USE enum rc plan_make(const struct plan_settings *settings, struct intake *intake,
	struct archive *archive, const struct trust *trust, const struct plan_listener *listener,
	struct plan **out, struct err *e);
void plan_free(struct plan *p);

/*
 * The next month that has reports, in order: "YYYY-MM" in `month`; `*got` is false behind
 * the last. What was left of the month before is passed over.
 */
MUST_USE enum rc
plan_month(struct plan *p, char month[BUNDLE_NAME_PERIOD + 1], bool *got, struct err *e);

/* The month's next report; `*got` is false behind the last. */
MUST_USE enum rc plan_next(struct plan *p, struct planned *out, bool *got, struct err *e);

#endif
