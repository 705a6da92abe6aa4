/*
 * photo_profile.h -- blocks that ImageMagick puts into a PNG's texts, under a
 * keyword that begins with `Raw profile type `: a name, a length, and the block
 * in hexadecimal, each on lines of their own.
 *
 *	Raw profile type iptc
 *	\n iptc \n      40 \n 3842494d0404… \n
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_PHOTO_PROFILE_H
#define ANNALS_ARCHIVER_GATHER_READ_PHOTO_PROFILE_H

#include "archiver/gather/read/photo_blocks.h"

/* Whether the text of this keyword is such a block, of a kind that is read. */
bool photo_profile_is(struct slice keyword);

/* Puts the block into `b`, unless it has one of that kind. */
void photo_profile_read(struct slice keyword, struct slice text, struct photo_blocks *b);

#endif
