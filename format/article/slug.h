/*
 * slug.h -- the last part of an article's id, made from its headline (SPEC 5).
 *
 * Letters of the Latin alphabet lose their marks (canonical decomposition,
 * Unicode; and by a table what has no decomposition, such as the Vietnamese
 * đ), A to Z become small, every run of other characters becomes one '-', none
 * at the ends. What is left of a headline in another script, or is a device
 * name on Windows, gives way to `h-` and 12 hex digits of the original's
 * SHA-256.
 */
#ifndef ANNALS_FORMAT_ARTICLE_SLUG_H
#define ANNALS_FORMAT_ARTICLE_SLUG_H

#include "format/base/bytes.h"
#include "format/base/digest.h"

/* The suffix that keeps ids unique counts. */
#define SLUG_MAX 80

/* The shortest room that slug_make agrees to: what `h-` and its digits take. */
#define SLUG_ROOM_MIN 14

/* 1 to SLUG_MAX bytes of [a-z0-9-], no '-' at an end or beside another, no device name. */
bool slug_check(struct slice s);

/*
 * Appends at most `room` (SLUG_ROOM_MIN to SLUG_MAX) bytes that pass
 * slug_check, cut after a word where there is one. Bytes of the headline that
 * are not UTF-8 count as other characters.
 */
void
slug_make(struct slice headline, const struct digest *original, size_t room, struct bytes *out);

/* The version of libutf8proc, which knows the letters, at run time: "2.8.0". */
const char *slug_library(void);

#endif
