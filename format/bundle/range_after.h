/*
 * range_after.h -- the log as a bundle leaves it, from the bundle's seal alone.
 *
 * The record is the log's last leaf, and the siblings on the way from a last
 * leaf up to the root are just the compact range of all leaves before it
 * (RFC 6962 section 2.1.1). So the proof in the seal, which has been checked
 * against the signed root, is also what the next bundle goes on from.
 */
#ifndef ANNALS_FORMAT_BUNDLE_RANGE_AFTER_H
#define ANNALS_FORMAT_BUNDLE_RANGE_AFTER_H

#include "format/bundle/bundle.h"

/* The compact range of [0, head.size). */
MUST_USE enum rc
range_after_bundle(const struct bundle *b, struct merkle_range *out, struct err *e);

#endif
