#include "archiver/gather/read/html_charset.h"

#include "archiver/gather/read/declared_charset.h"
#include "format/base/text.h"

/* The standard looks at 1,024 bytes; pages whose declaration stands further down are read by
 * browsers too. */
#define LOOK 8192

static uint8_t
lower(uint8_t c)
{
	return c >= 'A' && c <= 'Z' ? (uint8_t)(c | 0x20) : c;
}

static bool
reads(struct slice s, const char *word)
{
	size_t len = strlen(word);

	if (s.len < len)
		return false;
	for (size_t i = 0; i < len; i++)
		if (lower(s.p[i]) != (uint8_t)word[i])
			return false;
	return true;
}

static bool
is_label_sign(uint8_t c)
{
	c = lower(c);
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
		c == ':' || c == '.';
}

/* `charset=x`, `charset = "x"`; also XML's `encoding="x"`. */
static struct slice
label_behind(struct slice s)
{
	size_t at = 0, len = 0;

	while (at < s.len && (s.p[at] == ' ' || s.p[at] == '\t'))
		at++;
	if (at == s.len || s.p[at] != '=')
		return SLICE_EMPTY;
	at++;
	while (at < s.len && (s.p[at] == ' ' || s.p[at] == '"' || s.p[at] == '\''))
		at++;
	while (at + len < s.len && is_label_sign(s.p[at + len]))
		len++;
	return slice_of(s.p + at, len);
}

/* The first tag <meta> with a charset in it, or the XML declaration. */
struct slice
html_charset_label(struct slice raw)
{
	struct slice first = slice_first(raw, LOOK);

	for (size_t at = 0; at < first.len; at++) {
		struct slice tag = slice_from(first, at), label;
		size_t end;

		if (!reads(tag, "<meta") && !reads(tag, "<?xml"))
			continue;
		end = slice_find(tag, '>');
		for (size_t i = 5; i < end; i++) {
			struct slice rest = slice_first(slice_from(tag, i), end - i);
			size_t name = reads(rest, "charset") ? 7 : reads(rest, "encoding") ? 8 : 0;

			if (name == 0)
				continue;
			label = label_behind(slice_from(rest, name));
			if (label.len > 0)
				return label;
		}
	}
	return SLICE_EMPTY;
}

static void
decode_declared(const struct web_charset *c, struct slice raw, struct bytes *out)
{
	bytes_reserve(out, raw.len + raw.len / 2);
	while (raw.len > 0) {
		size_t plain = 0;
		uint32_t point;
		uint8_t four[4];

		while (plain < raw.len && raw.p[plain] < 0x80)
			plain++;
		bytes_add(out, slice_first(raw, plain));
		raw = slice_from(raw, plain);
		if (raw.len == 0)
			break;
		point = c->points[raw.p[0] - 0x80];
		bytes_add(out, slice_of(four, text_put(point != 0 ? point : 0xFFFD, four)));
		raw = slice_from(raw, 1);
	}
}

static enum rc
decode_undeclared(struct slice raw, struct normal *n, struct html_charset *is, struct bytes *hold,
	struct err *e)
{
	enum rc rc = RC_OK;

	if (is->plain.family == CHARSET_UTF8)
		rc = charset_guess(raw, n, &is->plain, e);
	if (rc != RC_OK)
		return rc;
	is->name = charset_name(&is->plain);
	is->rule = is->plain.rule;
	is->percent = is->plain.percent;
	charset_decode(&is->plain, raw, hold);
	return RC_OK;
}

/* False where the label is not known, or is that of UTF-8, which this is not. */
static bool
decode_labelled(struct slice label, const char *rule, struct slice raw, struct html_charset *is,
	struct bytes *hold)
{
	is->declared = web_charset_labelled(label);
	if (is->declared != NULL) {
		is->name = is->declared->name;
		decode_declared(is->declared, raw, hold);
	} else if (label.len <= HTML_CHARSET_LABEL_MAX &&
		declared_charset_decode(label, raw, hold)) {
		if (label.len > 0)
			memcpy(is->label, label.p, label.len);
		is->label[label.len] = '\0';
		is->name = is->label;
	} else {
		return false;
	}
	is->rule = rule;
	is->percent = 90;
	return true;
}

/* A label of UTF-8 on what is not: some bytes are damaged, or it is a lie. */
static enum rc
decode_other(struct slice raw, struct normal *n, struct html_charset *is, struct bytes *hold,
	struct err *e)
{
	enum rc rc;

	if (decode_labelled(is->served, "served as", raw, is, hold) ||
		decode_labelled(html_charset_label(raw), "declared", raw, is, hold))
		return RC_OK;
	rc = decode_undeclared(raw, n, is, hold, e);
	if (rc != RC_UNSUPPORTED)
		return rc;
	/* Nothing fits: what browsers take a page for that says nothing. */
	is->declared = web_charset_labelled((struct slice)SLICE("windows-1252"));
	is->name = is->declared->name;
	is->rule = "what browsers take it for";
	is->percent = 40;
	decode_declared(is->declared, raw, hold);
	return RC_OK;
}

enum rc
html_charset_decode(struct slice raw, struct normal *n, struct html_charset *is, struct bytes *hold,
	struct slice *out, struct err *e)
{
	enum rc rc;

	*is = (struct html_charset){.served = is->served,
		.plain = charset_by_mark(raw),
		.name = "UTF-8",
		.percent = 100};
	is->rule = is->plain.rule;
	raw = slice_from(raw, is->plain.mark);
	*out = raw;
	if (is->plain.family == CHARSET_UTF8 && text_is_utf8(raw))
		return RC_OK;
	if (is->plain.family == CHARSET_UTF8 && is->plain.mark == 0)
		rc = decode_other(raw, n, is, hold, e);
	else
		rc = decode_undeclared(raw, n, is, hold, e);
	if (rc == RC_OK)
		rc = bytes_check(hold, "the page in UTF-8", e);
	*out = bytes_slice(hold);
	return rc;
}
