#include "support/test.h"

#include "format/frame/seek_table.h"

#include <stdio.h>
#include <stdlib.h>
#include <zstd.h>

#define MAGIC	 "\x5e\x2a\x4d\x18"
#define SEEKABLE "\xb1\xea\x92\x8f"
#define ONE	 "\x10\0\0\0\x20\0\0\0"
#define TWO	 "\x01\x02\0\0\0\0\x80\0"

/* 16 bytes that hold 32, and 513 that hold 8 MiB. */
#define EXAMPLE MAGIC "\x19\0\0\0" ONE TWO "\x02\0\0\0\0" SEEKABLE

static const struct seek_table_entry example[] = {{16, 32}, {513, 8388608}};

static void
writes_and_reads_the_example_of_the_specification(void **state)
{
	struct bytes out = BYTES_UP_TO(64);
	struct seek_table t;
	struct err e;

	(void)state;
	assert_rc(RC_OK, seek_table_write(example, 2, &out, &e), &e);
	assert_slice_is(bytes_slice(&out), EXAMPLE);
	assert_int_equal(out.len, seek_table_size(2));
	assert_rc(RC_OK, seek_table_parse(bytes_slice(&out), &t, &e), &e);
	assert_int_equal(t.frames, 2);
	assert_memory_equal(t.entries, example, sizeof example);
	seek_table_release(&t);
	seek_table_release(&t);
	bytes_release(&out);
}

static void
finds_its_own_length_in_the_footer(void **state)
{
	static const struct {
		struct slice footer;
		enum rc rc;
		size_t total, frames;
		const char *error;
	} rows[] = {
		{SLICE("\x02\0\0\0\0" SEEKABLE), RC_OK, 33, 2, NULL},
		{SLICE("\0\0\x08\0\0" SEEKABLE), RC_OK, 4194321, 524288, NULL},
		{SLICE("\x01\0\x08\0\0" SEEKABLE), RC_LIMIT, 0, 0,
			"seek table of 524289 frames, room for 524288"},
		{SLICE("\xff\xff\xff\xff\0" SEEKABLE), RC_LIMIT, 0, 0,
			"seek table of 4294967295 frames, room for 524288"},
		{SLICE("\0\0\0\0\0" SEEKABLE), RC_BAD, 0, 0, "seek table of 0 frames"},
		{SLICE("\x02\0\0\0\x80" SEEKABLE), RC_BAD, 0, 0,
			"seek table descriptor 0x80, not 0x00"},
		{SLICE("\x02\0\0\0\x01" SEEKABLE), RC_BAD, 0, 0,
			"seek table descriptor 0x01, not 0x00"},
		{SLICE("\x02\0\0\0\0" MAGIC), RC_BAD, 0, 0,
			"the last four bytes are 0x184d2a5e, a seek table's 0x8f92eab1"},
	};
	size_t total, frames;
	struct err e;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		assert_rc(rows[i].rc,
			seek_table_size_from_footer(rows[i].footer.p, &total, &frames, &e), &e);
		assert_int_equal(total, rows[i].total);
		assert_int_equal(frames, rows[i].frames);
		if (rows[i].error != NULL)
			assert_string_equal(e.text, rows[i].error);
	}
}

static void
refuses_what_it_would_not_write(void **state)
{
	static const struct {
		const char *what;
		struct slice table;
		const char *error;
	} rows[] = {
		{"another skippable frame",
			SLICE("\x50\x2a\x4d\x18\x19\0\0\0" ONE TWO "\x02\0\0\0\0" SEEKABLE),
			"magic 0x184d2a50, not 0x184d2a5e"},
		{"a length that counts the header",
			SLICE(MAGIC "\x21\0\0\0" ONE TWO "\x02\0\0\0\0" SEEKABLE),
			"length 33, not 25"},
		{"more frames than entries", SLICE(MAGIC "\x11\0\0\0" ONE "\x02\0\0\0\0" SEEKABLE),
			"2 frames listed in 25 bytes, not 33"},
		{"fewer frames than entries",
			SLICE(MAGIC "\x19\0\0\0" ONE TWO "\x01\0\0\0\0" SEEKABLE),
			"1 frames listed in 33 bytes, not 25"},
		{"checksums",
			SLICE(MAGIC "\x1d\0\0\0" ONE "abcd" TWO "abcd\x02\0\0\0\x80" SEEKABLE),
			"seek table descriptor 0x80, not 0x00"},
		{"no frame", SLICE(MAGIC "\x09\0\0\0\0\0\0\0\0" SEEKABLE),
			"seek table of 0 frames"},
		{"a frame of no bytes",
			SLICE(MAGIC "\x11\0\0\0\0\0\0\0\x20\0\0\0\x01\0\0\0\0" SEEKABLE),
			"frame 0 has 0 bytes, not 1 to 8421376"},
		{"a frame longer than any",
			SLICE(MAGIC "\x19\0\0\0" ONE
				    "\x01\x80\x80\0\x20\0\0\0\x02\0\0\0\0" SEEKABLE),
			"frame 1 has 8421377 bytes, not 1 to 8421376"},
		{"an empty frame", SLICE(MAGIC "\x11\0\0\0\x10\0\0\0\0\0\0\0\x01\0\0\0\0" SEEKABLE),
			"frame 0 holds 0 bytes, not 1 to 8388608"},
		{"a frame that holds more than any",
			SLICE(MAGIC "\x11\0\0\0\x10\0\0\0\x01\0\x80\0\x01\0\0\0\0" SEEKABLE),
			"frame 0 holds 8388609 bytes, not 1 to 8388608"},
	};
	struct seek_table t;
	char expected[128];
	struct err e;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		if (seek_table_parse(rows[i].table, &t, &e) != RC_BAD)
			fail_msg("%s: accepted", rows[i].what);
		snprintf(expected, sizeof expected, "seek table: %s", rows[i].error);
		assert_string_equal(e.text, expected);
		assert_int_equal(t.frames, 0);
		assert_null(t.entries);
	}
}

static void
refuses_every_truncation(void **state)
{
	struct slice whole = RAW(EXAMPLE);
	struct seek_table t;
	struct err e;

	(void)state;
	for (size_t n = 0; n < whole.len; n++) {
		assert_rc(RC_BAD, seek_table_parse(slice_first(whole, n), &t, &e), &e);
		assert_rc(RC_BAD, seek_table_parse(slice_from(whole, n + 1), &t, &e), &e);
	}
}

static void
writes_again_what_it_accepts(void **state)
{
	struct bytes table = BYTES_UP_TO(64), again = BYTES_UP_TO(64);
	struct seek_table t;
	unsigned accepted = 0;
	struct err e;

	(void)state;
	assert_rc(RC_OK, seek_table_write(example, 2, &table, &e), &e);
	for (size_t bit = 0; bit < 8 * table.len; bit++) {
		table.p[bit / 8] ^= (uint8_t)(1U << bit % 8);
		if (seek_table_parse(bytes_slice(&table), &t, &e) == RC_OK) {
			accepted++;
			bytes_clear(&again);
			assert_rc(RC_OK, seek_table_write(t.entries, t.frames, &again, &e), &e);
			assert_true(slice_equal(bytes_slice(&table), bytes_slice(&again)));
			seek_table_release(&t);
		}
		table.p[bit / 8] ^= (uint8_t)(1U << bit % 8);
	}
	assert_true(accepted > 0);
	bytes_release(&table);
	bytes_release(&again);
}

static void
holds_as_many_frames_as_the_limit_and_no_more(void **state)
{
	struct seek_table_entry *entries = calloc(LIMIT_FRAMES + 1, sizeof *entries);
	struct bytes out = BYTES_UP_TO(8 * MIB);
	struct seek_table t;
	struct err e;

	(void)state;
	assert_non_null(entries);
	for (size_t i = 0; i <= LIMIT_FRAMES; i++)
		entries[i] = (struct seek_table_entry){1 + (uint32_t)i, 1 + (uint32_t)i};
	assert_rc(RC_OK, seek_table_write(entries, LIMIT_FRAMES, &out, &e), &e);
	assert_rc(RC_OK, seek_table_parse(bytes_slice(&out), &t, &e), &e);
	assert_memory_equal(t.entries, entries, LIMIT_FRAMES * sizeof *entries);
	seek_table_release(&t);
	assert_rc(RC_LIMIT, seek_table_write(entries, LIMIT_FRAMES + 1, &out, &e), &e);
	assert_string_equal(e.text, "524289 frames, a seek table has 1 to 524288");
	assert_rc(RC_LIMIT, seek_table_write(entries, 0, &out, &e), &e);
	bytes_release(&out);
	free(entries);
}

static void
is_passed_over_by_stock_zstd(void **state)
{
	uint8_t nothing[1];

	(void)state;
	assert_int_equal(ZSTD_decompress(nothing, 0, EXAMPLE, sizeof EXAMPLE - 1), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(writes_and_reads_the_example_of_the_specification),
		cmocka_unit_test(finds_its_own_length_in_the_footer),
		cmocka_unit_test(refuses_what_it_would_not_write),
		cmocka_unit_test(refuses_every_truncation),
		cmocka_unit_test(writes_again_what_it_accepts),
		cmocka_unit_test(holds_as_many_frames_as_the_limit_and_no_more),
		cmocka_unit_test(is_passed_over_by_stock_zstd),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
