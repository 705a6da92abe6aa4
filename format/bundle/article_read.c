#include "format/bundle/article_read.h"

#include "format/bag/manifest.h"
#include "format/base/cursor.h"
#include "format/bundle/leaf.h"
#include "format/bundle/line_reader.h"
#include "format/bundle/payload_path.h"
#include "format/bundle/rule.h"
#include "format/bundle/tree_table.h"
#include "format/merkle/merkle_inclusion.h"
#include "format/tar/tar_walk.h"

#include <inttypes.h>
#include <stdlib.h>

/* tree.tsv takes some 60 bytes for each 256 articles: room for a billion of them. */
#define TREE_TEXT_MAX (512 * MIB)

void
article_proof_release(struct article_proof *p)
{
	bytes_release(&p->leaf);
	bytes_release(&p->text);
}

/* ---- the proof --------------------------------------------------------------------- */

/* Subtrees that tile the whole tree, one block of it in leaves. */
struct known {
	struct merkle_node *nodes;
	size_t count, room;
};

static enum rc
known_add(struct known *k, uint64_t begin, unsigned level, const struct digest *root, struct err *e)
{
	if (k->count == k->room) {
		size_t room = k->room == 0 ? 512 : k->room * 2;
		struct merkle_node *nodes = realloc(k->nodes, room * sizeof *nodes);

		if (nodes == NULL)
			return err_nomem(e);
		k->nodes = nodes;
		k->room = room;
	}
	k->nodes[k->count++] = (struct merkle_node){begin, level, *root};
	return RC_OK;
}

/* The leaves of the block that begins with `first`; that of leaf `want` is kept in `text`. */
struct block_reader {
	struct known *known;
	uint64_t next, end; /* leaves */
	uint64_t want;
	struct bytes one; /* the leaf at hand */
	struct bytes id;  /* its article */
	struct bytes *text;
};

static enum rc
end_leaf(struct block_reader *b, struct err *e)
{
	struct digest leaf;
	enum rc rc;

	rc = bytes_check(&b->one, "leaf", e);
	if (rc != RC_OK || b->one.len == 0)
		return rc;
	leaf = merkle_hash_leaf(bytes_slice(&b->one));
	if (b->next == b->want)
		bytes_add(b->text, bytes_slice(&b->one));
	rc = bytes_check(b->text, "leaf", e);
	if (rc != RC_OK)
		return rc;
	bytes_clear(&b->one);
	return known_add(b->known, b->next++, 0, &leaf, e);
}

/* One more line of the manifest; it may begin the next article's leaf. */
static enum rc
add_line(struct block_reader *b, struct slice raw, struct err *e)
{
	struct cursor in = cursor_over(slice_of(raw.p, raw.len + 1));
	struct payload_path parts;
	struct digest digest;
	struct slice path;
	enum rc rc = manifest_line_parse(&in, &digest, &path, e);

	if (rc == RC_OK)
		rc = payload_path_parse(path, &parts, e);
	if (rc != RC_OK)
		return rule_within(e, rc, "BAG-2", "manifest-sha256.txt");
	if (b->one.len == 0 || !slice_equal(bytes_slice(&b->id), parts.id)) {
		rc = end_leaf(b, e);
		bytes_clear(&b->id);
		bytes_add(&b->id, parts.id);
		if (rc == RC_OK)
			rc = bytes_check(&b->id, "id", e);
		if (rc != RC_OK)
			return rc;
		leaf_start(parts.id, &b->one);
	}
	bytes_add(&b->one, raw);
	bytes_u8(&b->one, '\n');
	return rc;
}

static enum rc
read_block(struct frame_reader *frames, uint64_t manifest_at, struct block_reader *b, struct err *e)
{
	struct line_reader lines = LINE_READER_EMPTY;
	struct slice raw;
	bool got = true;
	enum rc rc;

	line_reader_init(
		&lines, frames, &frames->bundle->record.manifest, MANIFEST_LINE_SIZE(LIMIT_PATH));
	rc = line_reader_seek(&lines, manifest_at, e);
	while (rc == RC_OK && b->next < b->end) {
		rc = line_reader_next(&lines, &raw, &got, e);
		if (rc != RC_OK)
			break;
		rc = got ? add_line(b, raw, e) : end_leaf(b, e);
		if (!got)
			break;
	}
	line_reader_release(&lines);
	if (rc == RC_OK && b->next != b->end)
		rc = rule_broken(e, "TREE-1",
			"the manifest ends at leaf %" PRIu64 ", the block at %" PRIu64, b->next,
			b->end);
	return rc;
}

static uint64_t
smaller(uint64_t a, uint64_t b)
{
	return a < b ? a : b;
}

/*
 * The block of the wanted leaf, in leaves. Those before this bundle are in its range; the
 * bundle's own leaf, if it is in the block, is added by whoever adds the rest.
 */
static enum rc
add_block(struct frame_reader *frames, const struct tree_row *row, uint64_t want,
	struct known *known, struct bytes *leaf, struct err *e)
{
	const struct record *r = &frames->bundle->record;
	uint64_t begin = row->block * TREE_TABLE_BLOCK;
	struct block_reader b = {.known = known,
		.next = begin < r->before ? r->before : begin,
		.end = smaller(begin + TREE_TABLE_BLOCK, r->before + r->articles),
		.want = want,
		.one = BYTES_UP_TO(LIMIT_LEAF),
		.id = BYTES_UP_TO(LIMIT_PATH),
		.text = leaf};
	enum rc rc = read_block(frames, row->manifest_at, &b, e);

	bytes_release(&b.one);
	bytes_release(&b.id);
	return rc;
}

/*
 * The first block of the bundle may hold leaves from before it: they are nodes of the
 * range, and its root in tree.tsv covers them too, so they must not be listed twice.
 */
static size_t
range_nodes(const struct bundle *b, bool first_block_whole)
{
	size_t n = b->before.count;

	while (first_block_whole && n > 0 &&
		b->before.nodes[n - 1].begin / TREE_TABLE_BLOCK ==
			b->record.before / TREE_TABLE_BLOCK)
		n--;
	return n;
}

static enum rc
gather_known(struct frame_reader *frames, const struct tree_table *tree, uint64_t want,
	struct known *known, struct bytes *leaf, struct err *e)
{
	const struct bundle *b = frames->bundle;
	const struct record *r = &b->record;
	bool whole = tree->rows[0].has_root && want / TREE_TABLE_BLOCK != tree->rows[0].block;
	size_t before = range_nodes(b, whole);
	enum rc rc = RC_OK;

	for (size_t i = 0; i < before && rc == RC_OK; i++)
		rc = known_add(known, b->before.nodes[i].begin, b->before.nodes[i].level,
			&b->before.nodes[i].root, e);
	for (size_t i = 0; i < tree->count && rc == RC_OK; i++) {
		const struct tree_row *row = &tree->rows[i];

		if (row->has_root && want / TREE_TABLE_BLOCK != row->block)
			rc = known_add(known, row->block * TREE_TABLE_BLOCK, TREE_TABLE_LEVEL,
				&row->root, e);
		else
			rc = add_block(frames, row, want, known, leaf, e);
	}
	if (rc == RC_OK)
		rc = known_add(known, r->before + r->articles, 0, &b->leaf, e);
	return rc;
}

static enum rc
read_tree(struct frame_reader *frames, struct tree_table *tree, struct err *e)
{
	const struct record *r = &frames->bundle->record;
	struct bytes text = BYTES_UP_TO(TREE_TEXT_MAX);
	enum rc rc = frame_reader_read(frames, r->tree.offset, r->tree.length, &text, e);

	if (rc == RC_OK)
		rc = tree_table_parse(bytes_slice(&text), r->before, r->articles, tree, e);
	bytes_release(&text);
	return rc;
}

static enum rc
write_proof(const struct bundle *b, uint64_t index, const struct merkle_path *path,
	struct article_proof *out, struct err *e)
{
	struct tlog_proof proof = TLOG_PROOF_EMPTY;

	proof.extra = bytes_slice(&out->leaf);
	proof.index = index;
	proof.path = *path;
	proof.checkpoint = b->proof.checkpoint;
	tlog_proof_write(&proof, &out->text);
	return bytes_check(&out->text, "proof", e);
}

enum rc
article_proof_make(struct frame_reader *frames, const struct index_row *row,
	struct article_proof *out, struct err *e)
{
	const struct bundle *b = frames->bundle;
	struct tree_table tree = TREE_TABLE_EMPTY;
	struct known known = {NULL, 0, 0};
	struct merkle_path path;
	struct digest hash;
	struct leaf leaf;
	enum rc rc;

	if (row->leaf < b->record.before || row->leaf - b->record.before >= b->record.articles)
		return rule_broken(e, "IDX-2",
			"%.*s is leaf %" PRIu64 ", the bundle has %" PRIu64 " to %" PRIu64,
			SLICE_FMT(row->id), row->leaf, b->record.before,
			b->record.before + b->record.articles - 1);
	rc = read_tree(frames, &tree, e);
	if (rc == RC_OK)
		rc = gather_known(frames, &tree, row->leaf, &known, &out->leaf, e);
	if (rc == RC_OK)
		rc = merkle_inclusion_make(
			known.nodes, known.count, row->leaf, b->head.size, &path, e);
	if (rc == RC_OK) {
		hash = merkle_hash_leaf(bytes_slice(&out->leaf));
		rc = merkle_inclusion_verify(
			&hash, row->leaf, b->head.size, &path, &b->head.root, e);
	}
	if (rc == RC_BAD)
		rule_within(e, rc, "TREE-2", "%.*s", SLICE_FMT(row->id));
	if (rc == RC_OK)
		rc = leaf_parse(bytes_slice(&out->leaf), &leaf, e);
	if (rc == RC_OK && !slice_equal(leaf.id, row->id))
		rc = rule_broken(e, "IDX-2", "leaf %" PRIu64 " is %.*s, the index says %.*s",
			row->leaf, SLICE_FMT(leaf.id), SLICE_FMT(row->id));
	if (rc == RC_OK)
		rc = write_proof(b, row->leaf, &path, out, e);
	tree_table_release(&tree);
	free(known.nodes);
	return rc;
}

/* ---- the files --------------------------------------------------------------------- */

struct reading {
	const struct bundle *bundle;
	const struct article_sink *sink;
	struct cursor lines; /* of the leaf: the files that are still to come */
	enum payload_lane lane;
	struct digest digest; /* that the file at hand must have */
	struct slice path;
	struct hasher hasher;
	bool want;
};

/* The leaf's next line that is of the lane being read. */
static enum rc
next_line(struct reading *r, struct payload_path *parts, struct err *e)
{
	while (r->lines.left > 0) {
		enum rc rc = manifest_line_parse(&r->lines, &r->digest, &r->path, e);

		if (rc == RC_OK)
			rc = payload_path_parse(r->path, parts, e);
		if (rc != RC_OK || parts->lane == r->lane)
			return rc;
	}
	return rule_broken(e, "IDX-2", "its run holds more files than its leaf lists");
}

static enum rc
on_member(void *ctx, struct slice path, uint64_t size, uint64_t offset, struct err *e)
{
	struct reading *r = ctx;
	struct slice name = r->bundle->record.name;
	struct payload_path parts;
	enum rc rc = next_line(r, &parts, e);

	(void)offset;
	if (rc != RC_OK)
		return rc;
	if (path.len != name.len + 1 + r->path.len || memcmp(path.p, name.p, name.len) != 0 ||
		path.p[name.len] != '/' || !slice_equal(slice_from(path, name.len + 1), r->path))
		return rule_broken(e, "BAG-1", "\"%.*s\" stands where the leaf has \"%.*s\"",
			SLICE_FMT(path), SLICE_FMT(r->path));
	hasher_start(&r->hasher);
	return r->sink->begin(r->sink->ctx, parts.file, size, &r->want, e);
}

static enum rc
on_data(void *ctx, struct slice piece, struct err *e)
{
	struct reading *r = ctx;

	hasher_add(&r->hasher, piece);
	return r->want ? r->sink->piece(r->sink->ctx, piece, e) : RC_OK;
}

static enum rc
on_end(void *ctx, struct err *e)
{
	struct reading *r = ctx;
	struct digest found = hasher_end(&r->hasher);

	if (!digest_equal(&found, &r->digest))
		return rule_broken(e, "BAG-1", "%.*s: its SHA-256 is %s, the leaf has %s",
			SLICE_FMT(r->path), digest_text(&found).text, digest_text(&r->digest).text);
	return r->want ? r->sink->end(r->sink->ctx, e) : RC_OK;
}

static enum rc
read_run(struct frame_reader *frames, const struct index_run *run, struct reading *r, struct err *e)
{
	static const struct tar_walk_listener listener = {on_member, on_data, on_end};
	uint64_t at = run->offset, left = run->length;
	struct tar_walk walk;

	tar_walk_init(&walk, &listener, r, frames->bundle->record.created, at);
	while (left > 0) {
		struct slice piece;
		enum rc rc = frame_reader_piece(frames, at, left, &piece, e);

		if (rc == RC_OK)
			rc = tar_walk_feed(&walk, piece, e);
		if (rc != RC_OK)
			return rc;
		at += piece.len;
		left -= piece.len;
	}
	if (!tar_walk_at_boundary(&walk))
		return rule_broken(e, "IDX-2", "its run ends within a file");
	return RC_OK;
}

enum rc
article_read(struct frame_reader *frames, const struct index_row *row,
	const struct article_proof *proof, unsigned lanes, const struct article_sink *sink,
	struct err *e)
{
	struct leaf leaf;
	enum rc rc = leaf_parse(bytes_slice(&proof->leaf), &leaf, e);

	for (enum payload_lane lane = LANE_TEXT; lane < LANE_COUNT && rc == RC_OK; lane++) {
		struct reading r = {.bundle = frames->bundle,
			.sink = sink,
			.lines = cursor_over(leaf.lines),
			.lane = lane};
		struct payload_path parts;
		struct err none;

		if ((lanes >> lane & 1) == 0)
			continue;
		rc = read_run(frames, &row->runs[lane], &r, e);
		if (rc == RC_OK && next_line(&r, &parts, &none) == RC_OK)
			rc = rule_broken(e, "IDX-2", "%.*s is not in its run", SLICE_FMT(r.path));
		if (rc != RC_OK)
			rule_within(e, rc, "IDX-2", "%.*s", SLICE_FMT(row->id));
	}
	return rc;
}
