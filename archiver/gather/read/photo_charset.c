#include "archiver/gather/read/photo_charset.h"

#include "format/base/text.h"

enum rc
photo_charset_guess(
	struct slice sample, bool latin, struct normal *n, struct photo_charset *out, struct err *e)
{
	struct err ignored = ERR_NONE;
	enum rc rc;

	*out = (struct photo_charset){.plain = {.family = CHARSET_UTF8}, .percent = 95};
	if (text_is_utf8(sample))
		return RC_OK;
	if (!latin) {
		rc = charset_guess(sample, n, &out->plain, &ignored);
		if (rc == RC_NOMEM)
			return err_nomem(e);
		out->percent = out->plain.percent < 90 ? out->plain.percent : 90;
		if (rc == RC_OK)
			return RC_OK;
	}
	out->web = web_charset_labelled(slice_str("windows-1252"));
	out->percent = latin ? 95 : 70;
	return RC_OK;
}

void
photo_charset_decode(const struct photo_charset *c, struct slice raw, struct bytes *out)
{
	if (c->web == NULL) {
		charset_decode(&c->plain, raw, out);
		return;
	}
	for (size_t i = 0; i < raw.len; i++) {
		uint32_t point = raw.p[i] < 0x80 ? raw.p[i] : c->web->points[raw.p[i] - 0x80];
		uint8_t four[4];

		bytes_add(out, slice_of(four, text_put(point != 0 ? point : 0xFFFD, four)));
	}
}

struct slice
photo_charset_whole(struct slice raw)
{
	size_t end = raw.len;
	struct slice before;

	for (unsigned i = 0; i < 3 && end > 0 && (raw.p[end - 1] & 0xC0) == 0x80; i++)
		end--;
	if (end == 0 || raw.p[end - 1] < 0xC0)
		return raw;
	before = slice_first(raw, end - 1);
	if (text_is_utf8(raw) || !text_is_utf8(before))
		return raw;
	/* In an 8-bit encoding a word may end so; in UTF-8 there are more such letters. */
	for (size_t i = 0; i < before.len; i++)
		if (before.p[i] >= 0x80)
			return before;
	return raw;
}
