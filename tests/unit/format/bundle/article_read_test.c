#include "format/bundle/article_read.h"

#include "format/bundle/article_find.h"
#include "format/bundle/leaf.h"
#include "format/bundle/payload_path.h"
#include "format/bundle/rule.h"
#include "format/merkle/merkle_hash.h"
#include "format/merkle/merkle_inclusion.h"
#include "support/broken.h"
#include "support/many.h"
#include "support/opened.h"
#include "support/test.h"

#define BOTH (1U << LANE_TEXT | 1U << LANE_MEDIA)

/* What came out of an article, and how often. */
struct heard {
	unsigned begun, ended;
	size_t bytes, expected;
	bool refuse; /* wants none */
	enum rc fails;
	char names[256];
};

static enum rc
begin(void *ctx, struct slice file, uint64_t size, bool *want, struct err *e)
{
	struct heard *h = ctx;

	(void)e;
	h->begun++;
	h->expected += h->refuse ? 0 : size;
	strncat(h->names, (const char *)file.p, file.len);
	strcat(h->names, " ");
	*want = !h->refuse;
	return RC_OK;
}

static enum rc
piece(void *ctx, struct slice piece, struct err *e)
{
	struct heard *h = ctx;

	h->bytes += piece.len;
	return h->fails == RC_OK ? RC_OK : err_set(e, h->fails, "no space");
}

static enum rc
end(void *ctx, struct err *e)
{
	struct heard *h = ctx;

	(void)e;
	h->ended++;
	return RC_OK;
}

static void
find(struct opened *o, const char *id, struct article_row *row)
{
	bool found;
	struct err e;

	assert_rc(RC_OK, article_find(&o->frames, slice_str(id), row, &found, &e), &e);
	assert_true(found);
}

/* What a third person does who has nothing but the proof's text and the key. */
static void
assert_proves(const struct article_proof *made, const struct trust *trust, const char *id)
{
	struct tlog_proof proof = TLOG_PROOF_EMPTY;
	struct public_key signer;
	struct checkpoint head;
	struct digest hash;
	struct leaf leaf;
	struct err e;

	assert_rc(RC_OK, tlog_proof_parse(bytes_slice(&made->text), &proof, &e), &e);
	assert_rc(RC_OK,
		checkpoint_verify_signed(
			proof.checkpoint, trust, BUNDLE_MAKER_CREATED, &head, &signer, &e),
		&e);
	hash = merkle_hash_leaf(proof.extra);
	assert_rc(RC_OK,
		merkle_inclusion_verify(&hash, proof.index, head.size, &proof.path, &head.root, &e),
		&e);
	assert_rc(RC_OK, leaf_parse(proof.extra, &leaf, &e), &e);
	assert_true(slice_is(leaf.id, id));
	tlog_proof_release(&proof);
}

static void
check_article(struct opened *o, const struct trust *trust, const struct maker_article *a)
{
	struct article_proof proof = ARTICLE_PROOF_EMPTY;
	struct article_row row = ARTICLE_ROW_EMPTY;
	struct heard h = {.begun = 0};
	struct article_sink sink = {begin, piece, end, &h};
	struct err e;

	find(o, a->id, &row);
	assert_rc(RC_OK, article_proof_make(&o->frames, &row.row, &proof, &e), &e);
	assert_proves(&proof, trust, a->id);
	assert_rc(RC_OK, article_read(&o->frames, &row.row, &proof, BOTH, &sink, &e), &e);
	assert_int_equal(h.begun, 5 + a->photos);
	assert_int_equal(h.ended, h.begun);
	assert_int_equal(h.bytes, h.expected);
	article_proof_release(&proof);
	article_row_release(&row);
}

/* Bundles that begin and end at every place of a block of 256 leaves, and go over several. */
static void
proves_and_reads_every_article_of_every_bundle(void **state)
{
	static const struct {
		const char *name;
		size_t articles;
	} bundles[] = {
		{"demo-2023-07", 255},	 /* leaves 0 to 254, and its own: block 0 exactly */
		{"demo-2023-07.2", 256}, /* block 1 exactly, and its own leaf in block 2 */
		{"demo-2023-07.3", 700}, /* from the second leaf of block 2 into block 4 */
		{"demo-2023-07.4", 1},	 /* in the midst of a block */
		{"demo-2023-07.5", 257},
		{"demo-2023-07.6", 53}, /* ends with its own leaf where a block ends */
		{"demo-2023-07.7", 7},
	};
	struct bundle_maker m;
	struct many many;

	(void)state;
	many_init(&many, 700);
	bundle_maker_init(&m);
	m.level = 1;
	for (size_t i = 0; i < sizeof bundles / sizeof *bundles; i++) {
		struct opened o;

		bundle_maker_make(&m, bundles[i].name, many.rows, bundles[i].articles, NULL);
		opened_init(&o, bytes_slice(&m.file), &m.trust);
		for (size_t k = 0; k < bundles[i].articles; k++)
			check_article(&o, &m.trust, &many.rows[k]);
		opened_release(&o);
	}
	many_release(&many);
	bundle_maker_release(&m);
}

static const struct maker_article ROWS[] = {
	{"2023/07/28/co-anh", 900, NULL, 2, 700},
	{"2023/07/28/van-ban", 400, "docx", 0, 0},
	{"2023/07/28/anh-lon", 100, NULL, 1, 9 * 1024 * 1024},
};

struct setting {
	struct bundle_maker maker;
	struct opened opened;
	struct article_row row;
	struct article_proof proof;
};

/* The article `id` out of a bundle of ROWS, found and proven. */
static void
set_up(struct setting *s, const char *id)
{
	struct err e;

	bundle_maker_init(&s->maker);
	s->maker.level = 1;
	bundle_maker_make(&s->maker, "demo-2023-07", ROWS, sizeof ROWS / sizeof *ROWS, NULL);
	opened_init(&s->opened, bytes_slice(&s->maker.file), &s->maker.trust);
	s->row = ARTICLE_ROW_EMPTY;
	s->proof = ARTICLE_PROOF_EMPTY;
	find(&s->opened, id, &s->row);
	assert_rc(RC_OK, article_proof_make(&s->opened.frames, &s->row.row, &s->proof, &e), &e);
}

static void
take_down(struct setting *s)
{
	article_proof_release(&s->proof);
	article_row_release(&s->row);
	opened_release(&s->opened);
	bundle_maker_release(&s->maker);
}

static void
reads_only_the_lanes_that_are_asked_for(void **state)
{
	static const struct {
		unsigned lanes;
		const char *names;
	} rows[] = {
		{0, ""},
		{1U << LANE_TEXT,
			"article.txt captions.txt extraction.json metadata.json original.txt "},
		{1U << LANE_MEDIA, "photos/1.jpg photos/2.jpg "},
		{BOTH,
			"article.txt captions.txt extraction.json metadata.json original.txt "
			"photos/1.jpg photos/2.jpg "},
	};
	struct setting s;
	struct err e;

	(void)state;
	set_up(&s, ROWS[0].id);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct heard h = {.begun = 0};
		struct article_sink sink = {begin, piece, end, &h};

		assert_rc(RC_OK,
			article_read(
				&s.opened.frames, &s.row.row, &s.proof, rows[i].lanes, &sink, &e),
			&e);
		assert_string_equal(h.names, rows[i].names);
	}
	take_down(&s);
}

static void
hands_over_no_content_that_is_not_wanted(void **state)
{
	struct heard h = {.refuse = true};
	struct article_sink sink = {begin, piece, end, &h};
	struct setting s;
	struct err e;

	(void)state;
	set_up(&s, ROWS[0].id);
	assert_rc(RC_OK, article_read(&s.opened.frames, &s.row.row, &s.proof, BOTH, &sink, &e), &e);
	assert_int_equal(h.begun, 7);
	assert_int_equal(h.ended, 0);
	assert_int_equal(h.bytes, 0);
	take_down(&s);
}

static void
stops_with_what_the_sink_says(void **state)
{
	struct heard h = {.fails = RC_IO};
	struct article_sink sink = {begin, piece, end, &h};
	struct setting s;
	struct err e;
	struct slice rest;

	(void)state;
	set_up(&s, ROWS[2].id);
	assert_rc(RC_IO, article_read(&s.opened.frames, &s.row.row, &s.proof, BOTH, &sink, &e), &e);
	assert_int_equal(rule_of(e.text, &rest).len, 0);
	assert_non_null(strstr(e.text, "no space"));
	take_down(&s);
}

/* ---- an index that leads astray ---------------------------------------------------- */

static void
nothing(struct index_row *r)
{
	(void)r;
}

static void
other_place(struct index_row *r)
{
	r->runs[LANE_TEXT].offset += 512;
}

static void
second_file(struct index_row *r)
{
	/* The first file is a header and one block. */
	r->runs[LANE_TEXT].offset += 1024;
	r->runs[LANE_TEXT].length -= 1024;
}

static void
too_short(struct index_row *r)
{
	r->runs[LANE_TEXT].length -= 512;
}

static void
a_file_less(struct index_row *r)
{
	/* The original's 900 bytes. */
	r->runs[LANE_TEXT].length -= 512 + 1024;
}

static void
a_file_more(struct index_row *r)
{
	/* The next article's text. */
	r->runs[LANE_TEXT].length += 1024;
}

static void
no_media(struct index_row *r)
{
	r->runs[LANE_MEDIA] = (struct index_run){0, 0};
}

static void
behind_the_stream(struct index_row *r)
{
	r->runs[LANE_TEXT].offset = UINT64_C(1) << 40;
}

static void
refuses_a_run_that_is_not_the_articles(void **state)
{
	static const struct {
		const char *what;
		void (*change)(struct index_row *r);
		enum rc rc;
		const char *rule;
	} rows[] = {
		{"nothing", nothing, RC_OK, ""},
		{"begins within a file", other_place, RC_BAD, "IDX-2: "},
		{"begins with the second file", second_file, RC_BAD, "BAG-1: "},
		{"ends within a file", too_short, RC_BAD, "IDX-2: "},
		{"a file less", a_file_less, RC_BAD, "IDX-2: "},
		{"a file more", a_file_more, RC_BAD, "IDX-2: "},
		{"no media", no_media, RC_BAD, "IDX-2: "},
		{"behind the stream", behind_the_stream, RC_BAD, "IDX-2: "},
	};
	struct setting s;

	(void)state;
	set_up(&s, ROWS[0].id);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct heard h = {.begun = 0};
		struct article_sink sink = {begin, piece, end, &h};
		struct index_row row = s.row.row;
		struct err e = ERR_NONE;

		rows[i].change(&row);
		if (article_read(&s.opened.frames, &row, &s.proof, BOTH, &sink, &e) != rows[i].rc ||
			strncmp(e.text, rows[i].rule, strlen(rows[i].rule)) != 0)
			fail_msg("%s: %s", rows[i].what, e.text);
	}
	take_down(&s);
}

static void
refuses_a_leaf_that_is_not_the_articles(void **state)
{
	static const uint64_t leaves[] = {1, 2, 3, 4, UINT64_MAX};
	struct setting s;

	(void)state;
	set_up(&s, ROWS[0].id);
	for (size_t i = 0; i < sizeof leaves / sizeof *leaves; i++) {
		struct article_proof proof = ARTICLE_PROOF_EMPTY;
		struct index_row row = s.row.row;
		struct err e;

		row.leaf = leaves[i];
		assert_rc(RC_BAD, article_proof_make(&s.opened.frames, &row, &proof, &e), &e);
		assert_true(strncmp(e.text, "IDX-2: ", 7) == 0);
		article_proof_release(&proof);
	}
	take_down(&s);
}

/* ---- bundles that are signed and wrong --------------------------------------------- */

static void
finds_what_is_wrong_on_the_way_to_one_article(void **state)
{
	static const struct {
		const char *broken, *id;
		const char *proof; /* the rule that making the proof, or else reading, names */
		const char *read;
	} rows[] = {
		{"BAG-1-digest", "2023/07/28/bai-co-anh", NULL, "BAG-1"},
		{"BAG-2-capitals", "2023/07/28/bai-co-anh", "BAG-2", NULL},
		{"LOG-4-leaf", "2023/07/28/bai-co-anh", "TREE-2", NULL},
		{"LOG-4-articles", "2023/07/28/bai-co-anh", "TREE-1", NULL},
		{"TREE-2-place", "2023/07/28/bai-co-anh", "TREE-1", NULL},
		{"TREE-2-root", "2023/07/28/bai-co-anh", "TREE-1", NULL},
		{"TREE-2-another-root", "undated/khong-ngay", "TREE-2", NULL},
		{"TREE-2-another-root", "2023/07/28/bai-co-anh", NULL, NULL},
		{"FRAME-2-checksum", "2023/07/28/bai-co-anh", NULL, "FRAME-2"},
		{"TAR-1-mode", "2023/07/28/bai-co-anh", NULL, "IDX-2"},
		{"ART-1-foreign", "2023/07/28/bai-cuoi", NULL, "BAG-1"},
		{"IDX-2-offset", "2023/07/28/bai-co-anh", NULL, "IDX-2"},
		{"IDX-2-media", "2023/07/28/bai-cuoi", NULL, "IDX-2"},
	};
	struct bundle_maker m;

	(void)state;
	bundle_maker_init(&m);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct article_proof proof = ARTICLE_PROOF_EMPTY;
		struct article_row row = ARTICLE_ROW_EMPTY;
		struct heard h = {.begun = 0};
		struct article_sink sink = {begin, piece, end, &h};
		const char *rule = rows[i].proof;
		struct opened o;
		struct forge f;
		struct err e = ERR_NONE;
		enum rc rc;

		broken_make(broken_find(rows[i].broken), &f);
		opened_init(&o, bytes_slice(&f.file), &m.trust);
		find(&o, rows[i].id, &row);
		rc = article_proof_make(&o.frames, &row.row, &proof, &e);
		if (rc == RC_OK && rule == NULL) {
			rule = rows[i].read;
			rc = article_read(&o.frames, &row.row, &proof, BOTH, &sink, &e);
		}
		if (rc != (rule == NULL ? RC_OK : RC_BAD) ||
			(rule != NULL && strncmp(e.text, rule, strlen(rule)) != 0))
			fail_msg("%s, %s: %s", rows[i].broken, rows[i].id, e.text);
		article_proof_release(&proof);
		article_row_release(&row);
		opened_release(&o);
		forge_release(&f);
	}
	bundle_maker_release(&m);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(proves_and_reads_every_article_of_every_bundle),
		cmocka_unit_test(reads_only_the_lanes_that_are_asked_for),
		cmocka_unit_test(hands_over_no_content_that_is_not_wanted),
		cmocka_unit_test(stops_with_what_the_sink_says),
		cmocka_unit_test(refuses_a_run_that_is_not_the_articles),
		cmocka_unit_test(refuses_a_leaf_that_is_not_the_articles),
		cmocka_unit_test(finds_what_is_wrong_on_the_way_to_one_article),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
