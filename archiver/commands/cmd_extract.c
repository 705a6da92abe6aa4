#include "archiver/commands/commands.h"
#include "archiver/commands/jobs.h"
#include "archiver/commands/private_folder.h"
#include "archiver/commands/reading.h"
#include "archiver/progress.h"
#include "archiver/report.h"
#include "format/bundle/article_read.h"
#include "format/bundle/bundle_verify.h"
#include "format/bundle/payload_path.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

static enum rc run_extract(const struct options *o, struct report *r, struct err *e);

static const struct command_option OPTIONS[] = {
	{"directory", "DIR", "extract into this folder; it is made where it is not there",
		COMMAND_ONCE, 'C'},
	{"only", "LIST",
		"of each article, extract only these: text, captions, metadata, original, photos, "
		"with commas between",
		COMMAND_ONCE, 0},
	{"unverified", NULL,
		"extract what can be read even where nobody believed signed it, or where "
		"checking finds faults",
		COMMAND_ONCE, 0},
	BELIEVE_KEY,
	BELIEVE_TRUST,
	JOBS_OPTION,
	{"progress", NULL, "show progress even without a terminal", COMMAND_ONCE, 0},
	{NULL, NULL, NULL, COMMAND_ONCE, 0},
};

const struct command cmd_extract = {
	.name = "extract",
	.summary = "take a whole bundle apart, or some of its articles, each with its proof",
	.operands = "BUNDLE [ARTICLE...]",
	.least = 1,
	.most = COMMAND_OPERANDS_MAX,
	.options = OPTIONS,
	.run = run_extract,
};

/* Bits by enum payload_kind. */
#define KIND(kind) (1U << (kind))
#define KINDS_ALL  (~0U)

/* What is being extracted, and how far it is. */
struct extraction {
	struct reading reading;
	struct private_folder folder;
	struct progress progress;
	struct report *report;
	unsigned kinds;
	unsigned jobs;
	bool unverified;
	bool always; /* progress is shown without a terminal, too */
	int open;    /* a file that comes in pieces, or -1 */
};

/* ---- what is asked for ------------------------------------------------------------------ */

static enum rc
take_kinds(const char *list, unsigned *out, struct err *e)
{
	static const struct {
		const char *word;
		unsigned kinds;
	} ROWS[] = {
		{"text", KIND(PAYLOAD_ARTICLE)},
		{"captions", KIND(PAYLOAD_CAPTIONS)},
		{"metadata", KIND(PAYLOAD_METADATA) | KIND(PAYLOAD_EXTRACTION)},
		{"original", KIND(PAYLOAD_ORIGINAL)},
		{"photos", KIND(PAYLOAD_PHOTO)},
	};

	*out = list == NULL ? KINDS_ALL : 0;
	for (struct slice rest = slice_str(list == NULL ? "" : list); rest.len > 0;) {
		struct slice word = slice_first(rest, slice_find(rest, ','));
		unsigned kinds = 0;

		for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++)
			if (slice_is(word, ROWS[i].word))
				kinds = ROWS[i].kinds;
		if (kinds == 0)
			return err_set(e, RC_USAGE,
				"--only \"%.*s\": wanted are text, captions, metadata, original, "
				"photos",
				SLICE_FMT(word));
		*out |= kinds;
		rest = slice_from(rest, word.len + 1);
	}
	return *out == 0 ? err_set(e, RC_USAGE, "--only names nothing") : RC_OK;
}

static enum rc
take_options(const struct options *o, struct extraction *x, struct err *e)
{
	const char *only = options_value(o, "only");
	enum rc rc = take_kinds(only, &x->kinds, e);

	x->unverified = options_has(o, "unverified");
	x->always = options_has(o, "progress");
	if (rc == RC_OK && only != NULL && o->operand_count == 1)
		rc = err_set(e, RC_USAGE, "--only is for articles, and none is named");
	return rc != RC_OK ? rc : jobs_count(o, &x->jobs, e);
}

/* ---- a file that comes in pieces ----------------------------------------------------------- */

static enum rc
on_piece(void *ctx, struct slice piece, struct err *e)
{
	struct extraction *x = ctx;

	return x->open < 0 ? RC_OK : private_folder_write(x->open, piece, e);
}

static enum rc
on_end(void *ctx, struct err *e)
{
	struct extraction *x = ctx;
	int fd = x->open;

	x->open = -1;
	return fd < 0 || close(fd) == 0 ? RC_OK : err_sys(e, errno, "cannot write");
}

/* ---- the whole bundle ------------------------------------------------------------------------ */

/* "<bag>/<path>", in a buffer of the caller's. */
#define INSIDE_MAX 512

static enum rc
path_inside(const struct extraction *x, struct slice path, char out[INSIDE_MAX], struct slice *s,
	struct err *e)
{
	int n = snprintf(out, INSIDE_MAX, "%.*s/%.*s",
		SLICE_FMT(x->reading.file.bundle.record.name), SLICE_FMT(path));

	if (n < 0 || n >= INSIDE_MAX)
		return err_set(e, RC_LIMIT, "a path of %d bytes", n);
	*s = slice_of(out, (size_t)n);
	return RC_OK;
}

static enum rc
on_whole(void *ctx, struct slice path, struct slice content, struct err *e)
{
	struct extraction *x = ctx;
	char name[INSIDE_MAX];
	struct slice inside;
	enum rc rc = path_inside(x, path, name, &inside, e);

	return rc != RC_OK ? rc : private_folder_put(&x->folder, inside, content, e);
}

static enum rc
on_begin(void *ctx, struct slice path, uint64_t size, struct err *e)
{
	struct extraction *x = ctx;
	char name[INSIDE_MAX];
	struct slice inside;
	enum rc rc = path_inside(x, path, name, &inside, e);

	(void)size;
	return rc != RC_OK ? rc : private_folder_file(&x->folder, inside, &x->open, e);
}

static void
on_finding(void *ctx, const struct err *finding)
{
	struct extraction *x = ctx;

	report_note(x->report, "%s", finding->text);
}

static void
on_progress(void *ctx, uint64_t packed)
{
	struct extraction *x = ctx;

	progress_add(&x->progress, 1, packed);
}

/* The seal was checked when the bundle was opened, and is not among what the tap hands over. */
static enum rc
put_seal(struct extraction *x, struct err *e)
{
	enum rc rc = RC_OK;

	for (int i = 0; i < SEAL_FILES && rc == RC_OK; i++) {
		char name[64];

		snprintf(name, sizeof name, "annals/%s", seal_file_name((enum seal_file)i));
		rc = on_whole(x, slice_str(name), x->reading.file.bundle.seal.files[i], e);
	}
	return rc;
}

/*
 * Whatever was found, only a bag without a fault gets its name; with --unverified what could
 * be read gets it, and the verdict stays.
 */
static enum rc
extract_all(struct extraction *x, struct err *e)
{
	const struct bundle *b = &x->reading.file.bundle;
	struct bundle_tap tap = {on_whole, on_begin, on_piece, on_end, x};
	struct bundle_verify_settings settings = {
		.jobs = x->jobs, .tap = &tap, .progress = on_progress, .progress_ctx = x};
	struct findings findings = {.tell = on_finding, .ctx = x};
	char name[INSIDE_MAX];
	enum rc rc;

	progress_start(
		&x->progress, "frames", b->frames.count, x->reading.file.source.size, x->always);
	x->report->progress = &x->progress;
	rc = bundle_verify(b, &settings, &findings, e);
	x->report->progress = NULL;
	progress_end(&x->progress);
	if (rc == RC_OK)
		rc = put_seal(x, e);
	if (rc == RC_OK && findings.worst != RC_OK && !x->unverified)
		return err_set(
			e, findings.worst, "%lu findings; nothing was extracted", findings.count);
	snprintf(name, sizeof name, "%.*s", SLICE_FMT(b->record.name));
	if (rc == RC_OK)
		rc = private_folder_place(&x->folder, name, name, e);
	if (rc != RC_OK)
		return rc;
	report_line(x->report, "%s/%s", x->folder.path, name);
	if (findings.worst != RC_OK)
		return err_set(e, findings.worst, "%lu findings; what could be read was extracted",
			findings.count);
	return RC_OK;
}

/* ---- one article -------------------------------------------------------------------------------
 */

/* In the private folder an article stands as "article/<file>". */
static enum rc
on_article_file(void *ctx, struct slice file, uint64_t size, bool *want, struct err *e)
{
	struct extraction *x = ctx;
	char name[INSIDE_MAX];
	uint64_t photo;
	int n;

	(void)size;
	*want = (x->kinds & KIND(payload_path_kind(file, &photo))) != 0;
	if (!*want)
		return RC_OK;
	n = snprintf(name, sizeof name, "article/%.*s", SLICE_FMT(file));
	return private_folder_file(&x->folder, slice_of(name, (size_t)n), &x->open, e);
}

static enum rc
extract_row(struct extraction *x, const struct index_row *row, struct err *e)
{
	static const struct slice PROOF = SLICE("article/article.tlog-proof");
	struct article_sink sink = {on_article_file, on_piece, on_end, x};
	struct article_proof proof = ARTICLE_PROOF_EMPTY;
	char id[INSIDE_MAX];
	unsigned lanes = 1U << LANE_TEXT;
	enum rc rc;

	if ((x->kinds & (KIND(PAYLOAD_PHOTO) | KIND(PAYLOAD_ORIGINAL))) != 0)
		lanes |= 1U << LANE_MEDIA;
	snprintf(id, sizeof id, "%.*s", SLICE_FMT(row->id));
	rc = article_proof_make(&x->reading.frames, row, &proof, e);
	if (rc == RC_OK)
		rc = article_read(&x->reading.frames, row, &proof, lanes, &sink, e);
	if (rc == RC_OK)
		rc = private_folder_put(&x->folder, PROOF, bytes_slice(&proof.text), e);
	if (rc == RC_OK)
		rc = private_folder_place(&x->folder, "article", id, e);
	if (rc == RC_OK)
		report_line(x->report, "%s/%s", x->folder.path, id);
	article_proof_release(&proof);
	return rc;
}

static enum rc
extract_article(struct extraction *x, const char *part, struct err *e)
{
	struct article_row row = ARTICLE_ROW_EMPTY;
	enum rc rc = article_find_part(&x->reading.frames, slice_str(part), &row, e);

	if (rc == RC_OK)
		rc = extract_row(x, &row.row, e);
	article_row_release(&row);
	return rc;
}

/* ---- the command --------------------------------------------------------------------------------
 */

static enum rc
extract(const struct options *o, struct extraction *x, struct err *e)
{
	enum rc rc = private_folder_begin(&x->folder, e);

	if (rc == RC_OK && o->operand_count == 1)
		return extract_all(x, e);
	for (size_t i = 1; i < o->operand_count && rc == RC_OK; i++)
		rc = extract_article(x, o->operands[i], e);
	return rc;
}

static enum rc
run_extract(const struct options *o, struct report *r, struct err *e)
{
	const char *target = options_value(o, "directory");
	struct extraction x = {
		.folder = PRIVATE_FOLDER_EMPTY, .report = r, .open = -1, .reading = READING_EMPTY};
	struct reading_settings settings = {.path = o->operands[0]};
	enum rc rc = take_options(o, &x, e);

	if (rc != RC_OK)
		return rc;
	rc = private_folder_init(target == NULL ? "." : target, &x.folder, e);
	settings.writable = x.folder.path;
	settings.unbelieved_allowed = x.unverified;
	if (rc == RC_OK)
		rc = reading_open(o, &settings, &x.reading, e);
	if (rc == RC_OK) {
		rc = extract(o, &x, e);
		if (rc != RC_OK)
			err_within(e, rc, "%s", settings.path);
	}
	if (rc == RC_OK && !x.reading.believed)
		rc = err_set(e, RC_UNTRUSTED, "%s: extracted, but nobody who is believed signed it",
			settings.path);
	if (x.open >= 0)
		close(x.open);
	private_folder_release(&x.folder);
	reading_release(&x.reading);
	return rc;
}
