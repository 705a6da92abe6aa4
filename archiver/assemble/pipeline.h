/*
 * pipeline.h -- the second pass: one month's reports become one bundle's bytes.
 *
 * Two lines of one crew (crew.h). On the first a report is gathered by any
 * hand and laid into the bundle in order; that closes frames, which the second
 * line packs by any hand and writes in order. The bytes never depend on how
 * many hands there are.
 */
#ifndef ANNALS_ARCHIVER_ASSEMBLE_PIPELINE_H
#define ANNALS_ARCHIVER_ASSEMBLE_PIPELINE_H

#include "archiver/assemble/id_set.h"
#include "archiver/assemble/plan.h"
#include "archiver/assemble/publish.h"
#include "archiver/assemble/signer.h"
#include "format/bundle/bundle_writer.h"

struct pipeline_settings {
	const struct bundle_settings *bundle;
	const struct gather_settings *gather;
	const struct plan_listener *listener;
	unsigned jobs;
	bool strict; /* a report that cannot be gathered any more stops it all */
};

/* What a month came to. */
struct pipeline_result {
	struct bundle_summary summary; /* points into `writer` */
	struct bundle_writer *writer;
	uint8_t digest[SIDECAR_DIGEST_SIZE]; /* of the file */
	uint64_t refused;
};

#define PIPELINE_RESULT_EMPTY ((struct pipeline_result){.writer = NULL})

void pipeline_result_release(struct pipeline_result *r);

/*
 * Writes the bundle of the plan's month to `file`; ids that are taken are in `ids`, and new
 * ones are added. The file is whole, but not committed. RC_IO where no report of the
 * month could be gathered any more: there is no bundle then.
 */
MUST_USE enum rc
pipeline_run(const struct pipeline_settings *settings, struct plan *plan, struct id_set *ids,
	struct signer *signer, struct publish *file, struct pipeline_result *result, struct err *e);

#endif
