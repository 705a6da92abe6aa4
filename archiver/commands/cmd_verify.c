#include "archiver/assemble/archive.h"
#include "archiver/commands/check_bundle.h"
#include "archiver/commands/commands.h"
#include "archiver/commands/jobs.h"
#include "archiver/commands/reading.h"
#include "format/bundle/folder_verify.h"
#include "format/bundle/history.h"
#include "format/bundle/rule.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static enum rc run_verify(const struct options *o, struct report *r, struct err *e);

static const struct command_option OPTIONS[] = {
	{"quick", NULL,
		"check signature, history and every byte of a bundle against its signed digest, "
		"but decompress nothing",
		COMMAND_ONCE, 0},
	BELIEVE_KEY,
	BELIEVE_TRUST,
	JOBS_OPTION,
	{"progress", NULL, "show progress even without a terminal", COMMAND_ONCE, 0},
	{"json", NULL, "write JSON lines: findings, notes and verdicts", COMMAND_ONCE, 0},
	{NULL, NULL, NULL, COMMAND_ONCE, 0},
};

const struct command cmd_verify = {
	.name = "verify",
	.summary = "check bundles, whole archives, unpacked bags and extracted articles",
	.operands = "PATH...",
	.least = 1,
	.most = COMMAND_OPERANDS_MAX,
	.options = OPTIONS,
	.run = run_verify,
};

struct verifying {
	struct report *report;
	struct trust trust;
	struct remember memory;
	struct check_bundle_settings settings;
	struct err worst; /* of all paths, the first of the worst kind */
};

/* ---- an archive ------------------------------------------------------------------------- */

/* What its bundles come to together. */
struct archive_sum {
	struct bundle_head *heads;
	size_t count;	/* of those that opened */
	size_t unknown; /* could not be opened, and nothing is known of them */
	uint64_t articles;
	bool believed; /* all of them, by one key */
	struct public_key signer;
};

static void
sum_add(struct archive_sum *sum, const struct check_bundle_result *one)
{
	sum->believed = one->believed &&
		(sum->count == 0 ||
			(sum->believed && public_key_equal(&sum->signer, &one->signer)));
	sum->signer = one->signer;
	sum->heads[sum->count++] = one->head;
	sum->articles += one->articles;
}

/* Every bundle by itself, then where they stand in the log. */
static enum rc
check_bundles(struct verifying *c, const struct archive *a, const char *path,
	struct archive_sum *sum, struct verdict *v, struct err *e)
{
	struct check_bundle_settings settings = c->settings;

	settings.memory = NULL; /* the history as a whole is held against it */
	for (size_t i = 0; i < a->count; i++) {
		struct check_bundle_result result;
		struct verdict one;
		char *file;

		if (asprintf(&file, "%s/%s", path, a->bundles[i].path) < 0)
			return err_nomem(e);
		check_bundle(&settings, file, c->report, &one, &result);
		if (one.findings.worst != RC_OK) {
			err_set(e, one.findings.worst, "%s: %s", a->bundles[i].path,
				one.first.text);
			verdict_count(v, e);
		}
		if (result.opened)
			sum_add(sum, &result);
		else if (one.findings.worst != RC_BAD)
			sum->unknown++;
		free(file);
	}
	return RC_OK;
}

/* annals.conf is not signed, but the archive's own programs go by it. */
static void
check_origin(const struct archive *a, const struct archive_sum *sum, struct verdict *v)
{
	struct err e;

	for (size_t i = 0; i < sum->count; i++) {
		if (slice_is(a->settings.origin, sum->heads[i].origin))
			continue;
		rule_broken(&e, "HIST-1", "%s is of the log %s, the archive of %.*s",
			sum->heads[i].name, sum->heads[i].origin, SLICE_FMT(a->settings.origin));
		verdict_add(v, &e);
	}
}

/* Nobody should take for checked what was passed over. */
static void
note_strays(const struct archive *a, struct verdict *v)
{
	struct slice rest = bytes_slice(&a->strays);
	size_t told = 0;

	while (rest.len > 0) {
		struct slice line = slice_first(rest, slice_find(rest, '\n'));

		verdict_note(v,
			"%.*s is not called as a bundle in its place is, and was not checked",
			SLICE_FMT(line));
		rest = slice_from(rest, line.len + 1);
		told++;
	}
	if (told < a->stray_count)
		verdict_note(v, "and %zu more files", a->stray_count - told);
}

static enum rc
check_history(struct verifying *c, const struct archive *a, const char *path, struct verdict *v,
	struct err *e)
{
	struct archive_sum sum = {.heads = calloc(a->count + 1, sizeof *sum.heads)};
	struct verdict_about about = {.kind = "archive", .origin = a->settings.origin};
	char name[SETTINGS_NAME_MAX + 1];
	enum rc rc;

	if (sum.heads == NULL)
		return err_nomem(e);
	rc = check_bundles(c, a, path, &sum, v, e);
	if (rc == RC_OK) {
		check_origin(a, &sum, v);
		/* A gap where a disk failed says nothing about the log. */
		if (sum.unknown == 0) {
			history_check(sum.heads, sum.count, &v->findings);
			remember_history(&c->memory, sum.heads, sum.count, v);
		}
		snprintf(name, sizeof name, "%.*s", SLICE_FMT(a->settings.name));
		about.name = name;
		about.articles = sum.articles;
		about.bundles = sum.count;
		about.signer = sum.believed ? &sum.signer : NULL;
		if (sum.count > 0) {
			about.size = sum.heads[sum.count - 1].size;
			about.root = sum.heads[sum.count - 1].root;
		}
		verdict_end(v, &about);
	}
	free(sum.heads);
	return rc;
}

static enum rc
check_archive(struct verifying *c, const char *path, struct verdict *v, struct err *e)
{
	struct archive a = ARCHIVE_EMPTY;
	enum rc rc = archive_open(path, &a, e);

	/* annals.conf is there; if it cannot be understood, nothing is known. */
	if (rc == RC_USAGE)
		rc = e->rc = RC_IO;
	if (rc == RC_OK)
		rc = archive_scan(&a, e);
	if (rc == RC_OK)
		note_strays(&a, v);
	if (rc == RC_OK && a.count == 0)
		rc = err_set(e, RC_IO, "there is no bundle in it");
	if (rc == RC_OK)
		rc = check_history(c, &a, path, v, e);
	archive_release(&a);
	return rc;
}

/* ---- an unpacked bag, an extracted article --------------------------------------------------- */

static void
tell_absent(void *ctx, struct slice file)
{
	verdict_note(ctx, "%.*s is not here", SLICE_FMT(file));
}

static enum rc
check_folder(struct verifying *c, int folder, struct verdict *v, struct err *e)
{
	struct folder_verify_settings settings = {.trust = &c->trust,
		.now = time(NULL),
		.jobs = c->settings.jobs,
		.absent = tell_absent,
		.ctx = v};
	struct folder_verify_result result;
	struct verdict_about about;
	enum rc rc = folder_verify(folder, &settings, &v->findings, &result, e);

	if (rc != RC_OK)
		return rc;
	about = (struct verdict_about){.kind = result.kind == FOLDER_VERIFY_BAG ? "bag" : "article",
		.name = result.name,
		.origin = slice_str(result.origin),
		.size = result.size,
		.root = result.root,
		.articles = result.articles,
		.signer = result.believed ? &result.signer : NULL};
	if (result.sound && result.believed)
		remember_head(&c->memory,
			&(struct checkpoint){about.origin, result.size, result.root}, v);
	verdict_end(v, result.sound ? &about : NULL);
	return RC_OK;
}

/* ---- whatever a path is ---------------------------------------------------------------------- */

static enum rc
check_directory(struct verifying *c, const char *path, struct verdict *v, struct err *e)
{
	enum folder_verify_kind kind;
	int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	enum rc rc;

	if (folder < 0)
		return err_sys(e, errno, "cannot open the folder");
	if (faccessat(folder, SETTINGS_FILE, F_OK, AT_SYMLINK_NOFOLLOW) == 0)
		rc = check_archive(c, path, v, e);
	else if ((rc = folder_verify_kind(folder, &kind, e)) == RC_OK &&
		kind != FOLDER_VERIFY_NOTHING)
		rc = check_folder(c, folder, v, e);
	else if (rc == RC_OK)
		rc = err_set(e, RC_UNSUPPORTED,
			"neither an archive (" SETTINGS_FILE
			"), nor a bag (annals/bundle.txt), nor "
			"an article (article.tlog-proof)");
	close(folder);
	return rc;
}

static void
check_path(struct verifying *c, const char *path)
{
	struct check_bundle_result result;
	struct verdict v;
	struct stat st;
	struct err e;

	if (stat(path, &st) != 0 || !S_ISDIR(st.st_mode)) {
		check_bundle(&c->settings, path, c->report, &v, &result);
	} else {
		verdict_start(&v, c->report, path);
		if (check_directory(c, path, &v, &e) != RC_OK) {
			verdict_add(&v, &e);
			verdict_end(&v, NULL);
		}
	}
	if (verdict_rc(&v, &e) != RC_OK)
		verdict_worse(&c->worst, &e);
}

/* ---- the command ------------------------------------------------------------------------------
 */

/* A bundle's signatures lie beside it, so its folder must be readable. */
static enum rc
readable_of(const char *path, char **out, struct err *e)
{
	const char *slash = strrchr(path, '/');
	struct stat st;
	int n;

	if (stat(path, &st) == 0 && S_ISDIR(st.st_mode))
		n = asprintf(out, "%s", path);
	else if (slash == NULL)
		n = asprintf(out, ".");
	else
		n = asprintf(out, "%.*s", slash == path ? 1 : (int)(slash - path), path);
	if (n < 0) {
		*out = NULL;
		return err_nomem(e);
	}
	return RC_OK;
}

static enum rc
confine(const struct options *o, const struct verifying *c, struct err *e)
{
	/* For each operand its folder, and itself: it may be a link to a bundle elsewhere. */
	size_t count = 2 * o->operand_count;
	char **paths = calloc(count, sizeof *paths);
	enum rc rc = RC_OK;

	if (paths == NULL)
		return err_nomem(e);
	for (size_t i = 0; i < o->operand_count && rc == RC_OK; i++) {
		rc = readable_of(o->operands[i], &paths[i], e);
		paths[o->operand_count + i] = strdup(o->operands[i]);
		if (rc == RC_OK && paths[o->operand_count + i] == NULL)
			rc = err_nomem(e);
	}
	if (rc == RC_OK)
		rc = reading_confine((const char *const *)paths, count, c->memory.folder, e);
	for (size_t i = 0; i < count; i++)
		free(paths[i]);
	free(paths);
	return rc;
}

static enum rc
run_verify(const struct options *o, struct report *r, struct err *e)
{
	struct verifying c = {
		.report = r, .trust = TRUST_EMPTY, .memory = REMEMBER_EMPTY, .worst = ERR_NONE};
	enum rc rc = jobs_count(o, &c.settings.jobs, e);

	c.settings.trust = &c.trust;
	c.settings.memory = &c.memory;
	c.settings.quick = options_has(o, "quick");
	c.settings.progress = options_has(o, "progress");
	if (rc == RC_OK)
		rc = believe_load(o, &c.trust, e);
	if (rc == RC_OK) {
		remember_open(&c.memory, r);
		rc = confine(o, &c, e);
	}
	for (size_t i = 0; i < o->operand_count && rc == RC_OK; i++)
		check_path(&c, o->operands[i]);
	remember_release(&c.memory);
	trust_release(&c.trust);
	if (rc == RC_OK && c.worst.rc != RC_OK)
		*e = c.worst;
	return rc == RC_OK ? c.worst.rc : rc;
}
