#include "archiver/gather/read/pdf_launcher.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define PROGRAM "annals-pdf"

/* The system takes no longer path in one call (PATH_MAX of Linux, with its NUL). */
#define PATH_BYTES 4096

#define STEP ((size_t)64 * 1024)

/* A PDF, and where to write. */
#define DESCRIPTORS 2

/* ---- the program ----------------------------------------------------------------------------- */

/* Where it is, beside this program; false where it is not. */
static bool
find_program(char path[PATH_BYTES])
{
	ssize_t len = readlink("/proc/self/exe", path, PATH_BYTES - sizeof PROGRAM);
	char *slash;

	if (len <= 0 || (size_t)len >= PATH_BYTES - sizeof PROGRAM)
		return false;
	path[len] = '\0';
	slash = strrchr(path, '/');
	if (slash == NULL)
		return false;
	memcpy(slash + 1, PROGRAM, sizeof PROGRAM);
	return access(path, X_OK) == 0;
}

bool
pdf_launcher_is_there(void)
{
	char path[PATH_BYTES];

	return find_program(path);
}

/* SIG_IGN: nobody waits for children; SIG_DFL. */
static void
on_child_end(void (*what)(int))
{
	const struct sigaction action = {.sa_handler = what};

	(void)sigaction(SIGCHLD, &action, NULL);
}

/* In a process of its own: becomes the program. An alarm outlives the change. */
static void
become(const char *path, unsigned seconds, const int fds[DESCRIPTORS])
{
	char name[] = PROGRAM;
	char *const argv[] = {name, NULL}, *const environment[] = {NULL};
	int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	on_child_end(SIG_DFL);
	alarm(seconds);
	if (nowhere < 0 || dup2(fds[0], STDIN_FILENO) < 0 || dup2(fds[1], STDOUT_FILENO) < 0 ||
		dup2(nowhere, STDERR_FILENO) < 0)
		_exit(127);
	close_range(STDERR_FILENO + 1, ~0U, 0);
	execve(path, argv, environment);
	_exit(127);
}

/* ---- the launcher ---------------------------------------------------------------------------- */

union control {
	struct cmsghdr head;
	char room[CMSG_SPACE(DESCRIPTORS * sizeof(int))];
};

/* The next request's descriptors; false where nobody asks any more. */
static bool
receive(int fd, int fds[DESCRIPTORS])
{
	union control control;
	char byte;
	struct iovec data = {&byte, 1};
	struct msghdr message = {.msg_iov = &data,
		.msg_iovlen = 1,
		.msg_control = &control,
		.msg_controllen = sizeof control};
	struct cmsghdr *head;
	ssize_t got;

	do {
		got = recvmsg(fd, &message, MSG_CMSG_CLOEXEC);
	} while (got < 0 && errno == EINTR);
	head = got > 0 ? CMSG_FIRSTHDR(&message) : NULL;
	if (head == NULL || head->cmsg_level != SOL_SOCKET || head->cmsg_type != SCM_RIGHTS ||
		head->cmsg_len != CMSG_LEN(DESCRIPTORS * sizeof(int)))
		return false;
	memcpy(fds, CMSG_DATA(head), DESCRIPTORS * sizeof(int));
	return true;
}

static void
serve(int fd, const char *path, unsigned seconds, pid_t asker)
{
	int fds[DESCRIPTORS];

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	/* Who ended before that was asked for is not waited for. */
	if (getppid() != asker)
		_exit(0);
	prctl(PR_SET_NAME, "annals-launcher");
	/* Nothing of the other process stays open here. */
	if (dup2(fd, STDIN_FILENO) < 0)
		_exit(0);
	close_range(STDIN_FILENO + 1, ~0U, 0);
	/* Those that ended are not waited for. */
	on_child_end(SIG_IGN);
	while (receive(STDIN_FILENO, fds)) {
		if (fork() == 0)
			become(path, seconds, fds);
		close(fds[0]);
		close(fds[1]);
	}
	_exit(0);
}

enum rc
pdf_launcher_start(unsigned seconds, struct pdf_launcher *out, struct err *e)
{
	char path[PATH_BYTES];
	pid_t asker = getpid();
	int ends[2];

	*out = PDF_LAUNCHER_EMPTY;
	if (!find_program(path))
		return RC_OK;
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
		return err_sys(e, errno, "cannot start the process that starts annals-pdf");
	out->process = fork();
	if (out->process == 0)
		serve(ends[1], path, seconds, asker);
	close(ends[1]);
	if (out->process < 0) {
		close(ends[0]);
		return err_sys(e, errno, "cannot start the process that starts annals-pdf");
	}
	out->fd = ends[0];
	out->seconds = seconds;
	return RC_OK;
}

void
pdf_launcher_release(struct pdf_launcher *l)
{
	if (l->fd < 0)
		return;
	close(l->fd);
	while (waitpid(l->process, NULL, 0) < 0 && errno == EINTR)
		;
	*l = PDF_LAUNCHER_EMPTY;
}

/* ---- who asks -------------------------------------------------------------------------------- */

static enum rc
ask(int fd, int pdf, int to, struct err *e)
{
	union control control = {.room = {0}};
	char byte = 0;
	struct iovec data = {&byte, 1};
	const int fds[DESCRIPTORS] = {pdf, to};
	struct msghdr message = {.msg_iov = &data,
		.msg_iovlen = 1,
		.msg_control = &control,
		.msg_controllen = sizeof control};
	struct cmsghdr *head = CMSG_FIRSTHDR(&message);
	ssize_t put;

	head->cmsg_level = SOL_SOCKET;
	head->cmsg_type = SCM_RIGHTS;
	head->cmsg_len = CMSG_LEN(sizeof fds);
	memcpy(CMSG_DATA(head), fds, sizeof fds);
	do {
		put = sendmsg(fd, &message, MSG_NOSIGNAL);
	} while (put < 0 && errno == EINTR);
	return put == 1 ? RC_OK : err_sys(e, errno, "cannot start annals-pdf");
}

static int64_t
seconds_now(void)
{
	struct timespec t = {0, 0};

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec;
}

/* Its next bytes; `*more` is false behind the last. */
static enum rc
listen_on(int fd, const struct sink *to, bool *more, struct err *e)
{
	struct pollfd waiting = {.fd = fd, .events = POLLIN};
	uint8_t step[STEP];
	ssize_t got;

	if (poll(&waiting, 1, 1000) <= 0)
		return RC_OK;
	got = read(fd, step, sizeof step);
	if (got < 0 && errno != EINTR && errno != EAGAIN)
		return err_sys(e, errno, "cannot read what annals-pdf tells");
	*more = got != 0;
	return got > 0 ? sink_put(to, slice_of(step, (size_t)got), e) : RC_OK;
}

enum rc
pdf_launcher_read(const struct pdf_launcher *l, int pdf, const struct sink *to, struct err *e)
{
	int64_t until;
	bool more = true;
	int ends[2];
	enum rc rc;

	if (l == NULL || l->fd < 0)
		return err_set(e, RC_UNSUPPORTED,
			"a PDF document, and annals-pdf is not beside this program");
	/* The alarm comes first. */
	until = seconds_now() + l->seconds + 1;
	if (pipe2(ends, O_CLOEXEC) != 0)
		return err_sys(e, errno, "cannot start annals-pdf");
	rc = ask(l->fd, pdf, ends[1], e);
	close(ends[1]);
	while (rc == RC_OK && more) {
		if (seconds_now() < until)
			rc = listen_on(ends[0], to, &more, e);
		else
			rc = err_set(e, RC_BAD, "annals-pdf was not done with it after %u seconds",
				l->seconds);
	}
	close(ends[0]);
	return rc;
}
