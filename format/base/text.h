/*
 * text.h -- UTF-8 as this program needs it: valid or not, and fit to be shown.
 */
#ifndef ANNALS_FORMAT_BASE_TEXT_H
#define ANNALS_FORMAT_BASE_TEXT_H

#include "format/base/slice.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Reads one code point at the start of `s` (RFC 3629: shortest form, no
 * surrogates, at most U+10FFFF). Returns its length in bytes and sets `*point`,
 * or returns 0 where `s` is empty or does not begin with valid UTF-8.
 */
size_t text_point_beyond_latin(struct slice s, uint32_t *point);

/* Nearly all are ASCII and Latin letters, U+1E00 and on among them: those without a call. */
static inline size_t
text_point(struct slice s, uint32_t *point)
{
	if (s.len > 0 && s.p[0] < 0x80) {
		*point = s.p[0];
		return 1;
	}
	if (s.len > 1 && s.p[0] >= 0xC3 && s.p[0] <= 0xCB && (s.p[1] & 0xC0) == 0x80) {
		*point = (uint32_t)(s.p[0] & 0x1F) << 6 | (s.p[1] & 0x3F);
		return 2;
	}
	if (s.len > 2 && s.p[0] == 0xE1 && (s.p[1] & 0xC0) == 0x80 && (s.p[2] & 0xC0) == 0x80) {
		*point = 0x1000 | (uint32_t)(s.p[1] & 0x3F) << 6 | (s.p[2] & 0x3F);
		return 3;
	}
	return text_point_beyond_latin(s, point);
}

/* Writes `point` as UTF-8 into `out` and returns its length, 1 to 4. */
size_t text_put(uint32_t point, uint8_t out[4]);

/*
 * How many bytes `s` begins with that are ASCII from the blank to the tilde, and letters of
 * U+00C0 to U+02FF and of U+1E00 to U+1EFF: nearly all of most texts, and nothing to look at.
 */
size_t text_latin_len(struct slice s);

/* True where all of `s` is valid UTF-8. */
bool text_is_utf8(struct slice s);

/* Where the first C0 control stands, line ends and tabs among them; `s.len` where none does. */
size_t text_control(struct slice s);

/*
 * True for what must not reach a terminal as it is: C0 and C1 controls, DEL,
 * line and paragraph separators, zero-width and bidi formatting characters.
 */
bool text_is_hidden(uint32_t point);

/* How many bytes `s` begins with that may be shown as they are: UTF-8, and nothing hidden. */
size_t text_shown_len(struct slice s);

/*
 * Writes `s` into `out` (always terminated, at most `room` bytes with the
 * terminator, cut at a character), each hidden character as \u{HEX} and each
 * byte that is not UTF-8 as \xHH. Returns the length written.
 */
size_t text_mask(struct slice s, char *out, size_t room);

#endif
