#include "format/bundle/folder_bag.h"

#include "format/bag/manifest.h"
#include "format/base/crew.h"
#include "format/bundle/beneath.h"
#include "format/bundle/folder_extras.h"
#include "format/bundle/folder_lines.h"
#include "format/bundle/leaf_check.h"
#include "format/bundle/rule.h"
#include "format/bundle/seal_open.h"
#include "format/bundle/tag_check.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* What is read of a tag file at a time. */
#define STEP (64 * 1024)

/* A file of an article, as a worker found it. */
struct checked {
	struct beneath_answer answer;
	struct digest digest;
	uint64_t size;
};

/* An article on its way: a stretch of the manifest. */
struct job {
	struct bytes id, lines;
	bool cut; /* not all of its lines are here: they take more than a leaf may, or one is bad */
	struct beneath_answer opened;
	int folder;
	struct bytes checked; /* array of struct checked, one a line */
	bool counts;	      /* as many entries lie in its folder as files are listed */
	/* What stands behind its lines and is no line; it is told after them. */
	enum rc rc;
	struct err err;
};

struct bag {
	const struct folder_verify_settings *set;
	struct findings *findings;
	struct folder_verify_result *out;
	int root;
	struct bytes texts[SEAL_FILES];
	struct bundle bundle; /* of it the seal and what it says */
	struct leaf_check leaves;
	struct tag_check tags;

	/* The manifest, a line ahead. */
	struct folder_lines lines;
	struct bytes ahead, ahead_id;
	bool have, ended;
	bool unread; /* it could not be read to its end, and nothing is known of what follows */

	/* The folder of the day at hand: most articles lie in that of the one before. */
	struct bytes day;
	int day_folder;

	struct bytes id; /* of the article given last */
	uint64_t articles;
	struct index_sum ids;
	uint64_t payload_bytes, payload_files;
	bool incomplete; /* a payload file was not to be had */
};

static void
tell(struct bag *b, const struct err *e)
{
	findings_add(b->findings, e);
}

/* ---- seal and tag files ------------------------------------------------------------ */

static enum rc
read_seal(struct bag *b, struct err *e)
{
	static const size_t most[SEAL_FILES] = {LIMIT_SEAL, RECORD_MAX, RANGE_TEXT_MAX,
		CHECKPOINT_SIGNED_MAX, RANGE_TEXT_MAX, TLOG_PROOF_MAX};

	for (unsigned i = 0; i < SEAL_FILES; i++) {
		char path[64];
		struct slice name = slice_of(
			path, (size_t)snprintf(path, sizeof path, "annals/%s", seal_file_name(i)));
		enum rc rc;

		b->texts[i] = BYTES_UP_TO(most[i]);
		rc = beneath_explain(beneath_read(b->root, name, &b->texts[i]), name, e);
		if (rc == RC_OK && b->texts[i].failed == RC_LIMIT)
			rc = rule_broken(e, "SEAL-3", "%s has more than %zu bytes", path, most[i]);
		if (rc == RC_OK)
			rc = bytes_check(&b->texts[i], path, e);
		if (rc != RC_OK)
			return rc;
		b->bundle.seal.files[i] = bytes_slice(&b->texts[i]);
	}
	return RC_OK;
}

static void
fill_in(const struct bundle *b, struct folder_verify_result *out)
{
	out->sound = true;
	out->believed = b->believed;
	out->signer = b->signer;
	out->size = b->head.size;
	out->root = b->head.root;
	out->articles = b->record.articles;
	snprintf(out->name, sizeof out->name, "%.*s", SLICE_FMT(b->record.name));
	snprintf(out->origin, sizeof out->origin, "%.*s", SLICE_FMT(b->record.origin));
}

static enum rc
feed_tag(struct tag_check *tags, struct slice name, uint64_t place, const int *fd, struct err *e)
{
	uint8_t step[STEP];
	struct source file;
	enum rc rc = source_file(fd, &file, e);

	if (rc == RC_OK)
		rc = tag_check_begin(tags, name, file.size, place, e);
	for (uint64_t at = 0; rc == RC_OK && at < file.size;) {
		size_t n = file.size - at < STEP ? (size_t)(file.size - at) : STEP;

		rc = source_read(&file, at, step, n, e);
		if (rc == RC_OK)
			rc = tag_check_piece(tags, slice_of(step, n), e);
		at += n;
	}
	return rc;
}

/* In a folder a tag file has no place in the tar: the recorded one, so that lengths alone count. */
static enum rc
check_tag(struct bag *b, unsigned file, struct err *e)
{
	struct slice name = slice_str(tag_file_name(file));
	const struct record_range *place = tag_check_place(&b->bundle.record, file);
	int fd;
	enum rc rc = beneath_explain(beneath_open_file(b->root, name, &fd), name, e);

	if (rc == RC_OK)
		rc = feed_tag(&b->tags, name, place == NULL ? 0 : place->offset, &fd, e);
	if (fd >= 0)
		close(fd);
	if (rc == RC_NOMEM)
		return rc;
	if (rc == RC_OK) {
		tag_check_member_end(&b->tags);
	} else {
		tell(b, e);
		tag_check_absent(&b->tags);
	}
	return RC_OK;
}

static enum rc
check_tags(struct bag *b, struct err *e)
{
	enum rc rc = RC_OK;

	for (unsigned i = 0; i < TAG_FILES && rc == RC_OK; i++)
		rc = check_tag(b, i, e);
	return rc;
}

/* ---- taking: the manifest, an article at a time ------------------------------------ */

/* Looks at the next line. What is no line goes to the job, and reading goes on behind it. */
static void
look_ahead(struct bag *b, struct job *job)
{
	struct slice line, path, name = slice_str(tag_file_name(TAG_MANIFEST));
	struct payload_path parts;
	struct digest digest;
	struct cursor c;
	bool got;

	b->have = false;
	if (b->ended)
		return;
	job->rc = folder_lines_next(&b->lines, &line, &got, &job->err);
	b->ended = job->rc != RC_OK || !got;
	b->unread = job->rc == RC_IO;
	if (b->ended) {
		if (job->rc != RC_OK)
			rule_within(&job->err, job->rc, "BAG-2", "%.*s", SLICE_FMT(name));
		return;
	}
	c = cursor_over(slice_of(line.p, line.len + 1));
	job->rc = manifest_line_parse(&c, &digest, &path, &job->err);
	if (job->rc == RC_OK)
		job->rc = payload_path_parse(path, &parts, &job->err);
	if (job->rc != RC_OK) {
		rule_within(&job->err, job->rc, "BAG-2", "%.*s", SLICE_FMT(name));
		return;
	}
	bytes_clear(&b->ahead);
	bytes_add(&b->ahead, slice_of(line.p, line.len + 1));
	bytes_clear(&b->ahead_id);
	bytes_add(&b->ahead_id, parts.id);
	b->have = b->ahead.failed == RC_OK && b->ahead_id.failed == RC_OK;
	if (!b->have)
		job->rc = err_nomem(&job->err);
}

static struct beneath_answer
open_article(struct bag *b, struct slice id, int *fd)
{
	size_t slash = id.len;
	struct beneath_answer answer;
	char path[LIMIT_PATH + 1];
	struct slice day;

	*fd = -1;
	/* Every id has a '/'. */
	while (id.p[slash - 1] != '/')
		slash--;
	day = slice_of(path,
		(size_t)snprintf(
			path, sizeof path, "data/%.*s", (int)(slash - 1), (const char *)id.p));
	if (b->day_folder < 0 || !slice_equal(day, bytes_slice(&b->day))) {
		if (b->day_folder >= 0)
			close(b->day_folder);
		answer = beneath_open_folder(b->root, day, &b->day_folder);
		if (answer.finding != BENEATH_GOOD)
			return answer;
		bytes_clear(&b->day);
		bytes_add(&b->day, day);
	}
	return beneath_open_folder(b->day_folder, slice_from(id, slash), fd);
}

static enum rc
take_article(void *ctx, void *slot, bool *more, struct err *e)
{
	struct bag *b = ctx;
	struct job *job = slot;

	bytes_clear(&job->id);
	bytes_clear(&job->lines);
	bytes_clear(&job->checked);
	job->rc = RC_OK;
	job->cut = false;
	job->folder = -1;
	if (!b->have)
		look_ahead(b, job);
	bytes_add(&job->id, bytes_slice(&b->ahead_id));
	while (b->have && slice_equal(bytes_slice(&job->id), bytes_slice(&b->ahead_id))) {
		job->cut = job->lines.len + b->ahead.len > LIMIT_LEAF;
		if (job->cut)
			break;
		bytes_add(&job->lines, bytes_slice(&b->ahead));
		look_ahead(b, job);
	}
	if (job->rc == RC_NOMEM || job->id.failed != RC_OK || job->lines.failed != RC_OK)
		return err_nomem(e);
	job->cut = job->cut || job->rc != RC_OK;
	if (job->lines.len > 0)
		job->opened = open_article(b, bytes_slice(&job->id), &job->folder);
	*more = job->lines.len > 0 || job->rc != RC_OK;
	return b->day.failed != RC_OK ? err_nomem(e) : RC_OK;
}

/* ---- working: an article's files --------------------------------------------------- */

/* The next line; it was parsed before. */
static bool
next_line(struct cursor *c, struct manifest_line *line, struct slice *raw)
{
	const uint8_t *from = c->p;
	struct err e;

	if (c->left == 0 || manifest_line_parse(c, &line->digest, &line->path, &e) != RC_OK ||
		payload_path_parse(line->path, &line->parts, &e) != RC_OK)
		return false;
	*raw = slice_of(from, (size_t)(c->p - from) - 1);
	return true;
}

static enum rc
work_on_article(void *ctx, void *slot, unsigned hand, struct err *e)
{
	struct job *job = slot;
	struct cursor c = cursor_over(bytes_slice(&job->lines));
	struct manifest_line line;
	struct slice raw;

	(void)ctx;
	(void)hand;
	if (job->folder < 0)
		return RC_OK;
	while (next_line(&c, &line, &raw)) {
		struct checked f;

		f.answer = beneath_digest(job->folder, line.parts.file, &f.digest, &f.size);
		bytes_add(&job->checked, slice_of(&f, sizeof f));
	}
	job->counts = folder_extras_count(job->folder, bytes_slice(&job->lines));
	return bytes_check(&job->checked, "files", e);
}

/* ---- giving: findings, in order ---------------------------------------------------- */

static void
give_file(struct bag *b, struct job *job, const struct manifest_line *line, size_t number)
{
	struct checked f;
	struct err e;

	memcpy(&f, job->checked.p + number * sizeof f, sizeof f);
	if (beneath_explain(f.answer, line->path, &e) != RC_OK) {
		b->incomplete = true;
		job->counts = false;
		tell(b, &e);
		return;
	}
	b->payload_bytes += f.size;
	b->payload_files++;
	if (digest_equal(&f.digest, &line->digest)) {
		b->out->files++;
		return;
	}
	rule_broken(&e, "BAG-1", "%.*s: its SHA-256 is %s, the manifest has %s",
		SLICE_FMT(line->path), digest_text(&f.digest).text,
		digest_text(&line->digest).text);
	tell(b, &e);
}

/* Its folder as a whole: there, and holding nothing else. */
static enum rc
give_folder(struct bag *b, struct job *job, struct err *e)
{
	struct bytes place = BYTES_UP_TO(KIB);
	struct folder_extras_place within = {.besides = SLICE_EMPTY};
	bool again = slice_equal(bytes_slice(&job->id), bytes_slice(&b->id));
	struct err unopened;
	enum rc rc;

	bytes_fmt(&place, "data/%.*s", SLICE_FMT(bytes_slice(&job->id)));
	if (beneath_explain(job->opened, bytes_slice(&place), &unopened) != RC_OK) {
		b->incomplete = true;
		tell(b, &unopened);
	} else if (!again) {
		folder_extras_add(&b->ids, &b->bundle.leaf, bytes_slice(&job->id));
	}
	bytes_u8(&place, '/');
	rc = bytes_check(&place, "path", e);
	within.shown = bytes_slice(&place);
	if (rc == RC_OK && job->folder >= 0 && !job->counts && !job->cut && !again)
		rc = folder_extras_article(
			job->folder, bytes_slice(&job->lines), &within, b->findings, e);
	bytes_release(&place);
	return rc;
}

static enum rc
give_lines(struct bag *b, struct job *job, struct err *e)
{
	struct cursor c = cursor_over(bytes_slice(&job->lines));
	struct manifest_line line = {.article = b->articles};
	struct slice raw;
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && next_line(&c, &line, &raw); i++) {
		if (job->folder >= 0)
			give_file(b, job, &line, i);
		rc = leaf_check_line(&b->leaves, &line, raw, e);
	}
	if (rc == RC_OK)
		rc = give_folder(b, job, e);
	bytes_clear(&b->id);
	bytes_add(&b->id, bytes_slice(&job->id));
	return rc == RC_OK ? bytes_check(&b->id, "id", e) : rc;
}

static enum rc
give_article(void *ctx, void *slot, struct err *e)
{
	struct bag *b = ctx;
	struct job *job = slot;
	enum rc rc = RC_OK;

	if (job->lines.len > 0)
		rc = give_lines(b, job, e);
	if (job->folder >= 0)
		close(job->folder);
	job->folder = -1;
	if (job->rc != RC_OK)
		tell(b, &job->err);
	if (b->set->progress != NULL)
		b->set->progress(b->set->ctx, b->payload_bytes, b->bundle.record.payload_bytes);
	return rc;
}

static enum rc
run_crew(struct bag *b, struct err *e)
{
	size_t slots = b->set->jobs + 2;
	struct job *jobs = calloc(slots, sizeof *jobs);
	struct crew_line line = {.take = take_article,
		.work = work_on_article,
		.give = give_article,
		.ctx = b,
		.slots = jobs,
		.count = slots,
		.size = sizeof *jobs};
	enum rc rc;

	if (jobs == NULL)
		return err_nomem(e);
	for (size_t i = 0; i < slots; i++) {
		jobs[i].id = BYTES_UP_TO(LIMIT_PATH);
		jobs[i].lines = BYTES_UP_TO(LIMIT_LEAF);
		jobs[i].checked =
			BYTES_UP_TO(LIMIT_LEAF / MANIFEST_LINE_SIZE(1) * sizeof(struct checked));
		jobs[i].folder = -1;
	}
	rc = crew_run(&line, 1, b->set->jobs, NULL, e);
	for (size_t i = 0; i < slots; i++) {
		bytes_release(&jobs[i].id);
		bytes_release(&jobs[i].lines);
		bytes_release(&jobs[i].checked);
		if (jobs[i].folder >= 0)
			close(jobs[i].folder);
	}
	free(jobs);
	return rc;
}

/* ---- the whole --------------------------------------------------------------------- */

static void
check_oxum(struct bag *b)
{
	const struct record *r = &b->bundle.record;
	struct err e;

	if (b->incomplete ||
		(b->payload_bytes == r->payload_bytes && b->payload_files == r->payload_files))
		return;
	rule_broken(&e, "BAG-7",
		"%" PRIu64 " files of %" PRIu64 " bytes, the record has %" PRIu64 " of %" PRIu64,
		b->payload_files, b->payload_bytes, r->payload_files, r->payload_bytes);
	tell(b, &e);
}

static enum rc
check_payload(struct bag *b, struct digest *tree, struct err *e)
{
	enum rc rc = run_crew(b, e);

	if (rc != RC_OK || b->unread)
		return rc;
	check_oxum(b);
	rc = leaf_check_end(&b->leaves, tree, e);
	if (rc != RC_OK)
		return rc;
	return folder_extras_data(b->root, &b->ids, &b->bundle, b->findings, e);
}

/* Without a manifest, which has been told, nothing is known about the payload. */
static enum rc
check_content(struct bag *b, struct err *e)
{
	struct slice name = slice_str(tag_file_name(TAG_MANIFEST));
	struct digest tree;
	int fd;
	bool manifest = beneath_open_file(b->root, name, &fd).finding == BENEATH_GOOD;
	enum rc rc = check_tags(b, e);

	if (manifest) {
		folder_lines_init(&b->lines, fd);
		if (rc == RC_OK)
			rc = check_payload(b, &tree, e);
		close(fd);
	}
	if (rc != RC_OK)
		return rc;
	tag_check_end(&b->tags, manifest && !b->unread ? &tree : NULL);
	folder_extras_bag(b->root, b->findings);
	return RC_OK;
}

static enum rc
verify(struct bag *b, struct err *e)
{
	enum rc rc = read_seal(b, e);

	if (rc == RC_OK)
		rc = seal_open(&b->bundle, b->set->trust, e);
	if (rc == RC_NOMEM)
		return rc;
	if (rc != RC_OK)
		tell(b, e);
	if (rc != RC_OK && rc != RC_UNTRUSTED)
		return RC_OK;
	fill_in(&b->bundle, b->out);
	leaf_check_init(&b->leaves, &b->bundle, b->findings);
	tag_check_init(&b->tags, &b->bundle, b->findings);
	rc = check_content(b, e);
	leaf_check_release(&b->leaves);
	tag_check_release(&b->tags);
	return rc;
}

enum rc
folder_bag_verify(int folder, const struct folder_verify_settings *settings,
	struct findings *findings, struct folder_verify_result *out, struct err *e)
{
	struct bag *b = calloc(1, sizeof *b);
	enum rc rc;

	if (b == NULL)
		return err_nomem(e);
	*b = (struct bag){.set = settings,
		.findings = findings,
		.out = out,
		.root = folder,
		.bundle = BUNDLE_EMPTY,
		.ahead = BYTES_UP_TO(FOLDER_LINES_MAX),
		.ahead_id = BYTES_UP_TO(LIMIT_PATH),
		.day = BYTES_UP_TO(LIMIT_PATH),
		.day_folder = -1,
		.id = BYTES_UP_TO(LIMIT_PATH)};
	rc = verify(b, e);
	bundle_release(&b->bundle);
	for (unsigned i = 0; i < SEAL_FILES; i++)
		bytes_release(&b->texts[i]);
	bytes_release(&b->ahead);
	bytes_release(&b->ahead_id);
	bytes_release(&b->day);
	bytes_release(&b->id);
	if (b->day_folder >= 0)
		close(b->day_folder);
	free(b);
	return rc;
}
