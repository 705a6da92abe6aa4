#include "archiver/assemble/signer.h"
#include "archiver/commands/attest.h"
#include "archiver/commands/check_bundle.h"
#include "archiver/commands/commands.h"
#include "archiver/commands/jobs.h"
#include "archiver/commands/reading.h"
#include "archiver/commands/unlock.h"
#include "keys/sidecar_comment.h"
#include "keys/small_file.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static enum rc run_sign(const struct options *o, struct report *r, struct err *e);

static const struct command_option OPTIONS[] = {
	{"key", "FILE", "sign with this secret key, of annals or minisign", COMMAND_NEEDED, 0},
	UNLOCK_OPTION,
	BELIEVE_TRUST,
	JOBS_OPTION,
	{"progress", NULL, "show progress even without a terminal", COMMAND_ONCE, 0},
	{NULL, NULL, NULL, COMMAND_ONCE, 0},
};

const struct command cmd_sign = {
	.name = "sign",
	.summary = "verify a bundle and lay another signer's signature beside it",
	.operands = "BUNDLE",
	.least = 1,
	.most = 1,
	.options = OPTIONS,
	.run = run_sign,
};

struct signing {
	const struct options *o;
	const char *path;
	struct trust trust;
	struct remember memory;
	struct signer signer;
};

static enum rc
unlock(void *ctx, struct keypair *out, struct err *e)
{
	struct signing *s = ctx;

	return unlock_key(s->o, options_value(s->o, "key"), out, e);
}

/* The folder of the bundle: it is read, and the signature comes into it. */
static enum rc
confine(const struct signing *s, struct err *e)
{
	const char *slash = strrchr(s->path, '/');
	const char *readable[] = {s->path, s->memory.folder};
	char *folder;
	enum rc rc;

	if (asprintf(&folder, "%.*s", slash == NULL ? 1 : (int)(slash - s->path) + 1,
		    slash == NULL ? "." : s->path) < 0)
		return err_nomem(e);
	rc = reading_confine(readable, s->memory.folder == NULL ? 1 : 2, folder, e);
	free(folder);
	return rc;
}

/* `X.minisig` by the key that signed the bundle, `X.KEYID.minisig` by any other. */
static enum rc
name_of(const struct signing *s, const struct bundle *b, char **out, struct err *e)
{
	int n;

	if (b->believed && public_key_equal(&b->signer, &s->signer.public))
		n = asprintf(out, "%s.minisig", s->path);
	else
		n = asprintf(out, "%s.%s.minisig", s->path,
			public_key_id_text(s->signer.public.id).text);
	if (n < 0) {
		*out = NULL;
		return err_nomem(e);
	}
	return RC_OK;
}

static enum rc
make_text(struct signing *s, const struct archive_file *file, struct bytes *text, struct err *e)
{
	const struct bundle *b = &file->bundle;
	struct bytes comment = BYTES_UP_TO(SIDECAR_TRUSTED_MAX);
	uint8_t digest[SIDECAR_DIGEST_SIZE];
	char name[BUNDLE_NAME_MAX + sizeof BUNDLE_NAME_SUFFIX];
	struct sidecar_comment c = {.kind = SIDECAR_COMMENT_BOUND,
		.timestamp = (uint64_t)time(NULL),
		.origin = b->head.origin,
		.size = b->head.size,
		.root = b->head.root};
	enum rc rc;

	snprintf(name, sizeof name, "%.*s" BUNDLE_NAME_SUFFIX, SLICE_FMT(b->record.name));
	c.file = slice_str(name);
	rc = sidecar_comment_write(&c, &comment, e);
	if (rc == RC_OK)
		rc = attest_digest(&file->source, digest, e);
	if (rc == RC_OK)
		rc = signer_sidecar(&s->signer, digest, bytes_slice(&comment), text, e);
	bytes_release(&comment);
	return rc;
}

static enum rc
sign_file(struct signing *s, const struct archive_file *file, struct report *r, struct err *e)
{
	struct bytes text = BYTES_UP_TO(SIDECAR_MAX);
	char *name = NULL;
	enum rc rc = make_text(s, file, &text, e);

	if (rc == RC_OK)
		rc = name_of(s, &file->bundle, &name, e);
	if (rc == RC_OK)
		rc = small_file_create(name, 0644, bytes_slice(&text), e);
	if (rc == RC_OK)
		report_line(r, "%s", name);
	bytes_release(&text);
	free(name);
	return rc;
}

/* What is signed is what was verified: one open file. */
static enum rc
verify_and_sign(struct signing *s, struct report *r, struct err *e)
{
	struct check_bundle_settings settings = {
		.trust = &s->trust, .progress = options_has(s->o, "progress")};
	struct archive_file file = ARCHIVE_FILE_EMPTY;
	struct verdict v;
	enum rc rc = jobs_count(s->o, &settings.jobs, e);

	if (rc == RC_OK)
		rc = archive_file_open(AT_FDCWD, s->path, &s->trust, &file, e);
	if (rc == RC_OK)
		rc = remember_hold(&s->memory, &file.bundle, e);
	if (rc == RC_OK) {
		verdict_start(&v, r, s->path);
		check_bundle_content(&settings, s->path, &file, r, &v);
		rc = verdict_rc(&v, e);
	}
	if (rc == RC_OK)
		rc = sign_file(s, &file, r, e);
	archive_file_release(&file);
	return rc;
}

static enum rc
run_sign(const struct options *o, struct report *r, struct err *e)
{
	struct signing s = {.o = o,
		.path = o->operands[0],
		.trust = TRUST_EMPTY,
		.memory = REMEMBER_EMPTY,
		.signer = SIGNER_EMPTY};
	struct signer_unlock key = {unlock, &s, NULL};
	enum rc rc = believe_load(o, &s.trust, e);

	if (rc == RC_OK)
		rc = remember_find(&s.memory, e);
	/* The key lives in a process of its own, which never sees the bundle. */
	if (rc == RC_OK)
		rc = signer_start(&key, &s.signer, e);
	if (rc == RC_OK)
		rc = confine(&s, e);
	if (rc == RC_OK)
		rc = verify_and_sign(&s, r, e);
	signer_release(&s.signer);
	remember_release(&s.memory);
	trust_release(&s.trust);
	return rc;
}
