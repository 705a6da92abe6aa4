/*
 * photo_default.h -- what cameras, phones and programs write where a person
 * would write a caption.
 *
 * Rules, not a list of models: the camera's own name or program; only words that
 * cameras describe themselves with; a file's name or a counter; a program that
 * says what it did; a text without a letter, or one short word. The words are a
 * small table, drawn from the defaults that photo archives meet (among them
 * `OLYMPUS DIGITAL CAMERA`, `SONY DSC`, `Exif_JPEG_PICTURE`).
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_PHOTO_DEFAULT_H
#define ANNALS_ARCHIVER_GATHER_READ_PHOTO_DEFAULT_H

#include "archiver/gather/read/photo.h"

/* Whether `text` is what the camera or program calls itself. */
bool photo_default_is_camera(const struct photo *p, struct slice text);

/* Whether it is no caption, headline or title. */
bool photo_default_is(const struct photo *p, struct slice text);

#endif
