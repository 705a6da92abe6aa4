/*
 * passphrase.h -- gets a passphrase from a person, a descriptor or a file.
 *
 * At most 1,023 bytes, as minisign has it, and none of them zero: what is entered
 * here opens keys there. It may be empty, for minisign takes such; sealing a key
 * refuses it (secret_file.h). It goes into secret memory and nowhere else. Prompts
 * go to the terminal, /dev/tty, never to standard output or standard error.
 */
#ifndef ANNALS_KEYS_PASSPHRASE_H
#define ANNALS_KEYS_PASSPHRASE_H

#include "keys/secret.h"

#define PASSPHRASE_MAX 1023

/*
 * Asks on the terminal, without echo: `prompt`, a colon, and a line typed. The terminal is
 * as it was before when this returns, and also when a signal ends or stops the process
 * meanwhile; after a stop it asks again. RC_IO without a terminal and for a signal that the process
 * survived, RC_USAGE where the input ends. Other threads must not be running yet.
 */
MUST_USE enum rc passphrase_ask(const char *prompt, struct secret *out, struct err *e);

/* Asks twice, the second time with "(again)"; RC_USAGE when the two differ. */
MUST_USE enum rc passphrase_ask_new(const char *prompt, struct secret *out, struct err *e);

/*
 * The first line from an open descriptor, without its newline; what stands behind it stays
 * unread, and the descriptor stays open. RC_USAGE for what cannot be a passphrase.
 */
MUST_USE enum rc passphrase_read_fd(int fd, struct secret *out, struct err *e);

/* The first line of a regular file that nobody else can read or write. */
MUST_USE enum rc passphrase_read_file(const char *path, struct secret *out, struct err *e);

#endif
