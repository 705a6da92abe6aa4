#include "archiver/report.h"

#include "archiver/progress.h"
#include "format/base/limits.h"
#include "format/base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* Written out when this much is held. */
#define HELD_FLUSH (64 * KIB)

/* The largest single result: an article's text with its metadata, escaped. */
#define HELD_MAX (256 * MIB)

void
report_open_standard(void)
{
	static const struct sigaction ignore = {.sa_handler = SIG_IGN};
	/* Reading the first and writing the second must fail, not end or vanish. */
	static const int modes[] = {O_WRONLY, O_RDONLY, O_RDWR};

	for (int fd = 0; fd <= 2; fd++)
		/* The lowest free descriptor is the closed one: those below it are open. */
		if (fcntl(fd, F_GETFD) < 0 && errno == EBADF && open("/dev/null", modes[fd]) != fd)
			abort();
	sigaction(SIGPIPE, &ignore, NULL);
}

void
report_init(struct report *r, int fd)
{
	const char *off = getenv("NO_COLOR");

	*r = (struct report){
		.out = fd, .held = BYTES_UP_TO(HELD_MAX), .line = BYTES_UP_TO(HELD_MAX)};
	r->colour = isatty(fd) == 1 && (off == NULL || *off == '\0');
}

void
report_release(struct report *r)
{
	bytes_release(&r->held);
	bytes_release(&r->line);
}

static void
write_out(struct report *r, struct slice left)
{
	if (r->progress != NULL && left.len > 0)
		progress_hide(r->progress);
	while (left.len > 0 && r->failed == 0) {
		ssize_t n = write(r->out, left.p, left.len);

		if (n >= 0)
			left = slice_from(left, (size_t)n);
		else if (errno != EINTR)
			r->failed = errno;
	}
}

static void
flush(struct report *r)
{
	write_out(r, bytes_slice(&r->held));
	bytes_cut(&r->held, 0);
}

static void
flush_if_due(struct report *r)
{
	if (r->held.len >= HELD_FLUSH)
		flush(r);
}

/* Appends `s` with all that is hidden or not UTF-8 masked, but for the bytes in `keep`. */
static void
add_masked(struct bytes *out, struct slice s, const char *keep)
{
	while (s.len > 0) {
		char shown[16];
		uint32_t point;
		size_t n = text_shown_len(s);

		bytes_add(out, slice_first(s, n));
		s = slice_from(s, n);
		if (s.len == 0)
			return;
		n = text_point(s, &point);
		n = n == 0 ? 1 : n;
		if (s.p[0] != 0 && s.p[0] < 0x80 && strchr(keep, s.p[0]) != NULL) {
			bytes_u8(out, s.p[0]);
		} else {
			text_mask(slice_first(s, n), shown, sizeof shown);
			bytes_str(out, shown);
		}
		s = slice_from(s, n);
	}
}

static void add_format(struct bytes *out, const char *fmt, va_list args) PRINTF_LIKE(2, 0);

/* Appends a formatted text, masked. */
static void
add_format(struct bytes *out, const char *fmt, va_list args)
{
	char *text = NULL;
	int n = vasprintf(&text, fmt, args);

	if (n < 0) {
		out->failed = RC_NOMEM;
		return;
	}
	add_masked(out, slice_of(text, (size_t)n), "");
	free(text);
}

void
report_line(struct report *r, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	add_format(&r->held, fmt, args);
	va_end(args);
	bytes_u8(&r->held, '\n');
	flush_if_due(r);
}

void
report_text(struct report *r, struct slice text)
{
	add_masked(&r->held, text, "\n\t");
	flush_if_due(r);
}

void
report_raw(struct report *r, struct slice bytes)
{
	flush(r);
	write_out(r, bytes);
}

const char *
report_verdict_word(enum rc verdict)
{
	switch (verdict) {
	case RC_OK:
		return "good";
	case RC_BAD:
		return "bad";
	case RC_UNTRUSTED:
		return "untrusted";
	default:
		return "cannot tell";
	}
}

static const char *
verdict_colour(enum rc verdict)
{
	switch (verdict) {
	case RC_OK:
		return "\033[32m"; /* green */
	case RC_BAD:
		return "\033[31m"; /* red */
	default:
		return "\033[33m"; /* yellow */
	}
}

void
report_verdict(struct report *r, enum rc verdict, const char *fmt, ...)
{
	va_list args;

	if (r->colour)
		bytes_str(&r->held, verdict_colour(verdict));
	bytes_fmt(&r->held, "%-11s", report_verdict_word(verdict));
	if (r->colour)
		bytes_str(&r->held, "\033[0m");
	bytes_str(&r->held, "  ");
	va_start(args, fmt);
	add_format(&r->held, fmt, args);
	va_end(args);
	bytes_u8(&r->held, '\n');
	flush_if_due(r);
}

struct json *
report_value(struct report *r)
{
	bytes_clear(&r->line);
	r->object = JSON_TO(&r->line);
	return &r->object;
}

struct json *
report_object(struct report *r)
{
	struct json *j = report_value(r);

	json_open(j);
	return j;
}

static void
add_escape(struct bytes *out, uint32_t point)
{
	if (point < 0x10000) {
		bytes_fmt(out, "\\u%04x", (unsigned)point);
		return;
	}
	point -= 0x10000;
	bytes_fmt(out, "\\u%04x\\u%04x", 0xD800U + (unsigned)(point >> 10),
		0xDC00U + (unsigned)(point & 0x3FF));
}

/*
 * Line ends stand between values only (in strings they are escaped already), where they
 * become `line_end`. Whatever else is hidden stands in a string, and an escape does not
 * change what the text says.
 */
static void
add_escaped(struct bytes *out, struct slice s, const char *line_end)
{
	while (s.len > 0) {
		uint32_t point = 0xFFFD;
		size_t n = text_shown_len(s);

		bytes_add(out, slice_first(s, n));
		s = slice_from(s, n);
		if (s.len == 0)
			return;
		n = text_point(s, &point);
		if (point == '\n')
			bytes_str(out, line_end);
		else
			add_escape(out, point);
		s = slice_from(s, n == 0 ? 1 : n);
	}
}

void
report_value_end(struct report *r)
{
	if (r->line.failed != RC_OK)
		r->held.failed = r->line.failed;
	add_escaped(&r->held, bytes_slice(&r->line), "");
	bytes_u8(&r->held, '\n');
	flush_if_due(r);
}

void
report_object_end(struct report *r)
{
	json_close(&r->object);
	report_value_end(r);
}

void
report_json(struct report *r, struct slice text)
{
	add_escaped(&r->held, text, "\n");
	flush_if_due(r);
}

/* What cannot be held is cut, but said: out of memory is what it most likely says. */
static void note_at_once(const char *fmt, va_list args) PRINTF_LIKE(1, 0);

static void
note_at_once(const char *fmt, va_list args)
{
	char text[ERR_TEXT_MAX], shown[ERR_TEXT_MAX];

	vsnprintf(text, sizeof text, fmt, args);
	text_mask(slice_str(text), shown, sizeof shown);
	fprintf(stderr, "annals: %s\n", shown);
}

void
report_note(struct report *r, const char *fmt, ...)
{
	struct bytes text = BYTES_UP_TO(MIB);
	va_list args;

	bytes_str(&text, "annals: ");
	va_start(args, fmt);
	add_format(&text, fmt, args);
	va_end(args);
	bytes_u8(&text, '\n');
	/* In the order in which it was said, where both go to one place. */
	flush(r);
	if (r->progress != NULL)
		progress_hide(r->progress);
	va_start(args, fmt);
	if (text.failed == RC_OK)
		fwrite(text.p, 1, text.len, stderr);
	else
		note_at_once(fmt, args);
	va_end(args);
	bytes_release(&text);
}

enum rc
report_finish(struct report *r, struct err *e)
{
	enum rc rc = bytes_check(&r->held, "standard output", e);

	flush(r);
	if (r->failed == 0 && close(r->out) != 0)
		r->failed = errno;
	if (r->failed != 0)
		return err_sys(e, r->failed, "cannot write to standard output");
	return rc;
}

int
report_exit_status(enum rc rc)
{
	switch (rc) {
	case RC_OK:
		return 0;
	case RC_BAD:
	case RC_UNTRUSTED:
		return 1;
	case RC_USAGE:
		return 2;
	default:
		return 3;
	}
}
