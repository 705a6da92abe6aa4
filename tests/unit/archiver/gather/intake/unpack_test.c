#include "support/test.h"

#include "archiver/gather/intake/unpack.h"
#include "archiver/gather/read/archive_input.h"
#include "support/packed.h"
#include "support/scratch.h"
#include "support/warc.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* What was told of members left out: "name: why" lines. */
static char told[8192];

static enum rc
tell(void *ctx, struct slice name, const char *why, struct err *e)
{
	size_t len = strlen(told);

	(void)ctx;
	(void)e;
	snprintf(told + len, sizeof told - len, "%.*s: %s\n", SLICE_FMT(name), why);
	return RC_OK;
}

static const struct unpack_listener LISTENER = {.refused = tell};

static int
remove_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)st;
	(void)kind;
	(void)at;
	return remove(path);
}

static enum rc
unpack_by(const char *path, bool alone, struct unpack_limits *limits, struct err *e)
{
	struct stat st;

	nftw("out", remove_one, 16, FTW_DEPTH | FTW_PHYS);
	assert_int_equal(mkdir("out", 0700), 0);
	assert_int_equal(stat(path, &st), 0);
	unpack_limits_start(limits, (uint64_t)st.st_size);
	told[0] = '\0';
	return unpack_archive(&(struct unpack_packed){path, alone}, "out", limits, &LISTENER, e);
}

static enum rc
unpack_with(const char *path, struct unpack_limits *limits, struct err *e)
{
	return unpack_by(path, false, limits, e);
}

static enum rc
unpack(const char *path, struct err *e)
{
	struct unpack_limits limits = UNPACK_LIMITS_DEFAULT;

	return unpack_with(path, &limits, e);
}

static void
skip_without_libarchive(void)
{
	if (strstr(archive_input_library(), "not in this build") != NULL)
		skip();
}

/* ---- what comes out ------------------------------------------------------------------------- */

static const char *const FORMS[] = {"zip", "7z", "tar", "tar.gz", "tar.xz", "tar.zst", "tar.bz2"};

static const struct packed_member GOOD[] = {
	{"tin", NULL, 'd'},
	{"tin/Bản tin số 1.txt", "Tin thứ nhất\n", 'f'},
	{"tin/ảnh/hai/2.txt", "Tin thứ hai\n", 'f'},
	{"./3.txt", "Tin thứ ba\n", 'f'},
};

static void
lays_out_each_form_alike(void **state)
{
	struct err e;

	(void)state;
	skip_without_libarchive();
	for (size_t i = 0; i < sizeof FORMS / sizeof *FORMS; i++) {
		packed_make("archive", FORMS[i], GOOD, sizeof GOOD / sizeof *GOOD);
		assert_rc(RC_OK, unpack("archive", &e), &e);
		assert_string_equal(told, "");
		assert_string_equal(scratch_read("out/tin/Bản tin số 1.txt"), "Tin thứ nhất\n");
		assert_string_equal(scratch_read("out/tin/ảnh/hai/2.txt"), "Tin thứ hai\n");
		assert_string_equal(scratch_read("out/3.txt"), "Tin thứ ba\n");
	}
}

static void
lays_out_files_that_only_their_owner_reads(void **state)
{
	struct stat file, folder;
	struct err e;

	(void)state;
	skip_without_libarchive();
	packed_make("archive", "tar", GOOD, sizeof GOOD / sizeof *GOOD);
	assert_rc(RC_OK, unpack("archive", &e), &e);
	assert_int_equal(lstat("out/3.txt", &file), 0);
	assert_int_equal(lstat("out/tin", &folder), 0);
	assert_int_equal(file.st_mode, S_IFREG | 0600);
	assert_int_equal(folder.st_mode, S_IFDIR | 0700);
}

/* ---- what does not ----------------------------------------------------------------------------
 */

#define A51   "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define A255  A51 A51 A51 A51 A51
#define DEEP6 "d/d/d/d/d/d/"
#define DEEP  DEEP6 DEEP6 DEEP6 DEEP6 DEEP6 DEEP6 DEEP6 DEEP6 DEEP6 DEEP6

struct left_out_row {
	struct packed_member member;
	const char *said; /* NULL where it is passed over */
};

/* Beside a file "b/c". */
static const struct left_out_row LEFT_OUT[] = {
	{{"../up.txt", "x", 'f'}, "../up.txt: its name leads out of the archive\n"},
	{{"a/../../up.txt", "x", 'f'}, "a/../../up.txt: its name leads out of the archive\n"},
	{{"a/..", "x", 'f'}, "a/..: its name leads out of the archive\n"},
	{{"/etc/up.txt", "x", 'f'}, "/etc/up.txt: its name is an absolute path\n"},
	{{A255 "a", "x", 'f'}, A255 "a: a part of its name is longer than 255 bytes\n"},
	{{DEEP "x", "x", 'f'}, DEEP "x: more than 60 folders deep\n"},
	{{"link.txt", "../secret", 'l'}, "link.txt: a link, not a file\n"},
	{{"hard.txt", "b/c", 'h'}, "hard.txt: a link, not a file\n"},
	{{"pipe.txt", "", 'p'}, "pipe.txt: a pipe, a socket or a device: not a file\n"},
	{{"b/c", "again", 'f'}, "b/c: a file of this name is in the archive already\n"},
	{{"./b//c", "again", 'f'}, "./b//c: a file of this name is in the archive already\n"},
	{{"B/C", "again", 'f'}, "B/C: a file of this name is in the archive already\n"},
	{{"b/c/d", "x", 'f'}, "b/c/d: a file and a folder of this name are in the archive\n"},
	{{"b", "x", 'f'}, "b: a file and a folder of this name are in the archive\n"},
	{{".hidden", "x", 'f'}, NULL},
	{{"x/.hidden/y", "x", 'f'}, NULL},
	{{"__MACOSX/x", "x", 'f'}, NULL},
	{{"empty", NULL, 'd'}, NULL},
};

static void
leaves_out_what_is_no_file_of_its_own(void **state)
{
	struct err e;

	(void)state;
	skip_without_libarchive();
	for (size_t i = 0; i < sizeof LEFT_OUT / sizeof *LEFT_OUT; i++) {
		const struct left_out_row *row = &LEFT_OUT[i];
		struct packed_member members[] = {
			{"b/c", "kept", 'f'}, row->member, {"z", "kept", 'f'}};

		packed_make("archive", "tar", members, 3);
		assert_rc(RC_OK, unpack("archive", &e), &e);
		assert_string_equal(told, row->said == NULL ? "" : row->said);
		assert_string_equal(scratch_read("out/b/c"), "kept");
		assert_string_equal(scratch_read("out/z"), "kept");
		assert_int_not_equal(access("up.txt", F_OK), 0);
	}
}

static void
takes_two_forms_of_the_same_letters_for_one_name(void **state)
{
	const struct packed_member members[] = {
		{"\xE1\xBA\xA3nh.txt", "composed", 'f'}, {"a\xCC\x89nh.txt", "decomposed", 'f'}};
	struct err e;

	(void)state;
	skip_without_libarchive();
	packed_make("archive", "tar", members, 2);
	assert_rc(RC_OK, unpack("archive", &e), &e);
	assert_string_equal(
		told, "a\xCC\x89nh.txt: a file of this name is in the archive already\n");
}

/* ---- limits -----------------------------------------------------------------------------------
 */

static void
refuses_an_archive_beyond_a_limit(void **state)
{
	static uint8_t blank[20 * MIB];
	const char *const names[] = {"1", "2", "3"};
	const struct slice contents[] = {
		slice_of(blank, 100), slice_of(blank, sizeof blank), slice_of(blank, 100)};
	struct unpack_limits limits = UNPACK_LIMITS_DEFAULT;
	struct err e;

	(void)state;
	skip_without_libarchive();
	packed_make_of("archive", "zip", names, contents, 3);
	assert_rc(RC_LIMIT, unpack_with("archive", &limits, &e), &e);
	assert_non_null(strstr(e.text, "(unpacked-ratio)"));
	limits.ratio = 10000;
	assert_rc(RC_OK, unpack_with("archive", &limits, &e), &e);
	limits.bytes = sizeof blank + 199;
	assert_rc(RC_LIMIT, unpack_with("archive", &limits, &e), &e);
	assert_string_equal(e.text,
		"20971720 bytes and more come out of it, room for 20971719 (unpacked-size)");
	limits.members = 2;
	limits.bytes = LIMIT_UNPACKED;
	assert_rc(RC_LIMIT, unpack_with("archive", &limits, &e), &e);
	assert_string_equal(e.text, "3 files and more in it, room for 2 (unpacked-files)");
}

/* ---- damage -----------------------------------------------------------------------------------
 */

static void
answers_for_every_truncation(void **state)
{
	static uint8_t whole[65536];
	struct err e;

	(void)state;
	skip_without_libarchive();
	for (size_t i = 0; i < sizeof FORMS / sizeof *FORMS; i++) {
		size_t len, step;
		FILE *f;

		packed_make("archive", FORMS[i], GOOD, sizeof GOOD / sizeof *GOOD);
		f = fopen("archive", "re");
		assert_non_null(f);
		len = fread(whole, 1, sizeof whole, f);
		assert_int_equal(fclose(f), 0);
		step = strcmp(FORMS[i], "tar") == 0 ? 100 : 1;
		for (size_t cut = 1; cut < len; cut += step) {
			enum rc rc;

			f = fopen("cut", "we");
			assert_non_null(f);
			assert_int_equal(fwrite(whole, 1, cut, f), cut);
			assert_int_equal(fclose(f), 0);
			rc = unpack("cut", &e);
			assert_true(rc == RC_OK || rc == RC_BAD);
			/* Only a tar may end where its last member does, without more. */
			assert_true(rc == RC_BAD || FORMS[i][0] == 't');
		}
	}
}

/* What its checksum does not bear out is left out, and told; the others are kept. */
static void
lays_out_nothing_that_is_damaged(void **state)
{
	static const char kept[] = "kept and long enough to be found";
	const struct packed_member members[] = {{"a", kept, 'f'}, {"b", kept, 'f'}};
	uint8_t whole[4096];
	size_t len, told_of = 0;
	struct err e;
	FILE *f;

	(void)state;
	skip_without_libarchive();
	packed_make("archive", "zip", members, 2);
	f = fopen("archive", "re");
	assert_non_null(f);
	len = fread(whole, 1, sizeof whole, f);
	assert_int_equal(fclose(f), 0);
	for (size_t at = 0; at < len; at++) {
		enum rc rc;

		whole[at] ^= 0x55;
		f = fopen("changed", "we");
		assert_non_null(f);
		assert_int_equal(fwrite(whole, 1, len, f), len);
		assert_int_equal(fclose(f), 0);
		whole[at] ^= 0x55;
		rc = unpack("changed", &e);
		assert_true(rc == RC_OK || rc == RC_BAD);
		if (rc != RC_OK)
			continue;
		told_of += strncmp(told, "a: ", 3) == 0;
		if (access("out/a", F_OK) == 0)
			assert_string_equal(scratch_read("out/a"), kept);
		if (access("out/b", F_OK) == 0)
			assert_string_equal(scratch_read("out/b"), kept);
	}
	assert_true(told_of > 20);
}

/* ---- one file, compressed -------------------------------------------------------------------- */

static const struct {
	const char *called, *filter, *is;
} ALONE[] = {
	{"page.html.gz", "raw.gz", "out/page.html"},
	{"report.txt.xz", "raw.xz", "out/report.txt"},
	{"report.txt.bz2", "raw.bz2", "out/report.txt"},
	{"report.txt.zst", "raw.zst", "out/report.txt"},
	{"report", "raw.gz", "out/report"},
	{"report.gz.gz", "raw.gz", "out/report.gz"},
	{"bản tin.TXT.gz", "raw.gz", "out/bản tin.TXT"},
	{".gz", "raw.gz", "out/report"},
	{".report.gz", "raw.gz", "out/report"},
};

static void
lays_out_a_compressed_file_by_its_name(void **state)
{
	static const struct packed_member one[] = {{"x", "Tin thứ nhất\n", 'f'}};

	(void)state;
	skip_without_libarchive();
	for (size_t i = 0; i < sizeof ALONE / sizeof *ALONE; i++) {
		struct unpack_limits limits = UNPACK_LIMITS_DEFAULT;
		struct err e;

		packed_make(ALONE[i].called, ALONE[i].filter, one, 1);
		assert_rc(RC_OK, unpack_by(ALONE[i].called, true, &limits, &e), &e);
		assert_string_equal(told, "");
		assert_string_equal(scratch_read(ALONE[i].is), "Tin thứ nhất\n");
	}
}

static void
refuses_a_compressed_file_beyond_a_limit(void **state)
{
	static const struct packed_member one[] = {{"x", "Tin thứ nhất\n", 'f'}};
	struct unpack_limits limits = UNPACK_LIMITS_DEFAULT;
	struct err e;

	(void)state;
	skip_without_libarchive();
	limits.bytes = 10;
	packed_make("a.gz", "raw.gz", one, 1);
	assert_rc(RC_LIMIT, unpack_by("a.gz", true, &limits, &e), &e);
	assert_non_null(strstr(e.text, "room for 10 (unpacked-size)"));
}

/* `printf 'Tin\n' | xz --lzma2=dict=1GiB --check=crc32` */
static const uint8_t LARGE_XZ[] = {0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00, 0x00, 0x01, 0x69, 0x22, 0xDE,
	0x36, 0x02, 0x00, 0x21, 0x01, 0x24, 0x00, 0x00, 0x00, 0x5E, 0x1F, 0xC7, 0xF9, 0x01, 0x00,
	0x03, 0x54, 0x69, 0x6E, 0x0A, 0x00, 0x71, 0x18, 0x86, 0x39, 0x00, 0x01, 0x18, 0x04, 0x6B,
	0xE9, 0xF0, 0xA5, 0x90, 0x42, 0x99, 0x0D, 0x01, 0x00, 0x00, 0x00, 0x00, 0x01, 0x59, 0x5A};

/* xz says in its first block how much memory it wants; the dictionary here is of 1 GiB. */
static void
refuses_xz_that_takes_too_much_memory(void **state)
{
	struct unpack_limits limits = UNPACK_LIMITS_DEFAULT;
	struct err e;

	(void)state;
	skip_without_libarchive();
	warc_save("a.xz", slice_of(LARGE_XZ, sizeof LARGE_XZ));
	assert_rc(RC_LIMIT, unpack_by("a.xz", true, &limits, &e), &e);
	assert_non_null(strstr(e.text, "bytes of memory, room for 136314880"));
}

static const struct {
	const char *what;
	struct slice frame;
	const char *said;
} LARGE_ZSTD[] = {
	{"a window of 2 GiB", SLICE("\x28\xB5\x2F\xFD\0\xA8\1\0\0"),
		"to unpack it takes 2147483648 bytes of memory, room for 136314880"},
	{"a window of 144 MiB", SLICE("\x28\xB5\x2F\xFD\0\x89\1\0\0"),
		"to unpack it takes 150994944 bytes of memory, room for 136314880"},
	{"a content of 4 GiB in one piece, behind a dictionary's id",
		SLICE("\x28\xB5\x2F\xFD\xE3\1\2\3\4\0\0\0\0\1\0\0\0\1\0\0"),
		"to unpack it takes 4294967296 bytes of memory, room for 136314880"},
};

static void
refuses_zstd_that_takes_too_much_memory(void **state)
{
	(void)state;
	skip_without_libarchive();
	for (size_t i = 0; i < sizeof LARGE_ZSTD / sizeof *LARGE_ZSTD; i++) {
		struct unpack_limits limits = UNPACK_LIMITS_DEFAULT;
		struct err e = ERR_NONE;

		warc_save("a.zst", LARGE_ZSTD[i].frame);
		if (unpack_by("a.zst", true, &limits, &e) != RC_LIMIT ||
			strcmp(e.text, LARGE_ZSTD[i].said) != 0)
			fail_msg("%s: %s", LARGE_ZSTD[i].what, e.text);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_SCRATCH(lays_out_each_form_alike),
		IN_SCRATCH(lays_out_files_that_only_their_owner_reads),
		IN_SCRATCH(leaves_out_what_is_no_file_of_its_own),
		IN_SCRATCH(takes_two_forms_of_the_same_letters_for_one_name),
		IN_SCRATCH(refuses_an_archive_beyond_a_limit),
		IN_SCRATCH(answers_for_every_truncation),
		IN_SCRATCH(lays_out_nothing_that_is_damaged),
		IN_SCRATCH(lays_out_a_compressed_file_by_its_name),
		IN_SCRATCH(refuses_a_compressed_file_beyond_a_limit),
		IN_SCRATCH(refuses_xz_that_takes_too_much_memory),
		IN_SCRATCH(refuses_zstd_that_takes_too_much_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
