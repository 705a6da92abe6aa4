/*
 * public_file.h -- minisign's public key file.
 *
 *	untrusted comment: <anything>
 *	<base64 of 42 bytes: see public_key.h>
 *
 * Parsing wants exactly these two lines (the last newline may be missing) and
 * ignores the comment, which nothing vouches for.
 */
#ifndef ANNALS_KEYS_PUBLIC_FILE_H
#define ANNALS_KEYS_PUBLIC_FILE_H

#include "keys/public_key.h"

/* A comment line of minisign's greatest length (1,024) and a key fit. */
#define PUBLIC_FILE_MAX 2048

MUST_USE enum rc public_file_parse(struct slice text, struct public_key *out, struct err *e);

/* The comment is "minisign public key <id>", minisign's own. */
void public_file_write(const struct public_key *key, struct bytes *out);

/* A regular file of at most PUBLIC_FILE_MAX bytes. A file that is no key is RC_USAGE. */
MUST_USE enum rc public_file_read(const char *path, struct public_key *out, struct err *e);

/* A new file, mode 0644 less the umask, synced; an existing one is never replaced. */
MUST_USE enum rc public_file_save(const char *path, const struct public_key *key, struct err *e);

/* The second line of a minisign key file, public or secret. RC_BAD where there are not two. */
MUST_USE enum rc public_file_split(struct slice text, struct slice *code, struct err *e);

#endif
