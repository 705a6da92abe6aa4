#include "archiver/commands/verdict.h"

#include "format/bundle/rule.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

/* In JSON, where words are for programs. */
static const char *
code_of(enum rc rc)
{
	return rc == RC_OK	     ? "good"
		: rc == RC_BAD	     ? "bad"
		: rc == RC_UNTRUSTED ? "untrusted"
				     : "unknown";
}

/* `findings.worst` has taken it in already. */
static void
keep_worst(void *ctx, const struct err *finding)
{
	struct verdict *v = ctx;

	if (v->first.rc != v->findings.worst && finding->rc == v->findings.worst)
		v->first = *finding;
}

static void
tell(void *ctx, const struct err *finding)
{
	struct verdict *v = ctx;
	struct slice rest, rule = rule_of(finding->text, &rest);
	struct json *j;

	keep_worst(v, finding);
	if (!v->report->json) {
		report_verdict(v->report, finding->rc, "%s: %s", v->path, finding->text);
		return;
	}
	j = report_object(v->report);
	json_pair_str(j, "event", "finding");
	json_pair_str(j, "path", v->path);
	json_pair_str(j, "verdict", code_of(finding->rc));
	json_pair(j, "rule", rule);
	json_pair(j, "text", rest);
	report_object_end(v->report);
}

void
verdict_start(struct verdict *v, struct report *report, const char *path)
{
	*v = (struct verdict){.report = report, .path = path, .first = ERR_NONE};
	v->findings = (struct findings){.tell = tell, .ctx = v, .worst = RC_OK};
}

void
verdict_add(struct verdict *v, const struct err *finding)
{
	findings_add(&v->findings, finding);
}

void
verdict_count(struct verdict *v, const struct err *finding)
{
	v->findings.tell = keep_worst;
	findings_add(&v->findings, finding);
	v->findings.tell = tell;
}

void
verdict_note(struct verdict *v, const char *fmt, ...)
{
	char text[ERR_TEXT_MAX];
	va_list args;
	struct json *j;

	va_start(args, fmt);
	vsnprintf(text, sizeof text, fmt, args);
	va_end(args);
	if (!v->report->json) {
		report_line(v->report, "%-11s  %s: %s", "note", v->path, text);
		return;
	}
	j = report_object(v->report);
	json_pair_str(j, "event", "note");
	json_pair_str(j, "path", v->path);
	json_pair_str(j, "text", text);
	report_object_end(v->report);
}

static void
end_json(struct verdict *v, const struct verdict_about *about)
{
	struct json *j = report_object(v->report);

	json_pair_str(j, "event", "verdict");
	json_pair_str(j, "path", v->path);
	json_pair_str(j, "verdict", code_of(v->findings.worst));
	json_pair_number(j, "findings", v->findings.count);
	if (about != NULL) {
		json_pair_str(j, "kind", about->kind);
		json_pair_str(j, "name", about->name);
		json_pair(j, "origin", about->origin);
		json_pair_number(j, "articles", about->articles);
		json_pair_number(j, "bundles", about->bundles);
		json_pair_number(j, "size", about->size);
		json_pair_str(j, "root", digest_text(&about->root).text);
		json_key(j, "signer");
		if (about->signer == NULL)
			json_null(j);
		else
			json_string(j, slice_str(public_key_id_text(about->signer->id).text));
	}
	report_object_end(v->report);
}

void
verdict_end(struct verdict *v, const struct verdict_about *about)
{
	char counts[96];

	if (v->report->json) {
		end_json(v, about);
		return;
	}
	if (about == NULL)
		return; /* the finding has said it */
	snprintf(counts, sizeof counts, "%" PRIu64 " %s", about->articles,
		about->articles == 1 ? "article" : "articles");
	if (about->bundles > 1)
		snprintf(counts, sizeof counts, "%" PRIu64 " %s in %" PRIu64 " %s", about->articles,
			about->articles == 1 ? "article" : "articles", about->bundles,
			about->bundles == 1 ? "bundle" : "bundles");
	report_verdict(v->report, v->findings.worst,
		"%s: %s %s of %.*s, %s, log of %" PRIu64 " leaves%s%s", v->path, about->kind,
		about->name, SLICE_FMT(about->origin), counts, about->size,
		about->signer == NULL ? "" : ", signed by key ",
		about->signer == NULL ? "" : public_key_id_text(about->signer->id).text);
}

enum rc
verdict_rc(const struct verdict *v, struct err *e)
{
	if (v->findings.worst == RC_OK)
		return RC_OK;
	if (v->findings.count == 1)
		return err_set(e, v->findings.worst, "%s: %s", v->path, v->first.text);
	return err_set(e, v->findings.worst, "%s: %s (and %lu more)", v->path, v->first.text,
		v->findings.count - 1);
}

static void
say_nothing(void *ctx, const struct err *finding)
{
	(void)ctx;
	(void)finding;
}

void
verdict_worse(struct err *worst, const struct err *other)
{
	struct findings f = {.tell = say_nothing, .worst = worst->rc};

	findings_add(&f, other);
	if (f.worst != worst->rc)
		*worst = *other;
}
