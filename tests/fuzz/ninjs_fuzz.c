/* Any bytes as metadata.json: what is accepted has a head that can be cut. */
#include "format/article/ninjs.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice metadata = slice_of(data, size), head;
	struct err e;

	if (ninjs_check(metadata, &e) != RC_OK)
		return 0;
	if (ninjs_head_cut(metadata, &head, &e) != RC_OK || head.p != data || head.len >= size)
		abort();
	return 0;
}
