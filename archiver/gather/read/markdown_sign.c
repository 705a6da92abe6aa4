#include "archiver/gather/read/markdown_sign.h"

static struct slice
next_line(struct slice *rest)
{
	struct slice line = slice_first(*rest, slice_find(*rest, '\n'));

	*rest = slice_from(*rest, line.len + 1);
	while (line.len > 0 && (line.p[line.len - 1] == '\r' || line.p[line.len - 1] == ' '))
		line.len--;
	return line;
}

/* `key: value`, `- item`, a line that goes on, a comment, or nothing: what YAML has. */
static bool
is_of_front(struct slice line)
{
	size_t colon = slice_find(line, ':');

	if (line.len == 0 || line.p[0] == ' ' || line.p[0] == '\t' || line.p[0] == '#' ||
		slice_starts(line, "- ") || slice_is(line, "-"))
		return true;
	return colon > 0 && colon < line.len &&
		slice_find(slice_first(line, colon), ' ') == colon &&
		(colon + 1 == line.len || line.p[colon + 1] == ' ');
}

bool
markdown_sign_front(struct slice raw, struct slice *front, struct slice *body)
{
	struct slice rest = slice_starts(raw, "\xEF\xBB\xBF") ? slice_from(raw, 3) : raw;
	const uint8_t *from;
	bool any = false;

	if (!slice_is(next_line(&rest), "---"))
		return false;
	from = rest.p;
	while (rest.len > 0) {
		const uint8_t *at = rest.p;
		struct slice line = next_line(&rest);

		if (slice_is(line, "---") || slice_is(line, "...")) {
			*front = slice_of(from, (size_t)(at - from));
			*body = rest;
			return any;
		}
		if (!is_of_front(line))
			return false;
		any = any || line.len > 0;
	}
	return false;
}

/* Marks that hardly stand in a text that is none. */
static size_t
count_marks(struct slice rest)
{
	size_t marks = 0;

	while (rest.len > 0) {
		struct slice line = next_line(&rest);

		marks += slice_starts(line, "## ") || slice_starts(line, "### ") ||
			slice_starts(line, "![") || slice_starts(line, "> ") ||
			slice_starts(line, "```");
		marks += line.len > 4 &&
			(memmem(line.p, line.len, "](", 2) != NULL ||
				memmem(line.p, line.len, "**", 2) != NULL);
	}
	return marks;
}

bool
markdown_sign_check(struct slice first)
{
	struct slice front, body, rest = first, line = SLICE_EMPTY;

	if (markdown_sign_front(first, &front, &body))
		return true;
	while (rest.len > 0 && line.len == 0)
		line = next_line(&rest);
	return slice_starts(line, "# ") && count_marks(rest) >= 2;
}
