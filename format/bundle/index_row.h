/*
 * index_row.h -- `annals/index.tsv`: a line an article, sorted by id (SPEC 6.3).
 *
 * The columns: id, leaf, offset and length of its run in the text lane, the
 * same in the media lane (0 and 0 where it has none), published, language,
 * number of captions, headline, byline, source. In the last six a backslash is
 * written \\, a tab \t, a line feed \n, and any other C0 control or DEL \xHH.
 */
#ifndef ANNALS_FORMAT_BUNDLE_INDEX_ROW_H
#define ANNALS_FORMAT_BUNDLE_INDEX_ROW_H

#include "format/base/bytes.h"
#include "format/base/digest.h"

#define INDEX_ROW_HEADER \
	"id\tleaf\ttext-offset\ttext-length\tmedia-offset\tmedia-length\t" \
	"published\tlanguage\tcaptions\theadline\tbyline\tsource\n"

/* A row is at most this long, line end included. */
#define INDEX_ROW_MAX (64 * 1024)

/* Where an article's members of one lane lie in the tar stream, headers and padding included. */
struct index_run {
	uint64_t offset;
	uint64_t length;
};

struct index_row {
	struct slice id;
	uint64_t leaf;
	struct index_run runs[2]; /* by enum payload_lane */
	struct slice published;	  /* RFC 3339, or empty */
	struct slice language;	  /* BCP 47 */
	uint64_t captions;
	struct slice headline;
	struct slice byline;
	struct slice source; /* its own address or id where it came from, or empty */
};

void index_row_write(const struct index_row *row, struct bytes *out);

/*
 * A row from its line (without the line end), in its one spelling. `hold` takes what had to
 * be unescaped and must live as long as the row; its old content is dropped. RC_BAD with
 * rule IDX-1.
 */
MUST_USE enum rc
index_row_parse(struct slice line, struct bytes *hold, struct index_row *row, struct err *e);

#endif
