#include "format/base/encode.h"

static const char HEX[] = "0123456789abcdef";
static const char B64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

void
encode_hex(struct slice raw, struct bytes *out)
{
	uint8_t *at = bytes_room(out, raw.len * 2);

	if (at == NULL)
		return;
	for (size_t i = 0; i < raw.len; i++) {
		at[2 * i] = (uint8_t)HEX[raw.p[i] >> 4];
		at[2 * i + 1] = (uint8_t)HEX[raw.p[i] & 15];
	}
}

/* The value of a lower-case digit, 16 and more for anything else. */
static unsigned
hex_value(uint8_t c)
{
	unsigned digit = (unsigned)c - '0', letter = (unsigned)c - 'a';

	return digit < 10 ? digit : letter < 6 ? letter + 10 : 16;
}

bool
encode_hex_parse(struct slice text, uint8_t *out, size_t n)
{
	unsigned wrong = 0;

	if (text.len != n * 2)
		return false;
	for (size_t i = 0; i < n; i++) {
		unsigned high = hex_value(text.p[2 * i]), low = hex_value(text.p[2 * i + 1]);

		wrong |= high | low;
		out[i] = (uint8_t)(high << 4 | (low & 15));
	}
	return wrong < 16;
}

void
encode_base64(struct slice raw, struct bytes *out)
{
	uint8_t *at = bytes_room(out, ENCODE_BASE64_LEN(raw.len));

	if (at == NULL)
		return;
	for (size_t i = 0; i < raw.len; i += 3) {
		size_t left = raw.len - i;
		uint32_t v = (uint32_t)raw.p[i] << 16 |
			(left > 1 ? (uint32_t)raw.p[i + 1] << 8 : 0) |
			(left > 2 ? (uint32_t)raw.p[i + 2] : 0);

		*at++ = (uint8_t)B64[v >> 18];
		*at++ = (uint8_t)B64[v >> 12 & 63];
		*at++ = left > 1 ? (uint8_t)B64[v >> 6 & 63] : '=';
		*at++ = left > 2 ? (uint8_t)B64[v & 63] : '=';
	}
}

static int
base64_value(uint8_t c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	if (c == '+')
		return 62;
	return c == '/' ? 63 : -1;
}

bool
encode_base64_size(struct slice text, size_t *n)
{
	size_t pad = 0;

	if (text.len % 4 != 0)
		return false;
	while (pad < 2 && pad < text.len && text.p[text.len - 1 - pad] == '=')
		pad++;
	*n = text.len / 4 * 3 - pad;
	return true;
}

bool
encode_base64_parse(struct slice text, uint8_t *out, size_t n)
{
	size_t size, at = 0;

	if (!encode_base64_size(text, &size) || size != n)
		return false;
	for (size_t i = 0; i < text.len; i += 4) {
		size_t here = n - at < 3 ? n - at : 3;
		uint32_t v = 0;

		for (size_t k = 0; k < 4; k++) {
			int digit = k <= here ? base64_value(text.p[i + k]) : 0;

			if (digit < 0)
				return false;
			v = v << 6 | (uint32_t)digit;
		}
		/* Bits behind the last byte must be zero, or one value has many spellings. */
		if (here < 3 && (v & ((UINT32_C(1) << (8 * (3 - here))) - 1)) != 0)
			return false;
		for (size_t k = 0; k < here; k++)
			out[at++] = (uint8_t)(v >> (16 - 8 * k));
	}
	return true;
}
