#include "archiver/commands/unlock.h"

#include "keys/passphrase.h"
#include "keys/secret_file.h"

#include <stdio.h>
#include <stdlib.h>

#define FD_MOST	  65535
#define FILE_NAME "ANNALS_PASSPHRASE_FILE"

/* `*given` false where only the terminal is left. */
static enum rc
from_elsewhere(
	const struct options *o, const char *file, struct secret *out, bool *given, struct err *e)
{
	uint64_t fd = 0;
	enum rc rc;

	*given = true;
	rc = options_number(o, "passphrase-fd", 0, FD_MOST, &fd, e);
	if (rc != RC_OK)
		return rc;
	if (options_has(o, "passphrase-fd"))
		return passphrase_read_fd((int)fd, out, e);
	if (file != NULL && *file != '\0')
		return passphrase_read_file(file, out, e);
	*given = false;
	return RC_OK;
}

/* Without a terminal, the other two ways are what the user wants to know of. */
static enum rc
or_say_how(enum rc rc, struct err *e)
{
	if (rc != RC_IO)
		return rc;
	return err_set(e, rc, "%s (--passphrase-fd and ANNALS_PASSPHRASE_FILE need none)", e->text);
}

static enum rc
ask(const struct options *o, const char *path, struct secret *out, struct err *e)
{
	char prompt[256];
	bool given;
	enum rc rc = from_elsewhere(o, getenv(FILE_NAME), out, &given, e);

	if (rc != RC_OK || given)
		return rc;
	snprintf(prompt, sizeof prompt, "Passphrase of %s", path);
	return or_say_how(passphrase_ask(prompt, out, e), e);
}

enum rc
unlock_key(const struct options *o, const char *path, struct keypair *out, struct err *e)
{
	struct secret_file file = SECRET_FILE_EMPTY;
	struct secret passphrase = SECRET_EMPTY;
	enum rc rc;

	*out = KEYPAIR_EMPTY;
	rc = secret_file_read(path, &file, e);
	if (rc == RC_OK && file.encrypted)
		rc = ask(o, path, &passphrase, e);
	if (rc == RC_OK) {
		rc = secret_file_open(&file, secret_slice(&passphrase), out, e);
		if (rc != RC_OK)
			err_within(e, rc, "\"%s\"", path);
	}
	secret_release(&passphrase);
	secret_file_release(&file);
	return rc;
}

/* The file has the passphrase of a key that there is already, where it is to get another. */
static enum rc
ask_new(const struct options *o, bool another, struct secret *out, struct err *e)
{
	bool given;
	enum rc rc = from_elsewhere(o, another ? NULL : getenv(FILE_NAME), out, &given, e);

	if (rc != RC_OK || given)
		return rc;
	return or_say_how(passphrase_ask_new("New passphrase", out, e), e);
}

static enum rc
seal(const struct options *o, const struct keypair *pair, bool another, struct secret_file *out,
	struct err *e)
{
	struct secret passphrase = SECRET_EMPTY;
	enum rc rc = ask_new(o, another, &passphrase, e);

	if (rc == RC_OK)
		rc = secret_file_seal(
			pair, secret_slice(&passphrase), SECRET_FILE_COST_SENSITIVE, out, e);
	secret_release(&passphrase);
	return rc;
}

enum rc
unlock_save(const struct options *o, const char *path, const struct keypair *pair, bool bare,
	bool replace, struct err *e)
{
	struct secret_file file = SECRET_FILE_EMPTY;
	enum rc rc = bare ? secret_file_bare(pair, &file, e) : seal(o, pair, replace, &file, e);

	if (rc == RC_OK && replace)
		rc = secret_file_replace(path, &file, e);
	else if (rc == RC_OK)
		rc = secret_file_save(path, &file, e);
	secret_file_release(&file);
	return rc;
}
