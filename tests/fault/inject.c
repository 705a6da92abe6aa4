/*
 * inject.c -- a library for LD_PRELOAD that makes one call of the C library fail.
 *
 *	FAULT_CALL    which: a name of KINDS below, such as `write`
 *	FAULT_AT      the number of the call, from 1; 0 lets all of them pass and counts them
 *	FAULT_ERRNO   how it fails: a name of ERRORS below
 *	FAULT_SHORT   set: a read or write does not fail, but moves half of the bytes
 *	FAULT_KILL    set: the process is killed instead, before the call
 *	FAULT_STICKY  set: and so do all calls of the kind from then on
 *	FAULT_COUNT   a file of eight bytes, in which the calls of the kind are counted
 *
 * The count lies in memory that the process shares with those it forks, so that the number of a
 * call is its number in the program as a whole. What the dynamic linker does before main is not
 * counted, nor is what the C library calls within itself, but for memory.
 */
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum kind {
	MALLOC,
	OPEN,
	READ,
	WRITE,
	FSYNC,
	LINK,
	MKDIR,
	RENAME,
	CLOSE,
	FLOCK,
	STAT,
	READDIR,
	SOCKETPAIR,
	SEND,
	RECV,
	FORK,
	THREAD,
	MMAP,
	KIND_COUNT
};

static const char *const KINDS[KIND_COUNT] = {
	[MALLOC] = "malloc", /* calloc and realloc too */
	[OPEN] = "open",     /* openat too */
	[READ] = "read",     /* pread too */
	[WRITE] = "write",   /* pwrite too */
	[FSYNC] = "fsync",
	[LINK] = "linkat",
	[MKDIR] = "mkdir",   /* mkdirat too */
	[RENAME] = "rename", /* renameat and renameat2 too */
	[CLOSE] = "close",
	[FLOCK] = "flock",
	[STAT] = "stat", /* fstat, lstat and fstatat too */
	[READDIR] = "readdir",
	[SOCKETPAIR] = "socketpair",
	[SEND] = "send",
	[RECV] = "recv",
	[FORK] = "fork",
	[THREAD] = "thread", /* pthread_create */
	[MMAP] = "mmap",     /* and what locks or guards what was mapped */
};

static const struct {
	const char *name;
	int value;
} ERRORS[] = {
	{"EACCES", EACCES},
	{"EAGAIN", EAGAIN},
	{"EINTR", EINTR},
	{"EINVAL", EINVAL},
	{"EIO", EIO},
	{"EMFILE", EMFILE},
	{"ENOENT", ENOENT},
	{"ENOLCK", ENOLCK},
	{"ENOMEM", ENOMEM},
	{"ENOSPC", ENOSPC},
	{"EOPNOTSUPP", EOPNOTSUPP},
	{"EROFS", EROFS},
	{"EXDEV", EXDEV},
};

/* The C library's own, which it exports for those who wrap them. */
extern void *__libc_malloc(size_t n);
extern void *__libc_calloc(size_t n, size_t size);
extern void *__libc_realloc(void *p, size_t n);
extern pid_t __fork(void);

/* What gcc's fortified calls become. */
extern int __open_2(const char *path, int flags);
extern int __openat_2(int folder, const char *path, int flags);
extern ssize_t __read_chk(int fd, void *to, size_t n, size_t room);
extern ssize_t __pread_chk(int fd, void *to, size_t n, off_t offset, size_t room);

static struct {
	enum kind kind;
	uint64_t at;
	int error;
	bool sticky, kill, partial;
	_Atomic uint64_t *count;
	bool armed;
} fault;

static int (*real_pthread_create)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
static struct dirent *(*real_readdir)(DIR *);

/* ---- setting up ---------------------------------------------------------------------------- */

static void
give_up(const char *why)
{
	fprintf(stderr, "inject: %s\n", why);
	_exit(125);
}

static enum kind
kind_named(const char *name)
{
	for (unsigned i = 0; i < KIND_COUNT; i++)
		if (strcmp(KINDS[i], name) == 0)
			return (enum kind)i;
	give_up("FAULT_CALL names no kind of call");
	return KIND_COUNT;
}

static int
error_named(const char *name)
{
	for (size_t i = 0; i < sizeof ERRORS / sizeof *ERRORS; i++)
		if (strcmp(ERRORS[i].name, name) == 0)
			return ERRORS[i].value;
	give_up("FAULT_ERRNO names no error");
	return 0;
}

static void
map_count(const char *path)
{
	int fd = (int)syscall(SYS_openat, AT_FDCWD, path, O_RDWR, 0);
	long at = fd < 0 ? -1
			 : syscall(SYS_mmap, NULL, sizeof *fault.count, PROT_READ | PROT_WRITE,
				   MAP_SHARED, fd, 0L);

	if (at == -1)
		give_up("FAULT_COUNT is no file to be written");
	fault.count = (void *)at;
	syscall(SYS_close, fd);
}

/* ISO C has no cast from an object's address to a function's. */
static void
find(const char *name, void *function)
{
	void *found = dlsym(RTLD_NEXT, name);

	if (found == NULL)
		give_up(name);
	memcpy(function, &found, sizeof found);
}

static void set_up(void) __attribute__((constructor));

static void
set_up(void)
{
	const char *call = getenv("FAULT_CALL"), *at = getenv("FAULT_AT");
	const char *error = getenv("FAULT_ERRNO"), *count = getenv("FAULT_COUNT");

	find("pthread_create", &real_pthread_create);
	find("readdir", &real_readdir);
	if (call == NULL || at == NULL || count == NULL)
		give_up("FAULT_CALL, FAULT_AT and FAULT_COUNT say what is to be done");
	fault.kind = kind_named(call);
	fault.at = strtoull(at, NULL, 10);
	fault.error = error_named(error == NULL ? "EIO" : error);
	fault.partial = getenv("FAULT_SHORT") != NULL;
	fault.kill = getenv("FAULT_KILL") != NULL;
	fault.sticky = getenv("FAULT_STICKY") != NULL;
	map_count(count);
	fault.armed = true;
}

/* ---- when it strikes ----------------------------------------------------------------------- */

/* Counts a call; true where it is to go wrong. */
static bool
is_due(enum kind kind)
{
	uint64_t n;

	if (!fault.armed || kind != fault.kind)
		return false;
	n = atomic_fetch_add(fault.count, 1) + 1;
	if (fault.at == 0 || n < fault.at || (n > fault.at && !fault.sticky))
		return false;
	if (fault.kill)
		kill(getpid(), SIGKILL);
	return true;
}

static bool
fails(enum kind kind)
{
	if (!is_due(kind))
		return false;
	errno = fault.error;
	return true;
}

/* For what moves bytes: how many of `n` it is to move, or -1 with errno. */
static ssize_t
allowed(enum kind kind, size_t n)
{
	if (!is_due(kind))
		return (ssize_t)n;
	if (fault.partial && n > 0)
		return (ssize_t)((n + 1) / 2);
	errno = fault.error;
	return -1;
}

/* ---- memory -------------------------------------------------------------------------------- */

void *
malloc(size_t n)
{
	return fails(MALLOC) ? NULL : __libc_malloc(n);
}

void *
calloc(size_t n, size_t size)
{
	return fails(MALLOC) ? NULL : __libc_calloc(n, size);
}

void *
realloc(void *p, size_t n)
{
	return fails(MALLOC) ? NULL : __libc_realloc(p, n);
}

void *
mmap(void *at, size_t n, int protection, int flags, int fd, off_t offset)
{
	/* The call returns an address as a number. */
	return fails(MMAP) ? MAP_FAILED
			   : (void *)syscall(SYS_mmap, at, n, protection, flags, fd, offset);
}

int
mprotect(void *at, size_t n, int protection)
{
	return fails(MMAP) ? -1 : (int)syscall(SYS_mprotect, at, n, protection);
}

int
mlock(const void *at, size_t n)
{
	return fails(MMAP) ? -1 : (int)syscall(SYS_mlock, at, n);
}

/* ---- files --------------------------------------------------------------------------------- */

static int
open_at(int folder, const char *path, int flags, mode_t mode)
{
	return fails(OPEN) ? -1 : (int)syscall(SYS_openat, folder, path, flags, mode);
}

/* The mode is there where a file may be made; what is read without that is not used. */
int
open(const char *path, int flags, ...)
{
	va_list args;
	mode_t mode;

	va_start(args, flags);
	mode = va_arg(args, mode_t);
	va_end(args);
	return open_at(AT_FDCWD, path, flags, mode);
}

int
openat(int folder, const char *path, int flags, ...)
{
	va_list args;
	mode_t mode;

	va_start(args, flags);
	mode = va_arg(args, mode_t);
	va_end(args);
	return open_at(folder, path, flags, mode);
}

int
__open_2(const char *path, int flags)
{
	return open_at(AT_FDCWD, path, flags, 0);
}

int
__openat_2(int folder, const char *path, int flags)
{
	return open_at(folder, path, flags, 0);
}

int
close(int fd)
{
	/* Linux has closed it when it says that it failed. */
	bool due = is_due(CLOSE);
	int done = (int)syscall(SYS_close, fd);

	if (due)
		errno = fault.error;
	return due ? -1 : done;
}

ssize_t
read(int fd, void *to, size_t n)
{
	ssize_t most = allowed(READ, n);

	return most < 0 ? -1 : syscall(SYS_read, fd, to, (size_t)most);
}

ssize_t
__read_chk(int fd, void *to, size_t n, size_t room)
{
	if (n > room)
		abort();
	return read(fd, to, n);
}

ssize_t
pread(int fd, void *to, size_t n, off_t offset)
{
	ssize_t most = allowed(READ, n);

	return most < 0 ? -1 : syscall(SYS_pread64, fd, to, (size_t)most, offset);
}

ssize_t
__pread_chk(int fd, void *to, size_t n, off_t offset, size_t room)
{
	if (n > room)
		abort();
	return pread(fd, to, n, offset);
}

ssize_t
write(int fd, const void *from, size_t n)
{
	ssize_t most = allowed(WRITE, n);

	return most < 0 ? -1 : syscall(SYS_write, fd, from, (size_t)most);
}

ssize_t
pwrite(int fd, const void *from, size_t n, off_t offset)
{
	ssize_t most = allowed(WRITE, n);

	return most < 0 ? -1 : syscall(SYS_pwrite64, fd, from, (size_t)most, offset);
}

int
fsync(int fd)
{
	return fails(FSYNC) ? -1 : (int)syscall(SYS_fsync, fd);
}

int
syncfs(int fd)
{
	return fails(FSYNC) ? -1 : (int)syscall(SYS_syncfs, fd);
}

int
flock(int fd, int how)
{
	return fails(FLOCK) ? -1 : (int)syscall(SYS_flock, fd, how);
}

/* ---- names --------------------------------------------------------------------------------- */

int
linkat(int from, const char *old, int to, const char *name, int flags)
{
	return fails(LINK) ? -1 : (int)syscall(SYS_linkat, from, old, to, name, flags);
}

int
mkdirat(int folder, const char *name, mode_t mode)
{
	return fails(MKDIR) ? -1 : (int)syscall(SYS_mkdirat, folder, name, mode);
}

int
mkdir(const char *name, mode_t mode)
{
	return mkdirat(AT_FDCWD, name, mode);
}

int
renameat2(int from, const char *old, int to, const char *name, unsigned flags)
{
	return fails(RENAME) ? -1 : (int)syscall(SYS_renameat2, from, old, to, name, flags);
}

int
renameat(int from, const char *old, int to, const char *name)
{
	return renameat2(from, old, to, name, 0);
}

int
rename(const char *old, const char *name)
{
	return renameat2(AT_FDCWD, old, AT_FDCWD, name, 0);
}

int
fstatat(int folder, const char *restrict name, struct stat *restrict st, int flags)
{
	return fails(STAT) ? -1 : (int)syscall(SYS_newfstatat, folder, name, st, flags);
}

int
fstat(int fd, struct stat *st)
{
	return fstatat(fd, "", st, AT_EMPTY_PATH);
}

int
lstat(const char *restrict name, struct stat *restrict st)
{
	return fstatat(AT_FDCWD, name, st, AT_SYMLINK_NOFOLLOW);
}

int
stat(const char *restrict name, struct stat *restrict st)
{
	return fstatat(AT_FDCWD, name, st, 0);
}

struct dirent *
readdir(DIR *folder)
{
	return fails(READDIR) ? NULL : real_readdir(folder);
}

/* ---- processes ----------------------------------------------------------------------------- */

int
socketpair(int domain, int type, int protocol, int ends[2])
{
	return fails(SOCKETPAIR) ? -1 : (int)syscall(SYS_socketpair, domain, type, protocol, ends);
}

ssize_t
send(int fd, const void *from, size_t n, int flags)
{
	ssize_t most = allowed(SEND, n);

	return most < 0 ? -1 : syscall(SYS_sendto, fd, from, (size_t)most, flags, NULL, 0L);
}

ssize_t
recv(int fd, void *to, size_t n, int flags)
{
	ssize_t most = allowed(RECV, n);

	return most < 0 ? -1 : syscall(SYS_recvfrom, fd, to, (size_t)most, flags, NULL, NULL);
}

pid_t
fork(void)
{
	return fails(FORK) ? -1 : __fork();
}

int
pthread_create(pthread_t *thread, const pthread_attr_t *how, void *(*run)(void *), void *arg)
{
	return fails(THREAD) ? fault.error : real_pthread_create(thread, how, run, arg);
}
