#include "archiver/commands/check_bundle.h"

#include "archiver/commands/attest.h"
#include "archiver/progress.h"
#include "format/bundle/bundle_verify.h"

#include <fcntl.h>
#include <pthread.h>

/* The digest of the file for its sidecars: one serial stream, so it has a thread of its own. */
struct digesting {
	const struct source *file;
	uint8_t digest[SIDECAR_DIGEST_SIZE];
	enum rc rc;
	struct err e;
	pthread_t thread;
	bool started;
};

static void *
digest_file(void *ctx)
{
	struct digesting *d = ctx;

	d->rc = attest_digest(d->file, d->digest, &d->e);
	return NULL;
}

static void
digest_start(struct digesting *d)
{
	d->started = pthread_create(&d->thread, NULL, digest_file, d) == 0;
}

static enum rc
digest_end(struct digesting *d, struct err *e)
{
	if (d->started)
		pthread_join(d->thread, NULL);
	else
		digest_file(d);
	*e = d->e;
	return d->rc;
}

static void
count_frame(void *ctx, uint64_t packed)
{
	progress_add(ctx, 1, packed);
}

static void
check_frames(const struct check_bundle_settings *s, const struct archive_file *file,
	struct report *report, struct verdict *v)
{
	struct progress progress;
	struct bundle_verify_settings settings = {.quick = s->quick,
		.jobs = s->jobs,
		.progress = count_frame,
		.progress_ctx = &progress};
	struct err e;

	progress_start(
		&progress, "frames", file->bundle.frames.count, file->source.size, s->progress);
	report->progress = &progress;
	if (bundle_verify(&file->bundle, &settings, &v->findings, &e) != RC_OK)
		verdict_add(v, &e);
	report->progress = NULL;
	progress_end(&progress);
}

void
check_bundle_content(const struct check_bundle_settings *s, const char *path,
	const struct archive_file *file, struct report *report, struct verdict *v)
{
	struct digesting d = {.file = &file->source, .rc = RC_OK};
	struct attest beside = ATTEST_EMPTY;
	struct err e;

	if (!s->quick && attest_find(path, &beside, &e) != RC_OK)
		verdict_add(v, &e);
	if (beside.count > 0)
		digest_start(&d);
	check_frames(s, file, report, v);
	if (beside.count > 0) {
		if (digest_end(&d, &e) != RC_OK)
			verdict_add(v, &e);
		else
			attest_check(&beside, path, &file->bundle, s->trust, d.digest, v);
	}
	attest_release(&beside);
}

void
check_bundle(const struct check_bundle_settings *settings, const char *path, struct report *report,
	struct verdict *v, struct check_bundle_result *out)
{
	struct archive_file file;
	struct verdict_about about = {.kind = "bundle", .bundles = 1};
	struct err e;
	enum rc rc;

	*out = (struct check_bundle_result){.opened = false};
	verdict_start(v, report, path);
	rc = archive_file_open(AT_FDCWD, path, settings->trust, &file, &e);
	if (rc != RC_OK)
		verdict_add(v, &e);
	if (rc != RC_OK && rc != RC_UNTRUSTED) {
		verdict_end(v, NULL);
		return;
	}
	check_bundle_content(settings, path, &file, report, v);
	if (settings->memory != NULL)
		remember_bundle(settings->memory, &file.bundle, v);
	out->opened = true;
	out->believed = file.bundle.believed;
	out->head = bundle_head_of(&file.bundle);
	out->articles = file.bundle.record.articles;
	out->signer = file.bundle.signer;
	about.name = out->head.name;
	about.origin = file.bundle.head.origin;
	about.size = file.bundle.head.size;
	about.root = file.bundle.head.root;
	about.articles = out->articles;
	about.signer = out->believed ? &out->signer : NULL;
	verdict_end(v, &about);
	archive_file_release(&file);
}
