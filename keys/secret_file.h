/*
 * secret_file.h -- minisign's secret key file.
 *
 *	untrusted comment: <anything>
 *	<base64 of 158 bytes>
 *
 *	offset  bytes
 *	     0      2  "Ed"
 *	     2      2  "Sc" for scrypt, or two zero bytes: not encrypted
 *	     4      2  "B2"
 *	     6     32  scrypt's salt
 *	    38      8  scrypt's opslimit, little-endian
 *	    46      8  scrypt's memlimit, in bytes, little-endian
 *	    54    104  the box: key id (8), seed and public key (64), checksum (32);
 *	               encrypted by XOR with what scrypt (libsodium's
 *	               crypto_pwhash_scryptsalsa208sha256) makes of the passphrase
 *
 * The checksum is BLAKE2b-256 of "Ed", key id, seed and public key. minisign 0.11
 * leaves it zero where it never encrypted the key, and does not look at it then;
 * here it must be right or, without encryption, all zero.
 *
 * The life of a key: seal → save, read → open. A file that cannot be used is the
 * user's mistake and no verdict on an archive, so reading and opening say RC_USAGE.
 */
#ifndef ANNALS_KEYS_SECRET_FILE_H
#define ANNALS_KEYS_SECRET_FILE_H

#include "keys/keypair.h"
#include "keys/secret.h"

/* A comment line of minisign's greatest length (1,024) and a key fit. */
#define SECRET_FILE_MAX 2048

#define SECRET_FILE_SALT_SIZE 32

/*
 * How hard a passphrase is to try. A file states its own cost, so it is held between
 * libsodium's floor and what minisign writes before any memory is taken for it.
 */
struct secret_file_cost {
	uint64_t ops;
	uint64_t mem; /* bytes */
};

#define SECRET_FILE_COST_MIN	   ((struct secret_file_cost){32768, 16777216})
#define SECRET_FILE_COST_SENSITIVE ((struct secret_file_cost){33554432, 1073741824})

/* Owns its box: key id, secret key and checksum as they stand in the file. */
struct secret_file {
	bool encrypted;
	uint8_t salt[SECRET_FILE_SALT_SIZE];
	struct secret_file_cost cost;
	struct secret box;
};

#define SECRET_FILE_EMPTY ((struct secret_file){.box = {NULL, 0}})

void secret_file_release(struct secret_file *f);

/* RC_BAD for what is no such file; RC_LIMIT for a cost outside the bounds above. */
MUST_USE enum rc secret_file_parse(struct slice text, struct secret_file *out, struct err *e);
MUST_USE enum rc secret_file_write(const struct secret_file *f, struct secret *out, struct err *e);

/*
 * Decrypts the key, or takes it as it is when it is not encrypted; the passphrase is not
 * looked at then. RC_USAGE for a wrong passphrase or a damaged key: an encrypted file
 * cannot tell the one from the other. RC_NOMEM where scrypt's memory is not to be had.
 */
MUST_USE enum rc secret_file_open(
	const struct secret_file *f, struct slice passphrase, struct keypair *out, struct err *e);

/*
 * Encrypts the key under a passphrase, which must not be empty, at the given cost, halved
 * as often as the memory at hand demands; RC_NOMEM when even SECRET_FILE_COST_MIN is too much.
 */
MUST_USE enum rc secret_file_seal(const struct keypair *pair, struct slice passphrase,
	struct secret_file_cost cost, struct secret_file *out, struct err *e);

/* Leaves the key readable for whoever reads the file. */
MUST_USE enum rc
secret_file_bare(const struct keypair *pair, struct secret_file *out, struct err *e);

/* A regular file, no symbolic link, that nobody else can read or write. */
MUST_USE enum rc secret_file_read(const char *path, struct secret_file *out, struct err *e);

/* A new file of mode 0600, synced; an existing one is never replaced. */
MUST_USE enum rc secret_file_save(const char *path, const struct secret_file *f, struct err *e);

/* In place of the file there, in one step: for another passphrase of the same key. */
MUST_USE enum rc secret_file_replace(const char *path, const struct secret_file *f, struct err *e);

#endif
