/*
 * photo_tiff.h -- the blocks of a TIFF file (photo_blocks.h).
 *
 * Tags of the first directory: 700 is XMP, 33723 IPTC-IIM, 34377 Photoshop's image
 * resources (XMP part 3, section 1.1.2); EXIF is the file itself.
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_PHOTO_TIFF_H
#define ANNALS_ARCHIVER_GATHER_READ_PHOTO_TIFF_H

#include "archiver/gather/read/photo_blocks.h"

/* Fills an empty `b`. What is wrong with the file is a warning: a failure is RC_IO or RC_NOMEM. */
MUST_USE enum rc photo_tiff_read(const struct source *s, struct photo_blocks *b, struct err *e);

#endif
