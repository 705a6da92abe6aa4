/*
 * unlock.h -- from the name of a secret key file to a key that signs, whatever the
 * user chose to give the passphrase by: --passphrase-fd, the file that
 * ANNALS_PASSPHRASE_FILE names, or the terminal. Never the command line, which
 * every process of the machine can read. A key that is not encrypted asks for none.
 */
#ifndef ANNALS_ARCHIVER_COMMANDS_UNLOCK_H
#define ANNALS_ARCHIVER_COMMANDS_UNLOCK_H

#include "archiver/options.h"
#include "keys/keypair.h"
#include "keys/secret.h"

/* The row of the options table that the functions below read. */
#define UNLOCK_OPTION \
	{ \
		"passphrase-fd", "N", \
			"read the passphrase from file descriptor N, one line, instead of the " \
			"terminal", \
			COMMAND_ONCE, 0 \
	}

/* Reads the file and decrypts its key. Before any thread is started. */
MUST_USE enum rc
unlock_key(const struct options *o, const char *path, struct keypair *out, struct err *e);

/*
 * Makes the file of a secret key: encrypted under a new passphrase, which is asked for
 * twice on the terminal, or bare where `bare`. It never replaces a file but with `replace`.
 */
MUST_USE enum rc unlock_save(const struct options *o, const char *path, const struct keypair *pair,
	bool bare, bool replace, struct err *e);

#endif
