#include "format/checkpoint/checkpoint.h"

#include "format/base/cursor.h"
#include "format/base/encode.h"
#include "format/base/number.h"
#include "format/merkle/merkle_hash.h"

#include <inttypes.h>

static bool
is_host_end(uint8_t c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

static bool
is_host(struct slice s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (!is_host_end(s.p[i]) && s.p[i] != '.' && s.p[i] != '-')
			return false;
	}
	return s.len > 0 && is_host_end(s.p[0]) && is_host_end(s.p[s.len - 1]);
}

static bool
is_part(struct slice s)
{
	for (size_t i = 0; i < s.len; i++) {
		uint8_t c = s.p[i];

		if (!is_host_end(c) && !(c >= 'A' && c <= 'Z') && memchr("._~-", c, 4) == NULL)
			return false;
	}
	return s.len > 0 && !slice_is(s, ".") && !slice_is(s, "..");
}

bool
checkpoint_origin_check(struct slice origin)
{
	size_t end = slice_find(origin, '/');

	if (origin.len > CHECKPOINT_ORIGIN_MAX || !is_host(slice_first(origin, end)))
		return false;
	while (end < origin.len) {
		origin = slice_from(origin, end + 1);
		end = slice_find(origin, '/');
		if (!is_part(slice_first(origin, end)))
			return false;
	}
	return true;
}

void
checkpoint_write(const struct checkpoint *c, struct bytes *out)
{
	bytes_add(out, c->origin);
	bytes_u8(out, '\n');
	bytes_number(out, c->size);
	bytes_u8(out, '\n');
	encode_base64(digest_slice(&c->root), out);
	bytes_u8(out, '\n');
}

/* One size without leaves, one root for it. */
static enum rc
check_empty(const struct checkpoint *c, struct err *e)
{
	struct digest empty = merkle_hash_empty();

	if (c->size != 0 || digest_equal(&c->root, &empty))
		return RC_OK;
	return err_set(e, RC_BAD, "no leaves and root %s, not %s", digest_text(&c->root).text,
		digest_text(&empty).text);
}

enum rc
checkpoint_parse(struct slice text, struct checkpoint *c, struct err *e)
{
	struct cursor in = cursor_over(text);
	struct slice origin = cursor_line(&in);
	struct slice size = cursor_line(&in);
	struct slice root = cursor_line(&in);

	*c = (struct checkpoint){0};
	if (!cursor_ended(&in))
		return err_set(e, RC_BAD, "not three lines: origin, size and root");
	if (!checkpoint_origin_check(origin))
		return err_set(e, RC_BAD, "\"%.*s\" cannot be an origin", SLICE_FMT(origin));
	if (!number_parse(size, MERKLE_SIZE_MAX, &c->size))
		return err_set(e, RC_BAD, "\"%.*s\" is not a size of a log", SLICE_FMT(size));
	if (!encode_base64_parse(root, c->root.b, sizeof c->root.b))
		return err_set(e, RC_BAD, "\"%.*s\" is not the base64 of a root", SLICE_FMT(root));
	c->origin = origin;
	return check_empty(c, e);
}
