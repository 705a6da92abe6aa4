/*
 * front_matter.h -- what a text says of itself in YAML before it begins: keys with a text,
 * or with a list of texts. What is deeper is passed over.
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_FRONT_MATTER_H
#define ANNALS_ARCHIVER_GATHER_READ_FRONT_MATTER_H

#include "format/base/err.h"
#include "format/base/slice.h"

/* Told of each key in small letters, and each of its values. */
typedef void front_matter_see(void *ctx, const char *key, struct slice value);

/* YAML that is broken says nothing from there on; that is no failure. RC_NOMEM. */
MUST_USE enum rc
front_matter_read(struct slice yaml, front_matter_see *see, void *ctx, struct err *e);

#endif
