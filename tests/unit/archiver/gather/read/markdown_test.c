#include "archiver/gather/read/markdown_sign.h"
#include "archiver/gather/read/read_markdown.h"
#include "archiver/gather/read/reader.h"
#include "support/story_told.h"
#include "support/test.h"

static void
takes_for_markdown_what_plainly_is(void **state)
{
	static const struct {
		const char *what, *text;
		bool is;
	} rows[] = {
		{"front matter", "---\ntitle: x\n---\nText\n", true},
		{"front matter of lists", "---\r\ntags:\r\n- a\r\n  b: c\r\n# d\r\n...\r\n", true},
		{"behind a mark", "\xEF\xBB\xBF---\ntitle: x\n---\n", true},
		{"front matter without an end", "---\ntitle: x\nText\n", false},
		{"a rule, not front matter", "---\nMột câu văn: dài.\n---\n", false},
		{"empty front matter", "---\n---\n", false},
		{"a headline and marks", "\n# Tin\n\n## Mục\n\nxem [đây](x)\n", true},
		{"a headline and one mark", "# Tin\n\n## Mục\n\nText.\n", false},
		{"a headline alone", "# Tin\n\nText.\n", false},
		{"marks without a headline", "Tin\n\n## Mục\n\n**x** [y](z)\n", false},
		{"a number", "#1 Tin\n\n## Mục\n\n**x** [y](z)\n", false},
		{"a list with stars", "Tin\n\n* một\n* hai\n", false},
		{"nothing", "", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		bool is = reader_guess(slice_str(rows[i].text)).kind == READER_MARKDOWN;

		if (is != rows[i].is)
			fail_msg("%s", rows[i].what);
	}
}

static void
reads_markdown_and_front_matter(void **state)
{
	static const struct {
		const char *what, *text, *told;
	} rows[] = {
		{"all of it",
			"---\nTitle: \"Đầu đề\"\ndate: 2023-07-28\nauthors: [An, Bình]\nlang: vi\n"
			"canonical: u\nextra: {title: no, deep: [x]}\nsummary: Tóm tắt.\n---\n"
			"Một *hai*\nba.\n\n## Mục\n\n- bốn\n\n  năm\n\n> sáu\n\n"
			"![ảnh](1.jpg \"Chú thích\")\n\n```\ncode\n```\n<p>bảy</p>\n",
			"h:Đầu đề\nl:Tóm tắt.\nb:Một hai ba.\n#:Mục\nb:bốn\nb:năm\nb:sáu\nc:Chú "
			"thích\nb:code\nb:bảy\npublished=2023-07-28\nbyline=An\nbyline=Bình\n"
			"language declared=vi\ncanonical=u\npicture=1.jpg\n"},
		{"a headline of its own", "# Tin [mới](x)\n\nText ![a](b) more.\n",
			"h:Tin mới\nl:Text more.\nc:a\npicture=b\n"},
		{"a table",
			"# Tin\n\n| Huyện | Số |\n|---|:-:|\n| **A** | 1 |\nB|2|3\n\nx | y\nz\n",
			"h:Tin\nl:Huyện | Số\nb:A | 1\nb:B | 2 | 3\nb:x | y z\n"},
		{"a credit in a caption", "# Tin\n\nText.\n\n![Hái chè. Ảnh: Lê Na](b)\n",
			"h:Tin\nl:Text.\nc:Hái chè.\nphotographer=Lê Na\npicture=b\n"},
		{"YAML that breaks off", "---\ntitle: T\nb: [\n---\nText.\n", "h:T\nl:Text.\n"},
		{"an alias", "---\na: &x T\ntitle: *x\nauthor: An\n---\nText.\n",
			"l:Text.\nbyline=An\n"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct bytes out = BYTES_UP_TO(4096);
		struct normal n;
		struct story s;
		struct err e;

		story_init(&s);
		normal_init(&n);
		assert_rc(RC_OK, read_markdown(slice_str(rows[i].text), 0, NULL, &n, &s, &e), &e);
		story_told_all(&s, &out);
		if (!slice_is(bytes_slice(&out), rows[i].told))
			fail_msg("%s:\n%.*s", rows[i].what, SLICE_FMT(bytes_slice(&out)));
		bytes_release(&out);
		normal_release(&n);
		story_release(&s);
	}
}

static void
reads_as_text_what_is_no_utf_8(void **state)
{
	struct normal n;
	struct story s;
	struct err e;

	(void)state;
	story_init(&s);
	normal_init(&n);
	assert_rc(RC_OK,
		read_markdown((struct slice)SLICE("\xFF\xFE#\0 \0a\0"), 0, NULL, &n, &s, &e), &e);
	assert_true(slice_is(story_block_text(&s, 0), "# a"));
	story_clear(&s);
	assert_rc(RC_BAD, read_markdown(slice_str("---\na: b\n---\n"), 0, NULL, &n, &s, &e), &e);
	normal_release(&n);
	story_release(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(takes_for_markdown_what_plainly_is),
		cmocka_unit_test(reads_markdown_and_front_matter),
		cmocka_unit_test(reads_as_text_what_is_no_utf_8),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
