/*
 * attest.h -- the signatures beside a bundle's file: X.minisig, and X.KEYID.minisig of
 * other signers (SPEC 9).
 *
 *     SIDE-1  a sidecar that is not in form, or whose signature does not fit the file
 *     SIDE-2  a trusted comment that speaks of another file or another log's head
 *
 * The checkpoint in the bundle decides whether it is believed. A sidecar is a second
 * word: one by a key that is believed must hold, one by an unknown key says nothing
 * and harms nothing, for anybody can lay one there.
 */
#ifndef ANNALS_ARCHIVER_COMMANDS_ATTEST_H
#define ANNALS_ARCHIVER_COMMANDS_ATTEST_H

#include "archiver/commands/verdict.h"
#include "format/bundle/bundle.h"
#include "keys/sidecar.h"

/* More files beside a bundle are not looked at. */
#define ATTEST_SIDECARS_MAX 64

/* The names of a bundle's sidecars, sorted; paths are owned. */
struct attest {
	char *paths[ATTEST_SIDECARS_MAX];
	size_t count;
};

#define ATTEST_EMPTY ((struct attest){.count = 0})

/* Looks for them in the folder of the bundle at `path`. */
MUST_USE enum rc attest_find(const char *path, struct attest *out, struct err *e);
void attest_release(struct attest *a);

/* BLAKE2b-512 of the whole file, which all sidecars sign. */
MUST_USE enum rc
attest_digest(const struct source *file, uint8_t digest[SIDECAR_DIGEST_SIZE], struct err *e);

/* Checks each against the digest and the bundle's signed head, telling `v`. */
void attest_check(const struct attest *a, const char *path, const struct bundle *b,
	const struct trust *trust, const uint8_t digest[SIDECAR_DIGEST_SIZE], struct verdict *v);

#endif
