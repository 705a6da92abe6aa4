#include "archiver/gather/web_address.h"

/* RFC 3986, 5.2.2; `has_` tells an empty component from none. */
struct address {
	struct slice scheme, authority, path, query;
	bool has_authority, has_query;
};

/* ---- taking apart --------------------------------------------------------------------------- */

static bool
is_letter(uint8_t c)
{
	c |= 0x20;
	return c >= 'a' && c <= 'z';
}

static bool
is_digit(uint8_t c)
{
	return c >= '0' && c <= '9';
}

/* Length of the scheme before a ':', or 0. */
static size_t
scheme_len(struct slice s)
{
	size_t n = 0;

	while (n < s.len &&
		(is_letter(s.p[n]) || (n > 0 && (is_digit(s.p[n]) || memchr("+-.", s.p[n], 3)))))
		n++;
	return n < s.len && s.p[n] == ':' ? n : 0;
}

/* The first `stop` bytes that are none of `ends`. */
static struct slice
until(struct slice s, const char *ends)
{
	size_t n = 0;

	while (n < s.len && strchr(ends, s.p[n]) == NULL)
		n++;
	return slice_first(s, n);
}

static struct address
take_apart(struct slice s)
{
	struct address a = {.has_authority = false};
	size_t n;

	s = slice_first(s, slice_find(s, '#'));
	n = scheme_len(s);
	if (n > 0) {
		a.scheme = slice_first(s, n);
		s = slice_from(s, n + 1);
	}
	if (slice_starts(s, "//")) {
		a.has_authority = true;
		s = slice_from(s, 2);
		a.authority = until(s, "/?");
		s = slice_from(s, a.authority.len);
	}
	a.path = until(s, "?");
	a.has_query = a.path.len < s.len;
	a.query = slice_from(s, a.path.len + 1);
	return a;
}

/* ---- spelling ----------------------------------------------------------------------------------
 */

static unsigned
hex_of(uint8_t c)
{
	if (is_digit(c))
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10U : 16;
}

static void
put_hex(uint8_t c, struct bytes *out)
{
	bytes_u8(out, '%');
	bytes_u8(out, (uint8_t) "0123456789ABCDEF"[c >> 4]);
	bytes_u8(out, (uint8_t) "0123456789ABCDEF"[c & 15]);
}

/* 2.3: what means the same with and without its `%`. */
static bool
is_unreserved(uint8_t c)
{
	return is_letter(c) || is_digit(c) || (c != 0 && strchr("-._~", c) != NULL);
}

static void
spell(struct slice s, struct bytes *out)
{
	for (size_t i = 0; i < s.len; i++) {
		uint8_t c = s.p[i];

		if (c == '%' && s.len - i > 2 && hex_of(s.p[i + 1]) < 16 &&
			hex_of(s.p[i + 2]) < 16) {
			c = (uint8_t)(hex_of(s.p[i + 1]) << 4 | hex_of(s.p[i + 2]));
			i += 2;
			if (is_unreserved(c))
				bytes_u8(out, c);
			else
				put_hex(c, out);
		} else if (c <= ' ' || c >= 0x7F || strchr("\"<>`{}^|", c) != NULL) {
			put_hex(c, out);
		} else {
			bytes_u8(out, c);
		}
	}
}

static void
small(struct slice s, struct bytes *out)
{
	for (size_t i = 0; i < s.len; i++)
		bytes_u8(out, s.p[i] >= 'A' && s.p[i] <= 'Z' ? s.p[i] | 0x20 : s.p[i]);
}

/* 6.2.3: `http://host:80` is `http://host`. Who logs in is no part of where a thing is. */
static void
spell_authority(struct slice scheme, struct slice s, struct bytes *out)
{
	size_t from = out->len, at = s.len;

	while (at > 0 && s.p[at - 1] != '@')
		at--;
	small(slice_from(s, at), out);
	if (out->failed != RC_OK)
		return;
	s = slice_from(bytes_slice(out), from);
	if (slice_ends(s, ":"))
		bytes_cut(out, out->len - 1);
	else if (scheme.len == 4 && slice_ends(s, ":80"))
		bytes_cut(out, out->len - 3);
	else if (scheme.len == 5 && slice_ends(s, ":443"))
		bytes_cut(out, out->len - 4);
}

/* ---- paths -------------------------------------------------------------------------------------
 */

/* 5.2.4: one segment after another; `..` takes the last one back. */
static void
remove_dots(struct slice path, struct bytes *out)
{
	size_t from = out->len;

	bytes_u8(out, '/');
	while (path.len > 0) {
		struct slice segment;

		if (path.p[0] == '/')
			path = slice_from(path, 1);
		segment = until(path, "/");
		path = slice_from(path, segment.len);
		if (slice_is(segment, "..")) {
			if (out->failed == RC_OK && out->len > from + 1) {
				size_t len = out->len - 1;

				while (out->p[len - 1] != '/')
					len--;
				bytes_cut(out, len);
			}
		} else if (!slice_is(segment, ".")) {
			bytes_add(out, segment);
			if (path.len > 0)
				bytes_u8(out, '/');
		}
	}
}

/* 5.2.3: the base's path up to its last slash, then the reference's. */
static void
merge(const struct address *base, struct slice path, struct bytes *out)
{
	size_t len = base->path.len;

	while (len > 0 && base->path.p[len - 1] != '/')
		len--;
	if (len == 0)
		bytes_u8(out, '/');
	bytes_add(out, slice_first(base->path, len));
	bytes_add(out, path);
}

/* ---- resolving ------------------------------------------------------------------------------- */

/* As a browser reads it before it is taken apart. */
static void
clean(struct slice s, struct bytes *out)
{
	bool query = false;

	while (s.len > 0 && s.p[0] <= ' ')
		s = slice_from(s, 1);
	while (s.len > 0 && s.p[s.len - 1] <= ' ')
		s.len--;
	for (size_t i = 0; i < s.len; i++) {
		query = query || s.p[i] == '?' || s.p[i] == '#';
		if (s.p[i] == '\\' && !query)
			bytes_u8(out, '/');
		else if (s.p[i] != '\t' && s.p[i] != '\n' && s.p[i] != '\r')
			bytes_u8(out, s.p[i]);
	}
}

/* 5.2.2, for a base that is absolute. */
static struct address
transform(const struct address *base, const struct address *r, struct bytes *path)
{
	struct address t = *r;

	if (r->scheme.len > 0)
		return t;
	t.scheme = base->scheme;
	if (r->has_authority)
		return t;
	t.authority = base->authority;
	t.has_authority = base->has_authority;
	if (r->path.len == 0) {
		t.path = base->path;
		if (!r->has_query) {
			t.query = base->query;
			t.has_query = base->has_query;
		}
	} else if (r->path.p[0] != '/') {
		merge(base, r->path, path);
		t.path = bytes_slice(path);
	}
	return t;
}

static void
put(const struct address *t, struct bytes *path, struct bytes *out)
{
	small(t->scheme, out);
	bytes_str(out, "://");
	spell_authority(t->scheme, t->authority, out);
	bytes_clear(path);
	spell(t->path, path);
	remove_dots(bytes_slice(path), out);
	if (t->has_query) {
		bytes_u8(out, '?');
		spell(t->query, out);
	}
}

bool
web_address_resolve(struct slice base, struct slice reference, struct bytes *out)
{
	struct bytes cleaned = BYTES_UP_TO(WEB_ADDRESS_MAX);
	struct bytes merged = BYTES_UP_TO((size_t)2 * WEB_ADDRESS_MAX);
	struct bytes spelt = BYTES_UP_TO((size_t)6 * WEB_ADDRESS_MAX);
	struct bytes made = BYTES_UP_TO(WEB_ADDRESS_MAX);
	struct address from = take_apart(base), to;
	bool is;

	clean(reference, &cleaned);
	to = take_apart(bytes_slice(&cleaned));
	to = transform(&from, &to, &merged);
	is = cleaned.failed == RC_OK && merged.failed == RC_OK && to.scheme.len > 0 &&
		to.has_authority && base.len <= WEB_ADDRESS_MAX;
	if (is)
		put(&to, &spelt, &made);
	is = is && spelt.failed == RC_OK && made.failed == RC_OK;
	if (is)
		bytes_add(out, bytes_slice(&made));
	if (cleaned.failed == RC_NOMEM || merged.failed == RC_NOMEM || spelt.failed == RC_NOMEM ||
		made.failed == RC_NOMEM)
		out->failed = RC_NOMEM;
	bytes_release(&cleaned);
	bytes_release(&merged);
	bytes_release(&spelt);
	bytes_release(&made);
	return is && out->failed == RC_OK;
}
