/*
 * line.h -- small questions about one line of text that several recognisers ask.
 *
 * All take UTF-8; case is folded as Unicode does it, never by the locale.
 */
#ifndef ANNALS_ARCHIVER_GATHER_RECOGNISE_LINE_H
#define ANNALS_ARCHIVER_GATHER_RECOGNISE_LINE_H

#include "format/base/bytes.h"

/* Without blanks, no-break and zero-width spaces at its ends. */
struct slice line_trim(struct slice s);

/* How many bytes of white space `s` begins with: one character's, or 0. */
size_t line_blank(struct slice s);

/*
 * How many bytes of `s` read as `small`, whichever case they are in; 0 where it
 * begins otherwise. `small` is in small letters; a blank in it stands for any
 * run of white space.
 */
size_t line_starts(struct slice s, const char *small);
size_t line_starts_slice(struct slice s, struct slice small);

/* True where all of `s` reads as `small`. */
bool line_is(struct slice s, const char *small);
bool line_is_slice(struct slice s, struct slice small);

/* A letter; one that is a capital. */
bool line_is_letter(uint32_t point);
bool line_is_capital(uint32_t point);

/* One of these ASCII characters. */
bool line_is_one_of(uint32_t point, const char *ascii);

/* A hyphen or dash of any length. */
bool line_is_dash(uint32_t point);

/* Appends `s` in small letters. */
void line_fold(struct slice s, struct bytes *out);

/* Characters. */
size_t line_chars(struct slice s);

#endif
