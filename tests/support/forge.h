/*
 * forge.h -- takes a bundle apart and makes it again with something changed in
 * it, everything that depends on the change done anew and signed: bundles that
 * only a dishonest or broken writer would make.
 *
 * At every stage `change` is called once, and may alter what that stage is about; whatever
 * comes later is made from the result. With no change the bundle comes out byte for byte as it was.
 */
#ifndef ANNALS_TESTS_SUPPORT_FORGE_H
#define ANNALS_TESTS_SUPPORT_FORGE_H

#include "format/bundle/bundle.h"
#include "format/bundle/tag_file.h"
#include "keys/keypair.h"

enum forge_stage {
	FORGE_MEMBERS,	   /* members: manifest, oxum and index are then made from them */
	FORGE_TAGS,	   /* tags, but for the tagmanifest, which is then made from them */
	FORGE_TAGMANIFEST, /* tags[TAG_TAGMANIFEST] */
	FORGE_FRAMES,	   /* frames: their content, and how hard each is packed */
	FORGE_PACKED,	   /* packed: one entry a frame */
	FORGE_LIST,	   /* seal[SEAL_FRAMES] */
	FORGE_RECORD,	   /* record; `seal` has range and previous */
	FORGE_RECORD_TEXT, /* seal[SEAL_BUNDLE] */
	FORGE_HEAD,	   /* head, before it is signed */
	FORGE_SEAL,	   /* seal, all of it */
	FORGE_SEAL_STREAM, /* stream: the seal's part of the tar */
	FORGE_TAIL,	   /* file: whole */
};

#define FORGE_MEMBERS_MAX 64
#define FORGE_FRAMES_MAX  32

struct forge_member {
	char path[256]; /* within the bag */
	struct bytes content;
	size_t frame; /* in the order of the stream */
};

struct forge_frame {
	struct bytes content;
	int level;
};

struct forge {
	const struct keypair *pair; /* borrowed */
	/* What becomes of the bundle, from first to last. */
	struct forge_member members[FORGE_MEMBERS_MAX];
	size_t member_count;
	struct bytes tags[TAG_FILES];
	struct forge_frame frames[FORGE_FRAMES_MAX];
	struct bytes packed[FORGE_FRAMES_MAX];
	size_t frame_count;
	struct record record;
	struct bytes seal[SEAL_FILES];
	struct checkpoint head;
	struct bytes stream;
	struct bytes file;
	/* A field of the record is as it is, whatever the tags say. */
	char name[64], origin[64];
	/* Put in place of the articles' leaves, where not NULL. */
	void (*leaf)(size_t number, struct bytes *text);

	void (*change)(struct forge *f, enum forge_stage stage);
};

/* Takes apart a bundle of bundle_maker's; the test fails where it is not one, or too large. */
void forge_init(struct forge *f, const struct keypair *pair, struct slice file);
void forge_release(struct forge *f);

/* Makes f->file. */
void forge_make(struct forge *f);

/* For changes: the member with this path; the test fails where there is none. */
struct forge_member *forge_find(struct forge *f, const char *path);

/* Another content, and bytes at a place overwritten; a path of the same length. */
void forge_set(struct bytes *b, const char *text);
void forge_poke(struct bytes *b, size_t at, const char *text);

/* Replaces the first `old` by `new`, of any length; the test fails where there is none. */
void forge_replace(struct bytes *b, const char *old, const char *new);

/* A member is taken out, or put in before the one of number `at`. */
void forge_remove(struct forge *f, const char *path);
struct forge_member *
forge_insert(struct forge *f, size_t at, const char *path, const char *content);

/* The member as it stands in the tar, appended. */
void forge_write_member(
	const struct forge *f, const char *path, struct slice content, struct bytes *out);

/* Frame `i` ends after `at` bytes and another begins; frame `i` takes in the one after it. */
void forge_split(struct forge *f, size_t i, size_t at);
void forge_merge(struct forge *f, size_t i);
void forge_swap(struct forge *f, size_t i, size_t j);

#endif
