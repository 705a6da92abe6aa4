#include "archiver/assemble/log_state.h"

#include "format/bundle/range_after.h"
#include "format/bundle/rule.h"
#include "format/checkpoint/range_text.h"
#include "format/merkle/merkle_root.h"

#include <inttypes.h>
#include <stdlib.h>

/* What is kept of each bundle while the chain is checked. */
struct link {
	uint64_t before, size;
	struct digest before_root, root;
	struct digest previous, head; /* of the signed checkpoints' bytes */
	uint64_t created;
	size_t bundle; /* its number in the archive */
};

void
log_state_release(struct log_state *s)
{
	bytes_release(&s->range);
	bytes_release(&s->previous);
}

static enum rc
read_link(const struct archive *a, size_t i, const struct trust *trust, struct link *out,
	struct err *e)
{
	const char *path = a->bundles[i].path;
	struct archive_file file;
	const struct bundle *b;
	enum rc rc = archive_file_open(a->fd, path, trust, &file, e);

	b = &file.bundle;
	if (rc == RC_OK && !slice_equal(b->record.origin, a->settings.origin))
		rc = rule_broken(e, "HIST-1", "it is of the log %.*s, the archive of %.*s",
			SLICE_FMT(b->record.origin), SLICE_FMT(a->settings.origin));
	if (rc == RC_OK)
		*out = (struct link){.before = b->record.before,
			.size = b->head.size,
			.before_root = b->record.before_root,
			.root = b->head.root,
			.previous = digest_of(b->seal.files[SEAL_PREVIOUS]),
			.head = digest_of(b->proof.checkpoint),
			.created = b->record.created,
			.bundle = i};
	archive_file_release(&file);
	return rc == RC_OK ? RC_OK : err_within(e, rc, "%s", path);
}

static int
by_place(const void *left, const void *right)
{
	const struct link *a = left, *b = right;

	if (a->before != b->before)
		return a->before < b->before ? -1 : 1;
	return (a->size > b->size) - (a->size < b->size);
}

static enum rc
check_chain(const struct archive *a, const struct link *links, struct err *e)
{
	uint64_t end = 0;

	for (size_t i = 0; i < a->count; i++) {
		const struct link *l = &links[i], *last = i == 0 ? NULL : &links[i - 1];
		const char *name = a->bundles[l->bundle].path;

		if (l->before > end)
			return rule_broken(e, "HIST-2",
				"%s begins at leaf %" PRIu64
				", the bundles before it end at %" PRIu64 ": one is missing",
				name, l->before, end);
		if (last != NULL &&
			(l->before < end || !digest_equal(&l->previous, &last->head) ||
				!digest_equal(&l->before_root, &last->root)))
			return rule_broken(e, "HIST-3",
				"%s and %s do not continue one log: it has been forked", name,
				a->bundles[last->bundle].path);
		end = l->size;
	}
	return RC_OK;
}

/* What was published last must be the end of one of the bundles. */
static enum rc
check_memory(const struct archive *a, const struct link *links, const struct checkpoint *remembered,
	struct err *e)
{
	uint64_t end = a->count == 0 ? 0 : links[a->count - 1].size;

	if (remembered->size == 0)
		return RC_OK;
	if (end < remembered->size)
		return rule_broken(e, "HIST-6",
			"the archive's log has %" PRIu64
			" leaves; this signer has published %" PRIu64 " of it: bundles are missing",
			end, remembered->size);
	for (size_t i = 0; i < a->count; i++) {
		if (links[i].size == remembered->size &&
			digest_equal(&links[i].root, &remembered->root))
			return RC_OK;
	}
	return rule_broken(e, "HIST-3",
		"the archive's log is not the one that this signer published %" PRIu64
		" leaves of: it has been forked",
		remembered->size);
}

/* The newest bundle again, for its checkpoint and the compact range of the whole log. */
static enum rc
read_newest(const struct archive *a, const struct link *link, const struct trust *trust,
	struct log_state *out, struct err *e)
{
	struct archive_file file;
	struct merkle_path hashes;
	struct merkle_range range;
	enum rc rc = archive_file_open(a->fd, a->bundles[link->bundle].path, trust, &file, e);

	if (rc == RC_OK)
		rc = range_after_bundle(&file.bundle, &range, e);
	if (rc == RC_OK) {
		merkle_range_hashes(&range, &hashes);
		range_text_write(&hashes, &out->range);
		bytes_add(&out->previous, file.bundle.proof.checkpoint);
		rc = bytes_check(&out->previous, "checkpoint", e);
	}
	archive_file_release(&file);
	return rc;
}

enum rc
log_state_read(const struct archive *archive, const struct trust *trust,
	const struct checkpoint *remembered, struct log_state *out, struct err *e)
{
	struct link *links = calloc(archive->count + 1, sizeof *links);
	enum rc rc = RC_OK;

	*out = LOG_STATE_EMPTY;
	out->root = merkle_hash_empty();
	if (links == NULL)
		return err_nomem(e);
	for (size_t i = 0; i < archive->count && rc == RC_OK; i++)
		rc = read_link(archive, i, trust, &links[i], e);
	if (rc == RC_OK && archive->count > 1)
		qsort(links, archive->count, sizeof *links, by_place);
	if (rc == RC_OK)
		rc = check_chain(archive, links, e);
	if (rc == RC_OK)
		rc = check_memory(archive, links, remembered, e);
	if (rc == RC_OK && archive->count > 0) {
		const struct link *last = &links[archive->count - 1];

		out->size = last->size;
		out->root = last->root;
		out->created = last->created;
		rc = read_newest(archive, last, trust, out, e);
	}
	free(links);
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
