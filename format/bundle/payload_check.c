#include "format/bundle/payload_check.h"

#include "format/bundle/rule.h"
#include "format/tar/ustar.h"

#include <inttypes.h>

static void
tell(struct payload_check *c, const struct err *e)
{
	findings_add(c->findings, e);
}

static enum rc
see_line(void *ctx, const struct manifest_line *line, struct slice raw, struct err *e)
{
	struct payload_check *c = ctx;

	c->media_listed = c->media_listed || line->parts.lane == LANE_MEDIA;
	return leaf_check_line(&c->leaves, line, raw, e);
}

enum rc
payload_check_init(
	struct payload_check *c, const struct bundle *b, struct findings *findings, struct err *e)
{
	enum rc rc;

	*c = (struct payload_check){.bundle = b,
		.findings = findings,
		.lanes = LANE_CHECK_EMPTY,
		.cursors = {MANIFEST_CURSOR_EMPTY, MANIFEST_CURSOR_EMPTY}};
	leaf_check_init(&c->leaves, b, findings);
	for (size_t lane = 0; lane < LANE_COUNT; lane++) {
		c->runs[lane].id = BYTES_UP_TO(LIMIT_PATH);
		c->runs[lane].head = BYTES_UP_TO(INDEX_ROW_MAX);
	}
	rc = index_check_init(&c->index, b, findings, e);
	return rc != RC_OK
		? rc
		: manifest_cursor_init(&c->cursors[LANE_TEXT], b, LANE_TEXT, see_line, c, e);
}

void
payload_check_release(struct payload_check *c)
{
	for (size_t lane = 0; lane < LANE_COUNT; lane++) {
		manifest_cursor_release(&c->cursors[lane]);
		bytes_release(&c->runs[lane].id);
		bytes_release(&c->runs[lane].head);
	}
	leaf_check_release(&c->leaves);
	index_check_release(&c->index);
}

void
payload_check_frame(struct payload_check *c, uint64_t at)
{
	c->frame_at = at;
	lane_check_frame(&c->lanes);
}

enum rc
payload_check_goes_on(struct payload_check *c, bool payload, struct err *e)
{
	if (!payload)
		return lane_check_tags(&c->lanes, e);
	return lane_check_run(&c->lanes, c->lane, c->runs[c->lane].article, 0, true, e);
}

static void
end_run(struct payload_check *c, enum payload_lane lane)
{
	struct payload_run *run = &c->runs[lane];

	if (!run->open)
		return;
	run->open = false;
	if (lane == LANE_TEXT)
		index_check_text(&c->index, &run->row, bytes_slice(&run->head));
	else
		index_check_media(&c->index, run->row.leaf, &run->row.runs[lane]);
}

static enum rc
start_run(struct payload_check *c, const struct manifest_line *line, uint64_t offset, struct err *e)
{
	struct payload_run *run = &c->runs[line->parts.lane];

	end_run(c, line->parts.lane);
	run->open = true;
	run->article = line->article;
	bytes_clear(&run->head);
	bytes_clear(&run->id);
	bytes_add(&run->id, line->parts.id);
	run->row = (struct index_row){
		.id = bytes_slice(&run->id), .leaf = c->bundle->record.before + line->article};
	run->row.runs[line->parts.lane].offset = offset;
	return bytes_check(&run->id, "id", e);
}

/* The media lane's cursor, which a bundle without media never needs. */
static enum rc
open_media(struct payload_check *c, struct err *e)
{
	if (c->media_open)
		return RC_OK;
	c->media_open = true;
	return manifest_cursor_init(&c->cursors[LANE_MEDIA], c->bundle, LANE_MEDIA, NULL, NULL, e);
}

/* The cursor whose next line is this path: the manifest's next line of the member's lane. */
static enum rc
find_cursor(struct payload_check *c, struct slice path, struct manifest_cursor **out, struct err *e)
{
	struct manifest_cursor *cursor = &c->cursors[LANE_TEXT];
	struct payload_path parts;
	enum rc rc;

	*out = cursor;
	if (cursor->have && slice_equal(cursor->next.path, path))
		return RC_OK;
	rc = payload_path_parse(path, &parts, e);
	if (rc == RC_OK && parts.lane == LANE_MEDIA) {
		rc = open_media(c, e);
		*out = cursor = &c->cursors[LANE_MEDIA];
	}
	if (rc != RC_OK || (cursor->have && slice_equal(cursor->next.path, path)))
		return rc;
	return rule_broken(e, "BAG-1", "\"%.*s\" stands where the manifest has \"%.*s\"",
		SLICE_FMT(path),
		SLICE_FMT(cursor->have ? cursor->next.path : slice_str("nothing more")));
}

enum rc
payload_check_begin(
	struct payload_check *c, struct slice path, uint64_t size, uint64_t offset, struct err *e)
{
	struct manifest_cursor *cursor;
	bool goes_on;
	enum rc rc = find_cursor(c, path, &cursor, e);

	if (rc != RC_OK)
		return rc;
	c->lane = cursor->lane;
	c->kind = cursor->next.parts.kind;
	c->bytes += size;
	c->files++;
	goes_on = c->runs[c->lane].open && c->runs[c->lane].article == cursor->next.article;
	if (!goes_on || !c->lanes.any) {
		rc = lane_check_run(&c->lanes, c->lane, cursor->next.article,
			(size_t)(offset - c->frame_at), goes_on, e);
		if (rc != RC_OK)
			return rc;
	}
	if (!goes_on)
		rc = start_run(c, &cursor->next, offset, e);
	c->runs[c->lane].row.runs[c->lane].length += ustar_member_size(size);
	return rc;
}

enum rc
payload_check_member_end(struct payload_check *c, const struct member_facts *facts, struct err *e)
{
	struct manifest_cursor *cursor = &c->cursors[c->lane];
	struct payload_run *run = &c->runs[c->lane];

	if (!digest_equal(&facts->digest, &cursor->next.digest)) {
		rule_broken(e, "BAG-1", "%.*s: its SHA-256 is %s, the manifest has %s",
			SLICE_FMT(cursor->next.path), digest_text(&facts->digest).text,
			digest_text(&cursor->next.digest).text);
		tell(c, e);
	}
	if (c->kind == PAYLOAD_CAPTIONS)
		run->row.captions = facts->captions;
	if (c->kind == PAYLOAD_METADATA) {
		bytes_add(&run->head, facts->head);
		if (run->head.failed != RC_OK)
			return err_nomem(e);
	}
	return manifest_cursor_next(cursor, e);
}

enum rc
payload_check_tag(struct payload_check *c, struct err *e)
{
	end_run(c, LANE_TEXT);
	end_run(c, LANE_MEDIA);
	return lane_check_tags(&c->lanes, e);
}

enum rc
payload_check_frame_end(struct payload_check *c, size_t content, bool between, struct err *e)
{
	const struct manifest_cursor *cursor = &c->cursors[c->lanes.lane];
	bool run_ended = between;

	if (between && c->lanes.any && cursor->have)
		run_ended = cursor->next.article != c->lanes.article;
	return lane_check_end(&c->lanes, content, run_ended, e);
}

static void
check_counts(struct payload_check *c)
{
	const struct record *r = &c->bundle->record;
	struct err e;

	for (size_t lane = 0; lane < LANE_COUNT; lane++) {
		if (!c->cursors[lane].have)
			continue;
		rule_broken(&e, "BAG-1", "\"%.*s\" is in the manifest and not in the bundle",
			SLICE_FMT(c->cursors[lane].next.path));
		tell(c, &e);
	}
	if (c->bytes == r->payload_bytes && c->files == r->payload_files)
		return;
	rule_broken(&e, "BAG-7",
		"%" PRIu64 " files of %" PRIu64 " bytes, the record has %" PRIu64 " of %" PRIu64,
		c->files, c->bytes, r->payload_files, r->payload_bytes);
	tell(c, &e);
}

enum rc
payload_check_end(
	struct payload_check *c, struct frame_reader *frames, struct digest *tree, struct err *e)
{
	enum rc rc = RC_OK;

	end_run(c, LANE_TEXT);
	end_run(c, LANE_MEDIA);
	if (c->media_listed)
		rc = open_media(c, e);
	if (rc != RC_OK)
		return rc;
	check_counts(c);
	rc = leaf_check_end(&c->leaves, tree, e);
	return rc != RC_OK ? rc : index_check_end(&c->index, frames, e);
}
