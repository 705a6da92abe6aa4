/*
 * progress.h -- one line on standard error that tells how far the work is: count,
 * bytes, rate, time left. It appears only on a terminal, or where it was asked
 * for; then, without a terminal, as a line a second.
 *
 * Counting is for any number of threads at once and costs two atomic additions;
 * whichever thread finds a new line due writes it.
 */
#ifndef ANNALS_ARCHIVER_PROGRESS_H
#define ANNALS_ARCHIVER_PROGRESS_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct progress {
	const char *what;		   /* what is counted, in the plural: "reports" */
	uint64_t total_count, total_bytes; /* 0 where not known */
	atomic_uint_least64_t count, bytes;
	atomic_uint_least64_t due; /* when the next line is, in clock time below */
	uint64_t started;	   /* milliseconds of the monotonic clock */
	pthread_mutex_t drawing;
	atomic_bool on; /* until the last line, or one that cannot be written */
	bool terminal, shown;
};

/* Shows on standard error where that is a terminal, or where `always`. Pair with progress_end. */
void progress_start(struct progress *p, const char *what, uint64_t total_count,
	uint64_t total_bytes, bool always);

/* So much more is done. */
void progress_add(struct progress *p, uint64_t count, uint64_t bytes);

/* Takes the line off the terminal; the next progress_add that is due brings it back. */
void progress_hide(struct progress *p);

/* Takes it off for good. */
void progress_end(struct progress *p);

/*
 * The text of the line after `elapsed` milliseconds, into `out`:
 * "1,200 of 10,000 reports, 34.5 MB of 290.1 MB, 17.2 MB/s, 0:15 left".
 */
#define PROGRESS_TEXT_MAX 160
void progress_text(const struct progress *p, uint64_t elapsed, char out[PROGRESS_TEXT_MAX]);

#endif
