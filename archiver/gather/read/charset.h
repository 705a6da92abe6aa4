/*
 * charset.h -- how the bytes of a plain text stand for characters, guessed from
 * the bytes alone, and their decoding.
 *
 * A byte order mark decides, then zeros where UTF-16 has them, then whether it
 * is UTF-8. What is left is one of the 8-bit encodings of Vietnamese when, read
 * so, nearly all its words with marks are spelt as Vietnamese is; else it is
 * refused, for a wrong guess is a text that says something else.
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_CHARSET_H
#define ANNALS_ARCHIVER_GATHER_READ_CHARSET_H

#include "archiver/gather/read/normal.h"
#include "archiver/gather/tables/legacy_charset.h"
#include "format/base/bytes.h"

enum charset_family {
	CHARSET_UTF8,
	CHARSET_UTF8_DAMAGED, /* but for some bytes, which become U+FFFD */
	CHARSET_UTF16LE,
	CHARSET_UTF16BE,
	CHARSET_LEGACY
};

struct charset {
	enum charset_family family;
	enum legacy_charset legacy;
	size_t mark;	  /* bytes of a byte order mark */
	const char *rule; /* how it was told */
	unsigned percent; /* how sure */
};

/* True where a byte order mark or zeros say that it is UTF-16. */
bool charset_is_utf16(struct slice first);

/* What `raw` is by its first bytes: UTF-16, or else taken for UTF-8 until it proves not to be. */
struct charset charset_by_mark(struct slice raw);

/* What `raw` is when it is neither UTF-16 nor UTF-8. RC_UNSUPPORTED where nothing fits. */
MUST_USE enum rc
charset_guess(struct slice raw, struct normal *n, struct charset *out, struct err *e);

/* As IANA registers it, where it does. */
const char *charset_name(const struct charset *c);

/* Appends `line`, which begins and ends between characters, as UTF-8; what is wrong as U+FFFD. */
void charset_decode(const struct charset *c, struct slice line, struct bytes *out);

#endif
