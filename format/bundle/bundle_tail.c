#include "format/bundle/bundle_tail.h"

#include "format/frame/raw_frame.h"
#include "format/frame/seek_table.h"

#include <stdlib.h>

static size_t
list_seal_frames(size_t content, struct seek_table_entry *entries)
{
	size_t count = 0;

	while (content > 0) {
		size_t here = content < LIMIT_FRAME_CONTENT ? content : LIMIT_FRAME_CONTENT;

		/* Both fit: a frame of 8 MiB has 64 block headers more. */
		entries[count++] =
			(struct seek_table_entry){(uint32_t)raw_frame_size(here), (uint32_t)here};
		content -= here;
	}
	return count;
}

enum rc
bundle_tail_write(
	const struct frame_list *list, struct slice seal_stream, struct bytes *out, struct err *e)
{
	size_t most = list->count + LIMIT_SEAL / LIMIT_FRAME_CONTENT, count;
	struct seek_table_entry *entries;
	enum rc rc;

	if (seal_stream.len > LIMIT_SEAL)
		return err_set(e, RC_LIMIT, "a seal of %zu bytes, at most %llu", seal_stream.len,
			(unsigned long long)LIMIT_SEAL);
	entries = calloc(most, sizeof *entries);
	if (entries == NULL)
		return err_nomem(e);
	for (count = 0; count < list->count; count++)
		entries[count] = (struct seek_table_entry){
			list->entries[count].packed, list->entries[count].content};
	count += list_seal_frames(seal_stream.len, entries + count);
	raw_frame_write(seal_stream, out);
	rc = seek_table_write(entries, count, out, e);
	free(entries);
	return rc != RC_OK ? rc : bytes_check(out, "end of the file", e);
}
