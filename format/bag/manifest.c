#include "format/bag/manifest.h"

#include "format/base/limits.h"

#define DIGITS ((size_t)2 * DIGEST_SIZE)

void
manifest_line_write(const struct digest *d, struct slice path, struct bytes *out)
{
	digest_write(d, out);
	bytes_str(out, "  ");
	bytes_add(out, path);
	bytes_u8(out, '\n');
}

enum rc
manifest_line_parse(struct cursor *c, struct digest *d, struct slice *path, struct err *e)
{
	struct slice line = cursor_line(c);
	struct cursor fields = cursor_over(line);
	struct slice digits = cursor_take(&fields, DIGITS);

	*d = (struct digest){{0}};
	*path = SLICE_EMPTY;
	if (!cursor_ok(c))
		return err_set(e, RC_BAD, "manifest: the last line does not end");
	cursor_literal(&fields, "  ");
	if (!cursor_ok(&fields) || !digest_parse(digits, d))
		return err_set(e, RC_BAD,
			"manifest: \"%.*s\" is not 64 hex digits, two spaces and a path",
			SLICE_FMT(line));
	if (fields.left < 1 || fields.left > LIMIT_PATH)
		return err_set(e, RC_BAD, "manifest: a path of %zu bytes, not 1 to %d", fields.left,
			LIMIT_PATH);
	*path = cursor_rest(&fields);
	return RC_OK;
}
