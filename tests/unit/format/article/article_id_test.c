#include "support/test.h"

#include "format/article/article_id.h"

static const struct digest DIGEST = {{0x01, 0x23, 0x45, 0x67, 0x89, 0xAB, 0xCD}};

struct slug_row {
	const char *what;
	struct slice headline;
	size_t room;
	const char *slug;
};

static const struct slug_row SLUGS[] = {
	{"Vietnamese, precomposed", SLICE("Đường về Ấp Mười: hỏi – đáp!"), 80,
		"duong-ve-ap-muoi-hoi-dap"},
	{"Vietnamese, decomposed",
		SLICE("Ti\xE1\xBA\xBF"
		      "ng Vi\xC3\xAA\xCC\xA3"
		      "t"),
		80, "tieng-viet"},
	{"the Eth of old texts", SLICE("Ðồng \xC3\xB0i"), 80, "dong-di"},
	{"letters that do not decompose", SLICE("Łódź, Ørsted, Straße, Þór"), 80,
		"lodz-orsted-strasse-thor"},
	{"nothing at the ends", SLICE("  «Sáng 28/7» …"), 80, "sang-28-7"},
	{"invisible joiners do not end a word",
		SLICE("Hà\xE2\x80\x8B"
		      "nội so\xC2\xAD"
		      "ft"),
		80, "hanoi-soft"},
	{"exactly the room", SLICE("abcd efgh ijkl"), 14, "abcd-efgh-ijkl"},
	{"cut before the word that does not fit", SLICE("abcd efgh ijklm"), 14, "abcd-efgh"},
	{"cut behind the word that ends there", SLICE("abcd efgh ijkl mnop"), 14, "abcd-efgh-ijkl"},
	{"one word too long is cut through", SLICE("abcdefghijklmnopqrstuvwxyz"), 14,
		"abcdefghijklmn"},
	{"Chinese", SLICE("河江古树茶节"), 80, "h-0123456789ab"},
	{"empty", SLICE(""), 80, "h-0123456789ab"},
	{"a device", SLICE("CON"), 80, "h-0123456789ab"},
	{"a device once it is cut", SLICE("con bcdefghijklmnopqrst"), 14, "h-0123456789ab"},
	{"no device", SLICE("com10"), 80, "com10"},
	{"a letter of two where the room ends", SLICE("Straße Straße ßßß"), 14, "strasse"},
	{"not UTF-8", SLICE("a\xFF\xC3z"), 80, "a-z"},
};

static void
makes_a_slug_of_any_headline(void **state)
{
	struct bytes out = BYTES_UP_TO(SLUG_MAX);

	(void)state;
	for (size_t i = 0; i < sizeof SLUGS / sizeof *SLUGS; i++) {
		const struct slug_row *row = &SLUGS[i];

		bytes_clear(&out);
		slug_make(row->headline, &DIGEST, row->room, &out);
		if (!slice_is(bytes_slice(&out), row->slug))
			fail_msg("%s: %.*s, expected %s", row->what, SLICE_FMT(bytes_slice(&out)),
				row->slug);
		assert_true(slug_check(bytes_slice(&out)));
	}
	bytes_release(&out);
}

static void
stays_within_the_room_whatever_the_words(void **state)
{
	const char *headline = "a bb ccc dddd eeeee ffffff ggggggg hhhhhhhh iiiiiiiii jjjjjjjjjj";
	struct bytes out = BYTES_UP_TO(SLUG_MAX);

	(void)state;
	for (size_t room = SLUG_ROOM_MIN; room <= SLUG_MAX; room++) {
		bytes_clear(&out);
		slug_make(slice_str(headline), &DIGEST, room, &out);
		assert_true(out.len <= room);
		assert_true(slug_check(bytes_slice(&out)));
		assert_true(strlen(headline) == out.len || headline[out.len] == ' ');
	}
	bytes_release(&out);
}

struct id_row {
	const char *id;
	bool good;
};

static const struct id_row IDS[] = {
	{"2023/07/28/slug", true},
	{"2024/02/29/a-b-2", true},
	{"undated/slug", true},
	{"undated/h-0123456789ab", true},
	{"", false},
	{"slug", false},
	{"undated/", false},
	{"undated", false},
	{"Undated/slug", false},
	{"2023/07/28", false},
	{"2023/07/28/", false},
	{"2023/7/28/slug", false},
	{"2023/07/32/slug", false},
	{"2023/02/29/slug", false},
	{"2023/00/28/slug", false},
	{"0000/07/28/slug", false},
	{"2023/07/28/a/b", false},
	{"2023/07/28/-a", false},
	{"2023/07/28/a-", false},
	{"2023/07/28/a--b", false},
	{"2023/07/28/A", false},
	{"2023/07/28/a.b", false},
	{"2023/07/28/nul", false},
	{"2023/07/28/lpt9", false},
	{" 2023/07/28/a", false},
	{"undated/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
		true},
	{"undated/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
		false},
};

static void
knows_an_id_from_what_is_none(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof IDS / sizeof *IDS; i++)
		if (article_id_check(slice_str(IDS[i].id)) != IDS[i].good)
			fail_msg("\"%s\" is %s", IDS[i].id, IDS[i].good ? "good" : "no id");
}

static void
writes_ids_that_are_unique_by_their_suffix(void **state)
{
	struct bytes out = BYTES_UP_TO(ARTICLE_ID_MAX);
	struct civil day = {.year = 987, .month = 6, .day = 5};

	(void)state;
	article_id_write(&day, slice_str("slug"), 1, &out);
	assert_slice_is(bytes_slice(&out), "0987/06/05/slug");
	bytes_clear(&out);
	article_id_write(NULL, slice_str("slug"), 12, &out);
	assert_slice_is(bytes_slice(&out), "undated/slug-12");
	bytes_release(&out);
}

static void
leaves_room_for_the_suffix(void **state)
{
	char word[SLUG_MAX + 3];
	static const uint64_t numbers[] = {1, 2, 9, 10, 99, 100, 999999999, 1000000000};
	struct bytes slug = BYTES_UP_TO(SLUG_MAX), id = BYTES_UP_TO(ARTICLE_ID_MAX);

	(void)state;
	memset(word, 'a', sizeof word);
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		bytes_clear(&slug);
		bytes_clear(&id);
		slug_make(slice_of(word, sizeof word), &DIGEST, article_id_slug_room(numbers[i]),
			&slug);
		article_id_write(NULL, bytes_slice(&slug), numbers[i], &id);
		assert_int_equal(id.len, strlen("undated/") + SLUG_MAX);
		assert_true(article_id_check(bytes_slice(&id)));
	}
	bytes_release(&slug);
	bytes_release(&id);
}

static void
names_an_article_by_a_tag_uri(void **state)
{
	struct bytes out = BYTES_UP_TO(256);

	(void)state;
	article_id_uri_write(slice_str("example.org/annals"), slice_str("2023/07/28/slug"), &out);
	assert_slice_is(bytes_slice(&out), "tag:example.org,2026:annals/2023/07/28/slug");
	bytes_clear(&out);
	article_id_uri_write(slice_str("example.org"), slice_str("undated/slug"), &out);
	assert_slice_is(bytes_slice(&out), "tag:example.org,2026:undated/slug");
	bytes_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(makes_a_slug_of_any_headline),
		cmocka_unit_test(stays_within_the_room_whatever_the_words),
		cmocka_unit_test(knows_an_id_from_what_is_none),
		cmocka_unit_test(writes_ids_that_are_unique_by_their_suffix),
		cmocka_unit_test(leaves_room_for_the_suffix),
		cmocka_unit_test(names_an_article_by_a_tag_uri),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
