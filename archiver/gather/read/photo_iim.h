/*
 * photo_iim.h -- the IPTC-IIM block of a picture (IIM 4.2): datasets of a marker,
 * a record, a number, a length and that many bytes, one after another.
 *
 * Record 2 has the captions; 1:90 says in which charset, by an escape sequence
 * of ISO 2022.
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_PHOTO_IIM_H
#define ANNALS_ARCHIVER_GATHER_READ_PHOTO_IIM_H

#include "archiver/gather/read/photo.h"

/* Adds the block's values to `p`; what is cut short gives what is whole. RC_NOMEM. */
MUST_USE enum rc photo_iim_read(struct slice block, struct photo *p, struct err *e);

#endif
