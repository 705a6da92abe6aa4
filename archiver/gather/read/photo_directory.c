#include "archiver/gather/read/photo_directory.h"

#define ENTRY 12

#define TYPE_SHORT    3
#define TYPE_LONG     4
#define TYPE_RATIONAL 5

/* Bytes of one value of each type; 0 is no type. */
static const uint8_t SIZES[] = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4};

static uint32_t
number(const struct photo_directory *d, const uint8_t *p, size_t n)
{
	uint32_t v = 0;

	for (size_t i = 0; i < n; i++)
		v = v << 8 | p[d->big ? i : n - 1 - i];
	return v;
}

void
photo_directory_release(struct photo_directory *d)
{
	bytes_release(&d->raw);
}

enum rc
photo_directory_at(struct photo_directory *d, uint32_t offset, bool *got, struct err *e)
{
	const struct source *s = d->s;
	uint8_t two[2], *to;
	size_t count, size;
	enum rc rc;

	*got = false;
	bytes_clear(&d->raw);
	if (offset > s->size || s->size - offset < sizeof two)
		return RC_OK;
	rc = source_read(s, offset, two, sizeof two, e);
	if (rc != RC_OK)
		return rc;
	count = number(d, two, sizeof two);
	if (count > PHOTO_DIRECTORY_ENTRIES_MAX)
		return RC_OK;
	/* Where the end is missing, the entries before it are sound. */
	if (count * ENTRY > s->size - offset - sizeof two)
		count = (size_t)(s->size - offset - sizeof two) / ENTRY;
	size = count * ENTRY;
	if (size == 0)
		return RC_OK;
	d->start = offset + sizeof two;
	to = bytes_room(&d->raw, size);
	if (to == NULL)
		return err_nomem(e);
	*got = true;
	return source_read(s, d->start, to, size, e);
}

enum rc
photo_directory_first(struct photo_directory *d, bool *got, struct err *e)
{
	uint8_t head[8];
	enum rc rc;

	*got = false;
	if (d->s->size < sizeof head)
		return RC_OK;
	rc = source_read(d->s, 0, head, sizeof head, e);
	if (rc != RC_OK)
		return rc;
	d->big = head[0] == 'M';
	if (head[0] != head[1] || (head[0] != 'M' && head[0] != 'I') ||
		number(d, head + 2, 2) != 42)
		return RC_OK;
	return photo_directory_at(d, number(d, head + 4, 4), got, e);
}

bool
photo_directory_find(const struct photo_directory *d, unsigned tag, struct photo_entry *out)
{
	for (size_t at = 0; d->raw.len - at >= ENTRY; at += ENTRY) {
		const uint8_t *p = d->raw.p + at;
		struct photo_entry x = {.tag = number(d, p, 2),
			.type = number(d, p + 2, 2),
			.count = number(d, p + 4, 4)};

		if (x.tag != tag || x.type >= sizeof SIZES)
			continue;
		x.size = (uint64_t)x.count * SIZES[x.type];
		x.at = x.size <= 4 ? d->start + at + 8 : number(d, p + 8, 4);
		if (x.size == 0 || x.at > d->s->size || x.size > d->s->size - x.at)
			continue;
		*out = x;
		return true;
	}
	return false;
}

bool
photo_directory_number(const struct photo_directory *d, const struct photo_entry *x, uint32_t *out)
{
	uint8_t raw[4];
	size_t n = x->type == TYPE_SHORT ? 2 : 4;
	struct err e;

	if ((x->type != TYPE_SHORT && x->type != TYPE_LONG) ||
		source_read(d->s, x->at, raw, n, &e) != RC_OK)
		return false;
	*out = number(d, raw, n);
	return true;
}

bool
photo_directory_ratio(
	const struct photo_directory *d, const struct photo_entry *x, unsigned i, uint32_t out[2])
{
	uint8_t raw[8];
	struct err e;

	if (x->type != TYPE_RATIONAL || i >= x->count ||
		source_read(d->s, x->at + 8 * (uint64_t)i, raw, sizeof raw, &e) != RC_OK)
		return false;
	out[0] = number(d, raw, 4);
	out[1] = number(d, raw + 4, 4);
	return true;
}
