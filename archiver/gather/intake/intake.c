#include "archiver/gather/intake/intake.h"

#include "archiver/gather/intake/folder.h"
#include "archiver/gather/intake/packed_level.h"
#include "archiver/gather/intake/parts.h"
#include "archiver/gather/intake/web_archive.h"
#include "archiver/gather/intake/with_parts.h"
#include "format/base/bytes.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* The system takes no longer path in one call (PATH_MAX of Linux, with its NUL). */
#define PATH_BYTES 4096

/* What is unpacked is called by more than its path: that of the archive stands before it. */
#define SHOWN_BYTES (4 * PATH_BYTES)

struct level {
	struct folder names;
	char *path;		     /* of the folder */
	char *shown;		     /* what it is called */
	struct intake_report report; /* being put together where the folder is a single report */
	bool packed;		     /* it came out of another file */
	struct packed_level from;    /* an archive, where it is one */
};

/* What is at hand: where it lies, and what it is called. Neither has a NUL. */
struct place {
	struct bytes path, shown;
};

struct intake {
	struct intake_inputs inputs;
	size_t next_input;
	bool listing; /* the list is being read */
	struct place at;
	struct bytes path, shown; /* the same with a NUL each */
	struct level levels[INTAKE_DEPTH_MAX];
	size_t depth;
	struct intake_report waiting; /* to be given out next, where it waits */
	bool waits;
	struct scratch_place scratch;
	struct unpack_limits limits;
};

enum rc
intake_new(const struct intake_inputs *inputs, struct intake **out, struct err *e)
{
	struct intake *in = calloc(1, sizeof *in);

	*out = in;
	if (in == NULL)
		return err_nomem(e);
	in->inputs = *inputs;
	in->at = (struct place){BYTES_UP_TO(PATH_BYTES - 1), BYTES_UP_TO(SHOWN_BYTES - 1)};
	in->path = BYTES_UP_TO(PATH_BYTES);
	in->shown = BYTES_UP_TO(SHOWN_BYTES);
	in->scratch = SCRATCH_PLACE_BENEATH(inputs->scratch_path);
	in->limits = inputs->limits.bytes == 0 ? UNPACK_LIMITS_DEFAULT : inputs->limits;
	if (inputs->scratch_path != NULL)
		scratch_place_sweep(inputs->scratch_path);
	return RC_OK;
}

static void
leave(struct intake *in)
{
	struct level *top = &in->levels[--in->depth];

	folder_release(&top->names);
	packed_level_release(&top->from);
	intake_report_release(&top->report);
	free(top->path);
	free(top->shown);
}

void
intake_free(struct intake *in)
{
	if (in == NULL)
		return;
	while (in->depth > 0)
		leave(in);
	bytes_release(&in->at.path);
	bytes_release(&in->at.shown);
	bytes_release(&in->path);
	bytes_release(&in->shown);
	intake_report_release(&in->waiting);
	scratch_place_release(&in->scratch);
	free(in);
}

/* ---- paths
 * ------------------------------------------------------------------------------------------ */

static const char *
terminated(struct bytes *term, const struct bytes *of)
{
	bytes_clear(term);
	bytes_add(term, bytes_slice(of));
	bytes_u8(term, 0);
	return term->failed == RC_OK ? (const char *)term->p : NULL;
}

/* The path at hand as a C string, and what it is called; NULL where memory ran out. */
static const char *
path_of(struct intake *in)
{
	return terminated(&in->path, &in->at.path);
}

static const char *
shown_of(struct intake *in)
{
	return terminated(&in->shown, &in->at.shown);
}

static void
join(struct bytes *out, const char *folder, const char *name)
{
	bytes_clear(out);
	bytes_str(out, folder);
	if (out->len > 0 && out->p[out->len - 1] != '/')
		bytes_u8(out, '/');
	bytes_str(out, name);
}

/* At hand is a name in the folder of `top`. */
static void
step(struct intake *in, const struct level *top, const char *name)
{
	join(&in->at.path, top->path, name);
	join(&in->at.shown, top->shown, name);
}

static enum rc
give_refused(
	struct intake *in, const char *why, struct intake_report *out, bool *got, struct err *e)
{
	const char *shown = shown_of(in);

	*got = true;
	return shown == NULL ? err_nomem(e) : intake_report_refused(shown, why, out, e);
}

/* What failed in a place is that place's refusal, unless memory ran out. */
static enum rc
give_failed(struct intake *in, enum rc rc, const struct err *failed, struct intake_report *out,
	bool *got, struct err *e)
{
	if (rc == RC_NOMEM)
		return err_nomem(e);
	return give_refused(in, failed->text, out, got, e);
}

/* ---- folders
 * ---------------------------------------------------------------------------------------- */

/* One level more, of what lies at `path` and is called as what is at hand. */
static enum rc
begin_level(
	struct intake *in, const char *path, struct intake_report *out, bool *got, struct err *e)
{
	const char *shown = shown_of(in);
	struct level *top = &in->levels[in->depth];
	struct err failed;

	if (path == NULL || shown == NULL)
		return err_nomem(e);
	if (in->depth == INTAKE_DEPTH_MAX) {
		(void)err_set(&failed, RC_LIMIT, "more than %d folders deep", INTAKE_DEPTH_MAX);
		return give_failed(in, RC_LIMIT, &failed, out, got, e);
	}
	in->depth++;
	*top = (struct level){.path = strdup(path), .shown = strdup(shown)};
	return top->path == NULL || top->shown == NULL ? err_nomem(e) : RC_OK;
}

/* Goes into the folder at `path`, which is called as what is at hand. */
static enum rc
enter(struct intake *in, const char *path, bool follow, struct intake_report *out, bool *got,
	struct err *e)
{
	struct level *top = &in->levels[in->depth];
	struct err failed;
	enum rc rc = begin_level(in, path, out, got, e);

	if (rc != RC_OK || *got)
		return rc;
	rc = folder_read(top->path, follow, in->inputs.scratch, &top->names, &failed);
	if (rc != RC_OK) {
		leave(in);
		return give_failed(in, rc, &failed, out, got, e);
	}
	if (!top->names.single)
		return RC_OK;
	top->report.shown = strdup(top->shown);
	return top->report.shown == NULL ? err_nomem(e) : RC_OK;
}

/* Puts the file at hand to the single report of its folder. */
static enum rc
put_to_single(struct intake *in, struct level *top, enum folder_kind kind, struct err *e)
{
	const char *path = path_of(in);

	if (path == NULL)
		return err_nomem(e);
	if (kind == FOLDER_TEXT) {
		top->report.text = strdup(path);
		return top->report.text == NULL ? err_nomem(e) : RC_OK;
	}
	if (top->report.picture_count == INTAKE_REPORT_PICTURES_MAX) {
		if (top->report.refusal != NULL)
			return RC_OK;
		top->report.refusal = strdup("too many pictures for one report");
		return top->report.refusal == NULL ? err_nomem(e) : RC_OK;
	}
	return intake_report_add_picture(&top->report, path, e);
}

/* ---- what comes packed
 * --------------------------------------------------------------------------------- */

/* How many archives what is at hand lies in. */
static unsigned
packed_depth(const struct intake *in)
{
	unsigned depth = 0;

	for (size_t i = 0; i < in->depth; i++)
		depth += in->levels[i].packed;
	return depth;
}

/* What is in the archive at `path` comes next, called as in a folder with the archive's name. */
static enum rc
enter_packed(struct intake *in, const char *path, enum reader_kind kind, struct intake_report *out,
	bool *got, struct err *e)
{
	struct packed_level_room room = {
		&in->scratch, &in->limits, in->inputs.scratch, packed_depth(in)};
	struct packed_level packed;
	struct err failed;
	size_t depth = in->depth;
	enum rc rc = packed_level_open(path, kind, &room, &packed, &failed);

	if (rc != RC_OK)
		return give_failed(in, rc, &failed, out, got, e);
	rc = packed.web != NULL ? begin_level(in, packed.folder, out, got, e)
				: enter(in, packed.folder, false, out, got, e);
	if (in->depth > depth) {
		in->levels[depth].packed = true;
		in->levels[depth].from = packed;
	} else {
		scratch_place_remove(packed.folder);
		packed_level_release(&packed);
	}
	return rc;
}

static enum rc
give_page(struct intake *in, struct intake_report *out, bool *got, struct err *e)
{
	struct level *top = &in->levels[in->depth - 1];
	enum rc rc = web_archive_next(top->from.web, top->shown, out, got, e);

	if (rc == RC_OK && !*got)
		leave(in);
	return rc;
}

/* What is attached to the report follows it, as what lies in a folder called as the report. */
static enum rc
enter_attached(struct intake *in, const struct intake_report *r, struct err *e)
{
	size_t depth = in->depth;
	struct stat st;
	char *path = NULL;
	enum rc rc = RC_OK;

	if (asprintf(&path, "%s/" PARTS_ATTACHED, r->parts) < 0)
		return err_nomem(e);
	if (lstat(path, &st) == 0 && S_ISDIR(st.st_mode)) {
		bytes_clear(&in->at.shown);
		bytes_str(&in->at.shown, r->shown);
		rc = enter(in, path, false, &in->waiting, &in->waits, e);
		if (in->depth > depth)
			in->levels[depth].packed = true;
	}
	free(path);
	return rc;
}

/* The folder whose files a report at hand may show: the archive's innermost, else the named one. */
static enum rc
set_within(const struct intake *in, struct intake_report *r, struct err *e)
{
	size_t level = 0;

	if (in->depth == 0)
		return RC_OK;
	for (size_t i = 0; i < in->depth; i++)
		if (in->levels[i].packed)
			level = i;
	r->within = strdup(in->levels[level].path);
	return r->within == NULL ? err_nomem(e) : RC_OK;
}

/* A report whose files are all known is made ready to be given out. */
static enum rc
finish(struct intake *in, enum reader_kind kind, struct intake_report *r, struct err *e)
{
	struct stat st;
	enum rc rc;

	if (packed_depth(in) == 0)
		unpack_limits_start(
			&in->limits, stat(r->text, &st) == 0 ? (uint64_t)st.st_size : 0);
	rc = with_parts_lay_out(kind, &in->scratch, &in->limits, r, e);
	return rc != RC_OK || r->parts == NULL || r->refusal != NULL ? rc
								     : enter_attached(in, r, e);
}

/* By its bytes; what cannot be read is told so where it is read. */
static enum rc
kind_of(const char *path, enum reader_kind *kind, struct err *e)
{
	struct reader_guess guess = {.kind = READER_UNKNOWN};
	struct err failed;

	if (reader_guess_file(path, &guess, &failed) == RC_NOMEM)
		return err_nomem(e);
	*kind = guess.kind;
	return RC_OK;
}

static enum rc
give_file(struct intake *in, const char *path, struct intake_report *out, bool *got, struct err *e)
{
	const char *shown = shown_of(in);
	enum reader_kind kind;
	enum rc rc;

	if (path == NULL || shown == NULL)
		return err_nomem(e);
	rc = kind_of(path, &kind, e);
	if (rc == RC_OK && reader_is_container(kind))
		return enter_packed(in, path, kind, out, got, e);
	if (rc == RC_OK)
		rc = intake_report_of_file(shown, path, out, e);
	if (rc == RC_OK)
		rc = set_within(in, out, e);
	if (rc == RC_OK)
		rc = finish(in, kind, out, e);
	*got = true;
	return rc;
}

static enum rc
leave_single(struct intake *in, struct intake_report *out, bool *got, struct err *e)
{
	struct level *top = &in->levels[in->depth - 1];
	bool single = top->names.single;
	enum reader_kind kind;
	enum rc rc = RC_OK;

	if (single) {
		*out = top->report;
		top->report = INTAKE_REPORT_EMPTY;
		*got = true;
		rc = set_within(in, out, e);
	}
	leave(in);
	if (!single || rc != RC_OK)
		return rc;
	rc = kind_of(out->text, &kind, e);
	return rc == RC_OK ? finish(in, kind, out, e) : rc;
}

/* `page_files` at hand with `page.html` or `page.htm` beside it: the pictures of that page. */
static bool
is_page_folder(struct intake *in)
{
	static const char *const endings[] = {".html", ".htm"};
	struct slice path = bytes_slice(&in->at.path);
	bool is = false;

	if (!slice_ends(path, "_files"))
		return false;
	for (size_t i = 0; i < sizeof endings / sizeof *endings && !is; i++) {
		struct stat st;

		bytes_clear(&in->path);
		bytes_add(&in->path, slice_first(path, path.len - strlen("_files")));
		bytes_str(&in->path, endings[i]);
		bytes_u8(&in->path, 0);
		is = in->path.failed == RC_OK && lstat((const char *)in->path.p, &st) == 0 &&
			S_ISREG(st.st_mode);
	}
	return is;
}

/* One name further in the innermost folder. */
static enum rc
walk(struct intake *in, struct intake_report *out, bool *got, struct err *e)
{
	struct level *top = &in->levels[in->depth - 1];
	enum folder_kind kind;
	const char *name;
	enum rc rc;

	if (top->from.web != NULL)
		return give_page(in, out, got, e);
	rc = packed_level_left_out(&top->from, top->shown, out, got, e);
	if (rc != RC_OK || *got)
		return rc;
	rc = folder_next(&top->names, &name, &kind, e);
	if (rc != RC_OK)
		return rc;
	if (name == NULL)
		return leave_single(in, out, got, e);
	step(in, top, name);
	if (in->at.path.failed == RC_NOMEM || in->at.shown.failed == RC_NOMEM)
		return err_nomem(e);
	if (in->at.path.failed == RC_LIMIT || in->at.shown.failed == RC_LIMIT) {
		join(&in->at.shown, top->shown, "");
		return give_refused(
			in, "something with too long a path in this folder", out, got, e);
	}
	if (kind == FOLDER_FOLDER && is_page_folder(in))
		return RC_OK;
	if (kind == FOLDER_FOLDER)
		return enter(in, path_of(in), false, out, got, e);
	if (kind == FOLDER_OTHER)
		return give_refused(
			in, "a link, a pipe, a socket or a device: not a file", out, got, e);
	if (top->names.single && kind != FOLDER_FILE)
		return put_to_single(in, top, kind, e);
	return give_file(in, path_of(in), out, got, e);
}

/* ---- inputs
 * ------------------------------------------------------------------------------------------ */

/* What a user names may be a link: it is followed here, and the file behind it is the report. */
static enum rc
give_linked(
	struct intake *in, const char *path, struct intake_report *out, bool *got, struct err *e)
{
	char *real = realpath(path, NULL);
	struct err failed;
	enum rc rc;

	if (real == NULL) {
		rc = err_sys(&failed, errno, "cannot follow it");
		return give_failed(in, rc, &failed, out, got, e);
	}
	rc = give_file(in, real, out, got, e);
	free(real);
	return rc;
}

/* The path at hand as an input. */
static enum rc
open_input(struct intake *in, struct intake_report *out, bool *got, struct err *e)
{
	const char *path = path_of(in);
	struct err failed;
	struct stat st, link;
	enum rc rc;

	if (path == NULL)
		return err_nomem(e);
	if (stat(path, &st) != 0 || lstat(path, &link) != 0) {
		rc = err_sys(&failed, errno, "cannot look at it");
		return give_failed(in, rc, &failed, out, got, e);
	}
	if (S_ISDIR(st.st_mode))
		return enter(in, path, true, out, got, e);
	if (!S_ISREG(st.st_mode))
		return give_refused(in, "a pipe, a socket or a device: not a file", out, got, e);
	return S_ISLNK(link.st_mode) ? give_linked(in, path, out, got, e)
				     : give_file(in, path, out, got, e);
}

/* Without the slashes at its end, that paths beneath it be spelt as one would. */
static enum rc
take_input(
	struct intake *in, struct slice path, struct intake_report *out, bool *got, struct err *e)
{
	while (path.len > 1 && path.p[path.len - 1] == '/')
		path.len--;
	bytes_clear(&in->at.path);
	bytes_clear(&in->at.shown);
	bytes_add(&in->at.path, path);
	bytes_add(&in->at.shown, slice_first(path, PATH_BYTES - 1));
	if (in->at.path.failed == RC_OK && in->at.shown.failed == RC_OK)
		return open_input(in, out, got, e);
	if (in->at.path.failed == RC_NOMEM || in->at.shown.failed == RC_NOMEM)
		return err_nomem(e);
	return give_refused(in, "its path is too long", out, got, e);
}

/* One line of the list, without its end; false after the last. What is too long stays so. */
static bool
read_line(FILE *list, struct bytes *line)
{
	int c;

	bytes_clear(line);
	while ((c = getc(list)) != EOF && c != '\n')
		if (line->len < PATH_BYTES)
			bytes_u8(line, (uint8_t)c);
	return c != EOF || line->len > 0;
}

static enum rc
take_listed(struct intake *in, struct intake_report *out, bool *got, struct err *e)
{
	struct bytes line = BYTES_UP_TO(PATH_BYTES);
	enum rc rc = RC_OK;

	if (!read_line(in->inputs.list, &line)) {
		in->listing = false;
		if (ferror(in->inputs.list))
			rc = err_set(e, RC_IO, "cannot read the list of reports to its end");
	} else if (line.len > 0 && slice_find(bytes_slice(&line), 0) < line.len) {
		rc = intake_report_refused(
			"(a line of the list)", "a path with a NUL in it", out, e);
		*got = true;
	} else if (line.len > 0) {
		rc = take_input(in, bytes_slice(&line), out, got, e);
	}
	if (rc == RC_OK)
		rc = bytes_check(&line, "a line of the list", e);
	bytes_release(&line);
	return rc;
}

enum rc
intake_next(struct intake *in, struct intake_report *out, bool *got, struct err *e)
{
	enum rc rc = RC_OK;

	*out = INTAKE_REPORT_EMPTY;
	*got = false;
	while (rc == RC_OK && !*got) {
		if (in->waits) {
			*out = in->waiting;
			in->waiting = INTAKE_REPORT_EMPTY;
			in->waits = false;
			*got = true;
		} else if (in->depth > 0) {
			rc = walk(in, out, got, e);
		} else if (in->listing) {
			rc = take_listed(in, out, got, e);
		} else if (in->next_input < in->inputs.count) {
			const char *input = in->inputs.at[in->next_input++];

			if (in->inputs.list != NULL && strcmp(input, "-") == 0)
				in->listing = true;
			else
				rc = take_input(in, slice_str(input), out, got, e);
		} else {
			break;
		}
	}
	if (rc != RC_OK) {
		intake_report_release(out);
		*got = false;
	}
	return rc;
}
