/* Files below a folder, and the lines of one. */
#include "format/bundle/beneath.h"

#include "format/base/limits.h"
#include "format/bundle/folder_lines.h"
#include "support/scratch.h"
#include "support/test.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static int
open_here(void)
{
	int fd = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	assert_true(fd >= 0);
	return fd;
}

/* a/b/file, links to all of them, a FIFO, and something outside. */
static void
furnish(void)
{
	assert_int_equal(mkdir("root", 0755), 0);
	assert_int_equal(mkdir("root/a", 0755), 0);
	assert_int_equal(mkdir("root/a/b", 0755), 0);
	scratch_write("root/a/b/file", "content\n");
	scratch_write("outside", "secret\n");
	assert_int_equal(symlink("file", "root/a/b/link"), 0);
	assert_int_equal(symlink("b", "root/a/blink"), 0);
	assert_int_equal(symlink("../outside", "root/out"), 0);
	assert_int_equal(symlink("/", "root/all"), 0);
	assert_int_equal(symlink("nowhere", "root/dangling"), 0);
	assert_int_equal(mkfifo("root/fifo", 0644), 0);
	assert_int_equal(chdir("root"), 0);
}

static void
opens_what_it_should_and_follows_no_link(void **state)
{
	static const struct {
		const char *path;
		enum beneath_finding file, folder;
	} rows[] = {
		{"a/b/file", BENEATH_GOOD, BENEATH_STRANGE},
		{"a/b", BENEATH_STRANGE, BENEATH_GOOD},
		{"a", BENEATH_STRANGE, BENEATH_GOOD},
		{"a/b/none", BENEATH_MISSING, BENEATH_MISSING},
		{"none/file", BENEATH_MISSING, BENEATH_MISSING},
		{"a/b/link", BENEATH_STRANGE, BENEATH_STRANGE},
		{"a/blink/file", BENEATH_STRANGE, BENEATH_STRANGE},
		{"a/blink", BENEATH_STRANGE, BENEATH_STRANGE},
		{"a/b/file/more", BENEATH_STRANGE, BENEATH_STRANGE},
		{"out", BENEATH_STRANGE, BENEATH_STRANGE},
		{"all", BENEATH_STRANGE, BENEATH_STRANGE},
		{"all/etc/passwd", BENEATH_STRANGE, BENEATH_STRANGE},
		{"dangling", BENEATH_STRANGE, BENEATH_STRANGE},
		{"fifo", BENEATH_STRANGE, BENEATH_STRANGE},
		{"", BENEATH_MISSING, BENEATH_MISSING},
		{"/etc/passwd", BENEATH_MISSING, BENEATH_MISSING},
		{"a//b/file", BENEATH_MISSING, BENEATH_MISSING},
		{"a/b/", BENEATH_MISSING, BENEATH_MISSING},
	};
	int here;

	(void)state;
	furnish();
	here = open_here();
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct slice path = slice_str(rows[i].path);
		int fd;

		if (beneath_open_file(here, path, &fd).finding != rows[i].file)
			fail_msg("file %s", rows[i].path);
		assert_int_equal(fd >= 0, rows[i].file == BENEATH_GOOD);
		if (fd >= 0)
			close(fd);
		if (beneath_open_folder(here, path, &fd).finding != rows[i].folder)
			fail_msg("folder %s", rows[i].path);
		assert_int_equal(fd >= 0, rows[i].folder == BENEATH_GOOD);
		if (fd >= 0)
			close(fd);
	}
	close(here);
}

static void
does_not_mistake_a_long_name_for_a_short_one(void **state)
{
	char name[400];
	int here = open_here(), fd;

	(void)state;
	memset(name, 'x', sizeof name);
	scratch_write("x", "content\n");
	for (size_t n = 250; n < sizeof name; n++)
		assert_int_equal(
			beneath_open_file(here, slice_of(name, n), &fd).finding, BENEATH_MISSING);
	close(here);
}

static void
explains_what_it_found(void **state)
{
	static const struct {
		struct beneath_answer answer;
		enum rc rc;
		const char *text;
	} rows[] = {
		{{BENEATH_GOOD, 0}, RC_OK, ""},
		{{BENEATH_MISSING, 0}, RC_BAD, "FOLD-1: a/b is missing"},
		{{BENEATH_STRANGE, 0}, RC_BAD, "FOLD-3: a/b"},
		{{BENEATH_UNREADABLE, 5}, RC_IO, "a/b: Input/output error"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct err e = ERR_NONE;

		assert_rc(rows[i].rc, beneath_explain(rows[i].answer, slice_str("a/b"), &e), &e);
		assert_true(strncmp(e.text, rows[i].text, strlen(rows[i].text)) == 0);
	}
}

static void
reads_and_hashes_a_whole_file(void **state)
{
	struct bytes content = BYTES_UP_TO(MIB), again = BYTES_UP_TO(MIB);
	int here = open_here(), fd = open("large", O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
	struct digest expected, found;
	uint64_t size;

	(void)state;
	for (size_t i = 0; i < 200001; i++)
		bytes_u8(&content, (uint8_t)(i * i >> 5));
	assert_int_equal(write(fd, content.p, content.len), content.len);
	close(fd);
	expected = digest_of(bytes_slice(&content));
	assert_int_equal(
		beneath_digest(here, slice_str("large"), &found, &size).finding, BENEATH_GOOD);
	assert_true(digest_equal(&expected, &found));
	assert_int_equal(size, content.len);
	assert_int_equal(beneath_read(here, slice_str("large"), &again).finding, BENEATH_GOOD);
	assert_true(slice_equal(bytes_slice(&content), bytes_slice(&again)));
	bytes_release(&again);
	again = BYTES_UP_TO(100);
	assert_int_equal(beneath_read(here, slice_str("large"), &again).finding, BENEATH_GOOD);
	assert_int_equal(again.failed, RC_LIMIT);
	bytes_release(&again);
	bytes_release(&content);
	close(here);
}

static void
note(void *ctx, struct slice name, enum beneath_kind kind)
{
	char *seen = ctx;
	static const char letters[] = "fdo";

	for (size_t i = 0; i < name.len; i++)
		seen[name.p[i]] = letters[kind];
}

static void
lists_every_entry_with_its_kind_as_often_as_asked(void **state)
{
	int here;

	(void)state;
	scratch_write("a", "");
	scratch_write(".b", "");
	assert_int_equal(mkdir("c", 0755), 0);
	assert_int_equal(symlink("c", "d"), 0);
	assert_int_equal(mkfifo("e", 0644), 0);
	here = open_here();
	for (unsigned i = 0; i < 2; i++) {
		char seen[256] = {0};

		assert_int_equal(beneath_list(here, note, seen).finding, BENEATH_GOOD);
		assert_int_equal(seen['a'], 'f');
		assert_int_equal(seen['b'], 'f');
		assert_int_equal(seen['c'], 'd');
		assert_int_equal(seen['d'], 'o');
		assert_int_equal(seen['e'], 'o');
	}
	close(here);
	assert_int_equal(beneath_list(here, note, NULL).finding, BENEATH_UNREADABLE);
}

/* ---- lines ------------------------------------------------------------------------------- */

static void
write_all(const struct bytes *text)
{
	int fd = open("text", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);

	assert_int_equal(write(fd, text->p, text->len), text->len);
	close(fd);
}

static void
reads_lines_of_every_length_across_what_it_reads_at_a_time(void **state)
{
	struct folder_lines *l = malloc(sizeof *l);
	struct bytes text = BYTES_UP_TO(MIB);
	struct slice line;
	bool got;
	struct err e;
	int fd;

	(void)state;
	assert_non_null(l);
	for (size_t n = 0; n < 500; n++) {
		for (size_t i = 0; i < n; i++)
			bytes_u8(&text, (uint8_t)('a' + n % 26));
		bytes_u8(&text, '\n');
	}
	assert_true(text.len > FOLDER_LINES_ROOM);
	write_all(&text);
	fd = open("text", O_RDONLY | O_CLOEXEC);
	folder_lines_init(l, fd);
	for (size_t n = 0; n < 500; n++) {
		assert_rc(RC_OK, folder_lines_next(l, &line, &got, &e), &e);
		assert_true(got);
		assert_int_equal(line.len, n);
		assert_int_equal(line.p[n], '\n');
		for (size_t i = 0; i < n; i++)
			assert_int_equal(line.p[i], 'a' + n % 26);
	}
	assert_rc(RC_OK, folder_lines_next(l, &line, &got, &e), &e);
	assert_false(got);
	close(fd);
	bytes_release(&text);
	free(l);
}

static void
refuses_a_line_without_an_end_or_too_long(void **state)
{
	static const struct {
		size_t length;
		bool ended;
		enum rc rc;
	} rows[] = {
		{1, false, RC_BAD},
		{FOLDER_LINES_MAX - 1, true, RC_OK},
		{FOLDER_LINES_MAX, true, RC_BAD},
		{FOLDER_LINES_MAX, false, RC_BAD},
		{2 * FOLDER_LINES_ROOM, true, RC_BAD},
	};
	struct folder_lines *l = malloc(sizeof *l);

	(void)state;
	assert_non_null(l);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct bytes text = BYTES_UP_TO(MIB);
		struct slice line;
		bool got;
		struct err e;
		int fd;

		for (size_t n = 0; n < rows[i].length; n++)
			bytes_u8(&text, 'x');
		if (rows[i].ended)
			bytes_u8(&text, '\n');
		write_all(&text);
		fd = open("text", O_RDONLY | O_CLOEXEC);
		folder_lines_init(l, fd);
		assert_rc(rows[i].rc, folder_lines_next(l, &line, &got, &e), &e);
		assert_int_equal(got, rows[i].rc == RC_OK);
		close(fd);
		bytes_release(&text);
	}
	free(l);
}

static void
tells_a_disk_that_fails_from_a_text_that_is_bad(void **state)
{
	struct folder_lines *l = malloc(sizeof *l);
	struct slice line;
	bool got;
	struct err e;

	(void)state;
	assert_non_null(l);
	folder_lines_init(l, -1);
	assert_rc(RC_IO, folder_lines_next(l, &line, &got, &e), &e);
	free(l);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_SCRATCH(opens_what_it_should_and_follows_no_link),
		IN_SCRATCH(does_not_mistake_a_long_name_for_a_short_one),
		IN_SCRATCH(explains_what_it_found),
		IN_SCRATCH(reads_and_hashes_a_whole_file),
		IN_SCRATCH(lists_every_entry_with_its_kind_as_often_as_asked),
		IN_SCRATCH(reads_lines_of_every_length_across_what_it_reads_at_a_time),
		IN_SCRATCH(refuses_a_line_without_an_end_or_too_long),
		cmocka_unit_test(tells_a_disk_that_fails_from_a_text_that_is_bad),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
