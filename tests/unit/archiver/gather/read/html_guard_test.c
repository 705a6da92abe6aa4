#include "archiver/gather/read/html_guard.h"

#include "support/test.h"

#define TYPE "<!DOCTYPE html>"

static const struct {
	const char *differs;
	struct slice page;
	const char *copy;
} COPIES[] = {
	{"plain", SLICE("<p class=a>b</p>"), TYPE "<p class=a>b</p>"},
	{"a comment", SLICE("a<!-- <p> -->b"), TYPE "ab"},
	{"a comment without an end", SLICE("a<!-- <p> b"), TYPE "a"},
	{"a comment at once ended", SLICE("a<!-->b"), TYPE "ab"},
	{"a script", SLICE("a<script>if (a<b) '</p>'</script>b"), TYPE "ab"},
	{"a script without an end", SLICE("a<SCRIPT>b<p>c"), TYPE "a"},
	{"a style", SLICE("a<style>p>b{}</style >b"), TYPE "ab"},
	{"a drawing", SLICE("a<svg><td><style></svg>b"), TYPE "ab"},
	{"a drawing without an end", SLICE("a<svg><p>b"), TYPE "a<p>b"},
	{"JSON-LD", SLICE("<script type=\"application/ld+json\">{}</script>"),
		TYPE "<script type=application/ld+json>{}</script>"},
	{"JSON-LD that could be read in two ways",
		SLICE("<script type='application/ld+json'><!--<script></script>"), TYPE},
	{"a '>' in an attribute", SLICE("<p title='>'>b"), TYPE "<p title='>'>b"},
	{"a quotation mark in a name", SLICE("<p a\">b"), TYPE "<p a\">b"},
	{"a tag without an end", SLICE("a<p title='b>c"), TYPE "a"},
	{"a '<' that begins no tag", SLICE("1 < 2"), TYPE "1 &lt; 2"},
	{"a doctype", SLICE("<!doctype html><p>"), TYPE "<p>"},
	{"an instruction", SLICE("<?php ?><p>"), TYPE "<p>"},
	{"nothing", SLICE(""), TYPE},
};

static void
copies_what_an_article_can_be_in(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof COPIES / sizeof *COPIES; i++) {
		struct bytes out = BYTES_UP_TO(4096);
		struct slice want = slice_str(COPIES[i].copy);

		assert_int_equal(html_guard_copy(COPIES[i].page, &out), 0);
		if (!slice_equal(bytes_slice(&out), want))
			fail_msg("%s: %.*s", COPIES[i].differs, (int)out.len, (char *)out.p);
		bytes_release(&out);
	}
}

static const struct {
	const char *differs;
	const char *piece;
	size_t times, left_out;
} NESTED[] = {
	{"as deep as may be", "<div>", HTML_GUARD_DEPTH, 0},
	{"deeper", "<div>", HTML_GUARD_DEPTH + 7, 7},
	{"closed each time", "<div></div>", 5000, 0},
	{"closed by what does not close it", "<div></span>", HTML_GUARD_DEPTH + 7, 7},
	{"closed over a table", "<div><table></div>", HTML_GUARD_DEPTH, HTML_GUARD_DEPTH},
	{"formatting", "<b id=x>", HTML_GUARD_FORMATS + 7, 7},
	{"formatting in blocks that end", "<div><b></div>", HTML_GUARD_FORMATS + 7, 7},
	{"blocks in formatting that ends", "<b><div></b>", HTML_GUARD_DEPTH - 1 + 7, 7},
	{"paragraphs, which end each other", "<p>", 100000, 0},
};

static void
leaves_out_tags_that_stand_too_deep(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof NESTED / sizeof *NESTED; i++) {
		struct bytes page = BYTES_UP_TO((size_t)1 << 20),
			     out = BYTES_UP_TO((size_t)1 << 21);
		size_t left_out;

		for (size_t k = 0; k < NESTED[i].times; k++)
			bytes_str(&page, NESTED[i].piece);
		left_out = html_guard_copy(bytes_slice(&page), &out);
		if (left_out != NESTED[i].left_out)
			fail_msg("%s: %zu", NESTED[i].differs, left_out);
		bytes_release(&page);
		bytes_release(&out);
	}
}

static void
leaves_out_a_tag_with_too_many_attributes(void **state)
{
	struct bytes page = BYTES_UP_TO((size_t)1 << 20), out = BYTES_UP_TO((size_t)1 << 20);

	(void)state;
	bytes_str(&page, "<p");
	for (size_t i = 0; i <= HTML_GUARD_ATTRIBUTES; i++)
		bytes_fmt(&page, " a%zu=1", i);
	bytes_str(&page, ">b");
	assert_int_equal(html_guard_copy(bytes_slice(&page), &out), 1);
	assert_slice_is(bytes_slice(&out), TYPE "b");
	bytes_release(&page);
	bytes_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(copies_what_an_article_can_be_in),
		cmocka_unit_test(leaves_out_tags_that_stand_too_deep),
		cmocka_unit_test(leaves_out_a_tag_with_too_many_attributes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
