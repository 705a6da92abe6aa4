/*
 * zstd_decoder.h -- a zstd frame (RFC 8878) of whatever length, as web servers send it.
 * The frames of bundles are format/frame's.
 */
#ifndef ANNALS_ARCHIVER_GATHER_INTAKE_ZSTD_DECODER_H
#define ANNALS_ARCHIVER_GATHER_INTAKE_ZSTD_DECODER_H

#include "archiver/gather/intake/decode_state.h"
#include "format/base/err.h"

struct zstd_decoder;

MUST_USE enum rc zstd_decoder_new(struct zstd_decoder **out, struct err *e);
void zstd_decoder_free(struct zstd_decoder *d);

/* A window of more than 8 MiB, which no browser takes (RFC 9659), is DECODE_BAD. */
enum decode_state zstd_decoder_step(struct zstd_decoder *d, struct decode_step *step);

#endif
