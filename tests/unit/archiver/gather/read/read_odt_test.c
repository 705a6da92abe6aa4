#include "archiver/gather/read/read_odt.h"

#include "archiver/gather/read/archive_input.h"
#include "archiver/gather/read/xml_walk.h"
#include "support/packed.h"
#include "support/scratch.h"
#include "support/story_dump.h"
#include "support/test.h"

#define ODF "urn:oasis:names:tc:opendocument:xmlns:"
#define SPACES \
	"xmlns:office=\"" ODF "office:1.0\" xmlns:text=\"" ODF "text:1.0\" xmlns:style=\"" ODF \
	"style:1.0\" xmlns:table=\"" ODF "table:1.0\" xmlns:draw=\"" ODF \
	"drawing:1.0\" xmlns:fo=\"" ODF "xsl-fo-compatible:1.0\" xmlns:svg=\"" ODF \
	"svg-compatible:1.0\" xmlns:meta=\"" ODF \
	"meta:1.0\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" " \
	"xmlns:dc=\"http://purl.org/dc/elements/1.1/\""

#define AUTOMATIC \
	"<office:automatic-styles>" \
	"<style:style style:name=\"P1\" style:family=\"paragraph\"" \
	" style:parent-style-name=\"Caption\"/>" \
	"<style:style style:name=\"P2\" style:family=\"paragraph\">" \
	"<style:paragraph-properties fo:text-align=\"center\"/></style:style>" \
	"<style:style style:name=\"T1\" style:family=\"text\">" \
	"<style:text-properties text:display=\"none\"/></style:style>" \
	"</office:automatic-styles>"

#define BODY(body) \
	"<office:document-content " SPACES ">" AUTOMATIC "<office:body><office:text>" body \
	"</office:text></office:body></office:document-content>"

#define P(text)		    "<text:p>" text "</text:p>"
#define STYLED(style, text) "<text:p text:style-name=\"" style "\">" text "</text:p>"
#define FRAME(content) \
	"<draw:frame text:anchor-type=\"as-char\" svg:width=\"5cm\" svg:height=\"4cm\">" content \
	"</draw:frame>"
#define IMAGE(name) "<draw:image xlink:href=\"Pictures/" name "\"/>"
#define LONG	    "Sáng nay, xã tổ chức lễ phát động trồng cây và đã trồng hơn năm trăm cây."

static const char STYLES[] = "<office:document-styles " SPACES "><office:styles>"
			     "<style:style style:name=\"Title\" style:family=\"paragraph\"/>"
			     "<style:style style:name=\"Caption\" style:family=\"paragraph\"/>"
			     "<style:style style:name=\"Illustration\" style:family=\"paragraph\""
			     " style:parent-style-name=\"Caption\"/>"
			     "<style:style style:name=\"Heading_20_2\" style:family=\"paragraph\"/>"
			     "<style:style style:name=\"Rieng\" style:family=\"paragraph\""
			     " style:default-outline-level=\"1\"/>"
			     "</office:styles></office:document-styles>";

static const char META[] =
	"<office:document-meta " SPACES "><office:meta><dc:creator>B</dc:creator>"
	"<meta:initial-creator>A</meta:initial-creator>"
	"<meta:creation-date>2024-03-05T08:01:02.123456789</meta:creation-date>"
	"<dc:date>2024-03-05T09:01:02.123456789</dc:date></office:meta></office:document-meta>";

static const char MANIFEST[] = "<m:manifest xmlns:m=\"" ODF "manifest:1.0\"/>";

static const char ENCRYPTED[] =
	"<m:manifest xmlns:m=\"" ODF "manifest:1.0\"><m:file-entry m:full-path=\"content.xml\">"
	"<m:encryption-data/></m:file-entry></m:manifest>";

struct reading {
	struct story story;
	struct normal normal;
};

static void
skip_without_libraries(void)
{
	if (strstr(archive_input_library(), "not in this build") != NULL ||
		strstr(xml_walk_library(), "not in this build") != NULL)
		skip();
}

static enum rc
read_file(struct reading *r, struct err *e)
{
	story_init(&r->story);
	normal_init(&r->normal);
	return read_odt("a.odt", 420, &r->normal, &r->story, e);
}

static void
end(struct reading *r)
{
	story_release(&r->story);
	normal_release(&r->normal);
}

static void
make(const char *content, const char *meta, const char *manifest)
{
	const struct packed_member members[] = {
		{"mimetype", "application/vnd.oasis.opendocument.text", 'f'},
		{"content.xml", content, 'f'},
		{"meta.xml", meta, 'f'},
		{"styles.xml", STYLES, 'f'},
		{"META-INF/manifest.xml", manifest, 'f'},
	};

	packed_make("a.odt", "zip", members, sizeof members / sizeof *members);
}

/* Strings between macros: clang-format would let such a line grow without end. */
/* clang-format off */
static const struct {
	const char *what, *body, *told;
} ROWS[] = {
	{"runs are joined", BODY(P("Một <text:span>hai</text:span>")), "b:Một hai"},
	{"tabs, breaks, blanks", BODY(P("a<text:tab/>b<text:line-break/>c<text:s text:c=\"9\"/>d")),
		"b:a b c d"},
	{"what was deleted, comments and indexes",
		BODY("<text:tracked-changes>" P(
			"x") "</text:tracked-changes>"
			     "<text:table-of-content>" P("x") "</text:table-of-content>" P(
				     "a<office:annotation>" P("x") "</office:annotation>b")),
		"b:ab"},
	{"hidden text",
		BODY(P("a<text:span text:style-name=\"T1\">x<text:span>y</text:span></text:span>b")),
		"b:ab"},
	{"sections that are not shown",
		BODY(P("a") "<text:section text:display=\"none\">" P("x") "</text:section>"
		"<text:section text:display=\"condition\" text:is-hidden=\"true\">" P("y")
		"</text:section><text:section text:display=\"condition\">" P("b")
		"</text:section><text:section>" P("c") "</text:section>"),
		"b:a / b:b / b:c"},
	{"text where it was inserted, between marks of changes",
		BODY(P("a<text:change-start text:change-id=\"1\"/>b<text:change-end "
		       "text:change-id=\"1\"/><text:change text:change-id=\"2\"/>c")),
		"b:abc"},
	{"a text box in a shape",
		BODY(P("a<draw:custom-shape>" P("x") "</draw:custom-shape>b")), "b:x / b:ab"},
	{"of ruby the text",
		BODY(P("<text:ruby><text:ruby-base>漢</text:ruby-base><text:ruby-text>x</text:ruby-text>"
		       "</text:ruby>")),
		"b:漢"},
	{"a note stands behind the text",
		BODY(P("a<text:note><text:note-citation>1</text:note-citation><text:note-body>" P(
			"n") "</text:note-body></text:note>b")
				P("c")),
		"b:ab / b:c / o:n"},
	{"a title, and headings by element",
		BODY(STYLED("Title", "Tin vui")
				P("a") "<text:h text:outline-level=\"2\">Hai</text:h>" P("b")),
		"h:Tin vui / l:a / s:Hai / b:b"},
	{"a style that the document does not define",
		BODY(STYLED("Headline", "Tin vui") STYLED("Author", "Lê Na") P("a")),
		"h:Tin vui / a:Lê Na / b:a"},
	{"a heading by its style, with a blank in its name",
		BODY(STYLED("Heading_20_2", "Tin vui") P("a")), "h:Tin vui / b:a"},
	{"a heading by its style's outline level", BODY(STYLED("Rieng", "Tin vui") P("a")),
		"h:Tin vui / b:a"},
	{"a row of a table is a paragraph",
		BODY("<table:table><table:table-row><table:table-cell>" P("a")
		"</table:table-cell><table:table-cell>" P(
			"b") "</table:table-cell></table:table-row></table:table>" P("c")),
		"b:a | b / b:c"},
	{"a cell that another covers",
		BODY("<table:table><table:table-row><table:table-cell>" P("a")
		"</table:table-cell><table:covered-table-cell>" P(
			"x") "</table:covered-table-cell></table:table-row></table:table>"),
		"b:a"},
	{"a picture in a frame with its caption, as LibreOffice makes it",
		BODY(P(LONG) P(FRAME("<draw:text-box>" STYLED("Illustration",
			FRAME(IMAGE(
				"a.png")) "Ảnh <text:sequence>1</text:sequence>: Hái chè.")
				"</draw:text-box>"))
				P(LONG)),
		"b:" LONG " / c:Ảnh 1: Hái chè. / b:" LONG " [Pictures/a.png 1]"},
	{"a caption by a style of the text's own",
		BODY(P(LONG) P(FRAME(IMAGE("a.png"))) STYLED("P1", "Hái chè.") P(LONG)),
		"b:" LONG " / c:Hái chè. / b:" LONG " [Pictures/a.png 1]"},
	{"a centred line under a centred picture",
		BODY(P(LONG) STYLED("P2", FRAME(IMAGE("a.png"))) STYLED("P2", "Bà con hái chè.")
				P(LONG)),
		"b:" LONG " / c:Bà con hái chè. / b:" LONG " [Pictures/a.png 1]"},
	{"of two renderings of a picture the first",
		BODY(P("a") P(FRAME(IMAGE("a.svg") IMAGE("a.png")))), "b:a [Pictures/a.svg -]"},
	{"a picture that lies elsewhere",
		BODY(P("a") P(FRAME("<draw:image xlink:href=\"../../etc/passwd\"/>"))), "b:a"},
	{"an ornament",
		BODY(P("a") P("<draw:frame svg:width=\"5cm\" svg:height=\"0.1cm\">" IMAGE(
			"a.png") "</draw:frame>")),
		"b:a"},
};
/* clang-format on */

static void
tells_what_a_document_says(void **state)
{
	(void)state;
	skip_without_libraries();
	for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
		struct reading r;
		struct err e = ERR_NONE;

		make(ROWS[i].body, META, MANIFEST);
		if (read_file(&r, &e) != RC_OK)
			fail_msg("%s: %s", ROWS[i].what, e.text);
		if (strcmp(story_dump(&r.story), ROWS[i].told) != 0)
			fail_msg("%s: %s", ROWS[i].what, story_dump(&r.story));
		end(&r);
	}
}

static void
tells_the_properties(void **state)
{
	const struct story_finding *f;
	struct reading r;
	struct err e;

	(void)state;
	skip_without_libraries();
	make(BODY(P("a")), META, MANIFEST);
	assert_rc(RC_OK, read_file(&r, &e), &e);
	assert_true(r.story.dated);
	assert_int_equal(r.story.published.hour, 8);
	assert_int_equal(r.story.published.offset, 420);
	f = story_surest(&r.story, "byline");
	assert_non_null(f);
	assert_slice_is(f->value, "A");
	assert_true(f->percent < STORY_SURE);
	end(&r);
}

static void
refuses_with_a_reason(void **state)
{
	static const struct {
		const char *content, *manifest, *said;
		enum rc rc;
	} rows[] = {
		{"\1\2\3", ENCRYPTED, "encrypted with a password", RC_UNSUPPORTED},
		{BODY(""), MANIFEST, "no text in it", RC_BAD},
		{"<a>", MANIFEST, "content.xml: no element found in line 1 of its XML", RC_BAD},
		{"<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>", MANIFEST,
			"content.xml: a document type declaration, which no document needs",
			RC_BAD},
	};

	(void)state;
	skip_without_libraries();
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct reading r;
		struct err e = ERR_NONE;

		make(rows[i].content, META, rows[i].manifest);
		assert_rc(rows[i].rc, read_file(&r, &e), &e);
		assert_string_equal(e.text, rows[i].said);
		end(&r);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_SCRATCH(tells_what_a_document_says),
		IN_SCRATCH(tells_the_properties),
		IN_SCRATCH(refuses_with_a_reason),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
