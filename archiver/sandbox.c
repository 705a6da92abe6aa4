#include "archiver/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#endif

/*
 * The kernel's interface grows, and the header at hand is that of Linux 6.1 (ABI 2):
 * these are the values of Linux 6.12, landlock(7).
 */
#define FS_WRITE     (UINT64_C(1) << 1)
#define FS_READ	     (UINT64_C(1) << 2)
#define FS_READ_DIR  (UINT64_C(1) << 3)
#define FS_REMOVE    (UINT64_C(3) << 4) /* folders, files */
#define FS_MAKE_DIR  (UINT64_C(1) << 7)
#define FS_MAKE_FILE (UINT64_C(1) << 8)
#define FS_ABI_1     ((UINT64_C(1) << 13) - 1) /* all from executing (bit 0) to links */
#define FS_REFER     (UINT64_C(1) << 13)       /* ABI 2 */
#define FS_TRUNCATE  (UINT64_C(1) << 14)       /* ABI 3 */
#define FS_IOCTL     (UINT64_C(1) << 15)       /* ABI 5 */
#define NET_TCP	     UINT64_C(3)	       /* ABI 4: bind, connect */
#define SCOPED	     UINT64_C(3)	       /* ABI 6: abstract sockets, signals */

#define READING (FS_READ | FS_READ_DIR)
#define WRITING \
	(READING | FS_WRITE | FS_REMOVE | FS_MAKE_DIR | FS_MAKE_FILE | FS_REFER | FS_TRUNCATE)

/* What a rule on a file, not a folder, may speak of. */
#define ON_FILES (FS_READ | FS_WRITE | FS_TRUNCATE | FS_IOCTL)

/* struct landlock_ruleset_attr as of ABI 6; older kernels take its beginning. */
struct ruleset {
	uint64_t fs;
	uint64_t net;
	uint64_t scoped;
};

/* All that this version can forbid; what is not in a rule is then forbidden. */
static struct ruleset
handled(int abi)
{
	struct ruleset r = {FS_ABI_1, 0, 0};

	if (abi >= 2)
		r.fs |= FS_REFER;
	if (abi >= 3)
		r.fs |= FS_TRUNCATE;
	if (abi >= 4)
		r.net = NET_TCP;
	if (abi >= 5)
		r.fs |= FS_IOCTL;
	if (abi >= 6)
		r.scoped = SCOPED;
	return r;
}

static size_t
handled_size(int abi)
{
	if (abi >= 6)
		return sizeof(struct ruleset);
	return abi >= 4 ? offsetof(struct ruleset, scoped) : offsetof(struct ruleset, net);
}

int
sandbox_abi(void)
{
	long abi = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);

	return abi < 0 ? 0 : (int)abi;
}

enum rc
sandbox_init(struct sandbox *s, struct err *e)
{
	struct ruleset r;

	*s = SANDBOX_EMPTY;
	s->abi = sandbox_abi();
	if (s->abi == 0)
		return RC_OK;
	r = handled(s->abi);
	s->ruleset = (int)syscall(SYS_landlock_create_ruleset, &r, handled_size(s->abi), 0);
	if (s->ruleset < 0)
		return err_sys(e, errno, "cannot confine this process");
	return RC_OK;
}

void
sandbox_release(struct sandbox *s)
{
	if (s->ruleset >= 0)
		close(s->ruleset);
	*s = SANDBOX_EMPTY;
}

/* Allows `rights` beneath `fd`, as far as they apply to what it is. */
static enum rc
allow_fd(struct sandbox *s, int fd, uint64_t rights, const char *path, struct err *e)
{
	struct landlock_path_beneath_attr rule = {.parent_fd = fd};
	struct stat st;

	if (fstat(fd, &st) != 0)
		return err_sys(e, errno, "cannot look at \"%s\"", path);
	if (!S_ISDIR(st.st_mode))
		rights &= ON_FILES;
	rule.allowed_access = rights & handled(s->abi).fs;
	if (syscall(SYS_landlock_add_rule, s->ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) != 0)
		return err_sys(e, errno, "cannot confine this process to \"%s\"", path);
	return RC_OK;
}

static enum rc
allow(struct sandbox *s, const char *path, uint64_t rights, struct err *e)
{
	enum rc rc;
	int fd;

	if (s->abi == 0)
		return RC_OK;
	fd = open(path, O_PATH | O_CLOEXEC);
	if (fd < 0 && (errno == ENOENT || errno == ENOTDIR) && rights == READING)
		return RC_OK;
	if (fd < 0)
		return err_sys(e, errno, "cannot open \"%s\"", path);
	rc = allow_fd(s, fd, rights, path, e);
	close(fd);
	return rc;
}

enum rc
sandbox_read(struct sandbox *s, const char *path, struct err *e)
{
	return allow(s, path, READING, e);
}

enum rc
sandbox_write(struct sandbox *s, const char *path, struct err *e)
{
	return allow(s, path, WRITING, e);
}

/*
 * The leak checker of a build with sanitizers reads /proc at the very end; such a
 * build is for tests.
 */
static enum rc
allow_sanitizer(struct sandbox *s, struct err *e)
{
#if defined(SANITIZED)
	return sandbox_read(s, "/proc", e);
#else
	(void)s;
	(void)e;
	return RC_OK;
#endif
}

enum rc
sandbox_enter(struct sandbox *s, struct err *e)
{
	enum rc rc = allow_sanitizer(s, e);

	if (rc != RC_OK)
		return rc;
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		return err_sys(e, errno, "cannot give up new privileges");
	if (s->abi > 0 && syscall(SYS_landlock_restrict_self, s->ruleset, 0) != 0)
		return err_sys(e, errno, "cannot confine this process");
	return RC_OK;
}
