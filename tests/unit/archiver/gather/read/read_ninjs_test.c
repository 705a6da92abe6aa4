#include "archiver/gather/read/read_ninjs.h"

#include "support/story_told.h"
#include "support/test.h"

#include <stdio.h>

/* Minutes east of UTC, for stamps without a zone. */
#define ZONE 420

struct reading {
	struct story story;
	struct normal normal;
	struct bytes out;
	struct err e;
	enum rc rc;
};

static void
begin(struct reading *r, const char *json, const struct intake_report *report)
{
	story_init(&r->story);
	normal_init(&r->normal);
	r->out = BYTES_UP_TO(65536);
	r->rc = read_ninjs(slice_str(json), ZONE, report, &r->normal, &r->story, &r->e);
}

static void
end(struct reading *r)
{
	bytes_release(&r->out);
	normal_release(&r->normal);
	story_release(&r->story);
}

struct row {
	const char *what, *json, *wanted;
};

static void
expect(const struct row *row, void (*write)(const struct story *s, struct bytes *out))
{
	struct reading r;

	begin(&r, row->json, NULL);
	if (r.rc != RC_OK)
		fail_msg("%s: %s", row->what, r.e.text);
	write(&r.story, &r.out);
	if (!slice_is(bytes_slice(&r.out), row->wanted))
		fail_msg("%s:\n%.*s", row->what, SLICE_FMT(bytes_slice(&r.out)));
	end(&r);
}

static void
reads_the_text_of_each_version(void **state)
{
	static const struct row rows[] = {
		{"version 1",
			"{\"uri\":\"u:1\",\"headline\":\"Cầu mới\",\"body_text\":\"Một.\\nHai.\"}",
			"H: Cầu mới\nB: Một.\nB: Hai.\n"},
		{"version 1, HTML rather than plain",
			"{\"uri\":\"u:1\",\"headline\":\"H\",\"body_text\":\"Một. Hai.\","
			"\"body_xhtml\":\"<p>Một.</p><h2>Và</h2><p>Hai.</p>\"}",
			"H: H\nB: Một.\nS: Và\nB: Hai.\n"},
		{"version 1.6, by what it begins with",
			"{\"uri\":\"u:1\",\"headline_main\":\"H\",\"body_main\":\"Một. Hai.\","
			"\"body_richtext\":\" <p>Một.</p><p>Hai.</p>\"}",
			"H: H\nB: Một.\nB: Hai.\n"},
		{"version 3",
			"{\"uri\":\"u:1\",\"headlines\":[{\"role\":\"main\",\"value\":\"H\"}],"
			"\"bodies\":[{\"contentType\":\"text/plain\",\"value\":\"<Một>\"}]}",
			"H: H\nB: <Một>\n"},
		{"version 3, NITF",
			"{\"uri\":\"u:1\",\"headlines\":[{\"value\":\"H\"}],\"bodies\":["
			"{\"contentType\":\"application/nitf+xml\",\"value\":\"<p>Một&nbsp;hai.</p>"
			"<hl2>Ba</hl2><p>Bốn.</p>\"},{\"contentType\":\"text/plain\",\"value\":\"X\"}]}",
			"H: H\nB: Một hai.\nS: Ba\nB: Bốn.\n"},
		{"version 1, NITF as a document",
			"{\"uri\":\"u:1\",\"headline\":\"H\",\"body_nitf\":\"<?xml version='1.0'?>"
			"<nitf><body><body.content><p>Một.</p></body.content></body></nitf>\"}",
			"H: H\nB: Một.\n"},
		{"version 1, NITF that is none",
			"{\"uri\":\"u:1\",\"headline\":\"H\",\"body_nitf\":\"<p>Một\","
			"\"body_text\":\"Hai.\"}",
			"H: H\nB: Hai.\n"},
		{"version 3, NITF without a text",
			"{\"uri\":\"u:1\",\"headlines\":[{\"value\":\"H\"}],\"bodies\":["
			"{\"role\":\"nitf\",\"contentType\":\"text/vnd.IPTC.NITF\",\"value\":\"<nitf/>\"},"
			"{\"contentType\":\"text/plain\",\"value\":\"Một.\"}]}",
			"H: H\nB: Một.\n"},
		{"a title for a headline",
			"{\"uri\":\"u:1\",\"title\":\"T\",\"body_text\":\"Một.\"}",
			"H: T\nB: Một.\n"},
		{"a description for a text",
			"{\"uri\":\"u:1\",\"headline\":\"H\",\"descriptions\":["
			"{\"role\":\"creditline\",\"value\":\"X\"},{\"value\":\"D.\"}]}",
			"H: H\nL: D.\n"},
		{"a text that repeats the headline",
			"{\"uri\":\"u:1\",\"headline\":\"H\",\"body_text\":\"H\\nMột.\\nH\"}",
			"H: H\nB: Một.\nB: H\n"},
		{"nothing but a headline", "{\"uri\":\"u:1\",\"headline\":\"H\"}", "H: H\n"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		expect(&rows[i], story_told_text);
}

static void
ties_pictures_to_their_captions(void **state)
{
	static const struct row rows[] = {
		{"version 1",
			"{\"uri\":\"u:1\",\"headline\":\"H\",\"associations\":{\"main\":{\"type\":\"picture\","
			"\"byline\":\"An\",\"description_text\":\"Cầu.\",\"renditions\":{"
			"\"s\":{\"href\":\"s.jpg\",\"mimetype\":\"image/jpeg\",\"width\":10},"
			"\"l\":{\"href\":\"x/l.jpg\",\"mimetype\":\"image/jpeg\",\"width\":99}}}}}",
			"H: H\nC: Cầu.\npicture x/l.jpg: Cầu. (An)\n"},
		{"version 3",
			"{\"uri\":\"u:1\",\"headlines\":[{\"value\":\"H\"}],\"associations\":[{\"name\":\"a\","
			"\"type\":\"picture\",\"by\":\"An\",\"descriptions\":[{\"role\":\"writer\",\"value\":"
			"\"W\"},{\"value\":\"Cầu.\"}],\"renditions\":[{\"href\":\"v.mp4\",\"contentType\":"
			"\"video/mp4\",\"width\":999},{\"href\":\"a.jpg\"}]}]}",
			"H: H\nC: Cầu.\npicture a.jpg: Cầu. (An)\n"},
		{"the headline for a caption",
			"{\"uri\":\"u:1\",\"headline\":\"H\",\"associations\":{\"a\":{\"type\":\"graphic\","
			"\"headline\":\"Biểu đồ\",\"renditions\":{\"m\":{\"href\":\"a.png\"}}}}}",
			"H: H\nC: Biểu đồ\npicture a.png: Biểu đồ ()\n"},
		{"an item that is a picture",
			"{\"uri\":\"u:1\",\"type\":\"picture\",\"headline\":\"H\",\"byline\":\"An\","
			"\"description_text\":\"Cầu.\",\"renditions\":{\"m\":{\"href\":\"a.jpg\"}}}",
			"H: H\nC: Cầu.\npicture a.jpg: Cầu. (An)\n"},
		{"figures in its text",
			"{\"uri\":\"u:1\",\"headline\":\"H\",\"body_html\":\"<p>Một.</p><figure><img "
			"src='a.jpg'><figcaption>Cầu.</figcaption></figure><p>Hai.</p>\"}",
			"H: H\nB: Một.\nC: Cầu.\nB: Hai.\npicture a.jpg: Cầu. ()\n"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		expect(&rows[i], story_told_text);
}

static void
tells_what_is_marked(void **state)
{
	static const struct row row = {"fields",
		"{\"uri\":\"u:1\",\"version\":\"2\",\"versionCreated\":\"2023-07-28T16:44:00+07:00\","
		"\"firstCreated\":\"2023-07-27T00:00:00Z\",\"language\":\"vi-VN\",\"by\":\"By An Binh\","
		"\"located\":\"Huế\",\"copyrightNotice\":\"(c)\",\"usageTerms\":\"Only here\",\"urgency\":3,"
		"\"slugline\":\"cau\",\"edNote\":\"N\",\"people\":[{\"name\":\"A\"},{\"name\":\"B\"}],"
		"\"organisations\":[{\"name\":\"O\"}],\"places\":[{\"name\":\"P\"}],\"events\":[{\"name\":"
		"\"E\"}],\"subjects\":[{\"name\":\"S\"},{\"uri\":\"u\"}],\"infosources\":[{\"name\":\"I\"}],"
		"\"genres\":[{\"name\":\"G\"}],\"keywords\":[\"K\"],\"associations\":[{\"type\":\"text\",\"uri\":"
		"\"u:2\"}],\"bodies\":[{\"value\":\"Một.\"}]}",
		"published=2023-07-28T16:44:00+07:00\ncanonical=u:1\nversion=2\nlocated=Huế\ncopyright=(c)\n"
		"licence=Only here\nurgency=3\nslugline=cau\neditorial note=N\nlanguage declared=vi-VN\n"
		"byline=An Binh\nperson=A\nperson=B\norganisation=O\nplace=P\nevent=E\nsubject=S\n"
		"source=I\ngenre=G\nkeyword=K\nrelated=u:2\n"};
	struct reading r;

	(void)state;
	expect(&row, story_told_findings);
	begin(&r, row.json, NULL);
	assert_string_equal(r.story.language, "vi-VN");
	assert_int_equal(r.story.told & STORY_TOLD_ALL, STORY_TOLD_ALL & ~STORY_TOLD_HEADLINE);
	end(&r);
}

static void
warns_of_what_may_not_be_used(void **state)
{
	static const struct {
		const char *json, *says;
	} rows[] = {
		{"\"pubStatus\":\"usable\"", NULL},
		{"\"pubstatus\":\"canceled\"",
			"its publisher has taken it back: its status is canceled"},
		{"\"pubStatus\":\"withheld\"",
			"its publisher does not let it be used: its status is withheld"},
		{"\"embargoed\":\"2023-07-29T00:00:00Z\"",
			"its publisher lets it be published from 2023-07-29T00:00:00Z on"},
		{"\"type\":\"video\"", "1 films or sounds that it names are left out"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char json[256];
		struct reading r;

		snprintf(
			json, sizeof json, "{\"uri\":\"u:1\",\"headline\":\"H\",%s}", rows[i].json);
		begin(&r, json, NULL);
		assert_rc(RC_OK, r.rc, &r.e);
		assert_int_equal(r.story.warning_count, rows[i].says != NULL);
		if (rows[i].says != NULL && !slice_is(r.story.warnings[0], rows[i].says))
			fail_msg("%.*s", SLICE_FMT(r.story.warnings[0]));
		end(&r);
	}
}

static void
takes_the_rendition_that_came_with_it(void **state)
{
	char *paths[] = {(char[]){"in/small.jpg"}};
	struct intake_report report = {.pictures = paths, .picture_count = 1};
	struct reading r;

	(void)state;
	begin(&r,
		"{\"uri\":\"u:1\",\"type\":\"picture\",\"headline\":\"H\",\"renditions\":{"
		"\"a\":{\"href\":\"http://x/large.jpg\",\"width\":900},"
		"\"b\":{\"href\":\"http://x/small.jpg\",\"width\":90},"
		"\"c\":{\"href\":\"http://x/middle.jpg\",\"width\":400}}}",
		&report);
	assert_rc(RC_OK, r.rc, &r.e);
	assert_int_equal(r.story.picture_count, 1);
	assert_string_equal(r.story.pictures[0].path, "http://x/small.jpg");
	end(&r);
}

static void
refuses_what_is_no_item(void **state)
{
	static const struct {
		const char *json;
		enum rc rc;
		const char *says;
	} rows[] = {
		{"[]", RC_UNSUPPORTED, "JSON, but no item of ninjs: it is no object"},
		{"{\"headline\":\"H\"}", RC_UNSUPPORTED,
			"JSON, but no item of ninjs: it has no uri"},
		{"{\"uri\":\"u:1\",\"$schema\":\"s\"}", RC_UNSUPPORTED,
			"a schema, no item of ninjs"},
		{"{\"uri\":\"u:1\"}", RC_BAD, "no text in it"},
		{"{\"uri\":\"u:1\",\"headline\":", RC_BAD,
			"no JSON: byte 24 of 24 is not the start of a value"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct reading r;

		begin(&r, rows[i].json, NULL);
		assert_int_equal(r.rc, rows[i].rc);
		assert_string_equal(r.e.text, rows[i].says);
		end(&r);
	}
}

static void
is_told_by_its_names(void **state)
{
	static const struct {
		const char *first;
		bool json;
		enum reader_kind kind;
	} rows[] = {
		{"{\"uri\":\"u\"", true, READER_NINJS},
		{"\xEF\xBB\xBF \n{ \"type\" : \"text\", \"body_text\" :", true, READER_NINJS},
		{"{\"a\":{\"uri\":1},\"b\":[{\"uri\":1}]}", true, READER_UNKNOWN},
		{"{\"a\":\"uri\",\"b\":\"\\\"uri\\\":\"}", true, READER_UNKNOWN},
		{"[ { \"uri\":\"u\"}]", true, READER_UNKNOWN},
		{"{a: 1}", false, READER_TEXT},
		{"[Huế] Một.", false, READER_TEXT},
		{"{", false, READER_TEXT},
		{"", false, READER_TEXT},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct reader_guess g = {.kind = READER_TEXT};

		assert_int_equal(read_ninjs_check(slice_str(rows[i].first), &g), rows[i].json);
		assert_int_equal(g.kind, rows[i].kind);
		assert_int_equal(reader_guess(slice_str(rows[i].first)).kind, rows[i].kind);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_the_text_of_each_version),
		cmocka_unit_test(ties_pictures_to_their_captions),
		cmocka_unit_test(tells_what_is_marked),
		cmocka_unit_test(warns_of_what_may_not_be_used),
		cmocka_unit_test(takes_the_rendition_that_came_with_it),
		cmocka_unit_test(refuses_what_is_no_item),
		cmocka_unit_test(is_told_by_its_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
