/*
 * err.h -- what a function that can fail returns, and the sentence that goes
 * with it.
 *
 * A failure is recorded where it is found (err_set), gains context on its way
 * out (err_within) and is printed once, by invoke.c. Nothing is allocated. The
 * text is always fit for a terminal: whatever untrusted bytes went into it,
 * controls, escapes, bidi marks and invalid UTF-8 come out masked.
 *
 * RC_BAD (it was read, and it is wrong) and RC_IO (nothing is known) never
 * stand for each other: the one condemns a bundle, the other a disk.
 */
#ifndef ANNALS_FORMAT_BASE_ERR_H
#define ANNALS_FORMAT_BASE_ERR_H

#include "format/base/attr.h"

#include <stddef.h>

enum rc {
	RC_OK = 0,
	RC_BAD,		/* it was read, and it is wrong */
	RC_UNTRUSTED,	/* sound, but nobody who is believed signed it */
	RC_UNSUPPORTED, /* of a kind or version this program does not know */
	RC_LIMIT,	/* larger than this program agrees to handle */
	RC_USAGE,	/* the caller asked for what cannot be asked for */
	RC_IO,		/* the system failed; nothing is known */
	RC_NOMEM	/* memory ran out; nothing is known */
};

#define ERR_TEXT_MAX 1024

/* Needs no set-up and no release; `text` is meaningful after a failure only. */
struct err {
	enum rc rc;
	char text[ERR_TEXT_MAX];
};

#define ERR_NONE ((struct err){RC_OK, ""})

/* Records a failure: lower case, no full stop, the numbers that disagree. Returns `rc`. */
enum rc err_set(struct err *e, enum rc rc, const char *fmt, ...) PRINTF_LIKE(3, 4);

/* The same, with ": " and the text of errno value `error` behind it. */
enum rc err_sys(struct err *e, int error, const char *fmt, ...) PRINTF_LIKE(3, 4);

/* Puts "context: " before what is recorded. Returns `rc`. */
enum rc err_within(struct err *e, enum rc rc, const char *fmt, ...) PRINTF_LIKE(3, 4);

/* RC_NOMEM, with a sentence that needs no memory. */
enum rc err_nomem(struct err *e);

#endif
