#include "support/broken_group.h"

#include "support/bundle_maker.h"
#include "support/many.h"
#include "support/test.h"

static const struct maker_article FIRST[] = {{"2023/07/27/mot-bai-ngan", 300, NULL, 1, 60}};

static const struct maker_article NEXT[] = {
	{"2023/07/28/bai-co-anh", 200, NULL, 2, 60},
	{"2023/07/27/bai-la-van-ban", 100, "docx", 0, 0},
	{"undated/khong-ngay", 100, NULL, 1, 50},
	{"2023/07/28/bai-cuoi", 50, NULL, 0, 0},
};

static const struct maker_article LARGE[] = {
	{"2023/07/01/bon-mib", 4 * 1024 * 1024, NULL, 0, 0},
	{"2023/07/01/nho", 100, NULL, 1, 50},
	{"2023/07/02/muoi-mib", 10 * 1024 * 1024, NULL, 1, 5 * 1024 * 1024},
	{"2023/07/03/nho-nua", 100, NULL, 1, 50},
};

/* All the same, so that frames of every size can lie in a small file. */
static void
flatten(void *ctx, struct slice file, struct bytes *content)
{
	(void)ctx;
	if (slice_starts(file, "original.") || slice_starts(file, "photos/"))
		memset(content->p, 'x', content->len);
}

void
broken_base(struct bundle_maker *m, enum broken_from from)
{
	struct maker_hooks flat = {NULL, flatten, NULL};

	bundle_maker_init(m);
	if (from == BROKEN_FROM_LARGE) {
		bundle_maker_make(m, "demo-2023-07", LARGE, sizeof LARGE / sizeof *LARGE, &flat);
		return;
	}
	if (from == BROKEN_FROM_BLOCKS) {
		struct many before;

		many_init(&before, 253);
		bundle_maker_make(m, "demo-2023-07", before.rows, before.count, NULL);
		many_release(&before);
	} else {
		bundle_maker_make(m, "demo-2023-07", FIRST, sizeof FIRST / sizeof *FIRST, NULL);
	}
	if (from != BROKEN_FROM_FIRST)
		bundle_maker_make(m, "demo-2023-07.2", NEXT, sizeof NEXT / sizeof *NEXT, NULL);
}

const struct broken *
broken_at(size_t i)
{
	static const struct broken_group *const groups[] = {
		&broken_seal, &broken_stream, &broken_bag};

	for (size_t g = 0; g < sizeof groups / sizeof *groups; g++) {
		if (i < groups[g]->count)
			return &groups[g]->rows[i];
		i -= groups[g]->count;
	}
	return NULL;
}

const struct broken *
broken_find(const char *name)
{
	const struct broken *b;

	for (size_t i = 0; (b = broken_at(i)) != NULL; i++) {
		if (strcmp(b->name, name) == 0)
			return b;
	}
	fail_msg("no broken bundle %s", name);
	return NULL;
}

void
broken_make(const struct broken *b, struct forge *f)
{
	struct bundle_maker m;

	broken_base(&m, b->from);
	forge_init(f, &m.pair, bytes_slice(&m.file));
	f->change = b->change;
	forge_make(f);
	f->pair = NULL;
	bundle_maker_release(&m);
}
