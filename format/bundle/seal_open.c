#include "format/bundle/seal_open.h"

#include "format/bundle/rule.h"
#include "format/checkpoint/range_text.h"
#include "format/merkle/merkle_consistency.h"
#include "format/merkle/merkle_inclusion.h"
#include "format/merkle/merkle_root.h"

#include <inttypes.h>

/* ---- the record, and what it has digests of ---------------------------------------- */

static enum rc
check_digest(struct slice text, const struct digest *signed_digest, const char *name, struct err *e)
{
	struct digest found = digest_of(text);

	if (digest_equal(&found, signed_digest))
		return RC_OK;
	return rule_broken(e, "REC-3", "annals/%s: its SHA-256 is %s, the record has %s", name,
		digest_text(&found).text, digest_text(signed_digest).text);
}

static enum rc
read_record(struct bundle *b, struct err *e)
{
	const struct slice *files = b->seal.files;
	const struct record *r = &b->record;
	enum rc rc = record_parse(files[SEAL_BUNDLE], &b->record, e);

	if (rc != RC_OK)
		return rc;
	b->leaf = merkle_hash_leaf(files[SEAL_BUNDLE]);
	rc = check_digest(files[SEAL_FRAMES], &r->frames_digest, "frames.tsv", e);
	if (rc == RC_OK)
		rc = check_digest(files[SEAL_RANGE], &r->range_digest, "range.txt", e);
	if (rc == RC_OK)
		rc = check_digest(files[SEAL_PREVIOUS], &r->previous_digest, "previous.txt", e);
	return rc;
}

static enum rc
read_frame_list(struct bundle *b, struct err *e)
{
	enum rc rc = frame_list_parse(b->seal.files[SEAL_FRAMES], &b->frames, e);

	if (rc == RC_OK && b->frames.content != b->record.stream)
		return rule_broken(e, "SEAL-4",
			"frames.tsv lists %" PRIu64 " bytes of content, the record %" PRIu64,
			b->frames.content, b->record.stream);
	return rc;
}

/* ---- the checkpoint and the log ---------------------------------------------------- */

static enum rc
check_head(struct bundle *b, const struct trust *trust, struct err *e)
{
	const struct record *r = &b->record;
	enum rc rc = tlog_proof_parse(b->seal.files[SEAL_PROOF], &b->proof, e), trusted;

	if (rc != RC_OK)
		return rule_within(e, rc, "CKPT-1", "annals/bundle.tlog-proof");
	trusted = checkpoint_verify_signed(
		b->proof.checkpoint, trust, (int64_t)r->created, &b->head, &b->signer, e);
	if (trusted != RC_OK && trusted != RC_UNTRUSTED)
		return rule_within(e, trusted, "CKPT-2", "checkpoint");
	b->believed = trusted == RC_OK;
	if (b->proof.extra.len != 0)
		return rule_broken(e, "CKPT-3",
			"annals/bundle.tlog-proof: an extra line of %zu bytes", b->proof.extra.len);
	if (!slice_equal(b->head.origin, r->origin))
		return rule_broken(e, "CKPT-3", "the checkpoint is of %.*s, the record of %.*s",
			SLICE_FMT(b->head.origin), SLICE_FMT(r->origin));
	/* Both terms are below 2^63: no overflow. */
	if (b->head.size != r->before + r->articles + 1 || b->proof.index != b->head.size - 1)
		return rule_broken(e, "CKPT-3",
			"a log of %" PRIu64 " leaves with the record at %" PRIu64
			"; the record makes it %" PRIu64 " and %" PRIu64,
			b->head.size, b->proof.index, r->before + r->articles + 1,
			r->before + r->articles);
	rc = merkle_inclusion_verify(
		&b->leaf, b->proof.index, b->head.size, &b->proof.path, &b->head.root, e);
	return rc == RC_OK ? RC_OK : rule_within(e, rc, "CKPT-4", "bundle record");
}

/* The range file stands for the log before this bundle, whose root the record has. */
static enum rc
check_range(struct bundle *b, struct err *e)
{
	struct merkle_path hashes;
	struct digest root;
	enum rc rc = range_text_parse(b->seal.files[SEAL_RANGE], &hashes, e);

	if (rc == RC_OK)
		rc = merkle_range_restore(
			&b->before, b->record.before, hashes.hash, hashes.count, e);
	if (rc == RC_OK)
		rc = merkle_root_of(
			b->before.nodes, b->before.count, 0, b->record.before, &root, e);
	if (rc != RC_OK)
		return rule_within(e, rc, "LOG-1", "annals/range.txt");
	if (!digest_equal(&root, &b->record.before_root))
		return rule_broken(e, "LOG-1",
			"annals/range.txt folds to the root %s, the record has %s",
			digest_text(&root).text, digest_text(&b->record.before_root).text);
	return RC_OK;
}

static enum rc
check_consistency(const struct bundle *b, struct err *e)
{
	const struct record *r = &b->record;
	struct merkle_path path;
	enum rc rc = range_text_parse(b->seal.files[SEAL_CONSISTENCY], &path, e);

	if (rc == RC_OK && r->before == 0 && path.count > 0)
		rc = err_set(e, RC_BAD, "%u hashes for the first bundle of a log", path.count);
	else if (rc == RC_OK && r->before > 0)
		rc = merkle_consistency_verify(
			r->before, &r->before_root, b->head.size, &b->head.root, &path, e);
	return rc == RC_OK ? RC_OK : rule_within(e, rc, "LOG-2", "annals/consistency.txt");
}

static enum rc
check_previous(struct bundle *b, struct err *e)
{
	const struct record *r = &b->record;
	struct slice text = b->seal.files[SEAL_PREVIOUS];
	uint32_t key_id;
	enum rc rc;

	b->previous = (struct checkpoint){.origin = SLICE_EMPTY};
	if (r->before == 0) {
		if (text.len == 0)
			return RC_OK;
		return rule_broken(e, "LOG-3",
			"annals/previous.txt is not empty in the first bundle of a log");
	}
	rc = checkpoint_parse_signed(text, &b->previous, &key_id, e);
	if (rc != RC_OK)
		return rule_within(e, rc, "LOG-3", "annals/previous.txt");
	if (!slice_equal(b->previous.origin, r->origin) || b->previous.size != r->before ||
		!digest_equal(&b->previous.root, &r->before_root))
		return rule_broken(e, "LOG-3",
			"annals/previous.txt is of %.*s at %" PRIu64
			", root %s; the record continues "
			"%.*s at %" PRIu64 ", root %s",
			SLICE_FMT(b->previous.origin), b->previous.size,
			digest_text(&b->previous.root).text, SLICE_FMT(r->origin), r->before,
			digest_text(&r->before_root).text);
	return RC_OK;
}

enum rc
seal_open(struct bundle *b, const struct trust *trust, struct err *e)
{
	struct err untrusted;
	enum rc rc;

	*e = ERR_NONE;
	rc = read_record(b, e);
	if (rc == RC_OK)
		rc = check_head(b, trust, e);
	untrusted = *e;
	if (rc == RC_OK)
		rc = check_range(b, e);
	if (rc == RC_OK)
		rc = check_consistency(b, e);
	if (rc == RC_OK)
		rc = check_previous(b, e);
	if (rc == RC_OK)
		rc = read_frame_list(b, e);
	if (rc != RC_OK || b->believed)
		return rc;
	*e = untrusted;
	return rule_within(e, RC_UNTRUSTED, "CKPT-2", "%.*s", SLICE_FMT(b->record.name));
}
