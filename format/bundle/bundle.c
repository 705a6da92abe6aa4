#include "format/bundle/bundle.h"

#include "format/bundle/bundle_tail.h"
#include "format/bundle/rule.h"
#include "format/checkpoint/range_text.h"
#include "format/frame/frame.h"
#include "format/frame/raw_frame.h"
#include "format/frame/seek_table.h"
#include "format/merkle/merkle_consistency.h"
#include "format/merkle/merkle_inclusion.h"
#include "format/merkle/merkle_root.h"

#include <inttypes.h>

#define SEAL_FRAMES_MAX (LIMIT_SEAL / LIMIT_FRAME_CONTENT)

void
bundle_release(struct bundle *b)
{
	bytes_release(&b->stream);
	tlog_proof_release(&b->proof);
	frame_list_release(&b->frames);
	*b = BUNDLE_EMPTY;
}

/* ---- where the seal lies, by the seek table -------------------------------------------- */

static enum rc
read_seek_table(const struct source *src, struct seek_table *table, struct err *e)
{
	uint8_t footer[SEEK_TABLE_FOOTER];
	struct bytes hold = BYTES_UP_TO(seek_table_size(LIMIT_FRAMES));
	size_t len, frames;
	uint8_t *to;
	enum rc rc;

	if (src->size < sizeof footer)
		return rule_broken(e, "FILE-1", "%" PRIu64 " bytes are no bundle", src->size);
	rc = source_read(src, src->size - sizeof footer, footer, sizeof footer, e);
	if (rc != RC_OK)
		return rc;
	rc = seek_table_size_from_footer(footer, &len, &frames, e);
	if (rc != RC_OK)
		return rule_within(e, rc, "FILE-1", "end of the file");
	if (len > src->size)
		return rule_broken(e, "FILE-1",
			"end of the file: a seek table of %zu bytes in %" PRIu64, len, src->size);
	to = bytes_room(&hold, len);
	rc = to == NULL ? err_nomem(e) : source_read(src, src->size - len, to, len, e);
	if (rc == RC_OK) {
		rc = seek_table_parse(bytes_slice(&hold), table, e);
		if (rc != RC_OK)
			rule_within(e, rc, "FILE-1", "seek table");
	}
	bytes_release(&hold);
	return rc;
}

/* Frames and table cover the file, as far as the table says. */
static enum rc
check_cover(const struct source *src, const struct seek_table *table, struct err *e)
{
	/* At most LIMIT_FRAMES numbers of 32 bits: no overflow. */
	uint64_t sum = seek_table_size(table->frames);

	for (size_t i = 0; i < table->frames; i++)
		sum += table->entries[i].packed;
	if (sum != src->size)
		return rule_broken(e, "FILE-2",
			"seek table and the frames it lists take %" PRIu64
			" bytes, the file has %" PRIu64,
			sum, src->size);
	return RC_OK;
}

/* From the last frame backwards while frames are raw: how many, and where the first begins. */
static enum rc
find_seal(const struct source *src, const struct seek_table *table, size_t *frames, uint64_t *at,
	struct err *e)
{
	*frames = 0;
	*at = src->size - seek_table_size(table->frames);
	while (*frames < table->frames) {
		const struct seek_table_entry *f = &table->entries[table->frames - 1 - *frames];
		uint8_t mark[RAW_FRAME_MARK];
		enum rc rc;

		if (f->packed < sizeof mark)
			break;
		rc = source_read(src, *at - f->packed, mark, sizeof mark, e);
		if (rc != RC_OK)
			return rc;
		if (!raw_frame_is(slice_of(mark, sizeof mark)))
			break;
		if (*frames == SEAL_FRAMES_MAX)
			return rule_broken(e, "SEAL-1", "the seal has more than %llu frames",
				(unsigned long long)SEAL_FRAMES_MAX);
		*at -= f->packed;
		++*frames;
	}
	if (*frames == 0)
		return rule_broken(e, "SEAL-1", "the last frame is not a seal's");
	return RC_OK;
}

static enum rc
read_seal(const struct source *src, const struct seek_table *table, struct bytes *stream,
	struct err *e)
{
	struct bytes packed = BYTES_UP_TO(FRAME_PACKED_MAX);
	size_t frames;
	uint64_t at;
	enum rc rc = find_seal(src, table, &frames, &at, e);

	for (size_t i = table->frames - frames; i < table->frames && rc == RC_OK; i++) {
		size_t len = table->entries[i].packed;
		uint8_t *to;

		bytes_clear(&packed);
		to = bytes_room(&packed, len);
		rc = to == NULL ? err_nomem(e) : source_read(src, at, to, len, e);
		if (rc != RC_OK)
			break;
		rc = raw_frame_parse(bytes_slice(&packed), stream, e);
		if (rc != RC_OK)
			rule_within(e, rc, "SEAL-1", "frame %zu at offset %" PRIu64, i, at);
		at += len;
	}
	bytes_release(&packed);
	return rc;
}

/* ---- what the seal says ------------------------------------------------------------------ */

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
	struct slice name, *files = b->seal.files;
	enum rc rc = seal_parse(bytes_slice(&b->stream), &b->seal, &name, e);

	if (rc == RC_OK)
		rc = record_parse(files[SEAL_BUNDLE], &b->record, e);
	if (rc != RC_OK)
		return rc;
	if (!slice_equal(name, b->record.name))
		return rule_broken(e, "REC-2", "the bag is called \"%.*s\", its record %.*s",
			SLICE_FMT(name), SLICE_FMT(b->record.name));
	b->leaf = merkle_hash_leaf(files[SEAL_BUNDLE]);
	rc = seal_check(bytes_slice(&b->stream), &b->seal, name, b->record.created, e);
	if (rc == RC_OK)
		rc = check_digest(files[SEAL_FRAMES], &b->record.frames_digest, "frames.tsv", e);
	if (rc == RC_OK)
		rc = check_digest(files[SEAL_RANGE], &b->record.range_digest, "range.txt", e);
	if (rc == RC_OK)
		rc = check_digest(
			files[SEAL_PREVIOUS], &b->record.previous_digest, "previous.txt", e);
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

/* The end of the file, from the seal on, is what frame list and seal make it. */
static enum rc
check_tail(const struct source *src, const struct bundle *b, struct err *e)
{
	struct bytes want = BYTES_UP_TO(BUNDLE_TAIL_MAX), have = BYTES_UP_TO(BUNDLE_TAIL_MAX);
	uint64_t from = b->frames.packed;
	size_t at = 0;
	uint8_t *to;
	enum rc rc = bundle_tail_write(&b->frames, bytes_slice(&b->stream), &want, e);

	if (rc != RC_OK)
		goto out;
	if (from > src->size || src->size - from != want.len) {
		rc = rule_broken(e, "FILE-2",
			"the signed frames take %" PRIu64
			" bytes and the rest %zu, the file has %" PRIu64,
			from, want.len, src->size);
		goto out;
	}
	to = bytes_room(&have, want.len);
	rc = to == NULL ? err_nomem(e) : source_read(src, from, to, want.len, e);
	if (rc != RC_OK || slice_equal(bytes_slice(&have), bytes_slice(&want)))
		goto out;
	while (have.p[at] == want.p[at])
		at++;
	rc = rule_broken(e, "FILE-3",
		"byte %" PRIu64 " is 0x%02x; the signed frame list and seal make it 0x%02x",
		from + at, have.p[at], want.p[at]);
out:
	bytes_release(&want);
	bytes_release(&have);
	return rc;
}

/* ---- the checkpoint and the log ------------------------------------------------------------ */

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

static enum rc
open_checked(
	const struct source *source, const struct trust *trust, struct bundle *b, struct err *e)
{
	struct seek_table table = SEEK_TABLE_EMPTY;
	struct err untrusted;
	enum rc rc = read_seek_table(source, &table, e);

	if (rc == RC_OK)
		rc = check_cover(source, &table, e);
	if (rc == RC_OK)
		rc = read_seal(source, &table, &b->stream, e);
	seek_table_release(&table);
	if (rc == RC_OK)
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
	if (rc == RC_OK)
		rc = check_tail(source, b, e);
	if (rc != RC_OK || b->believed)
		return rc;
	*e = untrusted;
	return rule_within(e, RC_UNTRUSTED, "CKPT-2", "%.*s", SLICE_FMT(b->record.name));
}

enum rc
bundle_open(
	const struct source *source, const struct trust *trust, struct bundle *out, struct err *e)
{
	enum rc rc;

	*out = BUNDLE_EMPTY;
	out->source = source;
	*e = ERR_NONE;
	rc = open_checked(source, trust, out, e);
	if (rc != RC_OK && rc != RC_UNTRUSTED)
		bundle_release(out);
	return rc;
}
