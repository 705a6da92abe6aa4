#include "format/bundle/bundle_verify.h"

#include "format/base/crew.h"
#include "format/bundle/affected.h"
#include "format/bundle/frame_members.h"
#include "format/bundle/frame_reader.h"
#include "format/bundle/payload_check.h"
#include "format/bundle/rule.h"
#include "format/bundle/tag_check.h"
#include "format/tar/tar_walk.h"

#include <inttypes.h>
#include <stdlib.h>

/* A metadata.json that several frames share is put together again up to this size. */
#define HELD_MAX (64 * MIB)

/* Damaged frames whose articles are looked up and named. */
#define NAMED_FRAMES_MAX 10

/* A frame on its way. */
struct job {
	size_t number;
	struct frame_reader reader;
	enum rc rc; /* what became of fetching and unpacking it */
	struct err err;
	struct slice content;
	bool walked; /* it begins with a member for sure, and `members` has those in it */
	struct frame_members members;
};

struct verify {
	const struct bundle *bundle;
	const struct bundle_verify_settings *set;
	struct findings *findings;
	struct frame_reader reader; /* for looking things up between frames */
	size_t next_frame, first_tag_frame;
	unsigned named;

	bool lost; /* what stands where is not known any more: only digests are checked */
	struct payload_check payload;
	struct tag_check tags;

	/* The member at hand. */
	struct tar_walk walk;
	bool in_payload;
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

/* ---- workers: one frame each ------------------------------------------------------- */

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
	frame_members_clear(&job->members);
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
	return frame_members_take(&job->members, &v->bundle->record, job->content, v->set->tap, e);
}

/* ---- in order: what the walk meets ------------------------------------------------- */

static enum rc
begin_member(struct verify *v, struct slice path, uint64_t size, uint64_t offset, struct err *e)
{
	struct slice inside = frame_members_inside(&v->bundle->record, path);
	enum rc rc;

	if (inside.len == 0)
		return rule_broken(e, "TAR-3", "\"%.*s\" is not below %.*s/", SLICE_FMT(path),
			SLICE_FMT(v->bundle->record.name));
	v->in_payload = slice_starts(inside, "data/");
	if (v->in_payload)
		return payload_check_begin(&v->payload, inside, size, offset, e);
	rc = payload_check_tag(&v->payload, e);
	return rc != RC_OK ? rc : tag_check_begin(&v->tags, inside, size, offset + USTAR_BLOCK, e);
}

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
		rc = v->set->tap->begin(
			v->set->tap->ctx, frame_members_inside(&v->bundle->record, path), size, e);
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
		if (member_facts_wants(v->payload.kind)) {
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
	rc = member_facts_take(v->payload.kind, bytes_slice(&v->held), &facts, e);
	if (rc != RC_OK) {
		rule_within(e, rc, "ART-4", "%.*s", SLICE_FMT(payload_check_path(&v->payload)));
		tell(v, e);
	}
	facts.digest = hasher_end(&v->hasher);
	return payload_check_member_end(&v->payload, &facts, e);
}

static const struct tar_walk_listener LISTENER = {on_member, on_data, on_end};

/* ---- in order: frames -------------------------------------------------------------- */

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
give_member(struct verify *v, const struct job *job, struct frame_member *m, struct err *e)
{
	enum rc rc;

	if (m->path.len == 0)
		return rule_broken(
			e, "TAR-3", "a file is not below %.*s/", SLICE_FMT(v->bundle->record.name));
	if (!slice_starts(m->path, "data/"))
		return rule_broken(
			e, "LANE-4", "\"%.*s\" stands among the articles", SLICE_FMT(m->path));
	v->in_payload = true;
	rc = payload_check_begin(&v->payload, m->path, m->size, v->payload.frame_at + m->at, e);
	if (rc != RC_OK)
		return rc;
	if (m->broken) {
		*e = job->members.broken;
		rule_within(e, RC_BAD, "ART-4", "%.*s", SLICE_FMT(m->path));
		tell(v, e);
	}
	return payload_check_member_end(&v->payload, &m->facts, e);
}

static enum rc
give_members(struct verify *v, const struct job *job, struct err *e)
{
	struct frame_member m;
	enum rc rc = RC_OK;

	for (size_t at = 0; rc == RC_OK && frame_members_next(&job->members, &at, &m);)
		rc = give_member(v, job, &m, e);
	return rc;
}

static enum rc
give_content(struct verify *v, struct job *job, struct err *e)
{
	const struct frame_entry *f = &v->bundle->frames.entries[job->number];
	size_t walked_to = job->members.walked_to;
	bool between = job->number == 0 || tar_walk_at_boundary(&v->walk);
	enum rc rc = RC_OK;

	payload_check_frame(&v->payload, f->at);
	if (job->walked && !between)
		return rule_broken(e, "LANE-2", "a file goes on from a frame that is not full");
	if (between)
		tar_walk_init(&v->walk, &LISTENER, v, v->bundle->record.created, f->at + walked_to);
	else
		rc = payload_check_goes_on(&v->payload, v->in_payload, e);
	if (rc == RC_OK && job->walked)
		rc = give_members(v, job, e);
	if (rc == RC_OK)
		rc = tar_walk_feed(&v->walk, slice_from(job->content, walked_to), e);
	return rc != RC_OK ? rc
			   : payload_check_frame_end(
				     &v->payload, f->content, tar_walk_at_boundary(&v->walk), e);
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

/* ---- the whole --------------------------------------------------------------------- */

static enum rc
check_end(struct verify *v, struct err *e)
{
	struct digest tree;
	enum rc rc;

	if (!tar_walk_at_boundary(&v->walk)) {
		rule_broken(e, "TAR-2", "the stream before the seal ends within a file");
		tell(v, e);
		return RC_OK;
	}
	rc = payload_check_end(&v->payload, &v->reader, &tree, e);
	if (rc == RC_OK)
		tag_check_end(&v->tags, &tree);
	return rc;
}

static enum rc
set_up(struct verify *v, struct err *e)
{
	const struct record_range *manifest = &v->bundle->record.manifest;
	enum rc rc = frame_reader_init(&v->reader, v->bundle, e);

	if (rc != RC_OK || v->set->quick)
		return rc;
	tag_check_init(&v->tags, v->bundle, v->findings);
	v->held = BYTES_UP_TO(HELD_MAX);
	/* An empty manifest at the very end of the stream has no first byte to look for. */
	v->first_tag_frame = v->bundle->frames.count;
	if (manifest->offset < v->bundle->frames.content)
		v->first_tag_frame = frame_list_find(&v->bundle->frames, manifest->offset);
	rc = payload_check_init(&v->payload, v->bundle, v->findings, e);
	if (rc == RC_OK || stops_everything(rc))
		return rc;
	lose(v, e);
	return RC_OK;
}

static void
take_down(struct verify *v)
{
	payload_check_release(&v->payload);
	tag_check_release(&v->tags);
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
		frame_members_init(&jobs[i].members);
		rc = frame_reader_init(&jobs[i].reader, v->bundle, e);
	}
	if (rc == RC_OK)
		rc = crew_run(&line, 1, v->set->jobs, NULL, e);
	for (size_t i = 0; i < slots; i++) {
		frame_members_release(&jobs[i].members);
		frame_reader_release(&jobs[i].reader);
	}
	free(jobs);
	return rc;
}

enum rc
bundle_verify(const struct bundle *b, const struct bundle_verify_settings *settings,
	struct findings *findings, struct err *e)
{
	struct verify v = {.bundle = b, .set = settings, .findings = findings};
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
