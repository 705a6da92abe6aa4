#include "support/test.h"

#include "format/tar/tar_walk.h"

#define MTIME 1690588800

/* What a walk told, as a text: "path size @offset", contents, a line each. */
struct told {
	struct bytes text;
	const char *refuse; /* the path at which the listener has had enough */
};

static enum rc
tell_member(void *ctx, struct slice path, uint64_t size, uint64_t offset, struct err *e)
{
	struct told *told = ctx;

	bytes_add(&told->text, path);
	bytes_fmt(&told->text, " %ju @%ju [", (uintmax_t)size, (uintmax_t)offset);
	if (told->refuse != NULL && slice_is(path, told->refuse))
		return err_set(e, RC_LIMIT, "enough");
	return RC_OK;
}

static enum rc
tell_data(void *ctx, struct slice piece, struct err *e)
{
	(void)e;
	assert_true(piece.len > 0);
	bytes_add(&((struct told *)ctx)->text, piece);
	return RC_OK;
}

static enum rc
tell_end(void *ctx, struct err *e)
{
	(void)e;
	bytes_str(&((struct told *)ctx)->text, "]\n");
	return RC_OK;
}

static const struct tar_walk_listener teller = {tell_member, tell_data, tell_end};

static void
add_member(struct bytes *stream, const char *path, struct slice content)
{
	uint8_t *header = bytes_room(stream, USTAR_BLOCK);
	struct err e;

	assert_non_null(header);
	assert_rc(RC_OK, ustar_write(slice_str(path), content.len, MTIME, header, &e), &e);
	bytes_add(stream, content);
	bytes_zero(stream, ustar_padding(content.len));
}

#define MEMBERS_SIZE (5 * USTAR_BLOCK)
#define STREAM_SIZE  (MEMBERS_SIZE + 2 * USTAR_BLOCK)
#define STREAM_TOLD  "b/1 5 @0 [hello]\nb/2 0 @1024 []\nb/3 1 @1536 [x]\n"

/* Three members, one of them empty, and the end. */
static struct bytes
whole_stream(void)
{
	struct bytes stream = BYTES_UP_TO(16 * USTAR_BLOCK);

	add_member(&stream, "b/1", RAW("hello"));
	add_member(&stream, "b/2", RAW(""));
	add_member(&stream, "b/3", RAW("x"));
	bytes_zero(&stream, 2 * USTAR_BLOCK);
	assert_int_equal(stream.len, STREAM_SIZE);
	return stream;
}

static enum rc
walk(struct slice stream, size_t step, struct told *told, struct err *e)
{
	struct tar_walk w;
	enum rc rc = RC_OK;

	*told = (struct told){BYTES_UP_TO(4096), NULL};
	tar_walk_init(&w, &teller, told, MTIME, 0);
	for (size_t at = 0; at < stream.len && rc == RC_OK; at += step)
		rc = tar_walk_feed(&w, slice_first(slice_from(stream, at), step), e);
	return rc == RC_OK ? tar_walk_finish(&w, e) : rc;
}

static void
tells_the_same_whatever_the_pieces(void **state)
{
	static const size_t steps[] = {1, 2, 511, 512, 513, 1024, 4096};
	struct bytes stream = whole_stream();
	struct told told;
	struct err e;

	(void)state;
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
		assert_rc(RC_OK, walk(bytes_slice(&stream), steps[i], &told, &e), &e);
		assert_slice_is(bytes_slice(&told.text), STREAM_TOLD);
		bytes_release(&told.text);
	}
	bytes_release(&stream);
}

static void
refuses_every_truncation(void **state)
{
	struct bytes stream = whole_stream();
	struct told told;
	struct err e;

	(void)state;
	for (size_t n = 0; n < stream.len; n++) {
		assert_rc(RC_BAD, walk(slice_first(bytes_slice(&stream), n), 700, &told, &e), &e);
		bytes_release(&told.text);
	}
	bytes_release(&stream);
}

static void
refuses_what_is_not_canonical(void **state)
{
	static const struct {
		const char *what;
		size_t at;
		uint8_t byte;
		const char *error;
	} rows[] = {
		{"a byte in the padding", 512 + 5, 1,
			"tar offset 517: 0x01 in the padding of \"b/1\", not 0x00"},
		{"the padding's last byte", 1023, 0xFF,
			"tar offset 1023: 0xff in the padding of \"b/1\", not 0x00"},
		{"a header's byte", 1024 + 100, '1',
			"tar offset 1024: tar header: mode: byte 100 is 0x31, not 0x30"},
		{"one end block alone", MEMBERS_SIZE + 512 + 9, 1,
			"tar offset 3072: 1 end block, not 2"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct bytes stream = whole_stream();
		struct told told;
		struct err e;

		stream.p[rows[i].at] = rows[i].byte;
		if (walk(bytes_slice(&stream), 4096, &told, &e) != RC_BAD)
			fail_msg("%s: accepted", rows[i].what);
		assert_string_equal(e.text, rows[i].error);
		bytes_release(&told.text);
		bytes_release(&stream);
	}
}

static void
refuses_anything_after_the_end(void **state)
{
	struct bytes stream = whole_stream();
	struct told told;
	struct err e;

	(void)state;
	bytes_zero(&stream, USTAR_BLOCK); /* tar's own padding to a record, even */
	assert_rc(RC_BAD, walk(bytes_slice(&stream), 4096, &told, &e), &e);
	assert_string_equal(e.text, "tar offset 3584: 512 bytes after the end blocks");
	bytes_release(&told.text);
	bytes_release(&stream);
}

static void
begins_and_stops_at_any_boundary(void **state)
{
	struct bytes stream = whole_stream();
	struct told told = {BYTES_UP_TO(4096), NULL};
	struct slice run = slice_first(slice_from(bytes_slice(&stream), 1024), 512);
	struct tar_walk w;
	struct err e;

	(void)state;
	tar_walk_init(&w, &teller, &told, MTIME, 1024);
	assert_true(tar_walk_at_boundary(&w));
	assert_rc(RC_OK, tar_walk_feed(&w, slice_first(run, 1), &e), &e);
	assert_false(tar_walk_at_boundary(&w));
	assert_rc(RC_OK, tar_walk_feed(&w, slice_from(run, 1), &e), &e);
	assert_true(tar_walk_at_boundary(&w));
	assert_slice_is(bytes_slice(&told.text), "b/2 0 @1024 []\n");
	assert_rc(RC_BAD, tar_walk_finish(&w, &e), &e);
	assert_string_equal(e.text, "the tar stream stops before its end blocks, at offset 1536");
	assert_rc(RC_OK, tar_walk_feed(&w, slice_from(bytes_slice(&stream), 1536), &e), &e);
	assert_false(tar_walk_at_boundary(&w)); /* an end is no boundary between members */
	assert_rc(RC_OK, tar_walk_finish(&w, &e), &e);
	bytes_release(&told.text);
	bytes_release(&stream);
}

static void
goes_on_in_a_copy(void **state)
{
	struct bytes stream = whole_stream();
	struct told told = {BYTES_UP_TO(4096), NULL};
	struct tar_walk w, copy;
	struct err e;

	(void)state;
	tar_walk_init(&w, &teller, &told, MTIME, 0);
	assert_rc(RC_OK, tar_walk_feed(&w, slice_first(bytes_slice(&stream), 515), &e), &e);
	copy = w;
	memset(&w, 0xEE, sizeof w);
	assert_rc(RC_OK, tar_walk_feed(&copy, slice_from(bytes_slice(&stream), 515), &e), &e);
	assert_rc(RC_OK, tar_walk_finish(&copy, &e), &e);
	assert_slice_is(bytes_slice(&told.text), STREAM_TOLD);
	bytes_release(&told.text);
	bytes_release(&stream);
}

static void
stops_where_the_listener_does(void **state)
{
	struct bytes stream = whole_stream();
	struct told told = {BYTES_UP_TO(4096), "b/2"};
	struct tar_walk w;
	struct err e;

	(void)state;
	tar_walk_init(&w, &teller, &told, MTIME, 0);
	assert_rc(RC_LIMIT, tar_walk_feed(&w, bytes_slice(&stream), &e), &e);
	assert_string_equal(e.text, "enough");
	assert_slice_is(bytes_slice(&told.text), "b/1 5 @0 [hello]\nb/2 0 @1024 [");
	bytes_release(&told.text);
	bytes_release(&stream);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tells_the_same_whatever_the_pieces),
		cmocka_unit_test(refuses_every_truncation),
		cmocka_unit_test(refuses_what_is_not_canonical),
		cmocka_unit_test(refuses_anything_after_the_end),
		cmocka_unit_test(begins_and_stops_at_any_boundary),
		cmocka_unit_test(goes_on_in_a_copy),
		cmocka_unit_test(stops_where_the_listener_does),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
