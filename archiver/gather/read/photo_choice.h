/*
 * photo_choice.h -- which of the values that a photo has of a field counts.
 *
 * The rules are those of the Metadata Working Group (Guidelines for Handling Image
 * Metadata 2.0, sections 3.3 and 5), with two of our own: what cameras write is no
 * value at all, and what is a copy of another is not asked.
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_PHOTO_CHOICE_H
#define ANNALS_ARCHIVER_GATHER_READ_PHOTO_CHOICE_H

#include "archiver/gather/read/photo.h"

/*
 * Of a field the value that counts, or NULL: EXIF's before XMP's before IIM's (MWG 2.0), but
 *   - IIM's before XMP's where it was changed by a program that does not know XMP, as the digest
 *     beside it shows, and is not merely XMP's cut to IIM's length;
 *   - what is a cut or stripped copy of another gives way to that;
 *   - of XMP's alternatives that in `language`, then x-default, then the first.
 */
const struct photo_value *
photo_choice_of(const struct photo *p, enum photo_field field, struct slice language);

/* Appends city, state and country that count, the location where there is no city, with ", "
 * between; a city that is its own state is named once. */
void photo_choice_place(const struct photo *p, struct slice language, struct bytes *out);

/* The photo's date on a clock; false where it has none, or not to the day. */
bool photo_choice_moment(const struct photo *p, struct civil *out);

#endif
