/*
 * encode.h -- bytes as lower-case hex and as base64, one spelling each.
 *
 * Base64 is RFC 4648 section 4: the standard alphabet, padded, and with the
 * unused bits of the last character zero (section 3.5). Parsers refuse every
 * other spelling, so that a text has one reading and one writing.
 */
#ifndef ANNALS_FORMAT_BASE_ENCODE_H
#define ANNALS_FORMAT_BASE_ENCODE_H

#include "format/base/bytes.h"

/* Characters that `n` bytes take in base64. */
#define ENCODE_BASE64_LEN(n) (((n) + 2) / 3 * 4)

void encode_hex(struct slice raw, struct bytes *out);

/* Two lower-case digits for each of exactly `n` bytes; false on anything else. */
bool encode_hex_parse(struct slice text, uint8_t *out, size_t n);

void encode_base64(struct slice raw, struct bytes *out);

/* Exactly `n` bytes' worth of canonical base64; false on anything else. */
bool encode_base64_parse(struct slice text, uint8_t *out, size_t n);

/*
 * How many bytes canonical base64 of this length and padding stands for; false where
 * the length cannot be right. The characters are not looked at.
 */
bool encode_base64_size(struct slice text, size_t *n);

#endif
