/* Broken in what is read first: the end of the file, the seal, and what it says of the log. */
#include "support/broken_group.h"

#include "format/base/cursor.h"
#include "format/frame/packer.h"
#include "format/frame/raw_frame.h"
#include "format/frame/seek_table.h"
#include "format/tar/ustar.h"
#include "support/test.h"

/* ---- the file as a whole ----------------------------------------------------------- */

BROKEN_AT(empty_file, FORGE_TAIL)
{
	bytes_clear(&f->file);
}

BROKEN_AT(cut_off, FORGE_TAIL)
{
	bytes_cut(&f->file, f->file.len - 1);
}

BROKEN_AT(appendix, FORGE_TAIL)
{
	bytes_u8(&f->file, 0);
}

BROKEN_AT(long_table, FORGE_TAIL)
{
	f->file.p[f->file.len - SEEK_TABLE_FOOTER + 2] = 1; /* 65,536 frames more */
}

BROKEN_AT(table_of_checksums, FORGE_TAIL)
{
	f->file.p[f->file.len - 5] = 0x80;
}

BROKEN_AT(something_in_front, FORGE_TAIL)
{
	bytes_zero(&f->file, 1);
	memmove(f->file.p + 1, f->file.p, f->file.len - 1);
	f->file.p[0] = 0;
}

/* Table and file agree with each other; the signed list has one frame more. */
BROKEN_AT(frame_taken_out, FORGE_TAIL)
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

/* The same content packed in another way: the file is in itself as it should be. */
BROKEN_AT(frame_packed_again, FORGE_LIST)
{
	struct packer *packer;
	struct err e;

	bytes_clear(&f->packed[0]);
	assert_rc(RC_OK, packer_new(&packer, &e), &e);
	assert_rc(RC_OK,
		packer_pack(packer, bytes_slice(&f->frames[0].content), 19, &f->packed[0], &e), &e);
	packer_free(packer);
}

BROKEN_AT(table_that_lies, FORGE_TAIL)
{
	/* The content size of the first frame. */
	f->file.p[f->file.len - seek_table_size(f->frame_count + 1) + 12] ^= 1;
}

/* ---- the seal as bytes ------------------------------------------------------------- */

/* Where the seal's one frame begins. */
static size_t
seal_at(const struct forge *f)
{
	return f->file.len - seek_table_size(f->frame_count + 1) -
		(size_t)raw_frame_size(f->stream.len);
}

BROKEN_AT(no_seal, FORGE_TAIL)
{
	f->file.p[seal_at(f) + 4] = 0x24;
}

BROKEN_AT(compressed_seal_block, FORGE_TAIL)
{
	f->file.p[seal_at(f) + 9] |= 0x04;
}

BROKEN_AT(nine_seal_frames, FORGE_TAIL)
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

BROKEN_AT(seal_padding, FORGE_SEAL_STREAM)
{
	f->stream.p[f->stream.len - 2 * USTAR_BLOCK - 1] = 'x';
}

BROKEN_AT(seal_mode, FORGE_SEAL_STREAM)
{
	forge_poke(&f->stream, 100, "0000755");
}

BROKEN_AT(seal_more_ends, FORGE_SEAL_STREAM)
{
	bytes_zero(&f->stream, USTAR_BLOCK);
}

BROKEN_AT(seal_file_renamed, FORGE_SEAL_STREAM)
{
	forge_replace(&f->stream, "annals/range.txt", "annals/Range.txt");
}

BROKEN_AT(seal_file_missing, FORGE_SEAL_STREAM)
{
	bytes_cut(&f->stream, ustar_member_size(f->seal[SEAL_FRAMES].len));
}

BROKEN_AT(seal_file_cut, FORGE_SEAL_STREAM)
{
	bytes_cut(&f->stream, f->stream.len - 3 * USTAR_BLOCK);
}

BROKEN_AT(list_line, FORGE_LIST)
{
	forge_replace(&f->seal[SEAL_FRAMES], "\t", " ");
}

BROKEN_AT(list_short, FORGE_RECORD)
{
	f->record.stream += USTAR_BLOCK;
}

/* ---- the record -------------------------------------------------------------------- */

BROKEN_AT(record_version, FORGE_RECORD_TEXT)
{
	forge_replace(&f->seal[SEAL_BUNDLE], "annals/bundle@1", "annals/bundle@2");
}

BROKEN_AT(record_type, FORGE_RECORD_TEXT)
{
	forge_replace(&f->seal[SEAL_BUNDLE], "annals/bundle@1", "annals/bumble@1");
}

BROKEN_AT(record_longer, FORGE_RECORD_TEXT)
{
	bytes_str(&f->seal[SEAL_BUNDLE], "comment none\n");
}

BROKEN_AT(record_zero, FORGE_RECORD_TEXT)
{
	forge_replace(&f->seal[SEAL_BUNDLE], "articles ", "articles 0");
}

BROKEN_AT(record_order, FORGE_RECORD_TEXT)
{
	forge_replace(&f->seal[SEAL_BUNDLE], "\nbefore ", "\nafter ");
}

BROKEN_AT(record_name, FORGE_RECORD)
{
	f->record.name = slice_str("Demo-2023-07");
}

BROKEN_AT(record_period, FORGE_RECORD)
{
	f->record.period = slice_str("2023-08");
}

BROKEN_AT(record_origin, FORGE_RECORD)
{
	f->record.origin = slice_str("https://example.org/annals");
}

BROKEN_AT(record_no_articles, FORGE_RECORD)
{
	f->record.articles = 0;
}

BROKEN_AT(record_many_articles, FORGE_RECORD)
{
	f->record.articles = f->record.stream / 2560 + 1;
}

BROKEN_AT(record_ranges, FORGE_RECORD)
{
	struct record_range manifest = f->record.manifest;

	f->record.manifest = f->record.index;
	f->record.index = manifest;
}

BROKEN_AT(record_range_outside, FORGE_RECORD)
{
	f->record.tagmanifest.length += USTAR_BLOCK;
}

BROKEN_AT(bag_name, FORGE_RECORD)
{
	f->record.name = slice_str("demo-2023-08");
	f->record.period = slice_str("2023-08");
}

BROKEN_AT(record_frames, FORGE_RECORD)
{
	f->record.frames_digest.b[0] ^= 1;
}

BROKEN_AT(record_range, FORGE_RECORD)
{
	f->record.range_digest.b[0] ^= 1;
}

BROKEN_AT(record_previous, FORGE_RECORD)
{
	f->record.previous_digest.b[0] ^= 1;
}

BROKEN_AT(record_place, FORGE_RECORD)
{
	f->record.tree.length++;
}

/* ---- checkpoint and log
 * -------------------------------------------------------------------------- */

BROKEN_AT(proof_version, FORGE_SEAL)
{
	forge_replace(&f->seal[SEAL_PROOF], "tlog-proof@v1", "tlog-proof@v2");
}

BROKEN_AT(proof_index, FORGE_SEAL)
{
	forge_replace(&f->seal[SEAL_PROOF], "\nindex ", "\nindex 0");
}

BROKEN_AT(proof_extra, FORGE_SEAL)
{
	forge_replace(&f->seal[SEAL_PROOF], "\nindex ", "\nextra eA==\nindex ");
}

BROKEN_AT(note_altered, FORGE_SEAL)
{
	struct bytes *text = &f->seal[SEAL_PROOF];

	text->p[text->len - 20] = text->p[text->len - 20] == 'A' ? 'B' : 'A';
}

BROKEN_AT(note_twice, FORGE_SEAL)
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

BROKEN_AT(note_by_a_stranger, FORGE_HEAD)
{
	static const uint8_t id[PUBLIC_KEY_ID_SIZE] = {8, 7, 6, 5, 4, 3, 2, 1};
	static const uint8_t seed[32] = "a seed of which nobody has heard";
	struct err e;

	if (stranger.secret.len == 0)
		assert_rc(
			RC_OK, keypair_of_seed(slice_of(seed, sizeof seed), id, &stranger, &e), &e);
	f->pair = &stranger;
}

BROKEN_AT(head_of_another_origin, FORGE_RECORD)
{
	f->record.origin = slice_str("example.com/annals");
}

BROKEN_AT(head_too_large, FORGE_HEAD)
{
	f->head.size++;
}

BROKEN_AT(head_root, FORGE_HEAD)
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

BROKEN_AT(consistency_empty, FORGE_SEAL)
{
	bytes_clear(&f->seal[SEAL_CONSISTENCY]);
}

BROKEN_AT(consistency_too_much, FORGE_SEAL)
{
	bytes_str(&f->seal[SEAL_CONSISTENCY], "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n");
}

BROKEN_AT(previous_of_nothing, FORGE_LIST)
{
	forge_set(&f->seal[SEAL_PREVIOUS], "something\n");
}

BROKEN_AT(previous_empty, FORGE_LIST)
{
	bytes_clear(&f->seal[SEAL_PREVIOUS]);
}

BROKEN_AT(previous_of_another_root, FORGE_LIST)
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

BROKEN_AT(leaf_of_another_article, FORGE_RECORD_TEXT)
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

static const struct broken ROWS[] = {
	{"FILE-1-empty", "No byte at all.", "FILE-1", RC_BAD, BROKEN_FROM_FIRST, empty_file, false},
	{"FILE-1-cut-off", "The last byte is missing.", "FILE-1", RC_BAD, BROKEN_FROM_FIRST,
		cut_off, true},
	{"FILE-1-appendix", "A byte stands behind the seek table.", "FILE-1", RC_BAD,
		BROKEN_FROM_FIRST, appendix, false},
	{"FILE-1-long-table", "The seek table lists more frames than the file has room for.",
		"FILE-1", RC_BAD, BROKEN_FROM_FIRST, long_table, true},
	{"FILE-1-checksums", "The seek table says that it has checksums.", "FILE-1", RC_BAD,
		BROKEN_FROM_FIRST, table_of_checksums, true},
	{"FILE-2-in-front", "A byte stands before the first frame.", "FILE-2", RC_BAD,
		BROKEN_FROM_FIRST, something_in_front, false},
	{"FILE-2-frame-taken-out",
		"The first frame is missing in file and seek table; the signed list has it.",
		"FILE-2", RC_BAD, BROKEN_FROM_FIRST, frame_taken_out, false},
	{"FILE-2-packed-again",
		"A frame was packed again at another level, and the seek table made anew.",
		"FILE-2", RC_BAD, BROKEN_FROM_NEXT, frame_packed_again, false},
	{"FILE-3-table-lies", "The seek table gives a frame another content size.", "FILE-3",
		RC_BAD, BROKEN_FROM_FIRST, table_that_lies, false},
	{"SEAL-1-no-seal", "The last frame is of the kind that is compressed.", "SEAL-1", RC_BAD,
		BROKEN_FROM_FIRST, no_seal, false},
	{"SEAL-1-compressed-block", "A block of the seal says that it is compressed.", "SEAL-1",
		RC_BAD, BROKEN_FROM_FIRST, compressed_seal_block, true},
	{"SEAL-1-nine-frames", "The seal has more frames than 64 MiB can fill.", "SEAL-1", RC_BAD,
		BROKEN_FROM_FIRST, nine_seal_frames, false},
	{"SEAL-2-padding", "A byte of padding in the seal is not zero.", "SEAL-2", RC_BAD,
		BROKEN_FROM_FIRST, seal_padding, false},
	{"SEAL-2-mode", "A file of the seal has mode 0755.", "SEAL-2", RC_BAD, BROKEN_FROM_FIRST,
		seal_mode, true},
	{"SEAL-2-more-end-blocks", "Three end blocks end the tar stream.", "SEAL-2", RC_BAD,
		BROKEN_FROM_FIRST, seal_more_ends, true},
	{"SEAL-3-renamed", "A file of the seal has another name.", "SEAL-3", RC_BAD,
		BROKEN_FROM_FIRST, seal_file_renamed, false},
	{"SEAL-3-missing", "The seal ends behind its first file.", "SEAL-3", RC_BAD,
		BROKEN_FROM_FIRST, seal_file_missing, true},
	{"SEAL-3-cut-short", "The seal ends within its last file.", "SEAL-3", RC_BAD,
		BROKEN_FROM_FIRST, seal_file_cut, true},
	{"SEAL-4-line", "A line of the frame list has a space where a tab belongs.", "SEAL-4",
		RC_BAD, BROKEN_FROM_FIRST, list_line, false},
	{"SEAL-4-content", "The frame list has less content than the record.", "SEAL-4", RC_BAD,
		BROKEN_FROM_FIRST, list_short, true},
	{"REC-1-type", "The record's first line names another type.", "REC-1", RC_BAD,
		BROKEN_FROM_FIRST, record_type, true},
	{"REC-1-more", "The record has a line more.", "REC-1", RC_BAD, BROKEN_FROM_FIRST,
		record_longer, false},
	{"REC-1-zero", "A number in the record begins with 0.", "REC-1", RC_BAD, BROKEN_FROM_FIRST,
		record_zero, true},
	{"REC-1-label", "A line of the record has another label.", "REC-1", RC_BAD,
		BROKEN_FROM_FIRST, record_order, true},
	{"REC-2-name", "The record's name has a capital letter.", "REC-2", RC_BAD,
		BROKEN_FROM_FIRST, record_name, false},
	{"REC-2-period", "The record's period is not that of its name.", "REC-2", RC_BAD,
		BROKEN_FROM_FIRST, record_period, true},
	{"REC-2-origin", "The record's origin has a scheme.", "REC-2", RC_BAD, BROKEN_FROM_FIRST,
		record_origin, true},
	{"REC-2-no-articles", "The record has no articles.", "REC-2", RC_BAD, BROKEN_FROM_FIRST,
		record_no_articles, true},
	{"REC-2-many-articles", "The record has more articles than the stream has room for.",
		"REC-2", RC_BAD, BROKEN_FROM_FIRST, record_many_articles, true},
	{"REC-2-ranges", "In the record the index lies before the manifest.", "REC-2", RC_BAD,
		BROKEN_FROM_FIRST, record_ranges, false},
	{"REC-2-outside", "In the record the tagmanifest ends behind the stream.", "REC-2", RC_BAD,
		BROKEN_FROM_FIRST, record_range_outside, true},
	{"REC-2-bag-name", "The bag's folder is not called as the record says.", "REC-2", RC_BAD,
		BROKEN_FROM_FIRST, bag_name, false},
	{"REC-3-frames", "The record has another digest of the frame list.", "REC-3", RC_BAD,
		BROKEN_FROM_FIRST, record_frames, false},
	{"REC-3-range", "The record has another digest of range.txt.", "REC-3", RC_BAD,
		BROKEN_FROM_FIRST, record_range, true},
	{"REC-3-previous", "The record has another digest of previous.txt.", "REC-3", RC_BAD,
		BROKEN_FROM_FIRST, record_previous, true},
	{"REC-4-tree", "In the record tree.tsv is a byte longer.", "REC-4", RC_BAD,
		BROKEN_FROM_FIRST, record_place, false},
	{"CKPT-1-index", "The index in the proof begins with 0.", "CKPT-1", RC_BAD,
		BROKEN_FROM_FIRST, proof_index, false},
	{"CKPT-2-altered", "A character of the signature is another.", "CKPT-2", RC_BAD,
		BROKEN_FROM_FIRST, note_altered, false},
	{"CKPT-2-twice", "The checkpoint has two signature lines.", "CKPT-2", RC_BAD,
		BROKEN_FROM_FIRST, note_twice, true},
	{"CKPT-2-stranger",
		"All is well, and a key signed that nobody believes: untrusted, not bad.", "CKPT-2",
		RC_UNTRUSTED, BROKEN_FROM_FIRST, note_by_a_stranger, false},
	{"CKPT-3-extra", "The proof of the record has an extra line.", "CKPT-3", RC_BAD,
		BROKEN_FROM_FIRST, proof_extra, false},
	{"CKPT-3-origin", "The record has another origin than the checkpoint.", "CKPT-3", RC_BAD,
		BROKEN_FROM_FIRST, head_of_another_origin, false},
	{"CKPT-3-size", "The checkpoint has a leaf more than record and log.", "CKPT-3", RC_BAD,
		BROKEN_FROM_FIRST, head_too_large, true},
	{"CKPT-4-root", "The proof does not lead to the signed root.", "CKPT-4", RC_BAD,
		BROKEN_FROM_FIRST, head_root, false},
	{"LOG-1-empty", "range.txt is empty, and the log before has leaves.", "LOG-1", RC_BAD,
		BROKEN_FROM_NEXT, range_empty, true},
	{"LOG-1-another", "range.txt folds to another root.", "LOG-1", RC_BAD, BROKEN_FROM_NEXT,
		range_of_another_log, false},
	{"LOG-1-base64", "range.txt is not base64.", "LOG-1", RC_BAD, BROKEN_FROM_NEXT,
		range_not_base64, true},
	{"LOG-2-empty", "consistency.txt is empty, and the log before has leaves.", "LOG-2", RC_BAD,
		BROKEN_FROM_NEXT, consistency_empty, false},
	{"LOG-2-first", "consistency.txt is not empty in the first bundle of a log.", "LOG-2",
		RC_BAD, BROKEN_FROM_FIRST, consistency_too_much, true},
	{"LOG-3-first", "previous.txt is not empty in the first bundle of a log.", "LOG-3", RC_BAD,
		BROKEN_FROM_FIRST, previous_of_nothing, true},
	{"LOG-3-empty", "previous.txt is empty, and the log before has leaves.", "LOG-3", RC_BAD,
		BROKEN_FROM_NEXT, previous_empty, true},
	{"LOG-3-root", "previous.txt is of another root than the record continues.", "LOG-3",
		RC_BAD, BROKEN_FROM_NEXT, previous_of_another_root, false},
	{"LOG-4-leaf", "A leaf of the log is not what the manifest makes it.", "LOG-4", RC_BAD,
		BROKEN_FROM_NEXT, leaf_of_another_article, false},
	{"LOG-4-articles", "Record and log have an article more than the manifest.", "LOG-4 IDX-1",
		RC_BAD, BROKEN_FROM_NEXT, article_not_listed, true},
	{"REC-1-version", "A bundle record of a later version.", "REC-1", RC_UNSUPPORTED,
		BROKEN_FROM_FIRST, record_version, false},
	{"CKPT-1-version", "A tlog-proof of a later version.", "CKPT-1", RC_UNSUPPORTED,
		BROKEN_FROM_FIRST, proof_version, false},
};

const struct broken_group broken_seal = {ROWS, sizeof ROWS / sizeof *ROWS};
