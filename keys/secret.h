/*
 * secret.h -- memory for what nobody else may see, and a process that keeps it.
 *
 * Secret keys, passphrases and what is derived from them live here and nowhere
 * else: pages of their own between guard pages, kept out of core files, locked
 * against swapping where the system allows it (a refused lock is not an error:
 * RLIMIT_MEMLOCK is small on many machines), wiped on release.
 */
#ifndef ANNALS_KEYS_SECRET_H
#define ANNALS_KEYS_SECRET_H

#include "format/base/err.h"
#include "format/base/slice.h"

/* Owns its memory. */
struct secret {
	uint8_t *p;
	size_t len;
};

#define SECRET_EMPTY ((struct secret){NULL, 0})

/* Takes `len` zero bytes, at least one; the old content is released. RC_NOMEM on failure. */
MUST_USE enum rc secret_init(struct secret *s, size_t len, struct err *e);

/* Wipes all that was taken and gives it back. */
void secret_release(struct secret *s);

/* Counts the first `len` bytes only from now on; a longer `len` changes nothing. */
void secret_cut(struct secret *s, size_t len);

static inline struct slice
secret_slice(const struct secret *s)
{
	return (struct slice){s->p, s->len};
}

/*
 * For the whole process, before it touches a secret: no core file, no debugger of
 * the same user, libsodium ready. RC_IO where the system refuses.
 */
MUST_USE enum rc secret_harden_process(struct err *e);

/* The version of libsodium at run time: "1.0.18". */
const char *secret_library(void);

#endif
