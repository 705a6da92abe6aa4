#include "archiver/assemble/log_state.h"

#include "format/bundle/history.h"
#include "format/bundle/range_after.h"
#include "format/bundle/rule.h"
#include "format/checkpoint/range_text.h"

#include <stdlib.h>

void
log_state_release(struct log_state *s)
{
	bytes_release(&s->range);
	bytes_release(&s->previous);
}

static enum rc
read_head(const struct archive *a, const char *path, const struct trust *trust,
	struct bundle_head *out, struct err *e)
{
	struct archive_file file;
	enum rc rc = archive_file_open(a->fd, path, trust, &file, e);

	if (rc == RC_OK && !slice_equal(file.bundle.record.origin, a->settings.origin))
		rc = rule_broken(e, "HIST-1", "it is of the log %.*s, the archive of %.*s",
			SLICE_FMT(file.bundle.record.origin), SLICE_FMT(a->settings.origin));
	if (rc == RC_OK)
		*out = bundle_head_of(&file.bundle);
	archive_file_release(&file);
	return rc == RC_OK ? RC_OK : err_within(e, rc, "%s", path);
}

static void
keep_first(void *ctx, const struct err *finding)
{
	struct err *first = ctx;

	if (first->rc == RC_OK)
		*first = *finding;
}

/* One log, and in it what this signer published last. */
static enum rc
check_history(
	struct bundle_head *heads, size_t n, const struct checkpoint *remembered, struct err *e)
{
	struct findings findings = {.tell = keep_first, .ctx = e, .worst = RC_OK};

	*e = ERR_NONE;
	history_check(heads, n, &findings);
	if (remembered->size > 0)
		history_compare(remembered, heads, n, &findings);
	return findings.worst;
}

/* The newest bundle again, for its checkpoint and the compact range of the whole log. */
static enum rc
read_newest(const struct archive *a, const struct bundle_head *newest, const struct trust *trust,
	struct log_state *out, struct err *e)
{
	char path[ARCHIVE_PATH_MAX];
	struct archive_file file;
	struct merkle_path hashes;
	struct merkle_range range;
	enum rc rc;

	archive_path(newest->name, path);
	rc = archive_file_open(a->fd, path, trust, &file, e);
	if (rc == RC_OK)
		rc = range_after_bundle(&file.bundle, &range, e);
	if (rc == RC_OK) {
		merkle_range_hashes(&range, &hashes);
		range_text_write(&hashes, &out->range);
		bytes_add(&out->previous, file.bundle.proof.checkpoint);
		rc = bytes_check(&out->range, "range", e);
		if (rc == RC_OK)
			rc = bytes_check(&out->previous, "checkpoint", e);
	}
	archive_file_release(&file);
	out->size = newest->size;
	out->root = newest->root;
	out->created = newest->created;
	return rc;
}

enum rc
log_state_read(const struct archive *archive, const struct trust *trust,
	const struct checkpoint *remembered, struct log_state *out, struct err *e)
{
	struct bundle_head *heads = calloc(archive->count + 1, sizeof *heads);
	enum rc rc = RC_OK;

	*out = LOG_STATE_EMPTY;
	out->root = merkle_hash_empty();
	if (heads == NULL)
		return err_nomem(e);
	for (size_t i = 0; i < archive->count && rc == RC_OK; i++)
		rc = read_head(archive, archive->bundles[i].path, trust, &heads[i], e);
	if (rc == RC_OK)
		rc = check_history(heads, archive->count, remembered, e);
	if (rc == RC_OK && archive->count > 0)
		rc = read_newest(archive, &heads[archive->count - 1], trust, out, e);
	free(heads);
	return rc;
}

enum rc
log_state_advance(
	struct log_state *s, const struct bundle_summary *summary, uint64_t created, struct err *e)
{
	enum rc rc;

	s->size = summary->head.size;
	s->root = summary->head.root;
	s->created = created;
	bytes_clear(&s->range);
	bytes_add(&s->range, summary->range);
	bytes_clear(&s->previous);
	bytes_add(&s->previous, summary->signed_head);
	rc = bytes_check(&s->range, "range", e);
	return rc != RC_OK ? rc : bytes_check(&s->previous, "checkpoint", e);
}
