#include "support/test.h"

#include "keys/public_file.h"
#include "keys/small_file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/*
 * The system's calls that a writer makes, each of which can be told to fail: this program's
 * definitions come before the C library's.
 */
static int calls, fail_at;

static bool
fails_now(void)
{
	calls++;
	if (calls != fail_at)
		return false;
	errno = EIO;
	return true;
}

int
fsync(int fd)
{
	return fails_now() ? -1 : (int)syscall(SYS_fsync, fd);
}

ssize_t
write(int fd, const void *p, size_t n)
{
	/* Nothing but the files under test; and never more than 100 bytes at once. */
	if (fd <= 2)
		return syscall(SYS_write, fd, p, n);
	return fails_now() ? -1 : syscall(SYS_write, fd, p, n > 100 ? 100 : n);
}

int
renameat(int from, const char *a, int to, const char *b)
{
	return fails_now() ? -1 : (int)syscall(SYS_renameat2, from, a, to, b, 0);
}

static bool no_renameat2;

int
renameat2(int from, const char *a, int to, const char *b, unsigned flags)
{
	if (no_renameat2) {
		errno = EINVAL;
		return -1;
	}
	return fails_now() ? -1 : (int)syscall(SYS_renameat2, from, a, to, b, flags);
}

static char folder[] = "/tmp/small_file_test.XXXXXX";
static char path_hold[256];

static const char *
in_folder(const char *name)
{
	snprintf(path_hold, sizeof path_hold, "%s/%s", folder, name);
	return path_hold;
}

/* Every name in the folder, for "and nothing else was made". */
static int
files_in_folder(void)
{
	DIR *d = opendir(folder);
	int count = 0;

	assert_non_null(d);
	while (readdir(d) != NULL)
		count++;
	closedir(d);
	return count - 2;
}

static int
set_up(void **state)
{
	(void)state;
	memcpy(folder + sizeof folder - 7, "XXXXXX", 6);
	calls = fail_at = 0;
	no_renameat2 = false;
	return mkdtemp(folder) == NULL;
}

/* Nothing in the folder has anything below it. */
static int
tear_down(void **state)
{
	DIR *d = opendir(folder);
	const struct dirent *entry;

	(void)state;
	while (d != NULL && (entry = readdir(d)) != NULL) {
		if (unlinkat(dirfd(d), entry->d_name, 0) != 0)
			unlinkat(dirfd(d), entry->d_name, AT_REMOVEDIR);
	}
	if (d != NULL)
		closedir(d);
	return rmdir(folder);
}

static void
put(const char *name, const char *content, mode_t mode)
{
	struct err e;

	assert_rc(RC_OK, small_file_replace(in_folder(name), mode, slice_str(content), &e), &e);
	assert_int_equal(chmod(in_folder(name), mode), 0);
}

static struct slice
get(const char *name, uint8_t *room, size_t room_len)
{
	struct err e;
	size_t len;

	assert_rc(RC_OK,
		small_file_read(in_folder(name), SMALL_FILE_PUBLIC, room, room_len, &len, &e), &e);
	return slice_of(room, len);
}

static void
makes_a_file_and_never_makes_it_twice(void **state)
{
	uint8_t room[1000];
	struct stat st;
	struct err e;
	char long_text[501];

	(void)state;
	memset(long_text, 'x', 500);
	long_text[500] = '\0';
	umask(022);
	assert_rc(RC_OK, small_file_create(in_folder("a"), 0600, slice_str(long_text), &e), &e);
	assert_true(slice_is(get("a", room, sizeof room), long_text));
	assert_int_equal(stat(in_folder("a"), &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_rc(RC_IO, small_file_create(in_folder("a"), 0600, RAW("other"), &e), &e);
	assert_true(slice_is(get("a", room, sizeof room), long_text));
	assert_int_equal(files_in_folder(), 1);
}

static void
makes_a_file_where_renaming_always_replaces(void **state)
{
	uint8_t room[100];
	struct err e;

	(void)state;
	no_renameat2 = true;
	assert_rc(RC_OK, small_file_create(in_folder("a"), 0644, RAW("one"), &e), &e);
	assert_rc(RC_IO, small_file_create(in_folder("a"), 0644, RAW("two"), &e), &e);
	assert_slice_is(get("a", room, sizeof room), "one");
	assert_int_equal(files_in_folder(), 1);
}

static void
replaces_a_file_or_the_link_to_it(void **state)
{
	uint8_t room[100];
	struct stat st;
	struct err e;

	(void)state;
	put("a", "one", 0644);
	assert_rc(RC_OK, small_file_replace(in_folder("a"), 0600, RAW("two"), &e), &e);
	assert_slice_is(get("a", room, sizeof room), "two");
	assert_int_equal(stat(in_folder("a"), &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_int_equal(symlink("a", in_folder("link")), 0);
	assert_rc(RC_OK, small_file_replace(in_folder("link"), 0600, RAW("three"), &e), &e);
	assert_slice_is(get("a", room, sizeof room), "two");
	assert_slice_is(get("link", room, sizeof room), "three");
	assert_int_equal(files_in_folder(), 2);
}

/* The last call is the folder's sync: a new file goes again then, one that replaced stands. */
static void
leaves_the_old_file_and_no_litter_when_any_call_fails(void **state)
{
	enum rc (*const writers[])(const char *, mode_t, struct slice, struct err *) = {
		small_file_create, small_file_replace};
	uint8_t room[1000];
	char text[251];

	(void)state;
	memset(text, 'x', 250);
	text[250] = '\0';
	for (size_t w = 0; w < 2; w++) {
		bool replaces = writers[w] == small_file_replace;
		int needed;

		calls = fail_at = 0;
		if (replaces)
			put("b", "old", 0600);
		calls = 0;
		assert_int_equal(writers[w](in_folder(replaces ? "b" : "first"), 0600,
					 slice_str(text), &(struct err){0}),
			RC_OK);
		needed = calls;
		assert_int_equal(needed, 6); /* three writes, a sync, a rename, a sync */
		for (int n = 1; n <= needed; n++) {
			const char *name = replaces ? "b" : "new";
			int before;
			struct err e;

			fail_at = 0;
			if (replaces)
				put(name, "old", 0600);
			else
				unlink(in_folder(name));
			before = files_in_folder();
			calls = 0;
			fail_at = n;
			assert_rc(
				RC_IO, writers[w](in_folder(name), 0600, slice_str(text), &e), &e);
			assert_int_equal(calls, n);
			assert_int_equal(files_in_folder(), before);
			if (replaces && n == needed)
				assert_true(slice_is(get(name, room, sizeof room), text));
			else if (replaces)
				assert_slice_is(get(name, room, sizeof room), "old");
			else
				assert_int_equal(access(in_folder(name), F_OK), -1);
		}
	}
}

static void
refuses_names_that_cannot_be_files(void **state)
{
	char long_path[5000];
	struct err e;

	(void)state;
	memset(long_path, 'x', sizeof long_path - 1);
	long_path[sizeof long_path - 1] = '\0';
	memset(long_path, '/', 4500);
	assert_rc(RC_USAGE, small_file_create("", 0600, RAW("x"), &e), &e);
	assert_rc(RC_USAGE, small_file_create(in_folder(""), 0600, RAW("x"), &e), &e);
	assert_rc(RC_IO, small_file_create(in_folder("no/such"), 0600, RAW("x"), &e), &e);
	assert_rc(RC_IO, small_file_create(long_path, 0600, RAW("x"), &e), &e);
	assert_int_equal(mkdir(in_folder("d"), 0700), 0);
	assert_rc(RC_IO, small_file_replace(in_folder("d"), 0600, RAW("x"), &e), &e);
	assert_rc(RC_IO, small_file_create(in_folder("d"), 0600, RAW("x"), &e), &e);
	assert_int_equal(files_in_folder(), 1);
}

static void
reads_no_more_than_there_is_room_for(void **state)
{
	uint8_t room[11];
	size_t len;
	struct err e;

	(void)state;
	put("ten", "0123456789", 0600);
	put("eleven", "0123456789a", 0600);
	put("none", "", 0600);
	assert_slice_is(get("ten", room, sizeof room), "0123456789");
	assert_slice_is(get("none", room, sizeof room), "");
	assert_rc(RC_LIMIT,
		small_file_read(
			in_folder("eleven"), SMALL_FILE_PUBLIC, room, sizeof room, &len, &e),
		&e);
	assert_int_equal(len, 0);
	assert_non_null(strstr(e.text, "has more than 10 bytes"));
}

static void
refuses_what_others_could_read_or_write(void **state)
{
	static const struct {
		mode_t mode;
		enum small_file_guard guard;
		enum rc rc;
	} rows[] = {
		{0600, SMALL_FILE_PRIVATE, RC_OK},
		{0400, SMALL_FILE_PRIVATE, RC_OK},
		{0640, SMALL_FILE_PRIVATE, RC_IO},
		{0604, SMALL_FILE_PRIVATE, RC_IO},
		{0620, SMALL_FILE_PRIVATE, RC_IO},
		{0601, SMALL_FILE_PRIVATE, RC_IO},
		{0644, SMALL_FILE_OURS, RC_OK},
		{0664, SMALL_FILE_OURS, RC_IO},
		{0646, SMALL_FILE_OURS, RC_IO},
		{0666, SMALL_FILE_PUBLIC, RC_OK},
	};
	uint8_t room[100];
	size_t len;
	struct err e;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		put("a", "text", rows[i].mode);
		assert_rc(rows[i].rc,
			small_file_read(in_folder("a"), rows[i].guard, room, sizeof room, &len, &e),
			&e);
	}
}

static void
refuses_links_and_never_waits(void **state)
{
	static const enum small_file_guard guards[] = {
		SMALL_FILE_PUBLIC, SMALL_FILE_OURS, SMALL_FILE_PRIVATE};
	uint8_t room[100];
	size_t len;
	struct err e;

	(void)state;
	put("a", "text", 0600);
	assert_int_equal(symlink("a", in_folder("link")), 0);
	assert_int_equal(mkfifo(in_folder("fifo"), 0600), 0);
	assert_slice_is(get("link", room, sizeof room), "text");
	assert_rc(RC_IO,
		small_file_read(in_folder("link"), SMALL_FILE_PRIVATE, room, sizeof room, &len, &e),
		&e);
	assert_non_null(strstr(e.text, "is a symbolic link"));
	for (size_t i = 0; i < 3; i++) {
		assert_rc(RC_IO,
			small_file_read(in_folder("fifo"), guards[i], room, sizeof room, &len, &e),
			&e);
		assert_non_null(strstr(e.text, "is not a regular file"));
		assert_rc(
			RC_IO, small_file_read(folder, guards[i], room, sizeof room, &len, &e), &e);
		assert_rc(RC_IO,
			small_file_read("/dev/zero", guards[i], room, sizeof room, &len, &e), &e);
		assert_rc(RC_IO,
			small_file_read(in_folder("none"), guards[i], room, sizeof room, &len, &e),
			&e);
		assert_non_null(strstr(e.text, "No such file"));
	}
}

#define PUBLIC_TEXT \
	"untrusted comment: minisign public key 1DC80ABE2083D1E2\n" \
	"RWTi0YMgvgrIHWsW4asWgqs8Cp3UBl1bSWr7+LzAKhd1UTwczX5b23tG\n"

static void
reads_and_saves_public_keys_as_minisign_writes_them(void **state)
{
	struct bytes out = BYTES_UP_TO(PUBLIC_FILE_MAX);
	struct public_key key, back;
	uint8_t room[1000];
	struct err e;

	(void)state;
	assert_rc(RC_OK, public_file_parse(RAW(PUBLIC_TEXT), &key, &e), &e);
	public_file_write(&key, &out);
	assert_slice_is(bytes_slice(&out), PUBLIC_TEXT);
	bytes_release(&out);
	umask(022);
	assert_rc(RC_OK, public_file_save(in_folder("a.pub"), &key, &e), &e);
	assert_slice_is(get("a.pub", room, sizeof room), PUBLIC_TEXT);
	assert_rc(RC_IO, public_file_save(in_folder("a.pub"), &key, &e), &e);
	assert_rc(RC_OK, public_file_read(in_folder("a.pub"), &back, &e), &e);
	assert_true(public_key_equal(&key, &back));
}

static void
refuses_files_that_hold_no_public_key(void **state)
{
#define CODE	  "RWTi0YMgvgrIHWsW4asWgqs8Cp3UBl1bSWr7+LzAKhd1UTwczX5b23tG"
#define TWO_LINES "not a comment line and one line behind it"
#define NO_KEY	  "public key is not 42 bytes in base64"
	static const struct {
		const char *fault;
		struct slice text;
		const char *says; /* or NULL where it is good */
	} rows[] = {
		{"no newline at the end", SLICE("untrusted comment: x\n" CODE), NULL},
		{"an empty comment", SLICE("untrusted comment: \n" CODE "\n"), NULL},
		{"empty", SLICE(""), TWO_LINES},
		{"a newline", SLICE("\n"), TWO_LINES},
		{"the key alone", SLICE(CODE "\n"), TWO_LINES},
		{"another comment", SLICE("trusted comment: x\n" CODE "\n"), TWO_LINES},
		{"a comment alone", SLICE("untrusted comment: x\n"), TWO_LINES},
		{"a blank line in front", SLICE("\nuntrusted comment: x\n" CODE "\n"), TWO_LINES},
		{"a third line", SLICE("untrusted comment: x\n" CODE "\nx\n"), TWO_LINES},
		{"a blank line behind", SLICE("untrusted comment: x\n" CODE "\n\n"), TWO_LINES},
		{"no key", SLICE("untrusted comment: x\n\n"), NO_KEY},
		{"carriage returns", SLICE("untrusted comment: x\r\n" CODE "\r\n"), NO_KEY},
		{"a zero byte", SLICE("untrusted comment: x\n" CODE "\0\n"), NO_KEY},
	};
	struct public_key key;
	struct err e;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		enum rc want = rows[i].says == NULL ? RC_OK : RC_BAD;

		assert_rc(want, public_file_parse(rows[i].text, &key, &e), &e);
		if (want != RC_OK)
			assert_string_equal(e.text, rows[i].says);
	}
	for (size_t n = 0; n < sizeof PUBLIC_TEXT - 2; n++)
		assert_rc(RC_BAD, public_file_parse(slice_of(PUBLIC_TEXT, n), &key, &e), &e);
	put("a.pub", "nonsense", 0644);
	assert_rc(RC_USAGE, public_file_read(in_folder("a.pub"), &key, &e), &e);
	assert_non_null(strstr(e.text, "a.pub\": " TWO_LINES));
}

int
main(void)
{
#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		IN_FOLDER(makes_a_file_and_never_makes_it_twice),
		IN_FOLDER(makes_a_file_where_renaming_always_replaces),
		IN_FOLDER(replaces_a_file_or_the_link_to_it),
		IN_FOLDER(leaves_the_old_file_and_no_litter_when_any_call_fails),
		IN_FOLDER(refuses_names_that_cannot_be_files),
		IN_FOLDER(reads_no_more_than_there_is_room_for),
		IN_FOLDER(refuses_what_others_could_read_or_write),
		IN_FOLDER(refuses_links_and_never_waits),
		IN_FOLDER(reads_and_saves_public_keys_as_minisign_writes_them),
		IN_FOLDER(refuses_files_that_hold_no_public_key),
	};

	alarm(60); /* a FIFO that is waited for must not hang the tests */
	return cmocka_run_group_tests(tests, NULL, NULL);
}
