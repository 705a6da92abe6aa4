#include "archiver/progress.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define EVERY_TERMINAL 100 /* milliseconds between two lines */
#define EVERY_LINE     1000
#define FIGURE_MAX     48   /* two numbers and a unit */
#define RATE_AFTER     1000 /* before that, a rate says nothing */

static uint64_t
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000 + (uint64_t)t.tv_nsec / 1000000;
}

void
progress_start(struct progress *p, const char *what, uint64_t total_count, uint64_t total_bytes,
	bool always)
{
	*p = (struct progress){
		.what = what, .total_count = total_count, .total_bytes = total_bytes};
	p->terminal = isatty(STDERR_FILENO) == 1;
	p->on = p->terminal || always;
	p->started = now();
	pthread_mutex_init(&p->drawing, NULL);
	atomic_store(&p->due, p->started + EVERY_TERMINAL);
}

/* 1234567 as "1,234,567". */
static void
grouped(uint64_t v, char out[FIGURE_MAX])
{
	char plain[24];
	int len = snprintf(plain, sizeof plain, "%" PRIu64, v);
	size_t used = 0;

	for (int i = 0; i < len; i++) {
		if (i > 0 && (len - i) % 3 == 0)
			out[used++] = ',';
		out[used++] = plain[i];
	}
	out[used] = '\0';
}

/* Bytes in decimal units, one digit behind the point. */
static void
sized(uint64_t v, char out[FIGURE_MAX])
{
	static const char *const UNIT[] = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};
	uint64_t unit = 1;
	size_t u = 0;

	while (v / unit >= 1000 && u + 1 < sizeof UNIT / sizeof *UNIT) {
		unit *= 1000;
		u++;
	}
	if (u == 0)
		snprintf(out, FIGURE_MAX, "%" PRIu64 " B", v);
	else
		snprintf(out, FIGURE_MAX, "%" PRIu64 ".%" PRIu64 " %s", v / unit,
			v % unit / (unit / 10), UNIT[u]);
}

/* Appends to `out`, as far as there is room. */
static void
append(char out[PROGRESS_TEXT_MAX], const char *fmt, ...) __attribute__((format(printf, 2, 3)));

static void
append(char out[PROGRESS_TEXT_MAX], const char *fmt, ...)
{
	size_t used = strlen(out);
	va_list args;

	va_start(args, fmt);
	vsnprintf(out + used, PROGRESS_TEXT_MAX - used, fmt, args);
	va_end(args);
}

/* Time left, by bytes where their total is known, else by count. */
static void
add_left(const struct progress *p, uint64_t count, uint64_t bytes, uint64_t elapsed,
	char out[PROGRESS_TEXT_MAX])
{
	uint64_t done = p->total_bytes > 0 ? bytes : count;
	uint64_t total = p->total_bytes > 0 ? p->total_bytes : p->total_count;
	uint64_t left;

	if (done == 0 || total <= done)
		return;
	left = (uint64_t)((double)(total - done) / (double)done * (double)elapsed / 1000 + 0.5);
	if (left >= 3600)
		append(out, ", %" PRIu64 ":%02" PRIu64 ":%02" PRIu64 " left", left / 3600,
			left / 60 % 60, left % 60);
	else
		append(out, ", %" PRIu64 ":%02" PRIu64 " left", left / 60, left % 60);
}

void
progress_text(const struct progress *p, uint64_t elapsed, char out[PROGRESS_TEXT_MAX])
{
	uint64_t count = atomic_load(&p->count), bytes = atomic_load(&p->bytes);
	char one[FIGURE_MAX], other[FIGURE_MAX];

	out[0] = '\0';
	grouped(count, one);
	grouped(p->total_count, other);
	if (p->total_count > 0)
		append(out, "%s of %s %s", one, other, p->what);
	else
		append(out, "%s %s", one, p->what);
	sized(bytes, one);
	sized(p->total_bytes, other);
	if (p->total_bytes > 0)
		append(out, ", %s of %s", one, other);
	else if (bytes > 0)
		append(out, ", %s", one);
	if (elapsed < RATE_AFTER)
		return;
	sized((uint64_t)((double)bytes * 1000 / (double)elapsed), one);
	if (bytes > 0)
		append(out, ", %s/s", one);
	add_left(p, count, bytes, elapsed, out);
}

/* The caller holds `drawing`. */
static void
draw(struct progress *p, uint64_t at)
{
	char text[PROGRESS_TEXT_MAX];
	char line[PROGRESS_TEXT_MAX + 24];
	int n;

	progress_text(p, at - p->started, text);
	n = snprintf(line, sizeof line, p->terminal ? "\r%s\033[K" : "annals: %s\n", text);
	/* A lost line of progress is no loss; there is nobody to tell of it either. */
	if (write(STDERR_FILENO, line, (size_t)n) < 0)
		p->on = false;
	p->shown = p->terminal;
}

void
progress_add(struct progress *p, uint64_t count, uint64_t bytes)
{
	uint64_t at, due;

	atomic_fetch_add(&p->count, count);
	atomic_fetch_add(&p->bytes, bytes);
	if (!p->on)
		return;
	at = now();
	due = atomic_load(&p->due);
	if (at < due ||
		!atomic_compare_exchange_strong(
			&p->due, &due, at + (p->terminal ? EVERY_TERMINAL : EVERY_LINE)))
		return;
	if (pthread_mutex_trylock(&p->drawing) != 0)
		return;
	draw(p, at);
	pthread_mutex_unlock(&p->drawing);
}

void
progress_hide(struct progress *p)
{
	pthread_mutex_lock(&p->drawing);
	if (p->shown && write(STDERR_FILENO, "\r\033[K", 4) < 0)
		p->on = false;
	p->shown = false;
	pthread_mutex_unlock(&p->drawing);
}

void
progress_end(struct progress *p)
{
	progress_hide(p);
	p->on = false;
	pthread_mutex_destroy(&p->drawing);
}
