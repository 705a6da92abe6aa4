/* Any bytes as a seek table, a raw frame or a frame: what is accepted is what would be written. */
#include "format/frame/frame.h"
#include "format/frame/raw_frame.h"
#include "format/frame/seek_table.h"
#include "format/frame/unpacker.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
expect(struct bytes *again, struct slice input)
{
	if (!slice_equal(bytes_slice(again), input))
		abort();
	bytes_release(again);
}

static void
try_seek_table(struct slice input)
{
	struct bytes again = BYTES_UP_TO(input.len);
	struct seek_table t;
	struct err e;

	if (seek_table_parse(input, &t, &e) != RC_OK)
		return;
	if (seek_table_write(t.entries, t.frames, &again, &e) != RC_OK)
		abort();
	seek_table_release(&t);
	expect(&again, input);
}

static void
try_raw_frame(struct slice input)
{
	struct bytes content = BYTES_UP_TO(LIMIT_FRAME_CONTENT), again = BYTES_UP_TO(input.len);
	struct err e;

	if (raw_frame_parse(input, &content, &e) == RC_OK) {
		raw_frame_write(bytes_slice(&content), &again);
		expect(&again, input);
	}
	bytes_release(&content);
}

/* The first three bytes are the length that the frame is expected to hold. */
static void
try_frame(struct slice input)
{
	size_t len = input.p[0] | (size_t)input.p[1] << 8 | (size_t)input.p[2] << 16;
	struct bytes content = BYTES_UP_TO(LIMIT_FRAME_CONTENT);
	struct unpacker *u;
	struct err e;

	if (unpacker_new(&u, &e) != RC_OK)
		return;
	if (unpacker_unpack(u, slice_from(input, 3), len, &content, &e) == RC_OK &&
		content.len != len)
		abort();
	unpacker_free(u);
	bytes_release(&content);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice input = slice_of(data, size);

	try_seek_table(input);
	try_raw_frame(input);
	if (size > 3)
		try_frame(input);
	return 0;
}
