#include "support/memory_limit.h"
#include "support/test.h"

#include "format/frame/frame.h"
#include "format/frame/packer.h"
#include "format/frame/unpacker.h"

#include <stdlib.h>
#include <zstd.h>

#define PLENTY (4 * LIMIT_FRAME_CONTENT)

struct pair {
	struct packer *p;
	struct unpacker *u;
};

static int
make_pair(void **state)
{
	struct pair *pair = calloc(1, sizeof *pair);
	struct err e;

	*state = pair;
	return pair == NULL || packer_new(&pair->p, &e) != RC_OK ||
		unpacker_new(&pair->u, &e) != RC_OK;
}

static int
free_pair(void **state)
{
	struct pair *pair = *state;

	packer_free(pair->p);
	unpacker_free(pair->u);
	free(pair);
	return 0;
}

/* `n` bytes with some order in them: `seed` chooses which. */
static struct bytes
content_of(size_t n, uint32_t seed)
{
	struct bytes b = BYTES_UP_TO(LIMIT_FRAME_CONTENT + 1);
	uint8_t *p = bytes_room(&b, n);

	assert_non_null(p);
	for (size_t i = 0; i < n; i++) {
		seed = seed * 1664525 + 1013904223;
		p[i] = (uint8_t)(0x61 + (seed >> 29) + (i >> 12) % 3);
	}
	return b;
}

static void
gives_back_what_it_packed(void **state)
{
	static const size_t sizes[] = {1, 2, 255, 256, 257, 65791, 65792, 131072, 131073, 1048576,
		LIMIT_FRAME_CONTENT - 1, LIMIT_FRAME_CONTENT};
	static const int levels[] = {1, 9};
	struct pair *pair = *state;
	struct err e;

	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
		for (size_t l = 0; l < sizeof levels / sizeof *levels; l++) {
			struct bytes content = content_of(sizes[i], (uint32_t)i);
			struct bytes frame = BYTES_UP_TO(PLENTY), back = BYTES_UP_TO(PLENTY);

			assert_rc(RC_OK,
				packer_pack(pair->p, bytes_slice(&content), levels[l], &frame, &e),
				&e);
			assert_rc(RC_OK,
				unpacker_unpack(pair->u, bytes_slice(&frame), sizes[i], &back, &e),
				&e);
			assert_true(slice_equal(bytes_slice(&content), bytes_slice(&back)));
			bytes_release(&content);
			bytes_release(&frame);
			bytes_release(&back);
		}
}

static void
packs_the_same_whatever_it_did_before(void **state)
{
	static const int levels[] = {1, 3, 6, 9, 12, 16, 19};
	struct pair *pair = *state;
	struct bytes other = content_of(300000, 7), content = content_of(200000, 8);
	struct err e;

	for (size_t l = 0; l < sizeof levels / sizeof *levels; l++) {
		struct bytes junk = BYTES_UP_TO(PLENTY), used = BYTES_UP_TO(PLENTY),
			     fresh = BYTES_UP_TO(PLENTY);
		struct packer *p;

		assert_rc(RC_OK, packer_new(&p, &e), &e);
		assert_rc(RC_OK, packer_pack(p, bytes_slice(&content), levels[l], &fresh, &e), &e);
		packer_free(p);
		assert_rc(
			RC_OK, packer_pack(pair->p, bytes_slice(&other), levels[l], &junk, &e), &e);
		assert_rc(RC_OK, packer_pack(pair->p, bytes_slice(&content), levels[l], &used, &e),
			&e);
		assert_true(slice_equal(bytes_slice(&fresh), bytes_slice(&used)));
		bytes_release(&junk);
		bytes_release(&used);
		bytes_release(&fresh);
	}
	bytes_release(&other);
	bytes_release(&content);
}

static void
appends_to_what_is_there(void **state)
{
	struct pair *pair = *state;
	struct bytes frame = BYTES_UP_TO(PLENTY), back = BYTES_UP_TO(PLENTY);
	struct err e;

	bytes_str(&frame, "xy");
	assert_rc(RC_OK, packer_pack(pair->p, RAW("hello"), 9, &frame, &e), &e);
	assert_memory_equal(frame.p, "xy", 2);
	bytes_str(&back, "so: ");
	assert_rc(RC_OK, unpacker_unpack(pair->u, slice_from(bytes_slice(&frame), 2), 5, &back, &e),
		&e);
	assert_slice_is(bytes_slice(&back), "so: hello");
	bytes_release(&frame);
	bytes_release(&back);
}

static void
packs_within_its_bounds_only(void **state)
{
	struct pair *pair = *state;
	struct bytes big = content_of(LIMIT_FRAME_CONTENT + 1, 1), out = BYTES_UP_TO(PLENTY);
	struct bytes small = BYTES_UP_TO(16);
	struct err e;

	assert_rc(RC_USAGE, packer_pack(pair->p, bytes_slice(&big), 1, &out, &e), &e);
	assert_string_equal(e.text, "8388609 bytes for a frame, not 1 to 8388608");
	assert_rc(RC_USAGE, packer_pack(pair->p, SLICE_EMPTY, 1, &out, &e), &e);
	assert_rc(RC_USAGE, packer_pack(pair->p, RAW("x"), 0, &out, &e), &e);
	assert_string_equal(e.text, "compression level 0, not 1 to 19");
	assert_rc(RC_USAGE, packer_pack(pair->p, RAW("x"), 20, &out, &e), &e);
	assert_rc(RC_USAGE, packer_pack(pair->p, RAW("x"), -5, &out, &e), &e);
	assert_int_equal(out.len, 0);
	assert_rc(RC_LIMIT, packer_pack(pair->p, RAW("x"), 1, &small, &e), &e);
	assert_int_equal(small.len, 0);
	bytes_release(&big);
	bytes_release(&out);
	bytes_release(&small);
}

static void
unpacks_no_truncation(void **state)
{
	struct pair *pair = *state;
	struct bytes content = content_of(300, 3), frame = BYTES_UP_TO(PLENTY);
	struct bytes back = BYTES_UP_TO(PLENTY);
	struct err e;

	assert_rc(RC_OK, packer_pack(pair->p, bytes_slice(&content), 9, &frame, &e), &e);
	for (size_t n = 0; n < frame.len; n++)
		assert_rc(RC_BAD,
			unpacker_unpack(
				pair->u, slice_first(bytes_slice(&frame), n), 300, &back, &e),
			&e);
	assert_int_equal(back.len, 0);
	bytes_release(&content);
	bytes_release(&frame);
	bytes_release(&back);
}

/* RFC 8878 writes some contents in more than one way; the signed digest of the frame knows one. */
static void
unpacks_no_other_content_when_a_bit_has_changed(void **state)
{
	struct pair *pair = *state;
	struct bytes content = content_of(300, 3), frame = BYTES_UP_TO(PLENTY);
	struct bytes back = BYTES_UP_TO(PLENTY);
	unsigned accepted = 0;
	struct err e;

	assert_rc(RC_OK, packer_pack(pair->p, bytes_slice(&content), 9, &frame, &e), &e);
	for (size_t bit = 0; bit < 8 * frame.len; bit++) {
		frame.p[bit / 8] ^= (uint8_t)(1U << bit % 8);
		if (unpacker_unpack(pair->u, bytes_slice(&frame), 300, &back, &e) == RC_OK) {
			accepted++;
			assert_true(slice_equal(bytes_slice(&content), bytes_slice(&back)));
		}
		bytes_clear(&back);
		frame.p[bit / 8] ^= (uint8_t)(1U << bit % 8);
	}
	assert_true(accepted < frame.len); /* of eight times as many */
	bytes_release(&content);
	bytes_release(&frame);
	bytes_release(&back);
}

#define MAGIC "\x28\xb5\x2f\xfd"

/* "hello" in a raw block, and its checksum: a good frame, to be spoilt. */
#define HELLO_FRAME MAGIC "\x24\x05\x29\x00\x00hello\xa3\x6d\x9f\x88"

static void
unpacks_exactly_one_frame(void **state)
{
	static const struct {
		const char *what;
		struct slice frame;
		const char *error;
	} rows[] = {
		{"a byte behind", SLICE(HELLO_FRAME "\0"), "frame ends after 18 bytes of 19"},
		{"a second frame", SLICE(HELLO_FRAME HELLO_FRAME),
			"frame ends after 18 bytes of 36"},
		{"an empty skippable frame behind", SLICE(HELLO_FRAME "\x50\x2a\x4d\x18\0\0\0\0"),
			"frame ends after 18 bytes of 26"},
		{"another checksum", SLICE(MAGIC "\x24\x05\x29\x00\x00hello\xa3\x6d\x9f\x89"),
			"frame does not decompress: Restored data doesn't match checksum"},
		{"no last block", SLICE(MAGIC "\x24\x05\x28\x00\x00hello\xa3\x6d\x9f\x88"),
			"frame of 18 bytes does not end within them: Src size is incorrect"},
	};
	struct pair *pair = *state;
	struct bytes back = BYTES_UP_TO(PLENTY);
	struct err e;

	assert_rc(RC_OK, unpacker_unpack(pair->u, RAW(HELLO_FRAME), 5, &back, &e), &e);
	assert_slice_is(bytes_slice(&back), "hello");
	bytes_clear(&back);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		if (unpacker_unpack(pair->u, rows[i].frame, 5, &back, &e) != RC_BAD)
			fail_msg("%s: accepted", rows[i].what);
		assert_string_equal(e.text, rows[i].error);
	}
	assert_int_equal(back.len, 0);
	bytes_release(&back);
}

static void
unpacks_no_frame_blown_up_with_empty_blocks(void **state)
{
	static const struct slice head = SLICE(MAGIC "\x24\x05"),
				  tail = SLICE("\x29\x00\x00hello\xa3\x6d\x9f\x88");
	struct pair *pair = *state;
	struct bytes frame = BYTES_UP_TO(PLENTY), back = BYTES_UP_TO(PLENTY);
	struct err e;

	bytes_add(&frame, head);
	while (frame.len + tail.len <= FRAME_PACKED_MAX)
		bytes_zero(&frame, 3);
	bytes_add(&frame, tail);
	assert_rc(RC_BAD, unpacker_unpack(pair->u, bytes_slice(&frame), 5, &back, &e), &e);
	assert_string_equal(e.text, "frame of 8421378 bytes, none has more than 8421376");
	bytes_release(&frame);
	bytes_release(&back);
}

static void
unpacks_nothing_where_there_is_no_room(void **state)
{
	struct pair *pair = *state;
	struct bytes back = BYTES_UP_TO(6);
	struct err e;

	bytes_str(&back, "so");
	assert_rc(RC_LIMIT, unpacker_unpack(pair->u, RAW(HELLO_FRAME), 5, &back, &e), &e);
	assert_string_equal(e.text, "content of a frame: more than 6 bytes");
	assert_slice_is(bytes_slice(&back), "so");
	bytes_release(&back);
}

static void
asks_for_no_memory_before_the_header_is_right(void **state)
{
	struct pair *pair = *state;
	struct bytes back = BYTES_UP_TO(PLENTY);
	struct err e;

	assert_rc(RC_BAD,
		unpacker_unpack(
			pair->u, RAW(MAGIC "\xa4\x00\x00\x80\x00\x01\x00\x00"), 70000, &back, &e),
		&e);
	assert_null(back.p);
}

static void
says_that_memory_ran_out_and_goes_on_when_there_is_more(void **state)
{
	struct bytes content = content_of(LIMIT_FRAME_CONTENT / 2, 5), frame = BYTES_UP_TO(PLENTY);
	struct packer *p;
	struct rlimit before;
	struct err e;
	enum rc rc = RC_NOMEM;

	(void)state;
	assert_rc(RC_OK, packer_new(&p, &e), &e);
	bytes_reserve(&frame, FRAME_PACKED_MAX);
	if (MEMORY_LIMIT_POSSIBLE) {
		before = memory_limit_set(4 * MIB);
		rc = packer_pack(p, bytes_slice(&content), 12, &frame, &e); /* some 50 MiB */
		memory_limit_lift(&before);
		assert_string_equal(e.text, "out of memory");
	}
	assert_rc(RC_NOMEM, rc, &e);
	assert_int_equal(frame.len, 0);
	assert_rc(RC_OK, packer_pack(p, bytes_slice(&content), 1, &frame, &e), &e);
	packer_free(p);
	bytes_release(&content);
	bytes_release(&frame);
}

static void
frees_nothing_where_there_is_nothing(void **state)
{
	(void)state;
	packer_free(NULL);
	unpacker_free(NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gives_back_what_it_packed),
		cmocka_unit_test(packs_the_same_whatever_it_did_before),
		cmocka_unit_test(appends_to_what_is_there),
		cmocka_unit_test(packs_within_its_bounds_only),
		cmocka_unit_test(unpacks_no_truncation),
		cmocka_unit_test(unpacks_no_other_content_when_a_bit_has_changed),
		cmocka_unit_test(unpacks_exactly_one_frame),
		cmocka_unit_test(unpacks_no_frame_blown_up_with_empty_blocks),
		cmocka_unit_test(unpacks_nothing_where_there_is_no_room),
		cmocka_unit_test(asks_for_no_memory_before_the_header_is_right),
		cmocka_unit_test(says_that_memory_ran_out_and_goes_on_when_there_is_more),
		cmocka_unit_test(frees_nothing_where_there_is_nothing),
	};

	return cmocka_run_group_tests(tests, make_pair, free_pair);
}
