/*
 * photo_charset.h -- how the bytes of a picture's texts stand for characters,
 * where nothing or something wrong says so: EXIF is ASCII by its standard and
 * anything in fact; IIM names its charset in 1:90, which many leave out.
 *
 * What is UTF-8 is UTF-8, whatever is said: well-formed by accident does not
 * occur. Then one of the 8-bit encodings of Vietnamese where the words are
 * spelt so (charset.h), last Windows-1252, which holds Latin-1.
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_PHOTO_CHARSET_H
#define ANNALS_ARCHIVER_GATHER_READ_PHOTO_CHARSET_H

#include "archiver/gather/read/charset.h"
#include "archiver/gather/tables/web_charset.h"

struct photo_charset {
	struct charset plain;
	const struct web_charset *web; /* where it is one of those, else NULL */
	unsigned percent;	       /* how sure */
};

/* Of the bytes that `sample` shows; `latin` where they are said to be Latin-1. RC_NOMEM. */
MUST_USE enum rc photo_charset_guess(struct slice sample, bool latin, struct normal *n,
	struct photo_charset *out, struct err *e);

/* Appends `raw` as UTF-8. */
void photo_charset_decode(const struct photo_charset *c, struct slice raw, struct bytes *out);

/* Without a character of UTF-8 at its end that was cut off by a limit in bytes. */
struct slice photo_charset_whole(struct slice raw);

#endif
