/*
 * verdict.h -- what verify says about one path: findings and remarks as they come,
 * then the verdict, as lines for people or as JSON.
 */
#ifndef ANNALS_ARCHIVER_COMMANDS_VERDICT_H
#define ANNALS_ARCHIVER_COMMANDS_VERDICT_H

#include "archiver/report.h"
#include "format/base/digest.h"
#include "format/bundle/findings.h"
#include "keys/public_key.h"

/* One at a time; does not move in memory while it is told of. */
struct verdict {
	struct report *report;
	const char *path;
	struct findings findings; /* for whoever finds; tells it on */
	struct err first;	  /* the first finding of the worst kind */
};

/* What a verdict is about. What is not known stays empty. */
struct verdict_about {
	const char *kind; /* "bundle", "archive", "bag", "article" */
	const char *name;
	struct slice origin;
	uint64_t size; /* the log's head: leaves */
	struct digest root;
	uint64_t articles;
	uint64_t bundles;		 /* of an archive */
	const struct public_key *signer; /* NULL where nobody is believed */
};

void verdict_start(struct verdict *v, struct report *report, const char *path);

/* A failure that stopped the check is a finding like others. */
void verdict_add(struct verdict *v, const struct err *finding);

/* A finding that has been told already, for another path: it counts here, too. */
void verdict_count(struct verdict *v, const struct err *finding);

/* A remark, which changes no verdict. */
void verdict_note(struct verdict *v, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* The verdict; `about` is NULL where the path could not even be opened. */
void verdict_end(struct verdict *v, const struct verdict_about *about);

/* Keeps the worse of two failures, the earlier of two alike. `*worst` starts as ERR_NONE. */
void verdict_worse(struct err *worst, const struct err *other);

/* RC_OK, or what the findings come to, with a sentence for standard error. */
MUST_USE enum rc verdict_rc(const struct verdict *v, struct err *e);

#endif
