#include "keys/secret.h"

#include <assert.h>
#include <errno.h>
#include <sodium.h>
#include <sys/prctl.h>
#include <sys/resource.h>

enum rc
secret_init(struct secret *s, size_t len, struct err *e)
{
	assert(len > 0);
	secret_release(s);
	if (sodium_init() < 0)
		return err_set(e, RC_IO, "libsodium cannot start");
	s->p = sodium_malloc(len);
	if (s->p == NULL)
		return err_set(e, RC_NOMEM, "out of guarded memory");
	s->len = len;
	sodium_memzero(s->p, len);
	return RC_OK;
}

void
secret_release(struct secret *s)
{
	sodium_free(s->p);
	*s = SECRET_EMPTY;
}

void
secret_cut(struct secret *s, size_t len)
{
	if (len < s->len)
		s->len = len;
}

enum rc
secret_harden_process(struct err *e)
{
	static const struct rlimit none = {0, 0};

	if (setrlimit(RLIMIT_CORE, &none) != 0)
		return err_sys(e, errno, "cannot forbid core files");
	if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
		return err_sys(e, errno, "cannot shield the process from debuggers");
	if (sodium_init() < 0)
		return err_set(e, RC_IO, "libsodium cannot start");
	return RC_OK;
}

const char *
secret_library(void)
{
	return sodium_version_string();
}
