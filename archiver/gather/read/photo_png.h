/*
 * photo_png.h -- the blocks of a PNG file (photo_blocks.h).
 *
 * Chunks in any place: eXIf; iTXt with the keyword XML:com.adobe.xmp; and the captions that
 * PNG itself knows, tEXt, zTXt and iTXt with the keywords Title, Author, Description, Copyright
 * (PNG 3rd edition, section 11.3.3). PNG has no place for IPTC-IIM: what there is comes from
 * ImageMagick, in texts of its own (photo_profile.h).
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_PHOTO_PNG_H
#define ANNALS_ARCHIVER_GATHER_READ_PHOTO_PNG_H

#include "archiver/gather/read/photo_blocks.h"

/* Fills an empty `b`. What is wrong with the file is a warning: a failure is RC_IO or RC_NOMEM. */
MUST_USE enum rc photo_png_read(const struct source *s, struct photo_blocks *b, struct err *e);

#endif
