#include "archiver/gather/read/mail.h"

#include "archiver/gather/read/declared_charset.h"
#include "archiver/gather/read/transfer.h"
#include "format/base/bytes.h"
#include "format/base/text.h"

/* RFC 2046, section 5.1.1, has 70. */
#define BOUNDARY_MAX 200

/* Of a parameter in pieces. */
#define PIECES_MAX 32

static uint8_t
lower(uint8_t c)
{
	return c >= 'A' && c <= 'Z' ? (uint8_t)(c | 0x20) : c;
}

/* How many bytes of `s` are `word`, in any case; 0 where it does not begin so. */
static size_t
reads(struct slice s, const char *word)
{
	size_t len = strlen(word);

	if (s.len < len)
		return 0;
	for (size_t i = 0; i < len; i++)
		if (lower(s.p[i]) != lower((uint8_t)word[i]))
			return 0;
	return len;
}

static bool
is_blank(uint8_t c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
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

/* ---- fields ------------------------------------------------------------------------------- */

/* The next line with its end; the last may have none. */
static struct slice
next_line(struct slice *rest)
{
	size_t end = slice_find(*rest, '\n');
	struct slice line = slice_first(*rest, end < rest->len ? end + 1 : end);

	*rest = slice_from(*rest, line.len);
	return line;
}

static bool
is_empty(struct slice line)
{
	return trim(line).len == 0;
}

/* Fields end at an empty line; what is no field and goes on with none ends them, too. */
static struct mail_part
open_part(struct slice raw)
{
	struct slice rest = raw;

	while (rest.len > 0) {
		struct slice before = rest, line = next_line(&rest);

		if (is_empty(line))
			return (struct mail_part){
				.fields = slice_of(raw.p, (size_t)(before.p - raw.p)),
				.body = rest};
	}
	return (struct mail_part){.fields = raw, .body = slice_from(raw, raw.len)};
}

struct mail_part
mail_open(struct slice raw)
{
	/* Of a mailbox of one mail the first line says who brought it. */
	if (slice_starts(raw, "From "))
		next_line(&raw);
	return open_part(raw);
}

bool
mail_field(struct slice fields, const char *name, struct slice *value)
{
	bool found = false;

	*value = SLICE_EMPTY;
	while (fields.len > 0) {
		struct slice line = next_line(&fields);
		size_t len = reads(line, name);

		if (found && line.len > 0 && (line.p[0] == ' ' || line.p[0] == '\t')) {
			value->len += line.len;
			continue;
		}
		if (found)
			break;
		if (len > 0 && len < line.len && line.p[len] == ':') {
			*value = slice_from(line, len + 1);
			found = true;
		}
	}
	*value = trim(*value);
	return found;
}

struct slice
mail_type(const struct mail_part *p)
{
	struct slice value;

	if (!mail_field(p->fields, "Content-Type", &value) || value.len == 0)
		return p->digest ? slice_str("message/rfc822") : slice_str("text/plain");
	return trim(slice_first(value, slice_find(value, ';')));
}

bool
mail_is(const struct mail_part *p, const char *type)
{
	struct slice is = mail_type(p);
	size_t len = reads(is, type);

	return len > 0 && (is.len == len || type[len - 1] == '/');
}

/* ---- parameters ------------------------------------------------------------------------------ */

/* The next `name=value` behind a ';'; quotes are taken off, what they escape is left to others. */
static bool
next_parameter(struct slice *rest, struct slice *name, struct slice *value)
{
	size_t at = slice_find(*rest, ';'), end;

	if (at >= rest->len)
		return false;
	*rest = trim(slice_from(*rest, at + 1));
	at = 0;
	while (at < rest->len && rest->p[at] != '=' && rest->p[at] != ';')
		at++;
	*name = trim(slice_first(*rest, at));
	*value = SLICE_EMPTY;
	if (at == rest->len || rest->p[at] == ';') {
		*rest = slice_from(*rest, at);
		return true;
	}
	*rest = trim(slice_from(*rest, at + 1));
	if (rest->len > 0 && rest->p[0] == '"') {
		end = 1;
		while (end < rest->len && rest->p[end] != '"')
			end += rest->p[end] == '\\' ? 2 : 1;
		end = end < rest->len ? end : rest->len;
		*value = slice_of(rest->p + 1, end - 1);
	} else {
		end = slice_find(*rest, ';');
		*value = trim(slice_first(*rest, end));
	}
	*rest = slice_from(*rest, end);
	return true;
}

static void
put_unescaped(struct slice s, struct bytes *out)
{
	for (size_t i = 0; i < s.len; i++) {
		if (s.p[i] == '\\' && i + 1 < s.len)
			i++;
		if (s.p[i] != '\r' && s.p[i] != '\n')
			bytes_u8(out, s.p[i]);
	}
}

static unsigned
hex(uint8_t c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10U : 16;
}

static void
put_percent(struct slice s, struct bytes *out)
{
	for (size_t i = 0; i < s.len; i++) {
		if (s.p[i] == '%' && s.len - i > 2 && hex(s.p[i + 1]) < 16 &&
			hex(s.p[i + 2]) < 16) {
			bytes_u8(out, (uint8_t)(hex(s.p[i + 1]) << 4 | hex(s.p[i + 2])));
			i += 2;
		} else {
			bytes_u8(out, s.p[i]);
		}
	}
}

/* What is known of a parameter: whole, or its pieces by number. */
struct pieces {
	struct slice whole, at[PIECES_MAX];
	bool percent[PIECES_MAX];
	bool any;
};

/* `name`, `name*`, `name*3`, `name*3*` */
static void
take_piece(struct pieces *p, struct slice name, size_t len, struct slice value)
{
	struct slice behind = slice_from(name, len);
	size_t number = 0, i = 1;

	if (behind.len == 0) {
		if (p->whole.len == 0)
			p->whole = value;
		return;
	}
	if (behind.p[0] != '*')
		return;
	while (i < behind.len && behind.p[i] >= '0' && behind.p[i] <= '9' && number < PIECES_MAX)
		number = number * 10 + (size_t)(behind.p[i++] - '0');
	if (number >= PIECES_MAX)
		return;
	p->at[number] = value;
	p->percent[number] = behind.len == 1 || behind.p[behind.len - 1] == '*';
	p->any = true;
}

/* The pieces together; the first names the encoding: `utf-8'vi'…`. */
static void
put_pieces(const struct pieces *p, struct bytes *out)
{
	struct bytes raw = BYTES_UP_TO(65536);
	struct slice label = SLICE_EMPTY;

	for (size_t i = 0; i < PIECES_MAX && (i == 0 || p->at[i].len > 0); i++) {
		struct slice s = p->at[i];
		size_t quote = slice_find(s, '\'');

		if (i == 0 && p->percent[0] && quote < s.len) {
			label = slice_first(s, quote);
			s = slice_from(s, quote + 1);
			s = slice_from(s, slice_find(s, '\'') + 1);
		}
		if (p->percent[i])
			put_percent(s, &raw);
		else
			put_unescaped(s, &raw);
	}
	if (!declared_charset_decode(label, bytes_slice(&raw), out))
		bytes_add(out, bytes_slice(&raw));
	if (raw.failed == RC_NOMEM)
		out->failed = RC_NOMEM;
	bytes_release(&raw);
}

void
mail_parameter(struct slice value, const char *name, struct bytes *out)
{
	struct pieces p = {.any = false};
	struct slice is, what;

	while (next_parameter(&value, &is, &what)) {
		size_t len = reads(is, name);

		if (len > 0)
			take_piece(&p, is, len, what);
	}
	if (p.any)
		put_pieces(&p, out);
	else
		put_unescaped(p.whole, out);
}

/* ---- parts -------------------------------------------------------------------------------------
 */

struct walk {
	mail_see *see;
	void *ctx;
	size_t parts;
};

static enum rc walk_part(struct walk *w, const struct mail_part *p, struct err *e);

/* 0 for any other line, 1 for one that begins a part, 2 for the one behind the last. */
static unsigned
is_boundary(struct slice line, struct slice boundary)
{
	struct slice rest;

	if (!slice_starts(line, "--") ||
		!slice_equal(slice_first(slice_from(line, 2), boundary.len), boundary))
		return 0;
	rest = slice_from(line, 2 + boundary.len);
	if (is_empty(rest))
		return 1;
	return slice_starts(rest, "--") && is_empty(slice_from(rest, 2)) ? 2 : 0;
}

/* The line end before a boundary belongs to the boundary. */
static struct slice
without_end(struct slice s)
{
	if (s.len > 0 && s.p[s.len - 1] == '\n')
		s.len--;
	if (s.len > 0 && s.p[s.len - 1] == '\r')
		s.len--;
	return s;
}

static enum rc
walk_parts(struct walk *w, const struct mail_part *p, struct slice boundary, struct err *e)
{
	struct slice rest = p->body, part = SLICE_EMPTY;
	bool within = false;
	unsigned is = 0;
	enum rc rc = RC_OK;

	while (rc == RC_OK && is != 2 && (rest.len > 0 || within)) {
		struct slice line = next_line(&rest);

		is = line.len == 0 ? 2 : is_boundary(line, boundary);
		if (is == 0) {
			part.len += line.len;
			continue;
		}
		if (within) {
			struct mail_part inner = open_part(without_end(part));

			inner.depth = p->depth + 1;
			inner.alternative = mail_is(p, "multipart/alternative");
			inner.digest = mail_is(p, "multipart/digest");
			rc = walk_part(w, &inner, e);
		}
		within = is == 1;
		part = slice_first(rest, 0);
	}
	return rc;
}

static enum rc
walk_part(struct walk *w, const struct mail_part *p, struct err *e)
{
	struct bytes boundary = BYTES_UP_TO(BOUNDARY_MAX);
	struct slice value;
	enum rc rc;

	if (++w->parts > MAIL_PARTS_MAX)
		return err_set(e, RC_LIMIT, "more than %d parts in the mail", MAIL_PARTS_MAX);
	if (p->fields.len > MAIL_FIELDS_MAX)
		return err_set(e, RC_LIMIT, "header fields of %zu bytes, room for %zu",
			p->fields.len, MAIL_FIELDS_MAX);
	if (!mail_is(p, "multipart/"))
		return w->see(w->ctx, p, e);
	if (p->depth == MAIL_DEPTH_MAX)
		return err_set(e, RC_LIMIT, "parts in parts %d deep", MAIL_DEPTH_MAX);
	mail_field(p->fields, "Content-Type", &value);
	mail_parameter(value, "boundary", &boundary);
	if (boundary.failed == RC_NOMEM)
		rc = err_nomem(e);
	else if (boundary.failed != RC_OK || boundary.len == 0)
		rc = err_set(e, RC_BAD, "a part of several without a boundary between them");
	else
		rc = walk_parts(w, p, bytes_slice(&boundary), e);
	bytes_release(&boundary);
	return rc;
}

enum rc
mail_walk(const struct mail_part *whole, mail_see *see, void *ctx, struct err *e)
{
	struct walk w = {see, ctx, 0};

	return walk_part(&w, whole, e);
}

void
mail_body(const struct mail_part *p, struct bytes *out)
{
	struct slice encoding;

	mail_field(p->fields, "Content-Transfer-Encoding", &encoding);
	if (reads(encoding, "base64"))
		transfer_base64(p->body, out);
	else if (reads(encoding, "quoted-printable"))
		transfer_quoted(p->body, false, out);
	else
		bytes_add(out, p->body);
}
