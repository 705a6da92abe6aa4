#include "archiver/commands/commands.h"
#include "archiver/commands/reading.h"
#include "archiver/report.h"
#include "format/base/limits.h"
#include "format/bundle/article_read.h"
#include "format/bundle/payload_path.h"

#include <unistd.h>

static enum rc run_show(const struct options *o, struct report *r, struct err *e);

static const struct command_option OPTIONS[] = {
	{"captions", NULL, "show the captions, a line a picture, instead of the text", COMMAND_ONCE,
		0},
	{"metadata", NULL, "show the metadata, an IPTC ninjs item", COMMAND_ONCE, 0},
	{"extraction", NULL, "show where each value was found, and by which rule", COMMAND_ONCE, 0},
	{"original", NULL, "show the report as it came, byte for byte; masked on a terminal",
		COMMAND_ONCE, 0},
	BELIEVE_KEY,
	BELIEVE_TRUST,
	{NULL, NULL, NULL, COMMAND_ONCE, 0},
};

const struct command cmd_show = {
	.name = "show",
	.summary = "show one article; ARTICLE is its id, or a part of it that fits only one",
	.operands = "BUNDLE ARTICLE",
	.least = 2,
	.most = 2,
	.options = OPTIONS,
	.run = run_show,
};

/* A derived text is held whole, so that nothing is shown before all of it is verified. */
#define TEXT_MAX (128 * MIB)

enum shape { TEXT, JSON, BYTES };

static const struct choice {
	const char *option; /* NULL: what is shown without one */
	enum payload_kind kind;
	enum shape shape;
} CHOICES[] = {
	{NULL, PAYLOAD_ARTICLE, TEXT},
	{"captions", PAYLOAD_CAPTIONS, TEXT},
	{"metadata", PAYLOAD_METADATA, JSON},
	{"extraction", PAYLOAD_EXTRACTION, JSON},
	{"original", PAYLOAD_ORIGINAL, BYTES},
};

static enum rc
choose(const struct options *o, const struct choice **out, struct err *e)
{
	*out = &CHOICES[0];
	for (size_t i = 1; i < sizeof CHOICES / sizeof *CHOICES; i++) {
		if (!options_has(o, CHOICES[i].option))
			continue;
		if (*out != &CHOICES[0])
			return options_exclude(o, (*out)->option, CHOICES[i].option, e);
		*out = &CHOICES[i];
	}
	return RC_OK;
}

/* The one file that is shown. */
struct wanted {
	const struct choice *choice;
	struct report *report; /* NULL while it is only verified, or held */
	struct bytes text;
	bool met;
};

static enum rc
on_begin(void *ctx, struct slice file, uint64_t size, bool *want, struct err *e)
{
	struct wanted *w = ctx;
	uint64_t photo;

	*want = payload_path_kind(file, &photo) == w->choice->kind;
	w->met = w->met || *want;
	if (*want && w->choice->shape != BYTES && size > TEXT_MAX)
		return err_set(e, RC_LIMIT, "%.*s has more than %llu bytes", SLICE_FMT(file),
			(unsigned long long)TEXT_MAX);
	return RC_OK;
}

/* How much of it is whole characters, should it be UTF-8 that goes on in the next piece. */
static size_t
whole_characters(struct slice s)
{
	for (size_t back = 1; back <= 3 && back <= s.len; back++) {
		uint8_t b = s.p[s.len - back];
		size_t len = b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : b >= 0xC0 ? 2 : 1;

		if (b < 0x80 || b >= 0xC0)
			return len > back ? s.len - back : s.len;
	}
	return s.len;
}

/* On a terminal, where every character is looked at. */
static enum rc
show_piece(struct wanted *w, struct slice piece, struct err *e)
{
	struct bytes rest = BYTES_UP_TO(4);
	size_t whole;
	enum rc rc;

	bytes_add(&w->text, piece);
	whole = whole_characters(bytes_slice(&w->text));
	report_text(w->report, slice_first(bytes_slice(&w->text), whole));
	bytes_add(&rest, slice_from(bytes_slice(&w->text), whole));
	bytes_clear(&w->text);
	bytes_add(&w->text, bytes_slice(&rest));
	rc = bytes_check(&rest, "the text", e);
	bytes_release(&rest);
	return rc == RC_OK ? bytes_check(&w->text, "the text", e) : rc;
}

static enum rc
on_piece(void *ctx, struct slice piece, struct err *e)
{
	struct wanted *w = ctx;

	if (w->choice->shape != BYTES) {
		bytes_add(&w->text, piece);
		return bytes_check(&w->text, "the text", e);
	}
	if (w->report != NULL && isatty(w->report->out) == 1)
		return show_piece(w, piece, e);
	if (w->report != NULL)
		report_raw(w->report, piece);
	return RC_OK;
}

static enum rc
on_end(void *ctx, struct err *e)
{
	(void)ctx;
	(void)e;
	return RC_OK;
}

static enum rc
read_article(struct reading *reading, const struct index_row *row,
	const struct article_proof *proof, struct wanted *w, struct err *e)
{
	struct article_sink sink = {on_begin, on_piece, on_end, w};
	unsigned lanes = 1U << LANE_TEXT;

	/* Only an original may lie in either lane, by what kind of file it is. */
	if (w->choice->kind == PAYLOAD_ORIGINAL)
		lanes |= 1U << LANE_MEDIA;
	return article_read(&reading->frames, row, proof, lanes, &sink, e);
}

/* What is held is shown once it is verified; what is not is verified, then read once more. */
static enum rc
show(struct reading *reading, const struct index_row *row, const struct choice *choice,
	struct report *r, struct err *e)
{
	struct article_proof proof = ARTICLE_PROOF_EMPTY;
	struct wanted w = {.choice = choice, .text = BYTES_UP_TO(TEXT_MAX)};
	enum rc rc = article_proof_make(&reading->frames, row, &proof, e);

	if (rc == RC_OK)
		rc = read_article(reading, row, &proof, &w, e);
	if (rc == RC_OK && !w.met)
		rc = err_set(e, RC_BAD, "%.*s: there is no such file", SLICE_FMT(row->id));
	w.report = r;
	if (rc == RC_OK && choice->shape == TEXT)
		report_text(r, bytes_slice(&w.text));
	else if (rc == RC_OK && choice->shape == JSON)
		report_json(r, bytes_slice(&w.text));
	else if (rc == RC_OK)
		rc = read_article(reading, row, &proof, &w, e);
	if (rc == RC_OK && choice->shape == BYTES)
		report_text(r, bytes_slice(&w.text));
	bytes_release(&w.text);
	article_proof_release(&proof);
	return rc;
}

static enum rc
run_show(const struct options *o, struct report *r, struct err *e)
{
	struct reading_settings settings = {.path = o->operands[0]};
	struct article_row article = ARTICLE_ROW_EMPTY;
	const struct choice *choice;
	struct reading reading;
	enum rc rc = choose(o, &choice, e);

	if (rc == RC_OK)
		rc = reading_open(o, &settings, &reading, e);
	if (rc != RC_OK)
		return rc;
	rc = article_find_part(&reading.frames, slice_str(o->operands[1]), &article, e);
	if (rc == RC_OK)
		rc = show(&reading, &article.row, choice, r, e);
	if (rc != RC_OK)
		err_within(e, rc, "%s", settings.path);
	article_row_release(&article);
	reading_release(&reading);
	return rc;
}
