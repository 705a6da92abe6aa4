#include "support/test.h"

#include "format/article/extraction_json.h"
#include "format/article/ninjs.h"

#define STANDARD \
	"\"standard\":{\"name\":\"ninjs\",\"version\":\"3.1\"," \
	"\"schema\":\"http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json\"},\n"
#define URI  "\"uri\":\"tag:example.org,2026:annals/2023/07/28/slug\",\n"
#define HEAD URI STANDARD "\"type\":\"text\",\n\"language\":\"vi\",\n"
#define BODY \
	"\"bodies\":[{\"contentType\":\"text/plain\",\"charCount\":0,\"wordCount\":0,\"value\":\"\"}]"

static struct ninjs_head
least_head(void)
{
	return (struct ninjs_head){.origin = SLICE("example.org/annals"),
		.id = SLICE("2023/07/28/slug"),
		.language = SLICE("vi")};
}

static struct ninjs_head
whole_head(void)
{
	struct ninjs_head head = least_head();

	head.published = slice_str("2023-07-28T16:44:00+07:00");
	head.headline = slice_str("A \"headline\"");
	head.byline = slice_str("Hồng Long, Lan Anh");
	head.source = slice_str("https://example.org/1");
	return head;
}

static void
leaves_out_what_is_empty(void **state)
{
	struct ninjs_item item = {.head = least_head()};
	struct bytes out = BYTES_UP_TO(4096);

	(void)state;
	ninjs_write(&item, &out);
	assert_slice_is(bytes_slice(&out), "{\n" HEAD BODY "\n}\n");
	bytes_release(&out);
}

static void
writes_one_property_a_line_in_one_order(void **state)
{
	struct ninjs_mention sources[] = {{.name = SLICE("BTĐKT")},
		{.name = SLICE("example.org"),
			.rel = SLICE("also published"),
			.literal = SLICE("https://example.org/7")}};
	struct ninjs_mention people[] = {
		{.name = SLICE("Lan"), .rel = SLICE("mentions"), .literal = SLICE("x")}};
	struct ninjs_picture pictures[] = {{.caption = SLICE("c"),
						   .photographer = SLICE("p"),
						   .file = SLICE("photos/1.jpg"),
						   .media_type = SLICE("image/jpeg"),
						   .size = 9,
						   .headline = SLICE("h"),
						   .created = SLICE("2023-07-28T08:00:00Z"),
						   .located = SLICE("Huế"),
						   .credit = SLICE("TTX"),
						   .source = SLICE("A"),
						   .copyright = SLICE("© A"),
						   .usage_terms = SLICE("once")},
		{.caption = SLICE("only a caption")},
		{.file = SLICE("photos/3.png"), .media_type = SLICE("image/png"), .size = 1}};
	struct ninjs_item item = {.head = whole_head(),
		.located = SLICE("Hà Nội"),
		.info_sources = {sources, 2},
		.people = {people, 1},
		.version = SLICE("2"),
		.copyright = SLICE("© BTĐKT"),
		.usage_terms = SLICE("free"),
		.rights = SLICE("https://example.org/by"),
		.body = SLICE("Một hai\n\nba  bốn."),
		.pictures = pictures,
		.picture_count = 3};
	struct bytes out = BYTES_UP_TO(8192);
	struct err e;

	(void)state;
	ninjs_write(&item, &out);
	assert_slice_is(bytes_slice(&out),
		"{\n" HEAD "\"versionCreated\":\"2023-07-28T16:44:00+07:00\",\n"
		"\"headlines\":[{\"value\":\"A \\\"headline\\\"\"}],\n"
		"\"by\":\"Hồng Long, Lan Anh\",\n"
		"\"altIds\":[{\"role\":\"canonical\",\"value\":\"https://example.org/1\"}],\n"
		"\"version\":\"2\",\n"
		"\"located\":\"Hà Nội\",\n"
		"\"infoSources\":[{\"name\":\"BTĐKT\"},{\"name\":\"example.org\","
		"\"role\":\"also published\",\"uri\":\"https://example.org/7\"}],\n"
		"\"copyrightNotice\":\"© BTĐKT\",\n"
		"\"usageTerms\":\"free\",\n"
		"\"rightsInfo\":{\"linkedRights\":\"https://example.org/by\"},\n"
		"\"people\":[{\"name\":\"Lan\",\"rel\":\"mentions\",\"literal\":\"x\"}],\n"
		"\"bodies\":[{\"contentType\":\"text/plain\",\"charCount\":17,\"wordCount\":4,"
		"\"value\":\"Một hai\\n\\nba  bốn.\"}],\n"
		"\"associations\":["
		"{\"name\":\"picture-1\","
		"\"uri\":\"tag:example.org,2026:annals/2023/07/28/slug/photos/1.jpg\","
		"\"type\":\"picture\",\"headlines\":[{\"value\":\"h\"}],"
		"\"descriptions\":[{\"role\":\"caption\","
		"\"contentType\":\"text/plain\",\"value\":\"c\"}],\"by\":\"p\","
		"\"contentCreated\":\"2023-07-28T08:00:00Z\",\"located\":\"Huế\","
		"\"infoSources\":[{\"name\":\"TTX\",\"role\":\"credit\"},"
		"{\"name\":\"A\",\"role\":\"source\"}],"
		"\"copyrightNotice\":\"© A\",\"usageTerms\":\"once\","
		"\"renditions\":[{\"name\":\"original\","
		"\"href\":\"tag:example.org,2026:annals/2023/07/28/slug/photos/1.jpg\","
		"\"contentType\":\"image/jpeg\",\"title\":\"photos/1.jpg\",\"sizeInBytes\":9}]},"
		"{\"name\":\"picture-2\","
		"\"uri\":\"tag:example.org,2026:annals/2023/07/28/slug#picture-2\","
		"\"type\":\"picture\",\"descriptions\":[{\"role\":\"caption\","
		"\"contentType\":\"text/plain\",\"value\":\"only a caption\"}]},"
		"{\"name\":\"picture-3\","
		"\"uri\":\"tag:example.org,2026:annals/2023/07/28/slug/photos/3.png\","
		"\"type\":\"picture\",\"renditions\":[{\"name\":\"original\","
		"\"href\":\"tag:example.org,2026:annals/2023/07/28/slug/photos/3.png\","
		"\"contentType\":\"image/png\",\"title\":\"photos/3.png\",\"sizeInBytes\":1}]}]\n"
		"}\n");
	assert_rc(RC_OK, ninjs_check(bytes_slice(&out), &e), &e);
	bytes_release(&out);
}

/* Every choice of what the head may lack. */
static void
cuts_the_head_that_it_writes(void **state)
{
	struct bytes head = BYTES_UP_TO(4096), all = BYTES_UP_TO(4096);

	(void)state;
	for (unsigned which = 0; which < 16; which++) {
		struct ninjs_head h = whole_head();
		struct ninjs_item item;
		struct slice cut;
		struct err e;

		if (which & 1)
			h.published = SLICE_EMPTY;
		if (which & 8)
			h.source = SLICE_EMPTY;
		if (which & 2)
			h.headline = SLICE_EMPTY;
		if (which & 4)
			h.byline = SLICE_EMPTY;
		item = (struct ninjs_item){.head = h};
		bytes_clear(&head);
		bytes_clear(&all);
		ninjs_head_write(&h, &head);
		ninjs_write(&item, &all);
		assert_rc(RC_OK, ninjs_head_cut(bytes_slice(&all), &cut, &e), &e);
		assert_true(slice_equal(cut, bytes_slice(&head)));
	}
	bytes_release(&head);
	bytes_release(&all);
}

struct check_row {
	const char *what;
	const char *text;
	const char *said; /* NULL where it is good */
	const char *cut;  /* what cutting the head says; NULL where that is good */
};

static const struct check_row CHECKS[] = {
	{"the least", "{\n" HEAD BODY "\n}\n", NULL, NULL},
	{"more", "{\n" HEAD "\"by\":\"x\",\n" BODY ",\n\"associations\":[]\n}\n", NULL, NULL},
	{"nothing", "", "metadata: ends within its lines", "metadata: ends within its head"},
	{"not JSON's beginning", "[\n" HEAD BODY "\n}\n", "metadata: ends within its lines",
		"metadata: ends within its head"},
	{"no URI", "{\n" STANDARD BODY "\n}\n", "metadata: no \"uri\" before \"standard\"",
		"metadata: no \"uri\" before \"standard\""},
	{"no language", "{\n" URI STANDARD "\"type\":\"text\",\n" BODY "\n}\n",
		"metadata: no \"language\" before \"bodies\"", "metadata: no \"language\""},
	{"no bodies", "{\n" HEAD "\"by\":\"x\"\n}\n", "metadata: no \"bodies\"",
		"metadata: no comma behind a line of its head"},
	{"bodies passed over", "{\n" HEAD "\"associations\":[]\n}\n",
		"metadata: no \"bodies\" before \"associations\"", NULL},
	{"twice", "{\n" URI HEAD BODY "\n}\n", "metadata: \"uri\" stands too late or twice",
		"metadata: \"uri\" stands too late or twice"},
	{"out of order", "{\n" HEAD "\"by\":\"x\",\n\"headlines\":[],\n" BODY "\n}\n",
		"metadata: \"headlines\" stands too late or twice",
		"metadata: \"headlines\" stands too late or twice"},
	{"the head behind its end", "{\n" HEAD "\"located\":\"x\",\n\"by\":\"x\",\n" BODY "\n}\n",
		"metadata: \"by\" stands too late or twice", NULL},
	{"an unknown property", "{\n" HEAD "\"body\":\"x\",\n" BODY "\n}\n",
		"metadata: a line of no known property: \"body\":\"x\",", NULL},
	{"a key that begins like one", "{\n" HEAD "\"byline\":\"x\",\n" BODY "\n}\n",
		"metadata: a line of no known property: \"byline\":\"x\",", NULL},
	{"white space", "{\n" HEAD " " BODY "\n}\n",
		"metadata: a line of no known property:  " BODY, NULL},
	{"CR LF", "{\n" HEAD BODY "\r\n}\n", "metadata: \"bodies\" holds a bare control character",
		NULL},
	{"no end", "{\n" HEAD BODY "\n}", "metadata: something stands where it should end", NULL},
	{"more than the end", "{\n" HEAD BODY "\n}\n ",
		"metadata: something stands where it should end", NULL},
	{"a comma at the end", "{\n" HEAD BODY ",\n}\n", "metadata: a line of no known property: }",
		NULL},
	{"not UTF-8", "{\n" HEAD "\"by\":\"\xFF\",\n" BODY "\n}\n", "metadata: not UTF-8", NULL},
};

static void
holds_metadata_to_its_lines(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof CHECKS / sizeof *CHECKS; i++) {
		const struct check_row *row = &CHECKS[i];
		struct slice text = slice_str(row->text), head;
		struct err e;
		enum rc rc = ninjs_check(text, &e);

		if (rc != (row->said == NULL ? RC_OK : RC_BAD) ||
			(row->said != NULL && strcmp(e.text, row->said) != 0))
			fail_msg("%s: %s", row->what, rc == RC_OK ? "accepted" : e.text);
		rc = ninjs_head_cut(text, &head, &e);
		if (rc != (row->cut == NULL ? RC_OK : RC_BAD) ||
			(row->cut != NULL && strcmp(e.text, row->cut) != 0))
			fail_msg("%s, its head: %s", row->what, rc == RC_OK ? "accepted" : e.text);
	}
}

static void
accepts_no_part_of_itself(void **state)
{
	struct ninjs_item item = {.head = whole_head(), .body = SLICE("Một hai")};
	struct bytes out = BYTES_UP_TO(4096);
	struct err e;

	(void)state;
	ninjs_write(&item, &out);
	for (size_t len = 0; len < out.len; len++)
		assert_int_equal(ninjs_check(slice_first(bytes_slice(&out), len), &e), RC_BAD);
	bytes_release(&out);
}

static void
writes_a_finding_a_line(void **state)
{
	struct extraction_finding findings[] = {
		{.field = "published",
			.value = SLICE("28/07/2023"),
			.normalised = SLICE("2023-07-28T00:00:00+07:00"),
			.file = "original",
			.start = 12,
			.end = 22,
			.rule = "stamp line",
			.percent = 100,
			.assumed = SLICE("time zone +07:00")},
		{.field = "caption?", .value = SLICE("x"), .rule = "short", .percent = 5},
		{.field = "title",
			.value = SLICE(""),
			.markup = SLICE("h1"),
			.rule = "r",
			.percent = 90}};
	struct digest tables = {{0xAB}};
	struct extraction_json x;
	struct bytes out = BYTES_UP_TO(4096);

	(void)state;
	extraction_json_open(&x, "0.1.0", &tables, &out);
	for (size_t i = 0; i < 3; i++)
		extraction_json_add(&x, &findings[i]);
	extraction_json_close(&x);
	assert_slice_is(bytes_slice(&out),
		"{\n\"annals\":\"0.1.0\",\n\"tables\":\"ab00000000000000000000000000000000000000000000"
		"000000000000000000\",\n\"findings\":[\n"
		"{\"field\":\"published\",\"value\":\"28/07/2023\","
		"\"normalised\":\"2023-07-28T00:00:00+07:00\",\"in\":\"original\",\"start\":12,"
		"\"end\":22,\"rule\":\"stamp line\",\"confidence\":1,"
		"\"assumed\":\"time zone +07:00\"},\n"
		"{\"field\":\"caption?\",\"value\":\"x\",\"rule\":\"short\",\"confidence\":0.05},\n"
		"{\"field\":\"title\",\"value\":\"\",\"markup\":\"h1\",\"rule\":\"r\","
		"\"confidence\":0.9}\n]\n}\n");
	bytes_clear(&out);
	extraction_json_open(&x, "0.1.0", &tables, &out);
	extraction_json_close(&x);
	assert_true(slice_ends(bytes_slice(&out), "\"findings\":[]\n}\n"));
	bytes_release(&out);
}

static void
writes_confidence_with_two_decimals_at_most(void **state)
{
	static const struct {
		unsigned percent;
		const char *text;
	} rows[] = {{0, "\"confidence\":0}"}, {1, "\"confidence\":0.01}"},
		{10, "\"confidence\":0.1}"}, {99, "\"confidence\":0.99}"},
		{100, "\"confidence\":1}"}};
	struct bytes out = BYTES_UP_TO(4096);

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct extraction_json x = {&out, false};
		struct extraction_finding f = {
			.field = "f", .rule = "r", .percent = rows[i].percent};

		bytes_clear(&out);
		extraction_json_add(&x, &f);
		assert_true(slice_ends(bytes_slice(&out), rows[i].text));
	}
	bytes_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(leaves_out_what_is_empty),
		cmocka_unit_test(writes_one_property_a_line_in_one_order),
		cmocka_unit_test(cuts_the_head_that_it_writes),
		cmocka_unit_test(holds_metadata_to_its_lines),
		cmocka_unit_test(accepts_no_part_of_itself),
		cmocka_unit_test(writes_a_finding_a_line),
		cmocka_unit_test(writes_confidence_with_two_decimals_at_most),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
