#include "format/bundle/frame_list.h"

#include "format/base/cursor.h"
#include "format/base/limits.h"
#include "format/base/number.h"
#include "format/bundle/rule.h"

#include <stdlib.h>

/* The shortest line there can be: two digits, the digest, two tabs and the line end. */
#define LINE_MIN (2 + 2 * DIGEST_SIZE + 3)

void
frame_list_release(struct frame_list *list)
{
	free(list->entries);
	*list = FRAME_LIST_EMPTY;
}

void
frame_list_line(uint32_t packed, uint32_t content, const struct digest *d, struct bytes *out)
{
	bytes_number(out, packed);
	bytes_u8(out, '\t');
	bytes_number(out, content);
	bytes_u8(out, '\t');
	digest_write(d, out);
	bytes_u8(out, '\n');
}

static bool
parse_line(struct cursor *c, struct frame_entry *f)
{
	uint64_t packed = 0, content = 0;
	bool good = number_parse(cursor_until(c, '\t'), UINT32_MAX, &packed) &&
		number_parse(cursor_until(c, '\t'), LIMIT_FRAME_CONTENT, &content) &&
		digest_parse(cursor_line(c), &f->digest);

	f->packed = (uint32_t)packed;
	f->content = (uint32_t)content;
	return good && packed > 0 && content > 0;
}

enum rc
frame_list_parse(struct slice text, struct frame_list *out, struct err *e)
{
	size_t most = text.len / LINE_MIN + 1;
	struct cursor c = cursor_over(text);

	*out = FRAME_LIST_EMPTY;
	if (most > LIMIT_FRAMES)
		most = LIMIT_FRAMES;
	out->entries = calloc(most, sizeof *out->entries);
	if (out->entries == NULL)
		return err_nomem(e);
	while (c.left > 0) {
		struct frame_entry *f = &out->entries[out->count];

		if (out->count == most || !parse_line(&c, f)) {
			rule_broken(e, "SEAL-4", "frames.tsv: line %zu is not a frame's",
				out->count + 1);
			frame_list_release(out);
			return RC_BAD;
		}
		f->offset = out->packed;
		f->at = out->content;
		out->packed += f->packed;
		out->content += f->content;
		out->count++;
	}
	return RC_OK;
}

size_t
frame_list_find(const struct frame_list *list, uint64_t at)
{
	size_t low = 0, high = list->count;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (list->entries[middle].at <= at)
			low = middle;
		else
			high = middle;
	}
	return low;
}
