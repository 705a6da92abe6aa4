#include "archiver/gather/read/read_html.h"

#include "support/test.h"

/* Invented prose, long enough to be an article's. */
#define PARA1 \
	"The harbour of Port Amber reopened on Monday after a week of repairs, and the first " \
	"ferries left before sunrise with more passengers than seats."
#define PARA2 \
	"Officials said that the new quay wall would hold for sixty years, although the money for " \
	"its lamps had not been found."
#define PARA3 \
	"The old lamps came from a lighthouse that was taken down in the spring, and the children of " \
	"the harbour school painted them green for the opening."
#define MENU \
	"<nav><ul><li><a href=/a>Home</a><li><a href=/b>News</a><li><a href=/c>Sport</a></ul></nav>"
#define FOOT "<footer><p>Port Amber Courier, 1 Quay Street. All rights reserved.</p></footer>"
#define PAGE(head, body) \
	"<!DOCTYPE html><html lang=en><head>" head "</head><body>" MENU body FOOT "</body></html>"

/* Blocks as `role text`, a line each; then pictures and findings that are asked for. */
static void
write_story(const struct story *s, struct bytes *out)
{
	static const char *const roles[] = {"body", "headline", "moment", "agency", "lead",
		"heading", "caption", "byline", "source", "note", "other"};

	for (size_t i = 0; i < s->block_count; i++)
		bytes_fmt(out, "%s %.*s\n", roles[s->blocks[i].role],
			SLICE_FMT(story_block_text(s, i)));
	for (size_t i = 0; i < s->picture_count; i++)
		bytes_fmt(out, "picture %s %.*s\n",
			s->pictures[i].path == NULL ? "-" : s->pictures[i].path,
			SLICE_FMT(s->pictures[i].credit));
	for (size_t i = 0; i < s->finding_count; i++)
		if (strcmp(s->findings[i].field, "byline") == 0 ||
			strcmp(s->findings[i].field, "site") == 0 ||
			strcmp(s->findings[i].field, "canonical") == 0 ||
			strcmp(s->findings[i].field, "licence") == 0)
			bytes_fmt(out, "%s %.*s\n", s->findings[i].field,
				SLICE_FMT(s->findings[i].value));
	if (s->dated) {
		civil_write(&s->published, out);
		bytes_u8(out, '\n');
	}
}

static enum rc
read_served(struct slice page, const char *served, struct bytes *out, struct err *e)
{
	const struct read_html_served known = {.charset = slice_str(served)};
	struct story story;
	struct normal normal;
	enum rc rc;

	story_init(&story);
	normal_init(&normal);
	rc = read_html(page, &known, 420, &normal, &story, e);
	if (rc == RC_OK)
		write_story(&story, out);
	story_release(&story);
	normal_release(&normal);
	return rc;
}

static enum rc
read_page(struct slice page, struct bytes *out, struct err *e)
{
	return read_served(page, "", out, e);
}

static const struct {
	const char *differs;
	struct slice page;
	const char *story;
} PAGES[] = {
	{"an article element",
		SLICE(PAGE("<title>Harbour reopens | Courier</title>",
			"<article><h1>Harbour reopens</h1><p>" PARA1 "</p><p>" PARA2
			"</p></article>")),
		"headline Harbour reopens\nbody " PARA1 "\nbody " PARA2 "\n"},
	{"no element that means anything",
		SLICE(PAGE("<title>Harbour reopens | Courier</title>",
			"<table><tr><td>" PARA1 "<br><br>" PARA2 "</td></tr></table>")),
		"headline Harbour reopens\nbody " PARA1 "\nbody " PARA2 "\n"},
	{"a short sentence at the end",
		SLICE(PAGE("<title>Harbour reopens | Courier</title>",
			"<article><h1>Harbour reopens</h1><p>" PARA1 "</p><p>" PARA2
			"</p><p>All cheered.</p><p><a href=x>More.</a></p><p>Share</p></article>")),
		"headline Harbour reopens\nbody " PARA1 "\nbody " PARA2 "\nbody All cheered.\n"},
	{"teasers, shares and comments",
		SLICE(PAGE("<title>Harbour reopens</title>",
			"<article><h1>Harbour reopens</h1><div class=share-bar>Share this</div>"
			"<p>" PARA1 "</p><div class=relatedPosts>"
			"<p>Read how the quay was built by hand.</p></div><p>" PARA2
			"</p><div id=comments><p>I was on that ferry, and I can tell you it was "
			"late again, as every year.</p></div></article>")),
		"headline Harbour reopens\nbody " PARA1 "\nbody " PARA2 "\n"},
	{"a figure with its credit",
		SLICE(PAGE("<title>Harbour reopens</title>",
			"<article><h1>Harbour reopens</h1><p>" PARA1
			"</p><figure><img src=a/quay.jpg>"
			"<figcaption>The quay at dawn. Photo: Ann Lee</figcaption></figure>"
			"<p>" PARA2 "</p></article>")),
		"headline Harbour reopens\nbody " PARA1 "\ncaption The quay at dawn.\nbody " PARA2
		"\npicture a/quay.jpg Ann Lee\n"},
	{"a picture that scripts would load",
		SLICE(PAGE("<title>Harbour reopens</title>",
			"<article><h1>Harbour reopens</h1><p>" PARA1
			"</p><div class=wp-caption><img "
			"src='data:image/gif;base64,AA' data-src='a/b.jpg'><p class=wp-caption-text>"
			"Ferries wait.</p></div><p>" PARA2 "</p></article>")),
		"headline Harbour reopens\nbody " PARA1 "\ncaption Ferries wait.\nbody " PARA2
		"\npicture a/b.jpg \n"},
	{"a line in italics behind a picture",
		SLICE(PAGE("<title>Harbour reopens</title>",
			"<article><h1>Harbour reopens</h1><p>" PARA1
			"</p><p><img src=c.jpg></p><p><em>"
			"A lamp is missing.</em></p><p>" PARA2 "</p></article>")),
		"headline Harbour reopens\nbody " PARA1 "\ncaption A lamp is missing.\nbody " PARA2
		"\npicture c.jpg \n"},
	{"what JSON-LD and meta tags say",
		SLICE(PAGE(
			"<title>Harbour reopens</title><meta property=og:site_name content=Courier>"
			"<link rel=canonical href=https://example.org/h><link rel=license href=/by>"
			"<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"datePublished\":"
			"\"2023-07-28T16:44:00+02:00\",\"author\":{\"@type\":\"Person\",\"name\":"
			"\"Joan Field\"}}</script>",
			"<article><h1>Harbour reopens</h1><p>" PARA1 "</p><p>" PARA2
			"</p></article>")),
		"headline Harbour reopens\nbody " PARA1 "\nbody " PARA2
		"\nsite Courier\ncanonical https://example.org/h\nlicence /by\nbyline Joan Field\n"
		"2023-07-28T16:44:00+02:00\n"},
	{"an author who is the site",
		SLICE(PAGE(
			"<title>Harbour reopens</title><meta property=og:site_name content=Courier>"
			"<meta name=author content=COURIER>",
			"<article><h1>Harbour reopens</h1><p>" PARA1 "</p><p>" PARA2
			"</p></article>")),
		"headline Harbour reopens\nbody " PARA1 "\nbody " PARA2 "\nsite Courier\n"},
	{"a link to an author in a line that tells more",
		SLICE(PAGE("<title>Harbour reopens</title>",
			"<article><h1>Harbour reopens</h1><div>In Towns, by "
			"<a href=/author/jf>Joan Field</a></div><p>" PARA1 "</p><p>" PARA2
			"</p></article>")),
		"headline Harbour reopens\nbody " PARA1 "\nbody " PARA2 "\nbyline Joan Field\n"},
	{"two elements named authors in such a line",
		SLICE(PAGE("<title>Harbour reopens</title>",
			"<article><h1>Harbour reopens</h1><div>In Towns: "
			"<span class=author>Joan Field</span>, "
			"<span class=author>Tom Marsh</span></div><p>" PARA1 "</p><p>" PARA2
			"</p></article>")),
		"headline Harbour reopens\nbody " PARA1 "\nbody " PARA2
		"\nbyline Joan Field\nbyline Tom Marsh\n"},
	{"a link to who wrote a comment",
		SLICE(PAGE("<title>Harbour reopens</title>",
			"<article><h1>Harbour reopens</h1><p>" PARA1 "</p><p>" PARA2
			"</p></article><div class=comments><a href=/author/x>Tom Marsh</a></div>")),
		"headline Harbour reopens\nbody " PARA1 "\nbody " PARA2 "\n"},
	{"an author who is a part of the page's host",
		SLICE(PAGE(
			"<title>Harbour reopens</title><link rel=canonical href=https://www.harbour-post.example/h><meta name=author content='Harbour Post'>",
			"<article><h1>Harbour reopens</h1><p>" PARA1 "</p><p>" PARA2
			"</p></article>")),
		"headline Harbour reopens\nbody " PARA1 "\nbody " PARA2
		"\ncanonical https://www.harbour-post.example/h\n"},
	{"an author who is only like a part of the page's host",
		SLICE(PAGE(
			"<title>Harbour reopens</title><link rel=canonical href=https://www.harbour-post.example/h><meta name=author content='Harbour Poster'>",
			"<article><h1>Harbour reopens</h1><p>" PARA1 "</p><p>" PARA2
			"</p></article>")),
		"headline Harbour reopens\nbody " PARA1 "\nbody " PARA2
		"\ncanonical https://www.harbour-post.example/h\nbyline Harbour Poster\n"},
	{"an author who is a company",
		SLICE(PAGE("<title>Harbour reopens</title><meta name=author content='Field GmbH'>",
			"<article><h1>Harbour reopens</h1><p>" PARA1 "</p><p>" PARA2
			"</p></article>")),
		"headline Harbour reopens\nbody " PARA1 "\nbody " PARA2 "\n"},
	{"names that tell of what is in an element",
		SLICE(PAGE("<title>Harbour reopens</title>",
			"<article><h1>Harbour reopens</h1><div class=field--label-hidden><p>" PARA1
			"</p></div><div class=hasSidebar><p>" PARA2 "</p></div></article>")),
		"headline Harbour reopens\nbody " PARA1 "\nbody " PARA2 "\n"},
	{"names that tell of the element itself",
		SLICE(PAGE("<title>Harbour reopens</title>",
			"<article><h1>Harbour reopens</h1><p>" PARA1
			"</p><div class=is-hidden><p>" PARA2 "</p></div></article>")),
		"headline Harbour reopens\nbody " PARA1 "\n"},
	{"a name that says what it is about, not what it is",
		SLICE(PAGE("<title>Harbour reopens</title>",
			"<article class='category-comments commentary'>"
			"<h1>Harbour reopens</h1><p>" PARA1 "</p><p>" PARA2 "</p></article>")),
		"headline Harbour reopens\nbody " PARA1 "\nbody " PARA2 "\n"},
	{"an article within the article",
		SLICE(PAGE("<title>Harbour reopens</title>",
			"<article><h1>Harbour reopens</h1><p>" PARA1 "</p><p>" PARA2
			"</p><article><h3>Lamps wanted</h3><p>" PARA3 "</p></article></article>")),
		"headline Harbour reopens\nbody " PARA1 "\nbody " PARA2 "\n"},
	{"an article that is nothing but articles",
		SLICE(PAGE("<title>Harbour reopens</title>",
			"<article><h1>Harbour reopens</h1><article><p>" PARA1 "</p><p>" PARA2
			"</p></article></article>")),
		"headline Harbour reopens\nbody " PARA1 "\nbody " PARA2 "\n"},
	{"an element named a byline that holds the article",
		SLICE(PAGE("<title>Harbour reopens</title>",
			"<div class=byline><h1>Harbour reopens</h1><p>" PARA1 "</p><p>" PARA2
			"</p><p>" PARA3 "</p></div>")),
		"headline Harbour reopens\nbody " PARA1 "\nbody " PARA2 "\nbody " PARA3 "\n"},
	{"an article whose paragraphs have names that lie",
		SLICE(PAGE("<title>Harbour reopens</title>",
			"<article><h1>Harbour reopens</h1><p>All cheered on the quay, and the band played"
			" till noon without a stop.</p><div class=related><p>" PARA1
			"</p></div><div class=promo><p>" PARA2
			"</p></div><div class=social><p>" PARA3 "</p></div></article>")),
		"headline Harbour reopens\nbody All cheered on the quay, and the band played till noon "
		"without a stop.\nbody " PARA1 "\nbody " PARA2 "\nbody " PARA3 "\n"},
	{"figures in a table, and an ornament",
		SLICE(PAGE("<title>Harbour reopens</title>",
			"<article><h1>Harbour reopens</h1><p>" PARA1 "</p><table><tr><td>Lamps</td>"
			"<td>9</td></tr></table><p>9</p><p>" PARA2 "</p></article>")),
		"headline Harbour reopens\nbody " PARA1 "\nbody Lamps\nbody 9\nbody " PARA2 "\n"},
	{"a long heading above the text",
		SLICE(PAGE("<title>Harbour reopens</title>",
			"<article><h1>Harbour reopens</h1><h2>Ferries leave again after a week of repairs,"
			" but nobody yet knows who pays for the lamps</h2><p>" PARA1 "</p><p>" PARA2
			"</p></article>")),
		"headline Harbour reopens\nheading Ferries leave again after a week of repairs, but "
		"nobody yet knows who pays for the lamps\nbody " PARA1 "\nbody " PARA2 "\n"},
	{"a heading in bold at the end",
		SLICE(PAGE("<title>Harbour reopens</title>",
			"<article><h1>Harbour reopens</h1><p>" PARA1 "</p><p>" PARA2
			"</p><h4><strong>Joan Field</strong></h4></article>")),
		"headline Harbour reopens\nbody " PARA1 "\nbody " PARA2 "\n"},
	{"a byline and a stamp in lines",
		SLICE(PAGE("<title>Harbour reopens</title>",
			"<article><h1>Harbour reopens</h1><div class=byline>By Joan Field and Tom Marsh"
			"</div><div class=date>28/07/2023 - 16:44</div><p>" PARA1 "</p><p>" PARA2
			"</p></article>")),
		"headline Harbour reopens\nbody " PARA1 "\nbody " PARA2
		"\nbyline Joan Field\nbyline Tom Marsh\n2023-07-28T16:44:00+07:00\n"},
	{"only the time of a change",
		SLICE(PAGE("<title>Harbour reopens</title>"
			   "<meta property=article:modified_time content=2023-07-28>",
			"<article><h1>Harbour reopens</h1><p>" PARA1 "</p><p>" PARA2
			"</p></article>")),
		"headline Harbour reopens\nbody " PARA1 "\nbody " PARA2 "\n"},
};

static void
reads_pages_of_many_shapes(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof PAGES / sizeof *PAGES; i++) {
		struct bytes got = BYTES_UP_TO(65536);
		struct err e = ERR_NONE;

		assert_rc(RC_OK, read_page(PAGES[i].page, &got, &e), &e);
		if (!slice_equal(bytes_slice(&got), slice_str(PAGES[i].story)))
			fail_msg("%s:\n%.*s", PAGES[i].differs, (int)got.len, (char *)got.p);
		bytes_release(&got);
	}
}

/* ---- markup of Vietnamese newsrooms, invented text --------------------------------------- */

#define CAU1 \
	"Sáng 28/7, bến phà Cồn Sậy mở lại sau một tuần sửa chữa, những chuyến phà đầu tiên rời bến " \
	"khi trời chưa sáng, đông khách hơn mọi ngày."
#define CAU2 \
	"Ban quản lý cho biết bờ kè mới sẽ bền vững trong sáu mươi năm, dù kinh phí cho hệ thống đèn " \
	"vẫn chưa được bố trí."
#define SAPO "Bến phà Cồn Sậy đón những chuyến đầu tiên sau một tuần ngừng để sửa bờ kè."

static const char VIETNAMESE[] =
	"<!DOCTYPE html><html lang=vi><head><meta charset=utf-8><title>Bến phà mở lại - Báo "
	"Sậy</title><meta property=og:site_name content='Báo Sậy'></head><body><div class=menu><a "
	"href=/>Trang chủ</a></div><h1 class=title-detail>Bến phà mở lại</h1><span class=date>Thứ "
	"sáu, 28/7/2023, 16:44 (GMT+7)</span><h2 class=sapo>" SAPO "</h2><div class=fck_detail><p "
	"class=Normal>" CAU1 "</p><table class=tplCaption><tr><td><img data-src=/i/pha.jpg src="
	"data:image/gif;base64,AA></td></tr><tr><td><p class=Image>Phà rời bến. Ảnh: <em>Lê "
	"Sậy</em></p></td></tr></table><p class=Normal>" CAU2 "</p><p style='text-align:right'>"
	"<strong>Trần Lau</strong></p></div><div class=tin-lien-quan><a href=/x>Kè cũ sạt lở</a>"
	"</div></body></html>";

static void
reads_markup_of_vietnamese_newsrooms(void **state)
{
	struct bytes got = BYTES_UP_TO(65536);
	struct err e = ERR_NONE;

	(void)state;
	assert_rc(RC_OK, read_page(slice_str(VIETNAMESE), &got, &e), &e);
	assert_slice_is(bytes_slice(&got),
		"headline Bến phà mở lại\nlead " SAPO "\nbody " CAU1
		"\ncaption Phà rời bến.\nbody " CAU2
		"\npicture /i/pha.jpg Lê Sậy\nsite Báo Sậy\nbyline Trần Lau\n"
		"2023-07-28T16:44:00+07:00\n");
	bytes_release(&got);
}

/* ---- charsets ------------------------------------------------------------------------------- */

static const struct {
	const char *differs;
	struct slice page;
	const char *served; /* or NULL */
} CHARSETS[] = {
	{"declared", SLICE("<html><meta charset=iso-8859-1><p>Sie g\xFC\xDFt</p>"), NULL},
	{"declared in the old way",
		SLICE("<html><meta http-equiv=Content-Type content=\"text/html; charset=windows-1252\">"
		      "<p>Sie g\xFC\xDFt</p>"),
		NULL},
	{"a label that lies", SLICE("<html><meta charset=iso-8859-1><p>Sie g\u00FC\u00DFt</p>"),
		NULL},
	{"a mark", SLICE("\xEF\xBB\xBF<html><meta charset=koi8-r><p>Sie g\u00FC\u00DFt</p>"), NULL},
	{"entities", SLICE("<html><p>Sie g&uuml;&szlig;t</p>"), NULL},
	{"taken apart", SLICE("<html><p>Sie gu\u0308\u00DFt</p>"), NULL},
	{"nothing said", SLICE("<html><p>Sie g\xFC\xDFt</p>"), NULL},
	{"control characters", SLICE("<html><p>Sie g\u00FC\x07\u00DFt\x7F</p>"), NULL},
	{"served as", SLICE("<html><meta charset=koi8-r><p>Sie g\xFC\xDFt</p>"), "ISO-8859-1"},
	{"served as something unknown",
		SLICE("<html><meta charset=iso-8859-1><p>Sie g\xFC\xDFt</p>"), "x-none"},
	{"served as UTF-8, which it is not",
		SLICE("<html><meta charset=iso-8859-1><p>Sie g\xFC\xDFt</p>"), "utf-8"},
	{"of two bytes a letter",
		SLICE("<html><meta charset=gb18030><p>Sie g\xA8\xB9\x81\x30\x89\x38t</p>"), NULL},
};

static void
decodes_what_is_declared_or_not(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof CHARSETS / sizeof *CHARSETS; i++) {
		struct bytes got = BYTES_UP_TO(65536);
		struct err e = ERR_NONE;

		assert_rc(RC_OK,
			read_served(CHARSETS[i].page,
				CHARSETS[i].served == NULL ? "" : CHARSETS[i].served, &got, &e),
			&e);
		if (!slice_ends(bytes_slice(&got), "body Sie g\u00FC\u00DFt\n"))
			fail_msg("%s: %.*s", CHARSETS[i].differs, (int)got.len, (char *)got.p);
		bytes_release(&got);
	}
}

/* ---- addresses of pictures ----------------------------------------------------------------------
 */

static const struct {
	const char *head, *url, *address;
} BASES[] = {
	{"", "http://a.example/b/c.html", "d/1.png"},
	{"<base href=/e/>", "http://a.example/b/c.html", "http://a.example/e/d/1.png"},
	{"<base href=http://f.example>", "http://a.example/b/c.html", "http://f.example/d/1.png"},
	{"<base target=x><base href=/g/><base href=/h/>", "http://a.example/b",
		"http://a.example/g/d/1.png"},
	{"<base href=/e/>", "", "d/1.png"},
	{"<base href='data:x'>", "http://a.example/b", "d/1.png"},
};

static void
gives_addresses_as_the_page_has_them_resolved(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof BASES / sizeof *BASES; i++) {
		const struct read_html_served known = {.url = slice_str(BASES[i].url)};
		struct bytes page = BYTES_UP_TO(65536);
		struct story story;
		struct normal normal;
		struct err e;

		story_init(&story);
		normal_init(&normal);
		bytes_fmt(&page,
			"<!DOCTYPE html><head>%s</head><article><h1>Harbour reopens</h1><p>" PARA1
			"</p><figure><img src=d/1.png><figcaption>The harbour</figcaption></figure>"
			"<p>" PARA2 "</p></article>",
			BASES[i].head);
		assert_rc(RC_OK, read_html(bytes_slice(&page), &known, 0, &normal, &story, &e), &e);
		assert_int_equal(story.picture_count, 1);
		assert_string_equal(story.pictures[0].path, BASES[i].address);
		story_release(&story);
		normal_release(&normal);
		bytes_release(&page);
	}
}

/* ---- what is hostile ---------------------------------------------------------------------------
 */

static void
refuses_a_page_without_text(void **state)
{
	struct bytes got = BYTES_UP_TO(65536);
	struct err e = ERR_NONE;

	(void)state;
	assert_rc(RC_BAD, read_page((struct slice)SLICE("<html><img src=a.jpg>"), &got, &e), &e);
	assert_string_equal(e.text, "no text in it");
	bytes_release(&got);
}

static const struct {
	const char *differs, *before, *piece;
	size_t times;
} HOSTILE[] = {
	{"nested without end", "<html><p>a</p>", "<div>", 300000},
	{"nested text", "<html>", "<div>a", 100000},
	{"formatting without end", "<html>", "<p><b id=x><i>a", 20000},
	{"spans without end", "<html>", "<span>a", 20000},
	{"blocks in formatting", "<html><p>a</p>", "<b><div></b>", 50000},
	{"tables in tables", "<html><p>a</p>", "<table><td>", 50000},
	{"captions", "<html>", "<figcaption>a</figcaption>", 100000},
	{"entities", "<html><p>a", "&amp;&#x41;", 100000},
	{"one attribute", "<html><p>a</p><p title='", "xxxxxxxxxxxxxxxx", 100000},
	{"class names", "<html><p>a</p><p class='", "ad relatedPost ", 100000},
	{"links", "<html><p>a</p>", "<a href=x>", 100000},
	{"JSON-LD in JSON-LD", "<html><p>a</p><script type=application/ld+json>", "{\"author\":[",
		100000},
	{"articles in articles", "<html><p>a</p>", "<article><p>a</p>", 100000},
	{"articles beside each other", "<html><article>", "<article>a</article>", 100000},
	{"drawings", "<html><p>a</p>", "<svg>", 100000},
	{"comments", "<html><p>a</p>", "<!-- ", 100000},
	{"line breaks", "<html><p>a</p>", "<br>a", 100000},
};

static void
reads_hostile_pages_or_refuses_them(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof HOSTILE / sizeof *HOSTILE; i++) {
		struct bytes page = BYTES_UP_TO(STORY_RAW_MAX), got = BYTES_UP_TO(STORY_RAW_MAX);
		struct err e = ERR_NONE;
		enum rc rc;

		bytes_str(&page, HOSTILE[i].before);
		for (size_t k = 0; k < HOSTILE[i].times; k++)
			bytes_str(&page, HOSTILE[i].piece);
		rc = read_page(bytes_slice(&page), &got, &e);
		if (rc != RC_OK && rc != RC_LIMIT && rc != RC_BAD)
			fail_msg("%s: %s", HOSTILE[i].differs, e.text);
		bytes_release(&page);
		bytes_release(&got);
	}
}

static void
bears_every_truncation(void **state)
{
	struct slice page = slice_str(VIETNAMESE);

	(void)state;
	for (size_t len = 0; len < page.len; len++) {
		struct bytes got = BYTES_UP_TO(65536);
		struct err e = ERR_NONE;
		enum rc rc = read_page(slice_first(page, len), &got, &e);

		assert_true(rc == RC_OK || rc == RC_BAD);
		bytes_release(&got);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_pages_of_many_shapes),
		cmocka_unit_test(reads_markup_of_vietnamese_newsrooms),
		cmocka_unit_test(gives_addresses_as_the_page_has_them_resolved),
		cmocka_unit_test(decodes_what_is_declared_or_not),
		cmocka_unit_test(refuses_a_page_without_text),
		cmocka_unit_test(reads_hostile_pages_or_refuses_them),
		cmocka_unit_test(bears_every_truncation),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
