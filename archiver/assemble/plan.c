#include "archiver/assemble/plan.h"

#include "archiver/assemble/report_record.h"
#include "format/base/crew.h"
#include "format/base/cursor.h"
#include "format/bundle/frame_reader.h"
#include "format/bundle/manifest_cursor.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

/*
 * Three sortings. First by original digest, reports and what the archive has
 * together, so that equal ones meet:
 *
 *	digest 32, kind 1, number 8, then for KIND_ARCHIVED the bundle's name,
 *	for KIND_REPORT the month 4, the day 1, the headline behind its length 4, the report
 *
 * Then by month and number:
 *
 *	month 4, number 8, PLAN_TAKEN 1, digest 32, day 1, headline, report
 *
 * and apart from them what is not taken:
 *
 *	month 4, number 8, fate 1, the path behind its length, and why
 *
 * Numbers are big-endian, so that their order is that of their bytes. A month is
 * year * 12 + month - 1, and 0 where there is none.
 */
enum kind { KIND_ARCHIVED = 0, KIND_REPORT = 1 };

#define RECORD_ROOM SORTER_RECORD_MAX

struct slot {
	struct intake_report report;
	struct article work;
	struct gather_plan found;
	uint64_t number;
	enum rc rc; /* what reading it came to */
	struct err err;
};

struct plan {
	const struct plan_settings *set;
	const struct plan_listener *listener;
	struct intake *intake;
	struct sorter *by_digest, *by_month, *fates;
	struct bytes record, last;
	uint64_t next_number;
	unsigned wanted; /* the only month that is taken, or 0 */

	/* What plan_next goes by. */
	struct slice current;
	bool have;
	unsigned month; /* that plan_month gave out */
};

/* ---- numbers in records ------------------------------------------------------------------ */

static void
put_be(struct bytes *out, uint64_t v, unsigned bytes)
{
	while (bytes-- > 0)
		bytes_u8(out, (uint8_t)(v >> (8 * bytes)));
}

static uint64_t
get_be(struct cursor *c, unsigned bytes)
{
	uint64_t v = 0;

	while (bytes-- > 0)
		v = v << 8 | cursor_u8(c);
	return v;
}

static void
put_text(struct bytes *out, struct slice s)
{
	put_be(out, s.len, 4);
	bytes_add(out, s);
}

static struct slice
get_text(struct cursor *c)
{
	return cursor_take(c, (size_t)get_be(c, 4));
}

static unsigned
month_of(unsigned year, unsigned month)
{
	return year * 12 + month - 1;
}

/* ---- the first pass ------------------------------------------------------------------------ */

static enum rc
take_report(void *ctx, void *slot, bool *more, struct err *e)
{
	struct plan *p = ctx;
	struct slot *s = slot;
	enum rc rc;

	s->number = p->next_number;
	intake_report_release(&s->report);
	rc = intake_next(p->intake, &s->report, more, e);
	if (rc == RC_OK && *more)
		p->next_number++;
	return rc;
}

static enum rc
read_report(void *ctx, void *slot, unsigned hand, struct err *e)
{
	struct plan *p = ctx;
	struct slot *s = slot;

	(void)hand;
	if (s->report.refusal != NULL)
		return RC_OK;
	s->rc = gather_plan(p->set->gather, &s->report, &s->work, &s->found, &s->err);
	if (s->rc != RC_NOMEM)
		return RC_OK;
	*e = s->err;
	return RC_NOMEM;
}

static void
tell(struct plan *p, enum plan_fate fate, const char *path, struct slice why)
{
	p->listener->tell(p->listener->ctx, fate, slice_str(path), why);
}

static enum rc
remember(struct plan *p, const struct slot *s, unsigned month, struct err *e)
{
	const struct gather_plan *found = &s->found;
	struct bytes *r = &p->record;
	enum rc rc;

	bytes_clear(r);
	bytes_add(r, digest_slice(&found->original));
	bytes_u8(r, KIND_REPORT);
	put_be(r, s->number, 8);
	put_be(r, month, 4);
	bytes_u8(r, found->dated ? (uint8_t)found->day.day : 0);
	put_text(r, gather_headline(found));
	report_record_write(&s->report, r);
	if (r->failed == RC_LIMIT) {
		tell(p, PLAN_REFUSED, s->report.shown,
			slice_str("the names of its pictures take more than 256 KiB"));
		return RC_OK;
	}
	rc = bytes_check(r, "plan", e);
	return rc != RC_OK ? rc : sorter_add(p->by_digest, bytes_slice(r), e);
}

static enum rc
give_report(void *ctx, void *slot, struct err *e)
{
	struct plan *p = ctx;
	struct slot *s = slot;
	const struct gather_plan *found = &s->found;
	unsigned month;

	if (s->report.refusal != NULL || s->rc != RC_OK) {
		tell(p, PLAN_REFUSED, s->report.shown,
			slice_str(s->report.refusal != NULL ? s->report.refusal : s->err.text));
		return RC_OK;
	}
	if (p->listener->progress != NULL)
		p->listener->progress(p->listener->ctx, 1, found->size);
	if (!found->dated && !p->set->keep_undated) {
		tell(p, PLAN_UNDATED, s->report.shown, SLICE_EMPTY);
		return RC_OK;
	}
	month = found->dated ? month_of(found->day.year, found->day.month) : p->wanted;
	if (p->wanted != 0 && month != p->wanted) {
		char why[BUNDLE_NAME_PERIOD + 1];

		snprintf(why, sizeof why, "%04u-%02u", found->day.year % 10000,
			found->day.month % 100);
		tell(p, PLAN_OTHER_MONTH, s->report.shown, slice_str(why));
		return RC_OK;
	}
	return remember(p, s, month, e);
}

static enum rc
read_reports(struct plan *p, struct err *e)
{
	size_t count = 4 * (size_t)p->set->jobs;
	struct slot *slots = calloc(count, sizeof *slots);
	struct crew_line line = {.take = take_report,
		.work = read_report,
		.give = give_report,
		.ctx = p,
		.slots = slots,
		.count = count,
		.size = sizeof *slots};
	enum rc rc;

	if (slots == NULL)
		return err_nomem(e);
	for (size_t i = 0; i < count; i++) {
		slots[i].report = INTAKE_REPORT_EMPTY;
		article_init(&slots[i].work);
	}
	rc = crew_run(&line, 1, p->set->jobs, NULL, e);
	for (size_t i = 0; i < count; i++) {
		intake_report_release(&slots[i].report);
		article_release(&slots[i].work);
	}
	free(slots);
	return rc;
}

/* ---- what the archive has ------------------------------------------------------------------ */

struct collecting {
	struct plan *plan;
	const char *name;
};

static enum rc
see_line(void *ctx, const struct manifest_line *line, struct slice raw, struct err *e)
{
	struct collecting *c = ctx;
	struct bytes *r = &c->plan->record;
	enum rc rc;

	(void)raw;
	if (line->parts.kind != PAYLOAD_ORIGINAL)
		return RC_OK;
	bytes_clear(r);
	bytes_add(r, digest_slice(&line->digest));
	bytes_u8(r, KIND_ARCHIVED);
	bytes_str(r, c->name);
	rc = bytes_check(r, "plan", e);
	return rc != RC_OK ? rc : sorter_add(c->plan->by_digest, bytes_slice(r), e);
}

/* The digests of all originals in one bundle. */
static enum rc
collect_bundle(struct plan *p, struct archive *archive, const struct archive_bundle *b,
	const struct trust *trust, struct err *e)
{
	struct collecting collecting = {p, b->name};
	struct manifest_cursor cursor = MANIFEST_CURSOR_EMPTY;
	struct archive_file file;
	enum rc rc = archive_file_open(archive->fd, b->path, trust, &file, e);

	if (rc == RC_OK)
		rc = manifest_cursor_init(
			&cursor, &file.bundle, LANE_TEXT, see_line, &collecting, e);
	while (rc == RC_OK && cursor.have)
		rc = manifest_cursor_next(&cursor, e);
	manifest_cursor_release(&cursor);
	archive_file_release(&file);
	return rc == RC_OK ? RC_OK : err_within(e, rc, "%s", b->path);
}

static enum rc
collect_archive(struct plan *p, struct archive *archive, const struct trust *trust, struct err *e)
{
	enum rc rc = RC_OK;

	/* Without a report there is nothing to compare. */
	if (p->next_number == 0)
		return RC_OK;
	for (size_t i = 0; i < archive->count && rc == RC_OK; i++)
		rc = collect_bundle(p, archive, &archive->bundles[i], trust, e);
	return rc;
}

/* ---- from the first sorting to the second ---------------------------------------------------- */

static enum rc
put_fate(struct plan *p, unsigned month, uint64_t number, enum plan_fate fate, struct slice path,
	struct slice why, struct err *e)
{
	struct bytes *r = &p->record;
	enum rc rc;

	bytes_clear(r);
	put_be(r, month, 4);
	put_be(r, number, 8);
	bytes_u8(r, (uint8_t)fate);
	put_text(r, path);
	put_text(r, why);
	rc = bytes_check(r, "plan", e);
	return rc != RC_OK ? rc : sorter_add(p->fates, bytes_slice(r), e);
}

static enum rc
put_taken(struct plan *p, struct slice record, unsigned month, uint64_t number, struct err *e)
{
	struct bytes *r = &p->record;
	enum rc rc;

	bytes_clear(r);
	put_be(r, month, 4);
	put_be(r, number, 8);
	bytes_u8(r, PLAN_TAKEN);
	bytes_add(r, slice_first(record, DIGEST_SIZE));
	bytes_add(r, slice_from(record, DIGEST_SIZE + 1 + 8 + 4));
	rc = bytes_check(r, "plan", e);
	return rc != RC_OK ? rc : sorter_add(p->by_month, bytes_slice(r), e);
}

/*
 * Equal digests stand together, the archive's first, then reports in the order in which
 * they came: the first of a group decides about those behind it.
 */
static enum rc
sort_one(struct plan *p, struct slice record, struct err *e)
{
	struct cursor c = cursor_over(record);
	struct slice digest = cursor_take(&c, DIGEST_SIZE), path;
	enum kind kind = (enum kind)cursor_u8(&c);
	bool again = slice_equal(slice_first(bytes_slice(&p->last), DIGEST_SIZE), digest);
	bool archived = again && p->last.p[DIGEST_SIZE] == KIND_ARCHIVED;
	uint64_t number;
	unsigned month;
	enum rc rc;

	if (kind == KIND_ARCHIVED || !again) {
		bytes_clear(&p->last);
		bytes_add(&p->last, digest);
		bytes_u8(&p->last, (uint8_t)kind);
	}
	if (kind == KIND_ARCHIVED) {
		bytes_add(&p->last, cursor_rest(&c));
		return bytes_check(&p->last, "plan", e);
	}
	number = get_be(&c, 8);
	month = (unsigned)get_be(&c, 4);
	cursor_u8(&c);
	get_text(&c);
	path = report_record_shown(cursor_rest(&c));
	if (!again) {
		bytes_add(&p->last, path);
		rc = bytes_check(&p->last, "plan", e);
		return rc != RC_OK ? rc : put_taken(p, record, month, number, e);
	}
	return put_fate(p, month, number, archived ? PLAN_IN_ARCHIVE : PLAN_TWICE, path,
		slice_from(bytes_slice(&p->last), DIGEST_SIZE + 1), e);
}

static enum rc
sort_by_month(struct plan *p, struct err *e)
{
	for (;;) {
		struct slice record;
		bool got;
		enum rc rc = sorter_next(p->by_digest, &record, &got, e);

		if (rc == RC_OK && got)
			rc = sort_one(p, record, e);
		if (rc != RC_OK || !got)
			return rc;
	}
}

/* ---- giving out --------------------------------------------------------------------------------
 */

/* Before anything is given out: plan_next runs beside the listener's other caller. */
static enum rc
tell_fates(struct plan *p, struct err *e)
{
	for (;;) {
		struct slice record, path, why;
		enum plan_fate fate;
		struct cursor c;
		bool got;
		enum rc rc = sorter_next(p->fates, &record, &got, e);

		if (rc != RC_OK || !got)
			return rc;
		c = cursor_over(slice_from(record, 4 + 8));
		fate = (enum plan_fate)cursor_u8(&c);
		path = get_text(&c);
		why = get_text(&c);
		p->listener->tell(p->listener->ctx, fate, path, why);
	}
}

/* Looks at the next record. */
static enum rc
advance(struct plan *p, struct err *e)
{
	return sorter_next(p->by_month, &p->current, &p->have, e);
}

static unsigned
current_month(const struct plan *p)
{
	struct cursor c = cursor_over(p->current);

	return (unsigned)get_be(&c, 4);
}

enum rc
plan_make(const struct plan_settings *settings, struct intake *intake, struct archive *archive,
	const struct trust *trust, const struct plan_listener *listener, struct plan **out,
	struct err *e)
{
	struct plan *p = calloc(1, sizeof *p);
	struct civil month;
	enum rc rc;

	*out = NULL;
	if (p == NULL)
		return err_nomem(e);
	p->set = settings;
	p->listener = listener;
	p->intake = intake;
	p->record = BYTES_UP_TO(RECORD_ROOM);
	p->last = BYTES_UP_TO(RECORD_ROOM);
	if (settings->month.len > 0 && civil_month_parse(settings->month, &month))
		p->wanted = month_of(month.year, month.month);
	rc = sorter_new(settings->folder, &p->by_digest, e);
	if (rc == RC_OK)
		rc = sorter_new(settings->folder, &p->by_month, e);
	if (rc == RC_OK)
		rc = sorter_new(settings->folder, &p->fates, e);
	if (rc == RC_OK)
		rc = read_reports(p, e);
	if (rc == RC_OK)
		rc = collect_archive(p, archive, trust, e);
	if (rc == RC_OK)
		rc = sort_by_month(p, e);
	if (rc == RC_OK)
		rc = tell_fates(p, e);
	sorter_free(p->by_digest);
	p->by_digest = NULL;
	if (rc == RC_OK)
		rc = advance(p, e);
	if (rc != RC_OK) {
		plan_free(p);
		return rc;
	}
	*out = p;
	return RC_OK;
}

void
plan_free(struct plan *p)
{
	if (p == NULL)
		return;
	sorter_free(p->by_digest);
	sorter_free(p->by_month);
	sorter_free(p->fates);
	bytes_release(&p->record);
	bytes_release(&p->last);
	free(p);
}

enum rc
plan_month(struct plan *p, char month[BUNDLE_NAME_PERIOD + 1], bool *got, struct err *e)
{
	while (p->have && current_month(p) == p->month) {
		enum rc rc = advance(p, e);

		if (rc != RC_OK)
			return rc;
	}
	*got = p->have;
	if (!p->have)
		return RC_OK;
	p->month = current_month(p);
	snprintf(month, BUNDLE_NAME_PERIOD + 1, "%04u-%02u", p->month / 12 % 10000,
		p->month % 12 + 1);
	return RC_OK;
}

enum rc
plan_next(struct plan *p, struct planned *out, bool *got, struct err *e)
{
	struct cursor c;
	enum rc rc;

	*got = p->have && current_month(p) == p->month;
	if (!*got)
		return RC_OK;
	c = cursor_over(slice_from(p->current, 4 + 8 + 1));
	memcpy(out->original.b, cursor_take(&c, DIGEST_SIZE).p, DIGEST_SIZE);
	out->day = (struct civil){.year = p->month / 12, .month = p->month % 12 + 1};
	out->day.day = cursor_u8(&c);
	out->dated = out->day.day != 0;
	bytes_clear(&out->headline);
	bytes_add(&out->headline, get_text(&c));
	rc = bytes_check(&out->headline, "headline", e);
	if (rc == RC_OK)
		rc = report_record_parse(cursor_rest(&c), &out->report, e);
	return rc != RC_OK ? rc : advance(p, e);
}

void
planned_release(struct planned *p)
{
	intake_report_release(&p->report);
	bytes_release(&p->headline);
}
