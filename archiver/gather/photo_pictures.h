/*
 * photo_pictures.h -- what the pictures that came with a report say of themselves.
 *
 * What the report says of a picture goes before what the picture's file says: that
 * fills only what is left open, and stays in extraction.json otherwise.
 */
#ifndef ANNALS_ARCHIVER_GATHER_PHOTO_PICTURES_H
#define ANNALS_ARCHIVER_GATHER_PHOTO_PICTURES_H

#include "archiver/gather/article.h"

/*
 * Reads the first `count` members of the article, which hold the first `count` pictures of its
 * story, once its language is known: of XMP's alternatives that in it counts. RC_IO where a file
 * cannot be read or changed meanwhile, RC_NOMEM.
 */
MUST_USE enum rc photo_pictures_read(struct article *a, size_t count, int zone, struct err *e);

/* Once the report's captions and credits are given to them: what is still open is filled. */
void photo_pictures_settle(struct article *a, size_t count);

#endif
