/*
 * remember.h -- what this user saw of a log before, held against what it shows now.
 *
 * A log that ends before what was seen was rolled back; one whose past is another
 * was forked. Only what has been found good in all respects is remembered. Where
 * the user's folder cannot be written there is no memory, and that is said.
 */
#ifndef ANNALS_ARCHIVER_COMMANDS_REMEMBER_H
#define ANNALS_ARCHIVER_COMMANDS_REMEMBER_H

#include "archiver/commands/verdict.h"
#include "archiver/home.h"
#include "format/bundle/bundle_head.h"

struct remember {
	struct home home;
	char *folder; /* where it is kept, for the sandbox; NULL where there is no memory */
};

#define REMEMBER_EMPTY ((struct remember){HOME_EMPTY, NULL})

/*
 * For commands that read a bundle and remember nothing: looks for the memory and makes none.
 * `folder` is then what the sandbox must let them read. RC_IO where it is there and cannot be
 * looked at, for it may hold what condemns the bundle.
 */
MUST_USE enum rc remember_find(struct remember *m, struct err *e);

/* RC_BAD (HIST-3) where the bundle tells of another past than was seen of its log. */
MUST_USE enum rc remember_hold(const struct remember *m, const struct bundle *b, struct err *e);

/* Never fails: without a memory `report` gets a note and verification goes on. */
void remember_open(struct remember *m, struct report *report);
void remember_release(struct remember *m);

/*
 * One bundle by itself: a fork shows where both know the log at the same size. It is
 * remembered where it is newer. `v` has all its other findings by now.
 */
void remember_bundle(const struct remember *m, const struct bundle *b, struct verdict *v);

/* The head under which a bag or an article stands; it is not remembered. */
void remember_head(const struct remember *m, const struct checkpoint *head, struct verdict *v);

/* All bundles of an archive, in log order (history.h). */
void remember_history(
	const struct remember *m, const struct bundle_head *heads, size_t n, struct verdict *v);

#endif
