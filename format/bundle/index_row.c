#include "format/bundle/index_row.h"

#include "format/base/cursor.h"
#include "format/base/encode.h"
#include "format/base/number.h"
#include "format/base/text.h"
#include "format/bundle/payload_path.h"
#include "format/bundle/rule.h"

static bool
is_control(uint8_t c)
{
	return c < 0x20 || c == 0x7F;
}

static void
escape(struct slice s, struct bytes *out)
{
	size_t done = 0;

	for (size_t i = 0; i < s.len; i++) {
		uint8_t c = s.p[i];

		if (!is_control(c) && c != '\\')
			continue;
		bytes_add(out, slice_of(s.p + done, i - done));
		done = i + 1;
		if (c == '\\')
			bytes_str(out, "\\\\");
		else if (c == '\t')
			bytes_str(out, "\\t");
		else if (c == '\n')
			bytes_str(out, "\\n");
		else
			bytes_fmt(out, "\\x%02x", c);
	}
	bytes_add(out, slice_from(s, done));
}

static void
number_column(uint64_t v, struct bytes *out)
{
	bytes_u8(out, '\t');
	bytes_number(out, v);
}

static void
text_column(struct slice s, struct bytes *out)
{
	bytes_u8(out, '\t');
	escape(s, out);
}

void
index_row_write(const struct index_row *row, struct bytes *out)
{
	bytes_add(out, row->id);
	number_column(row->leaf, out);
	for (size_t i = 0; i < LANE_COUNT; i++) {
		number_column(row->runs[i].offset, out);
		number_column(row->runs[i].length, out);
	}
	text_column(row->published, out);
	text_column(row->language, out);
	number_column(row->captions, out);
	text_column(row->headline, out);
	text_column(row->byline, out);
	text_column(row->source, out);
	bytes_u8(out, '\n');
}

static uint64_t
number_from(struct cursor *c)
{
	uint64_t v = 0;

	if (!number_parse(cursor_until(c, '\t'), INT64_MAX, &v))
		c->failed = true;
	return v;
}

/* Undoes one escape behind the backslash; false where it is none. */
static bool
unescape_one(struct cursor *c, struct bytes *hold)
{
	uint8_t kind = cursor_u8(c), raw;

	if (kind == '\\' || kind == 't' || kind == 'n') {
		bytes_u8(hold, kind == 't' ? '\t' : kind == 'n' ? '\n' : '\\');
		return true;
	}
	if (kind != 'x' || !encode_hex_parse(cursor_take(c, 2), &raw, 1))
		return false;
	bytes_u8(hold, raw);
	return true;
}

/* The value of a column: itself, or its unescaped copy in `hold`. */
static struct slice
unescape(struct cursor *c, struct slice s, struct bytes *hold)
{
	struct cursor in = cursor_over(s);
	size_t from = hold->len;

	if (slice_find(s, '\\') == s.len)
		return s;
	while (in.left > 0) {
		size_t plain = slice_find(slice_of(in.p, in.left), '\\');

		bytes_add(hold, cursor_take(&in, plain));
		if (in.left > 0 && (cursor_u8(&in), !unescape_one(&in, hold))) {
			c->failed = true;
			return SLICE_EMPTY;
		}
	}
	return slice_of(hold->p + from, hold->len - from);
}

static struct slice
text_from(struct cursor *c, bool last, struct bytes *hold)
{
	return unescape(c, last ? cursor_rest(c) : cursor_until(c, '\t'), hold);
}

static enum rc
refuse(struct slice line, struct err *e)
{
	return rule_broken(
		e, "IDX-1", "index: \"%.*s\" is not a row in its one spelling", SLICE_FMT(line));
}

/* One spelling: what the row would be written as is what stood there. */
static enum rc
check_spelling(const struct index_row *row, struct slice line, struct err *e)
{
	struct bytes again = BYTES_UP_TO(INDEX_ROW_MAX);
	enum rc rc = RC_OK;

	index_row_write(row, &again);
	if (again.failed == RC_NOMEM)
		rc = err_nomem(e);
	else if (again.failed != RC_OK || again.len == 0 ||
		!slice_equal(slice_first(bytes_slice(&again), again.len - 1), line))
		rc = refuse(line, e);
	bytes_release(&again);
	return rc;
}

enum rc
index_row_parse(struct slice line, struct bytes *hold, struct index_row *row, struct err *e)
{
	struct cursor c = cursor_over(line);

	*row = (struct index_row){.leaf = 0};
	bytes_clear(hold);
	/* Reserved whole, so that slices into it stay where they are. */
	bytes_reserve(hold, line.len);
	row->id = cursor_until(&c, '\t');
	row->leaf = number_from(&c);
	for (size_t i = 0; i < LANE_COUNT; i++) {
		row->runs[i].offset = number_from(&c);
		row->runs[i].length = number_from(&c);
	}
	row->published = text_from(&c, false, hold);
	row->language = text_from(&c, false, hold);
	row->captions = number_from(&c);
	row->headline = text_from(&c, false, hold);
	row->byline = text_from(&c, false, hold);
	row->source = text_from(&c, true, hold);
	if (hold->failed == RC_NOMEM)
		return err_nomem(e);
	if (line.len >= INDEX_ROW_MAX || !cursor_ok(&c) || !text_is_utf8(line))
		return refuse(line, e);
	return check_spelling(row, line, e);
}
