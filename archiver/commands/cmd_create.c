#include "archiver/assemble/create.h"
#include "archiver/commands/commands.h"
#include "archiver/commands/jobs.h"
#include "archiver/commands/reading.h"
#include "archiver/commands/unlock.h"
#include "archiver/gather/read/pdf_launcher.h"
#include "archiver/home.h"
#include "archiver/options.h"
#include "archiver/progress.h"
#include "archiver/report.h"
#include "archiver/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static enum rc run_create(const struct options *o, struct report *r, struct err *e);

static const struct command_option OPTIONS[] = {
	{"month", "YYYY-MM", "take this month's reports only", COMMAND_ONCE, 0},
	{"sign-with", "KEY", "sign with this secret key instead of the one in annals.conf",
		COMMAND_ONCE, 0},
	{"level", "N", "compress at level N, from 1 to 19, instead of that in annals.conf",
		COMMAND_ONCE, 0},
	JOBS_OPTION,
	{"undated", "refuse|keep",
		"leave reports without a date out (refuse, the default), or keep them in the month "
		"that --month names",
		COMMAND_ONCE, 0},
	{"strict", NULL, "publish nothing where any report would be left out", COMMAND_ONCE, 0},
	{"dry-run", NULL, "say what would be archived, and write nothing", COMMAND_ONCE, 0},
	{"progress", NULL, "show progress even where standard error is no terminal", COMMAND_ONCE,
		0},
	{"json", NULL, "write JSON lines", COMMAND_ONCE, 0},
	UNLOCK_OPTION,
	{NULL, NULL, NULL, COMMAND_ONCE, 0},
};

const struct command cmd_create = {
	.name = "create",
	.summary = "gather reports and write one signed bundle a month",
	.operands = "ARCHIVE INPUT...",
	.least = 2,
	.most = COMMAND_OPERANDS_MAX,
	.options = OPTIONS,
	.run = run_create,
};

static const char *const FATES[] = {
	[PLAN_TAKEN] = "taken",
	[PLAN_IN_ARCHIVE] = "archived already",
	[PLAN_TWICE] = "met twice",
	[PLAN_OTHER_MONTH] = "of another month",
	[PLAN_UNDATED] = "undated",
	[PLAN_NO_ARTICLE] = "no article",
	[PLAN_REFUSED] = "refused",
};

/* In JSON, where words are for programs. */
static const char *const FATE_NAMES[] = {
	[PLAN_TAKEN] = "taken",
	[PLAN_IN_ARCHIVE] = "archived",
	[PLAN_TWICE] = "duplicate",
	[PLAN_OTHER_MONTH] = "other-month",
	[PLAN_UNDATED] = "undated",
	[PLAN_NO_ARTICLE] = "no-article",
	[PLAN_REFUSED] = "refused",
};
#define FATES_COUNT (sizeof FATES / sizeof *FATES)

struct creating {
	const struct options *o;
	struct report *r;
	struct progress progress;
	struct home home;
	struct trust trust;
	char *key_path;
	char *signed_folder; /* the memory of what was signed */
	bool list;	     /* paths come from standard input */
	struct pdf_launcher pdf;
	uint64_t counts[FATES_COUNT];
	uint64_t bundles;
};

/* ---- what is told on the way ------------------------------------------------------------- */

static void
tell_report(void *ctx, enum plan_fate fate, struct slice path, struct slice why)
{
	struct creating *c = ctx;
	struct json *j;

	c->counts[fate]++;
	if (!c->r->json) {
		if (fate == PLAN_TAKEN)
			return;
		report_line(c->r, "%-16s %.*s%s%.*s%s", FATES[fate], SLICE_FMT(path),
			why.len > 0 ? " (" : "", SLICE_FMT(why), why.len > 0 ? ")" : "");
		return;
	}
	j = report_object(c->r);
	json_pair_str(j, "event", "report");
	json_pair_str(j, "fate", FATE_NAMES[fate]);
	json_pair(j, "source", path);
	if (fate == PLAN_TAKEN && why.len > 0)
		json_pair(j, "id", why);
	else if (why.len > 0)
		json_pair(j, "detail", why);
	report_object_end(c->r);
}

static void
count_progress(void *ctx, uint64_t reports, uint64_t bytes)
{
	struct creating *c = ctx;

	progress_add(&c->progress, reports, bytes);
}

static void
start_pass(void *ctx, const char *month)
{
	struct creating *c = ctx;

	progress_end(&c->progress);
	progress_start(&c->progress, month == NULL ? "reports read" : "reports written", 0, 0,
		options_has(c->o, "progress"));
}

static void
tell_bundle(void *ctx, const struct create_bundle *b)
{
	struct creating *c = ctx;
	const char *articles = b->articles == 1 ? "article" : "articles";
	struct bytes root = BYTES_UP_TO(128);
	struct json *j;

	c->bundles++;
	if (!c->r->json && b->head == NULL) {
		report_line(c->r, "would make       %s: %" PRIu64 " %s", b->path, b->articles,
			articles);
		return;
	}
	if (!c->r->json) {
		report_line(c->r,
			"made             %s: %" PRIu64 " %s, %" PRIu64 " bytes, log of %" PRIu64
			" leaves",
			b->path, b->articles, articles, b->bytes, b->head->size);
		return;
	}
	j = report_object(c->r);
	json_pair_str(j, "event", "bundle");
	json_pair_str(j, "name", b->name);
	json_pair_str(j, "path", b->path);
	json_pair_number(j, "articles", b->articles);
	json_pair_bool(j, "published", b->head != NULL);
	if (b->head != NULL) {
		json_pair_number(j, "bytes", b->bytes);
		json_pair_number(j, "size", b->head->size);
		digest_write(&b->head->root, &root);
		json_pair(j, "root", bytes_slice(&root));
	}
	report_object_end(c->r);
	bytes_release(&root);
}

static void
tell_sidecar(void *ctx, const char *path)
{
	struct creating *c = ctx;
	struct json *j;

	if (!c->r->json) {
		report_line(
			c->r, "signed           %s, which had no signature file beside it", path);
		return;
	}
	j = report_object(c->r);
	json_pair_str(j, "event", "sidecar");
	json_pair_str(j, "path", path);
	report_object_end(c->r);
}

static void
summarise(struct creating *c)
{
	char none[48] = "";
	struct json *j;

	if (c->counts[PLAN_NO_ARTICLE] > 0)
		snprintf(none, sizeof none, ", %" PRIu64 " no article", c->counts[PLAN_NO_ARTICLE]);
	if (!c->r->json) {
		report_line(c->r,
			"%" PRIu64 " taken, %" PRIu64 " archived already, %" PRIu64
			" met twice, %" PRIu64 " of another month, %" PRIu64 " undated, %" PRIu64
			" refused%s",
			c->counts[PLAN_TAKEN], c->counts[PLAN_IN_ARCHIVE], c->counts[PLAN_TWICE],
			c->counts[PLAN_OTHER_MONTH], c->counts[PLAN_UNDATED],
			c->counts[PLAN_REFUSED], none);
		return;
	}
	j = report_object(c->r);
	json_pair_str(j, "event", "summary");
	json_pair_number(j, "bundles", c->bundles);
	for (size_t i = 0; i < FATES_COUNT; i++)
		json_pair_number(j, FATE_NAMES[i], c->counts[i]);
	report_object_end(c->r);
}

/* ---- settings -------------------------------------------------------------------------------- */

static enum rc
take_numbers(struct creating *c, struct create_settings *set, struct err *e)
{
	uint64_t level = 0;
	enum rc rc = jobs_count(c->o, &set->jobs, e);

	if (rc == RC_OK)
		rc = options_number(c->o, "level", 1, SETTINGS_LEVEL_MOST, &level, e);
	set->level = (unsigned)level;
	return rc;
}

static enum rc
take_options(struct creating *c, struct create_settings *set, struct err *e)
{
	const char *month = options_value(c->o, "month"), *undated = options_value(c->o, "undated");

	set->archive = c->o->operands[0];
	set->strict = options_has(c->o, "strict");
	set->dry_run = options_has(c->o, "dry-run");
	if (month != NULL) {
		set->month = slice_str(month);
		if (!bundle_name_period_check(set->month))
			return err_set(e, RC_USAGE, "--month \"%s\": a month is YYYY-MM", month);
	}
	if (undated != NULL && strcmp(undated, "keep") != 0 && strcmp(undated, "refuse") != 0)
		return err_set(e, RC_USAGE, "--undated \"%s\": refuse or keep", undated);
	set->keep_undated = undated != NULL && strcmp(undated, "keep") == 0;
	if (set->keep_undated && month == NULL)
		return err_set(e, RC_USAGE,
			"--undated keep: --month must say which month they are to go to");
	return take_numbers(c, set, e);
}

static enum rc
take_home(struct creating *c, struct create_settings *set, struct err *e)
{
	char *path = NULL;
	enum rc rc = home_open(&c->home, e);

	if (rc == RC_OK)
		rc = home_make_memory(&c->home, e);
	if (rc == RC_OK)
		rc = home_path(&c->home, "signed", &c->signed_folder, e);
	if (rc == RC_OK)
		rc = home_path(&c->home, "trust", &path, e);
	if (rc == RC_OK)
		rc = trust_read_if_any(path, &c->trust, e);
	free(path);
	set->home = &c->home;
	set->trust = &c->trust;
	return rc;
}

/* --sign-with, a path; or what annals.conf names, a path or a key in the user's folder. */
static enum rc
take_key(struct creating *c, struct err *e)
{
	struct settings settings = SETTINGS_EMPTY;
	const char *given = options_value(c->o, "sign-with");
	char *name = NULL;
	enum rc rc = RC_OK;

	if (given != NULL) {
		c->key_path = strdup(given);
		return c->key_path == NULL ? err_nomem(e) : RC_OK;
	}
	rc = settings_read(c->o->operands[0], &settings, e);
	if (rc == RC_OK) {
		name = strndup((const char *)settings.key.p, settings.key.len);
		rc = name == NULL ? err_nomem(e) : home_path(&c->home, name, &c->key_path, e);
	}
	free(name);
	settings_release(&settings);
	return rc;
}

static enum rc
unlock(void *ctx, struct keypair *out, struct err *e)
{
	struct creating *c = ctx;

	return unlock_key(c->o, c->key_path, out, e);
}

/* ---- confinement ------------------------------------------------------------------------ */

/* From here on: reports are read, the archive and the memory of what was signed are written. */
static enum rc
confine(void *ctx, struct err *e)
{
	struct creating *c = ctx;
	struct sandbox box = SANDBOX_EMPTY;
	enum rc rc = sandbox_init(&box, e);

	for (size_t i = 1; i < c->o->operand_count && rc == RC_OK; i++)
		rc = c->list ? sandbox_read(&box, "/", e)
			     : reading_allow_input(&box, c->o->operands[i], e);
	if (rc == RC_OK)
		rc = sandbox_read(&box, READING_MODULES, e);
	if (rc == RC_OK)
		rc = sandbox_write(&box, c->o->operands[0], e);
	if (rc == RC_OK)
		rc = sandbox_write(&box, c->signed_folder, e);
	if (rc == RC_OK)
		rc = sandbox_enter(&box, e);
	sandbox_release(&box);
	return rc;
}

/* ---- the command ------------------------------------------------------------------------ */

static enum rc
make_intake(struct creating *c, struct intake **out, int *scratch, struct err *e)
{
	struct intake_inputs inputs = {.count = c->o->operand_count - 1, .list = stdin};
	struct settings settings = SETTINGS_EMPTY;
	enum rc rc;

	*out = NULL;
	*scratch = -1;
	rc = settings_read(c->o->operands[0], &settings, e);
	if (rc != RC_OK)
		return rc;
	inputs.limits = reading_limits(&settings);
	settings_release(&settings);
	*scratch = open(c->o->operands[0], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (*scratch < 0)
		return err_sys(e, errno, "cannot open %s", c->o->operands[0]);
	inputs.at = c->o->operands + 1;
	inputs.scratch = *scratch;
	inputs.scratch_path = c->o->operands[0];
	for (size_t i = 1; i < c->o->operand_count; i++)
		c->list = c->list || strcmp(c->o->operands[i], "-") == 0;
	return intake_new(&inputs, out, e);
}

static enum rc
create(struct creating *c, struct err *e)
{
	struct signer_unlock key = {unlock, c, NULL};
	struct create_settings set = {.unlock = &key,
		.pdf = &c->pdf,
		.agent = "annals " ANNALS_VERSION,
		.confine = confine,
		.confine_ctx = c};
	struct create_listener listener = {.plan = {tell_report, count_progress, c},
		.pass = start_pass,
		.bundle = tell_bundle,
		.sidecar = tell_sidecar,
		.ctx = c};
	struct intake *intake = NULL;
	int scratch = -1;
	enum rc rc = take_options(c, &set, e);

	if (rc == RC_OK)
		rc = take_home(c, &set, e);
	if (rc == RC_OK && !set.dry_run)
		rc = take_key(c, e);
	if (rc == RC_OK)
		rc = make_intake(c, &intake, &scratch, e);
	if (rc == RC_OK)
		rc = create_run(&set, intake, &listener, e);
	c->r->progress = NULL;
	progress_end(&c->progress);
	intake_free(intake);
	if (scratch >= 0)
		close(scratch);
	if (rc != RC_OK)
		return rc;
	summarise(c);
	if (c->counts[PLAN_UNDATED] + c->counts[PLAN_REFUSED] == 0)
		return RC_OK;
	return err_set(e, RC_IO, "%" PRIu64 " reports were left out",
		c->counts[PLAN_UNDATED] + c->counts[PLAN_REFUSED]);
}

static enum rc
run_create(const struct options *o, struct report *r, struct err *e)
{
	struct creating c = {.o = o,
		.r = r,
		.home = HOME_EMPTY,
		.trust = TRUST_EMPTY,
		.pdf = PDF_LAUNCHER_EMPTY};
	enum rc rc = pdf_launcher_start(PDF_LAUNCHER_SECONDS, &c.pdf, e);

	progress_start(&c.progress, "reports", 0, 0, false);
	r->progress = &c.progress;
	if (rc == RC_OK)
		rc = create(&c, e);
	r->progress = NULL;
	home_release(&c.home);
	trust_release(&c.trust);
	pdf_launcher_release(&c.pdf);
	free(c.key_path);
	free(c.signed_folder);
	return rc;
}
