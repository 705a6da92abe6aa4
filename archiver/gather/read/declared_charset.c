#include "archiver/gather/read/declared_charset.h"

#include "archiver/gather/tables/web_charset.h"
#include "format/base/text.h"

#include <errno.h>
#include <iconv.h>

#define REPLACEMENT "\xEF\xBF\xBD"

/* What is put out at a time. */
#define STEP 4096

static bool
reads(struct slice s, const char *word)
{
	if (s.len != strlen(word))
		return false;
	for (size_t i = 0; i < s.len; i++) {
		uint8_t c = s.p[i];

		if (c >= 'A' && c <= 'Z')
			c = (uint8_t)(c + 'a' - 'A');
		if (c != (uint8_t)word[i])
			return false;
	}
	return true;
}

static bool
is_utf8(struct slice label)
{
	static const char *const labels[] = {
		"utf-8", "utf8", "unicode-1-1-utf-8", "unicode11utf8", "x-unicode20utf8"};

	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
		if (reads(label, labels[i]))
			return true;
	return false;
}

/* What the C library calls the encoding that a label stands for; NULL for none of these. */
static const char *
wide_name(struct slice label)
{
	static const struct {
		const char *label, *name;
	} wide[] = {
		{"gbk", "GB18030"},
		{"gb2312", "GB18030"},
		{"gb18030", "GB18030"},
		{"x-gbk", "GB18030"},
		{"chinese", "GB18030"},
		{"gb_2312-80", "GB18030"},
		{"big5", "BIG5-HKSCS"},
		{"big5-hkscs", "BIG5-HKSCS"},
		{"cn-big5", "BIG5-HKSCS"},
		{"x-x-big5", "BIG5-HKSCS"},
		{"euc-jp", "EUC-JP"},
		{"x-euc-jp", "EUC-JP"},
		{"iso-2022-jp", "ISO-2022-JP"},
		{"csiso2022jp", "ISO-2022-JP"},
		{"shift_jis", "CP932"},
		{"shift-jis", "CP932"},
		{"sjis", "CP932"},
		{"x-sjis", "CP932"},
		{"windows-31j", "CP932"},
		{"ms_kanji", "CP932"},
		{"euc-kr", "CP949"},
		{"ks_c_5601-1987", "CP949"},
		{"ks_c_5601-1989", "CP949"},
		{"korean", "CP949"},
		{"windows-949", "CP949"},
		{"utf-16", "UTF-16LE"},
		{"utf-16le", "UTF-16LE"},
		{"utf-16be", "UTF-16BE"},
	};

	for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
		if (reads(label, wide[i].label))
			return wide[i].name;
	return NULL;
}

static bool
is_ascii(struct slice label)
{
	return reads(label, "us-ascii") || reads(label, "ascii");
}

bool
declared_charset_known(struct slice label)
{
	return is_utf8(label) || is_ascii(label) || wide_name(label) != NULL ||
		web_charset_labelled(label) != NULL;
}

static void
decode_single(const struct web_charset *c, struct slice raw, struct bytes *out)
{
	uint8_t four[4];

	for (size_t i = 0; i < raw.len; i++) {
		uint32_t point = raw.p[i] < 0x80 ? raw.p[i] : c->points[raw.p[i] - 0x80];

		if (point == 0 && raw.p[i] != 0)
			point = 0xFFFD;
		bytes_add(out, slice_of(four, text_put(point, four)));
	}
}

/* A byte that fits nowhere is passed over as U+FFFD, and decoding goes on behind it. */
static bool
decode_wide(const char *name, struct slice raw, struct bytes *out)
{
	iconv_t cd = iconv_open("UTF-8", name);
	union {
		const uint8_t *given;
		char *taken; /* iconv does not write there, and says so nowhere */
	} in = {raw.p};
	size_t left = raw.len;

	if (cd == (iconv_t)-1)
		return false;
	while (left > 0) {
		char step[STEP], *to = step;
		size_t room = sizeof step;
		size_t done = iconv(cd, &in.taken, &left, &to, &room);

		bytes_add(out, slice_of(step, sizeof step - room));
		if (done != (size_t)-1 || errno == E2BIG)
			continue;
		bytes_str(out, REPLACEMENT);
		if (errno == EINVAL) /* cut short */
			break;
		in.given++;
		left--;
	}
	iconv_close(cd);
	return true;
}

bool
declared_charset_decode(struct slice label, struct slice raw, struct bytes *out)
{
	const struct web_charset *single = web_charset_labelled(label);
	const char *wide = wide_name(label);

	if (is_utf8(label) || is_ascii(label)) {
		if (!text_is_utf8(raw))
			return false;
		bytes_add(out, raw);
		return true;
	}
	if (wide != NULL)
		return decode_wide(wide, raw, out);
	if (single == NULL)
		return false;
	decode_single(single, raw, out);
	return true;
}
