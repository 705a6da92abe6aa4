/* Broken in what the files say of each other: manifests, articles, index and tree. */
#include "support/broken_group.h"

#include "format/base/cursor.h"
#include "support/test.h"

#include <stdio.h>

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

BROKEN_AT(manifest_digest, FORGE_TAGS)
{
	forge_poke(&f->tags[TAG_MANIFEST], line_of(f, BROKEN_A "/original.txt"), "00000000");
}

BROKEN_AT(manifest_short, FORGE_TAGS)
{
	bytes_cut(&f->tags[TAG_MANIFEST], line_of(f, BROKEN_D "/original.txt"));
}

BROKEN_AT(manifest_long, FORGE_TAGS)
{
	bytes_str(&f->tags[TAG_MANIFEST],
		"0000000000000000000000000000000000000000000000000000000000000000  " BROKEN_D
		"/photos/1.jpg\n");
}

BROKEN_AT(members_swapped, FORGE_MEMBERS)
{
	struct forge_member *one = forge_find(f, BROKEN_A "/article.txt");
	struct forge_member *two = forge_find(f, BROKEN_A "/captions.txt"), first = *one;

	*one = *two;
	*two = first;
}

BROKEN_AT(manifest_capitals, FORGE_TAGS)
{
	size_t at = line_of(f, BROKEN_D "/original.txt");

	for (size_t i = 0; i < 64; i++) {
		uint8_t *c = &f->tags[TAG_MANIFEST].p[at + i];

		if (*c >= 'a' && *c <= 'f')
			*c = (uint8_t)(*c - 'a' + 'A');
	}
}

BROKEN_AT(manifest_one_space, FORGE_TAGS)
{
	forge_replace(&f->tags[TAG_MANIFEST], "  " BROKEN_D, " *" BROKEN_D);
}

BROKEN_AT(manifest_no_line_end, FORGE_TAGS)
{
	bytes_cut(&f->tags[TAG_MANIFEST], f->tags[TAG_MANIFEST].len - 1);
}

/* Two photos of an article change places, in manifest and stream alike. */
static void
manifest_order(struct forge *f, enum forge_stage stage)
{
	if (stage == FORGE_MEMBERS) {
		struct forge_member *one = forge_find(f, BROKEN_A "/photos/1.jpg");
		struct forge_member *two = forge_find(f, BROKEN_A "/photos/2.jpg"), first = *one;

		*one = *two;
		*two = first;
	}
	if (stage == FORGE_TAGS) {
		uint8_t *p = f->tags[TAG_MANIFEST].p;
		size_t one = line_of(f, BROKEN_A "/photos/1.jpg"),
		       two = line_of(f, BROKEN_A "/photos/2.jpg");
		uint8_t first[256];
		size_t len = two - one;

		memcpy(first, p + one, len);
		memcpy(p + one, p + two, len);
		memcpy(p + two, first, len);
	}
}

BROKEN_AT(tagmanifest_digest, FORGE_TAGMANIFEST)
{
	forge_poke(&f->tags[TAG_TAGMANIFEST], 0, "00000000");
}

BROKEN_AT(tagmanifest_short, FORGE_TAGMANIFEST)
{
	const struct bytes *t = &f->tags[TAG_TAGMANIFEST];

	bytes_cut(&f->tags[TAG_TAGMANIFEST],
		t->len - strlen("annals/tree.tsv") - 2 * (size_t)DIGEST_SIZE - 3);
}

BROKEN_AT(tagmanifest_long, FORGE_TAGMANIFEST)
{
	bytes_str(&f->tags[TAG_TAGMANIFEST],
		"0000000000000000000000000000000000000000000000000000000000000000  notes.txt\n");
}

BROKEN_AT(record_tagmanifest, FORGE_RECORD)
{
	f->record.tagmanifest_digest.b[0] ^= 1;
}

BROKEN_AT(info_oxum, FORGE_TAGS)
{
	forge_replace(&f->tags[TAG_INFO], "Payload-Oxum: ", "Payload-Oxum: 1");
}

BROKEN_AT(info_period, FORGE_TAGS)
{
	forge_replace(&f->tags[TAG_INFO], "Annals-Period: 2023-07", "Annals-Period: 2023-08");
}

BROKEN_AT(info_profile, FORGE_TAGS)
{
	forge_replace(&f->tags[TAG_INFO], "urn:uuid:", "urn:UUID:");
}

BROKEN_AT(info_date, FORGE_TAGS)
{
	forge_replace(&f->tags[TAG_INFO], "Bagging-Date: 2023-08-01", "Bagging-Date: 2023-08-02");
}

BROKEN_AT(info_label, FORGE_TAGS)
{
	bytes_str(&f->tags[TAG_INFO], "Contact-Name: nobody\n");
}

BROKEN_AT(bagit_version, FORGE_TAGS)
{
	forge_replace(&f->tags[TAG_DECLARATION], "1.0", "0.97");
}

BROKEN_AT(readme_words, FORGE_TAGS)
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

BROKEN_AT(no_captions, FORGE_MEMBERS)
{
	forge_remove(f, BROKEN_D "/captions.txt");
}

BROKEN_AT(two_originals, FORGE_MEMBERS)
{
	forge_insert(f, number_of(f, BROKEN_D "/original.txt"), BROKEN_D "/original.html", "<p>\n");
}

BROKEN_AT(photo_gap, FORGE_MEMBERS)
{
	snprintf(forge_find(f, BROKEN_A "/photos/2.jpg")->path, sizeof f->members->path, "%s",
		BROKEN_A "/photos/3.jpg");
}

BROKEN_AT(photo_zero, FORGE_MEMBERS)
{
	snprintf(forge_find(f, BROKEN_A "/photos/1.jpg")->path, sizeof f->members->path, "%s",
		BROKEN_A "/photos/0.jpg");
}

BROKEN_AT(foreign_file, FORGE_MEMBERS)
{
	forge_insert(f, number_of(f, BROKEN_D "/original.txt"), BROKEN_D "/notes.txt", "note\n");
}

BROKEN_AT(manifest_outside_data, FORGE_TAGS)
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

BROKEN_AT(other_month, FORGE_MEMBERS)
{
	rename_article(f, BROKEN_D, "data/2023/08/28/bai-cuoi");
}

BROKEN_AT(no_such_day, FORGE_MEMBERS)
{
	rename_article(f, BROKEN_D, "data/2023/07/32/bai-cuoi");
}

BROKEN_AT(no_slug, FORGE_MEMBERS)
{
	rename_article(f, BROKEN_D, "data/2023/07/28/bai--cuoi");
}

BROKEN_AT(metadata_of_another_form, FORGE_MEMBERS)
{
	forge_set(&forge_find(f, BROKEN_D "/metadata.json")->content, "{}\n");
}

BROKEN_AT(text_with_control, FORGE_MEMBERS)
{
	forge_replace(&forge_find(f, BROKEN_D "/article.txt")->content, "Một", "\x1b[2J");
}

BROKEN_AT(text_not_utf8, FORGE_MEMBERS)
{
	forge_replace(&forge_find(f, BROKEN_D "/article.txt")->content, "Một", "M\xF4t");
}

BROKEN_AT(captions_without_end, FORGE_MEMBERS)
{
	bytes_str(&forge_find(f, BROKEN_D "/captions.txt")->content, "more");
}

/* A leaf has 65,535 bytes, whatever the manifest lists. */
BROKEN_AT(leaf_too_long, FORGE_TAGS)
{
	for (unsigned i = 1000; i < 1900; i++)
		bytes_fmt(&f->tags[TAG_MANIFEST], "%064d  " BROKEN_D "/photos/%u.jpg\n", 0, i);
}

/* ---- index and tree
 * -------------------------------------------------------------------------------- */

BROKEN_AT(index_header, FORGE_TAGS)
{
	forge_replace(&f->tags[TAG_INDEX], "headline", "title");
}

BROKEN_AT(index_row_spelling, FORGE_TAGS)
{
	forge_replace(&f->tags[TAG_INDEX], "\\t", "\\x09");
}

BROKEN_AT(index_row_missing, FORGE_TAGS)
{
	struct bytes *t = &f->tags[TAG_INDEX];
	const uint8_t *last = memmem(t->p, t->len, "undated/", 8);

	assert_non_null(last);
	bytes_cut(t, (size_t)(last - t->p));
}

BROKEN_AT(index_order, FORGE_TAGS)
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

BROKEN_AT(index_foreign_leaf, FORGE_TAGS)
{
	forge_replace(&f->tags[TAG_INDEX], "bai-cuoi\t", "bai-cuoi\t9");
}

BROKEN_AT(index_headline, FORGE_TAGS)
{
	forge_replace(&f->tags[TAG_INDEX], "Một", "Hai");
}

BROKEN_AT(index_byline, FORGE_TAGS)
{
	forge_replace(&f->tags[TAG_INDEX], "Hồng Long", "Hồng Vân");
}

BROKEN_AT(index_source, FORGE_TAGS)
{
	forge_replace(&f->tags[TAG_INDEX], "example.org/bai", "example.com/bai");
}

BROKEN_AT(index_captions, FORGE_TAGS)
{
	forge_replace(&f->tags[TAG_INDEX], "\tvi\t2\t", "\tvi\t3\t");
}

BROKEN_AT(index_offset, FORGE_TAGS)
{
	/* The first article's text begins the stream. */
	forge_replace(&f->tags[TAG_INDEX], "bai-co-anh\t2\t0\t", "bai-co-anh\t2\t512\t");
}

BROKEN_AT(index_of_a_photo, FORGE_TAGS)
{
	/* The last article has no media. */
	forge_replace(&f->tags[TAG_INDEX], "\t0\t0\t2023", "\t0\t512\t2023");
}

BROKEN_AT(tree_place, FORGE_TAGS)
{
	forge_set(&f->tags[TAG_TREE], "0\t1\t-\n");
}

BROKEN_AT(tree_root, FORGE_TAGS)
{
	forge_set(&f->tags[TAG_TREE],
		"0\t0\t0000000000000000000000000000000000000000000000000000000000000000\n");
}

/* The first block's root, a digit of which is another. */
BROKEN_AT(tree_of_another_root, FORGE_TAGS)
{
	uint8_t *digit = f->tags[TAG_TREE].p + strlen("0\t0\t");

	*digit = *digit == '0' ? '1' : '0';
}

static const struct broken ROWS[] = {
	{"BAG-1-digest", "A file has not the digest that the manifest gives it.", "BAG-1", RC_BAD,
		BROKEN_FROM_NEXT, manifest_digest, false},
	{"BAG-1-not-listed", "The last file is not in the manifest.", "BAG-1", RC_BAD,
		BROKEN_FROM_NEXT, manifest_short, false},
	{"BAG-1-missing", "The manifest lists a photo that is not there.", "BAG-1", RC_BAD,
		BROKEN_FROM_NEXT, manifest_long, false},
	{"BAG-1-order", "Two files stand in another order than the manifest lists them.", "BAG-1",
		RC_BAD, BROKEN_FROM_NEXT, members_swapped, true},
	{"BAG-2-capitals", "A digest in the manifest has capital letters.", "BAG-2", RC_BAD,
		BROKEN_FROM_NEXT, manifest_capitals, false},
	{"BAG-2-asterisk", "A line of the manifest has an asterisk before the path.", "BAG-2",
		RC_BAD, BROKEN_FROM_NEXT, manifest_one_space, true},
	{"BAG-2-line-end", "The manifest's last line has no line end.", "BAG-2", RC_BAD,
		BROKEN_FROM_NEXT, manifest_no_line_end, true},
	{"BAG-2-order", "Manifest and stream have an article's files in another order.", "BAG-2",
		RC_BAD, BROKEN_FROM_NEXT, manifest_order, false},
	{"BAG-3-digest", "The tagmanifest has another digest of bagit.txt.", "BAG-3", RC_BAD,
		BROKEN_FROM_NEXT, tagmanifest_digest, false},
	{"BAG-3-short", "The tagmanifest leaves out tree.tsv.", "BAG-3", RC_BAD, BROKEN_FROM_NEXT,
		tagmanifest_short, false},
	{"BAG-3-long", "The tagmanifest lists a file that is not there.", "BAG-3", RC_BAD,
		BROKEN_FROM_NEXT, tagmanifest_long, true},
	{"BAG-4-record", "The record has another digest of the tagmanifest.", "BAG-4", RC_BAD,
		BROKEN_FROM_NEXT, record_tagmanifest, false},
	{"BAG-5-oxum", "bag-info.txt counts other bytes than the record.", "BAG-5", RC_BAD,
		BROKEN_FROM_NEXT, info_oxum, false},
	{"BAG-5-period", "bag-info.txt has another period than the record.", "BAG-5", RC_BAD,
		BROKEN_FROM_NEXT, info_period, true},
	{"BAG-5-profile", "bag-info.txt names another profile.", "BAG-5", RC_BAD, BROKEN_FROM_NEXT,
		info_profile, true},
	{"BAG-5-date", "bag-info.txt has another day than the record.", "BAG-5", RC_BAD,
		BROKEN_FROM_NEXT, info_date, true},
	{"BAG-5-label", "bag-info.txt has a line more.", "BAG-5", RC_BAD, BROKEN_FROM_NEXT,
		info_label, true},
	{"BAG-6-version", "bagit.txt says BagIt 0.97.", "BAG-6", RC_BAD, BROKEN_FROM_NEXT,
		bagit_version, false},
	{"BAG-7-oxum", "Record and bag-info.txt count a file more than there are.", "BAG-7", RC_BAD,
		BROKEN_FROM_NEXT, oxum_of_record, false},
	{"BAG-8-words", "readme.txt has a line more.", "BAG-8", RC_BAD, BROKEN_FROM_NEXT,
		readme_words, false},
	{"ART-1-no-captions", "An article has no captions.txt.", "ART-1 IDX-2", RC_BAD,
		BROKEN_FROM_NEXT, no_captions, false},
	{"ART-1-two-originals", "An article has two originals.", "ART-1", RC_BAD, BROKEN_FROM_NEXT,
		two_originals, true},
	{"ART-1-photo-gap", "An article's photos are 1 and 3.", "ART-1", RC_BAD, BROKEN_FROM_NEXT,
		photo_gap, false},
	{"ART-1-photo-zero", "A photo has the number 0.", "ART-1", RC_BAD, BROKEN_FROM_NEXT,
		photo_zero, true},
	{"ART-1-foreign", "An article has a file of another name.", "ART-1", RC_BAD,
		BROKEN_FROM_NEXT, foreign_file, false},
	{"ART-1-outside", "The manifest lists a file outside of data/.", "ART-1", RC_BAD,
		BROKEN_FROM_NEXT, manifest_outside_data, true},
	{"ART-2-month", "An article of August stands in a bundle for July.", "ART-2", RC_BAD,
		BROKEN_FROM_NEXT, other_month, false},
	{"ART-2-day", "An article's id has a day that does not exist.", "ART-2", RC_BAD,
		BROKEN_FROM_NEXT, no_such_day, true},
	{"ART-2-slug", "An article's id has two hyphens in a row.", "ART-2", RC_BAD,
		BROKEN_FROM_NEXT, no_slug, true},
	{"ART-3-form", "An article's metadata.json is of another form.", "ART-3 IDX-2", RC_BAD,
		BROKEN_FROM_NEXT, metadata_of_another_form, false},
	{"ART-4-control", "An article's text has a control character.", "ART-4", RC_BAD,
		BROKEN_FROM_NEXT, text_with_control, false},
	{"ART-4-utf8", "An article's text is not UTF-8.", "ART-4", RC_BAD, BROKEN_FROM_NEXT,
		text_not_utf8, true},
	{"ART-4-line-end", "The last caption has no line end.", "ART-4", RC_BAD, BROKEN_FROM_NEXT,
		captions_without_end, true},
	{"LEAF-1-long", "An article's lines of the manifest take more than a leaf may.",
		"BAG-1 ART-1 LEAF-1 LOG-4", RC_BAD, BROKEN_FROM_NEXT, leaf_too_long, false},
	{"IDX-1-header", "The index's first line has another column.", "IDX-1", RC_BAD,
		BROKEN_FROM_NEXT, index_header, true},
	{"IDX-1-spelling", "A tab in the index is written in another way.", "IDX-1", RC_BAD,
		BROKEN_FROM_NEXT, index_row_spelling, false},
	{"IDX-1-missing", "An article is not in the index.", "IDX-1", RC_BAD, BROKEN_FROM_NEXT,
		index_row_missing, true},
	{"IDX-1-order", "The index is not sorted.", "IDX-1", RC_BAD, BROKEN_FROM_NEXT, index_order,
		false},
	{"IDX-1-leaf", "The index has a leaf of another bundle.", "IDX-1", RC_BAD, BROKEN_FROM_NEXT,
		index_foreign_leaf, true},
	{"IDX-2-headline", "The index has another headline than the article.", "IDX-2", RC_BAD,
		BROKEN_FROM_NEXT, index_headline, false},
	{"IDX-2-byline", "The index has another byline than the article.", "IDX-2", RC_BAD,
		BROKEN_FROM_NEXT, index_byline, true},
	{"IDX-2-source", "The index has another source than the article.", "IDX-2", RC_BAD,
		BROKEN_FROM_NEXT, index_source, true},
	{"IDX-2-captions", "The index counts other captions than the article has.", "IDX-2", RC_BAD,
		BROKEN_FROM_NEXT, index_captions, true},
	{"IDX-2-offset", "The index has an article begin elsewhere.", "IDX-2", RC_BAD,
		BROKEN_FROM_NEXT, index_offset, false},
	{"IDX-2-media", "The index gives media to an article that has none.", "IDX-2", RC_BAD,
		BROKEN_FROM_NEXT, index_of_a_photo, true},
	{"TREE-2-place", "tree.tsv has a block begin elsewhere in the manifest.", "TREE-2", RC_BAD,
		BROKEN_FROM_NEXT, tree_place, false},
	{"TREE-2-root", "tree.tsv has a root where the reader makes it.", "TREE-2", RC_BAD,
		BROKEN_FROM_NEXT, tree_root, true},
	{"TREE-2-another-root", "tree.tsv has another root of a block than the log.", "TREE-2",
		RC_BAD, BROKEN_FROM_BLOCKS, tree_of_another_root, false},
};

const struct broken_group broken_bag = {ROWS, sizeof ROWS / sizeof *ROWS};
