#include "keys/passphrase.h"

#include "format/base/text.h"
#include "keys/small_file.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <sys/signalfd.h>
#include <termios.h>
#include <unistd.h>

/* A passphrase file may go on behind its first line. */
#define FILE_MAX   4096
#define PROMPT_MAX 512

/* Cuts what was read to its first line and says whether that can be a passphrase. */
static enum rc
take_first_line(struct secret *s, size_t used, struct err *e)
{
	size_t end = slice_find(slice_of(s->p, used), '\n');

	if (used == 0)
		return err_set(e, RC_USAGE, "no passphrase there");
	if (end > PASSPHRASE_MAX)
		return err_set(e, RC_USAGE, "passphrase of more than %d bytes", PASSPHRASE_MAX);
	if (slice_find(slice_of(s->p, end), '\0') != end)
		return err_set(e, RC_USAGE, "passphrase with a zero byte");
	secret_cut(s, end);
	return RC_OK;
}

enum rc
passphrase_read_file(const char *path, struct secret *out, struct err *e)
{
	size_t used;
	enum rc rc = secret_init(out, FILE_MAX + 1, e);

	if (rc == RC_OK)
		rc = small_file_read(path, SMALL_FILE_PRIVATE, out->p, out->len, &used, e);
	if (rc == RC_OK) {
		rc = take_first_line(out, used, e);
		if (rc != RC_OK)
			err_within(e, rc, "\"%s\"", path);
	}
	if (rc != RC_OK)
		secret_release(out);
	return rc;
}

/*
 * Reads up to a newline or the end of the input, byte by byte so as not to take what
 * belongs to the next reader. `ready`, unless NULL, is asked before each byte.
 */
static enum rc
read_line(int fd, enum rc (*ready)(const void *, struct err *), const void *ctx, struct secret *out,
	struct err *e)
{
	size_t used = 0;
	enum rc rc = secret_init(out, PASSPHRASE_MAX + 2, e);

	while (rc == RC_OK && used < out->len && (used == 0 || out->p[used - 1] != '\n')) {
		ssize_t got;

		rc = ready == NULL ? RC_OK : ready(ctx, e);
		if (rc != RC_OK)
			break;
		got = read(fd, out->p + used, 1);
		if (got == 0)
			break;
		if (got > 0)
			used++;
		else if (errno != EINTR)
			rc = err_sys(e, errno, "cannot read the passphrase");
	}
	if (rc == RC_OK)
		rc = take_first_line(out, used, e);
	if (rc != RC_OK)
		secret_release(out);
	return rc;
}

enum rc
passphrase_read_fd(int fd, struct secret *out, struct err *e)
{
	enum rc rc = read_line(fd, NULL, NULL, out, e);

	return rc == RC_OK ? rc : err_within(e, rc, "descriptor %d", fd);
}

/*
 * The terminal while it does not echo. Signals that would end or stop the process are held
 * back meanwhile and seen through a descriptor, so that the terminal is put right first;
 * they take their course when they are let go. No handler is set and nothing is global.
 */
struct terminal {
	int fd;
	int signals;
	struct termios modes;
	sigset_t mask;
};

/* Those the process ignores must not interrupt. */
static void
held_signals(sigset_t *set)
{
	static const int held[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};

	sigemptyset(set);
	for (size_t i = 0; i < sizeof held / sizeof *held; i++) {
		struct sigaction now;

		if (sigaction(held[i], NULL, &now) == 0 && now.sa_handler != SIG_IGN)
			sigaddset(set, held[i]);
	}
}

static int
set_modes(int fd, const struct termios *modes)
{
	int rc;

	do
		rc = tcsetattr(fd, TCSAFLUSH, modes);
	while (rc != 0 && errno == EINTR);
	return rc;
}

static void
terminal_close(struct terminal *t)
{
	if (t->signals >= 0)
		close(t->signals);
	if (t->fd >= 0)
		close(t->fd);
	pthread_sigmask(SIG_SETMASK, &t->mask, NULL);
}

static enum rc
terminal_open(struct terminal *t, struct err *e)
{
	struct termios silent;
	sigset_t held;
	int error;

	held_signals(&held);
	pthread_sigmask(SIG_BLOCK, &held, &t->mask);
	t->signals = signalfd(-1, &held, SFD_CLOEXEC);
	t->fd = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (t->signals >= 0 && t->fd >= 0 && tcgetattr(t->fd, &t->modes) == 0) {
		silent = t->modes;
		silent.c_lflag &= ~(tcflag_t)ECHO;
		silent.c_lflag |= ICANON | ISIG | ECHONL;
		if (set_modes(t->fd, &silent) == 0)
			return RC_OK;
	}
	error = errno;
	terminal_close(t);
	return err_sys(e, error, "no terminal to ask for a passphrase on");
}

static enum rc
terminal_ready(const void *ctx, struct err *e)
{
	const struct terminal *t = ctx;
	struct pollfd wait[2] = {{t->fd, POLLIN, 0}, {t->signals, POLLIN, 0}};

	while (poll(wait, 2, -1) < 0) {
		if (errno != EINTR)
			return err_sys(e, errno, "cannot wait for the terminal");
	}
	if (wait[1].revents != 0)
		return err_set(e, RC_IO, "interrupted while asking for a passphrase");
	return RC_OK;
}

static enum rc
terminal_say(const struct terminal *t, const char *text, struct err *e)
{
	struct slice s = slice_str(text);

	while (s.len > 0) {
		ssize_t put = write(t->fd, s.p, s.len);

		if (put < 0 && errno != EINTR)
			return err_sys(e, errno, "cannot write to the terminal");
		if (put > 0)
			s = slice_from(s, (size_t)put);
	}
	return RC_OK;
}

/* `*again`: the process was stopped meanwhile and goes on now. */
static enum rc
ask_once(const char *prompt, struct secret *out, bool *again, struct err *e)
{
	struct terminal t;
	sigset_t pending;
	enum rc rc;

	*again = false;
	rc = terminal_open(&t, e);
	if (rc != RC_OK)
		return rc;
	rc = terminal_say(&t, prompt, e);
	if (rc == RC_OK)
		rc = read_line(t.fd, terminal_ready, &t, out, e);
	if (rc != RC_OK)
		terminal_say(&t, "\n", &(struct err){RC_OK, ""}); /* nobody typed it */
	*again = rc != RC_OK && sigpending(&pending) == 0 && sigismember(&pending, SIGTSTP) == 1;
	set_modes(t.fd, &t.modes);
	terminal_close(&t);
	return rc;
}

static enum rc
ask(const char *prompt, const char *more, struct secret *out, struct err *e)
{
	char line[PROMPT_MAX], shown[PROMPT_MAX];
	bool again;
	enum rc rc;

	text_mask(slice_str(prompt), shown, sizeof shown - 16);
	snprintf(line, sizeof line, "%.*s%s: ", (int)sizeof shown - 16, shown, more);
	do
		rc = ask_once(line, out, &again, e);
	while (again);
	return rc;
}

enum rc
passphrase_ask(const char *prompt, struct secret *out, struct err *e)
{
	return ask(prompt, "", out, e);
}

enum rc
passphrase_ask_new(const char *prompt, struct secret *out, struct err *e)
{
	struct secret second = SECRET_EMPTY;
	enum rc rc = ask(prompt, "", out, e);

	if (rc == RC_OK)
		rc = ask(prompt, " (again)", &second, e);
	if (rc == RC_OK &&
		(out->len != second.len || sodium_memcmp(out->p, second.p, out->len) != 0))
		rc = err_set(e, RC_USAGE, "the two passphrases differ");
	if (rc != RC_OK)
		secret_release(out);
	secret_release(&second);
	return rc;
}
