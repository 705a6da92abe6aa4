/*
 * check_bundle.h -- all that verify has to say about one bundle's file: seal, frames,
 * content, the signatures beside it.
 */
#ifndef ANNALS_ARCHIVER_COMMANDS_CHECK_BUNDLE_H
#define ANNALS_ARCHIVER_COMMANDS_CHECK_BUNDLE_H

#include "archiver/assemble/archive.h"
#include "archiver/commands/remember.h"
#include "archiver/commands/verdict.h"
#include "format/bundle/bundle_head.h"

struct check_bundle_settings {
	const struct trust *trust;
	const struct remember *memory; /* NULL: the caller looks at the history itself */
	unsigned jobs;
	bool quick;
	bool progress; /* show it without a terminal, too */
};

/* What is left when it has been checked. */
struct check_bundle_result {
	bool opened; /* what follows is known */
	bool believed;
	struct bundle_head head;
	uint64_t articles;
	struct public_key signer; /* where believed */
};

/* Tells everything and gives the verdict. */
void check_bundle(const struct check_bundle_settings *settings, const char *path,
	struct report *report, struct verdict *v, struct check_bundle_result *out);

/* Frames, content and signatures of a bundle that is open; the verdict is left to the caller. */
void check_bundle_content(const struct check_bundle_settings *settings, const char *path,
	const struct archive_file *file, struct report *report, struct verdict *v);

#endif
