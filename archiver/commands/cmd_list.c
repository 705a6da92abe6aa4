#include "archiver/commands/commands.h"
#include "archiver/commands/reading.h"
#include "archiver/report.h"

#include <fcntl.h>
#include <inttypes.h>
#include <sys/stat.h>

static enum rc run_list(const struct options *o, struct report *r, struct err *e);

static const struct command_option OPTIONS[] = {
	BELIEVE_KEY,
	BELIEVE_TRUST,
	{"json", NULL, "write JSON lines, one an article", COMMAND_ONCE, 0},
	{NULL, NULL, NULL, COMMAND_ONCE, 0},
};

const struct command cmd_list = {
	.name = "list",
	.summary = "list the articles of a bundle, or of all bundles of an archive",
	.operands = "BUNDLE|ARCHIVE",
	.least = 1,
	.most = 1,
	.options = OPTIONS,
	.run = run_list,
};

static void
tell(const struct index_row *row, struct slice bundle, struct report *r)
{
	struct json *j;

	if (!r->json) {
		report_line(r, "%.*s  %-25.*s  %3" PRIu64 "  %.*s", SLICE_FMT(row->id),
			SLICE_FMT(row->published.len == 0 ? slice_str("-") : row->published),
			row->captions, SLICE_FMT(row->headline));
		return;
	}
	j = report_object(r);
	json_pair(j, "id", row->id);
	json_key(j, "published");
	if (row->published.len == 0)
		json_null(j);
	else
		json_string(j, row->published);
	json_pair(j, "headline", row->headline);
	json_pair_number(j, "captions", row->captions);
	json_pair(j, "byline", row->byline);
	json_pair(j, "source", row->source);
	json_pair(j, "language", row->language);
	json_pair(j, "bundle", bundle);
	json_pair_number(j, "leaf", row->leaf);
	report_object_end(r);
}

static enum rc
list_bundle(struct frame_reader *frames, struct report *r, struct err *e)
{
	struct article_row each = ARTICLE_ROW_EMPTY;
	struct article_walk walk;
	bool got = true;
	enum rc rc = RC_OK;

	article_walk_init(&walk, frames);
	while (rc == RC_OK && got) {
		rc = article_walk_next(&walk, &each, &got, e);
		if (rc == RC_OK && got)
			tell(&each.row, frames->bundle->record.name, r);
	}
	article_walk_release(&walk);
	article_row_release(&each);
	return rc;
}

struct listing {
	struct trust trust;
	struct remember memory;
	struct archive archive;
};

static enum rc
list_one(struct listing *l, const char *path, struct report *r, struct err *e)
{
	struct archive_file file = ARCHIVE_FILE_EMPTY;
	struct frame_reader frames = FRAME_READER_EMPTY;
	enum rc rc = archive_file_open(l->archive.fd, path, &l->trust, &file, e);

	if (rc == RC_OK)
		rc = remember_hold(&l->memory, &file.bundle, e);
	if (rc == RC_OK)
		rc = frame_reader_init(&frames, &file.bundle, e);
	if (rc == RC_OK)
		rc = list_bundle(&frames, r, e);
	if (rc != RC_OK)
		err_within(e, rc, "%s", path);
	frame_reader_release(&frames);
	archive_file_release(&file);
	return rc;
}

static enum rc
list_archive(const struct options *o, const char *path, struct report *r, struct err *e)
{
	struct listing l = {
		.trust = TRUST_EMPTY, .memory = REMEMBER_EMPTY, .archive = ARCHIVE_EMPTY};
	const char *readable[2] = {path};
	enum rc rc = believe_load(o, &l.trust, e);

	if (rc == RC_OK)
		rc = remember_find(&l.memory, e);
	readable[1] = l.memory.folder;
	if (rc == RC_OK)
		rc = reading_confine(readable, readable[1] == NULL ? 1 : 2, NULL, e);
	if (rc == RC_OK)
		rc = archive_open(path, &l.archive, e);
	if (rc == RC_OK)
		rc = archive_scan(&l.archive, e);
	for (size_t i = 0; i < l.archive.count && rc == RC_OK; i++)
		rc = list_one(&l, l.archive.bundles[i].path, r, e);
	archive_release(&l.archive);
	remember_release(&l.memory);
	trust_release(&l.trust);
	return rc;
}

static enum rc
run_list(const struct options *o, struct report *r, struct err *e)
{
	struct reading_settings settings = {.path = o->operands[0]};
	struct reading reading;
	struct stat st;
	enum rc rc;

	if (stat(settings.path, &st) == 0 && S_ISDIR(st.st_mode))
		return list_archive(o, settings.path, r, e);
	rc = reading_open(o, &settings, &reading, e);
	if (rc != RC_OK)
		return rc;
	rc = list_bundle(&reading.frames, r, e);
	if (rc != RC_OK)
		err_within(e, rc, "%s", settings.path);
	reading_release(&reading);
	return rc;
}
