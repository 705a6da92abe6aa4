#include "archiver/gather/read/sevenzip_memory.h"

#include "archiver/gather/read/lzma_decoder.h"
#include "support/packed.h"
#include "support/scratch.h"
#include "support/test.h"
#include "support/warc.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

/* ---- files of 7z, by bytes ------------------------------------------------------------------- */

#define MAGIC "7z\xBC\xAF\x27\x1C\0\4\0\0\0\0"

/* A list behind so many packed bytes. */
static enum rc
check(struct slice packed, struct slice list, struct err *e)
{
	struct bytes file = BYTES_UP_TO(65536);
	enum rc rc;
	int fd;

	bytes_add(&file, slice_of(MAGIC, sizeof MAGIC - 1));
	bytes_u64le(&file, packed.len);
	bytes_u64le(&file, list.len);
	bytes_u32le(&file, 0);
	bytes_add(&file, packed);
	bytes_add(&file, list);
	warc_save("file", bytes_slice(&file));
	bytes_release(&file);
	fd = open("file", O_RDONLY | O_CLOEXEC);
	assert_true(fd >= 0);
	rc = sevenzip_memory_check(fd, e);
	close(fd);
	return rc;
}

/* A list: one stream, at 0 and of 5 bytes; one folder; what is behind it. */
#define LIST(coders, rest) "\1\4\6\0\1\x09\5\0\7\x0B\1\0" coders "\x0C" rest

/* Sizes of what comes out, no checksums; one file; its name is not looked at. */
#define ONE "\5\0\0\5\1\0\0"

static const struct {
	const char *what;
	struct slice list;
	enum rc rc;
	const char *said;
} ROWS[] = {
	{"no files", SLICE("\1\0"), RC_OK, ""},
	{"files that are empty", SLICE("\1\5\3\0\0"), RC_OK, ""},
	{"LZMA, 64 MiB", SLICE(LIST("\1\x23\3\1\1\5\x5D\0\0\0\4", ONE)), RC_OK, ""},
	{"LZMA, 256 MiB", SLICE(LIST("\1\x23\3\1\1\5\x5D\0\0\0\x10", ONE)), RC_LIMIT,
		"to unpack it takes 268435456 bytes of memory, room for 136314880"},
	{"LZMA behind a zero", SLICE(LIST("\1\x24\0\3\1\1\5\x5D\0\0\0\x10", ONE)), RC_LIMIT,
		"to unpack it takes 268435456 bytes of memory, room for 136314880"},
	{"LZMA2, 128 MiB", SLICE(LIST("\1\x21\x21\1\x1E", ONE)), RC_OK, ""},
	{"LZMA2, 192 MiB", SLICE(LIST("\1\x21\x21\1\x1F", ONE)), RC_LIMIT,
		"to unpack it takes 201326592 bytes of memory, room for 136314880"},
	{"LZMA2, all there is", SLICE(LIST("\1\x21\x21\1\x28", ONE)), RC_LIMIT,
		"to unpack it takes 4294967295 bytes of memory, room for 136314880"},
	{"PPMd, 2 GiB", SLICE(LIST("\1\x23\3\4\1\5\6\0\0\0\x80", ONE)), RC_LIMIT,
		"to unpack it takes 2147483648 bytes of memory, room for 136314880"},
	{"two coders that fit alone",
		SLICE(LIST("\2\x21\x21\1\x1D\x21\x21\1\x1C\1\0", "\5\5\0\0\5\1\0\0")), RC_LIMIT,
		"to unpack it takes 167772160 bytes of memory, room for 136314880"},
	{"copied, with a checksum", SLICE(LIST("\1\1\0", "\5\x0A\1CRC!\0\0\5\1\0\0")), RC_OK, ""},
	{"streams in streams",
		SLICE(LIST("\1\1\0", "\5\0\x08\x0D\2\x09\2\x0A\1CRC!CRC!\0\0\5\2\0\0")), RC_OK, ""},
	{"more streams than there may be",
		SLICE(LIST("\1\1\0", "\5\0\x08\x0D\xE0\x41\x42\x0F\0\0\5\2\0\0")), RC_LIMIT,
		"1000001 files in it, room for 1000000"},
	{"more files", SLICE("\1\5\xE0\x41\x42\x0F\0\0"), RC_LIMIT,
		"1000001 files in it, room for 1000000"},
	{"more folders", SLICE("\1\4\7\x0B\xE0\x41\x42\x0F\0"), RC_LIMIT,
		"1000001 streams in it, room for 1000000"},
	{"a number of nine bytes", SLICE("\1\5\xFF\1\2\3\4\5\6\7\x08\0"), RC_LIMIT,
		"578437695752307201 files in it, room for 1000000"},
	{"no coder", SLICE(LIST("\0", ONE)), RC_BAD, "its list of files is damaged"},
	{"too many of them", SLICE(LIST("\x21", ONE)), RC_BAD, "its list of files is damaged"},
	{"another order", SLICE("\1\4\x0B"), RC_BAD, "its list of files is damaged"},
	{"nothing known", SLICE("\2"), RC_BAD, "its list of files is damaged"},
	{"a packed list in AES", SLICE("\x17\6\0\1\x09\5\0\7\x0B\1\0\1\4\6\xF1\7\1\x0C\5\0\0"),
		RC_UNSUPPORTED,
		"its list of files is encrypted, or packed in a way that is not known"},
	{"a packed list of 1 GiB",
		SLICE("\x17\6\0\1\x09\2\0\7\x0B\1\0\1\1\0\x0C\xF0\0\0\0\x40\0\0"), RC_LIMIT,
		"a list of files of 1073741824 bytes, room for 33554432"},
	{"a packed list that takes 256 MiB",
		SLICE("\x17\6\0\1\x09\2\0\7\x0B\1\0\1\x23\3\1\1\5\x5D\0\0\0\x10\x0C\2\0\0"),
		RC_LIMIT, "to unpack it takes 268435456 bytes of memory, room for 136314880"},
};

static void
tells_how_much_memory_it_takes(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
		struct err e = ERR_NONE;

		if (check(slice_str("12345"), ROWS[i].list, &e) != ROWS[i].rc ||
			strcmp(e.text, ROWS[i].said) != 0)
			fail_msg("%s: %s", ROWS[i].what, e.text);
	}
}

/* A list of which nothing is to be known without its last byte. */
static void
refuses_any_truncation(void **state)
{
	const struct slice list = SLICE(LIST("\1\x23\3\1\1\5\x5D\0\0\0\4",
		"\5\x0A\1CRC!\0\x08\x0D\2\x09\2\x0A\1CRC!CRC!\0\0\5\2"));

	(void)state;
	for (size_t len = 1; len < list.len; len++) {
		struct err e = ERR_NONE;

		assert_rc(RC_BAD, check(SLICE_EMPTY, slice_first(list, len), &e), &e);
	}
}

/* What libarchive writes has its list packed by LZMA. */
static void
reads_lists_that_are_packed(void **state)
{
	static const struct packed_member members[] = {
		{"a.txt", "Tin thứ nhất\n", 'f'}, {"b.txt", "Tin thứ hai\n", 'f'}};
	uint8_t whole[4096];
	struct err e;
	size_t len;
	FILE *f;
	int fd;

	(void)state;
	if (strstr(lzma_decoder_library(), "not in this build") != NULL)
		skip();
	packed_make("file", "7z", members, 2);
	fd = open("file", O_RDONLY | O_CLOEXEC);
	assert_rc(RC_OK, sevenzip_memory_check(fd, &e), &e);
	close(fd);
	f = fopen("file", "re");
	assert_non_null(f);
	len = fread(whole, 1, sizeof whole, f);
	assert_int_equal(fclose(f), 0);
	for (size_t cut = 1; cut < len; cut++) {
		warc_save("file", slice_of(whole, cut));
		fd = open("file", O_RDONLY | O_CLOEXEC);
		assert_rc(RC_BAD, sevenzip_memory_check(fd, &e), &e);
		close(fd);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_SCRATCH(tells_how_much_memory_it_takes),
		IN_SCRATCH(refuses_any_truncation),
		IN_SCRATCH(reads_lists_that_are_packed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
