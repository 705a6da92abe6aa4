/*
 * The examples of SPEC.md are what the code makes. A block that begins with "```example WHAT"
 * shows a file of a small bundle, the second of its log, or an article's leaf.
 *
 *     spec_test --write SPEC.md      puts today's bytes into the blocks
 */
#include "support/bundle_maker.h"
#include "support/test.h"

#include "format/bundle/article_find.h"
#include "format/bundle/article_read.h"
#include "format/frame/frame.h"
#include "format/tar/ustar.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const struct maker_article FIRST[] = {{"2023/07/27/mot-bai-ngan", 300, NULL, 0, 0}};
static const struct maker_article SECOND[] = {{"2023/07/28/bai-co-anh", 900, NULL, 1, 700}};

/* What compressed bytes in the examples were made with. */
#define MADE_WITH "libzstd 1.5.4"

struct example {
	struct bundle_maker maker;
	struct slice file;
	struct source source;
	struct bundle bundle;
	struct frame_reader frames;
	struct bytes stream; /* the whole tar stream */
	struct article_proof proof;
};

static void
example_init(struct example *x)
{
	struct article_row row = ARTICLE_ROW_EMPTY;
	struct err e;

	*x = (struct example){.stream = BYTES_UP_TO(GIB), .proof = ARTICLE_PROOF_EMPTY};
	bundle_maker_init(&x->maker);
	bundle_maker_make(&x->maker, "demo-2023-07", FIRST, 1, NULL);
	bundle_maker_make(&x->maker, "demo-2023-07.2", SECOND, 1, NULL);
	x->file = bytes_slice(&x->maker.file);
	x->source = source_memory(&x->file);
	assert_rc(RC_OK, bundle_open(&x->source, &x->maker.trust, &x->bundle, &e), &e);
	assert_rc(RC_OK, frame_reader_init(&x->frames, &x->bundle, &e), &e);
	assert_rc(RC_OK, frame_reader_read(&x->frames, 0, x->bundle.record.stream, &x->stream, &e),
		&e);
	bytes_add(&x->stream, bytes_slice(&x->bundle.stream));
	assert_rc(RC_OK, article_find_part(&x->frames, slice_str("bai-co-anh"), &row, &e), &e);
	assert_rc(RC_OK, article_proof_make(&x->frames, &row.row, &x->proof, &e), &e);
	article_row_release(&row);
}

static void
example_release(struct example *x)
{
	article_proof_release(&x->proof);
	bytes_release(&x->stream);
	frame_reader_release(&x->frames);
	bundle_release(&x->bundle);
	bundle_maker_release(&x->maker);
}

/* The content of a file of the bag. */
static struct slice
content_of(const struct example *x, struct slice path)
{
	size_t at = 0;

	while (at + USTAR_BLOCK <= x->stream.len && !ustar_is_end(x->stream.p + at)) {
		struct ustar_entry entry;
		struct slice name;
		struct err e;

		assert_rc(RC_OK,
			ustar_parse(x->stream.p + at, x->bundle.record.created, &entry, &e), &e);
		name = slice_from(ustar_path(&entry), x->bundle.record.name.len + 1);
		if (slice_equal(name, path))
			return slice_of(x->stream.p + at + USTAR_BLOCK, (size_t)entry.size);
		at += (size_t)ustar_member_size(entry.size);
	}
	fail_msg("no file %.*s", SLICE_FMT(path));
	return SLICE_EMPTY;
}

static struct slice
shown(const struct example *x, struct slice what)
{
	return slice_is(what, "leaf 0") ? bytes_slice(&x->proof.leaf) : content_of(x, what);
}

static struct bytes
read_spec(const char *path)
{
	struct bytes text = BYTES_UP_TO(16 * MIB);
	FILE *f = fopen(path, "rb");
	uint8_t step[4096];
	size_t n;

	if (f == NULL)
		fail_msg("cannot open %s", path);
	while ((n = fread(step, 1, sizeof step, f)) > 0)
		bytes_add(&text, slice_of(step, n));
	fclose(f);
	return text;
}

/* Takes the text block by block: `emit` gets what is between examples, and each example. */
static void
walk(struct slice text, void (*plain)(void *ctx, struct slice s),
	void (*block)(void *ctx, struct slice what, struct slice content), void *ctx)
{
	static const char mark[] = "```example ";

	for (;;) {
		const uint8_t *hit = memmem(text.p, text.len, mark, sizeof mark - 1);
		const uint8_t *end;
		struct slice what;
		size_t at;

		if (hit == NULL)
			break;
		at = (size_t)(hit - text.p) + sizeof mark - 1;
		plain(ctx, slice_first(text, at));
		what = slice_first(slice_from(text, at), slice_find(slice_from(text, at), '\n'));
		text = slice_from(text, at + what.len + 1);
		end = memmem(text.p, text.len, "```\n", 4);
		assert_non_null(end);
		block(ctx, what, slice_first(text, (size_t)(end - text.p)));
		text = slice_from(text, (size_t)(end - text.p));
	}
	plain(ctx, text);
}

static void
ignore(void *ctx, struct slice s)
{
	(void)ctx;
	(void)s;
}

static unsigned compared;

static void
compare(void *ctx, struct slice what, struct slice content)
{
	struct slice made = shown(ctx, what);

	compared++;
	/* A text without a line end at its end is shown with one. */
	if (!slice_equal(made, content))
		fail_msg("%.*s: SPEC.md shows\n%.*s\nthe code makes\n%.*s", SLICE_FMT(what),
			(int)content.len, (const char *)content.p, (int)made.len,
			(const char *)made.p);
}

static void
shows_what_the_code_makes(void **state)
{
	struct bytes text = read_spec("SPEC.md");
	struct example x;

	(void)state;
	if (strcmp(frame_library().text, MADE_WITH) != 0) {
		print_message("the examples were made with %s, this is %s\n", MADE_WITH,
			frame_library().text);
		skip();
	}
	example_init(&x);
	walk(bytes_slice(&text), ignore, compare, &x);
	assert_true(compared >= 13);
	example_release(&x);
	bytes_release(&text);
}

struct rewriting {
	struct example *example;
	FILE *to;
};

static void
copy(void *ctx, struct slice s)
{
	struct rewriting *r = ctx;

	fwrite(s.p, 1, s.len, r->to);
}

static void
replace(void *ctx, struct slice what, struct slice content)
{
	struct rewriting *r = ctx;

	(void)content;
	copy(ctx, what);
	fputc('\n', r->to);
	copy(ctx, shown(r->example, what));
}

static int
rewrite(const char *path)
{
	struct bytes text = read_spec(path);
	struct example x;
	struct rewriting r = {&x, NULL};

	example_init(&x);
	r.to = fopen(path, "wb");
	if (r.to == NULL)
		return 1;
	walk(bytes_slice(&text), copy, replace, &r);
	example_release(&x);
	bytes_release(&text);
	return fclose(r.to) == 0 ? 0 : 1;
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shows_what_the_code_makes),
	};

	if (argc == 3 && strcmp(argv[1], "--write") == 0)
		return rewrite(argv[2]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
