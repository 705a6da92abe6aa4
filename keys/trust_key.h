/*
 * trust_key.h -- one line of the trust file: whose key, and when it is believed.
 *
 *	<origin> <minisign public key> <from> <until> <name>
 *
 * Fields are parted by spaces or tabs; the name, for people, is the rest of the
 * line and may be empty. Dates are YYYY-MM-DD, whole days of UTC, both inclusive,
 * or `-` where the time is open; `until` may be the word `revoked`.
 */
#ifndef ANNALS_KEYS_TRUST_KEY_H
#define ANNALS_KEYS_TRUST_KEY_H

#include "format/base/bytes.h"
#include "keys/public_key.h"

/* Days that never come: an open beginning and an open end. */
#define TRUST_KEY_ALWAYS  INT64_MIN
#define TRUST_KEY_FOREVER INT64_MAX

/* Borrows its texts. */
struct trust_key {
	struct slice origin;
	struct public_key public;
	int64_t from;  /* the first day, counted from 1970-01-01, or TRUST_KEY_ALWAYS */
	int64_t until; /* the last day, or TRUST_KEY_FOREVER */
	bool revoked;
	struct slice name;
};

/* A line without its newline; RC_BAD for what does not fit the shape above. */
MUST_USE enum rc trust_key_parse(struct slice line, struct trust_key *out, struct err *e);

/* The same, with single spaces. RC_USAGE for what trust_key_parse would not read back. */
MUST_USE enum rc trust_key_write(const struct trust_key *key, struct bytes *out, struct err *e);

/* The day that a moment in UTC seconds lies in. */
int64_t trust_key_day(int64_t seconds);

/* `YYYY-MM-DD`, or `-` for the `open` end given (TRUST_KEY_ALWAYS or TRUST_KEY_FOREVER). */
bool trust_key_day_parse(struct slice text, int64_t open, int64_t *day);

/* The same spelling as a terminated string; `-` for what is no day of the years 1 to 9999. */
struct trust_key_day_text {
	char text[16];
};
struct trust_key_day_text trust_key_day_text(int64_t day);

#endif
