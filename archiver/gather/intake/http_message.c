#include "archiver/gather/intake/http_message.h"

/* ---- words ---------------------------------------------------------------------------------- */

static uint8_t
small(uint8_t c)
{
	return c >= 'A' && c <= 'Z' ? c | 0x20 : c;
}

bool
http_message_is_type(struct slice type, const char *name)
{
	size_t len = strlen(name);

	if (type.len != len)
		return false;
	for (size_t i = 0; i < len; i++)
		if (small(type.p[i]) != small((uint8_t)name[i]))
			return false;
	return true;
}

static struct slice
trim(struct slice s)
{
	while (s.len > 0 && (s.p[0] <= ' '))
		s = slice_from(s, 1);
	while (s.len > 0 && s.p[s.len - 1] <= ' ')
		s.len--;
	return s;
}

static struct slice
unquote(struct slice s)
{
	if (s.len > 1 && (s.p[0] == '"' || s.p[0] == '\'') && s.p[s.len - 1] == s.p[0])
		return trim(slice_of(s.p + 1, s.len - 2));
	return s;
}

void
http_message_parse_type(struct slice value, struct slice *type, struct slice *charset)
{
	*type = trim(slice_first(value, slice_find(value, ';')));
	*charset = SLICE_EMPTY;
	value = slice_from(value, slice_find(value, ';') + 1);
	while (value.len > 0) {
		struct slice one = slice_first(value, slice_find(value, ';'));
		size_t equals = slice_find(one, '=');

		if (http_message_is_type(trim(slice_first(one, equals)), "charset") &&
			charset->len == 0)
			*charset = unquote(trim(slice_from(one, equals + 1)));
		value = slice_from(value, one.len + 1);
	}
}

/* ---- the header --------------------------------------------------------------------------------
 */

static enum http_message_coding
coding_of(struct slice value)
{
	static const struct {
		const char *name;
		enum http_message_coding coding;
	} names[] = {{"", HTTP_MESSAGE_PLAIN}, {"identity", HTTP_MESSAGE_PLAIN},
		{"none", HTTP_MESSAGE_PLAIN}, {"gzip", HTTP_MESSAGE_GZIP},
		{"x-gzip", HTTP_MESSAGE_GZIP}, {"deflate", HTTP_MESSAGE_DEFLATE},
		{"br", HTTP_MESSAGE_BROTLI}, {"zstd", HTTP_MESSAGE_ZSTD}};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (http_message_is_type(value, names[i].name))
			return names[i].coding;
	return HTTP_MESSAGE_OTHER;
}

static void
see_field(struct slice line, struct http_message *out)
{
	size_t colon = slice_find(line, ':');
	struct slice name = trim(slice_first(line, colon));
	struct slice value = trim(slice_from(line, colon + 1));

	if (http_message_is_type(name, "Content-Type")) {
		http_message_parse_type(value, &out->type, &out->charset);
	} else if (http_message_is_type(name, "Content-Encoding")) {
		out->codings = value;
		out->coding = coding_of(value);
	} else if (http_message_is_type(name, "Transfer-Encoding")) {
		out->chunked = http_message_is_type(value, "chunked");
	}
}

/* `HTTP/1.1 200 OK`; some write `HTTP/2 200`. */
static bool
see_status(struct slice line, struct http_message *out)
{
	if (!slice_starts(line, "HTTP/"))
		return false;
	line = trim(slice_from(line, slice_find(line, ' ')));
	if (line.len < 3)
		return false;
	for (size_t i = 0; i < 3; i++) {
		if (line.p[i] < '0' || line.p[i] > '9')
			return false;
		out->status = 10 * out->status + (line.p[i] - '0');
	}
	return line.len == 3 || line.p[3] == ' ';
}

enum http_message_answer
http_message_parse(struct slice text, struct http_message *out)
{
	struct slice rest = text;
	bool first = true;

	*out = (struct http_message){.status = 0};
	while (slice_find(rest, '\n') < rest.len) {
		struct slice line = slice_first(rest, slice_find(rest, '\n'));

		rest = slice_from(rest, line.len + 1);
		line = trim(line);
		if (first && !see_status(line, out))
			return HTTP_MESSAGE_NONE;
		if (!first && line.len > 0)
			see_field(line, out);
		if (!first && line.len == 0) {
			out->head = text.len - rest.len;
			return HTTP_MESSAGE_PARSED;
		}
		first = false;
	}
	if (text.len > 5 && !slice_starts(text, "HTTP/"))
		return HTTP_MESSAGE_NONE;
	return text.len < HTTP_MESSAGE_HEAD_MAX ? HTTP_MESSAGE_MORE : HTTP_MESSAGE_NONE;
}
