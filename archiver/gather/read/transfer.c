#include "archiver/gather/read/transfer.h"

/* 64 for what is none of its digits. */
static unsigned
digit64(uint8_t c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26U;
	if (c >= '0' && c <= '9')
		return c - '0' + 52U;
	return c == '+' ? 62 : c == '/' ? 63 : 64;
}

void
transfer_base64(struct slice text, struct bytes *out)
{
	uint32_t bits = 0;
	unsigned digits = 0;

	for (size_t i = 0; i < text.len; i++) {
		unsigned d = digit64(text.p[i]);

		/* Padding ends a stretch; another may follow it. */
		if (text.p[i] == '=')
			digits = 0;
		if (d == 64)
			continue;
		bits = bits << 6 | d;
		digits = digits == 4 ? 1 : digits + 1;
		if (digits > 1)
			bytes_u8(out, (uint8_t)(bits >> (8 - 2 * digits)));
	}
}

static unsigned
hex(uint8_t c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10U : 16;
}

/* How long the line end is that `s` begins with, blanks before it included; 0 for none. */
static size_t
soft_end(struct slice s)
{
	size_t i = 0;

	while (i < s.len && (s.p[i] == ' ' || s.p[i] == '\t'))
		i++;
	if (i < s.len && s.p[i] == '\r')
		i++;
	return i < s.len && s.p[i] == '\n' ? i + 1 : 0;
}

void
transfer_quoted(struct slice text, bool words, struct bytes *out)
{
	for (size_t i = 0; i < text.len;) {
		struct slice rest = slice_from(text, i + 1);
		size_t soft;

		if (text.p[i] != '=') {
			bytes_u8(out, words && text.p[i] == '_' ? ' ' : text.p[i]);
			i++;
		} else if (rest.len > 1 && hex(rest.p[0]) < 16 && hex(rest.p[1]) < 16) {
			bytes_u8(out, (uint8_t)(hex(rest.p[0]) << 4 | hex(rest.p[1])));
			i += 3;
		} else if ((soft = soft_end(rest)) > 0) {
			i += 1 + soft;
		} else {
			bytes_u8(out, '=');
			i++;
		}
	}
}
