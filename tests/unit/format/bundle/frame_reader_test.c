/* Any stretch of the stream, and its lines, as they are and where they are not. */
#include "format/bundle/frame_reader.h"

#include "format/bundle/line_reader.h"
#include "format/frame/frame.h"
#include "support/broken.h"
#include "support/bundle_maker.h"
#include "support/opened.h"
#include "support/test.h"

/* Frames of 1 to 8 MiB. */
static void
set_up(struct bundle_maker *m, struct opened *o, enum broken_from from)
{
	broken_base(m, from);
	opened_init(o, bytes_slice(&m->file), &m->trust);
}

static void
take_down(struct bundle_maker *m, struct opened *o)
{
	opened_release(o);
	bundle_maker_release(m);
}

static void
reads_any_stretch_whatever_frames_it_lies_in(void **state)
{
	struct bytes whole = BYTES_UP_TO(GIB), part = BYTES_UP_TO(GIB);
	struct bundle_maker m;
	struct opened o;
	struct err e;

	(void)state;
	set_up(&m, &o, BROKEN_FROM_LARGE);
	assert_int_equal(o.bundle.frames.count, 7);
	assert_rc(RC_OK, frame_reader_read(&o.frames, 0, o.bundle.frames.content, &whole, &e), &e);
	assert_int_equal(whole.len, o.bundle.record.stream);
	for (size_t i = 0; i + 1 < o.bundle.frames.count; i++) {
		uint64_t at = o.bundle.frames.entries[i + 1].at - 100;

		bytes_clear(&part);
		assert_rc(RC_OK, frame_reader_read(&o.frames, at, 300, &part, &e), &e);
		assert_memory_equal(part.p, whole.p + at, 300);
	}
	bytes_clear(&part);
	assert_rc(RC_OK, frame_reader_read(&o.frames, 0, 0, &part, &e), &e);
	assert_int_equal(part.len, 0);
	bytes_release(&whole);
	bytes_release(&part);
	take_down(&m, &o);
}

static void
refuses_what_lies_behind_the_stream(void **state)
{
	struct bytes part = BYTES_UP_TO(GIB);
	struct bundle_maker m;
	struct opened o;
	struct slice piece;
	struct err e;

	(void)state;
	set_up(&m, &o, BROKEN_FROM_NEXT);
	assert_rc(
		RC_BAD, frame_reader_piece(&o.frames, o.bundle.frames.content, 1, &piece, &e), &e);
	assert_rc(RC_BAD, frame_reader_piece(&o.frames, UINT64_MAX, 1, &piece, &e), &e);
	assert_rc(RC_BAD, frame_reader_read(&o.frames, o.bundle.frames.content - 1, 2, &part, &e),
		&e);
	bytes_release(&part);
	take_down(&m, &o);
}

static void
stops_at_the_room_there_is(void **state)
{
	struct bytes part = BYTES_UP_TO(10);
	struct bundle_maker m;
	struct opened o;
	struct err e;

	(void)state;
	set_up(&m, &o, BROKEN_FROM_NEXT);
	assert_rc(RC_OK, frame_reader_read(&o.frames, 0, 10, &part, &e), &e);
	assert_rc(RC_LIMIT, frame_reader_read(&o.frames, 10, 1, &part, &e), &e);
	bytes_release(&part);
	take_down(&m, &o);
}

static void
decompresses_nothing_before_its_digest_is_right(void **state)
{
	struct bundle_maker m;
	struct opened o;
	struct slice piece;
	struct err e;

	(void)state;
	set_up(&m, &o, BROKEN_FROM_NEXT);
	m.file.p[10] ^= 1;
	assert_rc(RC_BAD, frame_reader_content(&o.frames, 0, &piece, &e), &e);
	assert_true(strncmp(e.text, "FRAME-1: ", 9) == 0);
	assert_int_equal(piece.len, 0);
	/* It is not taken for the frame at hand, and the next one is as good as ever. */
	assert_rc(RC_BAD, frame_reader_content(&o.frames, 0, &piece, &e), &e);
	assert_rc(RC_OK, frame_reader_content(&o.frames, 1, &piece, &e), &e);
	m.file.p[10] ^= 1;
	assert_rc(RC_OK, frame_reader_content(&o.frames, 0, &piece, &e), &e);
	take_down(&m, &o);
}

static void
refuses_a_frame_larger_than_any_content_makes_it(void **state)
{
	struct bundle_maker m;
	struct opened o;
	struct slice piece;
	struct err e;

	(void)state;
	set_up(&m, &o, BROKEN_FROM_NEXT);
	o.bundle.frames.entries[0].packed = FRAME_PACKED_MAX + 1;
	assert_rc(RC_BAD, frame_reader_fetch(&o.frames, 0, &piece, &e), &e);
	assert_true(strncmp(e.text, "FRAME-2: ", 9) == 0);
	take_down(&m, &o);
}

static enum rc
failing_read(void *ctx, uint64_t offset, uint8_t *to, size_t n, struct err *e)
{
	(void)ctx;
	(void)offset;
	(void)to;
	(void)n;
	return err_set(e, RC_IO, "the disk is gone");
}

static void
tells_a_disk_that_fails_from_a_frame_that_is_bad(void **state)
{
	struct bundle_maker m;
	struct opened o;
	struct slice piece;
	struct err e;

	(void)state;
	set_up(&m, &o, BROKEN_FROM_NEXT);
	o.source.read = failing_read;
	assert_rc(RC_IO, frame_reader_content(&o.frames, 0, &piece, &e), &e);
	take_down(&m, &o);
}

/* ---- lines ------------------------------------------------------------------------------- */

/* Lines that frames share: article_find_test, whose index lies in several. */
static void
reads_line_after_line(void **state)
{
	struct bytes text = BYTES_UP_TO(GIB);
	struct bundle_maker m;
	struct opened o;
	struct line_reader r;
	struct slice line;
	size_t at = 0;
	bool got;
	struct err e;

	(void)state;
	set_up(&m, &o, BROKEN_FROM_NEXT);
	assert_rc(RC_OK,
		frame_reader_read(&o.frames, o.bundle.record.manifest.offset,
			o.bundle.record.manifest.length, &text, &e),
		&e);
	line_reader_init(&r, &o.frames, &o.bundle.record.manifest, 400);
	for (;;) {
		assert_rc(RC_OK, line_reader_next(&r, &line, &got, &e), &e);
		if (!got)
			break;
		assert_memory_equal(line.p, text.p + at, line.len + 1);
		at += line.len + 1;
		assert_int_equal(text.p[at - 1], '\n');
	}
	assert_int_equal(at, text.len);
	line_reader_release(&r);
	bytes_release(&text);
	take_down(&m, &o);
}

static void
goes_to_the_first_line_at_a_place_or_behind_it(void **state)
{
	struct bytes text = BYTES_UP_TO(GIB);
	struct bundle_maker m;
	struct opened o;
	struct line_reader r;
	struct slice line;
	bool got;
	struct err e;

	(void)state;
	set_up(&m, &o, BROKEN_FROM_NEXT);
	assert_rc(RC_OK,
		frame_reader_read(&o.frames, o.bundle.record.manifest.offset,
			o.bundle.record.manifest.length, &text, &e),
		&e);
	line_reader_init(&r, &o.frames, &o.bundle.record.manifest, 400);
	for (size_t at = 0; at <= text.len + 1; at++) {
		size_t begins = at;

		while (begins > 0 && begins < text.len && text.p[begins - 1] != '\n')
			begins++;
		assert_rc(RC_OK, line_reader_seek(&r, at, &e), &e);
		assert_rc(RC_OK, line_reader_next(&r, &line, &got, &e), &e);
		assert_int_equal(got, begins < text.len);
		if (got)
			assert_memory_equal(line.p, text.p + begins, line.len + 1);
	}
	line_reader_release(&r);
	bytes_release(&text);
	take_down(&m, &o);
}

static void
refuses_lines_that_are_none(void **state)
{
	struct bundle_maker m;
	struct opened o;
	struct record_range cut, behind;
	struct line_reader r;
	struct slice line;
	bool got;
	struct err e;

	(void)state;
	set_up(&m, &o, BROKEN_FROM_FIRST);
	cut = o.bundle.record.manifest;
	cut.length = 100;
	line_reader_init(&r, &o.frames, &cut, 400);
	assert_rc(RC_BAD, line_reader_next(&r, &line, &got, &e), &e);
	assert_string_equal(e.text, "the last line has no line end");
	line_reader_release(&r);
	line_reader_init(&r, &o.frames, &o.bundle.record.manifest, 20);
	assert_rc(RC_BAD, line_reader_next(&r, &line, &got, &e), &e);
	assert_string_equal(e.text, "the line at byte 0 is longer than 20 bytes");
	line_reader_release(&r);
	behind = (struct record_range){o.bundle.frames.content, 10};
	line_reader_init(&r, &o.frames, &behind, 400);
	assert_rc(RC_BAD, line_reader_next(&r, &line, &got, &e), &e);
	line_reader_release(&r);
	behind.length = 0;
	line_reader_init(&r, &o.frames, &behind, 400);
	assert_rc(RC_OK, line_reader_next(&r, &line, &got, &e), &e);
	assert_false(got);
	line_reader_release(&r);
	take_down(&m, &o);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_any_stretch_whatever_frames_it_lies_in),
		cmocka_unit_test(refuses_what_lies_behind_the_stream),
		cmocka_unit_test(stops_at_the_room_there_is),
		cmocka_unit_test(decompresses_nothing_before_its_digest_is_right),
		cmocka_unit_test(refuses_a_frame_larger_than_any_content_makes_it),
		cmocka_unit_test(tells_a_disk_that_fails_from_a_frame_that_is_bad),
		cmocka_unit_test(reads_line_after_line),
		cmocka_unit_test(goes_to_the_first_line_at_a_place_or_behind_it),
		cmocka_unit_test(refuses_lines_that_are_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
