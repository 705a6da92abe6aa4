#include "format/frame/seek_table.h"

#include "format/base/cursor.h"
#include "format/frame/frame.h"

#include <stdlib.h>

#define SKIPPABLE_MAGIC UINT32_C(0x184D2A5E)
#define SEEKABLE_MAGIC	UINT32_C(0x8F92EAB1)
#define FRAME_HEADER	8 /* magic and length, which the length does not count */

void
seek_table_release(struct seek_table *t)
{
	free(t->entries);
	*t = SEEK_TABLE_EMPTY;
}

enum rc
seek_table_size_from_footer(
	const uint8_t footer[SEEK_TABLE_FOOTER], size_t *total_len, size_t *frames, struct err *e)
{
	struct cursor c = cursor_over(slice_of(footer, SEEK_TABLE_FOOTER));
	uint32_t count = cursor_u32le(&c);
	uint8_t descriptor = cursor_u8(&c);
	uint32_t magic = cursor_u32le(&c);

	*total_len = 0;
	*frames = 0;
	if (magic != SEEKABLE_MAGIC)
		return err_set(e, RC_BAD, "the last four bytes are 0x%08x, a seek table's 0x%08x",
			magic, SEEKABLE_MAGIC);
	if (descriptor != 0)
		return err_set(e, RC_BAD, "seek table descriptor 0x%02x, not 0x00", descriptor);
	if (count == 0)
		return err_set(e, RC_BAD, "seek table of 0 frames");
	if (count > LIMIT_FRAMES)
		return err_set(e, RC_LIMIT, "seek table of %u frames, room for %ju", count,
			(uintmax_t)LIMIT_FRAMES);
	*total_len = (size_t)seek_table_size(count);
	*frames = count;
	return RC_OK;
}

/*
 * The footer states how many entries there are, so it is read first: nothing is
 * allocated for a count that the frame's own length does not bear out.
 */
static enum rc
check_extent(struct slice whole, size_t *frames, struct err *e)
{
	struct cursor c = cursor_over(whole);
	uint32_t magic = cursor_u32le(&c), length = cursor_u32le(&c);
	size_t total;
	enum rc rc;

	if (whole.len < seek_table_size(0))
		return err_set(e, RC_BAD, "%zu bytes, too few for a seek table", whole.len);
	rc = seek_table_size_from_footer(
		whole.p + whole.len - SEEK_TABLE_FOOTER, &total, frames, e);
	if (rc != RC_OK)
		return rc;
	if (total != whole.len)
		return err_set(e, RC_BAD, "%zu frames listed in %zu bytes, not %zu", *frames,
			whole.len, total);
	if (magic != SKIPPABLE_MAGIC)
		return err_set(e, RC_BAD, "magic 0x%08x, not 0x%08x", magic, SKIPPABLE_MAGIC);
	if (length != whole.len - FRAME_HEADER)
		return err_set(e, RC_BAD, "length %u, not %zu", length, whole.len - FRAME_HEADER);
	return RC_OK;
}

static enum rc
check_entry(const struct seek_table_entry *entry, size_t i, struct err *e)
{
	if (entry->packed < 1 || entry->packed > FRAME_PACKED_MAX)
		return err_set(e, RC_BAD, "frame %zu has %u bytes, not 1 to %ju", i, entry->packed,
			(uintmax_t)FRAME_PACKED_MAX);
	if (entry->content < 1 || entry->content > LIMIT_FRAME_CONTENT)
		return err_set(e, RC_BAD, "frame %zu holds %u bytes, not 1 to %ju", i,
			entry->content, (uintmax_t)LIMIT_FRAME_CONTENT);
	return RC_OK;
}

static enum rc
parse_entries(struct slice whole, struct seek_table *t, struct err *e)
{
	struct cursor c = cursor_over(slice_from(whole, FRAME_HEADER));
	enum rc rc = RC_OK;

	t->entries = calloc(t->frames, sizeof *t->entries);
	if (t->entries == NULL)
		return err_nomem(e);
	for (size_t i = 0; i < t->frames && rc == RC_OK; i++) {
		t->entries[i].packed = cursor_u32le(&c);
		t->entries[i].content = cursor_u32le(&c);
		rc = check_entry(&t->entries[i], i, e);
	}
	return rc;
}

enum rc
seek_table_parse(struct slice whole, struct seek_table *out, struct err *e)
{
	struct seek_table t = SEEK_TABLE_EMPTY;
	enum rc rc = check_extent(whole, &t.frames, e);

	*out = SEEK_TABLE_EMPTY;
	if (rc == RC_OK)
		rc = parse_entries(whole, &t, e);
	if (rc != RC_OK) {
		seek_table_release(&t);
		return err_within(e, rc, "seek table");
	}
	*out = t;
	return RC_OK;
}

enum rc
seek_table_write(
	const struct seek_table_entry *entries, size_t frames, struct bytes *out, struct err *e)
{
	if (frames < 1 || frames > LIMIT_FRAMES)
		return err_set(e, RC_LIMIT, "%zu frames, a seek table has 1 to %ju", frames,
			(uintmax_t)LIMIT_FRAMES);
	bytes_u32le(out, SKIPPABLE_MAGIC);
	bytes_u32le(out, (uint32_t)seek_table_size(frames) - FRAME_HEADER);
	for (size_t i = 0; i < frames; i++) {
		bytes_u32le(out, entries[i].packed);
		bytes_u32le(out, entries[i].content);
	}
	bytes_u32le(out, (uint32_t)frames);
	bytes_u8(out, 0);
	bytes_u32le(out, SEEKABLE_MAGIC);
	return bytes_check(out, "seek table", e);
}
