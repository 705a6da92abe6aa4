#include "archiver/gather/read/reader.h"

#include "archiver/gather/intake/report_file.h"
#include "archiver/gather/read/charset.h"
#include "archiver/gather/read/html_sign.h"
#include "archiver/gather/read/markdown_sign.h"
#include "archiver/gather/read/markup_scan.h"
#include "archiver/gather/read/packed_kind.h"
#include "archiver/gather/read/read_iptc7901.h"
#include "archiver/gather/read/read_mail.h"
#include "archiver/gather/read/read_ninjs.h"
#include "archiver/gather/read/read_wire_xml.h"
#include "archiver/gather/read/xml_tree.h"

/* `at` bytes from the start stands `magic`. */
static const struct {
	size_t at;
	struct slice magic;
	struct reader_guess guess;
} KNOWN[] = {
	{0, SLICE("\xFF\xD8\xFF"), {READER_PICTURE, "image/jpeg", "jpg", NULL}},
	{0, SLICE("\x89PNG\r\n\x1A\n"), {READER_PICTURE, "image/png", "png", NULL}},
	{0, SLICE("GIF87a"), {READER_PICTURE, "image/gif", "gif", NULL}},
	{0, SLICE("GIF89a"), {READER_PICTURE, "image/gif", "gif", NULL}},
	{0, SLICE("II*\0"), {READER_PICTURE, "image/tiff", "tif", NULL}},
	{0, SLICE("MM\0*"), {READER_PICTURE, "image/tiff", "tif", NULL}},
	{8, SLICE("WEBPVP8"), {READER_PICTURE, "image/webp", "webp", NULL}},
	{0, SLICE("%PDF-"), {READER_PDF, NULL, "pdf", "a PDF document"}},
	{0, SLICE("PK\x03\x04"), {READER_ZIP, NULL, NULL, "a zip archive or office document"}},
	{0, SLICE("PK\x05\x06"), {READER_ARCHIVE, NULL, NULL, "a zip archive"}},
	{0, SLICE("7z\xBC\xAF\x27\x1C"), {READER_ARCHIVE, NULL, NULL, "a 7z archive"}},
	{257, SLICE("ustar"), {READER_ARCHIVE, NULL, NULL, "a tar archive"}},
	{0, SLICE("\xD0\xCF\x11\xE0"),
		{READER_UNKNOWN, NULL, NULL, "an old office document, or an encrypted one"}},
	{0, SLICE("{\\rtf"), {READER_UNKNOWN, NULL, NULL, "an RTF document"}},
	{0, SLICE("\x1F\x8B"), {READER_PACKED, NULL, NULL, "gzip"}},
	{0, SLICE("\x28\xB5\x2F\xFD"), {READER_PACKED, NULL, NULL, "zstd"}},
	{0, SLICE("\x5D\x2A\x4D\x18"),
		{READER_UNKNOWN, NULL, NULL, "zstd with a dictionary, as web archives may be"}},
	{0, SLICE("\xFD\x37zXZ\0"), {READER_PACKED, NULL, NULL, "xz"}},
	{0, SLICE("BZh"), {READER_PACKED, NULL, NULL, "bzip2"}},
	{0, SLICE("WARC/"), {READER_WEB_ARCHIVE, NULL, NULL, "a web archive"}},
	{0, SLICE("filedesc:"), {READER_WEB_ARCHIVE, NULL, NULL, "a web archive"}},
	{4, SLICE("ftyp"), {READER_UNKNOWN, NULL, NULL, "a film, or a picture in HEIF"}},
	{0, SLICE("<?xml"), {READER_UNKNOWN, NULL, NULL, "XML"}},
};

static uint8_t
lower(uint8_t c)
{
	return c >= 'A' && c <= 'Z' ? (uint8_t)(c - 'A' + 'a') : c;
}

static bool
stands_at(struct slice first, size_t at, struct slice magic)
{
	return slice_equal(slice_first(slice_from(first, at), magic.len), magic);
}

/* A page in UTF-16 begins with ASCII too: its bytes without the zeros. */
static struct slice
narrow(struct slice first, uint8_t out[READER_FIRST])
{
	size_t n = 0;

	if (!charset_is_utf16(first))
		return first;
	for (size_t i = charset_by_mark(first).mark; i < first.len; i++)
		if (first.p[i] != 0)
			out[n++] = first.p[i];
	return slice_of(out, n);
}

static bool
is_html(struct slice first)
{
	uint8_t room[READER_FIRST];

	return html_sign_check(narrow(first, room));
}

/* A root element without a declaration: its name is a name, and some element ends. */
static bool
is_xml(struct slice first)
{
	struct slice root = xml_tree_root(first);

	for (size_t i = 0; i < root.len; i++) {
		uint8_t c = lower(root.p[i]);

		if ((c < 'a' || c > 'z') &&
			(i == 0 || ((c < '0' || c > '9') && c != '-' && c != '_' && c != '.')))
			return false;
	}
	return root.len > 0 && memmem(first.p, first.len, "</", 2) != NULL;
}

static uint8_t
first_sign(struct slice *s)
{
	*s = markup_scan_skip_blanks(*s);
	return s->len > 0 ? s->p[0] : 0;
}

/* An object begins with a name, a list with an object, a list or a text. */
static bool
is_json(struct slice first)
{
	uint8_t open = first_sign(&first), next;

	if (open != '{' && open != '[')
		return false;
	first = slice_from(first, 1);
	next = first_sign(&first);
	return next == '"' || (open == '[' && (next == '{' || next == '['));
}

struct reader_guess
reader_guess(struct slice first)
{
	struct reader_guess guess;

	first = slice_first(first, READER_FIRST);
	if (is_html(first))
		return (struct reader_guess){READER_HTML, "text/html", "html", NULL};
	if (read_wire_xml_root(xml_tree_root(first)))
		return (struct reader_guess){READER_WIRE_XML, "application/xml", "xml", NULL};
	for (size_t i = 0; i < sizeof KNOWN / sizeof *KNOWN; i++)
		if (stands_at(first, KNOWN[i].at, KNOWN[i].magic))
			return KNOWN[i].guess;
	if (read_ninjs_check(first, &guess))
		return guess;
	if (is_xml(first))
		return (struct reader_guess){READER_UNKNOWN, NULL, NULL, "XML"};
	if (is_json(first))
		return (struct reader_guess){READER_UNKNOWN, NULL, NULL, "JSON"};
	if (read_iptc7901_check(first))
		return (struct reader_guess){READER_IPTC7901, "text/plain", "txt", NULL};
	if (read_mail_check(first))
		return (struct reader_guess){READER_MAIL, "message/rfc822", "eml", NULL};
	if (markdown_sign_check(first))
		return (struct reader_guess){READER_MARKDOWN, "text/markdown", "md", NULL};
	if (slice_find(first, 0) < first.len && !charset_is_utf16(first))
		return (struct reader_guess){READER_UNKNOWN, NULL, NULL, "bytes, not text"};
	return (struct reader_guess){READER_TEXT, "text/plain", "txt", NULL};
}

enum rc
reader_guess_file(const char *path, struct reader_guess *out, struct err *e)
{
	struct bytes first = BYTES_UP_TO(READER_FIRST);
	enum rc rc = report_file_first(path, READER_FIRST, &first, e);

	if (rc == RC_OK)
		*out = reader_guess(bytes_slice(&first));
	bytes_release(&first);
	if (rc == RC_OK && (out->kind == READER_ZIP || out->kind == READER_PACKED))
		rc = packed_kind_refine(path, out, e);
	return rc;
}

bool
reader_is_container(enum reader_kind kind)
{
	return kind == READER_ARCHIVE || kind == READER_COMPRESSED || kind == READER_WEB_ARCHIVE;
}

bool
reader_is_report(enum reader_kind kind)
{
	switch (kind) {
	case READER_TEXT:
	case READER_HTML:
	case READER_MAIL:
	case READER_NINJS:
	case READER_IPTC7901:
	case READER_WIRE_XML:
	case READER_MARKDOWN:
	case READER_DOCX:
	case READER_ODT:
	case READER_PDF:
		return true;
	default:
		return false;
	}
}
