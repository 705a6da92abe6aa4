#include "archiver/assemble/create.h"

#include "archiver/assemble/log_state.h"
#include "archiver/assemble/pipeline.h"
#include "format/base/number.h"
#include "format/bundle/article_find.h"
#include "format/bundle/bundle_verify.h"
#include "format/frame/frame.h"
#include "format/tar/ustar.h"
#include "keys/sidecar_comment.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

struct create {
	const struct create_settings *set;
	const struct create_listener *listener;
	struct archive archive;
	struct home_memory memory;
	struct log_state log;
	struct signer signer;
	struct bytes remembered_text;
	uint64_t remembered; /* size of the log that this signer published last */
	uint64_t created;
	uint64_t left_out; /* reports refused or undated */
	struct plan_listener counting;
	struct gather_settings gather;
};

/* ---- before anything is read -------------------------------------------------------------- */

/* Creation time is stated once, for all bundles of the run. */
static enum rc
choose_time(struct create *c, struct err *e)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");

	c->created = (uint64_t)time(NULL);
	if (epoch != NULL && !number_parse(slice_str(epoch), USTAR_MTIME_MAX, &c->created))
		return err_set(
			e, RC_USAGE, "SOURCE_DATE_EPOCH is \"%s\", no time in seconds", epoch);
	if (c->created < c->log.created)
		return err_set(e, RC_USAGE,
			"the clock says %" PRIu64 ", and the newest bundle was made at %" PRIu64
			" seconds since 1970: the clock is behind",
			c->created, c->log.created);
	return RC_OK;
}

static enum rc
read_memory(struct create *c, struct checkpoint *remembered, struct err *e)
{
	enum rc rc;

	*remembered = (struct checkpoint){.size = 0};
	rc = home_signed_open(c->set->home, c->archive.settings.origin, &c->memory, e);
	if (rc == RC_OK)
		rc = home_memory_read(&c->memory, &c->remembered_text, e);
	if (rc != RC_OK || c->remembered_text.len == 0)
		return rc;
	rc = checkpoint_parse(bytes_slice(&c->remembered_text), remembered, e);
	return rc == RC_OK ? RC_OK
			   : err_within(e, RC_IO, "what was published last, in %s", c->memory.path);
}

static enum rc
remember_head(struct create *c, const struct checkpoint *head, struct err *e)
{
	struct bytes text = BYTES_UP_TO(HOME_MEMORY_MAX);
	enum rc rc;

	checkpoint_write(head, &text);
	rc = bytes_check(&text, "checkpoint", e);
	if (rc == RC_OK)
		rc = home_memory_replace(&c->memory, bytes_slice(&text), e);
	bytes_release(&text);
	return rc;
}

static enum rc
check_key(struct create *c, struct err *e)
{
	struct trust_verdict v = trust_find_key(c->set->trust, c->archive.settings.origin,
		c->signer.public.id, (int64_t)c->created);
	char whose[64];

	if (v.answer == TRUST_BELIEVED && !public_key_equal(&v.key->public, &c->signer.public))
		return err_set(e, RC_UNTRUSTED, "the key to sign with has the id %s of another key",
			public_key_id_text(c->signer.public.id).text);
	snprintf(whose, sizeof whose, "the key to sign with, %s,",
		public_key_id_text(c->signer.public.id).text);
	return trust_explain(&v, whose, e);
}

static enum rc
open_archive(struct create *c, struct err *e)
{
	struct checkpoint remembered = {.size = 0}, after;
	struct signer_unlock unlock;
	enum rc rc = archive_open(c->set->archive, &c->archive, e);

	if (rc == RC_OK && !c->set->dry_run)
		rc = archive_lock(&c->archive, e);
	if (rc == RC_OK)
		rc = archive_scan(&c->archive, e);
	if (rc == RC_OK)
		rc = read_memory(c, &remembered, e);
	c->remembered = remembered.size;
	if (rc == RC_OK)
		rc = log_state_read(&c->archive, c->set->trust, &remembered, &c->log, e);
	if (rc == RC_OK)
		rc = choose_time(c, e);
	if (rc != RC_OK)
		return err_within(e, rc, "%s", c->set->archive);
	if (c->set->dry_run)
		return RC_OK;
	after = (struct checkpoint){c->archive.settings.origin, c->log.size, c->log.root};
	unlock = *c->set->unlock;
	unlock.after = &after;
	rc = signer_start(&unlock, &c->signer, e);
	return rc == RC_OK ? check_key(c, e) : rc;
}

/* ---- sidecars -------------------------------------------------------------------------------- */

static enum rc
publish_sidecar(struct create *c, int folder, const char *name, uint64_t created,
	const struct checkpoint *head, const uint8_t digest[SIDECAR_DIGEST_SIZE], struct err *e)
{
	struct bytes comment = BYTES_UP_TO(SIDECAR_TRUSTED_MAX), text = BYTES_UP_TO(SIDECAR_MAX);
	struct publish file = PUBLISH_EMPTY;
	char bundle[ARCHIVE_PATH_MAX], sidecar[ARCHIVE_PATH_MAX + 16];
	struct sidecar_comment bound = {.timestamp = created,
		.origin = head->origin,
		.size = head->size,
		.root = head->root};
	enum rc rc;

	snprintf(bundle, sizeof bundle, "%s" BUNDLE_NAME_SUFFIX, name);
	snprintf(sidecar, sizeof sidecar, "%s.minisig", bundle);
	bound.file = slice_str(bundle);
	rc = sidecar_comment_write(&bound, &comment, e);
	if (rc == RC_OK)
		rc = signer_sidecar(&c->signer, digest, bytes_slice(&comment), &text, e);
	if (rc == RC_OK)
		rc = publish_open(folder, &file, e);
	if (rc == RC_OK)
		rc = publish_write(&file, bytes_slice(&text), e);
	if (rc == RC_OK)
		rc = publish_commit(&file, sidecar, e);
	publish_release(&file);
	bytes_release(&comment);
	bytes_release(&text);
	return rc;
}

struct first_finding {
	struct err e;
	bool any;
};

static void
keep_first(void *ctx, const struct err *finding)
{
	struct first_finding *f = ctx;

	if (!f->any)
		f->e = *finding;
	f->any = true;
}

static enum rc
hash_file(const struct source *source, uint8_t digest[SIDECAR_DIGEST_SIZE], struct err *e)
{
	struct bytes step = BYTES_UP_TO(MIB);
	struct sidecar_hasher hasher;
	uint8_t *to = bytes_room(&step, MIB);
	enum rc rc = to == NULL ? err_nomem(e) : RC_OK;

	sidecar_hasher_start(&hasher);
	for (uint64_t at = 0; at < source->size && rc == RC_OK; at += MIB) {
		size_t n = source->size - at < MIB ? (size_t)(source->size - at) : MIB;

		rc = source_read(source, at, to, n, e);
		if (rc == RC_OK)
			sidecar_hasher_add(&hasher, slice_of(to, n));
	}
	sidecar_hasher_end(&hasher, digest);
	bytes_release(&step);
	return rc;
}

/* A bundle that was published and lost its sidecar to a crash: verified, then given one. */
static enum rc
give_sidecar(struct create *c, const struct archive_bundle *b, int folder, struct err *e)
{
	struct bundle_verify_settings verify = {.jobs = c->set->jobs};
	struct first_finding first = {.any = false};
	struct findings findings = {.tell = keep_first, .ctx = &first, .worst = RC_OK};
	uint8_t digest[SIDECAR_DIGEST_SIZE];
	struct archive_file file;
	enum rc rc = archive_file_open(c->archive.fd, b->path, c->set->trust, &file, e);

	/* X.minisig is for the key that signed the bundle; annals sign adds those of others. */
	if (rc == RC_OK && !public_key_equal(&file.bundle.signer, &c->signer.public)) {
		archive_file_release(&file);
		return RC_OK;
	}
	if (rc == RC_OK)
		rc = bundle_verify(&file.bundle, &verify, &findings, e);
	if (rc == RC_OK && findings.worst != RC_OK) {
		*e = first.e;
		rc = findings.worst;
	}
	if (rc == RC_OK)
		rc = hash_file(&file.source, digest, e);
	if (rc == RC_OK)
		rc = publish_sidecar(c, folder, b->name, file.bundle.record.created,
			&file.bundle.head, digest, e);
	archive_file_release(&file);
	if (rc == RC_OK)
		c->listener->sidecar(c->listener->ctx, b->path);
	return rc;
}

/*
 * What a run that was killed may have left: temporary names, a bundle without its sidecar,
 * and one that is not remembered as published.
 */
static enum rc
recover(struct create *c, struct err *e)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; i < c->archive.count && rc == RC_OK; i++) {
		const struct archive_bundle *b = &c->archive.bundles[i];
		char sidecar[ARCHIVE_PATH_MAX + 16];
		struct stat st;
		int folder;

		rc = archive_year(&c->archive, slice_str(b->path), &folder, e);
		if (rc != RC_OK)
			break;
		rc = publish_sweep(folder, e);
		snprintf(sidecar, sizeof sidecar, "%s.minisig", b->path);
		if (rc == RC_OK && fstatat(c->archive.fd, sidecar, &st, AT_SYMLINK_NOFOLLOW) != 0)
			rc = errno == ENOENT ? give_sidecar(c, b, folder, e)
					     : err_sys(e, errno, "cannot look for its signature");
		close(folder);
		if (rc != RC_OK)
			err_within(e, rc, "%s", b->path);
	}
	if (rc == RC_OK && c->log.size > c->remembered)
		rc = remember_head(c,
			&(struct checkpoint){.origin = c->archive.settings.origin,
				.size = c->log.size,
				.root = c->log.root},
			e);
	return rc;
}

/* ---- names -------------------------------------------------------------------------------------
 */

/* The smallest number that no bundle of the month has. */
static enum rc
name_bundle(const struct create *c, const char *month, struct bytes *name, struct err *e)
{
	struct bundle_name parts = {c->archive.settings.name, slice_str(month), 1};

	for (;; parts.number++) {
		bool taken = false;

		bytes_clear(name);
		bundle_name_write(&parts, name);
		bytes_u8(name, '\0');
		if (bytes_check(name, "name", e) != RC_OK)
			return e->rc;
		for (size_t i = 0; i < c->archive.count && !taken; i++)
			taken = strcmp(c->archive.bundles[i].name, (const char *)name->p) == 0;
		if (!taken)
			return RC_OK;
	}
}

static enum rc
add_ids(struct create *c, const struct archive_bundle *b, struct slice from, struct id_set *ids,
	struct err *e)
{
	struct frame_reader frames = FRAME_READER_EMPTY;
	struct article_row row = ARTICLE_ROW_EMPTY;
	struct article_walk walk = {.started = false};
	struct archive_file file;
	bool got = true;
	enum rc rc = archive_file_open(c->archive.fd, b->path, c->set->trust, &file, e);

	if (rc == RC_OK)
		rc = frame_reader_init(&frames, &file.bundle, e);
	if (rc == RC_OK) {
		article_walk_init(&walk, &frames);
		rc = article_walk_seek(&walk, from, e);
	}
	while (rc == RC_OK) {
		rc = article_walk_next(&walk, &row, &got, e);
		if (rc != RC_OK || !got)
			break;
		rc = id_set_add(ids, row.row.id, e);
	}
	article_walk_release(&walk);
	article_row_release(&row);
	frame_reader_release(&frames);
	archive_file_release(&file);
	return rc;
}

/*
 * The ids that a new article of the month must not have: all of the month's bundles, and
 * what is undated in any.
 */
static enum rc
collect_ids(struct create *c, const char *month, struct id_set *ids, struct err *e)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; i < c->archive.count && rc == RC_OK; i++) {
		const struct archive_bundle *b = &c->archive.bundles[i];
		struct bundle_name parts;
		bool same = bundle_name_parse(slice_str(b->name), &parts) &&
			slice_is(parts.period, month);

		if (same || c->set->keep_undated)
			rc = add_ids(c, b, slice_str(same ? "" : "undated/"), ids, e);
	}
	return rc;
}

/* ---- a month
 * -------------------------------------------------------------------------------------- */

static enum rc
publish_month(struct create *c, const char *name, int folder, struct publish *file,
	const struct pipeline_result *result, struct err *e)
{
	const struct checkpoint *head = &result->summary.head;
	char path[ARCHIVE_PATH_MAX];
	struct create_bundle told = {.name = name,
		.articles = result->summary.articles,
		.refused = result->refused,
		.bytes = file->size,
		.head = head};
	enum rc rc;

	snprintf(path, sizeof path, "%s" BUNDLE_NAME_SUFFIX, name);
	rc = publish_commit(file, path, e);
	if (rc != RC_OK)
		return rc;
	/* Published, and so never to be signed otherwise: remembered before anything else. */
	rc = remember_head(c, head, e);
	if (rc == RC_OK)
		rc = publish_sidecar(c, folder, name, c->created, head, result->digest, e);
	if (rc == RC_OK)
		rc = log_state_advance(&c->log, &result->summary, c->created, e);
	if (rc != RC_OK)
		return rc;
	archive_path(name, path);
	told.path = path;
	c->listener->bundle(c->listener->ctx, &told);
	return RC_OK;
}

static enum rc
write_month(struct create *c, struct plan *plan, const char *month, const char *name,
	struct id_set *ids, struct err *e)
{
	struct frame_library library = frame_library();
	struct bundle_settings bundle = {.name = slice_str(name),
		.origin = c->archive.settings.origin,
		.organization = c->archive.settings.organization,
		.agent = slice_str(c->set->agent),
		.library = slice_str(library.text),
		.created = c->created,
		.level = (int)(c->set->level > 0 ? c->set->level : c->archive.settings.level),
		.before = log_state_before(&c->log),
		.folder = -1};
	struct pipeline_settings pipeline = {.bundle = &bundle,
		.gather = &c->gather,
		.listener = &c->counting,
		.jobs = c->set->jobs,
		.strict = c->set->strict};
	struct pipeline_result result = PIPELINE_RESULT_EMPTY;
	struct publish file = PUBLISH_EMPTY;
	enum rc rc = archive_year(&c->archive, slice_str(month), &bundle.folder, e);

	if (rc == RC_OK)
		rc = publish_sweep(bundle.folder, e);
	if (rc == RC_OK)
		rc = publish_open(bundle.folder, &file, e);
	if (rc == RC_OK)
		rc = pipeline_run(&pipeline, plan, ids, &c->signer, &file, &result, e);
	if (rc == RC_OK)
		rc = publish_month(c, name, bundle.folder, &file, &result, e);
	publish_release(&file);
	pipeline_result_release(&result);
	if (bundle.folder >= 0)
		close(bundle.folder);
	return rc == RC_OK ? RC_OK : err_within(e, rc, "%s", name);
}

/* Only says what would be archived. */
static enum rc
tell_month(struct create *c, struct plan *plan, const char *name, struct err *e)
{
	struct create_bundle told = {.name = name, .path = name};
	struct planned planned = PLANNED_EMPTY;
	bool got = true;
	enum rc rc = RC_OK;

	while (rc == RC_OK && got) {
		rc = plan_next(plan, &planned, &got, e);
		if (rc != RC_OK || !got)
			break;
		told.articles++;
		c->counting.tell(
			c->counting.ctx, PLAN_TAKEN, slice_str(planned.report.shown), SLICE_EMPTY);
	}
	planned_release(&planned);
	if (rc == RC_OK)
		c->listener->bundle(c->listener->ctx, &told);
	return rc;
}

static enum rc
do_month(struct create *c, struct plan *plan, const char *month, struct err *e)
{
	struct bytes name = BYTES_UP_TO(BUNDLE_NAME_MAX + 1);
	struct id_set ids = ID_SET_EMPTY;
	enum rc rc = name_bundle(c, month, &name, e);

	if (rc == RC_OK && c->set->dry_run) {
		rc = tell_month(c, plan, (const char *)name.p, e);
	} else if (rc == RC_OK) {
		c->listener->pass(c->listener->ctx, month);
		rc = collect_ids(c, month, &ids, e);
		if (rc == RC_OK)
			rc = write_month(c, plan, month, (const char *)name.p, &ids, e);
	}
	id_set_release(&ids);
	bytes_release(&name);
	return rc;
}

static void
count_and_tell(void *ctx, enum plan_fate fate, struct slice path, struct slice why)
{
	struct create *c = ctx;

	if (fate == PLAN_REFUSED || fate == PLAN_UNDATED)
		c->left_out++;
	c->listener->plan.tell(c->listener->plan.ctx, fate, path, why);
}

static void
pass_progress_on(void *ctx, uint64_t reports, uint64_t bytes)
{
	struct create *c = ctx;

	if (c->listener->plan.progress != NULL)
		c->listener->plan.progress(c->listener->plan.ctx, reports, bytes);
}

static enum rc
start_gathering(struct create *c, struct err *e)
{
	char *tables = NULL;
	enum rc rc = gather_settings_init(&c->gather, c->archive.settings.zone, e);

	c->gather.pdf = c->set->pdf;
	if (rc == RC_OK)
		rc = settings_tables_path(c->set->archive, &c->archive.settings, &tables, e);
	if (rc == RC_OK && tables != NULL)
		rc = gather_settings_add(&c->gather, tables, e);
	free(tables);
	return rc;
}

static enum rc
do_months(struct create *c, struct intake *intake, struct err *e)
{
	struct plan_settings settings = {.gather = &c->gather,
		.month = c->set->month,
		.keep_undated = c->set->keep_undated,
		.jobs = c->set->jobs,
		.folder = c->archive.fd};
	char month[BUNDLE_NAME_PERIOD + 1];
	struct plan *plan = NULL;
	bool got = true;
	enum rc rc;

	rc = start_gathering(c, e);
	if (rc != RC_OK)
		return rc;
	c->listener->pass(c->listener->ctx, NULL);
	rc = plan_make(&settings, intake, &c->archive, c->set->trust, &c->counting, &plan, e);
	if (rc == RC_OK && c->set->strict && c->left_out > 0)
		rc = err_set(e, RC_IO,
			"%" PRIu64 " reports would be left out: nothing was published",
			c->left_out);
	while (rc == RC_OK) {
		rc = plan_month(plan, month, &got, e);
		if (rc != RC_OK || !got)
			break;
		rc = do_month(c, plan, month, e);
	}
	plan_free(plan);
	return rc;
}

enum rc
create_run(const struct create_settings *settings, struct intake *intake,
	const struct create_listener *listener, struct err *e)
{
	struct create c = {.set = settings,
		.gather = GATHER_SETTINGS_EMPTY,
		.listener = listener,
		.archive = ARCHIVE_EMPTY,
		.memory = HOME_MEMORY_EMPTY,
		.log = LOG_STATE_EMPTY,
		.signer = SIGNER_EMPTY,
		.remembered_text = BYTES_UP_TO(HOME_MEMORY_MAX)};
	enum rc rc;

	c.counting = (struct plan_listener){count_and_tell, pass_progress_on, &c};
	rc = open_archive(&c, e);
	if (rc == RC_OK)
		rc = settings->confine(settings->confine_ctx, e);
	if (rc == RC_OK && !settings->dry_run)
		rc = recover(&c, e);
	if (rc == RC_OK)
		rc = do_months(&c, intake, e);
	gather_settings_release(&c.gather);
	signer_release(&c.signer);
	home_memory_close(&c.memory);
	log_state_release(&c.log);
	archive_release(&c.archive);
	bytes_release(&c.remembered_text);
	return rc;
}
