#include "archiver/gather/read/read_wire_xml.h"
#include "archiver/gather/read/reader.h"
#include "archiver/gather/read/xml_tree.h"
#include "support/story_told.h"
#include "support/test.h"

/* ---- XML ----------------------------------------------------------------------------------- */

static const char *const KEPT[] = {"a", "xml:lang", NULL};

static void
reads_what_xml_there_is(void **state)
{
	static const struct {
		const char *what;
		struct slice raw;
		enum rc rc;
		const char *text;
	} rows[] = {
		{"text in pieces", SLICE("<r>a<b>b</b>&amp;c</r>"), RC_OK, "ab&c"},
		{"all that may stand before",
			SLICE("\xEF\xBB\xBF <?xml version=\"1.0\"?><!-- <x> --><?p x?>"
			      "<!DOCTYPE r SYSTEM \"r.dtd\"><r>x</r>"),
			RC_OK, "x"},
		{"an encoding that expat knows",
			SLICE("<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><r>\xE9</r>"), RC_OK,
			"é"},
		{"one that it does not know",
			SLICE("<?xml version='1.0' encoding='windows-1258'?><r>\xF0</r>"), RC_OK,
			"đ"},
		{"names of HTML",
			SLICE("<r a='&eacute;'>&nbsp;&mdash;&amp;<!--&nbsp;--><![CDATA[&nbsp;]]></r>"),
			RC_OK, "\xC2\xA0—&&nbsp;"},
		{"a name of nothing", SLICE("<r>&hanoi;</r>"), RC_BAD, NULL},
		{"a name without its end", SLICE("<r>&nbsp</r>"), RC_BAD, NULL},
		{"a comment without its end", SLICE("<r><!--&nbsp;"), RC_BAD, NULL},
		{"UTF-16", SLICE("\xFF\xFE<\0r\0>\0x\0<\0/\0r\0>\0"), RC_OK, "x"},
		{"an entity of its own", SLICE("<!DOCTYPE r [<!ENTITY x \"y\">]><r>&x;</r>"),
			RC_BAD, NULL},
		{"cut short", SLICE("<r>x"), RC_BAD, NULL},
		{"no XML", SLICE("text"), RC_BAD, NULL},
		{"nothing", SLICE(""), RC_BAD, NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct bytes text = BYTES_UP_TO(256);
		struct xml_tree t;
		struct err e;
		enum rc rc = xml_tree_parse(rows[i].raw, KEPT, &t, &e);

		if (rc == RC_OK)
			xml_tree_text(&t, 0, &text);
		if (rc != rows[i].rc ||
			(rc == RC_OK && !slice_is(bytes_slice(&text), rows[i].text)))
			fail_msg("%s: rc %d, %.*s", rows[i].what, (int)rc,
				SLICE_FMT(bytes_slice(&text)));
		xml_tree_release(&t);
		bytes_release(&text);
	}
}

static void
finds_its_way_in_a_tree(void **state)
{
	static const struct slice raw = SLICE(
		"<x:r xmlns:x='u' a='1' xml:lang='vi' b='2'><p a='3'><q/></p><q/><p>t</p></x:r>");
	struct xml_tree t;
	struct err e;
	size_t p, q;

	(void)state;
	assert_rc(RC_OK, xml_tree_parse(raw, KEPT, &t, &e), &e);
	assert_true(xml_tree_is(&t, 0, "r"));
	assert_slice_is(xml_tree_value(&t, 0, "a"), "1");
	assert_slice_is(xml_tree_value(&t, 0, "xml:lang"), "vi");
	assert_int_equal(xml_tree_value(&t, 0, "b").len, 0);
	p = xml_tree_child(&t, 0, 0, "p");
	assert_slice_is(xml_tree_value(&t, p, "a"), "3");
	q = xml_tree_child(&t, 0, 0, "q");
	assert_true(q >= t.nodes[p].end);
	assert_int_equal(xml_tree_find(&t, 0, 0, "q"), p + 1);
	p = xml_tree_child(&t, 0, p, "p");
	assert_true(p != XML_TREE_NONE && xml_tree_child(&t, 0, p, "p") == XML_TREE_NONE);
	xml_tree_release(&t);
}

static void
keeps_xml_within_bounds(void **state)
{
	struct bytes raw = BYTES_UP_TO((size_t)16 * 1024 * 1024);
	struct xml_tree t;
	struct err e;

	(void)state;
	for (int i = 0; i <= XML_WALK_DEPTH_MAX; i++)
		bytes_str(&raw, "<r>");
	assert_rc(RC_LIMIT, xml_tree_parse(bytes_slice(&raw), KEPT, &t, &e), &e);
	bytes_clear(&raw);
	bytes_str(&raw, "<r>");
	for (int i = 0; i < XML_TREE_NODES_MAX; i++)
		bytes_str(&raw, "<p/>");
	bytes_str(&raw, "</r>");
	assert_rc(RC_LIMIT, xml_tree_parse(bytes_slice(&raw), KEPT, &t, &e), &e);
	bytes_release(&raw);
}

/* ---- what agencies write ----------------------------------------------------------------------
 */

struct item {
	const char *what, *raw, *told; /* what is told, or why it is refused */
	enum rc rc;
};

static void
check_items(const struct item *items, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct slice raw = slice_str(items[i].raw);
		struct bytes out = BYTES_UP_TO(4096);
		struct normal n;
		struct story s;
		struct err e;
		enum rc rc;

		if (reader_guess(raw).kind != READER_WIRE_XML)
			fail_msg("%s is not known for what it is", items[i].what);
		story_init(&s);
		normal_init(&n);
		rc = read_wire_xml(raw, 420, NULL, &n, &s, &e);
		if (rc == RC_OK)
			story_told_all(&s, &out);
		else
			bytes_str(&out, e.text);
		if (rc != items[i].rc || !slice_is(bytes_slice(&out), items[i].told))
			fail_msg("%s: rc %d\n%.*s", items[i].what, (int)rc,
				SLICE_FMT(bytes_slice(&out)));
		bytes_release(&out);
		normal_release(&n);
		story_release(&s);
	}
}

#define NEWS_ITEM(meta, set) \
	"<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/' guid='urn:x:1' version='2'>" \
	"<rightsInfo><copyrightNotice>(c) TTX</copyrightNotice></rightsInfo><itemMeta>" \
	"<itemClass qcode='ninat:text'/><provider literal='TTX'/>" \
	"<versionCreated>2023-07-28T16:44:00+07:00</versionCreated>" \
	"<pubStatus qcode='stat:usable'/></itemMeta><contentMeta>" meta "</contentMeta>" \
	"<contentSet>" set "</contentSet></newsItem>"

static void
reads_moments_as_nitf_writes_them(void **state)
{
	static const struct {
		const char *norm, *moment; /* NULL for none */
	} rows[] = {
		{"20230728T164405+0700", "2023-07-28T16:44:05+07:00"},
		{"20230728T164405-0330", "2023-07-28T16:44:05-03:30"},
		{"20230728T164405Z", "2023-07-28T16:44:05Z"},
		{"20230728T164405", "2023-07-28T16:44:05+07:00"},
		{"2023-07-28T16:44:05Z", "2023-07-28T16:44:05Z"},
		{"20231328T164405Z", NULL},
		{"2023", NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct bytes raw = BYTES_UP_TO(1024), out = BYTES_UP_TO(64);
		struct normal n;
		struct story s;
		struct err e;

		story_init(&s);
		normal_init(&n);
		bytes_fmt(&raw,
			"<nitf><head><docdata><date.issue norm='%s'/></docdata></head><body>"
			"<body.content><p>x</p></body.content></body></nitf>",
			rows[i].norm);
		assert_rc(RC_OK, read_wire_xml(bytes_slice(&raw), 420, NULL, &n, &s, &e), &e);
		if (s.dated)
			civil_write(&s.published, &out);
		if (s.dated != (rows[i].moment != NULL) ||
			(s.dated && !slice_is(bytes_slice(&out), rows[i].moment)))
			fail_msg("%s: %.*s", rows[i].norm, SLICE_FMT(bytes_slice(&out)));
		bytes_release(&raw);
		bytes_release(&out);
		normal_release(&n);
		story_release(&s);
	}
}

static const struct item XML_ITEMS[] = {
	{"NITF",
		"<?xml version='1.0'?><!DOCTYPE nitf SYSTEM 'nitf.dtd'><nitf><head><title>T</title>"
		"<docdata><doc-id id-string='x-1'/><date.issue norm='20230728T090000+0700'/>"
		"<doc.copyright holder='TTX'/></docdata></head><body><body.head><hedline><hl1>Đầu "
		"đề</hl1><hl2>Phụ đề</hl2></hedline><byline>By <person>Lan Anh</person>, "
		"TTX</byline><dateline><location>Hà Nội</location></dateline><abstract><p>Tóm "
		"tắt.</p></abstract></body.head><body.content><p>Một <org>Bộ Nội vụ</org>.</p>"
		"<hl2>Mục</hl2><block><p>Hai.</p></block><media media-type='image'>"
		"<media-reference source='1.jpg'/><media-caption>Chú thích</media-caption>"
		"<media-producer>Minh</media-producer></media></body.content></body></nitf>",
		"h:Đầu đề\nl:Tóm tắt.\nb:Một Bộ Nội vụ.\n#:Mục\nb:Hai.\nc:Chú thích\n"
		"published=20230728T090000+0700\ncanonical=x-1\ncopyright=TTX\nbyline=Lan Anh\n"
		"located=Hà Nội\nphotographer=Minh\nperson=Lan Anh\nplace=Hà Nội\n"
		"organisation=Bộ Nội vụ\npicture=1.jpg\n",
		RC_OK},
	{"NITF with subjects, keywords and a lead",
		"<!DOCTYPE nitf SYSTEM 'nitf-3-4.dtd'><nitf><head><tobject><tobject.subject "
		"tobject.subject.type='Sport' tobject.subject.matter='Football'/><tobject.subject "
		"tobject.subject.type='Politics'/><tobject.subject tobject.subject.refnum='1'/>"
		"</tobject><docdata><key-list><keyword key='cup'/><keyword key='final'/></key-list>"
		"<ed-msg info='Adds score'/></docdata></head><body><body.head><hedline><hl1>Caf&eacute;"
		"</hl1></hedline></body.head><body.content><p>Một.</p><p lede='true'>Hai&nbsp;ba.</p>"
		"</body.content></body></nitf>",
		"h:Café\nb:Một.\nl:Hai ba.\neditorial note=Adds score\nsubject=Football\n"
		"subject=Politics\nkeyword=cup\nkeyword=final\n",
		RC_OK},
	{"NewsML-G2 that asserts what its codes mean",
		"<newsItem guid='g'><assert qcode='p:1'><name>Lan</name></assert><assert qcode='p:2'/>"
		"<itemMeta><itemClass qcode='ninat:text'/></itemMeta><contentMeta><headline>T"
		"</headline><subject type='cpnat:person' qcode='p:1'/><subject qcode='p:2'/>"
		"</contentMeta><contentSet><inlineData>Một.</inlineData></contentSet></newsItem>",
		"h:T\nl:Một.\ncanonical=g\nperson=Lan\n", RC_OK},
	{"SportsML", "<sports-content><sports-event/></sports-content>",
		"results and statistics in SportsML, no article", RC_UNSUPPORTED},
	{"SportsML in NewsML-G2",
		NEWS_ITEM("<headline>T</headline>",
			"<inlineXML><sports-content><team/></sports-content></inlineXML>"),
		"results and statistics in SportsML, no article", RC_UNSUPPORTED},
	{"NewsML of version 1", "<NewsML><NewsItem/></NewsML>",
		"NewsML of version 1, which is not read", RC_UNSUPPORTED},
	{"NewsML-G2 with XHTML",
		NEWS_ITEM(
			"<headline>Đầu đề</headline><by>By An and Bình</by><language tag='vi'/>"
			"<subject type='cpnat:person'><name>Lan</name></subject><located><name>Huế"
			"</name></located>",
			"<inlineXML contenttype='application/xhtml+xml'><html "
			"xmlns='http://www.w3.org/1999/xhtml'><head><title>x</title></head><body>"
			"<h2>Mục</h2><p>Một.</p><figure><img src='1.jpg'/><figcaption>Ảnh</figcaption>"
			"</figure></body></html></inlineXML>"),
		"h:Đầu đề\n#:Mục\nl:Một.\nc:Ảnh\ncanonical=urn:x:1\nversion=2\n"
		"published=2023-07-28T16:44:00+07:00\nprovider=TTX\nstatus=usable\nbyline=An\nbyline=Bình\n"
		"located=Huế\nlanguage declared=vi\nperson=Lan\ncopyright=(c) TTX\npicture=1.jpg\n",
		RC_OK},
	{"NewsML-G2 with plain text",
		NEWS_ITEM("<headline>T</headline>", "<inlineData>Một.\nHai.</inlineData>"),
		"h:T\nl:Một.\nb:Hai.\ncanonical=urn:x:1\nversion=2\n"
		"published=2023-07-28T16:44:00+07:00\nprovider=TTX\nstatus=usable\ncopyright=(c) TTX\n",
		RC_OK},
	{"a picture",
		"<newsItem guid='urn:x:2'><itemMeta><itemClass qcode='ninat:picture'/><pubStatus "
		"qcode='stat:withheld'/></itemMeta><contentMeta><headline>T</headline><description "
		"role='drol:summary'>S</description><description role='drol:caption'>Chú "
		"thích</description><creditline>Minh</creditline></contentMeta><contentSet>"
		"<remoteContent rendition='rnd:thumb' href='t.jpg'/><remoteContent "
		"rendition='rnd:highRes' href='h.jpg'/></contentSet></newsItem>",
		"h:T\nc:Chú thích\ncanonical=urn:x:2\nstatus=withheld\nphotographer=Minh\npicture=h.jpg\n"
		"!its publisher does not let it be used: its status is withheld\n",
		RC_OK},
	{"a message with a text and a picture",
		"<newsMessage><itemSet><newsItem guid='p'><itemMeta><itemClass qcode='ninat:picture'/>"
		"</itemMeta><contentMeta><description>Chú thích</description></contentMeta>"
		"<contentSet><remoteContent href='1.jpg'/></contentSet></newsItem><newsItem guid='t'>"
		"<itemMeta><itemClass qcode='ninat:text'/></itemMeta><contentMeta><headline>T"
		"</headline></contentMeta><contentSet><inlineData>Một.</inlineData></contentSet>"
		"</newsItem></itemSet></newsMessage>",
		"h:T\nl:Một.\nc:Chú thích\ncanonical=t\npicture=1.jpg\n", RC_OK},
	{"a message with two texts",
		"<newsMessage><newsItem><itemMeta><itemClass qcode='ninat:text'/></itemMeta></newsItem>"
		"<newsItem><itemMeta><itemClass qcode='ninat:text'/></itemMeta></newsItem>"
		"</newsMessage>",
		"a news message of 2 texts: each is read from a file of its own", RC_UNSUPPORTED},
	{"a concept", "<conceptItem></conceptItem>", "a concept of NewsML-G2, no article",
		RC_UNSUPPORTED},
	{"no text", "<nitf></nitf>", "no text in it", RC_BAD},
	{"cut short", "<nitf><body>", "no element found in line 1 of its XML", RC_BAD},
};

static void
reads_wire_in_xml(void **state)
{
	(void)state;
	check_items(XML_ITEMS, sizeof XML_ITEMS / sizeof *XML_ITEMS);
}

static void
takes_no_other_file_for_wire(void **state)
{
	static const struct {
		const char *raw;
		enum reader_kind kind;
	} rows[] = {
		{"<svg><p></p></svg>", READER_UNKNOWN},
		{"<?xml version='1.0'?><rss></rss>", READER_UNKNOWN},
		{"{\"a\":1}", READER_UNKNOWN},
		{"[{\"uri\":\"x\"}]", READER_UNKNOWN},
		{"{Tin} một", READER_TEXT},
		{"[Tin] một", READER_TEXT},
		{"<Tin nóng> hôm nay", READER_TEXT},
		{"<html><p></p></html>", READER_HTML},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (reader_guess(slice_str(rows[i].raw)).kind != rows[i].kind)
			fail_msg("%s", rows[i].raw);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_what_xml_there_is),
		cmocka_unit_test(finds_its_way_in_a_tree),
		cmocka_unit_test(keeps_xml_within_bounds),
		cmocka_unit_test(reads_moments_as_nitf_writes_them),
		cmocka_unit_test(reads_wire_in_xml),
		cmocka_unit_test(takes_no_other_file_for_wire),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
