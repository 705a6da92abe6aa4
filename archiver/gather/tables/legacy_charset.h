/*
 * legacy_charset.h -- the 8-bit encodings that Vietnamese newsrooms wrote in
 * before Unicode, as tables of our own: iconv would load them at run time, from
 * places that differ between machines and that a sandboxed process cannot open.
 */
#ifndef ANNALS_ARCHIVER_GATHER_TABLES_LEGACY_CHARSET_H
#define ANNALS_ARCHIVER_GATHER_TABLES_LEGACY_CHARSET_H

#include <stdint.h>

/* In the order in which they are preferred where a text tells nothing. */
enum legacy_charset {
	LEGACY_CHARSET_TCVN3, /* the letters of TCVN with the punctuation of Windows */
	LEGACY_CHARSET_TCVN,
	LEGACY_CHARSET_VISCII,
	LEGACY_CHARSET_CP1258,
	LEGACY_CHARSETS
};

/* The code point of a byte, 0 where it has none (a NUL has none). */
uint32_t legacy_charset_point(enum legacy_charset charset, uint8_t byte);

/* As IANA registers it, where it does. */
const char *legacy_charset_name(enum legacy_charset charset);

#endif
