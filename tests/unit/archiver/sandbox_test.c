#include "support/test.h"

#include "support/scratch.h"

#include "archiver/sandbox.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/*
 * In the scratch folder: in/ (with a file `text`) and out/. Each claim is looked at in
 * a child, since nobody comes out of a sandbox.
 */
static int
make_folders(void **state)
{
	if (scratch_make(state) != 0 || mkdir("in", 0700) != 0 || mkdir("out", 0700) != 0)
		return -1;
	scratch_write("in/text", "x");
	return 0;
}

/* 0 where the call works, else errno. */
static int
opening(const char *path, int flags)
{
	int fd = open(path, flags | O_CLOEXEC, 0600);

	return fd < 0 ? errno : close(fd);
}

static int
making(const char *path)
{
	return mkdir(path, 0700) == 0 ? 0 : errno;
}

static int
executing(const char *path)
{
	char *argv[] = {NULL, NULL};

	argv[0] = (char *)(uintptr_t)path;
	execv(path, argv);
	return errno;
}

static int
connecting(void)
{
	struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(9)};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	return connect(fd, (struct sockaddr *)&to, sizeof to) == 0 ? 0 : errno;
}

static void
enter(const char *reading, const char *writing)
{
	struct sandbox s;
	struct err e;

	if (sandbox_init(&s, &e) != RC_OK ||
		(reading != NULL && sandbox_read(&s, reading, &e) != RC_OK) ||
		(writing != NULL && sandbox_write(&s, writing, &e) != RC_OK) ||
		sandbox_enter(&s, &e) != RC_OK)
		_exit(99);
	sandbox_release(&s);
}

/* Checks one claim in the child; its line becomes the exit status. */
#define CLAIM(condition) \
	do { \
		if (!(condition)) \
			_exit(__LINE__ % 98 + 1); \
	} while (0)

static void
expect_good(void (*child)(void))
{
	pid_t pid = fork();
	int status = -1;

	if (pid == 0) {
		child();
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
}

static void
reader(void)
{
	enter("in", NULL);
	CLAIM(opening("in/text", O_RDONLY) == 0);
	CLAIM(opening("in", O_RDONLY | O_DIRECTORY) == 0);
	CLAIM(opening("in/text", O_WRONLY) == EACCES);
	CLAIM(opening("in/new", O_WRONLY | O_CREAT) == EACCES);
	CLAIM(opening("out", O_RDONLY | O_DIRECTORY) == EACCES);
	CLAIM(opening("/etc/passwd", O_RDONLY) == EACCES);
	CLAIM(opening("in/../in/text", O_RDONLY) == 0);
	CLAIM(making("in/new") == EACCES);
	CLAIM(unlink("in/text") == -1 && errno == EACCES);
	CLAIM(symlink("x", "in/link") == -1 && errno == EACCES);
	CLAIM(executing("/bin/true") == EACCES);
	CLAIM(sandbox_abi() < 3 || (truncate("in/text", 0) == -1 && errno == EACCES));
	CLAIM(sandbox_abi() < 4 || connecting() == EACCES);
	CLAIM(sandbox_abi() < 6 || (kill(getppid(), 0) == -1 && errno == EPERM));
	CLAIM(prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1);
}

static void
writer(void)
{
	enter("in/text", "out");
	CLAIM(opening("in/text", O_RDONLY) == 0);
	CLAIM(opening("in", O_RDONLY | O_DIRECTORY) == EACCES);
	CLAIM(making("out/a") == 0);
	CLAIM(making("out/a/b") == 0);
	CLAIM(opening("out/a/b/file", O_WRONLY | O_CREAT | O_TRUNC) == 0);
	CLAIM(opening("out/a/b/file", O_RDONLY) == 0);
	CLAIM(rename("out/a/b", "out/c") == 0);
	CLAIM(unlink("out/c/file") == 0 && rmdir("out/c") == 0);
	CLAIM(opening("in/new", O_WRONLY | O_CREAT) == EACCES);
	CLAIM(opening("out/../new", O_WRONLY | O_CREAT) == EACCES);
	CLAIM(rename("out/a", "a") == -1);
	CLAIM(symlink("/", "out/link") == -1 && errno == EACCES);
	CLAIM(mkfifo("out/fifo", 0600) == -1 && errno == EACCES);
	CLAIM(executing("/bin/true") == EACCES);
}

static void
allowed_what_is_not_there(void)
{
	struct sandbox s;
	struct err e;

	CLAIM(sandbox_init(&s, &e) == RC_OK);
	CLAIM(sandbox_read(&s, "in/missing", &e) == RC_OK);
	CLAIM(sandbox_read(&s, "in/text/missing", &e) == RC_OK);
	CLAIM(sandbox_write(&s, "missing", &e) == RC_IO);
	CLAIM(sandbox_enter(&s, &e) == RC_OK);
	CLAIM(opening("in/text", O_RDONLY) == EACCES);
}

static void
entered_twice(void)
{
	enter("in", "out");
	enter("in", NULL);
	CLAIM(opening("in/text", O_RDONLY) == 0);
	CLAIM(making("out/a") == EACCES);
}

static void
check_where_offered(void (*child)(void))
{
	if (sandbox_abi() == 0)
		skip();
	expect_good(child);
}

static void
a_reader_reads_what_was_named_and_nothing_else(void **state)
{
	(void)state;
	check_where_offered(reader);
}

static void
a_writer_makes_files_and_folders_beneath_its_target(void **state)
{
	(void)state;
	check_where_offered(writer);
}

static void
passes_over_what_is_not_there_to_be_read(void **state)
{
	(void)state;
	check_where_offered(allowed_what_is_not_there);
}

static void
can_be_narrowed_and_never_widened(void **state)
{
	(void)state;
	check_where_offered(entered_twice);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folders, scratch_remove)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(a_reader_reads_what_was_named_and_nothing_else),
		IN_FOLDER(a_writer_makes_files_and_folders_beneath_its_target),
		IN_FOLDER(passes_over_what_is_not_there_to_be_read),
		IN_FOLDER(can_be_narrowed_and_never_widened),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
