#include "keys/sidecar_comment.h"

#include "format/base/cursor.h"
#include "format/base/encode.h"
#include "format/base/number.h"
#include "format/base/text.h"
#include "keys/note.h"

#include <inttypes.h>

static bool
is_file_name(struct slice name)
{
	for (size_t i = 0; i < name.len; i++) {
		if (name.p[i] < 0x20 || name.p[i] == 0x7F || name.p[i] == '/')
			return false;
	}
	return name.len > 0 && text_is_utf8(name);
}

/* What stands before the next tab or the end. */
static struct slice
field(struct cursor *c)
{
	return cursor_take(c, slice_find(slice_of(c->p, c->left), '\t'));
}

/* What stands behind `label` in its field, or a failed cursor. */
static struct slice
labelled(struct cursor *c, const char *label)
{
	cursor_literal(c, label);
	return field(c);
}

static bool
claims_a_binding(struct slice text)
{
	struct cursor c = cursor_over(text);

	for (; !cursor_ended(&c); cursor_take(&c, c.left > 0)) {
		struct slice f = field(&c);

		if (slice_starts(f, "origin:") || slice_starts(f, "size:") ||
			slice_starts(f, "root:"))
			return true;
	}
	return false;
}

/* Both kinds begin in the same way. */
static bool
parse_head(struct cursor *c, struct sidecar_comment *out)
{
	struct slice timestamp = labelled(c, "timestamp:");

	out->file = labelled(c, "\tfile:");
	return cursor_ok(c) && number_parse(timestamp, INT64_MAX, &out->timestamp) &&
		is_file_name(out->file);
}

static bool
parse_bound(struct slice text, struct sidecar_comment *out)
{
	struct cursor c = cursor_over(text);
	struct slice size, root;

	out->kind = SIDECAR_COMMENT_BOUND;
	if (!parse_head(&c, out))
		return false;
	cursor_literal(&c, "\thashed");
	out->origin = labelled(&c, "\torigin:");
	size = labelled(&c, "\tsize:");
	root = labelled(&c, "\troot:");
	return cursor_ended(&c) && note_name_check(out->origin) &&
		number_parse(size, UINT64_MAX, &out->size) &&
		encode_base64_parse(root, out->root.b, sizeof out->root.b);
}

static bool
parse_stock(struct slice text, struct sidecar_comment *out)
{
	struct cursor c = cursor_over(text);
	struct slice rest;

	out->kind = SIDECAR_COMMENT_STOCK;
	if (!parse_head(&c, out))
		return false;
	rest = cursor_rest(&c);
	return rest.len == 0 || slice_is(rest, "\thashed");
}

enum rc
sidecar_comment_parse(struct slice text, struct sidecar_comment *out, struct err *e)
{
	const struct sidecar_comment none = {.kind = SIDECAR_COMMENT_FREE};

	*out = none;
	if (claims_a_binding(text)) {
		if (parse_bound(text, out))
			return RC_OK;
		*out = none;
		return err_set(e, RC_BAD, "trusted comment names a log's head in a way of its own");
	}
	if (!parse_stock(text, out))
		*out = none;
	return RC_OK;
}

enum rc
sidecar_comment_write(const struct sidecar_comment *c, struct bytes *out, struct err *e)
{
	if (!is_file_name(c->file))
		return err_set(
			e, RC_USAGE, "\"%.*s\" cannot stand as a file name", SLICE_FMT(c->file));
	if (c->timestamp > INT64_MAX)
		return err_set(e, RC_USAGE, "no time is %" PRIu64, c->timestamp);
	if (!note_name_check(c->origin))
		return err_set(
			e, RC_USAGE, "\"%.*s\" cannot stand as an origin", SLICE_FMT(c->origin));
	bytes_str(out, "timestamp:");
	bytes_number(out, c->timestamp);
	bytes_str(out, "\tfile:");
	bytes_add(out, c->file);
	bytes_str(out, "\thashed\torigin:");
	bytes_add(out, c->origin);
	bytes_str(out, "\tsize:");
	bytes_number(out, c->size);
	bytes_str(out, "\troot:");
	encode_base64(digest_slice(&c->root), out);
	return bytes_check(out, "trusted comment", e);
}
