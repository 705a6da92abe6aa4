/* Any bytes as a bag-info.txt and as a manifest: what is accepted is what would be written. */
#include "format/bag/bag_info.h"
#include "format/bag/manifest.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
try_bag_info(struct slice input)
{
	struct bytes again = BYTES_UP_TO(BAG_INFO_MAX);
	struct bag_info info;
	struct err e;

	if (bag_info_parse(input, &info, &e) != RC_OK)
		return;
	if (bag_info_write(&info, &again, &e) != RC_OK || !slice_equal(input, bytes_slice(&again)))
		abort();
	bytes_release(&again);
}

static void
try_manifest(struct slice input)
{
	struct bytes again = BYTES_UP_TO(input.len);
	struct cursor c = cursor_over(input);
	struct digest d;
	struct slice path;
	struct err e;

	while (c.left > 0 && manifest_line_parse(&c, &d, &path, &e) == RC_OK) {
		manifest_line_write(&d, path, &again);
		if (!slice_equal(bytes_slice(&again), slice_first(input, input.len - c.left)))
			abort();
	}
	bytes_release(&again);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	try_bag_info(slice_of(data, size));
	try_manifest(slice_of(data, size));
	return 0;
}
