/*
 * photo_webp.h -- the blocks of a WebP file (photo_blocks.h).
 *
 * Chunks EXIF and XMP of the RIFF container (RFC 9649 section 2.7).
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_PHOTO_WEBP_H
#define ANNALS_ARCHIVER_GATHER_READ_PHOTO_WEBP_H

#include "archiver/gather/read/photo_blocks.h"

/* Fills an empty `b`. What is wrong with the file is a warning: a failure is RC_IO or RC_NOMEM. */
MUST_USE enum rc photo_webp_read(const struct source *s, struct photo_blocks *b, struct err *e);

#endif
