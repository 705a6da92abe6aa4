#include "support/test.h"

#include "format/tar/ustar.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdio.h>

#define TEN	"abcdefghi/"
#define FIFTY	TEN TEN TEN TEN TEN
#define HUNDRED FIFTY FIFTY
#define NINETY_NINE \
	"123456789-123456789-123456789-123456789-123456789-123456789-123456789-123456789-" \
	"123456789-123456789"
#define MTIME 1690588800 /* 2023-07-29T00:00:00Z, 14461053200 in octal */

static void
write_header(const char *path, uint64_t size, uint8_t *out)
{
	struct err e;

	assert_rc(RC_OK, ustar_write(slice_str(path), size, MTIME, out, &e), &e);
}

static void
puts_every_field_where_the_table_says(void **state)
{
	static const struct {
		unsigned at;
		struct slice bytes;
	} rows[] = {
		{0, SLICE("a-2023-07/data/x.txt\0")},
		{100, SLICE("0000644\0")},
		{108, SLICE("0000000\0")},
		{116, SLICE("0000000\0")},
		{124, SLICE("00000001750\0")},
		{136, SLICE("14461053200\0")},
		{148, SLICE("012213\0 ")},
		{156, SLICE("0")},
		{257, SLICE("ustar\0")},
		{263, SLICE("00")},
		{329, SLICE("0000000\0")},
		{337, SLICE("0000000\0")},
	};
	uint8_t block[USTAR_BLOCK];

	(void)state;
	write_header("a-2023-07/data/x.txt", 1000, block);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		assert_memory_equal(block + rows[i].at, rows[i].bytes.p, rows[i].bytes.len);
		memset(block + rows[i].at, 0, rows[i].bytes.len);
	}
	assert_true(ustar_is_end(block)); /* and NULs everywhere else */
}

static void
splits_a_long_path_at_its_last_slash(void **state)
{
	static const struct {
		const char *path, *prefix, *name;
	} rows[] = {
		{NINETY_NINE "a", "", NINETY_NINE "a"},
		{FIFTY TEN TEN TEN TEN TEN "a", FIFTY TEN TEN TEN TEN "abcdefghi", "a"},
		{"a/" NINETY_NINE "a", "a", NINETY_NINE "a"},
		{"a/b/" NINETY_NINE, "a/b", NINETY_NINE},
		{HUNDRED FIFTY "abcde/" NINETY_NINE, HUNDRED FIFTY "abcde", NINETY_NINE},
	};
	struct ustar_entry entry;
	struct err e;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		uint8_t block[USTAR_BLOCK];
		struct slice path = slice_str(rows[i].path);

		write_header(rows[i].path, 0, block);
		assert_int_equal(strncmp((const char *)block, rows[i].name, 100), 0);
		assert_int_equal(strncmp((const char *)block + 345, rows[i].prefix, 155), 0);
		assert_rc(RC_OK, ustar_parse(block, MTIME, &entry, &e), &e);
		assert_true(slice_equal(ustar_path(&entry), path));
	}
}

static void
refuses_paths_that_some_system_would_not_keep(void **state)
{
	static const struct {
		const char *path, *why;
	} rows[] = {
		{"", "an empty part"},
		{"/a", "an empty part"},
		{"a/", "an empty part"},
		{"a//b", "an empty part"},
		{".", "a part begins with '.'"},
		{"a/..", "a part begins with '.'"},
		{"a/../b", "a part begins with '.'"},
		{".hidden/b", "a part begins with '.'"},
		{"a/-rf", "a part begins with '-'"},
		{"a./b", "a part ends in '.'"},
		{"a/B", "byte 0x42, not in [a-z0-9._/-]"},
		{"a b", "byte 0x20, not in [a-z0-9._/-]"},
		{"a\\b", "byte 0x5c, not in [a-z0-9._/-]"},
		{"c:", "byte 0x3a, not in [a-z0-9._/-]"},
		{"a\nb", "byte 0x0a, not in [a-z0-9._/-]"},
		{"\xc4\x91", "byte 0xc4, not in [a-z0-9._/-]"},
		{"con", "\"con\" is a device on Windows"},
		{"a/nul/b", "\"nul\" is a device on Windows"},
		{"aux.txt", "\"aux.txt\" is a device on Windows"},
		{"prn.tar.gz", "\"prn.tar.gz\" is a device on Windows"},
		{"com1", "\"com1\" is a device on Windows"},
		{"lpt9.x", "\"lpt9.x\" is a device on Windows"},
		{NINETY_NINE "ab", "101 bytes in its last part, room for 100"},
		{"a/" NINETY_NINE "ab", "101 bytes in its last part, room for 100"},
		{HUNDRED FIFTY "abcdef/a", "156 bytes before its last part, room for 155"},
		{HUNDRED FIFTY "abcde/" NINETY_NINE "a", "256 bytes, room for 255"},
	};
	char expected[512];
	struct err e;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		assert_rc(RC_BAD, ustar_path_check(slice_str(rows[i].path), &e), &e);
		snprintf(expected, sizeof expected, ": %s", rows[i].why);
		if (!slice_ends(slice_str(e.text), expected))
			fail_msg("%s, expected %s", e.text, expected);
	}
	assert_rc(RC_BAD, ustar_path_check(RAW("a\0b"), &e), &e);
}

static void
accepts_paths_that_only_look_like_trouble(void **state)
{
	static const char *const rows[] = {
		"a",
		"a.b",
		"a/b-",
		"_",
		"com0",
		"com",
		"com10",
		"lpt",
		"conx",
		"console.txt",
		"a/xcon",
		"0/1/2",
		"a..b",
	};
	struct err e;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_rc(RC_OK, ustar_path_check(slice_str(rows[i]), &e), &e);
}

static void
writes_only_what_the_fields_hold(void **state)
{
	uint8_t block[USTAR_BLOCK];
	struct ustar_entry entry;
	struct err e;

	(void)state;
	assert_rc(RC_OK, ustar_write(RAW("a"), LIMIT_MEMBER, USTAR_MTIME_MAX, block, &e), &e);
	assert_memory_equal(block + 124,
		"77777777777\0"
		"77777777777",
		24);
	assert_rc(RC_OK, ustar_parse(block, USTAR_MTIME_MAX, &entry, &e), &e);
	assert_int_equal(entry.size, LIMIT_MEMBER);
	assert_rc(RC_BAD, ustar_write(RAW("../a"), 0, 0, block, &e), &e);
	assert_rc(RC_LIMIT, ustar_write(RAW("a"), LIMIT_MEMBER + 1, 0, block, &e), &e);
	assert_string_equal(e.text, "\"a\": 8589934592 bytes, a member has room for 8589934591");
	assert_rc(RC_LIMIT, ustar_write(RAW("a"), 0, USTAR_MTIME_MAX + 1, block, &e), &e);
	assert_string_equal(e.text, "time 8589934592, a header has room for 8589934591");
}

/* Each row is a header whose checksum is right for what it says. */
static void
refuses_headers_that_it_would_not_write(void **state)
{
	static const struct {
		const char *what;
		unsigned at;
		struct slice bytes;
		const char *error;
	} rows[] = {
		{"bytes hidden behind the name", 60, SLICE("x"), "name: byte 60 is 0x78, not 0x00"},
		{"a path that climbs", 0, SLICE("../x\0"),
			"path \"../x/data/x\": a part begins with '.'"},
		{"an executable", 100, SLICE("0000755\0"), "mode: byte 104 is 0x37, not 0x36"},
		{"setuid", 100, SLICE("0004644\0"), "mode: byte 103 is 0x34, not 0x30"},
		{"a mode in other digits", 100, SLICE("000644 \0"),
			"mode: byte 103 is 0x36, not 0x30"},
		{"an owner", 108, SLICE("0001750\0"), "uid: byte 111 is 0x31, not 0x30"},
		{"a group", 116, SLICE("0001750\0"), "gid: byte 119 is 0x31, not 0x30"},
		{"a size with a sign", 124, SLICE("-0000000010\0"), "size: not 11 octal digits"},
		{"a size in base 256", 124, SLICE("\x80\0\0\0\0\0\0\0\0\0\0\x08"),
			"size: not 11 octal digits"},
		{"a size with a space behind", 124, SLICE("00000000010 "),
			"size: byte 135 is 0x20, not 0x00"},
		{"another time", 136, SLICE("14461053201\0"), "mtime: byte 146 is 0x31, not 0x30"},
		{"an old regular file", 156, SLICE("\0"), "typeflag: byte 156 is 0x00, not 0x30"},
		{"a hard link", 156, SLICE("1"), "typeflag: byte 156 is 0x31, not 0x30"},
		{"a symbolic link", 156, SLICE("2etc/passwd"),
			"typeflag: byte 156 is 0x32, not 0x30"},
		{"a device", 156, SLICE("3"), "typeflag: byte 156 is 0x33, not 0x30"},
		{"a folder", 156, SLICE("5"), "typeflag: byte 156 is 0x35, not 0x30"},
		{"a pax header", 156, SLICE("x"), "typeflag: byte 156 is 0x78, not 0x30"},
		{"a global pax header", 156, SLICE("g"), "typeflag: byte 156 is 0x67, not 0x30"},
		{"a GNU long name", 156, SLICE("L"), "typeflag: byte 156 is 0x4c, not 0x30"},
		{"a link name", 157, SLICE("/etc"), "linkname: byte 157 is 0x2f, not 0x00"},
		{"GNU's magic", 257, SLICE("ustar  \0"), "magic: byte 262 is 0x20, not 0x00"},
		{"no magic", 257, SLICE("\0\0\0\0\0\0\0\0"), "magic: byte 257 is 0x00, not 0x75"},
		{"another version", 263, SLICE("01"), "version: byte 264 is 0x31, not 0x30"},
		{"an owner's name", 265, SLICE("root"), "uname: byte 265 is 0x72, not 0x00"},
		{"a group's name", 297, SLICE("root"), "gname: byte 297 is 0x72, not 0x00"},
		{"a device's number", 329, SLICE("0000001"),
			"devmajor: byte 335 is 0x31, not 0x30"},
		{"a minor number", 337, SLICE("0000001"), "devminor: byte 343 is 0x31, not 0x30"},
		{"a prefix without need", 345, SLICE("b"), "name: byte 0 is 0x61, not 0x62"},
		{"bytes hidden behind the prefix", 400, SLICE("b"),
			"prefix: byte 400 is 0x62, not 0x00"},
		{"bytes hidden at the end", 511, SLICE("b"),
			"unused bytes: byte 511 is 0x62, not 0x00"},
	};
	struct ustar_entry entry;
	struct err e;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		uint8_t block[USTAR_BLOCK];
		char expected[256];
		unsigned sum = 0;

		write_header(rows[i].at == 0 ? "abcd/data/x" : "a-2023-07/data/x", 8, block);
		if (rows[i].at == 0)
			memcpy(block, "../x", 4);
		else
			memcpy(block + rows[i].at, rows[i].bytes.p, rows[i].bytes.len);
		memset(block + 148, ' ', 8);
		for (unsigned at = 0; at < USTAR_BLOCK; at++)
			sum += block[at];
		snprintf((char *)block + 148, 8, "%06o", sum);
		block[155] = ' ';
		if (ustar_parse(block, MTIME, &entry, &e) != RC_BAD)
			fail_msg("%s: accepted", rows[i].what);
		snprintf(expected, sizeof expected, "tar header: %s", rows[i].error);
		assert_string_equal(e.text, expected);
		assert_int_equal(entry.path_len, 0);
	}
}

static void
refuses_a_checksum_in_another_spelling(void **state)
{
	static const struct {
		struct slice bytes;
		const char *error;
	} rows[] = {
		{SLICE("012214\0 "), "tar header: chksum: byte 153 is 0x34, not 0x33"},
		{SLICE(" 12213\0 "), "tar header: chksum: byte 148 is 0x20, not 0x30"},
		{SLICE("012213 \0"), "tar header: chksum: byte 154 is 0x20, not 0x00"},
		{SLICE("0012213\0"), "tar header: chksum: byte 149 is 0x30, not 0x31"},
	};
	uint8_t block[USTAR_BLOCK];
	struct ustar_entry entry;
	struct err e;

	(void)state;
	write_header("a-2023-07/data/x.txt", 1000, block);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		memcpy(block + 148, rows[i].bytes.p, rows[i].bytes.len);
		assert_rc(RC_BAD, ustar_parse(block, MTIME, &entry, &e), &e);
		assert_string_equal(e.text, rows[i].error);
	}
}

static void
refuses_every_header_with_one_bit_changed(void **state)
{
	uint8_t block[USTAR_BLOCK];
	struct ustar_entry entry;
	struct err e;

	(void)state;
	write_header(HUNDRED "a-2023-07/data/x.txt", 1000, block);
	for (unsigned bit = 0; bit < 8 * USTAR_BLOCK; bit++) {
		block[bit / 8] ^= (uint8_t)(1U << bit % 8);
		assert_rc(RC_BAD, ustar_parse(block, MTIME, &entry, &e), &e);
		block[bit / 8] ^= (uint8_t)(1U << bit % 8);
	}
	assert_rc(RC_OK, ustar_parse(block, MTIME, &entry, &e), &e);
}

static void
pads_to_whole_blocks(void **state)
{
	static const struct {
		uint64_t size, padding;
	} rows[] = {{0, 0}, {1, 511}, {511, 1}, {512, 0}, {513, 511}, {LIMIT_MEMBER, 1}};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		assert_int_equal(ustar_padding(rows[i].size), rows[i].padding);
		assert_int_equal(
			ustar_member_size(rows[i].size), 512 + rows[i].size + rows[i].padding);
	}
}

/* The other reader: libarchive, which is bsdtar's. */
static void
is_read_back_by_libarchive(void **state)
{
	static const char *const paths[] = {
		"a-2023-07/bagit.txt", HUNDRED FIFTY "abcde/" NINETY_NINE};
	uint8_t stream[6 * USTAR_BLOCK] = {0};
	struct archive *a = archive_read_new();
	struct archive_entry *entry;

	(void)state;
	for (unsigned i = 0; i < 2; i++) {
		write_header(paths[i], 5, stream + 2 * i * USTAR_BLOCK);
		memcpy(stream + (2 * i + 1) * USTAR_BLOCK, "hello", 5);
	}
	archive_read_support_format_tar(a);
	assert_int_equal(archive_read_open_memory(a, stream, sizeof stream), ARCHIVE_OK);
	for (unsigned i = 0; i < 2; i++) {
		char content[8] = "";

		assert_int_equal(archive_read_next_header(a, &entry), ARCHIVE_OK);
		assert_int_equal(archive_format(a), ARCHIVE_FORMAT_TAR_USTAR);
		assert_string_equal(archive_entry_pathname(entry), paths[i]);
		assert_int_equal(archive_entry_size(entry), 5);
		assert_int_equal(archive_entry_mtime(entry), MTIME);
		assert_int_equal(archive_entry_mode(entry), AE_IFREG | 0644);
		assert_int_equal(archive_read_data(a, content, sizeof content), 5);
		assert_string_equal(content, "hello");
	}
	assert_int_equal(archive_read_next_header(a, &entry), ARCHIVE_EOF);
	archive_read_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(puts_every_field_where_the_table_says),
		cmocka_unit_test(splits_a_long_path_at_its_last_slash),
		cmocka_unit_test(refuses_paths_that_some_system_would_not_keep),
		cmocka_unit_test(accepts_paths_that_only_look_like_trouble),
		cmocka_unit_test(writes_only_what_the_fields_hold),
		cmocka_unit_test(refuses_headers_that_it_would_not_write),
		cmocka_unit_test(refuses_a_checksum_in_another_spelling),
		cmocka_unit_test(refuses_every_header_with_one_bit_changed),
		cmocka_unit_test(pads_to_whole_blocks),
		cmocka_unit_test(is_read_back_by_libarchive),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
