#include "support/broken.h"

#include "format/bag/bag_info.h"
#include "format/base/cursor.h"
#include "format/frame/packer.h"
#include "format/frame/raw_frame.h"
#include "format/frame/seek_table.h"
#include "format/tar/ustar.h"
#include "support/bundle_maker.h"
#include "support/test.h"

#include <stdio.h>

/* ---- what they are made of ------------------------------------------------------------------- */

static const struct maker_article FIRST[] = {{"2023/07/27/mot-bai-ngan", 300, NULL, 1, 60}};

static const struct maker_article NEXT[] = {
	{"2023/07/28/bai-co-anh", 200, NULL, 2, 60},
	{"2023/07/27/bai-la-van-ban", 100, "docx", 0, 0},
	{"undated/khong-ngay", 100, NULL, 1, 50},
	{"2023/07/28/bai-cuoi", 50, NULL, 0, 0},
};

static const struct maker_article LARGE[] = {
	{"2023/07/01/bon-mib", 4 * 1024 * 1024, NULL, 0, 0},
	{"2023/07/01/nho", 100, NULL, 1, 50},
	{"2023/07/02/muoi-mib", 10 * 1024 * 1024, NULL, 1, 5 * 1024 * 1024},
	{"2023/07/03/nho-nua", 100, NULL, 1, 50},
};

/* The first article's folder and the last one's, in the bundle that is not the first. */
#define A "data/2023/07/28/bai-co-anh"
#define D "data/2023/07/28/bai-cuoi"

/* All the same, so that frames of every size can lie in a small file. */
static void
flatten(void *ctx, struct slice file, struct bytes *content)
{
	(void)ctx;
	if (slice_starts(file, "original.") || slice_starts(file, "photos/"))
		memset(content->p, 'x', content->len);
}

void
broken_base(struct bundle_maker *m, enum broken_from from)
{
	struct maker_hooks flat = {NULL, flatten, NULL};

	bundle_maker_init(m);
	if (from == BROKEN_FROM_LARGE) {
		bundle_maker_make(m, "demo-2023-07", LARGE, sizeof LARGE / sizeof *LARGE, &flat);
		return;
	}
	bundle_maker_make(m, "demo-2023-07", FIRST, sizeof FIRST / sizeof *FIRST, NULL);
	if (from == BROKEN_FROM_NEXT)
		bundle_maker_make(m, "demo-2023-07.2", NEXT, sizeof NEXT / sizeof *NEXT, NULL);
}

void
broken_make(const struct broken *b, struct forge *f)
{
	struct bundle_maker m;

	broken_base(&m, b->from);
	forge_init(f, &m.pair, bytes_slice(&m.file));
	f->change = b->change;
	forge_make(f);
	f->pair = NULL;
	bundle_maker_release(&m);
}

/* A change at one stage. */
#define AT(name, when) \
	static void name##_at_stage(struct forge *f); \
	static void name(struct forge *f, enum forge_stage stage) \
	{ \
		if (stage == (when)) \
			name##_at_stage(f); \
	} \
	static void name##_at_stage(struct forge *f)

/* ---- the file as a whole ------------------------------------------------------------------------
 */

AT(empty_file, FORGE_TAIL)
{
	bytes_clear(&f->file);
}

AT(cut_off, FORGE_TAIL)
{
	bytes_cut(&f->file, f->file.len - 1);
}

AT(appendix, FORGE_TAIL)
{
	bytes_u8(&f->file, 0);
}

AT(long_table, FORGE_TAIL)
{
	f->file.p[f->file.len - SEEK_TABLE_FOOTER + 2] = 1; /* 65,536 frames more */
}

AT(table_of_checksums, FORGE_TAIL)
{
	f->file.p[f->file.len - 5] = 0x80;
}

AT(something_in_front, FORGE_TAIL)
{
	bytes_zero(&f->file, 1);
	memmove(f->file.p + 1, f->file.p, f->file.len - 1);
	f->file.p[0] = 0;
}

/* Table and file agree with each other; the signed list has one frame more. */
AT(frame_taken_out, FORGE_TAIL)
{
	size_t packed = f->packed[0].len, table = seek_table_size(f->frame_count + 1);
	struct bytes old = BYTES_UP_TO(GIB);
	struct seek_table t;
	struct err e;

	bytes_add(&old, slice_of(f->file.p + packed, f->file.len - packed));
	assert_rc(RC_OK, seek_table_parse(slice_from(bytes_slice(&old), old.len - table), &t, &e),
		&e);
	bytes_cut(&old, old.len - table);
	assert_rc(RC_OK, seek_table_write(t.entries + 1, t.frames - 1, &old, &e), &e);
	seek_table_release(&t);
	bytes_clear(&f->file);
	bytes_add(&f->file, bytes_slice(&old));
	bytes_release(&old);
}

AT(table_that_lies, FORGE_TAIL)
{
	/* The content size of the first frame. */
	f->file.p[f->file.len - seek_table_size(f->frame_count + 1) + 12] ^= 1;
}

/* ---- the seal as bytes -------------------------------------------------------------------------
 */

/* Where the seal's one frame begins. */
static size_t
seal_at(const struct forge *f)
{
	return f->file.len - seek_table_size(f->frame_count + 1) -
		(size_t)raw_frame_size(f->stream.len);
}

AT(no_seal, FORGE_TAIL)
{
	f->file.p[seal_at(f) + 4] = 0x24;
}

AT(compressed_seal_block, FORGE_TAIL)
{
	f->file.p[seal_at(f) + 9] |= 0x04;
}

AT(nine_seal_frames, FORGE_TAIL)
{
	struct seek_table_entry entries[9];
	struct err e;

	bytes_clear(&f->file);
	for (size_t i = 0; i < 9; i++) {
		raw_frame_write(slice_str("x"), &f->file);
		entries[i] = (struct seek_table_entry){(uint32_t)raw_frame_size(1), 1};
	}
	assert_rc(RC_OK, seek_table_write(entries, 9, &f->file, &e), &e);
}

AT(seal_padding, FORGE_SEAL_STREAM)
{
	f->stream.p[f->stream.len - 2 * USTAR_BLOCK - 1] = 'x';
}

AT(seal_mode, FORGE_SEAL_STREAM)
{
	forge_poke(&f->stream, 100, "0000755");
}

AT(seal_more_ends, FORGE_SEAL_STREAM)
{
	bytes_zero(&f->stream, USTAR_BLOCK);
}

AT(seal_file_renamed, FORGE_SEAL_STREAM)
{
	forge_replace(&f->stream, "annals/range.txt", "annals/Range.txt");
}

AT(seal_file_missing, FORGE_SEAL_STREAM)
{
	bytes_cut(&f->stream, ustar_member_size(f->seal[SEAL_FRAMES].len));
}

AT(seal_file_cut, FORGE_SEAL_STREAM)
{
	bytes_cut(&f->stream, f->stream.len - 3 * USTAR_BLOCK);
}

AT(list_line, FORGE_LIST)
{
	forge_replace(&f->seal[SEAL_FRAMES], "\t", " ");
}

AT(list_short, FORGE_RECORD)
{
	f->record.stream += USTAR_BLOCK;
}

/* ---- the record --------------------------------------------------------------------------------
 */

AT(record_version, FORGE_RECORD_TEXT)
{
	forge_replace(&f->seal[SEAL_BUNDLE], "annals/bundle@1", "annals/bundle@2");
}

AT(record_type, FORGE_RECORD_TEXT)
{
	forge_replace(&f->seal[SEAL_BUNDLE], "annals/bundle@1", "annals/bumble@1");
}

AT(record_longer, FORGE_RECORD_TEXT)
{
	bytes_str(&f->seal[SEAL_BUNDLE], "comment none\n");
}

AT(record_zero, FORGE_RECORD_TEXT)
{
	forge_replace(&f->seal[SEAL_BUNDLE], "articles ", "articles 0");
}

AT(record_order, FORGE_RECORD_TEXT)
{
	forge_replace(&f->seal[SEAL_BUNDLE], "\nbefore ", "\nafter ");
}

AT(record_name, FORGE_RECORD)
{
	f->record.name = slice_str("Demo-2023-07");
}

AT(record_period, FORGE_RECORD)
{
	f->record.period = slice_str("2023-08");
}

AT(record_origin, FORGE_RECORD)
{
	f->record.origin = slice_str("https://example.org/annals");
}

AT(record_no_articles, FORGE_RECORD)
{
	f->record.articles = 0;
}

AT(record_many_articles, FORGE_RECORD)
{
	f->record.articles = f->record.stream / 2560 + 1;
}

AT(record_ranges, FORGE_RECORD)
{
	struct record_range manifest = f->record.manifest;

	f->record.manifest = f->record.index;
	f->record.index = manifest;
}

AT(record_range_outside, FORGE_RECORD)
{
	f->record.tagmanifest.length += USTAR_BLOCK;
}

AT(bag_name, FORGE_RECORD)
{
	f->record.name = slice_str("demo-2023-08");
	f->record.period = slice_str("2023-08");
}

AT(record_frames, FORGE_RECORD)
{
	f->record.frames_digest.b[0] ^= 1;
}

AT(record_range, FORGE_RECORD)
{
	f->record.range_digest.b[0] ^= 1;
}

AT(record_previous, FORGE_RECORD)
{
	f->record.previous_digest.b[0] ^= 1;
}

AT(record_place, FORGE_RECORD)
{
	f->record.tree.length++;
}

AT(record_tagmanifest, FORGE_RECORD)
{
	f->record.tagmanifest_digest.b[0] ^= 1;
}

/* ---- checkpoint and log
 * -------------------------------------------------------------------------- */

AT(proof_version, FORGE_SEAL)
{
	forge_replace(&f->seal[SEAL_PROOF], "tlog-proof@v1", "tlog-proof@v2");
}

AT(proof_index, FORGE_SEAL)
{
	forge_replace(&f->seal[SEAL_PROOF], "\nindex ", "\nindex 0");
}

AT(proof_extra, FORGE_SEAL)
{
	forge_replace(&f->seal[SEAL_PROOF], "\nindex ", "\nextra eA==\nindex ");
}

AT(note_altered, FORGE_SEAL)
{
	struct bytes *text = &f->seal[SEAL_PROOF];

	text->p[text->len - 20] = text->p[text->len - 20] == 'A' ? 'B' : 'A';
}

AT(note_twice, FORGE_SEAL)
{
	struct bytes *text = &f->seal[SEAL_PROOF];
	const uint8_t *line = memmem(text->p, text->len, "\xE2\x80\x94", 3);
	struct bytes copy = BYTES_UP_TO(KIB);

	assert_non_null(line);
	bytes_add(&copy, slice_of(line, text->len - (size_t)(line - text->p)));
	bytes_add(text, bytes_slice(&copy));
	bytes_release(&copy);
}

static struct keypair stranger;

AT(note_by_a_stranger, FORGE_HEAD)
{
	static const uint8_t id[PUBLIC_KEY_ID_SIZE] = {8, 7, 6, 5, 4, 3, 2, 1};
	static const uint8_t seed[32] = "a seed of which nobody has heard";
	struct err e;

	if (stranger.secret.len == 0)
		assert_rc(
			RC_OK, keypair_of_seed(slice_of(seed, sizeof seed), id, &stranger, &e), &e);
	f->pair = &stranger;
}

AT(head_of_another_origin, FORGE_RECORD)
{
	f->record.origin = slice_str("example.com/annals");
}

AT(head_too_large, FORGE_HEAD)
{
	f->head.size++;
}

AT(head_root, FORGE_HEAD)
{
	f->head.root.b[0] ^= 1;
}

/* Another text than the one that the log was continued from, with its digest in the record. */
static void
set_range(struct forge *f, enum forge_stage stage, const char *text)
{
	if (stage == FORGE_RECORD)
		f->record.range_digest = digest_of(slice_str(text));
	if (stage == FORGE_SEAL)
		forge_set(&f->seal[SEAL_RANGE], text);
}

static void
range_empty(struct forge *f, enum forge_stage stage)
{
	set_range(f, stage, "");
}

static void
range_of_another_log(struct forge *f, enum forge_stage stage)
{
	set_range(f, stage, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n");
}

static void
range_not_base64(struct forge *f, enum forge_stage stage)
{
	set_range(f, stage, "nothing\n");
}

AT(consistency_empty, FORGE_SEAL)
{
	bytes_clear(&f->seal[SEAL_CONSISTENCY]);
}

AT(consistency_too_much, FORGE_SEAL)
{
	bytes_str(&f->seal[SEAL_CONSISTENCY], "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n");
}

AT(previous_of_nothing, FORGE_LIST)
{
	forge_set(&f->seal[SEAL_PREVIOUS], "something\n");
}

AT(previous_empty, FORGE_LIST)
{
	bytes_clear(&f->seal[SEAL_PREVIOUS]);
}

AT(previous_of_another_root, FORGE_LIST)
{
	struct checkpoint c = {slice_str(f->origin), f->record.before, {{1}}};
	struct err e;

	bytes_clear(&f->seal[SEAL_PREVIOUS]);
	assert_rc(RC_OK, checkpoint_sign(f->pair, &c, &f->seal[SEAL_PREVIOUS], &e), &e);
}

static void
other_leaf(size_t number, struct bytes *text)
{
	if (number == 0)
		forge_replace(text, "article.txt", "article.text");
}

AT(leaf_of_another_article, FORGE_RECORD_TEXT)
{
	f->leaf = other_leaf;
}

/* The record and the log have an article more than the manifest. */
static void
article_not_listed(struct forge *f, enum forge_stage stage)
{
	static const char line[] =
		"0000000000000000000000000000000000000000000000000000000000000000  data/undated/x/"
		"article.txt\n";

	if (stage == FORGE_RECORD) {
		f->record.articles++;
		bytes_str(&f->tags[TAG_MANIFEST], line);
	}
}

/* ---- frames
 * ---------------------------------------------------------------------------------------- */

AT(frame_altered, FORGE_TAIL)
{
	f->file.p[20] ^= 1;
}

AT(frame_checksum, FORGE_PACKED)
{
	f->packed[0].p[f->packed[0].len - 1] ^= 1;
}

AT(frame_with_another_in_front, FORGE_PACKED)
{
	static const char skippable[] = "\x50\x2A\x4D\x18\x04\0\0\0more";
	struct bytes again = BYTES_UP_TO(GIB);

	bytes_add(&again, slice_of(skippable, sizeof skippable - 1));
	bytes_add(&again, bytes_slice(&f->packed[0]));
	bytes_release(&f->packed[0]);
	f->packed[0] = again;
}

AT(frame_that_says_less, FORGE_PACKED)
{
	struct bytes more = BYTES_UP_TO(GIB);
	struct packer *packer;
	struct err e;

	bytes_add(&more, bytes_slice(&f->frames[0].content));
	bytes_zero(&more, USTAR_BLOCK);
	bytes_clear(&f->packed[0]);
	assert_rc(RC_OK, packer_new(&packer, &e), &e);
	assert_rc(RC_OK, packer_pack(packer, bytes_slice(&more), 3, &f->packed[0], &e), &e);
	packer_free(packer);
	bytes_release(&more);
}

/* The same content packed in another way: the file is in itself as it should be. */
AT(frame_packed_again, FORGE_LIST)
{
	struct packer *packer;
	struct err e;

	bytes_clear(&f->packed[0]);
	assert_rc(RC_OK, packer_new(&packer, &e), &e);
	assert_rc(RC_OK,
		packer_pack(packer, bytes_slice(&f->frames[0].content), 19, &f->packed[0], &e), &e);
	packer_free(packer);
}

AT(frame_raw, FORGE_PACKED)
{
	bytes_clear(&f->packed[0]);
	raw_frame_write(bytes_slice(&f->frames[0].content), &f->packed[0]);
}

/* ---- tar
 * ------------------------------------------------------------------------------------------- */

AT(tar_mode, FORGE_FRAMES)
{
	forge_poke(&f->frames[0].content, 100, "0000755");
}

AT(tar_time, FORGE_FRAMES)
{
	forge_poke(&f->frames[0].content, 136, "00000000000");
}

AT(tar_padding, FORGE_FRAMES)
{
	struct bytes *b = &f->frames[0].content;

	b->p[b->len - 1] = 'x';
}

/* In place of the second file's header. */
AT(tar_end_block, FORGE_FRAMES)
{
	memset(f->frames[0].content.p + ustar_member_size(f->members[0].content.len), 0,
		USTAR_BLOCK);
}

AT(tar_cut, FORGE_FRAMES)
{
	struct bytes *b = &f->frames[f->frame_count - 1].content;

	assert_true(ustar_padding(f->tags[TAG_TAGMANIFEST].len) > 0);
	bytes_cut(b, b->len - 1);
}

/* The first file's header, for a path that is not below the bag's folder. */
AT(tar_elsewhere, FORGE_FRAMES)
{
	struct err e;

	assert_rc(RC_OK,
		ustar_write(slice_str("elsewhere/article.txt"), f->members[0].content.len,
			f->record.created, f->frames[0].content.p, &e),
		&e);
}

AT(tag_elsewhere, FORGE_FRAMES)
{
	char name[sizeof f->name];

	memcpy(name, f->name, sizeof name);
	snprintf(f->name, sizeof f->name, "elsewhere");
	forge_write_member(f, "notes.txt", SLICE_EMPTY, &f->frames[f->frame_count - 1].content);
	memcpy(f->name, name, sizeof name);
}

/* The last frame, which has all tag files, anew: those of `order`, which ends with TAG_FILES. */
static void
put_tags(struct forge *f, const enum tag_file *order)
{
	struct bytes *b = &f->frames[f->frame_count - 1].content;

	bytes_clear(b);
	for (; *order != TAG_FILES; order++)
		forge_write_member(f, tag_file_name(*order), bytes_slice(&f->tags[*order]), b);
}

AT(tag_order, FORGE_FRAMES)
{
	static const enum tag_file order[] = {TAG_README, TAG_DECLARATION, TAG_MANIFEST, TAG_INFO,
		TAG_INDEX, TAG_TREE, TAG_TAGMANIFEST, TAG_FILES};

	put_tags(f, order);
}

AT(tag_more, FORGE_FRAMES)
{
	forge_write_member(
		f, "notes.txt", slice_str("note\n"), &f->frames[f->frame_count - 1].content);
}

/* Where the tagmanifest would be there is nothing, and that is recorded. */
static void
tag_missing(struct forge *f, enum forge_stage stage)
{
	static const enum tag_file order[] = {TAG_DECLARATION, TAG_README, TAG_MANIFEST, TAG_INFO,
		TAG_INDEX, TAG_TREE, TAG_FILES};

	if (stage == FORGE_FRAMES)
		put_tags(f, order);
	if (stage == FORGE_RECORD)
		f->record.tagmanifest = (struct record_range){f->record.stream, 0};
}

AT(tag_too_long, FORGE_TAGS)
{
	while (f->tags[TAG_DECLARATION].len <= 64 * KIB)
		bytes_str(&f->tags[TAG_DECLARATION], BAG_INFO_BAGIT_TXT);
}

/* ---- manifest and tag files
 * --------------------------------------------------------------------------- */

/* The place in the manifest of a line that ends so. */
static size_t
line_of(const struct forge *f, const char *path)
{
	const struct bytes *m = &f->tags[TAG_MANIFEST];
	const uint8_t *at = memmem(m->p, m->len, path, strlen(path));

	assert_non_null(at);
	return (size_t)(at - m->p) - 66;
}

AT(manifest_digest, FORGE_TAGS)
{
	forge_poke(&f->tags[TAG_MANIFEST], line_of(f, A "/original.txt"), "00000000");
}

AT(manifest_short, FORGE_TAGS)
{
	bytes_cut(&f->tags[TAG_MANIFEST], line_of(f, D "/original.txt"));
}

AT(manifest_long, FORGE_TAGS)
{
	bytes_str(&f->tags[TAG_MANIFEST],
		"0000000000000000000000000000000000000000000000000000000000000000  " D
		"/photos/1.jpg\n");
}

AT(members_swapped, FORGE_MEMBERS)
{
	struct forge_member *one = forge_find(f, A "/article.txt");
	struct forge_member *two = forge_find(f, A "/captions.txt"), first = *one;

	*one = *two;
	*two = first;
}

AT(manifest_capitals, FORGE_TAGS)
{
	size_t at = line_of(f, D "/original.txt");

	for (size_t i = 0; i < 64; i++) {
		uint8_t *c = &f->tags[TAG_MANIFEST].p[at + i];

		if (*c >= 'a' && *c <= 'f')
			*c = (uint8_t)(*c - 'a' + 'A');
	}
}

AT(manifest_one_space, FORGE_TAGS)
{
	forge_replace(&f->tags[TAG_MANIFEST], "  " D, " *" D);
}

AT(manifest_no_line_end, FORGE_TAGS)
{
	bytes_cut(&f->tags[TAG_MANIFEST], f->tags[TAG_MANIFEST].len - 1);
}

/* Two photos of an article change places, in manifest and stream alike. */
static void
manifest_order(struct forge *f, enum forge_stage stage)
{
	if (stage == FORGE_MEMBERS) {
		struct forge_member *one = forge_find(f, A "/photos/1.jpg");
		struct forge_member *two = forge_find(f, A "/photos/2.jpg"), first = *one;

		*one = *two;
		*two = first;
	}
	if (stage == FORGE_TAGS) {
		uint8_t *p = f->tags[TAG_MANIFEST].p;
		size_t one = line_of(f, A "/photos/1.jpg"), two = line_of(f, A "/photos/2.jpg");
		uint8_t first[256];
		size_t len = two - one;

		memcpy(first, p + one, len);
		memcpy(p + one, p + two, len);
		memcpy(p + two, first, len);
	}
}

AT(tagmanifest_digest, FORGE_TAGMANIFEST)
{
	forge_poke(&f->tags[TAG_TAGMANIFEST], 0, "00000000");
}

AT(tagmanifest_short, FORGE_TAGMANIFEST)
{
	const struct bytes *t = &f->tags[TAG_TAGMANIFEST];

	bytes_cut(&f->tags[TAG_TAGMANIFEST],
		t->len - strlen("annals/tree.tsv") - 2 * (size_t)DIGEST_SIZE - 3);
}

AT(tagmanifest_long, FORGE_TAGMANIFEST)
{
	bytes_str(&f->tags[TAG_TAGMANIFEST],
		"0000000000000000000000000000000000000000000000000000000000000000  notes.txt\n");
}

AT(info_oxum, FORGE_TAGS)
{
	forge_replace(&f->tags[TAG_INFO], "Payload-Oxum: ", "Payload-Oxum: 1");
}

AT(info_period, FORGE_TAGS)
{
	forge_replace(&f->tags[TAG_INFO], "Annals-Period: 2023-07", "Annals-Period: 2023-08");
}

AT(info_profile, FORGE_TAGS)
{
	forge_replace(&f->tags[TAG_INFO], "urn:uuid:", "urn:UUID:");
}

AT(info_date, FORGE_TAGS)
{
	forge_replace(&f->tags[TAG_INFO], "Bagging-Date: 2023-08-01", "Bagging-Date: 2023-08-02");
}

AT(info_label, FORGE_TAGS)
{
	bytes_str(&f->tags[TAG_INFO], "Contact-Name: nobody\n");
}

AT(bagit_version, FORGE_TAGS)
{
	forge_replace(&f->tags[TAG_DECLARATION], "1.0", "0.97");
}

AT(readme_words, FORGE_TAGS)
{
	bytes_str(&f->tags[TAG_README], "Believe nobody but me.\n");
}

/* Bag-info and record agree; the files are fewer. */
static void
oxum_of_record(struct forge *f, enum forge_stage stage)
{
	char old[64], new[64];

	if (stage != FORGE_TAGS)
		return;
	snprintf(old, sizeof old, "%ju.%ju", (uintmax_t)f->record.payload_bytes,
		(uintmax_t)f->record.payload_files);
	snprintf(new, sizeof new, "%ju.%ju", (uintmax_t)++f->record.payload_bytes,
		(uintmax_t)++f->record.payload_files);
	forge_replace(&f->tags[TAG_INFO], old, new);
}

/* ---- articles
 * ------------------------------------------------------------------------------------ */

static size_t
number_of(struct forge *f, const char *path)
{
	return (size_t)(forge_find(f, path) - f->members);
}

AT(no_captions, FORGE_MEMBERS)
{
	forge_remove(f, D "/captions.txt");
}

AT(two_originals, FORGE_MEMBERS)
{
	forge_insert(f, number_of(f, D "/original.txt"), D "/original.html", "<p>\n");
}

AT(photo_gap, FORGE_MEMBERS)
{
	snprintf(forge_find(f, A "/photos/2.jpg")->path, sizeof f->members->path, "%s",
		A "/photos/3.jpg");
}

AT(photo_zero, FORGE_MEMBERS)
{
	snprintf(forge_find(f, A "/photos/1.jpg")->path, sizeof f->members->path, "%s",
		A "/photos/0.jpg");
}

AT(foreign_file, FORGE_MEMBERS)
{
	forge_insert(f, number_of(f, D "/original.txt"), D "/notes.txt", "note\n");
}

AT(manifest_outside_data, FORGE_TAGS)
{
	bytes_str(&f->tags[TAG_MANIFEST],
		"0000000000000000000000000000000000000000000000000000000000000000  bagit.txt\n");
}

static void
rename_article(struct forge *f, const char *old, const char *new)
{
	for (size_t i = 0; i < f->member_count; i++) {
		struct forge_member *m = &f->members[i];
		char path[sizeof m->path];

		if (strncmp(m->path, old, strlen(old)) != 0)
			continue;
		snprintf(path, sizeof path, "%s%s", new, m->path + strlen(old));
		memcpy(m->path, path, sizeof path);
		if (slice_ends(slice_str(path), "metadata.json"))
			forge_replace(&m->content, old + strlen("data/"), new + strlen("data/"));
	}
}

AT(other_month, FORGE_MEMBERS)
{
	rename_article(f, D, "data/2023/08/28/bai-cuoi");
}

AT(no_such_day, FORGE_MEMBERS)
{
	rename_article(f, D, "data/2023/07/32/bai-cuoi");
}

AT(no_slug, FORGE_MEMBERS)
{
	rename_article(f, D, "data/2023/07/28/bai--cuoi");
}

AT(metadata_of_another_form, FORGE_MEMBERS)
{
	forge_set(&forge_find(f, D "/metadata.json")->content, "{}\n");
}

AT(text_with_control, FORGE_MEMBERS)
{
	forge_replace(&forge_find(f, D "/article.txt")->content, "Một", "\x1b[2J");
}

AT(text_not_utf8, FORGE_MEMBERS)
{
	forge_replace(&forge_find(f, D "/article.txt")->content, "Một", "M\xF4t");
}

AT(captions_without_end, FORGE_MEMBERS)
{
	bytes_str(&forge_find(f, D "/captions.txt")->content, "more");
}

/* A leaf has 65,535 bytes, whatever the manifest lists. */
AT(leaf_too_long, FORGE_TAGS)
{
	for (unsigned i = 1000; i < 1900; i++)
		bytes_fmt(&f->tags[TAG_MANIFEST],
			"0000000000000000000000000000000000000000000000000000000000000000  " D
			"/photos/%u.jpg\n",
			i);
}

/* ---- index and tree
 * -------------------------------------------------------------------------------- */

AT(index_header, FORGE_TAGS)
{
	forge_replace(&f->tags[TAG_INDEX], "headline", "title");
}

AT(index_row_spelling, FORGE_TAGS)
{
	forge_replace(&f->tags[TAG_INDEX], "\\t", "\\x09");
}

AT(index_row_missing, FORGE_TAGS)
{
	struct bytes *t = &f->tags[TAG_INDEX];
	const uint8_t *last = memmem(t->p, t->len, "undated/", 8);

	assert_non_null(last);
	bytes_cut(t, (size_t)(last - t->p));
}

AT(index_order, FORGE_TAGS)
{
	struct bytes *t = &f->tags[TAG_INDEX], again = BYTES_UP_TO(GIB);
	struct cursor c = cursor_over(bytes_slice(t));
	struct slice header = cursor_line(&c), first = cursor_line(&c);

	bytes_add(&again, slice_first(bytes_slice(t), header.len + 1));
	bytes_add(&again, cursor_rest(&c));
	bytes_add(&again, slice_of(first.p, first.len + 1));
	bytes_release(t);
	*t = again;
}

AT(index_foreign_leaf, FORGE_TAGS)
{
	forge_replace(&f->tags[TAG_INDEX], "bai-cuoi\t", "bai-cuoi\t9");
}

AT(index_headline, FORGE_TAGS)
{
	forge_replace(&f->tags[TAG_INDEX], "Một", "Hai");
}

AT(index_byline, FORGE_TAGS)
{
	forge_replace(&f->tags[TAG_INDEX], "Hồng Long", "Hồng Vân");
}

AT(index_captions, FORGE_TAGS)
{
	forge_replace(&f->tags[TAG_INDEX], "\tvi\t2\t", "\tvi\t3\t");
}

AT(index_offset, FORGE_TAGS)
{
	/* The first article's text begins the stream. */
	forge_replace(&f->tags[TAG_INDEX], "bai-co-anh\t2\t0\t", "bai-co-anh\t2\t512\t");
}

AT(index_of_a_photo, FORGE_TAGS)
{
	/* The last article has no media. */
	forge_replace(&f->tags[TAG_INDEX], "\t0\t0\t2023", "\t0\t512\t2023");
}

AT(tree_place, FORGE_TAGS)
{
	forge_set(&f->tags[TAG_TREE], "0\t1\t-\n");
}

AT(tree_root, FORGE_TAGS)
{
	forge_set(&f->tags[TAG_TREE],
		"0\t0\t0000000000000000000000000000000000000000000000000000000000000000\n");
}

/* ---- lanes
 * -------------------------------------------------------------------------------------------- */

AT(lanes_mixed, FORGE_FRAMES)
{
	forge_merge(f, 0);
}

AT(frame_cut_in_a_file, FORGE_FRAMES)
{
	forge_split(f, 0, USTAR_BLOCK + 10);
}

AT(frame_cut_in_an_article, FORGE_FRAMES)
{
	forge_split(f, 0, ustar_member_size(f->members[0].content.len));
}

AT(frame_cut_behind_an_article, FORGE_FRAMES)
{
	size_t at = 0;

	for (size_t i = 0; strncmp(f->members[i].path, A, strlen(A)) == 0; i++)
		at += ustar_member_size(f->members[i].content.len);
	forge_split(f, 0, at);
}

/* Text and media, which only the end closes, change places. */
AT(lanes_swapped, FORGE_FRAMES)
{
	forge_swap(f, 0, 1);
}

/* 4 MiB close a frame: then nothing more may follow in it. */
AT(frame_goes_on, FORGE_FRAMES)
{
	size_t at = 0;

	for (size_t i = 0; i < f->member_count; i++) {
		if (f->members[i].frame == 1 && strstr(f->members[i].path, "/nho/") != NULL)
			at += ustar_member_size(f->members[i].content.len);
	}
	forge_split(f, 1, at);
	forge_merge(f, 0);
}

/* The end of an article of 10 MiB, and the text of the one after it. */
AT(article_begins_too_early, FORGE_FRAMES)
{
	forge_swap(f, 3, 4);
	forge_merge(f, 2);
}

AT(tags_with_articles, FORGE_FRAMES)
{
	forge_merge(f, f->frame_count - 2);
}

AT(tags_cut, FORGE_FRAMES)
{
	forge_split(f, f->frame_count - 1, 1000);
}

/* The last frame of articles stands behind that of the tag files, and the record knows it. */
static void
article_behind_tags(struct forge *f, enum forge_stage stage)
{
	struct record *r = &f->record;
	uint64_t moved;

	if (stage == FORGE_FRAMES)
		forge_swap(f, f->frame_count - 2, f->frame_count - 1);
	if (stage != FORGE_RECORD)
		return;
	moved = f->frames[f->frame_count - 1].content.len;
	r->manifest.offset -= moved;
	r->index.offset -= moved;
	r->tree.offset -= moved;
	r->tagmanifest.offset -= moved;
}

AT(tag_among_articles, FORGE_MEMBERS)
{
	forge_insert(f, 3, "notes.txt", "note\n");
}

const struct broken BROKEN[] = {
	{"FILE-1-empty", "No byte at all.", "FILE-1", RC_BAD, BROKEN_FROM_FIRST, empty_file},
	{"FILE-1-cut-off", "The last byte is missing.", "FILE-1", RC_BAD, BROKEN_FROM_FIRST,
		cut_off},
	{"FILE-1-appendix", "A byte stands behind the seek table.", "FILE-1", RC_BAD,
		BROKEN_FROM_FIRST, appendix},
	{"FILE-1-long-table", "The seek table lists more frames than the file has room for.",
		"FILE-1", RC_BAD, BROKEN_FROM_FIRST, long_table},
	{"FILE-1-checksums", "The seek table says that it has checksums.", "FILE-1", RC_BAD,
		BROKEN_FROM_FIRST, table_of_checksums},
	{"FILE-2-in-front", "A byte stands before the first frame.", "FILE-2", RC_BAD,
		BROKEN_FROM_FIRST, something_in_front},
	{"FILE-2-frame-taken-out",
		"The first frame is missing in file and seek table; the signed list has it.",
		"FILE-2", RC_BAD, BROKEN_FROM_FIRST, frame_taken_out},
	{"FILE-2-packed-again",
		"A frame was packed again at another level, and the seek table made anew.",
		"FILE-2", RC_BAD, BROKEN_FROM_NEXT, frame_packed_again},
	{"FILE-3-table-lies", "The seek table gives a frame another content size.", "FILE-3",
		RC_BAD, BROKEN_FROM_FIRST, table_that_lies},
	{"SEAL-1-no-seal", "The last frame is of the kind that is compressed.", "SEAL-1", RC_BAD,
		BROKEN_FROM_FIRST, no_seal},
	{"SEAL-1-compressed-block", "A block of the seal says that it is compressed.", "SEAL-1",
		RC_BAD, BROKEN_FROM_FIRST, compressed_seal_block},
	{"SEAL-1-nine-frames", "The seal has more frames than 64 MiB can fill.", "SEAL-1", RC_BAD,
		BROKEN_FROM_FIRST, nine_seal_frames},
	{"SEAL-2-padding", "A byte of padding in the seal is not zero.", "SEAL-2", RC_BAD,
		BROKEN_FROM_FIRST, seal_padding},
	{"SEAL-2-mode", "A file of the seal has mode 0755.", "SEAL-2", RC_BAD, BROKEN_FROM_FIRST,
		seal_mode},
	{"SEAL-2-more-end-blocks", "Three end blocks end the tar stream.", "SEAL-2", RC_BAD,
		BROKEN_FROM_FIRST, seal_more_ends},
	{"SEAL-3-renamed", "A file of the seal has another name.", "SEAL-3", RC_BAD,
		BROKEN_FROM_FIRST, seal_file_renamed},
	{"SEAL-3-missing", "The seal ends behind its first file.", "SEAL-3", RC_BAD,
		BROKEN_FROM_FIRST, seal_file_missing},
	{"SEAL-3-cut-short", "The seal ends within its last file.", "SEAL-3", RC_BAD,
		BROKEN_FROM_FIRST, seal_file_cut},
	{"SEAL-4-line", "A line of the frame list has a space where a tab belongs.", "SEAL-4",
		RC_BAD, BROKEN_FROM_FIRST, list_line},
	{"SEAL-4-content", "The frame list has less content than the record.", "SEAL-4", RC_BAD,
		BROKEN_FROM_FIRST, list_short},
	{"REC-1-type", "The record's first line names another type.", "REC-1", RC_BAD,
		BROKEN_FROM_FIRST, record_type},
	{"REC-1-more", "The record has a line more.", "REC-1", RC_BAD, BROKEN_FROM_FIRST,
		record_longer},
	{"REC-1-zero", "A number in the record begins with 0.", "REC-1", RC_BAD, BROKEN_FROM_FIRST,
		record_zero},
	{"REC-1-label", "A line of the record has another label.", "REC-1", RC_BAD,
		BROKEN_FROM_FIRST, record_order},
	{"REC-2-name", "The record's name has a capital letter.", "REC-2", RC_BAD,
		BROKEN_FROM_FIRST, record_name},
	{"REC-2-period", "The record's period is not that of its name.", "REC-2", RC_BAD,
		BROKEN_FROM_FIRST, record_period},
	{"REC-2-origin", "The record's origin has a scheme.", "REC-2", RC_BAD, BROKEN_FROM_FIRST,
		record_origin},
	{"REC-2-no-articles", "The record has no articles.", "REC-2", RC_BAD, BROKEN_FROM_FIRST,
		record_no_articles},
	{"REC-2-many-articles", "The record has more articles than the stream has room for.",
		"REC-2", RC_BAD, BROKEN_FROM_FIRST, record_many_articles},
	{"REC-2-ranges", "In the record the index lies before the manifest.", "REC-2", RC_BAD,
		BROKEN_FROM_FIRST, record_ranges},
	{"REC-2-outside", "In the record the tagmanifest ends behind the stream.", "REC-2", RC_BAD,
		BROKEN_FROM_FIRST, record_range_outside},
	{"REC-2-bag-name", "The bag's folder is not called as the record says.", "REC-2", RC_BAD,
		BROKEN_FROM_FIRST, bag_name},
	{"REC-3-frames", "The record has another digest of the frame list.", "REC-3", RC_BAD,
		BROKEN_FROM_FIRST, record_frames},
	{"REC-3-range", "The record has another digest of range.txt.", "REC-3", RC_BAD,
		BROKEN_FROM_FIRST, record_range},
	{"REC-3-previous", "The record has another digest of previous.txt.", "REC-3", RC_BAD,
		BROKEN_FROM_FIRST, record_previous},
	{"REC-4-tree", "In the record tree.tsv is a byte longer.", "REC-4", RC_BAD,
		BROKEN_FROM_FIRST, record_place},
	{"CKPT-1-index", "The index in the proof begins with 0.", "CKPT-1", RC_BAD,
		BROKEN_FROM_FIRST, proof_index},
	{"CKPT-2-altered", "A character of the signature is another.", "CKPT-2", RC_BAD,
		BROKEN_FROM_FIRST, note_altered},
	{"CKPT-2-twice", "The checkpoint has two signature lines.", "CKPT-2", RC_BAD,
		BROKEN_FROM_FIRST, note_twice},
	{"CKPT-2-stranger",
		"All is well, and a key signed that nobody believes: untrusted, not bad.", "CKPT-2",
		RC_UNTRUSTED, BROKEN_FROM_FIRST, note_by_a_stranger},
	{"CKPT-3-extra", "The proof of the record has an extra line.", "CKPT-3", RC_BAD,
		BROKEN_FROM_FIRST, proof_extra},
	{"CKPT-3-origin", "The record has another origin than the checkpoint.", "CKPT-3", RC_BAD,
		BROKEN_FROM_FIRST, head_of_another_origin},
	{"CKPT-3-size", "The checkpoint has a leaf more than record and log.", "CKPT-3", RC_BAD,
		BROKEN_FROM_FIRST, head_too_large},
	{"CKPT-4-root", "The proof does not lead to the signed root.", "CKPT-4", RC_BAD,
		BROKEN_FROM_FIRST, head_root},
	{"LOG-1-empty", "range.txt is empty, and the log before has leaves.", "LOG-1", RC_BAD,
		BROKEN_FROM_NEXT, range_empty},
	{"LOG-1-another", "range.txt folds to another root.", "LOG-1", RC_BAD, BROKEN_FROM_NEXT,
		range_of_another_log},
	{"LOG-1-base64", "range.txt is not base64.", "LOG-1", RC_BAD, BROKEN_FROM_NEXT,
		range_not_base64},
	{"LOG-2-empty", "consistency.txt is empty, and the log before has leaves.", "LOG-2", RC_BAD,
		BROKEN_FROM_NEXT, consistency_empty},
	{"LOG-2-first", "consistency.txt is not empty in the first bundle of a log.", "LOG-2",
		RC_BAD, BROKEN_FROM_FIRST, consistency_too_much},
	{"LOG-3-first", "previous.txt is not empty in the first bundle of a log.", "LOG-3", RC_BAD,
		BROKEN_FROM_FIRST, previous_of_nothing},
	{"LOG-3-empty", "previous.txt is empty, and the log before has leaves.", "LOG-3", RC_BAD,
		BROKEN_FROM_NEXT, previous_empty},
	{"LOG-3-root", "previous.txt is of another root than the record continues.", "LOG-3",
		RC_BAD, BROKEN_FROM_NEXT, previous_of_another_root},
	{"LOG-4-leaf", "A leaf of the log is not what the manifest makes it.", "LOG-4", RC_BAD,
		BROKEN_FROM_NEXT, leaf_of_another_article},
	{"LOG-4-articles", "Record and log have an article more than the manifest.", "LOG-4 IDX-1",
		RC_BAD, BROKEN_FROM_NEXT, article_not_listed},
	{"FRAME-1-altered", "A byte of a frame is another.", "FRAME-1", RC_BAD, BROKEN_FROM_NEXT,
		frame_altered},
	{"FRAME-2-checksum", "A frame, listed as it is, has a wrong checksum.", "FRAME-2", RC_BAD,
		BROKEN_FROM_NEXT, frame_checksum},
	{"FRAME-2-skippable", "A skippable frame is hidden in front of a frame.", "FRAME-2", RC_BAD,
		BROKEN_FROM_NEXT, frame_with_another_in_front},
	{"FRAME-2-content", "A frame holds more than the list says.", "FRAME-2", RC_BAD,
		BROKEN_FROM_NEXT, frame_that_says_less},
	{"FRAME-2-raw", "A frame of articles is of the seal's kind.", "FRAME-2", RC_BAD,
		BROKEN_FROM_NEXT, frame_raw},
	{"TAR-1-mode", "A file has mode 0755.", "TAR-1", RC_BAD, BROKEN_FROM_NEXT, tar_mode},
	{"TAR-1-time", "A file has another time than the bundle.", "TAR-1", RC_BAD,
		BROKEN_FROM_NEXT, tar_time},
	{"TAR-1-padding", "A byte of padding is not zero.", "TAR-1", RC_BAD, BROKEN_FROM_NEXT,
		tar_padding},
	{"TAR-1-end-block", "An end block stands in the middle of the stream.", "TAR-1", RC_BAD,
		BROKEN_FROM_NEXT, tar_end_block},
	{"TAR-2-cut", "The stream before the seal ends within the last file's padding.", "TAR-2",
		RC_BAD, BROKEN_FROM_NEXT, tar_cut},
	{"TAR-3-elsewhere", "A file among the articles is not in the bag's folder.", "TAR-3",
		RC_BAD, BROKEN_FROM_NEXT, tar_elsewhere},
	{"TAR-3-tag-elsewhere", "A file behind the tag files is not in the bag's folder.", "TAR-3",
		RC_BAD, BROKEN_FROM_NEXT, tag_elsewhere},
	{"TAR-3-order", "readme.txt stands before bagit.txt.", "TAR-3", RC_BAD, BROKEN_FROM_NEXT,
		tag_order},
	{"TAR-3-more", "There is a tag file more.", "TAR-3", RC_BAD, BROKEN_FROM_NEXT, tag_more},
	{"TAR-3-missing", "There is no tagmanifest.", "TAR-3", RC_BAD, BROKEN_FROM_NEXT,
		tag_missing},
	{"TAR-3-long", "bagit.txt has more than 64 KiB.", "TAR-3", RC_BAD, BROKEN_FROM_NEXT,
		tag_too_long},
	{"BAG-1-digest", "A file has not the digest that the manifest gives it.", "BAG-1", RC_BAD,
		BROKEN_FROM_NEXT, manifest_digest},
	{"BAG-1-not-listed", "The last file is not in the manifest.", "BAG-1", RC_BAD,
		BROKEN_FROM_NEXT, manifest_short},
	{"BAG-1-missing", "The manifest lists a photo that is not there.", "BAG-1", RC_BAD,
		BROKEN_FROM_NEXT, manifest_long},
	{"BAG-1-order", "Two files stand in another order than the manifest lists them.", "BAG-1",
		RC_BAD, BROKEN_FROM_NEXT, members_swapped},
	{"BAG-2-capitals", "A digest in the manifest has capital letters.", "BAG-2", RC_BAD,
		BROKEN_FROM_NEXT, manifest_capitals},
	{"BAG-2-asterisk", "A line of the manifest has an asterisk before the path.", "BAG-2",
		RC_BAD, BROKEN_FROM_NEXT, manifest_one_space},
	{"BAG-2-line-end", "The manifest's last line has no line end.", "BAG-2", RC_BAD,
		BROKEN_FROM_NEXT, manifest_no_line_end},
	{"BAG-2-order", "Manifest and stream have an article's files in another order.", "BAG-2",
		RC_BAD, BROKEN_FROM_NEXT, manifest_order},
	{"BAG-3-digest", "The tagmanifest has another digest of bagit.txt.", "BAG-3", RC_BAD,
		BROKEN_FROM_NEXT, tagmanifest_digest},
	{"BAG-3-short", "The tagmanifest leaves out tree.tsv.", "BAG-3", RC_BAD, BROKEN_FROM_NEXT,
		tagmanifest_short},
	{"BAG-3-long", "The tagmanifest lists a file that is not there.", "BAG-3", RC_BAD,
		BROKEN_FROM_NEXT, tagmanifest_long},
	{"BAG-4-record", "The record has another digest of the tagmanifest.", "BAG-4", RC_BAD,
		BROKEN_FROM_NEXT, record_tagmanifest},
	{"BAG-5-oxum", "bag-info.txt counts other bytes than the record.", "BAG-5", RC_BAD,
		BROKEN_FROM_NEXT, info_oxum},
	{"BAG-5-period", "bag-info.txt has another period than the record.", "BAG-5", RC_BAD,
		BROKEN_FROM_NEXT, info_period},
	{"BAG-5-profile", "bag-info.txt names another profile.", "BAG-5", RC_BAD, BROKEN_FROM_NEXT,
		info_profile},
	{"BAG-5-date", "bag-info.txt has another day than the record.", "BAG-5", RC_BAD,
		BROKEN_FROM_NEXT, info_date},
	{"BAG-5-label", "bag-info.txt has a line more.", "BAG-5", RC_BAD, BROKEN_FROM_NEXT,
		info_label},
	{"BAG-6-version", "bagit.txt says BagIt 0.97.", "BAG-6", RC_BAD, BROKEN_FROM_NEXT,
		bagit_version},
	{"BAG-7-oxum", "Record and bag-info.txt count a file more than there are.", "BAG-7", RC_BAD,
		BROKEN_FROM_NEXT, oxum_of_record},
	{"BAG-8-words", "readme.txt has a line more.", "BAG-8", RC_BAD, BROKEN_FROM_NEXT,
		readme_words},
	{"ART-1-no-captions", "An article has no captions.txt.", "ART-1 IDX-2", RC_BAD,
		BROKEN_FROM_NEXT, no_captions},
	{"ART-1-two-originals", "An article has two originals.", "ART-1", RC_BAD, BROKEN_FROM_NEXT,
		two_originals},
	{"ART-1-photo-gap", "An article's photos are 1 and 3.", "ART-1", RC_BAD, BROKEN_FROM_NEXT,
		photo_gap},
	{"ART-1-photo-zero", "A photo has the number 0.", "ART-1", RC_BAD, BROKEN_FROM_NEXT,
		photo_zero},
	{"ART-1-foreign", "An article has a file of another name.", "ART-1", RC_BAD,
		BROKEN_FROM_NEXT, foreign_file},
	{"ART-1-outside", "The manifest lists a file outside of data/.", "ART-1", RC_BAD,
		BROKEN_FROM_NEXT, manifest_outside_data},
	{"ART-2-month", "An article of August stands in a bundle for July.", "ART-2", RC_BAD,
		BROKEN_FROM_NEXT, other_month},
	{"ART-2-day", "An article's id has a day that does not exist.", "ART-2", RC_BAD,
		BROKEN_FROM_NEXT, no_such_day},
	{"ART-2-slug", "An article's id has two hyphens in a row.", "ART-2", RC_BAD,
		BROKEN_FROM_NEXT, no_slug},
	{"ART-3-form", "An article's metadata.json is of another form.", "ART-3 IDX-2", RC_BAD,
		BROKEN_FROM_NEXT, metadata_of_another_form},
	{"ART-4-control", "An article's text has a control character.", "ART-4", RC_BAD,
		BROKEN_FROM_NEXT, text_with_control},
	{"ART-4-utf8", "An article's text is not UTF-8.", "ART-4", RC_BAD, BROKEN_FROM_NEXT,
		text_not_utf8},
	{"ART-4-line-end", "The last caption has no line end.", "ART-4", RC_BAD, BROKEN_FROM_NEXT,
		captions_without_end},
	{"LEAF-1-long", "An article's lines of the manifest take more than a leaf may.",
		"BAG-1 ART-1 LEAF-1 LOG-4", RC_BAD, BROKEN_FROM_NEXT, leaf_too_long},
	{"IDX-1-header", "The index's first line has another column.", "IDX-1", RC_BAD,
		BROKEN_FROM_NEXT, index_header},
	{"IDX-1-spelling", "A tab in the index is written in another way.", "IDX-1", RC_BAD,
		BROKEN_FROM_NEXT, index_row_spelling},
	{"IDX-1-missing", "An article is not in the index.", "IDX-1", RC_BAD, BROKEN_FROM_NEXT,
		index_row_missing},
	{"IDX-1-order", "The index is not sorted.", "IDX-1", RC_BAD, BROKEN_FROM_NEXT, index_order},
	{"IDX-1-leaf", "The index has a leaf of another bundle.", "IDX-1", RC_BAD, BROKEN_FROM_NEXT,
		index_foreign_leaf},
	{"IDX-2-headline", "The index has another headline than the article.", "IDX-2", RC_BAD,
		BROKEN_FROM_NEXT, index_headline},
	{"IDX-2-byline", "The index has another byline than the article.", "IDX-2", RC_BAD,
		BROKEN_FROM_NEXT, index_byline},
	{"IDX-2-captions", "The index counts other captions than the article has.", "IDX-2", RC_BAD,
		BROKEN_FROM_NEXT, index_captions},
	{"IDX-2-offset", "The index has an article begin elsewhere.", "IDX-2", RC_BAD,
		BROKEN_FROM_NEXT, index_offset},
	{"IDX-2-media", "The index gives media to an article that has none.", "IDX-2", RC_BAD,
		BROKEN_FROM_NEXT, index_of_a_photo},
	{"TREE-2-place", "tree.tsv has a block begin elsewhere in the manifest.", "TREE-2", RC_BAD,
		BROKEN_FROM_NEXT, tree_place},
	{"TREE-2-root", "tree.tsv has a root where the reader makes it.", "TREE-2", RC_BAD,
		BROKEN_FROM_NEXT, tree_root},
	{"LANE-1-mixed", "Text and media stand in one frame.", "LANE-1", RC_BAD, BROKEN_FROM_NEXT,
		lanes_mixed},
	{"LANE-2-file", "A frame is cut within a file though it is not full.", "LANE-2", RC_BAD,
		BROKEN_FROM_NEXT, frame_cut_in_a_file},
	{"LANE-2-article", "A frame is cut within an article though it is not full.", "LANE-2",
		RC_BAD, BROKEN_FROM_NEXT, frame_cut_in_an_article},
	{"LANE-2-goes-on", "A frame goes on behind an article's end though it has 4 MiB.", "LANE-2",
		RC_BAD, BROKEN_FROM_LARGE, frame_goes_on},
	{"LANE-2-begins", "An article begins in the frame in which one that was cut ends.",
		"LANE-2", RC_BAD, BROKEN_FROM_LARGE, article_begins_too_early},
	{"LANE-3-two-ends", "A lane goes on behind a frame of less than 4 MiB.", "LANE-3", RC_BAD,
		BROKEN_FROM_NEXT, frame_cut_behind_an_article},
	{"LANE-3-swapped", "The last frame of media stands before that of text.", "LANE-3", RC_BAD,
		BROKEN_FROM_NEXT, lanes_swapped},
	{"LANE-4-mixed", "Articles and tag files stand in one frame.", "LANE-4", RC_BAD,
		BROKEN_FROM_NEXT, tags_with_articles},
	{"LANE-4-cut", "A frame of tag files is cut before 1 MiB.", "LANE-4", RC_BAD,
		BROKEN_FROM_NEXT, tags_cut},
	{"LANE-4-behind", "Articles stand behind the tag files.", "LANE-4", RC_BAD,
		BROKEN_FROM_NEXT, article_behind_tags},
	{"LANE-4-among", "A tag file stands among the articles.", "LANE-4", RC_BAD,
		BROKEN_FROM_NEXT, tag_among_articles},
	{"REC-1-version", "A bundle record of a later version.", "REC-1", RC_UNSUPPORTED,
		BROKEN_FROM_FIRST, record_version},
	{"CKPT-1-version", "A tlog-proof of a later version.", "CKPT-1", RC_UNSUPPORTED,
		BROKEN_FROM_FIRST, proof_version},
};
const size_t BROKEN_COUNT = sizeof BROKEN / sizeof *BROKEN;
