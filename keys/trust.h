/*
 * trust.h -- whom to believe: the trust file, a key a line (trust_key.h).
 *
 * Lines that begin with `#` and blank lines are kept as they are when the file is
 * written again.
 *
 * A key is believed for its origin and its time. A key that is revoked on one line
 * is believed on none, whatever time its signature claims: who holds a stolen key
 * writes the time. An id stands for one key in the whole file, and a key stands
 * once under an origin, so that every question has one answer.
 */
#ifndef ANNALS_KEYS_TRUST_H
#define ANNALS_KEYS_TRUST_H

#include "keys/trust_key.h"

/* Some 2,000 keys. */
#define TRUST_FILE_MAX (256 * 1024)

/* Owns its lines. */
struct trust {
	struct trust_line *lines;
	size_t count;
	size_t room;
};

#define TRUST_EMPTY ((struct trust){NULL, 0, 0})

void trust_release(struct trust *t);

/* RC_BAD with the line's number for what is no trust file, RC_LIMIT beyond TRUST_FILE_MAX. */
MUST_USE enum rc trust_parse(struct slice text, struct trust *out, struct err *e);

/* Lines that nobody changed come out byte for byte; keys from trust_add_any do not. */
void trust_write(const struct trust *t, struct bytes *out);

/*
 * A regular file that only its owner can write. A file that says nonsense is RC_USAGE: it
 * is the user's mistake and no verdict on an archive. The second form takes a file that
 * does not exist for an empty one.
 */
MUST_USE enum rc trust_read(const char *path, struct trust *out, struct err *e);
MUST_USE enum rc trust_read_if_any(const char *path, struct trust *out, struct err *e);

/* Mode 0600, in place of the file there, in one step, synced. */
MUST_USE enum rc trust_save(const char *path, const struct trust *t, struct err *e);

/* Adds a line; everything is copied. RC_USAGE for what the rules above forbid. */
MUST_USE enum rc trust_add(struct trust *t, const struct trust_key *key, struct err *e);

/*
 * Believes a key for every origin and every time, unless it is revoked; in memory only (a
 * key the user names on the command line). The same key again changes nothing.
 */
MUST_USE enum rc trust_add_any(struct trust *t, const struct public_key *key, struct err *e);

/*
 * On every line with this key id: the last day the key is believed, or that it never is.
 * RC_USAGE where there is no such line, where one begins after that day or is revoked.
 */
MUST_USE enum rc
trust_retire(struct trust *t, const uint8_t id[PUBLIC_KEY_ID_SIZE], int64_t until, struct err *e);
MUST_USE enum rc trust_revoke(struct trust *t, const uint8_t id[PUBLIC_KEY_ID_SIZE], struct err *e);

/*
 * Key after key in the file's order: starts with `*at` 0, ends with NULL. It borrows from the
 * trust until that changes. Keys from trust_add_any have the origin "*".
 */
const struct trust_key *trust_next(const struct trust *t, size_t *at);

enum trust_answer {
	TRUST_UNKNOWN, /* no such key for this origin */
	TRUST_BELIEVED,
	TRUST_NOT_YET,	 /* the time lies before `from` */
	TRUST_NO_LONGER, /* the time lies after `until` */
	TRUST_REVOKED
};

struct trust_verdict {
	enum trust_answer answer;
	const struct trust_key *key; /* the line that decided; NULL when unknown */
	int64_t time;		     /* the time that was asked about */
};

/*
 * Asks about a key by its C2SP note key id, the key's name being the origin, or by its
 * minisign id. `time` is in UTC seconds: when the signature was made, by its own account.
 */
struct trust_verdict
trust_find_note(const struct trust *t, struct slice origin, uint32_t id, int64_t time);
struct trust_verdict trust_find_key(const struct trust *t, struct slice origin,
	const uint8_t id[PUBLIC_KEY_ID_SIZE], int64_t time);

/*
 * RC_OK where the key is believed, else RC_UNTRUSTED with a sentence about the key that
 * `whose` names, such as "key 0123456789ABCDEF of example.org/log", and the dates.
 */
MUST_USE enum rc trust_explain(const struct trust_verdict *v, const char *whose, struct err *e);

#endif
