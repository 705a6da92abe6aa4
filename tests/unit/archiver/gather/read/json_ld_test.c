#include "archiver/gather/read/json_ld.h"

#include "support/test.h"

/* Facts as `kind:value` with '|' between. */
static void
write_facts(const struct page_facts *f, struct bytes *out)
{
	static const char *const kinds[] = {"headline", "author", "published", "site", "publisher",
		"language", "canonical", "licence"};

	for (size_t i = 0; i < f->count; i++) {
		if (i > 0)
			bytes_u8(out, '|');
		bytes_fmt(out, "%s:%.*s", kinds[f->at[i].kind], SLICE_FMT(f->at[i].value));
	}
}

static const struct {
	const char *differs;
	struct slice text;
	const char *facts;
} ROWS[] = {
	{"an article",
		SLICE("{\"@type\":\"NewsArticle\",\"headline\":\"A\",\"datePublished\":\"2020-01-02\","
		      "\"author\":{\"@type\":\"Person\",\"name\":\"B\"}}"),
		"author:B|headline:A|published:2020-01-02"},
	{"the type behind the rest", SLICE("{\"headline\":\"A\",\"@type\":\"Article\"}"),
		"headline:A"},
	{"authors in a list",
		SLICE("{\"@type\":\"Article\",\"author\":[{\"name\":\"B\"},{\"name\":\"C\"},\"D\"]}"),
		"author:B|author:C|author:D"},
	{"a graph",
		SLICE("{\"@graph\":[{\"@type\":\"WebSite\",\"name\":\"S\"},"
		      "{\"@type\":\"BlogPosting\",\"headline\":\"A\"}]}"),
		"headline:A"},
	{"an author by her address, described before",
		SLICE("{\"@graph\":[{\"@type\":\"Person\",\"@id\":\"#b\",\"name\":\"B\"},"
		      "{\"@type\":\"Article\",\"headline\":\"A\",\"author\":{\"@id\":\"#b\"}}]}"),
		"author:B|headline:A"},
	{"an author by her address, described behind",
		SLICE("{\"@graph\":[{\"@type\":\"Article\",\"headline\":\"A\",\"author\":"
		      "{\"@id\":\"#b\"}},{\"@type\":[\"Person\"],\"@id\":\"#b\",\"name\":\"B\"}]}"),
		"author:B|headline:A"},
	{"an author by an address that nobody has",
		SLICE("{\"@type\":\"Article\",\"headline\":\"A\",\"author\":{\"@id\":\"#b\"}}"),
		"headline:A"},
	{"the page around an article",
		SLICE("{\"@type\":\"WebPage\",\"datePublished\":\"2020-01-02\"}"),
		"published:2020-01-02"},
	{"an author of something else",
		SLICE("[{\"@type\":\"Comment\",\"author\":{\"name\":\"B\"}}]"), ""},
	{"a publisher", SLICE("{\"@type\":\"Article\",\"publisher\":{\"name\":\"P\"}}"),
		"publisher:P"},
	{"escapes",
		SLICE("{\"@type\":\"Article\",\"headline\":\"\\u1ea2nh \\\"\\ud83d\\ude00\\/\\n\"}"),
		"headline:\u1ea2nh \"\U0001F600/"},
	{"half a surrogate", SLICE("{\"@type\":\"Article\",\"headline\":\"a\\ud83d\"}"),
		"headline:a\uFFFD"},
	{"entities", SLICE("{\"@type\":\"Article\",\"headline\":\"a &amp; b &x\"}"),
		"headline:a & b &x"},
	{"a line break in a string", SLICE("{\"@type\":\"Article\",\"headline\":\"a\nb\"}"),
		"headline:a b"},
	{"a comma too many", SLICE("{\"@type\":\"Article\",\"headline\":\"a\",}"), "headline:a"},
	{"a comment around it",
		SLICE("/*<![CDATA[*/{\"@type\":\"Article\",\"headline\":\"a\"}/*]]>*/"),
		"headline:a"},
	{"an end too early", SLICE("{\"@type\":\"Article\",\"headline\":\"a\",\"author\":{\"na"),
		"headline:a"},
	{"brackets that do not fit", SLICE("]}{\"@type\":\"Article\",]\"headline\":\"a\"}"),
		"headline:a"},
	{"nothing", SLICE(""), ""},
};

static void
reads_what_generators_write(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
		struct arena made = ARENA_UP_TO(65536);
		struct page_facts facts = {.made = &made};
		struct bytes got = BYTES_UP_TO(4096);

		json_ld_read(ROWS[i].text, &facts);
		write_facts(&facts, &got);
		if (!slice_equal(bytes_slice(&got), slice_str(ROWS[i].facts)))
			fail_msg("%s: %.*s", ROWS[i].differs, (int)got.len, (char *)got.p);
		bytes_release(&got);
		arena_release(&made);
	}
}

static void
bears_every_truncation(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
		for (size_t len = 0; len <= ROWS[i].text.len; len++) {
			struct arena made = ARENA_UP_TO(65536);
			struct page_facts facts = {.made = &made};

			json_ld_read(slice_first(ROWS[i].text, len), &facts);
			assert_int_equal(made.failed, RC_OK);
			arena_release(&made);
		}
	}
}

static void
passes_over_what_is_too_deep(void **state)
{
	struct arena made = ARENA_UP_TO(65536);
	struct page_facts facts = {.made = &made};
	struct bytes text = BYTES_UP_TO((size_t)1 << 20);

	(void)state;
	bytes_str(&text, "{\"@type\":\"Article\",\"x\":");
	for (size_t i = 0; i < 200000; i++)
		bytes_u8(&text, '[');
	for (size_t i = 0; i < 200000; i++)
		bytes_u8(&text, ']');
	bytes_str(&text, ",\"headline\":\"a\"}");
	json_ld_read(bytes_slice(&text), &facts);
	assert_int_equal(facts.count, 1);
	assert_slice_is(facts.at[0].value, "a");
	bytes_release(&text);
	arena_release(&made);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_what_generators_write),
		cmocka_unit_test(bears_every_truncation),
		cmocka_unit_test(passes_over_what_is_too_deep),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
