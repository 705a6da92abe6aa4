#include "archiver/gather/intake/web_record.h"

#include "format/base/civil.h"
#include "format/base/number.h"

/* ---- words ---------------------------------------------------------------------------------- */

static bool
is_blank(uint8_t c)
{
	return c == '\r' || c == '\n' || c == ' ' || c == '\t';
}

static struct slice
trim(struct slice s)
{
	while (s.len > 0 && is_blank(s.p[0]))
		s = slice_from(s, 1);
	while (s.len > 0 && is_blank(s.p[s.len - 1]))
		s.len--;
	return s;
}

static bool
is_name(struct slice s, const char *name)
{
	size_t len = strlen(name);

	if (s.len != len)
		return false;
	for (size_t i = 0; i < len; i++)
		if ((s.p[i] | 0x20) != (name[i] | 0x20))
			return false;
	return true;
}

/* ---- WARC headers ---------------------------------------------------------------------------- */

/* The line at the front, with those that continue it (4, "folded"); taken off `rest`. */
static struct slice
take_field(struct slice *rest)
{
	const uint8_t *start = rest->p;
	size_t end = 0;

	do {
		end += slice_find(slice_from(*rest, end), '\n') + 1;
	} while (end < rest->len && (rest->p[end] == ' ' || rest->p[end] == '\t'));
	if (end > rest->len)
		end = rest->len;
	*rest = slice_from(*rest, end);
	return slice_of(start, end);
}

static enum web_record_type
type_of(struct slice value)
{
	if (is_name(value, "response"))
		return WEB_RECORD_RESPONSE;
	if (is_name(value, "resource"))
		return WEB_RECORD_RESOURCE;
	return is_name(value, "revisit") ? WEB_RECORD_REVISIT : WEB_RECORD_OTHER;
}

/* wget 1.14 to 1.20 writes addresses in `<>`, as the grammar of WARC 1.0 had it. */
static struct slice
address_of(struct slice s)
{
	if (s.len > 1 && s.p[0] == '<' && s.p[s.len - 1] == '>')
		return trim(slice_of(s.p + 1, s.len - 2));
	return s;
}

/* To seconds: `2021-05-20T23:11:22.123Z` (WARC 1.1) is that second. Empty where it is no date. */
static struct slice
date_of(struct bytes *date, struct slice s)
{
	struct civil c;

	bytes_clear(date);
	if (s.len > 20 && s.p[19] == '.' && s.p[s.len - 1] == 'Z') {
		bytes_add(date, slice_first(s, 19));
		bytes_u8(date, 'Z');
		s = bytes_slice(date);
	}
	return civil_parse(s, &c) ? s : SLICE_EMPTY;
}

static bool
set_field(struct bytes *date, struct slice name, struct slice value, struct web_record *out)
{
	if (is_name(name, "WARC-Type"))
		out->type = type_of(value);
	else if (is_name(name, "WARC-Target-URI"))
		out->url = address_of(value);
	else if (is_name(name, "WARC-Date"))
		out->date = date_of(date, value);
	else if (is_name(name, "Content-Type"))
		out->content_type = value;
	else if (is_name(name, "WARC-Payload-Digest"))
		out->payload_digest = value;
	else if (is_name(name, "WARC-Refers-To-Target-URI"))
		out->refers_url = address_of(value);
	else if (is_name(name, "WARC-Refers-To-Date"))
		out->refers_date = value;
	else if (is_name(name, "WARC-Truncated"))
		out->truncated = value;
	else if (is_name(name, "Content-Length"))
		return number_parse(value, INT64_MAX, &out->length);
	return true;
}

bool
web_record_parse(struct slice head, struct bytes *date, struct web_record *out)
{
	struct slice rest = slice_from(head, slice_find(head, '\n') + 1);
	bool sound = true, sized = false;

	while (rest.len > 0) {
		struct slice line = take_field(&rest);
		size_t colon = slice_find(line, ':');
		struct slice name = trim(slice_first(line, colon));

		sized = sized || is_name(name, "Content-Length");
		sound = set_field(date, name, trim(slice_from(line, colon + 1)), out) && sound;
	}
	return sized && sound;
}

/* ---- ARC headers --------------------------------------------------------------------------------
 */

/* The last word, taken off `line`. */
static struct slice
take_word(struct slice *line)
{
	struct slice s = trim(*line);
	size_t at = s.len;

	while (at > 0 && s.p[at - 1] != ' ')
		at--;
	*line = slice_first(s, at > 0 ? at - 1 : 0);
	return slice_from(s, at);
}

/* 14 digits as RFC 3339. */
static void
spell_date(struct slice digits, struct bytes *out)
{
	static const char between[14] = {[3] = '-', [5] = '-', [7] = 'T', [9] = ':', [11] = ':'};
	struct civil c;

	bytes_clear(out);
	for (size_t i = 0; i < digits.len && i < 14; i++) {
		bytes_u8(out, digits.p[i]);
		if (between[i] != 0)
			bytes_u8(out, (uint8_t)between[i]);
	}
	bytes_u8(out, 'Z');
	if (digits.len != 14 || !civil_parse(bytes_slice(out), &c))
		bytes_clear(out);
}

/*
 * `URL IP date type length`, in the second version five more before the length. URLs have
 * blanks in them, so the words are taken from behind.
 */
bool
web_record_parse_arc(struct slice line, bool second, struct bytes *date, struct web_record *out)
{
	struct slice length = take_word(&line);

	for (unsigned i = 0; i < 5 && second; i++)
		(void)take_word(&line);
	out->content_type = take_word(&line);
	spell_date(take_word(&line), date);
	out->date = bytes_slice(date);
	(void)take_word(&line);
	out->url = trim(line);
	out->type = slice_starts(out->url, "http") ? WEB_RECORD_RESPONSE : WEB_RECORD_OTHER;
	return out->url.len > 0 && slice_find(out->url, ':') < out->url.len &&
		number_parse(length, INT64_MAX, &out->length);
}

/* The file's own record has as many words as all others. */
bool
web_record_is_arc_two(struct slice line)
{
	size_t words = 0;

	for (line = trim(line); line.len > 0; words++)
		(void)take_word(&line);
	return words >= 10;
}
