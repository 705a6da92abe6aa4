/*
 * inflater.h -- gzip (RFC 1952), zlib (RFC 1950) and raw deflate (RFC 1951), by zlib.
 */
#ifndef ANNALS_ARCHIVER_GATHER_INTAKE_INFLATER_H
#define ANNALS_ARCHIVER_GATHER_INTAKE_INFLATER_H

#include "archiver/gather/intake/decode_state.h"
#include "format/base/err.h"

enum inflater_form { INFLATER_GZIP, INFLATER_ZLIB, INFLATER_RAW };

struct inflater;

/* RC_UNSUPPORTED where zlib was missing when this program was built. */
MUST_USE enum rc inflater_new(enum inflater_form form, struct inflater **out, struct err *e);
void inflater_free(struct inflater *i);

/* From the start, with the same form. */
void inflater_reset(struct inflater *i);

/* With checksums: DECODE_BAD where one is wrong. Of gzip one member is decoded. */
enum decode_state inflater_step(struct inflater *i, struct decode_step *step);

/* The version of zlib at run time. */
const char *inflater_library(void);

#endif
