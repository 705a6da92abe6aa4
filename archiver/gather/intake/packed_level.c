#include "archiver/gather/intake/packed_level.h"

#include "archiver/gather/intake/unpack.h"
#include "archiver/gather/intake/web_archive.h"
#include "format/base/sorter.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

/* Of a name that is only shown. */
#define NAME_SHOWN 1024

static enum rc
note_left_out(void *ctx, struct slice name, const char *why, struct err *e)
{
	struct bytes record = BYTES_UP_TO(SORTER_RECORD_MAX);
	enum rc rc;

	bytes_add(&record, slice_first(name, NAME_SHOWN));
	bytes_u8(&record, 0);
	bytes_str(&record, why);
	rc = bytes_check(&record, "a name in an archive", e);
	if (rc == RC_OK)
		rc = sorter_add(ctx, bytes_slice(&record), e);
	bytes_release(&record);
	return rc;
}

static enum rc
open_folder(const struct unpack_packed *from, const struct packed_level_room *room,
	struct packed_level *out, struct err *e)
{
	struct unpack_listener listener = {.refused = note_left_out};
	enum rc rc = sorter_new(room->scratch, &out->left_out, e);

	listener.ctx = out->left_out;
	if (rc == RC_OK)
		rc = unpack_archive(from, out->folder, room->limits, &listener, e);
	if (rc == RC_BAD)
		(void)err_within(e, rc, "cannot be unpacked");
	return rc;
}

static enum rc
open_web(const char *path, const struct packed_level_room *room, struct packed_level *out,
	struct err *e)
{
	struct web_archive_settings settings = {
		.folder = out->folder, .scratch = room->scratch, .limits = room->limits};

	return web_archive_new(path, &settings, &out->web, e);
}

enum rc
packed_level_open(const char *path, enum reader_kind kind, const struct packed_level_room *room,
	struct packed_level *out, struct err *e)
{
	const struct unpack_packed from = {path, kind == READER_COMPRESSED};
	struct stat st;
	enum rc rc;

	*out = PACKED_LEVEL_EMPTY;
	if (room->depth >= room->limits->depth)
		return err_set(e, RC_LIMIT,
			"an archive in %u others, room for archives %u deep (unpacked-depth)",
			room->depth, room->limits->depth);
	if (room->depth == 0)
		unpack_limits_start(room->limits, stat(path, &st) == 0 ? (uint64_t)st.st_size : 0);
	rc = scratch_place_folder(room->place, &out->folder, e);
	if (rc != RC_OK)
		return rc;
	rc = kind == READER_WEB_ARCHIVE ? open_web(path, room, out, e)
					: open_folder(&from, room, out, e);
	if (rc != RC_OK) {
		scratch_place_remove(out->folder);
		packed_level_release(out);
	}
	return rc;
}

void
packed_level_release(struct packed_level *l)
{
	web_archive_free(l->web);
	sorter_free(l->left_out);
	free(l->folder);
	*l = PACKED_LEVEL_EMPTY;
}

/* The report of `name`, NUL, `why`. */
static enum rc
refuse(const char *shown, struct slice record, struct intake_report *out, struct err *e)
{
	size_t len = slice_find(record, 0);
	struct slice why = slice_from(record, len + 1);
	char *called, *reason = strndup((const char *)why.p, why.len);
	enum rc rc;

	if (asprintf(&called, "%s/%.*s", shown, (int)len, (const char *)record.p) < 0)
		called = NULL;
	rc = called == NULL || reason == NULL ? err_nomem(e)
					      : intake_report_refused(called, reason, out, e);
	free(called);
	free(reason);
	return rc;
}

enum rc
packed_level_left_out(struct packed_level *l, const char *shown, struct intake_report *out,
	bool *got, struct err *e)
{
	struct slice record;
	enum rc rc = RC_OK;

	*got = false;
	if (l->left_out != NULL)
		rc = sorter_next(l->left_out, &record, got, e);
	if (rc == RC_OK && *got)
		return refuse(shown, record, out, e);
	sorter_free(l->left_out);
	l->left_out = NULL;
	return rc;
}
