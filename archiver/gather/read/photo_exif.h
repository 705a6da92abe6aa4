/*
 * photo_exif.h -- what EXIF says of a picture (CIPA DC-008, EXIF 2.32):
 * ImageDescription, Artist, Copyright, DateTimeOriginal with its offset, and
 * where the camera was.
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_PHOTO_EXIF_H
#define ANNALS_ARCHIVER_GATHER_READ_PHOTO_EXIF_H

#include "archiver/gather/read/photo.h"

/* Adds what a TIFF structure has to `p`. RC_IO, RC_NOMEM. */
MUST_USE enum rc photo_exif_read(const struct source *tiff, struct photo *p, struct err *e);

#endif
