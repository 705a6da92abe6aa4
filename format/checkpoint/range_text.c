#include "format/checkpoint/range_text.h"

#include "format/base/cursor.h"

void
range_text_write(const struct merkle_path *hashes, struct bytes *out)
{
	for (unsigned i = 0; i < hashes->count; i++) {
		encode_base64(digest_slice(&hashes->hash[i]), out);
		bytes_u8(out, '\n');
	}
}

enum rc
range_text_parse(struct slice text, struct merkle_path *hashes, struct err *e)
{
	struct cursor c = cursor_over(text);
	unsigned count = 0;

	hashes->count = 0;
	if (text.len > RANGE_TEXT_MAX)
		return err_set(e, RC_BAD, "%zu bytes, %d hashes take %d", text.len, MERKLE_PATH_MAX,
			RANGE_TEXT_MAX);
	while (c.left > 0) {
		struct slice line = cursor_line(&c);

		if (!cursor_ok(&c))
			return err_set(e, RC_BAD, "line %u has no end", count + 1);
		if (!encode_base64_parse(line, hashes->hash[count].b, DIGEST_SIZE))
			return err_set(e, RC_BAD, "line %u is not the base64 of a hash: \"%.*s\"",
				count + 1, SLICE_FMT(line));
		count++;
	}
	hashes->count = count;
	return RC_OK;
}
