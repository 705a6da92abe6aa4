/*
 * photo_jpeg.h -- the blocks of a JPEG file (photo_blocks.h).
 *
 * Segments before the image data: APP1 with EXIF, XMP and what extends it, APP13 with
 * Photoshop's image resources, which may go on in further segments. The extension of XMP
 * comes in pieces in any order, each with its place, and counts when all are there and the
 * packet names it (XMP part 3, section 1.1.3.1).
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_PHOTO_JPEG_H
#define ANNALS_ARCHIVER_GATHER_READ_PHOTO_JPEG_H

#include "archiver/gather/read/photo_blocks.h"

/* Fills an empty `b`. What is wrong with the file is a warning: a failure is RC_IO or RC_NOMEM. */
MUST_USE enum rc photo_jpeg_read(const struct source *s, struct photo_blocks *b, struct err *e);

#endif
