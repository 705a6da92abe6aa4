/*
 * legacy_charset.h -- the 8-bit encodings that Vietnamese newsrooms wrote in
 * before Unicode, as tables of our own: iconv would load them at run time, from
 * places that differ between machines and that a sandboxed process cannot open.
 */
#ifndef ANNALS_ARCHIVER_GATHER_TABLES_LEGACY_CHARSET_H
#define ANNALS_ARCHIVER_GATHER_TABLES_LEGACY_CHARSET_H

#include <stddef.h>
#include <stdint.h>

/* In the order in which they are preferred where a text tells nothing. */
enum legacy_charset {
	LEGACY_CHARSET_TCVN3, /* the letters of TCVN with the punctuation of Windows */
	LEGACY_CHARSET_TCVN,
	LEGACY_CHARSET_VISCII,
	LEGACY_CHARSET_CP1258,
	LEGACY_CHARSET_VNI, /* of Windows: a letter, and a byte behind it for its marks */
	LEGACY_CHARSETS
};

/* The code point of a byte, 0 where it has none (a NUL has none, nor have VNI's marks). */
uint32_t legacy_charset_point(enum legacy_charset charset, uint8_t byte);

/*
 * In VNI: the combining marks that `byte` stands for behind the letter `before`,
 * one or two; 0 where it is none, or such a letter has no such marks.
 */
size_t legacy_charset_marks(uint8_t byte, uint8_t before, uint32_t marks[2]);

/* As IANA registers it, where it does. */
const char *legacy_charset_name(enum legacy_charset charset);

#endif
