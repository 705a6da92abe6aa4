/*
 * report.h -- what the program says, and where: results to standard output, as
 * text for people or as JSON lines for programs; everything else to standard
 * error.
 *
 * Text is masked (format/base/text.h): no byte of a report or of a name reaches a
 * terminal as a control. JSON keeps such characters, written as \u escapes, and
 * is always valid UTF-8: a byte that is not becomes U+FFFD. Every write to
 * standard output is looked at, so a full disk is never taken for success.
 *
 * One thread at a time. Nothing here fails where it is called: the first failed
 * write is remembered, what comes after it is dropped, and report_finish tells.
 */
#ifndef ANNALS_ARCHIVER_REPORT_H
#define ANNALS_ARCHIVER_REPORT_H

#include "format/base/bytes.h"
#include "format/base/json.h"

#include <stdbool.h>

struct progress;

struct report {
	bool json;		   /* JSON lines were asked for; set by invoke.c */
	bool colour;		   /* standard output is a terminal that wants colour */
	int failed;		   /* errno of the first failed write, or 0 */
	int out;		   /* the descriptor that results go to */
	struct bytes held;	   /* what is not written yet */
	struct bytes line;	   /* the JSON line under construction */
	struct json object;	   /* writes to `line` */
	struct progress *progress; /* taken off the terminal before a line goes there, or NULL */
};

/*
 * Opens descriptors 0, 1 and 2 on /dev/null where they are closed, so that no file
 * is mistaken for one of them. A reader that goes away is a failed write (EPIPE),
 * not a signal. Call first of all.
 */
void report_open_standard(void);

/* Results go to `fd`: 1, or what a test wants. */
void report_init(struct report *r, int fd);
void report_release(struct report *r);

/* A line of text; everything in it is masked. */
void report_line(struct report *r, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* Texts of any size and any number of lines; all is masked but tabs and line ends. */
void report_text(struct report *r, struct slice text);

/*
 * JSON of more than one line, as it is but for hidden characters and bytes that are not
 * UTF-8: those stand in strings and become escapes, so that what it says stays the same.
 */
void report_json(struct report *r, struct slice text);

/* Bytes as they are: for a result that is a file, never for people. */
void report_raw(struct report *r, struct slice bytes);

/*
 * A line that begins with a verdict ("good", "bad", "untrusted", "cannot tell"), in
 * its colour where there is colour.
 */
void report_verdict(struct report *r, enum rc verdict, const char *fmt, ...) PRINTF_LIKE(3, 4);
const char *report_verdict_word(enum rc verdict);

/* The next JSON line: a value that the caller writes; and its end. */
struct json *report_value(struct report *r);
void report_value_end(struct report *r);

/* The same for an object, opened and closed. */
struct json *report_object(struct report *r);
void report_object_end(struct report *r);

/* A remark on standard error, "annals: <text>", masked. */
void report_note(struct report *r, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* Writes what is held. RC_IO where any write failed; RC_NOMEM, RC_LIMIT likewise. */
MUST_USE enum rc report_finish(struct report *r, struct err *e);

/* 0 good, 1 bad or untrusted, 2 usage, 3 could not tell or could not do. */
int report_exit_status(enum rc rc);

#endif
