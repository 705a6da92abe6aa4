#include "support/vectors.h"

#include "support/broken.h"
#include "support/bundle_maker.h"

#include <stdio.h>

static const struct {
	const char *name;
	enum broken_from from;
	const char *what;
} GOOD[] = {
	{"good-first.tar.zst", BROKEN_FROM_FIRST,
		"The first bundle of a log: one article, one photo."},
	{"good-next.tar.zst", BROKEN_FROM_NEXT,
		"Its supplement: four articles, photos, a compressed original, no date."},
	{"good-blocks.tar.zst", BROKEN_FROM_BLOCKS,
		"The same four as leaves 254 to 257, in two blocks of the log."},
	{"good-large.tar.zst", BROKEN_FROM_LARGE,
		"Frames closed at 4 MiB, frames cut at 8 MiB, files that go over them."},
};

static void
make_broken(const struct broken *b, void (*see)(void *ctx, const struct vector *v), void *ctx)
{
	bool newer = b->verdict == RC_UNSUPPORTED;
	const char *verdict = b->verdict == RC_UNTRUSTED ? "untrusted" : "bad";
	char name[128], outcome[128];
	struct forge f;

	snprintf(name, sizeof name, "%s-%s.tar.zst", newer ? "unsupported" : "bad", b->name);
	snprintf(outcome, sizeof outcome, "%s: %s", newer ? "cannot tell" : verdict, b->rules);
	broken_make(b, &f);
	see(ctx, &(struct vector){name, bytes_slice(&f.file), b->what, outcome});
	forge_release(&f);
}

void
vectors_each(void (*see)(void *ctx, const struct vector *v), void *ctx)
{
	const struct broken *b;

	for (size_t i = 0; i < sizeof GOOD / sizeof *GOOD; i++) {
		struct bundle_maker m;

		broken_base(&m, GOOD[i].from);
		see(ctx,
			&(struct vector){GOOD[i].name, bytes_slice(&m.file), GOOD[i].what, "good"});
		bundle_maker_release(&m);
	}
	for (size_t i = 0; (b = broken_at(i)) != NULL; i++) {
		if (!b->in_memory)
			make_broken(b, see, ctx);
	}
}
