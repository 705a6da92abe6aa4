/*
 * seal_open.h -- what the six texts of a seal say together (SPEC 7, 8.1),
 * wherever they lie: at the end of a bundle or in the folder of an unpacked bag.
 *
 * The record is read, what it has digests of is compared with them, the
 * checkpoint is checked against the keys the caller believes, the record against
 * the checkpoint, and the log before this bundle against the record.
 */
#ifndef ANNALS_FORMAT_BUNDLE_SEAL_OPEN_H
#define ANNALS_FORMAT_BUNDLE_SEAL_OPEN_H

#include "format/bundle/bundle.h"

/*
 * Takes b->seal, whose texts must live as long as `b`, and fills what follows it in the
 * struct. RC_OK, or RC_UNTRUSTED with everything checked and filled all the same and the
 * key in the message that it would need; else RC_BAD with the rule, RC_UNSUPPORTED, RC_NOMEM.
 */
MUST_USE enum rc seal_open(struct bundle *b, const struct trust *trust, struct err *e);

#endif
