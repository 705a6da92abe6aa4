#include "archiver/assemble/id_set.h"
#include "archiver/commands/commands.h"
#include "archiver/commands/reading.h"
#include "archiver/gather/gather.h"
#include "archiver/gather/intake/intake.h"
#include "archiver/gather/read/pdf_launcher.h"
#include "archiver/report.h"
#include "archiver/sandbox.h"
#include "archiver/settings.h"
#include "format/article/article_id.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static enum rc run_gather(const struct options *o, struct report *r, struct err *e);

static const struct command_option OPTIONS[] = {
	{"archive", "ARCHIVE",
		"gather for this archive: with its origin and its time zone, instead of none and "
		"the machine's own",
		COMMAND_ONCE, 0},
	{"json", NULL, "write JSON lines, one a report", COMMAND_ONCE, 0},
	{NULL, NULL, NULL, COMMAND_ONCE, 0},
};

const struct command cmd_gather = {
	.name = "gather",
	.summary = "show what would be archived of these reports, and write nothing",
	.operands = "INPUT...",
	.least = 1,
	.most = COMMAND_OPERANDS_MAX,
	.options = OPTIONS,
	.run = run_gather,
};

/* No archive, no origin; RFC 2606 keeps this name from ever being anybody's. */
#define ORIGIN_OF_NONE "annals.invalid"

struct gathering {
	struct gather_settings settings;
	struct settings archive;
	struct pdf_launcher pdf;
	struct slice origin;
	struct id_set ids;
	struct intake *intake;
	struct article article;
	struct bytes slug, id;
	int scratch;
	uint64_t left_out, all;
};

static const char *
scratch_folder(void)
{
	const char *named = getenv("TMPDIR");

	return named == NULL || *named == '\0' ? "/tmp" : named;
}

/* What the inputs are: a list on standard input may name anything. */
static enum rc
confine(const struct options *o, struct err *e)
{
	struct sandbox box = SANDBOX_EMPTY;
	enum rc rc = sandbox_init(&box, e);

	for (size_t i = 0; i < o->operand_count && rc == RC_OK; i++)
		rc = strcmp(o->operands[i], "-") == 0
			? sandbox_read(&box, "/", e)
			: reading_allow_input(&box, o->operands[i], e);
	if (rc == RC_OK)
		rc = sandbox_read(&box, READING_MODULES, e);
	if (rc == RC_OK)
		rc = sandbox_write(&box, scratch_folder(), e);
	if (rc == RC_OK)
		rc = sandbox_enter(&box, e);
	sandbox_release(&box);
	return rc;
}

static enum rc
take_tables(const char *archive, struct gathering *g, struct err *e)
{
	char *path;
	enum rc rc = settings_tables_path(archive, &g->archive, &path, e);

	if (rc == RC_OK && path != NULL)
		rc = gather_settings_add(&g->settings, path, e);
	free(path);
	return rc;
}

static enum rc
take_archive(const struct options *o, struct gathering *g, struct err *e)
{
	const char *archive = options_value(o, "archive");
	enum rc rc = RC_OK;

	g->origin = slice_str(ORIGIN_OF_NONE);
	if (archive != NULL)
		rc = settings_read(archive, &g->archive, e);
	if (rc == RC_OK && archive != NULL)
		g->origin = g->archive.origin;
	if (rc == RC_OK)
		rc = gather_settings_init(
			&g->settings, archive == NULL ? settings_zone_here() : g->archive.zone, e);
	return rc == RC_OK && archive != NULL ? take_tables(archive, g, e) : rc;
}

static enum rc
open_intake(const struct options *o, struct gathering *g, struct err *e)
{
	struct intake_inputs inputs = {.at = o->operands, .count = o->operand_count, .list = stdin};

	g->scratch = open(scratch_folder(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (g->scratch < 0)
		return err_sys(e, errno, "cannot open the folder \"%s\"", scratch_folder());
	inputs.scratch = g->scratch;
	inputs.scratch_path = scratch_folder();
	inputs.limits = reading_limits(&g->archive);
	return intake_new(&inputs, &g->intake, e);
}

/* The id that it would get in an archive that has none of these reports yet. */
static enum rc
name_article(struct gathering *g, const struct gather_plan *plan, struct err *e)
{
	enum rc rc = RC_OK;
	uint64_t n = 1;

	do {
		bytes_clear(&g->slug);
		bytes_clear(&g->id);
		slug_make(
			gather_headline(plan), &plan->original, article_id_slug_room(n), &g->slug);
		article_id_write(plan->dated ? &plan->day : NULL, bytes_slice(&g->slug), n, &g->id);
		rc = bytes_check(&g->id, "an id", e);
		n++;
	} while (rc == RC_OK && id_set_has(&g->ids, bytes_slice(&g->id)));
	return rc == RC_OK ? id_set_add(&g->ids, bytes_slice(&g->id), e) : rc;
}

static void
tell_text(const struct intake_report *in, const struct gathering *g, struct report *r)
{
	const struct article *a = &g->article;
	const struct article_member *text = article_member_named(a, "article.txt");
	const struct article_member *captions = article_member_named(a, "captions.txt");

	report_line(r, "source     %s", in->shown);
	report_line(r, "id         %.*s", SLICE_FMT(bytes_slice(&g->id)));
	report_line(r, "published  %.*s", SLICE_FMT(a->published));
	report_line(r, "language   %.*s", SLICE_FMT(a->language));
	report_line(r, "byline     %.*s", SLICE_FMT(a->byline));
	for (size_t i = 0; i < a->member_count; i++)
		report_line(r, "file       %.*s, %" PRIu64 " bytes", SLICE_FMT(a->members[i].name),
			a->members[i].size);
	if (text != NULL) {
		report_line(r, "%s", "");
		report_text(r, text->content);
	}
	if (captions != NULL && captions->content.len > 0) {
		report_line(r, "%s", "");
		report_text(r, captions->content);
	}
	report_line(r, "%s", "");
}

static void
tell(const struct intake_report *in, const struct gathering *g, struct report *r)
{
	if (r->json) {
		gather_show(in, bytes_slice(&g->id), &g->article, report_value(r));
		report_value_end(r);
	} else {
		tell_text(in, g, r);
	}
}

static enum rc
gather_one(struct gathering *g, const struct intake_report *in, struct report *r, struct err *e)
{
	struct gather_plan plan = {.passed_over = in->passed_over};
	enum rc rc = RC_OK;

	g->all++;
	if (in->refusal != NULL)
		rc = err_set(e, RC_BAD, "%s", in->refusal);
	if (rc == RC_OK)
		rc = gather_plan(&g->settings, in, &g->article, &plan, e);
	if (rc == RC_OK)
		rc = name_article(g, &plan, e);
	if (rc == RC_OK)
		rc = gather_complete(
			&g->settings, in, g->origin, bytes_slice(&g->id), &g->article, e);
	if (rc == RC_NOMEM)
		return rc;
	if (rc == RC_OK) {
		tell(in, g, r);
		if (plan.dated)
			return RC_OK;
		(void)err_set(e, RC_BAD, "no date found: it would go into no month");
	}
	g->left_out += !plan.passed_over;
	if (plan.passed_over)
		report_note(r, "%s: no article (%s)", in->shown, e->text);
	else
		report_note(r, "%s: %s", in->shown, e->text);
	return RC_OK;
}

static enum rc
gather_all(struct gathering *g, struct report *r, struct err *e)
{
	bool got = true;
	enum rc rc = RC_OK;

	while (rc == RC_OK && got) {
		struct intake_report in = INTAKE_REPORT_EMPTY;

		rc = intake_next(g->intake, &in, &got, e);
		if (rc == RC_OK && got)
			rc = gather_one(g, &in, r, e);
		intake_report_release(&in);
	}
	if (rc == RC_OK && g->left_out > 0)
		rc = err_set(e, RC_IO, "%" PRIu64 " of %" PRIu64 " reports would be left out",
			g->left_out, g->all);
	return rc;
}

static void
release(struct gathering *g)
{
	intake_free(g->intake);
	gather_settings_release(&g->settings);
	pdf_launcher_release(&g->pdf);
	article_release(&g->article);
	id_set_release(&g->ids);
	settings_release(&g->archive);
	bytes_release(&g->slug);
	bytes_release(&g->id);
	if (g->scratch >= 0)
		close(g->scratch);
}

static enum rc
run_gather(const struct options *o, struct report *r, struct err *e)
{
	struct gathering g = {.settings = GATHER_SETTINGS_EMPTY,
		.archive = SETTINGS_EMPTY,
		.pdf = PDF_LAUNCHER_EMPTY,
		.slug = BYTES_UP_TO(SLUG_MAX),
		.id = BYTES_UP_TO(ARTICLE_ID_MAX),
		.scratch = -1};
	enum rc rc = pdf_launcher_start(PDF_LAUNCHER_SECONDS, &g.pdf, e);

	article_init(&g.article);
	if (rc == RC_OK)
		rc = take_archive(o, &g, e);
	g.settings.pdf = &g.pdf;
	if (rc == RC_OK)
		rc = confine(o, e);
	if (rc == RC_OK)
		rc = open_intake(o, &g, e);
	if (rc == RC_OK)
		rc = gather_all(&g, r, e);
	release(&g);
	return rc;
}
