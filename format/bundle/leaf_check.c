#include "format/bundle/leaf_check.h"

#include "format/base/limits.h"
#include "format/bundle/leaf.h"
#include "format/bundle/rule.h"
#include "format/merkle/merkle_hash.h"
#include "format/merkle/merkle_root.h"

#include <inttypes.h>

void
leaf_check_init(struct leaf_check *c, const struct bundle *b, struct findings *findings)
{
	*c = (struct leaf_check){.bundle = b, .findings = findings};
	c->whole = b->before;
	c->leaf = BYTES_UP_TO(LIMIT_LEAF);
	c->last = BYTES_UP_TO(LIMIT_PATH);
	c->tree_line = BYTES_UP_TO(KIB);
	hasher_start(&c->tree);
}

void
leaf_check_release(struct leaf_check *c)
{
	bytes_release(&c->leaf);
	bytes_release(&c->last);
	bytes_release(&c->tree_line);
}

static void
see_node(void *ctx, const struct merkle_node *node)
{
	struct leaf_check *c = ctx;

	if (node->level != TREE_TABLE_LEVEL)
		return;
	c->block.root = node->root;
	c->block.has_root = true;
}

static enum rc
end_block(struct leaf_check *c, struct err *e)
{
	if (!c->in_block)
		return RC_OK;
	bytes_clear(&c->tree_line);
	tree_table_line(&c->block, &c->tree_line);
	hasher_add(&c->tree, bytes_slice(&c->tree_line));
	c->in_block = false;
	return bytes_check(&c->tree_line, "tree.tsv", e);
}

static struct slice
id_of(const struct leaf_check *c)
{
	struct slice rest =
		slice_from(bytes_slice(&c->leaf), slice_find(bytes_slice(&c->leaf), '\n') + 1);

	return slice_first(rest, slice_find(rest, '\n'));
}

/* One of each of the five kinds, and photos numbered from 1 without a gap. */
static void
check_files(struct leaf_check *c)
{
	static const enum payload_kind once[] = {PAYLOAD_ARTICLE, PAYLOAD_CAPTIONS,
		PAYLOAD_EXTRACTION, PAYLOAD_METADATA, PAYLOAD_ORIGINAL};
	static const char *const names[] = {
		"article.txt", "captions.txt", "extraction.json", "metadata.json", "original"};
	struct err e;

	for (size_t i = 0; i < sizeof once / sizeof *once; i++) {
		if (c->kinds[once[i]] == 1)
			continue;
		rule_broken(&e, "ART-1", "data/%.*s: %u files are %s, 1 must be",
			SLICE_FMT(id_of(c)), c->kinds[once[i]], names[i]);
		findings_add(c->findings, &e);
	}
	for (unsigned n = 1; n <= c->kinds[PAYLOAD_PHOTO]; n++) {
		if (n < LEAF_CHECK_PHOTOS_MAX && (c->photos[n / 8] >> n % 8 & 1) != 0)
			continue;
		rule_broken(&e, "ART-1", "data/%.*s: %u photos, and none is number %u",
			SLICE_FMT(id_of(c)), c->kinds[PAYLOAD_PHOTO], n);
		findings_add(c->findings, &e);
		return;
	}
}

/* The article's month is the bundle's, or it has none. */
static void
check_period(struct leaf_check *c, struct slice id)
{
	struct slice period = c->bundle->record.period;
	struct err e;

	if (slice_starts(id, "undated/"))
		return;
	if (memcmp(id.p, period.p, 4) == 0 && memcmp(id.p + 5, period.p + 5, 2) == 0)
		return;
	rule_broken(&e, "ART-2", "data/%.*s stands in the bundle for %.*s", SLICE_FMT(id),
		SLICE_FMT(period));
	findings_add(c->findings, &e);
}

static enum rc
end_article(struct leaf_check *c, struct err *e)
{
	struct digest leaf;
	enum rc rc;

	/* Before anything else is asked: what has no room may have left the leaf empty. */
	if (c->leaf.failed == RC_NOMEM)
		return err_nomem(e);
	if (c->leaf.len == 0)
		return RC_OK;
	check_files(c);
	if (c->leaf.failed == RC_LIMIT) {
		rule_broken(e, "LEAF-1", "the leaf of data/%.*s has more than %d bytes",
			SLICE_FMT(id_of(c)), LIMIT_LEAF);
		findings_add(c->findings, e);
	}
	if (!c->in_block) {
		c->in_block = true;
		c->block = (struct tree_row){
			.block = c->whole.end / TREE_TABLE_BLOCK, .manifest_at = c->article_at};
	}
	leaf = merkle_hash_leaf(bytes_slice(&c->leaf));
	rc = merkle_range_append(&c->whole, &leaf, see_node, c, e);
	if (rc == RC_OK && c->block.has_root)
		rc = end_block(c, e);
	c->articles++;
	bytes_clear(&c->leaf);
	return rc;
}

static enum rc
start_article(struct leaf_check *c, struct slice id, struct err *e)
{
	enum rc rc = end_article(c, e);

	leaf_start(id, &c->leaf);
	memset(c->kinds, 0, sizeof c->kinds);
	memset(c->photos, 0, sizeof c->photos);
	bytes_clear(&c->last);
	c->article_at = c->manifest_at;
	check_period(c, id);
	return rc;
}

enum rc
leaf_check_line(
	struct leaf_check *c, const struct manifest_line *line, struct slice raw, struct err *e)
{
	enum rc rc = RC_OK;

	if (c->leaf.len == 0 || !slice_equal(line->parts.id, id_of(c)))
		rc = start_article(c, line->parts.id, e);
	if (rc != RC_OK)
		return rc;
	if (slice_order(bytes_slice(&c->last), line->path) >= 0) {
		rule_broken(e, "BAG-2", "manifest-sha256.txt: \"%.*s\" stands behind \"%.*s\"",
			SLICE_FMT(line->path), SLICE_FMT(bytes_slice(&c->last)));
		findings_add(c->findings, e);
	}
	bytes_clear(&c->last);
	bytes_add(&c->last, line->path);
	bytes_add(&c->leaf, raw);
	bytes_u8(&c->leaf, '\n');
	c->manifest_at += raw.len + 1;
	c->kinds[line->parts.kind]++;
	if (line->parts.photo < LEAF_CHECK_PHOTOS_MAX)
		c->photos[line->parts.photo / 8] |= (uint8_t)(1U << line->parts.photo % 8);
	return bytes_check(&c->last, "path", e);
}

/* The new root, with the bundle's own leaf as the last. */
static enum rc
check_root(struct leaf_check *c, struct err *e)
{
	const struct bundle *b = c->bundle;
	struct digest root;
	enum rc rc = merkle_range_append(&c->whole, &b->leaf, NULL, NULL, e);

	if (rc == RC_OK)
		rc = merkle_root_of(c->whole.nodes, c->whole.count, 0, c->whole.end, &root, e);
	if (rc != RC_OK || digest_equal(&root, &b->head.root))
		return rc;
	rule_broken(e, "LOG-4", "manifest and record make the root %s, signed is %s",
		digest_text(&root).text, digest_text(&b->head.root).text);
	findings_add(c->findings, e);
	return RC_OK;
}

enum rc
leaf_check_end(struct leaf_check *c, struct digest *tree, struct err *e)
{
	enum rc rc = end_article(c, e);

	if (rc == RC_OK)
		rc = end_block(c, e);
	if (rc != RC_OK)
		return rc;
	*tree = hasher_end(&c->tree);
	if (c->articles == c->bundle->record.articles)
		return check_root(c, e);
	rule_broken(e, "LOG-4", "the manifest lists %" PRIu64 " articles, the record %" PRIu64,
		c->articles, c->bundle->record.articles);
	findings_add(c->findings, e);
	return RC_OK;
}
