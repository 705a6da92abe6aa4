#include "archiver/assemble/pipeline.h"

#include "archiver/gather/intake/report_file.h"
#include "format/article/article_id.h"
#include "format/article/slug.h"
#include "format/base/crew.h"
#include "format/bundle/bundle_tail.h"
#include "format/bundle/leaf.h"
#include "format/frame/frame.h"
#include "format/frame/packer.h"

#include <inttypes.h>
#include <stdlib.h>

/* What is compressed already is packed at this level, whatever the bundle's. */
#define MEDIA_LEVEL 1

/* The crew's lines. */
enum { LINE_REPORTS, LINE_FRAMES };

/* A report on its way into the bundle. */
struct report_slot {
	struct planned planned;
	struct bytes slug, id;
	struct article article;
	enum rc rc; /* what gathering it came to */
	struct err err;
};

/* A closed frame on its way into the file. */
struct frame_slot {
	struct bytes content, packed;
	enum payload_lane lane;
	struct digest digest;
};

struct pipeline {
	const struct pipeline_settings *set;
	struct plan *plan;
	struct id_set *ids;
	struct signer *signer;
	struct publish *file;
	struct pipeline_result *result;
	struct crew *crew;
	struct packer **packers; /* one a hand */
	struct sidecar_hasher hasher;
	uint64_t articles;
};

void
pipeline_result_release(struct pipeline_result *r)
{
	bundle_writer_free(r->writer);
	*r = PIPELINE_RESULT_EMPTY;
}

/* ---- reports ------------------------------------------------------------------------------ */

/* The first of slug, slug-2, slug-3 … that no article has. */
static enum rc
name_article(struct pipeline *p, struct report_slot *s, struct err *e)
{
	const struct civil *day = s->planned.dated ? &s->planned.day : NULL;
	enum rc rc;

	for (uint64_t n = 1;; n++) {
		bytes_clear(&s->slug);
		slug_make(bytes_slice(&s->planned.headline), &s->planned.original,
			article_id_slug_room(n), &s->slug);
		bytes_clear(&s->id);
		article_id_write(day, bytes_slice(&s->slug), n, &s->id);
		rc = bytes_check(&s->slug, "slug", e);
		if (rc == RC_OK)
			rc = bytes_check(&s->id, "id", e);
		if (rc != RC_OK)
			return rc;
		if (!id_set_has(p->ids, bytes_slice(&s->id)))
			return id_set_add(p->ids, bytes_slice(&s->id), e);
	}
}

static enum rc
take_report(void *ctx, void *slot, bool *more, struct err *e)
{
	struct pipeline *p = ctx;
	struct report_slot *s = slot;
	enum rc rc = plan_next(p->plan, &s->planned, more, e);

	return rc != RC_OK || !*more ? rc : name_article(p, s, e);
}

/* What the article's leaf will take. */
static size_t
leaf_size(const struct report_slot *s)
{
	size_t size = sizeof LEAF_TYPE + s->id.len + 1;

	for (size_t i = 0; i < s->article.member_count; i++)
		size += bundle_writer_leaf_size(bytes_slice(&s->id), s->article.members[i].name);
	return size;
}

/* What is held is hashed here, by many hands; what is streamed is hashed on its way. */
static void
hash_members(struct article *a)
{
	for (size_t i = 0; i < a->member_count; i++) {
		struct article_member *m = &a->members[i];

		if (m->path == NULL && !m->hashed)
			m->digest = digest_of(m->content);
	}
}

/* A report that is not the one that was planned has been written to meanwhile. */
static enum rc
gather_report(void *ctx, void *slot, unsigned hand, struct err *e)
{
	struct pipeline *p = ctx;
	struct report_slot *s = slot;

	(void)hand;
	s->rc = gather_article(p->set->gather, &s->planned.report, p->set->bundle->origin,
		bytes_slice(&s->id), &s->article, &s->err);
	if (s->rc == RC_OK)
		hash_members(&s->article);
	if (s->rc == RC_OK && leaf_size(s) > LIMIT_LEAF)
		s->rc = err_set(&s->err, RC_LIMIT,
			"the list of its files takes %zu bytes, room for %d", leaf_size(s),
			LIMIT_LEAF);
	if (s->rc == RC_OK && !digest_equal(&s->article.original, &s->planned.original))
		s->rc = err_set(&s->err, RC_IO, "it was changed while the archive was made");
	if (s->rc != RC_NOMEM)
		return RC_OK;
	*e = s->err;
	return RC_NOMEM;
}

/* A picture too large to hold is read again, piece by piece. */
static enum rc
put_piece(void *ctx, struct slice piece, struct err *e)
{
	struct pipeline *p = ctx;

	return bundle_writer_piece(p->result->writer, piece, e);
}

static enum rc
stream_member(struct pipeline *p, const struct article_member *m, struct err *e)
{
	struct sink into = {put_piece, p};
	enum rc rc = bundle_writer_stream(p->result->writer, m->name, m->size, e);

	if (rc == RC_OK)
		rc = report_file_copy(m->path, &m->is, &into, e);
	return rc != RC_OK ? rc : bundle_writer_stream_end(p->result->writer, e);
}

static enum rc
lay_in(struct pipeline *p, struct report_slot *s, struct err *e)
{
	const struct article *a = &s->article;
	struct index_row row = {.id = bytes_slice(&s->id),
		.published = a->published,
		.language = a->language,
		.captions = a->caption_count,
		.headline = a->headline,
		.byline = a->byline,
		.source = a->source};
	enum rc rc = bundle_writer_article(p->result->writer, &row, e);

	for (size_t i = 0; i < a->member_count && rc == RC_OK; i++) {
		const struct article_member *m = &a->members[i];

		rc = m->path != NULL ? stream_member(p, m, e)
				     : bundle_writer_member(p->result->writer, m->name, m->content,
					       &m->digest, e);
	}
	return rc != RC_OK ? rc : bundle_writer_article_end(p->result->writer, e);
}

static enum rc
give_report(void *ctx, void *slot, struct err *e)
{
	struct pipeline *p = ctx;
	struct report_slot *s = slot;
	const struct plan_listener *l = p->set->listener;
	struct slice path = slice_str(s->planned.report.shown);
	enum rc rc;

	if (s->rc != RC_OK) {
		p->result->refused++;
		l->tell(l->ctx, PLAN_REFUSED, path, slice_str(s->err.text));
		return p->set->strict ? err_set(e, RC_IO, "a report was left out") : RC_OK;
	}
	rc = lay_in(p, s, e);
	if (rc != RC_OK)
		return err_within(e, rc, "%s", s->planned.report.shown);
	p->articles++;
	l->tell(l->ctx, PLAN_TAKEN, path, bytes_slice(&s->id));
	if (l->progress != NULL)
		l->progress(l->ctx, 1, s->article.raw.len);
	return RC_OK;
}

static enum rc
end_reports(void *ctx, struct err *e)
{
	struct pipeline *p = ctx;

	if (p->articles == 0)
		return err_set(e, RC_IO, "no report of the month is left");
	return bundle_writer_tags(p->result->writer, e);
}

/* ---- frames ------------------------------------------------------------------------------- */

static enum rc
hand_over_frame(void *ctx, struct bytes *content, enum payload_lane lane, struct err *e)
{
	struct pipeline *p = ctx;
	struct frame_slot *slot = crew_claim(p->crew, LINE_FRAMES);
	struct bytes mine;

	if (slot == NULL)
		return err_set(e, RC_IO, "stopped");
	mine = slot->content;
	slot->content = *content;
	*content = mine;
	content->max = LIMIT_FRAME_CONTENT;
	slot->lane = lane;
	crew_submit(p->crew, LINE_FRAMES, slot);
	return RC_OK;
}

static enum rc
pack_frame(void *ctx, void *slot, unsigned hand, struct err *e)
{
	struct pipeline *p = ctx;
	struct frame_slot *s = slot;
	int level = s->lane == LANE_MEDIA ? MEDIA_LEVEL : p->set->bundle->level;
	enum rc rc = RC_OK;

	if (p->packers[hand] == NULL)
		rc = packer_new(&p->packers[hand], e);
	bytes_clear(&s->packed);
	if (rc == RC_OK)
		rc = packer_pack(p->packers[hand], bytes_slice(&s->content), level, &s->packed, e);
	if (rc == RC_OK)
		s->digest = digest_of(bytes_slice(&s->packed));
	return rc;
}

static enum rc
write_bytes(struct pipeline *p, struct slice bytes, struct err *e)
{
	sidecar_hasher_add(&p->hasher, bytes);
	return publish_write(p->file, bytes, e);
}

static enum rc
write_frame(void *ctx, void *slot, struct err *e)
{
	struct pipeline *p = ctx;
	struct frame_slot *s = slot;
	enum rc rc = write_bytes(p, bytes_slice(&s->packed), e);

	/* Frames are at most FRAME_PACKED_MAX and LIMIT_FRAME_CONTENT: both fit. */
	if (rc == RC_OK)
		rc = bundle_writer_packed(p->result->writer, (uint32_t)s->packed.len,
			(uint32_t)s->content.len, &s->digest, e);
	bytes_clear(&s->content);
	return rc;
}

/* ---- the whole ------------------------------------------------------------------------------ */

static enum rc
sign_head(void *ctx, const struct checkpoint *head, struct bytes *note, struct err *e)
{
	struct pipeline *p = ctx;

	return signer_checkpoint(p->signer, head, note, e);
}

static enum rc
run_lines(struct pipeline *p, struct report_slot *reports, size_t report_count,
	struct frame_slot *frames, size_t frame_count, struct err *e)
{
	struct crew_line lines[] = {
		[LINE_REPORTS] = {.take = take_report,
			.work = gather_report,
			.give = give_report,
			.end = end_reports,
			.ctx = p,
			.slots = reports,
			.count = report_count,
			.size = sizeof *reports},
		[LINE_FRAMES] = {.work = pack_frame,
			.give = write_frame,
			.ctx = p,
			.slots = frames,
			.count = frame_count,
			.size = sizeof *frames},
	};

	for (size_t i = 0; i < report_count; i++) {
		reports[i].planned = PLANNED_EMPTY;
		reports[i].slug = BYTES_UP_TO(4 * SLUG_MAX); /* before it is cut */
		reports[i].id = BYTES_UP_TO(ARTICLE_ID_MAX);
		article_init(&reports[i].article);
	}
	for (size_t i = 0; i < frame_count; i++) {
		frames[i].content = BYTES_UP_TO(LIMIT_FRAME_CONTENT);
		frames[i].packed = BYTES_UP_TO(FRAME_PACKED_MAX);
	}
	return crew_run(lines, 2, p->set->jobs, &p->crew, e);
}

static void
release_slots(struct report_slot *reports, size_t report_count, struct frame_slot *frames,
	size_t frame_count)
{
	for (size_t i = 0; reports != NULL && i < report_count; i++) {
		planned_release(&reports[i].planned);
		bytes_release(&reports[i].slug);
		bytes_release(&reports[i].id);
		article_release(&reports[i].article);
	}
	for (size_t i = 0; frames != NULL && i < frame_count; i++) {
		bytes_release(&frames[i].content);
		bytes_release(&frames[i].packed);
	}
	free(reports);
	free(frames);
}

static enum rc
fill_bundle(struct pipeline *p, struct err *e)
{
	size_t report_count = 2 * (size_t)p->set->jobs + 2,
	       frame_count = 2 * (size_t)p->set->jobs + 2;
	struct report_slot *reports = calloc(report_count, sizeof *reports);
	struct frame_slot *frames = calloc(frame_count, sizeof *frames);
	enum rc rc;

	p->packers = calloc(p->set->jobs, sizeof *p->packers);
	if (reports == NULL || frames == NULL || p->packers == NULL)
		rc = err_nomem(e);
	else
		rc = run_lines(p, reports, report_count, frames, frame_count, e);
	for (unsigned i = 0; p->packers != NULL && i < p->set->jobs; i++)
		packer_free(p->packers[i]);
	free(p->packers);
	release_slots(reports, report_count, frames, frame_count);
	return rc;
}

enum rc
pipeline_run(const struct pipeline_settings *settings, struct plan *plan, struct id_set *ids,
	struct signer *signer, struct publish *file, struct pipeline_result *result, struct err *e)
{
	struct pipeline p = {.set = settings,
		.plan = plan,
		.ids = ids,
		.signer = signer,
		.file = file,
		.result = result};
	struct bundle_writer_hooks hooks = {hand_over_frame, sign_head, &p};
	struct bytes tail = BYTES_UP_TO(BUNDLE_TAIL_MAX);
	enum rc rc;

	*result = PIPELINE_RESULT_EMPTY;
	sidecar_hasher_start(&p.hasher);
	rc = bundle_writer_new(settings->bundle, &hooks, &result->writer, e);
	if (rc == RC_OK)
		rc = fill_bundle(&p, e);
	if (rc == RC_OK)
		rc = bundle_writer_seal(result->writer, &tail, &result->summary, e);
	if (rc == RC_OK)
		rc = write_bytes(&p, bytes_slice(&tail), e);
	if (rc == RC_OK)
		sidecar_hasher_end(&p.hasher, result->digest);
	bytes_release(&tail);
	return rc;
}
