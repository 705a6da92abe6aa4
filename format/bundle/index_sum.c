#include "format/bundle/index_sum.h"

#include "format/bundle/payload_path.h"

static void
number(struct hasher *h, uint64_t v)
{
	uint8_t raw[8];

	for (unsigned i = 0; i < sizeof raw; i++)
		raw[i] = (uint8_t)(v >> (8 * i));
	hasher_add(h, slice_of(raw, sizeof raw));
}

/* With its length in front, so that no two lists of texts hash alike. */
static void
text(struct hasher *h, struct slice s)
{
	number(h, s.len);
	hasher_add(h, s);
}

static void
start(struct hasher *h, const struct digest *seed, const char *kind)
{
	hasher_start(h);
	hasher_add(h, digest_slice(seed));
	text(h, slice_str(kind));
}

static void
put(struct index_sum *sum, enum index_sum_sign sign, struct hasher *h)
{
	struct digest d = hasher_end(h);

	for (unsigned i = 0; i < 4; i++) {
		uint64_t v;

		memcpy(&v, d.b + 8 * i, sizeof v);
		if (sign == INDEX_SUM_ADD)
			sum->lanes[i] += v;
		else
			sum->lanes[i] -= v;
	}
}

void
index_sum_text(struct index_sum *sum, enum index_sum_sign sign, const struct digest *seed,
	const struct index_row *row, struct slice head)
{
	struct hasher h;

	start(&h, seed, "text");
	number(&h, row->leaf);
	text(&h, row->id);
	number(&h, row->runs[LANE_TEXT].offset);
	number(&h, row->runs[LANE_TEXT].length);
	number(&h, row->captions);
	text(&h, head);
	put(sum, sign, &h);
}

void
index_sum_media(struct index_sum *sum, enum index_sum_sign sign, const struct digest *seed,
	uint64_t leaf, const struct index_run *run)
{
	struct hasher h;

	start(&h, seed, "media");
	number(&h, leaf);
	number(&h, run->offset);
	number(&h, run->length);
	put(sum, sign, &h);
}

bool
index_sum_is_nothing(const struct index_sum *sum)
{
	return (sum->lanes[0] | sum->lanes[1] | sum->lanes[2] | sum->lanes[3]) == 0;
}
