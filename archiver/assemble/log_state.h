/*
 * log_state.h -- where an archive's log stands: its newest bundle, after all of
 * them have been looked at.
 */
#ifndef ANNALS_ARCHIVER_ASSEMBLE_LOG_STATE_H
#define ANNALS_ARCHIVER_ASSEMBLE_LOG_STATE_H

#include "archiver/assemble/archive.h"
#include "format/bundle/bundle_writer.h"

/* What the next bundle goes on from. Owns its texts. */
struct log_state {
	uint64_t size;
	struct digest root;
	uint64_t created; /* of the newest bundle; 0 without one */
	struct bytes range, previous;
};

#define LOG_STATE_EMPTY \
	((struct log_state){.range = BYTES_UP_TO(RANGE_TEXT_MAX), \
		.previous = BYTES_UP_TO(CHECKPOINT_SIGNED_MAX)})

void log_state_release(struct log_state *s);

/*
 * Opens every bundle of the archive: each must be believed, and they must be one unbroken
 * log of the archive's origin. RC_BAD or RC_UNTRUSTED otherwise, naming the bundle.
 * `remembered` is the checkpoint that this signer published last (size 0 for none): an
 * archive that does not contain it is RC_BAD.
 */
MUST_USE enum rc log_state_read(const struct archive *archive, const struct trust *trust,
	const struct checkpoint *remembered, struct log_state *out, struct err *e);

/* A bundle has been added. */
MUST_USE enum rc log_state_advance(
	struct log_state *s, const struct bundle_summary *summary, uint64_t created, struct err *e);

static inline struct bundle_before
log_state_before(const struct log_state *s)
{
	return (struct bundle_before){
		s->size, s->root, bytes_slice(&s->range), bytes_slice(&s->previous)};
}

#endif
