#include "archiver/commands/commands.h"
#include "archiver/commands/unlock.h"
#include "archiver/options.h"
#include "archiver/report.h"
#include "format/checkpoint/checkpoint.h"
#include "keys/note.h"
#include "keys/public_file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static enum rc run_generate(const struct options *o, struct report *r, struct err *e);
static enum rc run_show(const struct options *o, struct report *r, struct err *e);
static enum rc run_passphrase(const struct options *o, struct report *r, struct err *e);

static const struct command_option GENERATE_OPTIONS[] = {
	{"no-passphrase", NULL, "leave the secret key unencrypted", COMMAND_ONCE, 0},
	UNLOCK_OPTION,
	{NULL, NULL, NULL, COMMAND_ONCE, 0},
};

static const struct command GENERATE = {
	.name = "generate",
	.summary = "make a key pair: the secret key in FILE, the public key in FILE.pub",
	.operands = "FILE",
	.least = 1,
	.most = 1,
	.options = GENERATE_OPTIONS,
	.run = run_generate,
};

static const struct command_option SHOW_OPTIONS[] = {
	{"origin", "ORIGIN", "show its C2SP verifier key for the log of this origin, too",
		COMMAND_ONCE, 0},
	{"json", NULL, "write a JSON line", COMMAND_ONCE, 0},
	UNLOCK_OPTION,
	{NULL, NULL, NULL, COMMAND_ONCE, 0},
};

static const struct command SHOW = {
	.name = "show",
	.summary = "show the public key in a public or secret key file",
	.operands = "FILE",
	.least = 1,
	.most = 1,
	.options = SHOW_OPTIONS,
	.run = run_show,
};

static const struct command_option PASSPHRASE_OPTIONS[] = {
	{"no-passphrase", NULL, "leave the secret key unencrypted from now on", COMMAND_ONCE, 0},
	{"passphrase-fd", "N",
		"read the passphrases from file descriptor N, a line each: the present one, if "
		"the key is encrypted, then the new one",
		COMMAND_ONCE, 0},
	{NULL, NULL, NULL, COMMAND_ONCE, 0},
};

static const struct command PASSPHRASE = {
	.name = "passphrase",
	.summary = "give a secret key another passphrase",
	.operands = "FILE",
	.least = 1,
	.most = 1,
	.options = PASSPHRASE_OPTIONS,
	.run = run_passphrase,
};

static const struct command *const UNDER[] = {&GENERATE, &SHOW, &PASSPHRASE, NULL};

const struct command cmd_key = {
	.name = "key",
	.summary = "make, show and re-encrypt keys",
	.operands = "",
	.under = UNDER,
};

static enum rc
generate(const struct options *o, const char *path, const char *public_path, struct keypair *pair,
	struct err *e)
{
	bool bare = options_has(o, "no-passphrase");
	enum rc rc;

	if (access(public_path, F_OK) == 0)
		return err_set(e, RC_USAGE, "\"%s\" is there already", public_path);
	if (access(path, F_OK) == 0)
		return err_set(e, RC_USAGE, "\"%s\" is there already", path);
	rc = keypair_generate(pair, e);
	if (rc == RC_OK)
		rc = unlock_save(o, path, pair, bare, false, e);
	if (rc != RC_OK)
		return rc;
	rc = public_file_save(public_path, &pair->public, e);
	if (rc != RC_OK)
		unlink(path);
	return rc;
}

static enum rc
run_generate(const struct options *o, struct report *r, struct err *e)
{
	const char *path = o->operands[0];
	struct keypair pair = KEYPAIR_EMPTY;
	char *public_path;
	enum rc rc;

	if (asprintf(&public_path, "%s.pub", path) < 0)
		return err_nomem(e);
	rc = generate(o, path, public_path, &pair, e);
	if (rc == RC_OK) {
		report_line(r, "key         %s", public_key_id_text(pair.public.id).text);
		report_line(r, "public key  %s, to hand out", public_path);
		report_line(r, "secret key  %s%s", path,
			options_has(o, "no-passphrase") ? ", not encrypted" : "");
	}
	keypair_release(&pair);
	free(public_path);
	return rc;
}

/* The public key of either kind of file; a public one is tried first, it asks for nothing. */
static enum rc
read_either(const struct options *o, const char *path, struct public_key *out, struct err *e)
{
	struct keypair pair = KEYPAIR_EMPTY;
	enum rc rc = public_file_read(path, out, e);

	if (rc != RC_USAGE)
		return rc;
	rc = unlock_key(o, path, &pair, e);
	if (rc == RC_OK)
		*out = pair.public;
	keypair_release(&pair);
	return rc;
}

static void
tell(const struct public_key *key, const char *origin, struct report *r)
{
	struct bytes line = BYTES_UP_TO(128), vkey = BYTES_UP_TO(1024);
	struct public_key_id_text id = public_key_id_text(key->id);

	public_key_write(key, &line);
	if (origin != NULL) {
		struct note_key note = note_key_of(slice_str(origin), key);

		note_vkey_write(&note, &vkey);
	}
	if (r->json) {
		struct json *j = report_object(r);

		json_pair_str(j, "key", id.text);
		json_pair(j, "public", bytes_slice(&line));
		if (origin != NULL)
			json_pair(j, "vkey", bytes_slice(&vkey));
		report_object_end(r);
	} else {
		report_line(r, "key         %s", id.text);
		report_line(r, "public key  %.*s", SLICE_FMT(bytes_slice(&line)));
		if (origin != NULL)
			report_line(r, "vkey        %.*s", SLICE_FMT(bytes_slice(&vkey)));
	}
	bytes_release(&line);
	bytes_release(&vkey);
}

static enum rc
run_show(const struct options *o, struct report *r, struct err *e)
{
	const char *origin = options_value(o, "origin");
	struct public_key key;
	enum rc rc;

	if (origin != NULL && !checkpoint_origin_check(slice_str(origin)))
		return err_set(e, RC_USAGE, "--origin \"%s\" is none", origin);
	rc = read_either(o, o->operands[0], &key, e);
	if (rc == RC_OK)
		tell(&key, origin, r);
	return rc;
}

static enum rc
run_passphrase(const struct options *o, struct report *r, struct err *e)
{
	const char *path = o->operands[0];
	bool bare = options_has(o, "no-passphrase");
	struct keypair pair;
	enum rc rc = unlock_key(o, path, &pair, e);

	if (rc == RC_OK)
		rc = unlock_save(o, path, &pair, bare, true, e);
	if (rc == RC_OK)
		report_line(r, "%s  %s%s", public_key_id_text(pair.public.id).text, path,
			bare ? ", not encrypted" : "");
	keypair_release(&pair);
	return rc;
}
