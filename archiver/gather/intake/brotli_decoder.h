/*
 * brotli_decoder.h -- brotli (RFC 7932), by libbrotlidec.
 */
#ifndef ANNALS_ARCHIVER_GATHER_INTAKE_BROTLI_DECODER_H
#define ANNALS_ARCHIVER_GATHER_INTAKE_BROTLI_DECODER_H

#include "archiver/gather/intake/decode_state.h"
#include "format/base/err.h"

struct brotli_decoder;

/* RC_UNSUPPORTED where the library was missing when this program was built. */
MUST_USE enum rc brotli_decoder_new(struct brotli_decoder **out, struct err *e);
void brotli_decoder_free(struct brotli_decoder *d);
enum decode_state brotli_decoder_step(struct brotli_decoder *d, struct decode_step *step);

/* The version of libbrotlidec at run time. */
const char *brotli_decoder_library(void);

#endif
