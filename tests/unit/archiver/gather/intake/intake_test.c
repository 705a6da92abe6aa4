#include "support/test.h"

#include "archiver/gather/intake/intake.h"
#include "archiver/gather/intake/report_file.h"
#include "archiver/gather/intake/scratch_place.h"
#include "archiver/gather/read/archive_input.h"
#include "support/packed.h"
#include "support/scratch.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#define JPEG "\xFF\xD8\xFF\xE0..."

/* ---- making things
 * ---------------------------------------------------------------------------------- */

static void
write_file(const char *path, struct slice content)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, content.p, content.len), (ssize_t)content.len);
	close(fd);
}

static void
write_text(const char *path)
{
	write_file(path, slice_str("Tin\n"));
}

static void
make_folder(const char *path)
{
	assert_int_equal(mkdir(path, 0755), 0);
}

/* ---- one file
 * --------------------------------------------------------------------------------------- */

struct refused_row {
	const char *path;
	enum rc rc;
	const char *said;
};

static const struct refused_row REFUSED[] = {
	{"absent", RC_IO, "cannot open it: No such file or directory"},
	{"empty", RC_BAD, "empty"},
	{"folder", RC_BAD, "a folder, not a file"},
	{"link", RC_BAD, "a symbolic link, not a file"},
	{"pipe", RC_BAD, "a pipe, not a file"},
	{"socket", RC_BAD, "a pipe or a socket, not a file"},
	{"/dev/null", RC_BAD, "a device, not a file"},
	{"large", RC_LIMIT, "11 bytes, room for 10"},
	{"sparse", RC_LIMIT, "1099511627776 bytes, room for 10"},
};

static void
make_what_is_refused(void)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = "socket"};
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	assert_int_equal(bind(fd, (struct sockaddr *)&address, sizeof address), 0);
	close(fd);
	write_file("empty", slice_str(""));
	make_folder("folder");
	write_text("text");
	assert_int_equal(symlink("text", "link"), 0);
	assert_int_equal(mkfifo("pipe", 0644), 0);
	write_file("large", slice_str("12345678901"));
	write_text("sparse");
	assert_int_equal(truncate("sparse", (off_t)1 << 40), 0);
}

static void
opens_regular_files_within_its_room_only(void **state)
{
	struct bytes out = BYTES_UP_TO(1024);
	struct report_file is;
	struct digest digest;
	struct err e;

	(void)state;
	make_what_is_refused();
	bytes_str(&out, "before");
	for (size_t i = 0; i < sizeof REFUSED / sizeof *REFUSED; i++) {
		const struct refused_row *row = &REFUSED[i];

		assert_rc(row->rc, report_file_read(row->path, 10, &out, &is, &e), &e);
		assert_string_equal(e.text, row->said);
		assert_slice_is(bytes_slice(&out), "before");
		assert_rc(row->rc, report_file_hash(row->path, 10, &digest, &is, &e), &e);
		assert_string_equal(e.text, row->said);
	}
	assert_rc(RC_OK, report_file_read("text", 4, &out, &is, &e), &e);
	assert_slice_is(bytes_slice(&out), "beforeTin\n");
	assert_int_equal(is.size, 4);
	bytes_release(&out);
}

static void
reads_first_bytes_of_what_is_there(void **state)
{
	struct bytes out = BYTES_UP_TO(1024);
	struct err e;

	(void)state;
	write_text("text");
	assert_rc(RC_OK, report_file_first("text", 2, &out, &e), &e);
	assert_slice_is(bytes_slice(&out), "Ti");
	bytes_clear(&out);
	assert_rc(RC_OK, report_file_first("text", 100, &out, &e), &e);
	assert_slice_is(bytes_slice(&out), "Tin\n");
	bytes_clear(&out);
	assert_rc(RC_IO, report_file_first("absent", 100, &out, &e), &e);
	assert_int_equal(out.len, 0);
	bytes_release(&out);
}

/* A sink in whose middle the file it is fed from changes. */
struct meddling {
	const char *path;
	size_t taken;
};

static enum rc
meddle(void *ctx, struct slice s, struct err *e)
{
	struct meddling *m = ctx;

	(void)e;
	m->taken += s.len;
	if (m->path != NULL)
		write_file(m->path, slice_str("something else"));
	m->path = NULL;
	return RC_OK;
}

static void
copies_only_the_file_that_was_seen(void **state)
{
	struct bytes big = BYTES_UP_TO(1024 * 1024);
	struct meddling m = {NULL, 0};
	struct sink sink = {meddle, &m};
	struct report_file is;
	struct digest digest, expected;
	struct err e;

	(void)state;
	bytes_zero(&big, 300 * 1024);
	write_file("big", bytes_slice(&big));
	expected = digest_of(bytes_slice(&big));
	assert_rc(RC_OK, report_file_hash("big", 1 << 20, &digest, &is, &e), &e);
	assert_true(digest_equal(&digest, &expected));
	assert_rc(RC_OK, report_file_copy("big", &is, &sink, &e), &e);
	assert_int_equal(m.taken, 300 * 1024);
	m = (struct meddling){"big", 0};
	assert_rc(RC_IO, report_file_copy("big", &is, &sink, &e), &e);
	assert_string_equal(e.text, "changed while it was read");
	m.taken = 0;
	assert_rc(RC_IO, report_file_copy("big", &is, &sink, &e), &e);
	assert_int_equal(m.taken, 0);
	bytes_release(&big);
}

/* ---- inputs
 * ------------------------------------------------------------------------------------------- */

/* Where a file lies; what was unpacked lies in "~". */
static const char *
place_of(const char *path)
{
	static char place[8192];
	const char *slash = path;

	if (strncmp(path, "./" SCRATCH_PLACE_PREFIX, strlen("./" SCRATCH_PLACE_PREFIX)) != 0)
		return path;
	for (unsigned i = 0; i < 3; i++)
		slash = strchr(slash, '/') + 1;
	assert_int_equal(access(path, R_OK), 0);
	assert_true((size_t)snprintf(place, sizeof place, "~/%s", slash) < sizeof place);
	return place;
}

/* Against which archives are unpacked. */
static struct unpack_limits limits;

/* All reports as a text: a line each, with pictures in brackets, or why it is refused. */
static void
list_all(const char *const *inputs, size_t count, FILE *list, struct bytes *out)
{
	char *owned[8] = {NULL};
	struct intake_inputs in = {.at = owned,
		.count = count,
		.list = list,
		.scratch = AT_FDCWD,
		.scratch_path = ".",
		.limits = limits};
	struct intake *intake;
	struct intake_report r;
	struct err e;
	bool got;

	bytes_clear(out);
	assert_true(count <= sizeof owned / sizeof *owned);
	for (size_t i = 0; i < count; i++)
		assert_non_null(owned[i] = strdup(inputs[i]));
	assert_rc(RC_OK, intake_new(&in, &intake, &e), &e);
	for (;;) {
		assert_rc(RC_OK, intake_next(intake, &r, &got, &e), &e);
		if (!got)
			break;
		bytes_str(out, r.shown);
		if (r.refusal != NULL)
			bytes_fmt(out, ": %s", r.refusal);
		else if (strcmp(r.shown, r.text) != 0)
			bytes_fmt(out, " = %s", place_of(r.text));
		for (size_t i = 0; i < r.picture_count; i++)
			bytes_fmt(out, " [%s]", place_of(r.pictures[i]));
		bytes_u8(out, '\n');
		intake_report_release(&r);
	}
	intake_free(intake);
	for (size_t i = 0; i < count; i++)
		free(owned[i]);
}

static void
walks_in_byte_order_of_paths(void **state)
{
	const char *inputs[] = {"in"};
	struct bytes out = BYTES_UP_TO(64 * 1024);

	(void)state;
	make_folder("in");
	make_folder("in/a");
	make_folder("in/.hidden");
	make_folder("in/c");
	write_text("in/a/2.txt");
	write_text("in/a/10.txt");
	write_text("in/a-b.txt");
	write_text("in/a.txt");
	write_text("in/B");
	write_text("in/.hidden/x");
	write_text("in/.x");
	write_text("in/a0");
	list_all(inputs, 1, NULL, &out);
	assert_slice_is(
		bytes_slice(&out), "in/B\nin/a-b.txt\nin/a.txt\nin/a/10.txt\nin/a/2.txt\nin/a0\n");
	bytes_release(&out);
}

static void
takes_a_text_with_pictures_for_one_report(void **state)
{
	const char *inputs[] = {"one", "two/", "three", "four", "five"};
	struct bytes out = BYTES_UP_TO(64 * 1024);

	(void)state;
	make_folder("one");
	write_text("one/bai.txt");
	write_file("one/2.png", slice_str("\x89PNG\r\n\x1A\n"));
	write_file("one/1.txt", slice_str(JPEG));
	write_file("one/film.bin", RAW("\0\1\2\3"));
	write_file("one/.DS_Store", RAW("\0\1\2\3"));
	make_folder("two");
	write_text("two/a.txt");
	write_text("two/b.txt");
	write_file("two/c.jpg", slice_str(JPEG));
	make_folder("three");
	make_folder("three/deeper");
	write_text("three/a.txt");
	write_file("three/b.jpg", slice_str(JPEG));
	make_folder("four");
	write_file("four/b.jpg", slice_str(JPEG));
	make_folder("five");
	write_text("five/a.txt");
	list_all(inputs, 5, NULL, &out);
	assert_slice_is(bytes_slice(&out),
		"one/film.bin\n"
		"one = one/bai.txt [one/1.txt] [one/2.png]\n"
		"two/a.txt\ntwo/b.txt\ntwo/c.jpg\n"
		"three/a.txt\nthree/b.jpg\n"
		"four/b.jpg\n"
		"five/a.txt\n");
	bytes_release(&out);
}

/* ---- archives --------------------------------------------------------------------------------
 */

#define PNG "\x89PNG\r\n\x1A\n"

static void
skip_without_libarchive(void)
{
	if (strstr(archive_input_library(), "not in this build") != NULL)
		skip();
}

static void
takes_an_archive_for_a_folder(void **state)
{
	static const struct packed_member one[] = {
		{"bai.txt", "Tin\n", 'f'}, {"2.png", PNG, 'f'}, {"1.png", PNG, 'f'}};
	static const struct packed_member many[] = {{"z.txt", "Tin\n", 'f'},
		{"tin/b.html", "<html>", 'f'}, {"tin/b_files/1.png", PNG, 'f'},
		{"tin/a.txt", "Tin\n", 'f'}, {"../up", "x", 'f'}, {"link", "z.txt", 'l'}};
	const char *inputs[] = {"one.zip", "in"};
	struct bytes out = BYTES_UP_TO(64 * 1024);

	(void)state;
	skip_without_libarchive();
	make_folder("in");
	packed_make("one.zip", "zip", one, 3);
	packed_make("in/many.tar.gz", "tar.gz", many, 6);
	write_text("in/a.txt");
	write_file("in/b.jpg", slice_str(JPEG));
	list_all(inputs, 2, NULL, &out);
	assert_slice_is(bytes_slice(&out),
		"one.zip = ~/bai.txt [~/1.png] [~/2.png]\n"
		"in/a.txt\n"
		"in/b.jpg\n"
		"in/many.tar.gz/../up: its name leads out of the archive\n"
		"in/many.tar.gz/link: a link, not a file\n"
		"in/many.tar.gz/tin/a.txt = ~/tin/a.txt\n"
		"in/many.tar.gz/tin/b.html = ~/tin/b.html\n"
		"in/many.tar.gz/z.txt = ~/z.txt\n");
	bytes_release(&out);
}

/* `name` is a zip with the file `of` and a text `name`.txt in it. */
static void
wrap(const char *name, const char *of)
{
	static uint8_t inner[65536];
	char text[16];
	const char *names[] = {of, text};
	struct slice contents[] = {SLICE_EMPTY, slice_str("Tin\n")};
	FILE *f = fopen(of, "re");

	assert_non_null(f);
	contents[0] = slice_of(inner, fread(inner, 1, sizeof inner, f));
	assert_int_equal(fclose(f), 0);
	snprintf(text, sizeof text, "%s.txt", name);
	packed_make_of(name, "zip", names, contents, 2);
}

static void
unpacks_archives_in_archives_within_limits(void **state)
{
	static const struct packed_member innermost[] = {{"a.txt", "Tin\n", 'f'}};
	const char *inputs[] = {"3"};
	struct bytes out = BYTES_UP_TO(64 * 1024);

	(void)state;
	skip_without_libarchive();
	packed_make("1", "zip", innermost, 1);
	wrap("2", "1");
	wrap("3", "2");
	list_all(inputs, 1, NULL, &out);
	assert_slice_is(bytes_slice(&out),
		"3/2/1/a.txt = ~/a.txt\n3/2/2.txt = ~/2.txt\n3/3.txt = ~/3.txt\n");
	limits = UNPACK_LIMITS_DEFAULT;
	limits.depth = 2;
	list_all(inputs, 1, NULL, &out);
	assert_slice_is(bytes_slice(&out),
		"3/2/1: an archive in 2 others, room for archives 2 deep (unpacked-depth)\n"
		"3/2/2.txt = ~/2.txt\n3/3.txt = ~/3.txt\n");
	limits = UNPACK_LIMITS_DEFAULT;
	limits.members = 4;
	list_all(inputs, 1, NULL, &out);
	assert_slice_is(bytes_slice(&out),
		"3/2/1: 5 files and more in it, room for 4 (unpacked-files)\n"
		"3/2/2.txt = ~/2.txt\n3/3.txt = ~/3.txt\n");
	limits.members = 1;
	list_all(inputs, 1, NULL, &out);
	assert_slice_is(
		bytes_slice(&out), "3: 2 files and more in it, room for 1 (unpacked-files)\n");
	limits = (struct unpack_limits){0};
	bytes_release(&out);
}

static void
leaves_nothing_of_an_archive_behind(void **state)
{
	static const struct packed_member members[] = {{"a.txt", "Tin\n", 'f'}};
	const char *inputs[] = {"good.zip", "bad.zip"};
	struct bytes out = BYTES_UP_TO(64 * 1024);

	(void)state;
	skip_without_libarchive();
	packed_make("good.zip", "zip", members, 1);
	write_file("bad.zip", slice_str("PK\3\4 and nothing more"));
	list_all(inputs, 2, NULL, &out);
	assert_slice_is(bytes_slice(&out),
		"good.zip/a.txt = ~/a.txt\n"
		"bad.zip: cannot be unpacked: Unrecognized archive format\n");
	assert_int_equal(unlink("good.zip"), 0);
	assert_int_equal(unlink("bad.zip"), 0);
	/* The test's own folder is empty. */
	assert_int_equal(rmdir(scratch_path), 0);
	assert_int_equal(mkdir(scratch_path, 0700), 0);
	assert_int_equal(chdir(scratch_path), 0);
	bytes_release(&out);
}

static void
gives_out_what_it_cannot_take_as_refused(void **state)
{
	const char *inputs[] = {"absent", "in", "pipe", "linked", "to-folder"};
	struct bytes out = BYTES_UP_TO(64 * 1024);
	char expected[1024];

	(void)state;
	make_folder("in");
	write_text("in/a");
	assert_int_equal(symlink("a", "in/b"), 0);
	assert_int_equal(symlink("..", "in/c"), 0);
	assert_int_equal(mkfifo("in/d", 0644), 0);
	make_folder("in/e");
	write_text("in/e/x");
	assert_int_equal(mkfifo("pipe", 0644), 0);
	assert_int_equal(symlink("in/a", "linked"), 0);
	assert_int_equal(symlink("in/e", "to-folder"), 0);
	list_all(inputs, 5, NULL, &out);
	assert_true((size_t)snprintf(expected, sizeof expected,
			    "absent: cannot look at it: No such file or directory\n"
			    "in/a\n"
			    "in/b: a link, a pipe, a socket or a device: not a file\n"
			    "in/c: a link, a pipe, a socket or a device: not a file\n"
			    "in/d: a link, a pipe, a socket or a device: not a file\n"
			    "in/e/x\n"
			    "pipe: a pipe, a socket or a device: not a file\n"
			    "linked = %s/in/a\n"
			    "to-folder/x\n",
			    scratch_path) < sizeof expected);
	if (!slice_is(bytes_slice(&out), expected))
		fail_msg("%.*s", SLICE_FMT(bytes_slice(&out)));
	bytes_release(&out);
}

static void
refuses_a_folder_that_cannot_be_read(void **state)
{
	const char *inputs[] = {"in"};
	struct bytes out = BYTES_UP_TO(64 * 1024);

	(void)state;
	if (geteuid() == 0)
		skip();
	make_folder("in");
	make_folder("in/shut");
	write_text("in/z");
	assert_int_equal(chmod("in/shut", 0), 0);
	list_all(inputs, 1, NULL, &out);
	assert_int_equal(chmod("in/shut", 0755), 0);
	assert_slice_is(
		bytes_slice(&out), "in/shut: cannot open the folder: Permission denied\nin/z\n");
	bytes_release(&out);
}

static void
goes_no_deeper_than_anyone_would(void **state)
{
	const char *inputs[] = {"d"};
	struct bytes out = BYTES_UP_TO(64 * 1024);
	struct slice said;
	char path[INTAKE_DEPTH_MAX * 2 + 16] = "d";

	(void)state;
	make_folder(path);
	for (int i = 1; i <= INTAKE_DEPTH_MAX; i++) {
		memcpy(path + strlen(path), "/d", sizeof "/d");
		make_folder(path);
	}
	list_all(inputs, 1, NULL, &out);
	said = bytes_slice(&out);
	assert_true(slice_starts(said, path));
	assert_true(slice_ends(said, "/d: more than 64 folders deep\n"));
	assert_int_equal(slice_find(said, '\n'), said.len - 1);
	bytes_release(&out);
}

/* Deeper than the system lets one call name: 20 folders of 250 bytes. */
static void
refuses_a_path_that_is_too_long(void **state)
{
	const char *inputs[] = {"long"};
	struct bytes out = BYTES_UP_TO(64 * 1024);
	struct slice said;
	char name[251];

	(void)state;
	memset(name, 'n', sizeof name - 1);
	name[sizeof name - 1] = '\0';
	make_folder("long");
	assert_int_equal(chdir("long"), 0);
	for (int i = 0; i < 20; i++) {
		make_folder(name);
		assert_int_equal(chdir(name), 0);
	}
	assert_int_equal(chdir(scratch_path), 0);
	list_all(inputs, 1, NULL, &out);
	said = bytes_slice(&out);
	assert_true(slice_starts(said, "long/nnn"));
	assert_true(slice_ends(said, ": something with too long a path in this folder\n"));
	/* Nor would it be removed by its path. */
	assert_int_equal(chdir("long"), 0);
	while (chdir(name) == 0)
		;
	while (chdir("..") == 0 && rmdir(name) == 0)
		;
	assert_int_equal(chdir(scratch_path), 0);
	bytes_release(&out);
}

static void
reads_a_list_of_paths(void **state)
{
	const char *inputs[] = {"a", "-", "b"};
	char lines[] = "c\n\nin\nabsent\nlast";
	char nul[] = "a\0b\nc\n";
	const char *file_named_so[] = {"./-"};
	struct bytes out = BYTES_UP_TO(64 * 1024);
	FILE *list = fmemopen(lines, sizeof lines - 1, "r");

	(void)state;
	make_folder("in");
	write_text("a");
	write_text("b");
	write_text("c");
	write_text("in/x");
	write_text("last");
	write_text("-");
	list_all(inputs, 3, list, &out);
	fclose(list);
	assert_slice_is(bytes_slice(&out),
		"a\nc\nin/x\nabsent: cannot look at it: No such file or directory\nlast\nb\n");
	list = fmemopen(nul, sizeof nul - 1, "r");
	list_all(inputs + 1, 1, list, &out);
	fclose(list);
	assert_slice_is(bytes_slice(&out), "(a line of the list): a path with a NUL in it\nc\n");
	list_all(file_named_so, 1, NULL, &out);
	assert_slice_is(bytes_slice(&out), "./-\n");
	bytes_release(&out);
}

static void
refuses_an_endless_line_in_a_list(void **state)
{
	const char *inputs[] = {"-"};
	size_t len = 100 * 1000;
	char *lines = malloc(len + 3);
	struct bytes out = BYTES_UP_TO(64 * 1024);
	FILE *list;

	(void)state;
	assert_non_null(lines);
	memset(lines, 'x', len);
	memcpy(lines + len, "\na\n", 3);
	write_text("a");
	list = fmemopen(lines, len + 3, "r");
	list_all(inputs, 1, list, &out);
	fclose(list);
	assert_true(slice_starts(bytes_slice(&out), "xxx"));
	assert_true(slice_ends(bytes_slice(&out), ": its path is too long\na\n"));
	free(lines);
	bytes_release(&out);
}

static void
holds_no_descriptor_between_calls(void **state)
{
	char input[] = "in", *inputs[] = {input};
	struct intake_inputs in = {.at = inputs, .count = 1, .scratch = AT_FDCWD};
	struct intake *intake;
	struct intake_report r;
	struct err e;
	bool got;
	int before, after;

	(void)state;
	make_folder("in");
	make_folder("in/a");
	make_folder("in/a/b");
	write_text("in/a/b/c");
	before = dup(0);
	close(before);
	assert_rc(RC_OK, intake_new(&in, &intake, &e), &e);
	assert_rc(RC_OK, intake_next(intake, &r, &got, &e), &e);
	assert_true(got);
	after = dup(0);
	close(after);
	assert_int_equal(before, after);
	intake_report_release(&r);
	intake_report_release(&r);
	intake_free(intake);
}

int
main(void)
{
#define IN_SCRATCH(test) cmocka_unit_test_setup_teardown(test, scratch_make, scratch_remove)
	const struct CMUnitTest tests[] = {
		IN_SCRATCH(opens_regular_files_within_its_room_only),
		IN_SCRATCH(reads_first_bytes_of_what_is_there),
		IN_SCRATCH(copies_only_the_file_that_was_seen),
		IN_SCRATCH(walks_in_byte_order_of_paths),
		IN_SCRATCH(takes_a_text_with_pictures_for_one_report),
		IN_SCRATCH(takes_an_archive_for_a_folder),
		IN_SCRATCH(unpacks_archives_in_archives_within_limits),
		IN_SCRATCH(leaves_nothing_of_an_archive_behind),
		IN_SCRATCH(gives_out_what_it_cannot_take_as_refused),
		IN_SCRATCH(refuses_a_folder_that_cannot_be_read),
		IN_SCRATCH(goes_no_deeper_than_anyone_would),
		IN_SCRATCH(refuses_a_path_that_is_too_long),
		IN_SCRATCH(reads_a_list_of_paths),
		IN_SCRATCH(refuses_an_endless_line_in_a_list),
		IN_SCRATCH(holds_no_descriptor_between_calls),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
