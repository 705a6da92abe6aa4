/*
 * signer.h -- a process of its own that holds the secret key.
 *
 * It is forked before the first report is read, unlocks the key there (the
 * passphrase is asked for at once, not after an hour's work), and from then on
 * does two things when asked: sign a checkpoint that is larger than the last,
 * and sign a file's digest with a trusted comment. The process that parses
 * reports never has the key.
 */
#ifndef ANNALS_ARCHIVER_ASSEMBLE_SIGNER_H
#define ANNALS_ARCHIVER_ASSEMBLE_SIGNER_H

#include "format/checkpoint/checkpoint.h"
#include "keys/public_key.h"
#include "keys/sidecar.h"

#include <sys/types.h>

struct keypair;

struct signer {
	int fd;
	pid_t process;
	struct public_key public;
};

#define SIGNER_EMPTY ((struct signer){.fd = -1})

/* Unlocks the key, in the new process; asks the user where it must. */
struct signer_unlock {
	enum rc (*unlock)(void *ctx, struct keypair *out, struct err *e);
	void *ctx;
	/* Only checkpoints of this log, behind this one, are signed; NULL: none at all. */
	const struct checkpoint *after;
};

/*
 * Forks and waits until the key is unlocked. No thread may run yet. What `unlock` fails
 * with is what this fails with.
 */
MUST_USE enum rc
signer_start(const struct signer_unlock *unlock, struct signer *out, struct err *e);

/* Ends the process. */
void signer_release(struct signer *s);

/* Appends the signed note. RC_USAGE for a tree no larger than the last one signed here. */
MUST_USE enum rc signer_checkpoint(
	struct signer *s, const struct checkpoint *head, struct bytes *note, struct err *e);

/* Appends the text of the sidecar for a file with this digest. */
MUST_USE enum rc signer_sidecar(struct signer *s, const uint8_t digest[SIDECAR_DIGEST_SIZE],
	struct slice trusted_comment, struct bytes *sidecar, struct err *e);

#endif
