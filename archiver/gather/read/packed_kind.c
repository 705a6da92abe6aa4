#include "archiver/gather/read/packed_kind.h"

#include "archiver/gather/read/archive_input.h"

/* The content of a member called `mimetype` is a line. */
#define TYPE_MAX 128

static const struct reader_guess ZIP = {READER_ARCHIVE, NULL, NULL, "a zip archive"};

/* ---- zip ------------------------------------------------------------------------------------ */

/* Names that tell, each alone or two together. */
struct names {
	bool types; /* [Content_Types].xml: an office document of ECMA-376 */
	bool word, sheet, slides;
	bool package, warc;
	uint8_t type[TYPE_MAX]; /* content of `mimetype` */
	size_t type_len;
};

static enum rc
see_name(struct archive_input *in, struct names *seen, struct err *e)
{
	const char *said = archive_input_name(in);
	struct slice name = said == NULL ? SLICE_EMPTY : slice_str(said);

	seen->types = seen->types || slice_is(name, "[Content_Types].xml");
	seen->word = seen->word || slice_is(name, "word/document.xml");
	seen->sheet = seen->sheet || slice_is(name, "xl/workbook.xml");
	seen->slides = seen->slides || slice_is(name, "ppt/presentation.xml");
	seen->package = seen->package || slice_is(name, "datapackage.json");
	seen->warc = seen->warc ||
		(slice_starts(name, "archive/") &&
			(slice_ends(name, ".warc") || slice_ends(name, ".warc.gz")));
	if (!slice_is(name, "mimetype"))
		return RC_OK;
	return archive_input_read(in, seen->type, TYPE_MAX, &seen->type_len, e);
}

static struct reader_guess
tell(const struct names *seen)
{
	static const char ODF[] = "application/vnd.oasis.opendocument.";
	struct slice type = slice_of(seen->type, seen->type_len);

	while (type.len > 0 && type.p[type.len - 1] <= ' ')
		type.len--;
	if (seen->types && seen->word)
		return (struct reader_guess){READER_DOCX, NULL, "docx", "a DOCX document"};
	if (seen->types && (seen->sheet || seen->slides))
		return (struct reader_guess){
			READER_UNKNOWN, NULL, NULL, "a spreadsheet or slides, not a text"};
	if (slice_is(type, "application/vnd.oasis.opendocument.text"))
		return (struct reader_guess){READER_ODT, NULL, "odt", "an ODT document"};
	if (slice_starts(type, ODF))
		return (struct reader_guess){
			READER_UNKNOWN, NULL, NULL, "an OpenDocument file that is no text"};
	if (slice_is(type, "application/epub+zip"))
		return (struct reader_guess){READER_UNKNOWN, NULL, NULL, "a book in EPUB"};
	if (seen->package && seen->warc)
		return (struct reader_guess){READER_WEB_ARCHIVE, NULL, NULL, "a web archive"};
	return ZIP;
}

static enum rc
refine_zip(const char *path, struct reader_guess *g, struct err *e)
{
	struct archive_input in = ARCHIVE_INPUT_EMPTY;
	struct names seen = {.types = false};
	bool got = true;
	enum rc rc = archive_input_open(path, ARCHIVE_INPUT_ZIP, &in, e);

	for (unsigned i = 0; i < PACKED_KIND_NAMES_MAX && rc == RC_OK && got; i++) {
		rc = archive_input_next(&in, &got, e);
		if (rc == RC_OK && got)
			rc = see_name(&in, &seen, e);
	}
	archive_input_release(&in);
	*g = rc == RC_OK ? tell(&seen) : ZIP;
	return rc == RC_NOMEM ? rc : RC_OK;
}

/* ---- compressed ------------------------------------------------------------------------------ */

/* The first bytes of what is packed, as many as can be had. */
static enum rc
read_first(const char *path, uint8_t first[READER_FIRST], size_t *len, struct err *e)
{
	struct archive_input in = ARCHIVE_INPUT_EMPTY;
	size_t got = 1;
	bool any = false;
	enum rc rc = archive_input_open(path, ARCHIVE_INPUT_RAW, &in, e);

	*len = 0;
	if (rc == RC_OK)
		rc = archive_input_next(&in, &any, e);
	while (rc == RC_OK && any && got > 0 && *len < READER_FIRST) {
		rc = archive_input_read(&in, first + *len, READER_FIRST - *len, &got, e);
		*len += got;
	}
	archive_input_release(&in);
	return rc == RC_NOMEM ? rc : RC_OK;
}

static bool
is_tar(const struct reader_guess *g)
{
	return g->kind == READER_ARCHIVE && strcmp(g->what, "a tar archive") == 0;
}

static enum rc
refine_packed(const char *path, struct reader_guess *g, struct err *e)
{
	uint8_t first[READER_FIRST];
	bool streams = strcmp(g->what, "gzip") == 0 || strcmp(g->what, "zstd") == 0;
	struct reader_guess within;
	size_t len;
	enum rc rc = read_first(path, first, &len, e);

	if (rc != RC_OK)
		return rc;
	within = reader_guess(slice_of(first, len));
	/* Why it cannot be unpacked, where it cannot, is told where that is tried. */
	if (len > 0 && (is_tar(&within) || (within.kind == READER_WEB_ARCHIVE && streams)))
		*g = within;
	else
		*g = (struct reader_guess){READER_COMPRESSED, NULL, NULL, "a compressed file"};
	return RC_OK;
}

enum rc
packed_kind_refine(const char *path, struct reader_guess *g, struct err *e)
{
	return g->kind == READER_ZIP ? refine_zip(path, g, e) : refine_packed(path, g, e);
}
