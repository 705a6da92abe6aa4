#include "archiver/gather/read/read_docx.h"

#include "archiver/gather/read/archive_input.h"
#include "archiver/gather/read/xml_walk.h"
#include "support/packed.h"
#include "support/scratch.h"
#include "support/story_dump.h"
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>

#define W "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
#define SPACES \
	W " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"" \
	  " xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"" \
	  " xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\"" \
	  " xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"" \
	  " xmlns:v=\"urn:schemas-microsoft-com:vml\""

/* A document whose body is `body`. */
#define BODY(body) "<w:document " SPACES "><w:body>" body "</w:body></w:document>"

#define RUN(text)	    "<w:r><w:t xml:space=\"preserve\">" text "</w:t></w:r>"
#define P(text)		    "<w:p>" RUN(text) "</w:p>"
#define STYLED(style, text) "<w:p><w:pPr><w:pStyle w:val=\"" style "\"/></w:pPr>" RUN(text) "</w:p>"
#define DRAWN(id) \
	"<w:r><w:drawing><wp:inline><wp:extent cx=\"900000\" cy=\"900000\"/>" \
	"<wp:docPr descr=\"Chè\"/><a:blip r:embed=\"" id "\"/></wp:inline></w:drawing></w:r>"
#define PICTURE(id)	 "<w:p>" DRAWN(id) "</w:p>"
#define CENTRED(content) "<w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr>" content "</w:p>"
#define LONG		 "Sáng nay, xã tổ chức lễ phát động trồng cây và đã trồng hơn năm trăm cây."

static const char STYLES[] =
	"<w:styles " W ">"
	"<w:style w:type=\"paragraph\" w:styleId=\"Tiu\"><w:name w:val=\"Title\"/></w:style>"
	"<w:style w:type=\"paragraph\" w:styleId=\"u1\"><w:name w:val=\"heading 1\"/></w:style>"
	"<w:style w:type=\"paragraph\" w:styleId=\"Rieng\"><w:name w:val=\"Riêng\"/>"
	"<w:basedOn w:val=\"u1\"/></w:style>"
	"<w:style w:type=\"paragraph\" w:styleId=\"Chuthich\"><w:name w:val=\"caption\"/></w:style>"
	"<w:style w:type=\"paragraph\" w:styleId=\"M1\"><w:name w:val=\"toc 1\"/></w:style>"
	"<w:style w:type=\"paragraph\" w:styleId=\"A\"><w:name w:val=\"a\"/><w:basedOn w:val=\"B\"/>"
	"</w:style><w:style w:type=\"paragraph\" w:styleId=\"B\"><w:name w:val=\"b\"/>"
	"<w:basedOn w:val=\"A\"/></w:style></w:styles>";

static const char LINKS[] =
	"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
	"<Relationship Id=\"r1\" Type=\"http://x/image\" Target=\"media/image1.png\"/>"
	"<Relationship Id=\"r2\" Type=\"http://x/image\" Target=\"/word/media/image2.png\"/>"
	"<Relationship Id=\"r3\" Type=\"http://x/image\" Target=\"http://x/a.png\""
	" TargetMode=\"External\"/></Relationships>";

static const char NOTES[] = "<w:footnotes " W "><w:footnote w:type=\"separator\">" P(
	"-----") "</w:footnote>"
		 "<w:footnote>" P("Theo số liệu của xã.") "</w:footnote></w:footnotes>";

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
	return read_docx("a.docx", 420, &r->normal, &r->story, e);
}

static void
end(struct reading *r)
{
	story_release(&r->story);
	normal_release(&r->normal);
}

static void
make(const char *body)
{
	const struct packed_member members[] = {
		{"[Content_Types].xml", "<Types/>", 'f'},
		{"word/document.xml", body, 'f'},
		{"word/styles.xml", STYLES, 'f'},
		{"word/_rels/document.xml.rels", LINKS, 'f'},
	};

	packed_make("a.docx", "zip", members, sizeof members / sizeof *members);
}

/* ---- what comes out -------------------------------------------------------------------------- */

/* Strings between macros: clang-format would let such a line grow without end. */
/* clang-format off */
static const struct {
	const char *what, *body, *told;
} ROWS[] = {
	{"runs are joined", BODY("<w:p>" RUN("Một ") RUN("hai") "</w:p>"), "b:Một hai"},
	{"tabs, breaks and hyphens",
		BODY("<w:p><w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr><w:r>"
		     "<w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/>"
		     "<w:t>d</w:t><w:softHyphen/><w:t>e</w:t></w:r></w:p>"),
		"b:a b c-de"},
	{"a link", BODY("<w:p>" RUN("Xem ") "<w:hyperlink>" RUN("đây") "</w:hyperlink></w:p>"),
		"b:Xem đây"},
	{"empty paragraphs", BODY("<w:p/>" P(" ") P("a")), "b:a"},
	{"inserted counts, deleted does not",
		BODY("<w:p>" RUN("a") "<w:ins>" RUN(
			"b") "</w:ins><w:del><w:r><w:delText>c</w:delText>"
			     "</w:r></w:del><w:moveFrom>" RUN("d") "</w:moveFrom><w:moveTo>" RUN(
				     "e") "</w:moveTo></w:p>"),
		"b:abe"},
	{"a deleted row of a table",
		BODY("<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:del>" RUN(
			"x") "</w:del></w:p></w:tc></w:tr><w:tr><w:tc>" P("a")
		"</w:tc></w:tr></w:tbl>"),
		"b:a"},
	{"a deleted end of a paragraph",
		BODY("<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>" RUN("a ") "</w:p>" P("b")
				P("c")),
		"b:a b / b:c"},
	{"the last end is deleted",
		BODY("<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>" RUN("a") "</w:p>"), "b:a"},
	{"what was styled otherwise before",
		BODY("<w:p><w:pPr><w:pStyle w:val=\"Tiu\"/><w:pPrChange><w:pPr>"
		     "<w:pStyle w:val=\"u1\"/></w:pPr></w:pPrChange></w:pPr>" RUN("a") "</w:p>" P(
			     "b")),
		"h:a / b:b"},
	{"hidden text, and a form that nobody filled in",
		BODY("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>a</w:t></w:r>"
		     "<w:r><w:rPr><w:rStyle w:val=\"PlaceholderText\"/></w:rPr><w:t>b</w:t></w:r>"
		     "<w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>c</w:t></w:r></w:p>"),
		"b:c"},
	{"of a field what it shows",
		BODY("<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>DATE"
		     "</w:instrText></w:r>" RUN("x")
		     "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>" RUN(
			     "y") "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>" RUN("z")
			     "</w:p>"),
		"b:yz"},
	{"fields in a field's instruction",
		BODY("<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>"
		     "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>"
		     "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>" RUN(
			     "x") "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
				  "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>" RUN(
					  "y")
					  "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>"),
		"b:y"},
	{"ends of fields that never began",
		BODY("<w:p><w:r><w:fldChar w:fldCharType=\"end\"/><w:t>a</w:t></w:r></w:p>"),
		"b:a"},
	{"a table of contents", BODY(STYLED("M1", "Phần 1 … 3") P("a")), "b:a"},
	{"a title by its style, whatever its id", BODY(P("Xã A") STYLED("Tiu", "Tin vui") P("b")),
		"b:Xã A / h:Tin vui / b:b"},
	{"a heading by the style it is based on",
		BODY(STYLED("Tiu", "Tin vui") P("b") STYLED("Rieng", "Phần hai") P("c")),
		"h:Tin vui / l:b / s:Phần hai / b:c"},
	{"the first heading where there is no title", BODY(STYLED("u1", "Tin vui") P("b")),
		"h:Tin vui / b:b"},
	{"a heading by its outline level",
		BODY("<w:p><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr>" RUN("Tin") "</w:p>" P("b")),
		"h:Tin / b:b"},
	{"styles that are based on each other", BODY(STYLED("A", "a")), "b:a"},
	{"a row of a table is a paragraph",
		BODY("<w:tbl><w:tr><w:tc>" P("a") "</w:tc><w:tc>" P(
			"b") "</w:tc></w:tr><w:tr><w:tc>" P("c")
				P("d") "</w:tc><w:tc>" P("e") "</w:tc></w:tr></w:tbl>"),
		"b:a | b / b:c / b:d / b:e"},
	{"a text box, once",
		BODY("<w:p>" RUN("a") "<w:r><mc:AlternateContent><mc:Choice><w:txbxContent>"
		P("hộp") "</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>" P(
			"hộp") "</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>"
			RUN("b") "</w:p>"),
		"b:hộp / b:ab"},
	{"a picture with a styled caption",
		BODY(P(LONG) PICTURE("r1") STYLED("Chuthich", "Hái chè.") P(LONG)),
		"b:" LONG " / c:Hái chè. / b:" LONG " [word/media/image1.png 1]"},
	{"a caption without a style, centred",
		BODY(P(LONG) CENTRED(DRAWN("r2")) CENTRED(RUN("Bà con hái chè.")) P(LONG)),
		"b:" LONG " / c:Bà con hái chè. / b:" LONG " [word/media/image2.png 1]"},
	{"a credit goes to its picture",
		BODY(P(LONG) PICTURE("r1") P("Hái chè xuân. Ảnh: Minh Tú") P(LONG)),
		"b:" LONG " / c:Hái chè xuân. / b:" LONG " [word/media/image1.png 1]"},
	{"text behind a picture is no caption", BODY(P(LONG) PICTURE("r1") P(LONG)),
		"b:" LONG " / b:" LONG " [word/media/image1.png -]"},
	{"two pictures, then two captions",
		BODY(P(LONG) PICTURE("r1") PICTURE("r2") STYLED("Chuthich", "Một.")
				STYLED("Chuthich", "Hai.") P(LONG)),
		"b:" LONG " / c:Một. / c:Hai. / b:" LONG
		" [word/media/image1.png 1] [word/media/image2.png 2]"},
	{"a caption in the picture's own paragraph",
		BODY(P(LONG) "<w:p>" DRAWN("r1") "<w:r><w:br/></w:r>" RUN(
			"Hái chè ở bản") "</w:p>" P(LONG)),
		"b:" LONG " / c:Hái chè ở bản / b:" LONG " [word/media/image1.png 1]"},
	{"a caption over its picture",
		BODY(P(LONG) STYLED("Chuthich", "Hái chè.") PICTURE("r1") P(LONG)),
		"b:" LONG " / c:Hái chè. / b:" LONG " [word/media/image1.png 1]"},
	{"a caption numbered by a field",
		BODY(P(LONG) PICTURE("r1") "<w:p>" RUN("Số ")
		"<w:fldSimple w:instr=\" SEQ Anh \">" RUN(
			"1") "</w:fldSimple>" RUN(": Hái chè.") "</w:p>" P(LONG)),
		"b:" LONG " / c:Số 1: Hái chè. / b:" LONG " [word/media/image1.png 1]"},
	{"the caption of a table is text",
		BODY(P(LONG) STYLED("Chuthich", "Bảng 1. Sản lượng") P(LONG)),
		"b:" LONG " / b:Bảng 1. Sản lượng / b:" LONG},
	{"a picture that lies elsewhere", BODY(P("a") PICTURE("r3") P(LONG)), "b:a / b:" LONG},
	{"an old picture",
		BODY(P("a") "<w:p><w:r><w:pict><v:imagedata r:id=\"r1\"/></w:pict></w:r></w:p>"),
		"b:a [word/media/image1.png -]"},
	{"a rule drawn as a picture",
		BODY(P("a") "<w:p><w:r><w:drawing><wp:inline><wp:extent cx=\"900000\" cy=\"100\"/>"
			    "<a:blip r:embed=\"r1\"/></wp:inline></w:drawing></w:r></w:p>"),
		"b:a"},
	{"a letter of an office",
		BODY("<w:tbl><w:tr><w:tc>" P("UBND TỈNH LAM SƠN") P("Số: 12/TB-UBND")
		"</w:tc><w:tc>" P(
			"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") P("Độc lập - Tự do - Hạnh phúc")
				P("Lam Sơn, ngày 5 tháng 3 năm 2024") "</w:tc></w:tr></w:tbl>" P(
					"THÔNG CÁO BÁO CHÍ") P("Kết quả vụ chè xuân")
					P(LONG) "<w:tbl><w:tr><w:tc>" P("Nơi nhận:")
						P("- Lưu: VT.") "</w:tc><w:tc>" P("CHỦ TỊCH") P(
							"Trần Văn Khải") "</w:tc></w:tr></w:tbl>"),
		"n:UBND TỈNH LAM SƠN / n:Số: 12/TB-UBND / n:CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM / "
		"n:Độc lập - Tự do - Hạnh phúc / n:Lam Sơn, ngày 5 tháng 3 năm 2024 / "
		"n:THÔNG CÁO BÁO CHÍ / b:Kết quả vụ chè xuân / b:" LONG
		" / n:Nơi nhận: / n:- Lưu: VT. / n:CHỦ TỊCH / n:Trần Văn Khải"},
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

		make(ROWS[i].body);
		if (read_file(&r, &e) != RC_OK)
			fail_msg("%s: %s", ROWS[i].what, e.text);
		if (strcmp(story_dump(&r.story), ROWS[i].told) != 0)
			fail_msg("%s: %s", ROWS[i].what, story_dump(&r.story));
		end(&r);
	}
}

static void
dates_a_letter_by_its_place_and_date(void **state)
{
	struct reading r;
	struct err e;

	(void)state;
	skip_without_libraries();
	make(BODY(P("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") P("Số: 1/BC-A")
			P("Lam Sơn, ngày 05 tháng 3 năm 2024") P("Tin vui") P(LONG)));
	assert_rc(RC_OK, read_file(&r, &e), &e);
	assert_true(r.story.dated);
	assert_int_equal(r.story.published.year, 2024);
	assert_int_equal(r.story.published.month, 3);
	assert_int_equal(r.story.published.day, 5);
	assert_int_equal(r.story.published.offset, 420);
	end(&r);
}

/* ---- properties ------------------------------------------------------------------------------ */

#define CORE(properties) \
	"<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/" \
	"core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"" \
	" xmlns:dcterms=\"http://purl.org/dc/terms/\">" properties "</cp:coreProperties>"

static void
make_with_properties(const char *body, const char *core)
{
	const struct packed_member members[] = {
		{"[Content_Types].xml", "<Types/>", 'f'},
		{"docProps/core.xml", core, 'f'},
		{"word/footnotes.xml", NOTES, 'f'},
		{"word/document.xml", body, 'f'},
	};

	packed_make("a.docx", "zip", members, sizeof members / sizeof *members);
}

static void
weighs_the_properties(void **state)
{
	static const struct {
		const char *what, *core;
		bool headline, dated;
	} rows[] = {
		{"a title that a paragraph repeats",
			CORE("<dc:title>Hội chè xuân Lam Sơn</dc:title>"), true, false},
		{"a title that nothing repeats", CORE("<dc:title>Mẫu công văn số 2</dc:title>"),
			false, false},
		{"made and finished within a month",
			CORE("<dcterms:created>2024-03-05T01:02:03Z</dcterms:created>"
			     "<dcterms:modified>2024-03-06T01:02:03Z</dcterms:modified>"),
			false, true},
		{"from a template of years ago",
			CORE("<dcterms:created>2014-03-05T01:02:03Z</dcterms:created>"
			     "<dcterms:modified>2024-03-06T01:02:03Z</dcterms:modified>"),
			false, false},
		{"a day that is none", CORE("<dcterms:created>hôm nay</dcterms:created>"), false,
			false},
	};

	(void)state;
	skip_without_libraries();
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct reading r;
		struct err e;

		make_with_properties(BODY(P("Hội chè xuân Lam Sơn") P("Xã mở hội.")), rows[i].core);
		assert_rc(RC_OK, read_file(&r, &e), &e);
		if ((r.story.headline != STORY_NONE) != rows[i].headline ||
			r.story.dated != rows[i].dated)
			fail_msg("%s: %s", rows[i].what, story_dump(&r.story));
		end(&r);
	}
}

static void
takes_who_made_it_for_the_author_where_a_paragraph_says_so(void **state)
{
	static const struct {
		const char *what, *body, *author;
	} rows[] = {
		{"above the text", BODY(P("Hội chè xuân") P("LÊ THỊ NA") P(LONG)), "LÊ THỊ NA"},
		{"behind it", BODY(P("Hội chè xuân") P(LONG) P("Lê Thị Na")), "Lê Thị Na"},
		{"nowhere", BODY(P("Hội chè xuân") P(LONG) P("Lê Thị Nam")), NULL},
	};

	(void)state;
	skip_without_libraries();
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct story_finding *f;
		struct reading r;
		struct err e;

		make_with_properties(rows[i].body, CORE("<dc:creator>Lê Thị Na</dc:creator>"));
		assert_rc(RC_OK, read_file(&r, &e), &e);
		f = story_surest(&r.story, "byline");
		assert_non_null(f);
		if ((f->percent >= STORY_SURE) != (rows[i].author != NULL))
			fail_msg("%s: %s", rows[i].what, story_dump(&r.story));
		if (rows[i].author != NULL)
			assert_true(slice_is(f->value, rows[i].author));
		end(&r);
	}
}

static void
puts_notes_behind_the_text(void **state)
{
	struct reading r;
	struct err e;

	(void)state;
	skip_without_libraries();
	make_with_properties(BODY(P("a")), CORE(""));
	assert_rc(RC_OK, read_file(&r, &e), &e);
	assert_string_equal(story_dump(&r.story), "b:a / o:Theo số liệu của xã.");
	end(&r);
}

/* ---- what is refused ------------------------------------------------------------------------- */

static const struct {
	const char *what, *body;
	enum rc rc;
	const char *said;
} REFUSED[] = {
	{"no text", BODY(""), RC_BAD, "no text in it"},
	{"cut short", "<w:document " SPACES "><w:body>" P("a"), RC_BAD,
		"word/document.xml: no element found in line 1 of its XML"},
	{"no XML", "Tin", RC_BAD, "word/document.xml: syntax error in line 1 of its XML"},
	{"an entity bomb",
		"<!DOCTYPE a [<!ENTITY b \"bbbbbbbb\"><!ENTITY c \"&b;&b;&b;&b;\">]><a>&c;</a>",
		RC_BAD, "word/document.xml: a document type declaration, which no document needs"},
	{"nothing of Word in it", "<a/>", RC_BAD, "no text in it"},
};

static void
refuses_with_a_reason(void **state)
{
	(void)state;
	skip_without_libraries();
	for (size_t i = 0; i < sizeof REFUSED / sizeof *REFUSED; i++) {
		struct reading r;
		struct err e = ERR_NONE;

		make(REFUSED[i].body);
		assert_rc(REFUSED[i].rc, read_file(&r, &e), &e);
		if (strcmp(e.text, REFUSED[i].said) != 0)
			fail_msg("%s: %s", REFUSED[i].what, e.text);
		end(&r);
	}
}

/* `count` times `text` between the ends of a document. */
static char *
repeated(const char *before, const char *text, size_t count, const char *after)
{
	size_t len = strlen(text), at = strlen(before);
	char *all = malloc(at + len * count + strlen(after) + 1);

	assert_non_null(all);
	memcpy(all, before, at);
	for (size_t i = 0; i < count; i++, at += len)
		memcpy(all + at, text, len);
	strcpy(all + at, after);
	return all;
}

static void
keeps_within_limits(void **state)
{
	static const struct {
		const char *what, *before, *text, *after;
		size_t count;
		enum rc rc;
	} rows[] = {
		{"a million paragraphs", "<w:document " W "><w:body>", P("a"),
			"</w:body></w:document>", 1000000, RC_LIMIT},
		{"tables in tables", "<w:document " W "><w:body>" P("a"), "<w:tbl><w:tr><w:tc>", "",
			200000, RC_LIMIT},
		{"text boxes in text boxes", "<w:document " W "><w:body>" P("a"),
			"<w:p><w:r><w:txbxContent>", "", 200000, RC_LIMIT},
	};

	(void)state;
	skip_without_libraries();
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct reading r;
		struct err e = ERR_NONE;
		char *body = repeated(rows[i].before, rows[i].text, rows[i].count, rows[i].after);

		make(body);
		free(body);
		if (read_file(&r, &e) != rows[i].rc)
			fail_msg("%s: %s", rows[i].what, e.text);
		end(&r);
	}
}

/* Every beginning of the file: refused with a reason, or read. */
static void
takes_any_truncation(void **state)
{
	char whole[8192];
	size_t size;
	FILE *f;

	(void)state;
	skip_without_libraries();
	make(BODY(STYLED("Tiu", "Tin vui") PICTURE("r1") P(LONG)));
	f = fopen("a.docx", "rb");
	assert_non_null(f);
	size = fread(whole, 1, sizeof whole, f);
	fclose(f);
	assert_in_range(size, 100, sizeof whole - 1);
	for (size_t len = 0; len < size; len += 7) {
		struct reading r;
		struct err e = ERR_NONE;

		f = fopen("a.docx", "wb");
		assert_non_null(f);
		assert_int_equal(fwrite(whole, 1, len, f), len);
		fclose(f);
		if (read_file(&r, &e) != RC_OK)
			assert_true(e.text[0] != '\0');
		end(&r);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_SCRATCH(tells_what_a_document_says),
		IN_SCRATCH(dates_a_letter_by_its_place_and_date),
		IN_SCRATCH(weighs_the_properties),
		IN_SCRATCH(takes_who_made_it_for_the_author_where_a_paragraph_says_so),
		IN_SCRATCH(puts_notes_behind_the_text),
		IN_SCRATCH(refuses_with_a_reason),
		IN_SCRATCH(keeps_within_limits),
		IN_SCRATCH(takes_any_truncation),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
