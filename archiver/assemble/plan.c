#include "archiver/assemble/plan.h"

#include "archiver/assemble/plan_entry.h"
#include "archiver/assemble/report_record.h"
#include "format/base/crew.h"
#include "format/base/cursor.h"
#include "format/bundle/article_find.h"
#include "format/bundle/frame_reader.h"
#include "format/bundle/manifest_cursor.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

/*
 * Four sortings, so that what belongs together meets. Reports stand as they came; before
 * them what the archive has, with its bundle's name for the entry.
 *
 *	by original	digest 32,			kind 1, number 8, entry
 *	by text		digest of article.txt 32, date 10, kind 1, number 8, entry
 *	by source	digest of the address 32,	kind 1, moment 8, number 8, entry
 *	by month	month 4, number 8, entry
 *
 * The first of equal originals, and then of equal texts of one day, is taken and the others
 * are not; of one source all are taken, each as a version after those before it. And apart
 * from them what is not taken:
 *
 *	fates		month 4, number 8, fate 1, the path behind its length, and why
 */
enum kind { KIND_ARCHIVED = 0, KIND_REPORT = 1 };

#define RECORD_ROOM SORTER_RECORD_MAX

/* What later sortings add to a record: their keys, a version, where else it was met. */
#define ADDED_ROOM (16 * 1024)
#define ALSO_MAX   (ADDED_ROOM / 2)

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
	struct sorter *by_original, *by_text, *by_source, *by_month, *fates;
	struct bytes record, leader, again;
	uint64_t next_number;
	bool sourced;	 /* there is something in by_source */
	unsigned wanted; /* the only month that is taken, or 0 */

	/* What plan_next goes by. */
	struct slice current;
	bool have;
	unsigned month; /* that plan_month gave out */
};

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

/* Moments before 1970 sort before those after it. */
static uint64_t
moment_of(const struct gather_plan *found)
{
	return found->dated ? (uint64_t)civil_seconds(&found->day) ^ UINT64_C(1) << 63 : 0;
}

/* The beginning of a report's record: its key is in it already. */
static void
begin_report(struct bytes *r, uint64_t number)
{
	bytes_u8(r, KIND_REPORT);
	plan_entry_put(r, number, 8);
}

static enum rc
remember(struct plan *p, const struct slot *s, unsigned month, struct err *e)
{
	const struct gather_plan *found = &s->found;
	struct bytes *r = &p->record, report = BYTES_UP_TO(RECORD_ROOM);
	struct plan_entry entry = {.number = s->number,
		.month = month,
		.day = found->dated ? found->day.day : 0,
		.moment = moment_of(found),
		.original = digest_slice(&found->original),
		.text = found->told ? digest_slice(&found->text) : SLICE_EMPTY,
		.source = gather_source(found),
		.headline = gather_headline(found)};
	enum rc rc;

	report_record_write(&s->report, &report);
	entry.report = bytes_slice(&report);
	bytes_clear(r);
	bytes_add(r, entry.original);
	begin_report(r, entry.number);
	plan_entry_write(&entry, r);
	if (report.failed == RC_LIMIT || r->len > RECORD_ROOM - ADDED_ROOM) {
		tell(p, PLAN_REFUSED, s->report.shown,
			slice_str("the names of its pictures take more than 240 KiB"));
		rc = RC_OK;
	} else {
		rc = bytes_check(&report, "plan", e);
		if (rc == RC_OK)
			rc = bytes_check(r, "plan", e);
		if (rc == RC_OK)
			rc = sorter_add(p->by_original, bytes_slice(r), e);
	}
	bytes_release(&report);
	return rc;
}

static enum rc
give_report(void *ctx, void *slot, struct err *e)
{
	struct plan *p = ctx;
	struct slot *s = slot;
	const struct gather_plan *found = &s->found;
	unsigned month;

	if (s->report.refusal != NULL || s->rc != RC_OK) {
		bool none = s->report.refusal != NULL ? s->report.passed_over : found->passed_over;

		tell(p, none ? PLAN_NO_ARTICLE : PLAN_REFUSED, s->report.shown,
			slice_str(s->report.refusal != NULL ? s->report.refusal : s->err.text));
		return RC_OK;
	}
	gather_learn(p->set->gather, found);
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
add_archived(struct plan *p, struct sorter *to, const char *name, struct err *e)
{
	struct bytes *r = &p->record;
	enum rc rc;

	bytes_u8(r, KIND_ARCHIVED);
	bytes_str(r, name);
	rc = bytes_check(r, "plan", e);
	return rc != RC_OK ? rc : sorter_add(to, bytes_slice(r), e);
}

static enum rc
see_line(void *ctx, const struct manifest_line *line, struct slice raw, struct err *e)
{
	struct collecting *c = ctx;
	struct plan *p = c->plan;

	(void)raw;
	if (line->parts.kind != PAYLOAD_ORIGINAL && line->parts.kind != PAYLOAD_ARTICLE)
		return RC_OK;
	bytes_clear(&p->record);
	bytes_add(&p->record, digest_slice(&line->digest));
	if (line->parts.kind == PAYLOAD_ORIGINAL)
		return add_archived(p, p->by_original, c->name, e);
	if (slice_starts(line->parts.id, "undated"))
		plan_entry_write_date(&(struct plan_entry){.day = 0}, &p->record);
	else
		bytes_add(&p->record, slice_first(line->parts.id, PLAN_ENTRY_DATE));
	return add_archived(p, p->by_text, c->name, e);
}

/* The digests of all originals and texts in one bundle. */
static enum rc
collect_digests(struct plan *p, struct archive_file *file, const char *name, struct err *e)
{
	struct collecting collecting = {p, name};
	struct manifest_cursor cursor = MANIFEST_CURSOR_EMPTY;
	enum rc rc =
		manifest_cursor_init(&cursor, &file->bundle, LANE_TEXT, see_line, &collecting, e);

	while (rc == RC_OK && cursor.have)
		rc = manifest_cursor_next(&cursor, e);
	manifest_cursor_release(&cursor);
	return rc;
}

static void
put_source_key(struct slice source, struct bytes *out)
{
	struct digest digest = digest_of(source);

	bytes_add(out, digest_slice(&digest));
}

/* The sources of all articles in one bundle. */
static enum rc
collect_sources(struct plan *p, struct archive_file *file, const char *name, struct err *e)
{
	struct frame_reader frames = FRAME_READER_EMPTY;
	struct article_row each = ARTICLE_ROW_EMPTY;
	struct article_walk walk;
	bool got = true;
	enum rc rc = frame_reader_init(&frames, &file->bundle, e);

	article_walk_init(&walk, &frames);
	while (rc == RC_OK && got) {
		rc = article_walk_next(&walk, &each, &got, e);
		if (rc != RC_OK || !got || each.row.source.len == 0)
			continue;
		bytes_clear(&p->record);
		put_source_key(each.row.source, &p->record);
		rc = add_archived(p, p->by_source, name, e);
	}
	article_walk_release(&walk);
	article_row_release(&each);
	frame_reader_release(&frames);
	return rc;
}

static enum rc
collect(struct plan *p, struct archive *archive, const struct trust *trust,
	enum rc (*from)(struct plan *, struct archive_file *, const char *, struct err *),
	struct err *e)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; i < archive->count && rc == RC_OK; i++) {
		const struct archive_bundle *b = &archive->bundles[i];
		struct archive_file file = ARCHIVE_FILE_EMPTY;

		rc = archive_file_open(archive->fd, b->path, trust, &file, e);
		if (rc == RC_OK)
			rc = from(p, &file, b->name, e);
		if (rc != RC_OK)
			err_within(e, rc, "%s", b->path);
		archive_file_release(&file);
	}
	return rc;
}

/* ---- from one sorting to the next ------------------------------------------------------------ */

static enum rc
put_fate(struct plan *p, const struct plan_entry *entry, enum plan_fate fate, struct slice why,
	struct err *e)
{
	struct bytes *r = &p->record;
	enum rc rc;

	bytes_clear(r);
	plan_entry_put(r, entry->month, 4);
	plan_entry_put(r, entry->number, 8);
	bytes_u8(r, (uint8_t)fate);
	plan_entry_put_text(r, report_record_shown(entry->report));
	plan_entry_put_text(r, why);
	rc = bytes_check(r, "plan", e);
	return rc != RC_OK ? rc : sorter_add(p->fates, bytes_slice(r), e);
}

static enum rc
put_taken(struct plan *p, const struct plan_entry *entry, struct err *e)
{
	struct bytes *r = &p->record;
	enum rc rc;

	bytes_clear(r);
	plan_entry_put(r, entry->month, 4);
	plan_entry_put(r, entry->number, 8);
	plan_entry_write(entry, r);
	rc = bytes_check(r, "plan", e);
	return rc != RC_OK ? rc : sorter_add(p->by_month, bytes_slice(r), e);
}

static enum rc
put_source(struct plan *p, const struct plan_entry *entry, struct err *e)
{
	struct bytes *r = &p->record;
	enum rc rc;

	if (entry->source.len == 0)
		return put_taken(p, entry, e);
	p->sourced = true;
	bytes_clear(r);
	put_source_key(entry->source, r);
	bytes_u8(r, KIND_REPORT);
	plan_entry_put(r, entry->moment, 8);
	plan_entry_put(r, entry->number, 8);
	plan_entry_write(entry, r);
	rc = bytes_check(r, "plan", e);
	return rc != RC_OK ? rc : sorter_add(p->by_source, bytes_slice(r), e);
}

static enum rc
put_text(struct plan *p, const struct plan_entry *entry, struct err *e)
{
	struct bytes *r = &p->record;
	enum rc rc;

	if (entry->text.len == 0)
		return put_source(p, entry, e);
	bytes_clear(r);
	bytes_add(r, entry->text);
	plan_entry_write_date(entry, r);
	begin_report(r, entry->number);
	plan_entry_write(entry, r);
	rc = bytes_check(r, "plan", e);
	return rc != RC_OK ? rc : sorter_add(p->by_text, bytes_slice(r), e);
}

/*
 * One sorting's groups: records with the same key, of which the first leads. What the others
 * have in common with it, and how far behind it they stand, decides about them; it goes on
 * itself when all have been seen.
 */
struct leader {
	bool archived;
	struct slice bundle;	 /* where it is archived */
	struct plan_entry entry; /* where it is not */
};

struct stage {
	struct sorter *from;
	size_t key;	 /* bytes */
	size_t skip;	 /* between a report's kind and its entry */
	const char *why; /* one that follows is not taken, beside where its leader is */
	bool note;	 /* in the leader where the others were met */
	enum rc (*put)(struct plan *p, const struct plan_entry *entry, struct err *e);
};

static void
read_leader(const struct plan *p, const struct stage *st, struct leader *out)
{
	struct slice record = bytes_slice(&p->leader);

	*out = (struct leader){.archived = record.p[st->key] == KIND_ARCHIVED};
	if (out->archived)
		out->bundle = slice_from(record, st->key + 1);
	else
		plan_entry_read(slice_from(record, st->key + 1 + st->skip), &out->entry);
}

/* Where a report is to be found by others: its source, or how it was called. */
static struct slice
place_of(const struct plan_entry *entry)
{
	return entry->source.len > 0 ? entry->source : report_record_shown(entry->report);
}

/* The leader's record once more, with one place more in its report's list. */
static enum rc
note_place(struct plan *p, const struct stage *st, const struct plan_entry *follower, struct err *e)
{
	struct bytes report = BYTES_UP_TO(RECORD_ROOM);
	struct leader leader;
	enum rc rc;

	read_leader(p, st, &leader);
	rc = report_record_add_also(leader.entry.report, place_of(follower), ALSO_MAX, &report, e);
	leader.entry.report = bytes_slice(&report);
	bytes_clear(&p->again);
	bytes_add(&p->again, slice_first(bytes_slice(&p->leader), st->key + 1 + st->skip));
	plan_entry_write(&leader.entry, &p->again);
	if (rc == RC_OK)
		rc = bytes_check(&p->again, "plan", e);
	if (rc == RC_OK) {
		struct bytes old = p->leader;

		p->leader = p->again;
		p->again = old;
	}
	bytes_release(&report);
	return rc;
}

/* Not taken: it is there already, or stands before it in this run. */
static enum rc
drop_follower(struct plan *p, const struct stage *st, const struct plan_entry *entry, struct err *e)
{
	struct bytes why = BYTES_UP_TO(RECORD_ROOM);
	struct leader leader;
	enum rc rc;

	read_leader(p, st, &leader);
	bytes_add(&why, leader.archived ? leader.bundle : report_record_shown(leader.entry.report));
	bytes_str(&why, st->why);
	rc = bytes_check(&why, "plan", e);
	if (rc == RC_OK)
		rc = put_fate(p, entry, leader.archived ? PLAN_IN_ARCHIVE : PLAN_TWICE,
			bytes_slice(&why), e);
	if (rc == RC_OK && st->note && !leader.archived &&
		!slice_equal(place_of(&leader.entry), place_of(entry)))
		rc = note_place(p, st, entry, e);
	bytes_release(&why);
	return rc;
}

/* Taken, as the version that it is of what stands at its source. */
static enum rc
put_version(struct plan *p, struct plan_entry *entry, uint64_t version, struct err *e)
{
	struct bytes report = BYTES_UP_TO(RECORD_ROOM);
	enum rc rc = RC_OK;

	if (version > 1) {
		rc = report_record_set_version(entry->report, version, &report, e);
		entry->report = bytes_slice(&report);
	}
	if (rc == RC_OK)
		rc = put_taken(p, entry, e);
	bytes_release(&report);
	return rc;
}

static enum rc
let_leader_go(struct plan *p, const struct stage *st, struct err *e)
{
	struct leader leader;

	if (p->leader.len == 0)
		return RC_OK;
	read_leader(p, st, &leader);
	return leader.archived ? RC_OK : st->put(p, &leader.entry, e);
}

static enum rc
take_follower(
	struct plan *p, const struct stage *st, struct slice record, uint64_t place, struct err *e)
{
	struct plan_entry entry;

	if (record.p[st->key] == KIND_ARCHIVED)
		return RC_OK;
	plan_entry_read(slice_from(record, st->key + 1 + st->skip), &entry);
	return st->why == NULL ? put_version(p, &entry, place + 1, e)
			       : drop_follower(p, st, &entry, e);
}

static enum rc
run_stage(struct plan *p, const struct stage *st, struct err *e)
{
	uint64_t place = 0;

	bytes_clear(&p->leader);
	for (;;) {
		struct slice record;
		bool got;
		enum rc rc = sorter_next(st->from, &record, &got, e);

		if (rc != RC_OK)
			return rc;
		if (got && p->leader.len > 0 && memcmp(record.p, p->leader.p, st->key) == 0) {
			rc = take_follower(p, st, record, ++place, e);
		} else {
			rc = let_leader_go(p, st, e);
			if (rc != RC_OK || !got)
				return rc;
			bytes_clear(&p->leader);
			bytes_add(&p->leader, record);
			rc = bytes_check(&p->leader, "plan", e);
			place = 0;
		}
		if (rc != RC_OK)
			return rc;
	}
}

static enum rc
sort_all(struct plan *p, struct archive *archive, const struct trust *trust, struct err *e)
{
	const struct stage original = {p->by_original, DIGEST_SIZE, 8, "", false, put_text};
	const struct stage text = {p->by_text, DIGEST_SIZE + PLAN_ENTRY_DATE, 8,
		", with the same text", true, put_source};
	const struct stage source = {p->by_source, DIGEST_SIZE, 8 + 8, NULL, false, put_taken};
	enum rc rc = RC_OK;

	/* Without a report there is nothing to compare. */
	if (p->next_number > 0)
		rc = collect(p, archive, trust, collect_digests, e);
	if (rc == RC_OK)
		rc = run_stage(p, &original, e);
	if (rc == RC_OK)
		rc = run_stage(p, &text, e);
	if (rc == RC_OK && p->sourced)
		rc = collect(p, archive, trust, collect_sources, e);
	return rc != RC_OK ? rc : run_stage(p, &source, e);
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
		path = plan_entry_get_text(&c);
		why = plan_entry_get_text(&c);
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

	return (unsigned)plan_entry_get(&c, 4);
}

static enum rc
new_sorters(struct plan *p, struct err *e)
{
	struct sorter **const all[] = {
		&p->by_original, &p->by_text, &p->by_source, &p->by_month, &p->fates};
	enum rc rc = RC_OK;

	for (size_t i = 0; i < sizeof all / sizeof *all && rc == RC_OK; i++)
		rc = sorter_new(p->set->folder, all[i], e);
	return rc;
}

/* Those that are done with once all reports are in the order of their months. */
static void
free_sorters(struct plan *p)
{
	sorter_free(p->by_original);
	sorter_free(p->by_text);
	sorter_free(p->by_source);
	p->by_original = p->by_text = p->by_source = NULL;
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
	p->leader = BYTES_UP_TO(RECORD_ROOM);
	p->again = BYTES_UP_TO(RECORD_ROOM);
	if (settings->month.len > 0 && civil_month_parse(settings->month, &month))
		p->wanted = month_of(month.year, month.month);
	rc = new_sorters(p, e);
	if (rc == RC_OK)
		rc = read_reports(p, e);
	if (rc == RC_OK)
		rc = sort_all(p, archive, trust, e);
	if (rc == RC_OK)
		rc = tell_fates(p, e);
	free_sorters(p);
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
	free_sorters(p);
	sorter_free(p->by_month);
	sorter_free(p->fates);
	bytes_release(&p->record);
	bytes_release(&p->leader);
	bytes_release(&p->again);
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
	struct plan_entry entry;
	enum rc rc;

	*got = p->have && current_month(p) == p->month;
	if (!*got)
		return RC_OK;
	plan_entry_read(slice_from(p->current, 4 + 8), &entry);
	memcpy(out->original.b, entry.original.p, DIGEST_SIZE);
	out->day =
		(struct civil){.year = p->month / 12, .month = p->month % 12 + 1, .day = entry.day};
	out->dated = out->day.day != 0;
	bytes_clear(&out->headline);
	bytes_add(&out->headline, entry.headline);
	rc = bytes_check(&out->headline, "headline", e);
	if (rc == RC_OK)
		rc = report_record_parse(entry.report, &out->report, e);
	return rc != RC_OK ? rc : advance(p, e);
}

void
planned_release(struct planned *p)
{
	intake_report_release(&p->report);
	bytes_release(&p->headline);
}
