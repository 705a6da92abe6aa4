#include "format/base/cursor.h"

struct slice
cursor_take(struct cursor *c, size_t n)
{
	struct slice taken;

	if (c->failed || n > c->left) {
		c->failed = true;
		return SLICE_EMPTY;
	}
	taken = slice_of(c->p, n);
	if (n > 0)
		c->p += n;
	c->left -= n;
	return taken;
}

struct slice
cursor_rest(struct cursor *c)
{
	return cursor_take(c, c->left);
}

static uint64_t
little_endian(struct slice raw)
{
	uint64_t v = 0;

	for (size_t i = raw.len; i > 0; i--)
		v = v << 8 | raw.p[i - 1];
	return v;
}

uint8_t
cursor_u8(struct cursor *c)
{
	return (uint8_t)little_endian(cursor_take(c, 1));
}

uint16_t
cursor_u16le(struct cursor *c)
{
	return (uint16_t)little_endian(cursor_take(c, 2));
}

uint32_t
cursor_u32le(struct cursor *c)
{
	return (uint32_t)little_endian(cursor_take(c, 4));
}

uint64_t
cursor_u64le(struct cursor *c)
{
	return little_endian(cursor_take(c, 8));
}

struct slice
cursor_until(struct cursor *c, uint8_t stop)
{
	size_t at = slice_find(slice_of(c->p, c->left), stop);
	struct slice before;

	if (c->failed || at == c->left) {
		c->failed = true;
		return SLICE_EMPTY;
	}
	before = cursor_take(c, at);
	cursor_take(c, 1);
	return before;
}

struct slice
cursor_line(struct cursor *c)
{
	return cursor_until(c, '\n');
}

void
cursor_literal(struct cursor *c, const char *literal)
{
	struct slice found = cursor_take(c, strlen(literal));

	if (!c->failed && !slice_is(found, literal))
		c->failed = true;
}
