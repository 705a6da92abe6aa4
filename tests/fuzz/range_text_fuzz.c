/* Any bytes: what is read as a list of hashes would have been written so. */
#include "format/checkpoint/range_text.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bytes out = BYTES_UP_TO(RANGE_TEXT_MAX);
	struct slice text = slice_of(data, size);
	struct merkle_path path;
	struct err e;

	if (range_text_parse(text, &path, &e) == RC_OK) {
		range_text_write(&path, &out);
		if (!slice_equal(bytes_slice(&out), text))
			abort();
	}
	bytes_release(&out);
	return 0;
}
