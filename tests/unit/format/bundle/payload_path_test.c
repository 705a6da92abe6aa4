#include "format/bundle/payload_path.h"

#include "support/test.h"

#define ID "2023/07/28/bai-mot"

static void
knows_each_file_of_an_article_and_its_lane(void **state)
{
	static const struct {
		const char *path, *id, *file;
		enum payload_kind kind;
		enum payload_lane lane;
		uint64_t photo;
	} rows[] = {
		{"data/" ID "/article.txt", ID, "article.txt", PAYLOAD_ARTICLE, LANE_TEXT, 0},
		{"data/" ID "/captions.txt", ID, "captions.txt", PAYLOAD_CAPTIONS, LANE_TEXT, 0},
		{"data/" ID "/extraction.json", ID, "extraction.json", PAYLOAD_EXTRACTION,
			LANE_TEXT, 0},
		{"data/" ID "/metadata.json", ID, "metadata.json", PAYLOAD_METADATA, LANE_TEXT, 0},
		{"data/" ID "/original.txt", ID, "original.txt", PAYLOAD_ORIGINAL, LANE_TEXT, 0},
		{"data/" ID "/original.html", ID, "original.html", PAYLOAD_ORIGINAL, LANE_TEXT, 0},
		{"data/" ID "/original.docx", ID, "original.docx", PAYLOAD_ORIGINAL, LANE_MEDIA, 0},
		{"data/" ID "/original.pdf", ID, "original.pdf", PAYLOAD_ORIGINAL, LANE_MEDIA, 0},
		{"data/" ID "/original.7z", ID, "original.7z", PAYLOAD_ORIGINAL, LANE_MEDIA, 0},
		{"data/" ID "/original.a2345678", ID, "original.a2345678", PAYLOAD_ORIGINAL,
			LANE_TEXT, 0},
		{"data/" ID "/photos/1.jpg", ID, "photos/1.jpg", PAYLOAD_PHOTO, LANE_MEDIA, 1},
		{"data/" ID "/photos/65535.svg", ID, "photos/65535.svg", PAYLOAD_PHOTO, LANE_MEDIA,
			65535},
		{"data/undated/x/article.txt", "undated/x", "article.txt", PAYLOAD_ARTICLE,
			LANE_TEXT, 0},
		{"data/undated/x/photos/2.png", "undated/x", "photos/2.png", PAYLOAD_PHOTO,
			LANE_MEDIA, 2},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct payload_path p;
		struct err e;

		assert_rc(RC_OK, payload_path_parse(slice_str(rows[i].path), &p, &e), &e);
		assert_true(slice_is(p.id, rows[i].id));
		assert_true(slice_is(p.file, rows[i].file));
		assert_int_equal(p.kind, rows[i].kind);
		assert_int_equal(p.lane, rows[i].lane);
		assert_int_equal(p.photo, rows[i].photo);
	}
}

static void
refuses_what_is_no_file_of_an_article(void **state)
{
	static const struct {
		const char *path, *rule;
	} rows[] = {
		{"", "ART-1"},
		{"data", "ART-1"},
		{"bagit.txt", "ART-1"},
		{"Data/" ID "/article.txt", "ART-1"},
		{"data/", "ART-2"},
		{"data/" ID, "ART-1"},
		{"data/" ID "/", "ART-1"},
		{"data/article.txt", "ART-2"},
		{"data/2023/07/28/article.txt", "ART-2"},
		{"data/2023/07/28//article.txt", "ART-2"},
		{"data/2023/02/29/x/article.txt", "ART-2"},
		{"data/2023/7/28/x/article.txt", "ART-2"},
		{"data/0000/07/28/x/article.txt", "ART-2"},
		{"data/2023/07/28/X/article.txt", "ART-2"},
		{"data/2023/07/28/../article.txt", "ART-2"},
		{"data/2023/07/28/-x/article.txt", "ART-2"},
		{"data/2023/07/28/nul/article.txt", "ART-2"},
		{"data/undated/article.txt", "ART-2"},
		{"data/undated//article.txt", "ART-2"},
		{"data/" ID "/Article.txt", "ART-1"},
		{"data/" ID "/notes.txt", "ART-1"},
		{"data/" ID "/article.tlog-proof", "ART-1"},
		{"data/" ID "/more/article.txt", "ART-1"},
		{"data/" ID "/original", "ART-1"},
		{"data/" ID "/original.", "ART-1"},
		{"data/" ID "/original.tar.gz", "ART-1"},
		{"data/" ID "/original.HTM", "ART-1"},
		{"data/" ID "/original.a23456789", "ART-1"},
		{"data/" ID "/original/1.jpg", "ART-1"},
		{"data/" ID "/photos/", "ART-1"},
		{"data/" ID "/photos/.jpg", "ART-1"},
		{"data/" ID "/photos/0.jpg", "ART-1"},
		{"data/" ID "/photos/01.jpg", "ART-1"},
		{"data/" ID "/photos/1", "ART-1"},
		{"data/" ID "/photos/65536.jpg", "ART-1"},
		{"data/" ID "/photos/x/1.jpg", "ART-1"},
		{"data/" ID "/photos/1.jpg/..", "ART-1"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct payload_path p;
		struct err e;

		if (payload_path_parse(slice_str(rows[i].path), &p, &e) != RC_BAD ||
			strncmp(e.text, rows[i].rule, 5) != 0)
			fail_msg("%s: %s", rows[i].path, e.text);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(knows_each_file_of_an_article_and_its_lane),
		cmocka_unit_test(refuses_what_is_no_file_of_an_article),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
