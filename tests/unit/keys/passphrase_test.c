#include "support/test.h"

#include "keys/passphrase.h"

#include <errno.h>
#include <fcntl.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#define X16  "xxxxxxxxxxxxxxxx"
#define X256 X16 X16 X16 X16 X16 X16 X16 X16 X16 X16 X16 X16 X16 X16 X16 X16
#define X1023 \
	X256 X256 X256 X16 X16 X16 X16 X16 X16 X16 X16 X16 X16 X16 X16 X16 X16 X16 "123456789012345"

/* What a descriptor and a file give alike. */
static const struct {
	const char *what;
	struct slice content;
	const char *passphrase; /* or NULL where it is refused */
} ROWS[] = {
	{"a line", SLICE("open sesame\n"), "open sesame"},
	{"no newline", SLICE("open sesame"), "open sesame"},
	{"a second line", SLICE("open sesame\nshut\n"), "open sesame"},
	{"white space kept", SLICE(" mật khẩu\t\r\n"), " mật khẩu\t\r"},
	{"an empty line", SLICE("\nx\n"), ""},
	{"nothing", SLICE(""), NULL},
	{"a zero byte", SLICE("open\0sesame\n"), NULL},
	{"a zero byte behind the line", SLICE("open\n\0"), "open"},
	{"1,023 bytes", SLICE(X1023 "\n"), X1023},
	{"1,023 bytes, no newline", SLICE(X1023), X1023},
	{"1,024 bytes", SLICE(X1023 "x\n"), NULL},
	{"1,024 bytes, no newline", SLICE(X1023 "x"), NULL},
	{"2,000 bytes", SLICE(X1023 X1023 "\n"), NULL},
};

static void
reads_the_first_line_of_a_descriptor(void **state)
{
	struct secret s = SECRET_EMPTY;
	struct err e;

	(void)state;
	for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
		struct slice content = ROWS[i].content;
		bool good = ROWS[i].passphrase != NULL;
		int ends[2];

		assert_int_equal(pipe(ends), 0);
		assert_int_equal(write(ends[1], content.p, content.len), content.len);
		close(ends[1]);
		if (passphrase_read_fd(ends[0], &s, &e) != (good ? RC_OK : RC_USAGE))
			fail_msg("%s: %s", ROWS[i].what, e.text);
		if (good)
			assert_true(slice_is(secret_slice(&s), ROWS[i].passphrase));
		else
			assert_null(s.p);
		close(ends[0]);
	}
	assert_rc(RC_IO, passphrase_read_fd(-1, &s, &e), &e);
	assert_string_equal(
		e.text, "descriptor -1: cannot read the passphrase: Bad file descriptor");
}

static void
leaves_the_rest_to_the_next_reader(void **state)
{
	struct secret s = SECRET_EMPTY;
	struct err e;
	char rest[16];
	int ends[2];

	(void)state;
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], "one\ntwo\n", 8), 8);
	assert_rc(RC_OK, passphrase_read_fd(ends[0], &s, &e), &e);
	assert_int_equal(read(ends[0], rest, sizeof rest), 4);
	assert_memory_equal(rest, "two\n", 4);
	close(ends[0]);
	close(ends[1]);
	secret_release(&s);
}

static void
reads_the_first_line_of_a_private_file(void **state)
{
	char path[] = "/tmp/passphrase_test.XXXXXX";
	struct secret s = SECRET_EMPTY;
	int fd = mkstemp(path);
	struct err e;

	(void)state;
	assert_true(fd >= 0);
	for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
		struct slice content = ROWS[i].content;
		bool good = ROWS[i].passphrase != NULL;

		assert_int_equal(ftruncate(fd, 0), 0);
		assert_int_equal(pwrite(fd, content.p, content.len, 0), content.len);
		if (passphrase_read_file(path, &s, &e) != (good ? RC_OK : RC_USAGE))
			fail_msg("%s: %s", ROWS[i].what, e.text);
		if (good)
			assert_true(slice_is(secret_slice(&s), ROWS[i].passphrase));
		else
			assert_null(s.p);
	}
	assert_int_equal(ftruncate(fd, 4097), 0);
	assert_rc(RC_LIMIT, passphrase_read_file(path, &s, &e), &e);
	assert_int_equal(fchmod(fd, 0644), 0);
	assert_rc(RC_IO, passphrase_read_file(path, &s, &e), &e);
	close(fd);
	unlink(path);
}

/* ---- on a terminal ------------------------------------------------------------------------- */

/* A child with a terminal of its own, whose other end we hold. */
struct child {
	pid_t pid;
	int terminal;
	int result; /* what the child got, and how */
	char shown[4096];
	size_t len;
};

static void
run_child(bool twice, int result)
{
	struct secret s = SECRET_EMPTY;
	struct err e;
	enum rc rc =
		twice ? passphrase_ask_new("Pass\x1b", &s, &e) : passphrase_ask("Pass\x1b", &s, &e);

	dprintf(result, "%d:%.*s", rc, rc == RC_OK ? (int)s.len : (int)strlen(e.text),
		rc == RC_OK ? (const char *)s.p : e.text);
	secret_release(&s);
	_exit(0);
}

static struct child
start_child(bool twice)
{
	struct child c = {.len = 0};
	int ends[2];

	assert_int_equal(pipe(ends), 0);
	c.pid = forkpty(&c.terminal, NULL, NULL, NULL);
	assert_true(c.pid >= 0);
	if (c.pid == 0) {
		/* Whoever runs the tests may ignore it (nohup). */
		sigaction(SIGHUP, &(struct sigaction){.sa_handler = SIG_DFL}, NULL);
		run_child(twice, ends[1]);
	}
	close(ends[1]);
	c.result = ends[0];
	return c;
}

/* Reads what the terminal shows until `text` has come. */
static void
expect(struct child *c, const char *text)
{
	while (strstr(c->shown, text) == NULL) {
		ssize_t got = read(c->terminal, c->shown + c->len, sizeof c->shown - 1 - c->len);

		if (got <= 0)
			fail_msg("never shown: \"%s\", but: \"%s\"", text, c->shown);
		c->len += (size_t)got;
		c->shown[c->len] = '\0';
	}
}

static void
type(struct child *c, const char *text)
{
	assert_int_equal(write(c->terminal, text, strlen(text)), strlen(text));
}

static bool
echoes(const struct child *c)
{
	struct termios t;

	assert_int_equal(tcgetattr(c->terminal, &t), 0);
	return (t.c_lflag & ECHO) != 0;
}

/* The child's result, after it has ended; its wait status in `*status`. */
static const char *
end_child(struct child *c, int *status)
{
	static char result[2048];
	ssize_t got;
	size_t len = 0;

	while ((got = read(c->result, result + len, sizeof result - 1 - len)) > 0)
		len += (size_t)got;
	result[len] = '\0';
	assert_int_equal(waitpid(c->pid, status, 0), c->pid);
	close(c->result);
	return result;
}

static void
asks_without_echo_and_puts_the_terminal_right(void **state)
{
	struct child c = start_child(false);
	int status;

	(void)state;
	expect(&c, "Pass\\u{1B}: ");
	assert_false(echoes(&c));
	type(&c, "open sesame\n");
	assert_string_equal(end_child(&c, &status), "0:open sesame");
	assert_int_equal(status, 0);
	expect(&c, "\n");
	assert_null(strstr(c.shown, "sesame"));
	assert_true(echoes(&c));
	close(c.terminal);
}

static void
asks_twice_for_a_new_one(void **state)
{
	static const struct {
		const char *first;
		const char *second;
		const char *result;
	} rows[] = {
		{"abc\n", "abc\n", "0:abc"},
		{"abc\n", "abd\n", "5:the two passphrases differ"},
		{"abc\n", "abcd\n", "5:the two passphrases differ"},
		{"\n", "\n", "0:"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct child c = start_child(true);
		int status;

		expect(&c, "Pass\\u{1B}: ");
		type(&c, rows[i].first);
		expect(&c, "Pass\\u{1B} (again): ");
		type(&c, rows[i].second);
		assert_string_equal(end_child(&c, &status), rows[i].result);
		assert_true(echoes(&c));
		close(c.terminal);
	}
}

static void
says_so_when_the_input_ends(void **state)
{
	struct child c = start_child(false);
	int status;

	(void)state;
	expect(&c, ": ");
	type(&c, "\x04");
	assert_string_equal(end_child(&c, &status), "5:no passphrase there");
	assert_true(echoes(&c));
	close(c.terminal);
}

static void
puts_the_terminal_right_before_a_signal_ends_it(void **state)
{
	static const struct {
		const char *typed; /* or NULL where the signal is sent */
		int signal;
	} rows[] = {{"half\x03", SIGINT}, {"half\x1c", SIGQUIT}, {NULL, SIGTERM}, {NULL, SIGHUP}};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct child c = start_child(false);
		int status;

		expect(&c, ": ");
		assert_false(echoes(&c));
		if (rows[i].typed != NULL)
			type(&c, rows[i].typed);
		else
			assert_int_equal(kill(c.pid, rows[i].signal), 0);
		assert_string_equal(end_child(&c, &status), "");
		assert_true(WIFSIGNALED(status));
		assert_int_equal(WTERMSIG(status), rows[i].signal);
		assert_true(echoes(&c));
		close(c.terminal);
	}
}

static void
asks_again_after_a_stop(void **state)
{
	struct child c = start_child(false);
	int status;

	(void)state;
	expect(&c, ": ");
	/* The child leads its session, and nobody could wake it from a terminal's stop: send it. */
	assert_int_equal(kill(c.pid, SIGTSTP), 0);
	expect(&c, ": \r\nPass\\u{1B}: ");
	type(&c, "after\n");
	assert_string_equal(end_child(&c, &status), "0:after");
	close(c.terminal);
}

static void
fails_without_a_terminal(void **state)
{
	int ends[2], status;
	char result[256];
	ssize_t got;
	pid_t pid;

	(void)state;
	assert_int_equal(pipe(ends), 0);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		setsid();
		run_child(false, ends[1]);
	}
	close(ends[1]);
	got = read(ends[0], result, sizeof result - 1);
	assert_true(got > 0);
	result[got] = '\0';
	assert_string_equal(
		result, "6:no terminal to ask for a passphrase on: No such device or address");
	assert_int_equal(waitpid(pid, &status, 0), pid);
	close(ends[0]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_the_first_line_of_a_descriptor),
		cmocka_unit_test(leaves_the_rest_to_the_next_reader),
		cmocka_unit_test(reads_the_first_line_of_a_private_file),
		cmocka_unit_test(asks_without_echo_and_puts_the_terminal_right),
		cmocka_unit_test(asks_twice_for_a_new_one),
		cmocka_unit_test(says_so_when_the_input_ends),
		cmocka_unit_test(puts_the_terminal_right_before_a_signal_ends_it),
		cmocka_unit_test(asks_again_after_a_stop),
		cmocka_unit_test(fails_without_a_terminal),
	};

	alarm(60); /* a terminal that never answers must not hang the tests */
	return cmocka_run_group_tests(tests, NULL, NULL);
}
