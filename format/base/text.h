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
size_t text_point_beyond_ascii(struct slice s, uint32_t *point);

static inline size_t
text_point(struct slice s, uint32_t *point)
{
	if (s.len == 0 || s.p[0] >= 0x80)
		return text_point_beyond_ascii(s, point);
	*point = s.p[0];
	return 1;
}

/* Writes `point` as UTF-8 into `out` and returns its length, 1 to 4. */
size_t text_put(uint32_t point, uint8_t out[4]);

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
