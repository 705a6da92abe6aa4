#include "archiver/gather/read/photo_resources.h"

#include "format/base/cursor.h"

#define IIM_NUMBER    1028
#define DIGEST_NUMBER 1061

struct resource {
	unsigned number;
	struct slice data;
};

static uint32_t
big(struct slice s)
{
	uint32_t v = 0;

	for (size_t i = 0; i < s.len; i++)
		v = v << 8 | s.p[i];
	return v;
}

/* The name is a Pascal string; it, with its length, and the data are padded to even lengths. */
static bool
next_resource(struct cursor *c, struct resource *out)
{
	struct slice magic = cursor_take(c, 4);
	uint32_t number = big(cursor_take(c, 2));
	uint8_t name = cursor_u8(c);
	uint32_t size;

	cursor_take(c, name + (name % 2 == 0 ? 1U : 0U));
	size = big(cursor_take(c, 4));
	*out = (struct resource){.number = number, .data = cursor_take(c, size)};
	if (!cursor_ok(c) || !slice_is(magic, "8BIM"))
		return false;
	if (size % 2 != 0 && c->left > 0)
		cursor_take(c, 1);
	return true;
}

void
photo_resources_read(struct slice resources, struct photo_blocks *b)
{
	struct cursor c = cursor_over(resources);
	bool had = b->iim.len > 0;

	while (c.left > 0) {
		struct resource r;

		if (c.p[0] == 0) { /* some programs pad the whole */
			cursor_take(&c, 1);
			continue;
		}
		if (!next_resource(&c, &r)) {
			photo_blocks_warn(b, "its Photoshop resources are cut short or damaged");
			return;
		}
		if (r.number == IIM_NUMBER && !had)
			bytes_add(&b->iim, r.data);
		if (r.number == DIGEST_NUMBER && r.data.len == sizeof b->digest) {
			memcpy(b->digest, r.data.p, sizeof b->digest);
			b->has_digest = true;
		}
	}
}
