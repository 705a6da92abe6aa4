#include "support/test.h"

#include "format/base/limits.h"
#include "format/frame/raw_frame.h"

#include <stdlib.h>
#include <zstd.h>

#define MAGIC  "\x28\xb5\x2f\xfd"
#define PLENTY (3 * LIMIT_FRAME_CONTENT)

static struct bytes
content_of(size_t n)
{
	struct bytes b = BYTES_UP_TO(PLENTY);
	uint8_t *p = bytes_room(&b, n);

	assert_non_null(p);
	for (size_t i = 0; i < n; i++)
		p[i] = (uint8_t)(i * 31 >> 3);
	return b;
}

static void
writes_the_example_of_the_specification(void **state)
{
	struct bytes out = BYTES_UP_TO(64);

	(void)state;
	raw_frame_write(RAW("hello"), &out);
	assert_slice_is(bytes_slice(&out), MAGIC "\xa0\x05\0\0\0\x29\0\0hello");
	bytes_release(&out);
	raw_frame_write(SLICE_EMPTY, &out);
	assert_int_equal(out.len, 0);
	bytes_release(&out);
}

static void
is_read_by_stock_zstd(void **state)
{
	static const size_t sizes[] = {1, 131071, 131072, 131073, 262144, LIMIT_FRAME_CONTENT - 1,
		LIMIT_FRAME_CONTENT, LIMIT_FRAME_CONTENT + 1, 2 * LIMIT_FRAME_CONTENT};

	(void)state;
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		struct bytes content = content_of(sizes[i]), out = BYTES_UP_TO(PLENTY);
		uint8_t *back = malloc(sizes[i]);

		assert_non_null(back);
		raw_frame_write(bytes_slice(&content), &out);
		assert_int_equal(out.len, raw_frame_size(sizes[i]));
		assert_int_equal(ZSTD_decompress(back, sizes[i], out.p, out.len), sizes[i]);
		assert_memory_equal(back, content.p, sizes[i]);
		free(back);
		bytes_release(&content);
		bytes_release(&out);
	}
}

static void
gives_back_what_it_wrote(void **state)
{
	static const size_t sizes[] = {1, 131072, 131073, LIMIT_FRAME_CONTENT};
	struct err e;

	(void)state;
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		struct bytes content = content_of(sizes[i]), out = BYTES_UP_TO(PLENTY);
		struct bytes back = BYTES_UP_TO(PLENTY);

		raw_frame_write(bytes_slice(&content), &out);
		assert_true(raw_frame_is(bytes_slice(&out)));
		bytes_str(&back, "so: ");
		assert_rc(RC_OK, raw_frame_parse(bytes_slice(&out), &back, &e), &e);
		assert_memory_equal(back.p, "so: ", 4);
		assert_true(slice_equal(bytes_slice(&content), slice_from(bytes_slice(&back), 4)));
		bytes_release(&content);
		bytes_release(&out);
		bytes_release(&back);
	}
}

static void
refuses_every_truncation_and_every_other_header(void **state)
{
	static const uint8_t structure[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
	struct bytes content = content_of(300), out = BYTES_UP_TO(PLENTY);
	struct bytes back = BYTES_UP_TO(PLENTY);
	struct err e;

	(void)state;
	raw_frame_write(bytes_slice(&content), &out);
	for (size_t n = 0; n < out.len; n++)
		assert_rc(
			RC_BAD, raw_frame_parse(slice_first(bytes_slice(&out), n), &back, &e), &e);
	for (size_t bit = 0; bit < 8 * sizeof structure; bit++) {
		out.p[bit / 8] ^= (uint8_t)(1U << bit % 8);
		assert_rc(RC_BAD, raw_frame_parse(bytes_slice(&out), &back, &e), &e);
		out.p[bit / 8] ^= (uint8_t)(1U << bit % 8);
	}
	assert_int_equal(back.len, 0);
	bytes_u8(&out, 0);
	assert_rc(RC_BAD, raw_frame_parse(bytes_slice(&out), &back, &e), &e);
	assert_string_equal(e.text, "raw frame of 313 bytes, 312 for 300 of content");
	bytes_release(&content);
	bytes_release(&out);
	bytes_release(&back);
}

static void
says_what_is_wrong(void **state)
{
	static const struct {
		const char *what;
		struct slice frame;
		const char *error;
	} rows[] = {
		{"a frame with a checksum", SLICE(MAGIC "\xa4\x05\0\0\0\x29\0\0hello"),
			"no raw frame"},
		{"no content", SLICE(MAGIC "\xa0\0\0\0\0\x01\0\0"),
			"raw frame of 0 bytes of content, not 1 to 8388608"},
		{"more content than a frame has", SLICE(MAGIC "\xa0\x01\0\x80\0\x01\0\0"),
			"raw frame of 8388609 bytes of content, not 1 to 8388608"},
		{"a run-length block", SLICE(MAGIC "\xa0\x05\0\0\0\x2b\0\0hello"),
			"raw frame: block header 0x00002b at 9, not 0x000029"},
		{"a compressed block", SLICE(MAGIC "\xa0\x05\0\0\0\x2d\0\0hello"),
			"raw frame: block header 0x00002d at 9, not 0x000029"},
		{"no last block", SLICE(MAGIC "\xa0\x05\0\0\0\x28\0\0hello"),
			"raw frame: block header 0x000028 at 9, not 0x000029"},
		{"two blocks", SLICE(MAGIC "\xa0\x05\0\0\0\x10\0\0he\x19\0\0llo"),
			"raw frame of 20 bytes, 17 for 5 of content"},
	};
	struct err e;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct bytes back = BYTES_UP_TO(PLENTY);

		if (raw_frame_parse(rows[i].frame, &back, &e) != RC_BAD)
			fail_msg("%s: accepted", rows[i].what);
		assert_string_equal(e.text, rows[i].error);
		assert_int_equal(back.len, 0);
		bytes_release(&back);
	}
}

static void
refuses_a_bad_second_block_and_keeps_what_was_there(void **state)
{
	struct bytes content = content_of(131073), out = BYTES_UP_TO(PLENTY);
	struct bytes back = BYTES_UP_TO(PLENTY), small = BYTES_UP_TO(131072);
	struct err e;

	(void)state;
	raw_frame_write(bytes_slice(&content), &out);
	assert_rc(RC_LIMIT, raw_frame_parse(bytes_slice(&out), &small, &e), &e);
	bytes_str(&back, "x");
	out.p[9 + 3 + 131072] ^= 1;
	assert_rc(RC_BAD, raw_frame_parse(bytes_slice(&out), &back, &e), &e);
	assert_string_equal(e.text, "raw frame: block header 0x000008 at 131084, not 0x000009");
	assert_slice_is(bytes_slice(&back), "x");
	bytes_release(&content);
	bytes_release(&out);
	bytes_release(&back);
	bytes_release(&small);
}

static void
is_known_by_its_first_bytes(void **state)
{
	(void)state;
	assert_true(raw_frame_is(RAW(MAGIC "\xa0")));
	assert_false(raw_frame_is(RAW(MAGIC)));
	assert_false(raw_frame_is(RAW(MAGIC "\xa4")));
	assert_false(raw_frame_is(RAW("\x5e\x2a\x4d\x18\xa0")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(writes_the_example_of_the_specification),
		cmocka_unit_test(is_read_by_stock_zstd),
		cmocka_unit_test(gives_back_what_it_wrote),
		cmocka_unit_test(refuses_every_truncation_and_every_other_header),
		cmocka_unit_test(says_what_is_wrong),
		cmocka_unit_test(refuses_a_bad_second_block_and_keeps_what_was_there),
		cmocka_unit_test(is_known_by_its_first_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
