#include "support/test.h"

#include "format/frame/frame.h"

#define MAGIC "\x28\xb5\x2f\xfd"

static void
accepts_each_form_of_the_header(void **state)
{
	static const struct {
		size_t content;
		struct slice header;
	} rows[] = {
		{1, SLICE(MAGIC "\x24\x01")},
		{255, SLICE(MAGIC "\x24\xff")},
		{256, SLICE(MAGIC "\x64\x00\x00")},
		{65791, SLICE(MAGIC "\x64\xff\xff")},
		{65791, SLICE(MAGIC "\x44\x08\xff\xff")},
		{65792, SLICE(MAGIC "\xa4\x00\x01\x01\x00")},
		{4194304, SLICE(MAGIC "\x84\x58\x00\x00\x40\x00")},
		{8388608, SLICE(MAGIC "\xa4\x00\x00\x80\x00")},
		{8388608, SLICE(MAGIC "\x84\x68\x00\x00\x80\x00")},
	};
	struct err e;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		assert_rc(RC_OK, frame_check_header(rows[i].header, rows[i].content, &e), &e);
		for (size_t n = 0; n < rows[i].header.len; n++)
			assert_rc(RC_BAD,
				frame_check_header(
					slice_first(rows[i].header, n), rows[i].content, &e),
				&e);
	}
}

static void
refuses_every_other_header(void **state)
{
	static const struct {
		const char *what;
		size_t content;
		struct slice header;
		const char *error;
	} rows[] = {
		{"a skippable frame", 300, SLICE("\x5e\x2a\x4d\x18\x64\x00\x00"),
			"magic 0x184d2a5e, a frame's is 0xfd2fb528"},
		{"no checksum", 300, SLICE(MAGIC "\x60\x2c\x00"),
			"frame descriptor 0x60, 0x64 for 300 bytes"},
		{"a dictionary", 300, SLICE(MAGIC "\x65\x01\x2c\x00"),
			"frame descriptor 0x65, 0x64 for 300 bytes"},
		{"the unused bit", 300, SLICE(MAGIC "\x74\x2c\x00"),
			"frame descriptor 0x74, 0x64 for 300 bytes"},
		{"the reserved bit", 300, SLICE(MAGIC "\x6c\x2c\x00"),
			"frame descriptor 0x6c, 0x64 for 300 bytes"},
		{"no content size", 300, SLICE(MAGIC "\x04\x48\x00\x00"),
			"frame descriptor 0x04, 0x44 for 300 bytes"},
		{"no content size for a small one", 10, SLICE(MAGIC "\x04\x48\x00\x00"),
			"frame descriptor 0x04, 0x24 for 10 bytes"},
		{"a wider content size than needed", 10, SLICE(MAGIC "\xa4\x0a\x00\x00\x00"),
			"frame descriptor 0xa4, 0x24 for 10 bytes"},
		{"a content size of 8 bytes", 70000, SLICE(MAGIC "\xe4\x70\x11\x01\0\0\0\0\0"),
			"frame descriptor 0xe4, 0xa4 for 70000 bytes"},
		{"more content than expected", 300, SLICE(MAGIC "\x64\x2d\x00"),
			"frame header states 301 bytes of content, not 300"},
		{"a bomb", 70000, SLICE(MAGIC "\xa4\xff\xff\xff\xff"),
			"frame header states 4294967295 bytes of content, not 70000"},
		{"a window beyond 8 MiB by an eighth", 70000, SLICE(MAGIC "\x84\x69\x70\x11\x01\0"),
			"window of 9437184 bytes, room for 8388608"},
		{"the largest window", 70000, SLICE(MAGIC "\x84\xff\x70\x11\x01\0"),
			"window of 4123168604160 bytes, room for 8388608"},
		{"nothing expected", 0, SLICE(MAGIC "\x24\x00"),
			"0 bytes of content, a frame has 1 to 8388608"},
		{"more expected than a frame has", 8388609, SLICE(MAGIC "\xa4\x01\x00\x80\x00"),
			"8388609 bytes of content, a frame has 1 to 8388608"},
		{"a seal's frame", 70000, SLICE(MAGIC "\xa0\x70\x11\x01\x00"),
			"frame descriptor 0xa0, 0xa4 for 70000 bytes"},
	};
	struct err e;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		if (frame_check_header(rows[i].header, rows[i].content, &e) != RC_BAD)
			fail_msg("%s: accepted", rows[i].what);
		assert_string_equal(e.text, rows[i].error);
	}
}

static void
names_the_library(void **state)
{
	(void)state;
	assert_int_equal(strncmp(frame_library().text, "libzstd 1.", 10), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(accepts_each_form_of_the_header),
		cmocka_unit_test(refuses_every_other_header),
		cmocka_unit_test(names_the_library),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
