#include "format/bundle/leaf.h"

#include "format/bag/manifest.h"
#include "format/base/cursor.h"
#include "format/base/limits.h"
#include "format/bundle/payload_path.h"
#include "format/bundle/rule.h"

void
leaf_start(struct slice id, struct bytes *out)
{
	bytes_str(out, LEAF_TYPE "\n");
	bytes_add(out, id);
	bytes_u8(out, '\n');
}

static enum rc
check_lines(const struct leaf *leaf, struct err *e)
{
	struct cursor c = cursor_over(leaf->lines);
	struct slice last = SLICE_EMPTY;

	while (c.left > 0) {
		struct payload_path path;
		struct digest digest;
		struct slice name;
		enum rc rc = manifest_line_parse(&c, &digest, &name, e);

		if (rc == RC_OK)
			rc = payload_path_parse(name, &path, e);
		if (rc != RC_OK)
			return rule_within(e, rc, "LEAF-1", "leaf of %.*s", SLICE_FMT(leaf->id));
		if (!slice_equal(path.id, leaf->id) || slice_order(last, name) >= 0)
			return rule_broken(e, "LEAF-1",
				"leaf of %.*s: \"%.*s\" does not belong or is out of order",
				SLICE_FMT(leaf->id), SLICE_FMT(name));
		last = name;
	}
	return RC_OK;
}

enum rc
leaf_parse(struct slice text, struct leaf *out, struct err *e)
{
	struct cursor c = cursor_over(text);
	struct slice type = cursor_line(&c);

	*out = (struct leaf){SLICE_EMPTY, SLICE_EMPTY};
	if (text.len > LIMIT_LEAF)
		return rule_broken(
			e, "LEAF-1", "a leaf of %zu bytes, at most %d", text.len, LIMIT_LEAF);
	if (cursor_ok(&c) && !slice_is(type, LEAF_TYPE) && slice_starts(type, "annals/"))
		return err_set(e, RC_UNSUPPORTED,
			"LEAF-1: a leaf of type \"%.*s\", this program knows " LEAF_TYPE,
			SLICE_FMT(type));
	out->id = cursor_line(&c);
	out->lines = cursor_rest(&c);
	if (!cursor_ok(&c) || !slice_is(type, LEAF_TYPE) || out->lines.len == 0)
		return rule_broken(e, "LEAF-1", "not an article's leaf");
	return check_lines(out, e);
}
