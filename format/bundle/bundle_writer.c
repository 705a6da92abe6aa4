#include "format/bundle/bundle_writer.h"

#include "format/bag/bag_info.h"
#include "format/bag/bag_readme.h"
#include "format/bag/manifest.h"
#include "format/base/limits.h"
#include "format/base/spool.h"
#include "format/bundle/bundle_name.h"
#include "format/bundle/bundle_tail.h"
#include "format/bundle/frame_list.h"
#include "format/bundle/index_builder.h"
#include "format/bundle/lane.h"
#include "format/bundle/leaf.h"
#include "format/bundle/record.h"
#include "format/bundle/seal.h"
#include "format/bundle/tag_file.h"
#include "format/bundle/tree_table.h"
#include "format/checkpoint/range_text.h"
#include "format/checkpoint/tlog_proof.h"
#include "format/merkle/merkle_consistency.h"
#include "format/merkle/merkle_inclusion.h"
#include "format/merkle/merkle_range.h"
#include "format/merkle/merkle_root.h"
#include "format/tar/ustar.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

/* A line of tree.tsv for each 256 articles: room for a billion of them. */
#define TREE_MAX (512 * MIB)

/* A copy of a tag file's text, at most. The manifest and the index are spooled instead. */
#define TAG_TEXT_MAX (64 * KIB)

/* How much of a spool is read at a time. */
#define SPOOL_STEP (256 * KIB)

struct bundle_writer {
	const struct bundle_settings *set;
	const struct bundle_writer_hooks *hooks;

	/* The stream: lanes while there are articles, then the tag files' open frame. */
	struct lane lanes[LANE_COUNT];
	struct bytes tags;
	uint64_t placed; /* bytes of the stream in closed frames */

	/* The member at hand. */
	enum payload_lane lane;
	uint64_t member_size, member_left;
	struct hasher hasher;

	/* The article at hand. */
	struct bytes leaf;
	struct bytes path;
	size_t prefix; /* of path: "NAME/data/<id>/" */
	bool begun[LANE_COUNT];
	bool in_run; /* the run in `lane` has not been ended */

	/* The log: the whole tree, and what this bundle adds to it. */
	struct merkle_range whole, fresh;
	struct tree_row block;
	bool in_block;
	struct bytes tree;

	struct spool manifest;
	struct hasher manifest_hasher;
	struct index_builder *index;
	struct bytes tagmanifest;
	struct bytes frames;

	/* For the seal, and kept for the summary. */
	struct bytes record_text, range_text, consistency, proof, note;
	struct record record;
	struct checkpoint head;
};

static void
init_buffers(struct bundle_writer *w)
{
	for (size_t i = 0; i < LANE_COUNT; i++)
		w->lanes[i] = LANE_EMPTY;
	w->tags = BYTES_UP_TO(LIMIT_TAG_FRAME);
	w->leaf = BYTES_UP_TO(LIMIT_LEAF);
	w->path = BYTES_UP_TO(LIMIT_PATH);
	w->tree = BYTES_UP_TO(TREE_MAX);
	w->tagmanifest = BYTES_UP_TO(TAG_TEXT_MAX);
	w->frames = BYTES_UP_TO(LIMIT_SEAL);
	w->record_text = BYTES_UP_TO(RECORD_MAX);
	w->range_text = BYTES_UP_TO(RANGE_TEXT_MAX);
	w->consistency = BYTES_UP_TO(RANGE_TEXT_MAX);
	w->proof = BYTES_UP_TO(TLOG_PROOF_MAX);
	w->note = BYTES_UP_TO(CHECKPOINT_SIGNED_MAX);
	w->manifest = SPOOL_IN(w->set->folder);
	hasher_start(&w->manifest_hasher);
}

enum rc
bundle_writer_new(const struct bundle_settings *settings, const struct bundle_writer_hooks *hooks,
	struct bundle_writer **out, struct err *e)
{
	struct bundle_writer *w = calloc(1, sizeof *w);
	struct merkle_path range;
	enum rc rc;

	*out = NULL;
	if (w == NULL)
		return err_nomem(e);
	w->set = settings;
	w->hooks = hooks;
	init_buffers(w);
	merkle_range_init(&w->fresh, settings->before.size);
	rc = range_text_parse(settings->before.range, &range, e);
	if (rc == RC_OK)
		rc = merkle_range_restore(
			&w->whole, settings->before.size, range.hash, range.count, e);
	if (rc == RC_OK)
		rc = index_builder_new(settings->folder, &w->index, e);
	if (rc != RC_OK) {
		bundle_writer_free(w);
		return rc;
	}
	*out = w;
	return RC_OK;
}

void
bundle_writer_free(struct bundle_writer *w)
{
	if (w == NULL)
		return;
	for (size_t i = 0; i < LANE_COUNT; i++)
		bytes_release(&w->lanes[i].open);
	bytes_release(&w->tags);
	bytes_release(&w->leaf);
	bytes_release(&w->path);
	bytes_release(&w->tree);
	bytes_release(&w->tagmanifest);
	bytes_release(&w->frames);
	bytes_release(&w->record_text);
	bytes_release(&w->range_text);
	bytes_release(&w->consistency);
	bytes_release(&w->proof);
	bytes_release(&w->note);
	spool_release(&w->manifest);
	index_builder_free(w->index);
	free(w);
}

/* ---- articles ---------------------------------------------------------------------- */

static enum rc
close_frame(struct bundle_writer *w, enum payload_lane lane, struct err *e)
{
	struct bytes *open = &w->lanes[lane].open;
	enum rc rc = index_builder_placed(w->index, lane, w->placed, e);

	if (rc != RC_OK)
		return rc;
	w->placed += open->len;
	rc = w->hooks->frame(w->hooks->ctx, open, lane, e);
	bytes_clear(open);
	return rc;
}

static enum rc
end_run(struct bundle_writer *w, struct err *e)
{
	w->in_run = false;
	return lane_run_ended(&w->lanes[w->lane]) ? close_frame(w, w->lane, e) : RC_OK;
}

/* Appends to the lane of the member at hand. */
static enum rc
append(struct bundle_writer *w, struct slice s, struct err *e)
{
	struct lane *lane = &w->lanes[w->lane];

	index_builder_grow(w->index, w->lane, s.len);
	while (lane_fill(lane, &s)) {
		/* Closing swaps the buffer, and with it what it remembers of a failure. */
		enum rc rc = bytes_check(&lane->open, "frame", e);

		if (rc == RC_OK)
			rc = close_frame(w, w->lane, e);
		if (rc != RC_OK)
			return rc;
	}
	return bytes_check(&lane->open, "frame", e);
}

enum rc
bundle_writer_article(struct bundle_writer *w, const struct index_row *row, struct err *e)
{
	struct index_row numbered = *row;

	numbered.leaf = w->whole.end;
	bytes_clear(&w->leaf);
	leaf_start(row->id, &w->leaf);
	bytes_clear(&w->path);
	bytes_fmt(&w->path, "%.*s/data/%.*s/", SLICE_FMT(w->set->name), SLICE_FMT(row->id));
	w->prefix = w->path.len;
	memset(w->begun, 0, sizeof w->begun);
	return index_builder_begin(w->index, &numbered, e);
}

size_t
bundle_writer_leaf_size(struct slice id, struct slice file)
{
	return MANIFEST_LINE_SIZE(strlen("data/") + id.len + 1 + file.len);
}

enum rc
bundle_writer_stream(struct bundle_writer *w, struct slice file, uint64_t size, struct err *e)
{
	uint8_t header[USTAR_BLOCK];
	enum payload_lane lane;
	enum rc rc;

	bytes_cut(&w->path, w->prefix);
	bytes_add(&w->path, file);
	rc = bytes_check(&w->path, "path", e);
	if (rc == RC_OK)
		rc = ustar_write(bytes_slice(&w->path), size, w->set->created, header, e);
	if (rc != RC_OK)
		return rc;
	/* Media behind text: the text's frame is closed, if it is due, before media is written. */
	lane = payload_path_lane(file);
	if (w->in_run && lane != w->lane)
		rc = end_run(w, e);
	if (rc != RC_OK)
		return rc;
	w->lane = lane;
	w->in_run = true;
	w->member_size = w->member_left = size;
	w->record.payload_bytes += size;
	w->record.payload_files++;
	hasher_start(&w->hasher);
	if (!w->begun[w->lane]) {
		w->begun[w->lane] = true;
		index_builder_run(w->index, w->lane, w->lanes[w->lane].open.len);
	}
	return append(w, slice_of(header, sizeof header), e);
}

static enum rc
append_content(struct bundle_writer *w, struct slice piece, struct err *e)
{
	if (piece.len > w->member_left)
		return err_set(e, RC_IO, "%.*s: more than %" PRIu64 " bytes",
			SLICE_FMT(bytes_slice(&w->path)), w->member_size);
	w->member_left -= piece.len;
	return append(w, piece, e);
}

enum rc
bundle_writer_piece(struct bundle_writer *w, struct slice piece, struct err *e)
{
	hasher_add(&w->hasher, piece);
	return append_content(w, piece, e);
}

/* The member is whole: its padding, and its line in the leaf. */
static enum rc
end_member(struct bundle_writer *w, const struct digest *digest, struct err *e)
{
	static const uint8_t zeros[USTAR_BLOCK];
	struct slice path = slice_from(bytes_slice(&w->path), w->set->name.len + 1);
	enum rc rc;

	if (w->member_left > 0)
		return err_set(e, RC_IO, "%.*s: %" PRIu64 " bytes of %" PRIu64 " are missing",
			SLICE_FMT(path), w->member_left, w->member_size);
	manifest_line_write(digest, path, &w->leaf);
	if (w->leaf.failed == RC_LIMIT)
		return err_set(e, RC_LIMIT,
			"%.*s: the list of this article's files takes more than %d bytes",
			SLICE_FMT(path), LIMIT_LEAF);
	rc = bytes_check(&w->leaf, "leaf", e);
	return rc != RC_OK ? rc : append(w, slice_of(zeros, ustar_padding(w->member_size)), e);
}

enum rc
bundle_writer_stream_end(struct bundle_writer *w, struct err *e)
{
	struct digest digest = hasher_end(&w->hasher);

	return end_member(w, &digest, e);
}

enum rc
bundle_writer_member(struct bundle_writer *w, struct slice file, struct slice content,
	const struct digest *digest, struct err *e)
{
	enum rc rc = bundle_writer_stream(w, file, content.len, e);

	if (rc == RC_OK)
		rc = append_content(w, content, e);
	return rc != RC_OK ? rc : end_member(w, digest, e);
}

/* A completed subtree of 256 leaves: the root that tree.tsv has of its block. */
static void
see_node(void *ctx, const struct merkle_node *node)
{
	struct bundle_writer *w = ctx;

	if (node->level != TREE_TABLE_LEVEL)
		return;
	w->block.root = node->root;
	w->block.has_root = true;
}

static void
end_block(struct bundle_writer *w)
{
	if (w->in_block)
		tree_table_line(&w->block, &w->tree);
	w->in_block = false;
}

static enum rc
add_leaf(struct bundle_writer *w, struct slice text, struct err *e)
{
	struct digest leaf = merkle_hash_leaf(text);
	enum rc rc = merkle_range_append(&w->whole, &leaf, see_node, w, e);

	return rc != RC_OK ? rc : merkle_range_append(&w->fresh, &leaf, NULL, NULL, e);
}

enum rc
bundle_writer_article_end(struct bundle_writer *w, struct err *e)
{
	struct slice text = bytes_slice(&w->leaf), lines = text;
	enum rc rc;

	for (unsigned i = 0; i < 2; i++)
		lines = slice_from(lines, slice_find(lines, '\n') + 1);
	if (!w->in_block) {
		w->in_block = true;
		w->block = (struct tree_row){.block = w->whole.end / TREE_TABLE_BLOCK,
			.manifest_at = spool_size(&w->manifest)};
	}
	hasher_add(&w->manifest_hasher, lines);
	rc = spool_add(&w->manifest, lines, e);
	if (rc == RC_OK)
		rc = add_leaf(w, text, e);
	if (rc != RC_OK)
		return rc;
	if (w->block.has_root)
		end_block(w);
	w->record.articles++;
	rc = end_run(w, e);
	return rc != RC_OK ? rc : index_builder_end(w->index, e);
}

/* ---- tag files --------------------------------------------------------------------- */

static enum rc
close_tag_frame(struct bundle_writer *w, struct err *e)
{
	enum rc rc;

	if (w->tags.len == 0)
		return RC_OK;
	w->placed += w->tags.len;
	rc = w->hooks->frame(w->hooks->ctx, &w->tags, LANE_TEXT, e);
	w->tags.max = LIMIT_TAG_FRAME;
	bytes_clear(&w->tags);
	return rc;
}

static enum rc
append_tag(struct bundle_writer *w, struct slice s, struct err *e)
{
	while (s.len > 0) {
		struct slice fits = slice_first(s, LIMIT_TAG_FRAME - w->tags.len);

		bytes_add(&w->tags, fits);
		s = slice_from(s, fits.len);
		if (w->tags.len == LIMIT_TAG_FRAME) {
			enum rc rc = close_tag_frame(w, e);

			if (rc != RC_OK)
				return rc;
		}
	}
	return bytes_check(&w->tags, "tag file", e);
}

/* The header of a tag file; `*at` is where its content will stand in the stream. */
static enum rc
start_tag(struct bundle_writer *w, enum tag_file file, uint64_t size, struct record_range *at,
	struct err *e)
{
	uint8_t header[USTAR_BLOCK];
	enum rc rc;

	bytes_clear(&w->path);
	bytes_fmt(&w->path, "%.*s/%s", SLICE_FMT(w->set->name), tag_file_name(file));
	rc = ustar_write(bytes_slice(&w->path), size, w->set->created, header, e);
	if (rc == RC_OK)
		rc = append_tag(w, slice_of(header, sizeof header), e);
	*at = (struct record_range){w->placed + w->tags.len, size};
	return rc;
}

static enum rc
end_tag(struct bundle_writer *w, enum tag_file file, uint64_t size, const struct digest *digest,
	struct err *e)
{
	static const uint8_t zeros[USTAR_BLOCK];

	manifest_line_write(digest, slice_str(tag_file_name(file)), &w->tagmanifest);
	return append_tag(w, slice_of(zeros, ustar_padding(size)), e);
}

static enum rc
put_tag(struct bundle_writer *w, enum tag_file file, struct slice text, struct record_range *at,
	struct err *e)
{
	struct digest digest = digest_of(text);
	enum rc rc = start_tag(w, file, text.len, at, e);

	if (rc == RC_OK)
		rc = append_tag(w, text, e);
	return rc != RC_OK ? rc : end_tag(w, file, text.len, &digest, e);
}

static enum rc
put_manifest(struct bundle_writer *w, struct err *e)
{
	struct digest digest = hasher_end(&w->manifest_hasher);
	uint64_t size = spool_size(&w->manifest), at = 0;
	enum rc rc = start_tag(w, TAG_MANIFEST, size, &w->record.manifest, e);
	uint8_t *step = malloc(SPOOL_STEP);

	if (step == NULL)
		return err_nomem(e);
	while (at < size && rc == RC_OK) {
		size_t n = size - at < SPOOL_STEP ? (size_t)(size - at) : SPOOL_STEP;

		rc = spool_read(&w->manifest, at, step, n, e);
		if (rc == RC_OK)
			rc = append_tag(w, slice_of(step, n), e);
		at += n;
	}
	free(step);
	return rc != RC_OK ? rc : end_tag(w, TAG_MANIFEST, size, &digest, e);
}

static enum rc
put_index(struct bundle_writer *w, struct err *e)
{
	uint64_t size = index_builder_size(w->index) + strlen(INDEX_ROW_HEADER);
	struct slice row = SLICE(INDEX_ROW_HEADER);
	struct digest digest;
	struct hasher hasher;
	bool got = true;
	enum rc rc = start_tag(w, TAG_INDEX, size, &w->record.index, e);

	hasher_start(&hasher);
	while (rc == RC_OK && got) {
		hasher_add(&hasher, row);
		rc = append_tag(w, row, e);
		if (rc == RC_OK)
			rc = index_builder_next(w->index, &row, &got, e);
	}
	digest = hasher_end(&hasher);
	return rc != RC_OK ? rc : end_tag(w, TAG_INDEX, size, &digest, e);
}

static enum rc
put_bag_info(struct bundle_writer *w, struct err *e)
{
	const struct bundle_settings *set = w->set;
	struct bytes text = BYTES_UP_TO(TAG_TEXT_MAX);
	struct bundle_name name;
	struct record_range at;
	struct civil date;
	enum rc rc;

	if (!bundle_name_parse(set->name, &name) || !civil_of((int64_t)set->created, 0, &date))
		return err_set(e, RC_USAGE, "\"%.*s\" at %" PRIu64 " is no bundle",
			SLICE_FMT(set->name), set->created);
	w->record.period = name.period;
	rc = bag_info_write(&(struct bag_info){.name = set->name,
				    .organization = set->organization,
				    .origin = set->origin,
				    .date = date,
				    .profile = slice_str(TAG_FILE_PROFILE),
				    .payload_bytes = w->record.payload_bytes,
				    .payload_files = w->record.payload_files,
				    .period = name.period,
				    .agent = set->agent,
				    .library = set->library,
				    .level = (unsigned)set->level},
		&text, e);
	if (rc == RC_OK)
		rc = put_tag(w, TAG_INFO, bytes_slice(&text), &at, e);
	bytes_release(&text);
	return rc;
}

static enum rc
put_readme(struct bundle_writer *w, struct err *e)
{
	struct bytes text = BYTES_UP_TO(TAG_TEXT_MAX);
	struct record_range at;
	enum rc rc;

	bag_readme_write(w->set->name, w->set->origin, &text);
	rc = bytes_check(&text, "readme.txt", e);
	if (rc == RC_OK)
		rc = put_tag(w, TAG_README, bytes_slice(&text), &at, e);
	bytes_release(&text);
	return rc;
}

static enum rc
put_tagmanifest(struct bundle_writer *w, struct err *e)
{
	/* Its own line, which put_tag appends, is no longer part of it. */
	struct slice text = bytes_slice(&w->tagmanifest);
	enum rc rc = bytes_check(&w->tagmanifest, "tagmanifest", e);

	if (rc != RC_OK)
		return rc;
	w->record.tagmanifest_digest = digest_of(text);
	rc = start_tag(w, TAG_TAGMANIFEST, text.len, &w->record.tagmanifest, e);
	if (rc == RC_OK)
		rc = append_tag(w, text, e);
	return rc != RC_OK
		? rc
		: end_tag(w, TAG_TAGMANIFEST, text.len, &w->record.tagmanifest_digest, e);
}

enum rc
bundle_writer_tags(struct bundle_writer *w, struct err *e)
{
	struct record_range at;
	enum rc rc = RC_OK;

	if (w->record.articles == 0)
		return err_set(e, RC_USAGE, "no article, no bundle");
	end_block(w);
	for (enum payload_lane lane = LANE_TEXT; lane < LANE_COUNT && rc == RC_OK; lane++) {
		if (w->lanes[lane].open.len > 0)
			rc = close_frame(w, lane, e);
	}
	if (rc == RC_OK)
		rc = put_tag(w, TAG_DECLARATION, slice_str(BAG_INFO_BAGIT_TXT), &at, e);
	if (rc == RC_OK)
		rc = put_readme(w, e);
	if (rc == RC_OK)
		rc = put_manifest(w, e);
	if (rc == RC_OK)
		rc = put_bag_info(w, e);
	if (rc == RC_OK)
		rc = put_index(w, e);
	if (rc == RC_OK)
		rc = bytes_check(&w->tree, "tree.tsv", e);
	if (rc == RC_OK)
		rc = put_tag(w, TAG_TREE, bytes_slice(&w->tree), &w->record.tree, e);
	if (rc == RC_OK)
		rc = put_tagmanifest(w, e);
	return rc != RC_OK ? rc : close_tag_frame(w, e);
}

enum rc
bundle_writer_packed(struct bundle_writer *w, uint32_t packed, uint32_t content,
	const struct digest *digest, struct err *e)
{
	frame_list_line(packed, content, digest, &w->frames);
	return bytes_check(&w->frames, "frames.tsv", e);
}

/* ---- the seal ---------------------------------------------------------------------- */

static enum rc
write_record(struct bundle_writer *w, struct err *e)
{
	struct record *r = &w->record;

	r->name = w->set->name;
	r->origin = w->set->origin;
	r->created = w->set->created;
	r->before = w->set->before.size;
	r->before_root = w->set->before.root;
	r->stream = w->placed;
	r->frames_digest = digest_of(bytes_slice(&w->frames));
	r->range_digest = digest_of(w->set->before.range);
	r->previous_digest = digest_of(w->set->before.previous);
	record_write(r, &w->record_text);
	return bytes_check(&w->record_text, "bundle record", e);
}

/* What is known of the tree: the range before this bundle, and what the bundle added. */
struct known {
	struct merkle_node nodes[2 * MERKLE_RANGE_NODES_MAX];
	size_t count;
};

static enum rc
gather_known(const struct bundle_writer *w, struct known *known, struct err *e)
{
	struct merkle_range before;
	struct merkle_path range;
	enum rc rc = range_text_parse(w->set->before.range, &range, e);

	if (rc == RC_OK)
		rc = merkle_range_restore(&before, w->set->before.size, range.hash, range.count, e);
	if (rc != RC_OK)
		return rc;
	memcpy(known->nodes, before.nodes, before.count * sizeof *before.nodes);
	memcpy(known->nodes + before.count, w->fresh.nodes,
		w->fresh.count * sizeof *w->fresh.nodes);
	known->count = before.count + w->fresh.count;
	return RC_OK;
}

/* Head, signature and both proofs. The record's leaf is the last of the tree. */
static enum rc
write_proofs(struct bundle_writer *w, struct err *e)
{
	struct tlog_proof proof = TLOG_PROOF_EMPTY;
	struct merkle_path consistency;
	struct known known;
	enum rc rc = gather_known(w, &known, e);

	proof.index = w->whole.end;
	if (rc == RC_OK)
		rc = add_leaf(w, bytes_slice(&w->record_text), e);
	if (rc == RC_OK)
		rc = merkle_inclusion_make(
			known.nodes, known.count, proof.index, w->whole.end, &proof.path, e);
	if (rc == RC_OK)
		rc = gather_known(w, &known, e);
	if (rc == RC_OK)
		rc = merkle_consistency_make(known.nodes, known.count, w->set->before.size,
			w->whole.end, &consistency, e);
	w->head = (struct checkpoint){.origin = w->set->origin, .size = w->whole.end};
	if (rc == RC_OK)
		rc = merkle_root_of(known.nodes, known.count, 0, w->whole.end, &w->head.root, e);
	if (rc == RC_OK)
		rc = w->hooks->sign(w->hooks->ctx, &w->head, &w->note, e);
	if (rc != RC_OK)
		return rc;
	range_text_write(&consistency, &w->consistency);
	proof.checkpoint = bytes_slice(&w->note);
	tlog_proof_write(&proof, &w->proof);
	rc = bytes_check(&w->consistency, "consistency.txt", e);
	return rc != RC_OK ? rc : bytes_check(&w->proof, "bundle.tlog-proof", e);
}

static enum rc
write_tail(struct bundle_writer *w, struct bytes *tail, struct err *e)
{
	struct seal seal = {{bytes_slice(&w->frames), bytes_slice(&w->record_text),
		w->set->before.range, w->set->before.previous, bytes_slice(&w->consistency),
		bytes_slice(&w->proof)}};
	struct bytes stream = BYTES_UP_TO(LIMIT_SEAL);
	struct frame_list list = FRAME_LIST_EMPTY;
	enum rc rc = frame_list_parse(bytes_slice(&w->frames), &list, e);

	if (rc == RC_OK)
		rc = seal_write(&seal, w->set->name, w->set->created, &stream, e);
	if (rc == RC_OK)
		rc = bundle_tail_write(&list, bytes_slice(&stream), tail, e);
	frame_list_release(&list);
	bytes_release(&stream);
	return rc;
}

enum rc
bundle_writer_seal(
	struct bundle_writer *w, struct bytes *tail, struct bundle_summary *summary, struct err *e)
{
	struct merkle_path range;
	enum rc rc = write_record(w, e);

	if (rc == RC_OK)
		rc = write_proofs(w, e);
	if (rc == RC_OK)
		rc = write_tail(w, tail, e);
	if (rc != RC_OK)
		return rc;
	merkle_range_hashes(&w->whole, &range);
	range_text_write(&range, &w->range_text);
	*summary = (struct bundle_summary){
		.articles = w->record.articles,
		.payload_bytes = w->record.payload_bytes,
		.payload_files = w->record.payload_files,
		.head = w->head,
		.signed_head = bytes_slice(&w->note),
		.range = bytes_slice(&w->range_text),
	};
	return bytes_check(&w->range_text, "range.txt", e);
}
