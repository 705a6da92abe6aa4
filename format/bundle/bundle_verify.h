/*
 * bundle_verify.h -- all that can be wrong with a bundle that opened (SPEC 8).
 *
 * Quick: every frame has its signed digest; the file is the signed one, bit for
 * bit. Full: besides, everything is decompressed once and compared: headers and
 * padding of the tar, each file with the manifest, manifest with leaves and
 * signed root, where frames are cut, tag files, index, tree, counts. Memory is
 * bounded by the number of threads.
 *
 * The full check can hand over what it reads (a tap), which is how a bundle is
 * extracted: what was handed over is good if, and only if, no finding came.
 */
#ifndef ANNALS_FORMAT_BUNDLE_BUNDLE_VERIFY_H
#define ANNALS_FORMAT_BUNDLE_BUNDLE_VERIFY_H

#include "format/bundle/bundle.h"
#include "format/bundle/findings.h"

struct bundle_tap {
	/* A member whole, its path without the bag's folder; from any thread, in any order. */
	enum rc (*whole)(void *ctx, struct slice path, struct slice content, struct err *e);
	/* A member that several frames share; one at a time. */
	enum rc (*begin)(void *ctx, struct slice path, uint64_t size, struct err *e);
	enum rc (*piece)(void *ctx, struct slice piece, struct err *e);
	enum rc (*end)(void *ctx, struct err *e);
	void *ctx;
};

struct bundle_verify_settings {
	bool quick;
	unsigned jobs;
	const struct bundle_tap *tap; /* NULL for none; not with `quick` */
	/* Told of every frame that is done, in order, by its packed size; may be NULL. */
	void (*progress)(void *ctx, uint64_t packed);
	void *progress_ctx;
};

/*
 * Checks as far as it can, telling `findings`. RC_OK when it came to the end, whatever it
 * found; else what stopped it (RC_NOMEM, or the tap's failure).
 */
MUST_USE enum rc bundle_verify(const struct bundle *b,
	const struct bundle_verify_settings *settings, struct findings *findings, struct err *e);

#endif
