/*
 * home.h -- the user's own folder: $ANNALS_HOME, else ~/.annals. It holds
 *
 *   trust            whose signature is believed (keys/trust.h)
 *   NAME.key         secret keys
 *   signed/          for each log this user signs, the newest checkpoint signed
 *   seen/            for each log this user verified, the newest checkpoint believed
 *
 * The last two are the memory that keeps a signer from forking its own log, and
 * shows a verifier a log that was rolled back or forked. A file is named after the
 * SHA-256 of the log's origin in hex and holds a checkpoint's three lines
 * (format/checkpoint/checkpoint.h).
 *
 * Whoever can write here decides what the user believes: the folder is made 0700,
 * and refused where group or others can write to it or somebody else owns it.
 */
#ifndef ANNALS_ARCHIVER_HOME_H
#define ANNALS_ARCHIVER_HOME_H

#include "format/base/bytes.h"

#include <stdbool.h>

/* A checkpoint of three lines: origin (200 bytes at most), size, root. */
#define HOME_MEMORY_MAX 1024

struct home {
	int fd; /* the folder, or -1 */
	char *path;
};

#define HOME_EMPTY ((struct home){-1, NULL})

/* Opens the folder, and makes it where it is not there. */
MUST_USE enum rc home_open(struct home *h, struct err *e);

/* Opens it; `*found` is false, and `h` is empty, where it is not there. */
MUST_USE enum rc home_find(struct home *h, bool *found, struct err *e);
void home_release(struct home *h);

/* "<folder>/<name>"; a `name` with a slash in it stays what it is. The caller frees it. */
MUST_USE enum rc home_path(const struct home *h, const char *name, char **out, struct err *e);

/*
 * Waits until no other annals has the folder locked, and locks it: for a change of
 * the trust file. Returns a descriptor in `*lock`, to be closed.
 */
MUST_USE enum rc home_lock(const struct home *h, int *lock, struct err *e);

/* What is remembered of one log, locked against every other annals until it is closed. */
struct home_memory {
	char *path;
	int lock; /* or -1 */
};

#define HOME_MEMORY_EMPTY ((struct home_memory){NULL, -1})

/* Makes the folders signed/ and seen/ where they are not there. */
MUST_USE enum rc home_make_memory(const struct home *h, struct err *e);

/* Opens the memory of the log called `origin`: as its signer, as its verifier. */
MUST_USE enum rc
home_signed_open(const struct home *h, struct slice origin, struct home_memory *m, struct err *e);
MUST_USE enum rc
home_seen_open(const struct home *h, struct slice origin, struct home_memory *m, struct err *e);

/* The same for looking only: nothing is made, nothing locked, and it must not be replaced. */
MUST_USE enum rc
home_seen_find(const struct home *h, struct slice origin, struct home_memory *m, struct err *e);

/* The text that was put there last, into an emptied `out`; empty where there is none. */
MUST_USE enum rc home_memory_read(const struct home_memory *m, struct bytes *out, struct err *e);

/* Puts `text` in its place, whole or not at all, and safe from a loss of power. */
MUST_USE enum rc home_memory_replace(const struct home_memory *m, struct slice text, struct err *e);
void home_memory_close(struct home_memory *m);

#endif
