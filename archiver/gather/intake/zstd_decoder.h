/*
 * zstd_decoder.h -- a zstd frame (RFC 8878) of whatever length, as web servers send it and
 * web archives hold it. The frames of bundles are format/frame's.
 */
#ifndef ANNALS_ARCHIVER_GATHER_INTAKE_ZSTD_DECODER_H
#define ANNALS_ARCHIVER_GATHER_INTAKE_ZSTD_DECODER_H

#include "archiver/gather/intake/decode_state.h"
#include "format/base/err.h"

struct zstd_decoder;

/* Windows, of which each takes as much memory; what wants a larger one is DECODE_BAD. */
enum zstd_decoder_window {
	ZSTD_DECODER_SENT = 23, /* 8 MiB, as no browser takes more (RFC 9659, 3) */
	ZSTD_DECODER_KEPT = 27	/* 128 MiB, as zstd itself takes unless it is told */
};

MUST_USE enum rc
zstd_decoder_new(enum zstd_decoder_window window, struct zstd_decoder **out, struct err *e);
void zstd_decoder_free(struct zstd_decoder *d);

/* From the start of a frame. */
void zstd_decoder_reset(struct zstd_decoder *d);

enum decode_state zstd_decoder_step(struct zstd_decoder *d, struct decode_step *step);

#endif
