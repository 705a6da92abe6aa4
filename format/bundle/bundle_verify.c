#include "format/bundle/bundle_verify.h"

#include "format/article/ninjs.h"
#include "format/base/crew.h"
#include "format/bundle/affected.h"
#include "format/bundle/frame_reader.h"
#include "format/bundle/index_check.h"
#include "format/bundle/lane_check.h"
#include "format/bundle/leaf_check.h"
#include "format/bundle/manifest_cursor.h"
#include "format/bundle/member_facts.h"
#include "format/bundle/rule.h"
#include "format/bundle/tag_check.h"
#include "format/tar/tar_walk.h"

#include <inttypes.h>
#include <stdlib.h>

/* A metadata.json that several frames share is put together again up to this size. */
#define HELD_MAX (64 * MIB)

/* Damaged frames whose articles are looked up and named. */
#define NAMED_FRAMES_MAX 10

/* A member that lies whole in one frame, as a worker found it. */
struct found {
	struct slice path; /* without the bag's folder; in the worker's `paths` */
	size_t path_at;
	size_t at; /* of the header, in the frame */
	size_t size;
	enum payload_kind kind;
	struct member_facts facts;
	bool broken; /* `finding` of the frame is about this member */
};

/* A frame on its way. */
struct job {
	size_t number;
	struct frame_reader reader;
	enum rc rc; /* what became of fetching and unpacking it */
	struct err err;
	struct slice content;
	/* What the worker found in it, where it begins with a member for sure. */
	bool walked;
	struct bytes found; /* array of struct found */
	struct bytes paths;
	size_t walked_to;  /* the first byte not in `found` */
	struct err broken; /* of the first member whose content is not in form */
};

/* A run that goes by: an article's members of one lane. */
struct run {
	bool open;
	uint64_t article;
	struct index_row row; /* id in `texts`, leaf, runs, captions */
	struct bytes id, head;
};

struct verify {
	const struct bundle *bundle;
	const struct bundle_verify_settings *set;
	struct findings *findings;
	struct frame_reader reader; /* for looking things up between frames */
	size_t next_frame, first_tag_frame;
	unsigned named;

	bool lost; /* what stands where is not known any more: only digests are checked */
	struct manifest_cursor cursors[LANE_COUNT];
	struct leaf_check leaves;
	struct lane_check lanes;
	struct tag_check tags;
	struct index_check index;
	struct run runs[LANE_COUNT];
	uint64_t payload_bytes, payload_files;

	/* The frame and the member at hand. */
	uint64_t frame_at;
	struct tar_walk walk;
	bool in_payload;
	bool media_open, media_listed; /* the cursor; a file in the manifest */
	enum payload_lane lane;
	enum payload_kind kind;
	struct hasher hasher;
	struct bytes held;
};

static void
tell(struct verify *v, const struct err *e)
{
	findings_add(v->findings, e);
}

/* What is wrong here makes everything behind it unknown. */
static void
lose(struct verify *v, const struct err *e)
{
	tell(v, e);
	v->lost = true;
}

/* Not about the bundle: memory, a disk that fails, a tap that cannot write. */
static bool
stops_everything(enum rc rc)
{
	return rc == RC_NOMEM || rc == RC_IO || rc == RC_USAGE;
}

/* ---- workers: one frame each ------------------------------------------------------------- */

/*
 * Only a frame of 8 MiB may end within a member, and tag files are cut anywhere; every other
 * frame begins with a header, or the frame before is not in form, which is found in order.
 */
static bool
begins_with_a_member(const struct verify *v, size_t i)
{
	return i < v->first_tag_frame &&
		(i == 0 || v->bundle->frames.entries[i - 1].content < LIMIT_FRAME_CONTENT);
}

/* The path within the bag; empty where it is not below the bag's folder. */
static struct slice
within_bag(const struct verify *v, struct slice path)
{
	struct slice name = v->bundle->record.name;

	if (path.len <= name.len + 1 || path.p[name.len] != '/' ||
		memcmp(path.p, name.p, name.len) != 0)
		return SLICE_EMPTY;
	return slice_from(path, name.len + 1);
}

/* By the last part of the name alone; whether the path is an article's is found in order. */
static enum payload_kind
kind_of(struct slice path)
{
	const uint8_t *slash = memrchr(path.p, '/', path.len);
	uint64_t photo;

	if (slash == NULL)
		return PAYLOAD_UNKNOWN;
	return payload_path_kind(slice_from(path, (size_t)(slash - path.p) + 1), &photo);
}

static enum rc
note_found(struct verify *v, struct job *job, const struct ustar_entry *entry, struct err *e)
{
	struct slice path = within_bag(v, ustar_path(entry));
	struct slice content =
		slice_of(job->content.p + job->walked_to + USTAR_BLOCK, (size_t)entry->size);
	struct found f = {.path_at = job->paths.len,
		.at = job->walked_to,
		.size = (size_t)entry->size,
		.kind = kind_of(path)};
	enum rc rc = member_facts_take(f.kind, content, &f.facts, e);

	if (rc != RC_OK && job->broken.rc == RC_OK) {
		job->broken = *e;
		f.broken = true;
	}
	f.facts.digest = digest_of(content);
	f.path = slice_of(NULL, path.len);
	bytes_add(&job->paths, path);
	bytes_add(&job->found, slice_of(&f, sizeof f));
	rc = bytes_check(&job->paths, "paths", e);
	if (rc == RC_OK)
		rc = bytes_check(&job->found, "members", e);
	if (rc == RC_OK && v->set->tap != NULL && path.len > 0)
		rc = v->set->tap->whole(v->set->tap->ctx, path, content, e);
	return rc;
}

/* Members one after another while they are whole and in form; the rest is left to the walk. */
static enum rc
walk_members(struct verify *v, struct job *job, struct err *e)
{
	static const uint8_t zeros[USTAR_BLOCK];
	struct err why;

	while (job->content.len - job->walked_to >= USTAR_BLOCK) {
		struct slice rest = slice_from(job->content, job->walked_to);
		struct ustar_entry entry;
		size_t padding;
		enum rc rc;

		if (ustar_is_end(rest.p) ||
			ustar_parse(rest.p, v->bundle->record.created, &entry, &why) != RC_OK ||
			ustar_member_size(entry.size) > rest.len)
			break;
		padding = ustar_padding(entry.size);
		if (memcmp(rest.p + USTAR_BLOCK + entry.size, zeros, padding) != 0)
			break;
		rc = note_found(v, job, &entry, e);
		if (rc != RC_OK)
			return rc;
		job->walked_to += (size_t)ustar_member_size(entry.size);
	}
	return RC_OK;
}

static enum rc
take_frame(void *ctx, void *slot, bool *more, struct err *e)
{
	struct verify *v = ctx;
	struct job *job = slot;

	(void)e;
	*more = v->next_frame < v->bundle->frames.count;
	job->number = v->next_frame++;
	return RC_OK;
}

static enum rc
work_on_frame(void *ctx, void *slot, unsigned hand, struct err *e)
{
	struct verify *v = ctx;
	struct job *job = slot;
	struct slice packed;

	(void)hand;
	job->walked = false;
	job->walked_to = 0;
	job->broken.rc = RC_OK;
	bytes_clear(&job->found);
	bytes_clear(&job->paths);
	if (v->set->quick)
		job->rc = frame_reader_fetch(&job->reader, job->number, &packed, &job->err);
	else
		job->rc = frame_reader_content(&job->reader, job->number, &job->content, &job->err);
	if (job->rc == RC_NOMEM) {
		*e = job->err;
		return job->rc;
	}
	if (job->rc != RC_OK || v->set->quick || !begins_with_a_member(v, job->number))
		return RC_OK;
	job->walked = true;
	return walk_members(v, job, e);
}

/* ---- in order: members and runs ------------------------------------------------------------ */

static void
end_run(struct verify *v, enum payload_lane lane)
{
	struct run *run = &v->runs[lane];

	if (!run->open)
		return;
	run->open = false;
	if (lane == LANE_TEXT)
		index_check_text(&v->index, &run->row, bytes_slice(&run->head));
	else
		index_check_media(&v->index, run->row.leaf, &run->row.runs[lane]);
}

static enum rc
start_run(struct verify *v, const struct manifest_line *line, uint64_t offset, struct err *e)
{
	struct run *run = &v->runs[line->parts.lane];

	end_run(v, line->parts.lane);
	run->open = true;
	run->article = line->article;
	bytes_clear(&run->head);
	bytes_clear(&run->id);
	bytes_add(&run->id, line->parts.id);
	run->row = (struct index_row){
		.id = bytes_slice(&run->id), .leaf = v->bundle->record.before + line->article};
	run->row.runs[line->parts.lane].offset = offset;
	return bytes_check(&run->id, "id", e);
}

/* The media lane's cursor, which a bundle without media never needs. */
static enum rc
open_media(struct verify *v, struct err *e)
{
	if (v->media_open)
		return RC_OK;
	v->media_open = true;
	return manifest_cursor_init(&v->cursors[LANE_MEDIA], v->bundle, LANE_MEDIA, NULL, NULL, e);
}

/* The cursor whose next line is this path: the manifest's next line of the member's lane. */
static enum rc
find_cursor(struct verify *v, struct slice path, struct manifest_cursor **out, struct err *e)
{
	struct manifest_cursor *c = &v->cursors[LANE_TEXT];
	struct payload_path parts;
	enum rc rc;

	*out = c;
	if (c->have && slice_equal(c->next.path, path))
		return RC_OK;
	rc = payload_path_parse(path, &parts, e);
	if (rc == RC_OK && parts.lane == LANE_MEDIA) {
		rc = open_media(v, e);
		*out = c = &v->cursors[LANE_MEDIA];
	}
	if (rc != RC_OK || (c->have && slice_equal(c->next.path, path)))
		return rc;
	return rule_broken(e, "BAG-1", "\"%.*s\" stands where the manifest has \"%.*s\"",
		SLICE_FMT(path), SLICE_FMT(c->have ? c->next.path : slice_str("nothing more")));
}

static enum rc
begin_payload(struct verify *v, struct slice path, uint64_t size, uint64_t offset, struct err *e)
{
	struct manifest_cursor *c;
	bool goes_on;
	enum rc rc = find_cursor(v, path, &c, e);

	if (rc != RC_OK)
		return rc;
	v->lane = c->lane;
	v->kind = c->next.parts.kind;
	v->payload_bytes += size;
	v->payload_files++;
	goes_on = v->runs[v->lane].open && v->runs[v->lane].article == c->next.article;
	if (!goes_on || !v->lanes.any) {
		rc = lane_check_run(&v->lanes, v->lane, c->next.article,
			(size_t)(offset - v->frame_at), goes_on, e);
		if (rc != RC_OK)
			return rc;
	}
	if (!goes_on)
		rc = start_run(v, &c->next, offset, e);
	v->runs[v->lane].row.runs[v->lane].length += ustar_member_size(size);
	return rc;
}

static enum rc
end_payload(struct verify *v, const struct member_facts *facts, struct err *e)
{
	struct manifest_cursor *c = &v->cursors[v->lane];
	struct run *run = &v->runs[v->lane];

	if (!digest_equal(&facts->digest, &c->next.digest)) {
		rule_broken(e, "BAG-1", "%.*s: its SHA-256 is %s, the manifest has %s",
			SLICE_FMT(c->next.path), digest_text(&facts->digest).text,
			digest_text(&c->next.digest).text);
		tell(v, e);
	}
	if (v->kind == PAYLOAD_CAPTIONS)
		run->row.captions = facts->captions;
	if (v->kind == PAYLOAD_METADATA) {
		bytes_add(&run->head, facts->head);
		if (run->head.failed != RC_OK)
			return err_nomem(e);
	}
	return manifest_cursor_next(c, e);
}

static enum rc
begin_member(struct verify *v, struct slice path, uint64_t size, uint64_t offset, struct err *e)
{
	struct slice inside = within_bag(v, path);
	enum rc rc;

	if (inside.len == 0)
		return rule_broken(e, "TAR-3", "\"%.*s\" is not below %.*s/", SLICE_FMT(path),
			SLICE_FMT(v->bundle->record.name));
	v->in_payload = slice_starts(inside, "data/");
	if (v->in_payload)
		return begin_payload(v, inside, size, offset, e);
	end_run(v, LANE_TEXT);
	end_run(v, LANE_MEDIA);
	rc = lane_check_tags(&v->lanes, e);
	return rc != RC_OK ? rc : tag_check_begin(&v->tags, inside, size, offset + USTAR_BLOCK, e);
}

/* ---- in order: what the walk meets ----------------------------------------------------------- */

static enum rc
on_member(void *ctx, struct slice path, uint64_t size, uint64_t offset, struct err *e)
{
	struct verify *v = ctx;
	enum rc rc = begin_member(v, path, size, offset, e);

	if (rc != RC_OK)
		return rc;
	hasher_start(&v->hasher);
	bytes_clear(&v->held);
	if (v->set->tap != NULL)
		rc = v->set->tap->begin(v->set->tap->ctx, within_bag(v, path), size, e);
	return rc;
}

static enum rc
on_data(void *ctx, struct slice piece, struct err *e)
{
	struct verify *v = ctx;
	enum rc rc = RC_OK;

	if (!v->in_payload) {
		rc = tag_check_piece(&v->tags, piece, e);
	} else {
		hasher_add(&v->hasher, piece);
		if (member_facts_wants(v->kind)) {
			bytes_add(&v->held, piece);
			rc = bytes_check(&v->held, "a file of an article", e);
		}
	}
	if (rc == RC_OK && v->set->tap != NULL)
		rc = v->set->tap->piece(v->set->tap->ctx, piece, e);
	return rc;
}

static enum rc
on_end(void *ctx, struct err *e)
{
	struct member_facts facts = {.captions = 0};
	struct verify *v = ctx;
	enum rc rc = RC_OK;

	if (v->set->tap != NULL)
		rc = v->set->tap->end(v->set->tap->ctx, e);
	if (rc != RC_OK)
		return rc;
	if (!v->in_payload) {
		tag_check_member_end(&v->tags);
		return RC_OK;
	}
	rc = member_facts_take(v->kind, bytes_slice(&v->held), &facts, e);
	if (rc != RC_OK) {
		rule_within(e, rc, "ART-4", "%.*s", SLICE_FMT(v->cursors[v->lane].next.path));
		tell(v, e);
	}
	facts.digest = hasher_end(&v->hasher);
	return end_payload(v, &facts, e);
}

static const struct tar_walk_listener LISTENER = {on_member, on_data, on_end};

/* ---- in order: frames ------------------------------------------------------------------------ */

/* Names the articles that lie in a frame that is damaged, under the rule that it broke. */
static void
name_affected(struct verify *v, size_t number, const struct err *why)
{
	const struct frame_entry *f = &v->bundle->frames.entries[number];
	struct affected hit;
	struct slice rest;
	struct err e;

	if (v->set->quick || v->named++ >= NAMED_FRAMES_MAX)
		return;
	if (!affected_articles(&v->reader, f->at, f->content, &hit) || hit.count == 0)
		return;
	err_set(&e, RC_BAD, "%.*s: frame %zu holds %" PRIu64 " articles or parts of them: %s%s",
		SLICE_FMT(rule_of(why->text, &rest)), number, hit.count, hit.names,
		hit.count > AFFECTED_NAMED ? " ..." : "");
	tell(v, &e);
}

/* What came without a rule is about the tar stream. */
static void
lose_in_frame(struct verify *v, size_t number, struct err *e)
{
	struct slice rest;

	if (rule_of(e->text, &rest).len == 0)
		rule_within(e, e->rc, "TAR-1", "frame %zu", number);
	lose(v, e);
}

static enum rc
give_found(struct verify *v, struct job *job, struct err *e)
{
	struct found f;

	for (size_t i = 0; i < job->found.len; i += sizeof f) {
		enum rc rc;

		memcpy(&f, job->found.p + i, sizeof f);
		f.path = slice_of(job->paths.p + f.path_at, f.path.len);
		if (f.path.len == 0)
			return rule_broken(e, "TAR-3", "a file is not below %.*s/",
				SLICE_FMT(v->bundle->record.name));
		v->in_payload = slice_starts(f.path, "data/");
		if (!v->in_payload)
			return rule_broken(e, "LANE-4", "\"%.*s\" stands among the articles",
				SLICE_FMT(f.path));
		rc = begin_payload(v, f.path, f.size, v->frame_at + f.at, e);
		if (rc != RC_OK)
			return rc;
		if (f.broken) {
			*e = job->broken;
			rule_within(e, RC_BAD, "ART-4", "%.*s", SLICE_FMT(f.path));
			tell(v, e);
		}
		rc = end_payload(v, &f.facts, e);
		if (rc != RC_OK)
			return rc;
	}
	return RC_OK;
}

static enum rc
give_content(struct verify *v, struct job *job, struct err *e)
{
	const struct frame_entry *f = &v->bundle->frames.entries[job->number];
	bool run_ended, between;
	enum rc rc = RC_OK;

	v->frame_at = f->at;
	lane_check_frame(&v->lanes);
	between = job->number == 0 || tar_walk_at_boundary(&v->walk);
	if (job->walked && !between)
		return rule_broken(e, "LANE-2", "a file goes on from a frame that is not full");
	if (!between && v->in_payload)
		rc = lane_check_run(&v->lanes, v->lane, v->runs[v->lane].article, 0, true, e);
	else if (!between)
		rc = lane_check_tags(&v->lanes, e);
	if (rc == RC_OK && between)
		tar_walk_init(
			&v->walk, &LISTENER, v, v->bundle->record.created, f->at + job->walked_to);
	if (rc == RC_OK && job->walked)
		rc = give_found(v, job, e);
	if (rc == RC_OK)
		rc = tar_walk_feed(&v->walk, slice_from(job->content, job->walked_to), e);
	if (rc != RC_OK)
		return rc;
	run_ended = tar_walk_at_boundary(&v->walk);
	if (run_ended && v->lanes.any && v->cursors[v->lanes.lane].have)
		run_ended = v->cursors[v->lanes.lane].next.article != v->lanes.article;
	return lane_check_end(&v->lanes, f->content, run_ended, e);
}

static enum rc
give_frame(void *ctx, void *slot, struct err *e)
{
	struct verify *v = ctx;
	struct job *job = slot;
	enum rc rc = RC_OK;

	if (job->rc != RC_OK) {
		lose(v, &job->err);
		if (job->rc == RC_BAD)
			name_affected(v, job->number, &job->err);
	} else if (!v->set->quick && !v->lost) {
		rc = give_content(v, job, e);
		if (stops_everything(rc))
			return rc;
		if (rc != RC_OK)
			lose_in_frame(v, job->number, e);
	}
	if (v->set->progress != NULL)
		v->set->progress(
			v->set->progress_ctx, v->bundle->frames.entries[job->number].packed);
	return RC_OK;
}

/* ---- behind the last frame ----------------------------------------------------------------------
 */

static void
check_payload(struct verify *v)
{
	const struct record *r = &v->bundle->record;
	struct err e;

	for (size_t lane = 0; lane < LANE_COUNT; lane++) {
		if (!v->cursors[lane].have)
			continue;
		rule_broken(&e, "BAG-1", "\"%.*s\" is in the manifest and not in the bundle",
			SLICE_FMT(v->cursors[lane].next.path));
		tell(v, &e);
	}
	if (v->payload_bytes == r->payload_bytes && v->payload_files == r->payload_files)
		return;
	rule_broken(&e, "BAG-7",
		"%" PRIu64 " files of %" PRIu64 " bytes, the record has %" PRIu64 " of %" PRIu64,
		v->payload_files, v->payload_bytes, r->payload_files, r->payload_bytes);
	tell(v, &e);
}

static enum rc
check_end(struct verify *v, struct err *e)
{
	struct digest tree;
	enum rc rc;

	end_run(v, LANE_TEXT);
	end_run(v, LANE_MEDIA);
	if (v->media_listed) {
		rc = open_media(v, e);
		if (rc != RC_OK)
			return rc;
	}
	if (!tar_walk_at_boundary(&v->walk)) {
		rule_broken(e, "TAR-2", "the stream before the seal ends within a file");
		tell(v, e);
		return RC_OK;
	}
	check_payload(v);
	rc = leaf_check_end(&v->leaves, &tree, e);
	if (rc != RC_OK)
		return rc;
	tag_check_end(&v->tags, &tree);
	return index_check_end(&v->index, &v->reader, e);
}

static enum rc
see_line(void *ctx, const struct manifest_line *line, struct slice raw, struct err *e)
{
	struct verify *v = ctx;

	v->media_listed = v->media_listed || line->parts.lane == LANE_MEDIA;
	return leaf_check_line(&v->leaves, line, raw, e);
}

static enum rc
set_up(struct verify *v, struct err *e)
{
	const struct record_range *manifest = &v->bundle->record.manifest;
	enum rc rc = frame_reader_init(&v->reader, v->bundle, e);

	if (rc != RC_OK || v->set->quick)
		return rc;
	leaf_check_init(&v->leaves, v->bundle, v->findings);
	tag_check_init(&v->tags, v->bundle, v->findings);
	v->held = BYTES_UP_TO(HELD_MAX);
	for (size_t lane = 0; lane < LANE_COUNT; lane++) {
		v->runs[lane].id = BYTES_UP_TO(LIMIT_PATH);
		v->runs[lane].head = BYTES_UP_TO(INDEX_ROW_MAX);
	}
	/* An empty manifest at the very end of the stream has no first byte to look for. */
	v->first_tag_frame = v->bundle->frames.count;
	if (manifest->offset < v->bundle->frames.content)
		v->first_tag_frame = frame_list_find(&v->bundle->frames, manifest->offset);
	rc = index_check_init(&v->index, v->bundle, v->findings, e);
	if (rc == RC_OK)
		rc = manifest_cursor_init(
			&v->cursors[LANE_TEXT], v->bundle, LANE_TEXT, see_line, v, e);
	if (rc == RC_OK || stops_everything(rc))
		return rc;
	lose(v, e);
	return RC_OK;
}

static void
take_down(struct verify *v)
{
	for (size_t lane = 0; lane < LANE_COUNT; lane++) {
		manifest_cursor_release(&v->cursors[lane]);
		bytes_release(&v->runs[lane].id);
		bytes_release(&v->runs[lane].head);
	}
	leaf_check_release(&v->leaves);
	tag_check_release(&v->tags);
	index_check_release(&v->index);
	bytes_release(&v->held);
	frame_reader_release(&v->reader);
}

static enum rc
run_crew(struct verify *v, struct err *e)
{
	size_t slots = v->set->jobs + 2;
	struct job *jobs = calloc(slots, sizeof *jobs);
	struct crew_line line = {.take = take_frame,
		.work = work_on_frame,
		.give = give_frame,
		.ctx = v,
		.slots = jobs,
		.count = slots,
		.size = sizeof *jobs};
	enum rc rc = RC_OK;

	if (jobs == NULL)
		return err_nomem(e);
	for (size_t i = 0; i < slots && rc == RC_OK; i++) {
		jobs[i].found =
			BYTES_UP_TO(LIMIT_FRAME_CONTENT / USTAR_BLOCK * sizeof(struct found));
		jobs[i].paths = BYTES_UP_TO(LIMIT_FRAME_CONTENT);
		rc = frame_reader_init(&jobs[i].reader, v->bundle, e);
	}
	if (rc == RC_OK)
		rc = crew_run(&line, 1, v->set->jobs, NULL, e);
	for (size_t i = 0; i < slots; i++) {
		bytes_release(&jobs[i].found);
		bytes_release(&jobs[i].paths);
		frame_reader_release(&jobs[i].reader);
	}
	free(jobs);
	return rc;
}

enum rc
bundle_verify(const struct bundle *b, const struct bundle_verify_settings *settings,
	struct findings *findings, struct err *e)
{
	struct verify v = {.bundle = b,
		.set = settings,
		.findings = findings,
		.lanes = LANE_CHECK_EMPTY,
		.cursors = {MANIFEST_CURSOR_EMPTY, MANIFEST_CURSOR_EMPTY}};
	enum rc rc = set_up(&v, e);

	if (rc == RC_OK)
		rc = run_crew(&v, e);
	if (rc == RC_OK && !settings->quick && !v.lost)
		rc = check_end(&v, e);
	/* What is wrong with manifest or index as they are read again is a finding, too. */
	if (rc != RC_OK && !stops_everything(rc)) {
		tell(&v, e);
		rc = RC_OK;
	}
	take_down(&v);
	return rc;
}
