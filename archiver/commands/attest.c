#include "archiver/commands/attest.h"

#include "format/base/limits.h"
#include "format/bundle/rule.h"
#include "keys/sidecar_comment.h"
#include "keys/small_file.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#define CHUNK (1 * MIB)

static const char *
base_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash == NULL ? path : slash + 1;
}

void
attest_release(struct attest *a)
{
	for (size_t i = 0; i < a->count; i++)
		free(a->paths[i]);
	*a = ATTEST_EMPTY;
}

static int
by_bytes(const void *left, const void *right)
{
	const char *const *a = left, *const *b = right;

	return strcmp(*a, *b);
}

/* `<file>.minisig`, `<file>.<anything>.minisig` */
static bool
is_sidecar(const char *name, const char *file)
{
	size_t len = strlen(file);

	return strncmp(name, file, len) == 0 && name[len] == '.' &&
		slice_ends(slice_str(name + len), ".minisig");
}

static enum rc
collect(DIR *dir, const char *path, struct attest *out, struct err *e)
{
	const char *file = base_of(path);
	struct dirent *entry;

	for (;;) {
		errno = 0;
		entry = readdir(dir);
		if (entry == NULL)
			return errno == 0 ? RC_OK
					  : err_sys(e, errno, "cannot look at all signatures");
		if (!is_sidecar(entry->d_name, file))
			continue;
		if (out->count == ATTEST_SIDECARS_MAX)
			return err_set(e, RC_LIMIT, "more than %d signatures beside it",
				ATTEST_SIDECARS_MAX);
		if (asprintf(&out->paths[out->count], "%.*s%s", (int)(file - path), path,
			    entry->d_name) < 0)
			return err_nomem(e);
		out->count++;
	}
}

enum rc
attest_find(const char *path, struct attest *out, struct err *e)
{
	size_t before = (size_t)(base_of(path) - path);
	char *folder = before == 0 ? strdup(".") : strndup(path, before);
	DIR *dir;
	enum rc rc;

	*out = ATTEST_EMPTY;
	if (folder == NULL)
		return err_nomem(e);
	dir = opendir(folder);
	if (dir == NULL) {
		rc = err_sys(e, errno, "cannot look for signatures in \"%s\"", folder);
	} else {
		rc = collect(dir, path, out, e);
		closedir(dir);
	}
	free(folder);
	if (rc != RC_OK)
		attest_release(out);
	qsort(out->paths, out->count, sizeof *out->paths, by_bytes);
	return rc;
}

enum rc
attest_digest(const struct source *file, uint8_t digest[SIDECAR_DIGEST_SIZE], struct err *e)
{
	uint8_t *chunk = malloc(CHUNK);
	struct sidecar_hasher hasher;
	enum rc rc = RC_OK;

	if (chunk == NULL)
		return err_nomem(e);
	sidecar_hasher_start(&hasher);
	for (uint64_t at = 0; at < file->size && rc == RC_OK;) {
		size_t n = file->size - at < CHUNK ? (size_t)(file->size - at) : CHUNK;

		rc = source_read(file, at, chunk, n, e);
		if (rc == RC_OK)
			sidecar_hasher_add(&hasher, slice_of(chunk, n));
		at += n;
	}
	sidecar_hasher_end(&hasher, digest);
	free(chunk);
	return rc;
}

/* What one sidecar is compared with. */
struct subject {
	const char *file;
	const struct bundle *bundle;
	const struct trust *trust;
	const uint8_t *digest;
};

static enum rc
check_comment(const struct sidecar_comment *c, const struct subject *s, struct err *e)
{
	const struct checkpoint *head = &s->bundle->head;

	if (c->kind != SIDECAR_COMMENT_FREE && !slice_is(c->file, s->file))
		return rule_broken(e, "SIDE-2", "its comment is about %.*s, the file is %s",
			SLICE_FMT(c->file), s->file);
	if (c->kind != SIDECAR_COMMENT_BOUND)
		return RC_OK;
	if (!slice_equal(c->origin, head->origin))
		return rule_broken(e, "SIDE-2", "its comment is about the log %.*s, signed is %.*s",
			SLICE_FMT(c->origin), SLICE_FMT(head->origin));
	if (c->size != head->size || !digest_equal(&c->root, &head->root))
		return rule_broken(e, "SIDE-2",
			"its comment is about %llu leaves with root %s, signed are %llu with %s",
			(unsigned long long)c->size, digest_text(&c->root).text,
			(unsigned long long)head->size, digest_text(&head->root).text);
	return RC_OK;
}

/* By a key that is believed: all of it must hold. */
static enum rc
check_believed(const struct sidecar *sidecar, const struct sidecar_comment *comment,
	const struct public_key *key, const struct subject *s, struct err *e)
{
	enum rc rc = sidecar_verify(sidecar, key, s->digest, e);

	if (rc != RC_OK)
		return rule_within(e, rc, "SIDE-1", "signature of key %s",
			public_key_id_text(sidecar->id).text);
	return check_comment(comment, s, e);
}

static enum rc
check_text(struct slice text, const char *path, const struct subject *s, struct verdict *v,
	struct err *e)
{
	struct sidecar_comment comment = {.kind = SIDECAR_COMMENT_FREE};
	struct trust_verdict trust;
	struct sidecar sidecar;
	struct err why;
	int64_t time = (int64_t)s->bundle->record.created;
	char whose[32];
	enum rc rc = sidecar_parse(text, &sidecar, e);

	if (rc == RC_OK)
		rc = sidecar_comment_parse(sidecar.trusted, &comment, e);
	if (rc != RC_OK)
		return rule_within(e, rc, "SIDE-1", "signature file");
	if (comment.kind != SIDECAR_COMMENT_FREE)
		time = (int64_t)comment.timestamp;
	trust = trust_find_key(s->trust, s->bundle->head.origin, sidecar.id, time);
	if (trust.answer == TRUST_BELIEVED)
		return check_believed(&sidecar, &comment, &trust.key->public, s, e);
	snprintf(whose, sizeof whose, "key %s", public_key_id_text(sidecar.id).text);
	if (trust_explain(&trust, whose, &why) != RC_OK)
		verdict_note(v, "%s: %s", base_of(path), why.text);
	return RC_OK;
}

static void
check_one(const char *path, const struct subject *s, struct verdict *v)
{
	uint8_t text[SIDECAR_MAX + 1];
	struct err e;
	size_t len;
	enum rc rc = small_file_read(path, SMALL_FILE_PUBLIC, text, sizeof text, &len, &e);

	if (rc == RC_LIMIT)
		rc = rule_broken(&e, "SIDE-1", "more than %d bytes", SIDECAR_MAX);
	else if (rc == RC_OK)
		rc = check_text(slice_of(text, len), path, s, v, &e);
	if (rc == RC_OK)
		return;
	rule_within(&e, rc, "SIDE-1", "%s", base_of(path));
	verdict_add(v, &e);
}

void
attest_check(const struct attest *a, const char *path, const struct bundle *b,
	const struct trust *trust, const uint8_t digest[SIDECAR_DIGEST_SIZE], struct verdict *v)
{
	struct subject s = {base_of(path), b, trust, digest};

	for (size_t i = 0; i < a->count; i++)
		check_one(a->paths[i], &s, v);
}
