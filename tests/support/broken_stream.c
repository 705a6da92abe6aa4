/* Broken in the frames, in the tar stream, and in where it is cut. */
#include "support/broken_group.h"

#include "format/bag/bag_info.h"
#include "format/frame/packer.h"
#include "format/frame/raw_frame.h"
#include "format/tar/ustar.h"
#include "support/test.h"

#include <stdio.h>

/* ---- frames
 * ---------------------------------------------------------------------------------------- */

BROKEN_AT(frame_altered, FORGE_TAIL)
{
	f->file.p[20] ^= 1;
}

BROKEN_AT(frame_checksum, FORGE_PACKED)
{
	f->packed[0].p[f->packed[0].len - 1] ^= 1;
}

BROKEN_AT(frame_with_another_in_front, FORGE_PACKED)
{
	static const char skippable[] = "\x50\x2A\x4D\x18\x04\0\0\0more";
	struct bytes again = BYTES_UP_TO(GIB);

	bytes_add(&again, slice_of(skippable, sizeof skippable - 1));
	bytes_add(&again, bytes_slice(&f->packed[0]));
	bytes_release(&f->packed[0]);
	f->packed[0] = again;
}

BROKEN_AT(frame_that_says_less, FORGE_PACKED)
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

BROKEN_AT(frame_raw, FORGE_PACKED)
{
	bytes_clear(&f->packed[0]);
	raw_frame_write(bytes_slice(&f->frames[0].content), &f->packed[0]);
}

/* ---- tar
 * ------------------------------------------------------------------------------------------- */

BROKEN_AT(tar_mode, FORGE_FRAMES)
{
	forge_poke(&f->frames[0].content, 100, "0000755");
}

BROKEN_AT(tar_time, FORGE_FRAMES)
{
	forge_poke(&f->frames[0].content, 136, "00000000000");
}

BROKEN_AT(tar_padding, FORGE_FRAMES)
{
	struct bytes *b = &f->frames[0].content;

	b->p[b->len - 1] = 'x';
}

/* In place of the second file's header. */
BROKEN_AT(tar_end_block, FORGE_FRAMES)
{
	memset(f->frames[0].content.p + ustar_member_size(f->members[0].content.len), 0,
		USTAR_BLOCK);
}

BROKEN_AT(tar_cut, FORGE_FRAMES)
{
	struct bytes *b = &f->frames[f->frame_count - 1].content;

	assert_true(ustar_padding(f->tags[TAG_TAGMANIFEST].len) > 0);
	bytes_cut(b, b->len - 1);
}

/* The first file's header, for a path that is not below the bag's folder. */
BROKEN_AT(tar_elsewhere, FORGE_FRAMES)
{
	struct err e;

	assert_rc(RC_OK,
		ustar_write(slice_str("elsewhere/article.txt"), f->members[0].content.len,
			f->record.created, f->frames[0].content.p, &e),
		&e);
}

BROKEN_AT(tag_elsewhere, FORGE_FRAMES)
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

BROKEN_AT(tag_order, FORGE_FRAMES)
{
	static const enum tag_file order[] = {TAG_README, TAG_DECLARATION, TAG_MANIFEST, TAG_INFO,
		TAG_INDEX, TAG_TREE, TAG_TAGMANIFEST, TAG_FILES};

	put_tags(f, order);
}

BROKEN_AT(tag_more, FORGE_FRAMES)
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

BROKEN_AT(tag_too_long, FORGE_TAGS)
{
	while (f->tags[TAG_DECLARATION].len <= 64 * KIB)
		bytes_str(&f->tags[TAG_DECLARATION], BAG_INFO_BAGIT_TXT);
}

/* ---- lanes
 * -------------------------------------------------------------------------------------------- */

BROKEN_AT(lanes_mixed, FORGE_FRAMES)
{
	forge_merge(f, 0);
}

BROKEN_AT(frame_cut_in_a_file, FORGE_FRAMES)
{
	forge_split(f, 0, USTAR_BLOCK + 10);
}

BROKEN_AT(frame_cut_in_an_article, FORGE_FRAMES)
{
	forge_split(f, 0, ustar_member_size(f->members[0].content.len));
}

BROKEN_AT(frame_cut_behind_an_article, FORGE_FRAMES)
{
	size_t at = 0;

	for (size_t i = 0; strncmp(f->members[i].path, BROKEN_A, strlen(BROKEN_A)) == 0; i++)
		at += ustar_member_size(f->members[i].content.len);
	forge_split(f, 0, at);
}

/* Text and media, which only the end closes, change places. */
BROKEN_AT(lanes_swapped, FORGE_FRAMES)
{
	forge_swap(f, 0, 1);
}

/* 4 MiB close a frame: then nothing more may follow in it. */
BROKEN_AT(frame_goes_on, FORGE_FRAMES)
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
BROKEN_AT(article_begins_too_early, FORGE_FRAMES)
{
	forge_swap(f, 3, 4);
	forge_merge(f, 2);
}

BROKEN_AT(tags_with_articles, FORGE_FRAMES)
{
	forge_merge(f, f->frame_count - 2);
}

BROKEN_AT(tags_cut, FORGE_FRAMES)
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

BROKEN_AT(tag_among_articles, FORGE_MEMBERS)
{
	forge_insert(f, 3, "notes.txt", "note\n");
}

static const struct broken ROWS[] = {
	{"FRAME-1-altered", "A byte of a frame is another.", "FRAME-1", RC_BAD, BROKEN_FROM_NEXT,
		frame_altered, false},
	{"FRAME-2-checksum", "A frame, listed as it is, has a wrong checksum.", "FRAME-2", RC_BAD,
		BROKEN_FROM_NEXT, frame_checksum, false},
	{"FRAME-2-skippable", "A skippable frame is hidden in front of a frame.", "FRAME-2", RC_BAD,
		BROKEN_FROM_NEXT, frame_with_another_in_front, false},
	{"FRAME-2-content", "A frame holds more than the list says.", "FRAME-2", RC_BAD,
		BROKEN_FROM_NEXT, frame_that_says_less, true},
	{"FRAME-2-raw", "A frame of articles is of the seal's kind.", "FRAME-2", RC_BAD,
		BROKEN_FROM_NEXT, frame_raw, true},
	{"TAR-1-mode", "A file has mode 0755.", "TAR-1", RC_BAD, BROKEN_FROM_NEXT, tar_mode, false},
	{"TAR-1-time", "A file has another time than the bundle.", "TAR-1", RC_BAD,
		BROKEN_FROM_NEXT, tar_time, true},
	{"TAR-1-padding", "A byte of padding is not zero.", "TAR-1", RC_BAD, BROKEN_FROM_NEXT,
		tar_padding, false},
	{"TAR-1-end-block", "An end block stands in the middle of the stream.", "TAR-1", RC_BAD,
		BROKEN_FROM_NEXT, tar_end_block, true},
	{"TAR-2-cut", "The stream before the seal ends within the last file's padding.", "TAR-2",
		RC_BAD, BROKEN_FROM_NEXT, tar_cut, false},
	{"TAR-3-elsewhere", "A file among the articles is not in the bag's folder.", "TAR-3",
		RC_BAD, BROKEN_FROM_NEXT, tar_elsewhere, false},
	{"TAR-3-tag-elsewhere", "A file behind the tag files is not in the bag's folder.", "TAR-3",
		RC_BAD, BROKEN_FROM_NEXT, tag_elsewhere, true},
	{"TAR-3-order", "readme.txt stands before bagit.txt.", "TAR-3", RC_BAD, BROKEN_FROM_NEXT,
		tag_order, false},
	{"TAR-3-more", "There is a tag file more.", "TAR-3", RC_BAD, BROKEN_FROM_NEXT, tag_more,
		false},
	{"TAR-3-missing", "There is no tagmanifest.", "TAR-3", RC_BAD, BROKEN_FROM_NEXT,
		tag_missing, true},
	{"TAR-3-long", "bagit.txt has more than 64 KiB.", "TAR-3", RC_BAD, BROKEN_FROM_NEXT,
		tag_too_long, true},
	{"LANE-1-mixed", "Text and media stand in one frame.", "LANE-1", RC_BAD, BROKEN_FROM_NEXT,
		lanes_mixed, false},
	{"LANE-2-file", "A frame is cut within a file though it is not full.", "LANE-2", RC_BAD,
		BROKEN_FROM_NEXT, frame_cut_in_a_file, false},
	{"LANE-2-article", "A frame is cut within an article though it is not full.", "LANE-2",
		RC_BAD, BROKEN_FROM_NEXT, frame_cut_in_an_article, true},
	{"LANE-2-goes-on", "A frame goes on behind an article's end though it has 4 MiB.", "LANE-2",
		RC_BAD, BROKEN_FROM_LARGE, frame_goes_on, false},
	{"LANE-2-begins", "An article begins in the frame in which one that was cut ends.",
		"LANE-2", RC_BAD, BROKEN_FROM_LARGE, article_begins_too_early, true},
	{"LANE-3-two-ends", "A lane goes on behind a frame of less than 4 MiB.", "LANE-3", RC_BAD,
		BROKEN_FROM_NEXT, frame_cut_behind_an_article, false},
	{"LANE-3-swapped", "The last frame of media stands before that of text.", "LANE-3", RC_BAD,
		BROKEN_FROM_NEXT, lanes_swapped, false},
	{"LANE-4-mixed", "Articles and tag files stand in one frame.", "LANE-4", RC_BAD,
		BROKEN_FROM_NEXT, tags_with_articles, false},
	{"LANE-4-cut", "A frame of tag files is cut before 1 MiB.", "LANE-4", RC_BAD,
		BROKEN_FROM_NEXT, tags_cut, true},
	{"LANE-4-behind", "Articles stand behind the tag files.", "LANE-4", RC_BAD,
		BROKEN_FROM_NEXT, article_behind_tags, true},
	{"LANE-4-among", "A tag file stands among the articles.", "LANE-4", RC_BAD,
		BROKEN_FROM_NEXT, tag_among_articles, false},
};

const struct broken_group broken_stream = {ROWS, sizeof ROWS / sizeof *ROWS};
