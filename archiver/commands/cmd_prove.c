#include "archiver/commands/commands.h"
#include "archiver/commands/reading.h"
#include "archiver/report.h"
#include "format/bundle/article_read.h"
#include "keys/small_file.h"

#include <stdlib.h>

static enum rc run_prove(const struct options *o, struct report *r, struct err *e);

static const struct command_option OPTIONS[] = {
	{"output", "FILE", "write the proof to this new file instead of standard output",
		COMMAND_ONCE, 'o'},
	BELIEVE_KEY,
	BELIEVE_TRUST,
	{NULL, NULL, NULL, COMMAND_ONCE, 0},
};

const struct command cmd_prove = {
	.name = "prove",
	.summary = "make the proof that an article stands in the signed log, a C2SP tlog-proof",
	.operands = "BUNDLE ARTICLE",
	.least = 2,
	.most = 2,
	.options = OPTIONS,
	.run = run_prove,
};

/* The folder that the output file comes into, for the caller to free; NULL without memory. */
static char *
folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	if (slash == NULL)
		return strdup(".");
	return strndup(path, slash == path ? 1 : (size_t)(slash - path));
}

static enum rc
prove(struct reading *reading, const char *article, const char *output, struct report *r,
	struct err *e)
{
	struct article_row row = ARTICLE_ROW_EMPTY;
	struct article_proof proof = ARTICLE_PROOF_EMPTY;
	enum rc rc = article_find_part(&reading->frames, slice_str(article), &row, e);

	if (rc == RC_OK)
		rc = article_proof_make(&reading->frames, &row.row, &proof, e);
	if (rc == RC_OK && output != NULL)
		rc = small_file_create(output, 0644, bytes_slice(&proof.text), e);
	else if (rc == RC_OK)
		report_text(r, bytes_slice(&proof.text));
	article_proof_release(&proof);
	article_row_release(&row);
	return rc;
}

static enum rc
run_prove(const struct options *o, struct report *r, struct err *e)
{
	const char *output = options_value(o, "output");
	struct reading_settings settings = {.path = o->operands[0]};
	struct reading reading;
	char *folder = NULL;
	enum rc rc;

	if (output != NULL) {
		folder = folder_of(output);
		if (folder == NULL)
			return err_nomem(e);
		settings.writable = folder;
	}
	rc = reading_open(o, &settings, &reading, e);
	if (rc == RC_OK) {
		rc = prove(&reading, o->operands[1], output, r, e);
		reading_release(&reading);
	}
	free(folder);
	return rc;
}
