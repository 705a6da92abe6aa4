#include "format/bundle/bundle_head.h"

#include <stdio.h>

struct bundle_head
bundle_head_of(const struct bundle *b)
{
	struct bundle_head h = {.created = b->record.created,
		.before = b->record.before,
		.size = b->head.size,
		.before_root = b->record.before_root,
		.root = b->head.root,
		.previous = b->record.previous_digest,
		.note = digest_of(b->proof.checkpoint)};

	snprintf(h.name, sizeof h.name, "%.*s", SLICE_FMT(b->record.name));
	snprintf(h.origin, sizeof h.origin, "%.*s", SLICE_FMT(b->record.origin));
	return h;
}
