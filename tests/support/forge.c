#include "support/forge.h"

#include "format/bag/bag_info.h"
#include "format/bag/manifest.h"
#include "format/base/cursor.h"
#include "format/bundle/bundle_name.h"
#include "format/bundle/bundle_tail.h"
#include "format/bundle/frame_reader.h"
#include "format/bundle/index_row.h"
#include "format/bundle/leaf.h"
#include "format/bundle/payload_path.h"
#include "format/checkpoint/range_text.h"
#include "format/checkpoint/tlog_proof.h"
#include "format/frame/packer.h"
#include "format/merkle/merkle_consistency.h"
#include "format/merkle/merkle_inclusion.h"
#include "format/merkle/merkle_root.h"
#include "format/tar/tar_walk.h"
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>

#define ARTICLES_MAX FORGE_MEMBERS_MAX

/* ---- taking apart ------------------------------------------------------------------ */

struct taking {
	struct forge *f;
	size_t frame, strip, tag;
	struct bytes *to;
};

static enum rc
on_member(void *ctx, struct slice path, uint64_t size, uint64_t offset, struct err *e)
{
	struct taking *t = ctx;
	struct slice inside = slice_from(path, t->strip);

	(void)size;
	(void)offset;
	(void)e;
	if (slice_starts(inside, "data/")) {
		struct forge_member *m = &t->f->members[t->f->member_count++];

		assert_true(t->f->member_count <= FORGE_MEMBERS_MAX);
		snprintf(m->path, sizeof m->path, "%.*s", SLICE_FMT(inside));
		m->frame = t->frame;
		t->to = &m->content;
	} else {
		assert_true(t->tag < TAG_FILES);
		t->to = &t->f->tags[t->tag++];
	}
	*t->to = BYTES_UP_TO(GIB);
	return RC_OK;
}

static enum rc
on_data(void *ctx, struct slice piece, struct err *e)
{
	struct taking *t = ctx;

	(void)e;
	bytes_add(t->to, piece);
	return RC_OK;
}

static enum rc
on_end(void *ctx, struct err *e)
{
	(void)ctx;
	(void)e;
	return RC_OK;
}

static void
keep_record(struct forge *f, const struct bundle *b)
{
	struct bundle_name name;

	f->record = b->record;
	snprintf(f->name, sizeof f->name, "%.*s", SLICE_FMT(b->record.name));
	snprintf(f->origin, sizeof f->origin, "%.*s", SLICE_FMT(b->record.origin));
	f->record.name = slice_str(f->name);
	f->record.origin = slice_str(f->origin);
	assert_true(bundle_name_parse(f->record.name, &name));
	f->record.period = name.period;
	for (size_t i = 0; i < SEAL_FILES; i++) {
		f->seal[i] = BYTES_UP_TO(LIMIT_SEAL);
		bytes_add(&f->seal[i], b->seal.files[i]);
	}
}

void
forge_init(struct forge *f, const struct keypair *pair, struct slice file)
{
	static const struct tar_walk_listener listener = {on_member, on_data, on_end};
	struct source source = source_memory(&file);
	struct trust nobody = TRUST_EMPTY;
	struct taking t = {.f = f};
	struct frame_reader reader;
	struct tar_walk walk;
	struct bundle b;
	struct slice content;
	struct err e;

	*f = (struct forge){.pair = pair, .stream = BYTES_UP_TO(GIB), .file = BYTES_UP_TO(GIB)};
	assert_rc(RC_UNTRUSTED, bundle_open(&source, &nobody, &b, &e), &e);
	assert_rc(RC_OK, frame_reader_init(&reader, &b, &e), &e);
	keep_record(f, &b);
	t.strip = b.record.name.len + 1;
	tar_walk_init(&walk, &listener, &t, b.record.created, 0);
	for (t.frame = 0; t.frame < b.frames.count; t.frame++) {
		assert_rc(RC_OK, frame_reader_content(&reader, t.frame, &content, &e), &e);
		assert_rc(RC_OK, tar_walk_feed(&walk, content, &e), &e);
	}
	frame_reader_release(&reader);
	bundle_release(&b);
}

static void
drop_frames(struct forge *f)
{
	for (size_t i = 0; i < FORGE_FRAMES_MAX; i++) {
		bytes_release(&f->frames[i].content);
		bytes_release(&f->packed[i]);
	}
	f->frame_count = 0;
}

void
forge_release(struct forge *f)
{
	drop_frames(f);
	for (size_t i = 0; i < f->member_count; i++)
		bytes_release(&f->members[i].content);
	for (size_t i = 0; i < TAG_FILES; i++)
		bytes_release(&f->tags[i]);
	for (size_t i = 0; i < SEAL_FILES; i++)
		bytes_release(&f->seal[i]);
	bytes_release(&f->stream);
	bytes_release(&f->file);
}

/* ---- for changes ------------------------------------------------------------------- */

static size_t
find(const struct forge *f, const char *path)
{
	for (size_t i = 0; i < f->member_count; i++) {
		if (strcmp(f->members[i].path, path) == 0)
			return i;
	}
	fail_msg("no member %s", path);
	return 0;
}

struct forge_member *
forge_find(struct forge *f, const char *path)
{
	return &f->members[find(f, path)];
}

void
forge_set(struct bytes *b, const char *text)
{
	bytes_clear(b);
	bytes_str(b, text);
}

void
forge_poke(struct bytes *b, size_t at, const char *text)
{
	assert_true(at + strlen(text) <= b->len);
	memcpy(b->p + at, text, strlen(text));
}

void
forge_replace(struct bytes *b, const char *old, const char *new)
{
	struct bytes again = BYTES_UP_TO(b->max);
	const uint8_t *at = memmem(b->p, b->len, old, strlen(old));

	if (at == NULL)
		fail_msg("\"%s\" is not there", old);
	bytes_add(&again, slice_of(b->p, (size_t)(at - b->p)));
	bytes_str(&again, new);
	bytes_add(&again, slice_from(bytes_slice(b), (size_t)(at - b->p) + strlen(old)));
	bytes_release(b);
	*b = again;
}

void
forge_remove(struct forge *f, const char *path)
{
	size_t at = find(f, path);

	bytes_release(&f->members[at].content);
	f->member_count--;
	memmove(&f->members[at], &f->members[at + 1], (f->member_count - at) * sizeof *f->members);
}

struct forge_member *
forge_insert(struct forge *f, size_t at, const char *path, const char *content)
{
	struct forge_member *m = &f->members[at];

	assert_true(f->member_count < FORGE_MEMBERS_MAX && at <= f->member_count);
	memmove(m + 1, m, (f->member_count - at) * sizeof *m);
	f->member_count++;
	*m = (struct forge_member){
		.content = BYTES_UP_TO(GIB), .frame = at == 0 ? 0 : f->members[at - 1].frame};
	snprintf(m->path, sizeof m->path, "%s", path);
	bytes_str(&m->content, content);
	return m;
}

void
forge_write_member(const struct forge *f, const char *path, struct slice content, struct bytes *out)
{
	char full[LIMIT_PATH + 1];
	uint8_t *header = bytes_room(out, USTAR_BLOCK);
	int len = snprintf(full, sizeof full, "%s/%s", f->name, path);
	struct err e;

	assert_non_null(header);
	assert_rc(RC_OK,
		ustar_write(
			slice_of(full, (size_t)len), content.len, f->record.created, header, &e),
		&e);
	bytes_add(out, content);
	bytes_zero(out, ustar_padding(content.len));
}

static struct forge_frame *
add_frame(struct forge *f, size_t at, int level)
{
	struct forge_frame *frame = &f->frames[at];

	assert_true(f->frame_count < FORGE_FRAMES_MAX);
	memmove(frame + 1, frame, (f->frame_count - at) * sizeof *frame);
	f->frame_count++;
	*frame = (struct forge_frame){BYTES_UP_TO(GIB), level};
	return frame;
}

void
forge_split(struct forge *f, size_t i, size_t at)
{
	struct forge_frame *second = add_frame(f, i + 1, f->frames[i].level);

	bytes_add(&second->content, slice_from(bytes_slice(&f->frames[i].content), at));
	bytes_cut(&f->frames[i].content, at);
}

void
forge_merge(struct forge *f, size_t i)
{
	bytes_add(&f->frames[i].content, bytes_slice(&f->frames[i + 1].content));
	bytes_release(&f->frames[i + 1].content);
	f->frame_count--;
	memmove(&f->frames[i + 1], &f->frames[i + 2], (f->frame_count - i - 1) * sizeof *f->frames);
	f->frames[f->frame_count] = (struct forge_frame){BYTES_UP_TO(0), 0};
}

void
forge_swap(struct forge *f, size_t i, size_t j)
{
	struct forge_frame other = f->frames[i];

	f->frames[i] = f->frames[j];
	f->frames[j] = other;
}

/* ---- manifest, oxum and index out of the members ----------------------------------- */

struct entry {
	const struct forge_member *member;
	struct payload_path parts;
	uint64_t offset;
	size_t article; /* in leaf order */
};

struct listing {
	struct entry entries[FORGE_MEMBERS_MAX];
	size_t count;
	struct slice ids[ARTICLES_MAX];
	size_t articles;
};

static size_t
article_of(struct listing *l, struct slice id)
{
	for (size_t i = 0; i < l->articles; i++) {
		if (slice_equal(l->ids[i], id))
			return i;
	}
	l->ids[l->articles] = id;
	return l->articles++;
}

static int
by_leaf_and_path(const void *left, const void *right)
{
	const struct entry *a = left, *b = right;

	if (a->article != b->article)
		return a->article < b->article ? -1 : 1;
	return strcmp(a->member->path, b->member->path);
}

/* Articles are in the order of their texts; what is no article's file is left out. */
static void
list(const struct forge *f, struct listing *l)
{
	uint64_t offset = 0;
	struct err e;

	*l = (struct listing){.count = 0};
	for (size_t pass = 0; pass < 2; pass++) {
		for (size_t i = 0; i < f->member_count; i++) {
			struct payload_path parts;

			if (payload_path_parse(slice_str(f->members[i].path), &parts, &e) ==
					RC_OK &&
				(pass == 1 || parts.kind == PAYLOAD_ARTICLE))
				article_of(l, parts.id);
		}
	}
	for (size_t i = 0; i < f->member_count; i++) {
		const struct forge_member *m = &f->members[i];
		struct entry *entry = &l->entries[l->count];

		entry->member = m;
		entry->offset = offset;
		offset += ustar_member_size(m->content.len);
		if (payload_path_parse(slice_str(m->path), &entry->parts, &e) != RC_OK)
			continue;
		entry->article = article_of(l, entry->parts.id);
		l->count++;
	}
	qsort(l->entries, l->count, sizeof *l->entries, by_leaf_and_path);
}

static void
make_manifest(struct forge *f, const struct listing *l)
{
	bytes_clear(&f->tags[TAG_MANIFEST]);
	for (size_t i = 0; i < l->count; i++) {
		const struct forge_member *m = l->entries[i].member;
		struct digest d = digest_of(bytes_slice(&m->content));

		manifest_line_write(&d, slice_str(m->path), &f->tags[TAG_MANIFEST]);
	}
}

static void
make_oxum(struct forge *f)
{
	struct bytes *text = &f->tags[TAG_INFO], old = BYTES_UP_TO(text->max);
	struct record *r = &f->record;
	struct bag_info info;
	struct err e;

	r->payload_bytes = 0;
	r->payload_files = f->member_count;
	for (size_t i = 0; i < f->member_count; i++)
		r->payload_bytes += f->members[i].content.len;
	bytes_add(&old, bytes_slice(text));
	assert_rc(RC_OK, bag_info_parse(bytes_slice(&old), &info, &e), &e);
	info.payload_bytes = r->payload_bytes;
	info.payload_files = r->payload_files;
	bytes_clear(text);
	assert_rc(RC_OK, bag_info_write(&info, text, &e), &e);
	bytes_release(&old);
}

/* The old row, for what only it says; the first one for an article that had none. */
static void
old_row(struct slice index, struct slice id, struct bytes *hold, struct index_row *row)
{
	struct cursor c = cursor_over(index);
	struct slice line, first;
	struct err e;

	cursor_line(&c);
	first = line = cursor_line(&c);
	while (cursor_ok(&c) && !slice_equal(slice_first(line, slice_find(line, '\t')), id))
		line = cursor_line(&c);
	if (!cursor_ok(&c))
		line = first;
	assert_rc(RC_OK, index_row_parse(line, hold, row, &e), &e);
	row->id = id;
}

static void
make_row(const struct listing *l, size_t article, struct index_row *row)
{
	memset(row->runs, 0, sizeof row->runs);
	for (size_t i = 0; i < l->count; i++) {
		const struct entry *entry = &l->entries[i];
		struct index_run *run = &row->runs[entry->parts.lane];

		if (entry->article != article)
			continue;
		if (run->length == 0 || entry->offset < run->offset)
			run->offset = entry->offset;
		run->length += ustar_member_size(entry->member->content.len);
	}
}

static int
by_bytes(const void *a, const void *b)
{
	return slice_order(*(const struct slice *)a, *(const struct slice *)b);
}

static void
make_index(struct forge *f, const struct listing *l)
{
	struct bytes *index = &f->tags[TAG_INDEX], rows = BYTES_UP_TO(GIB);
	struct bytes hold = BYTES_UP_TO(INDEX_ROW_MAX);
	size_t ends[ARTICLES_MAX + 1] = {0};
	struct slice lines[ARTICLES_MAX];

	for (size_t i = 0; i < l->articles; i++) {
		struct index_row row;

		old_row(bytes_slice(index), l->ids[i], &hold, &row);
		row.leaf = f->record.before + i;
		make_row(l, i, &row);
		index_row_write(&row, &rows);
		ends[i + 1] = rows.len;
	}
	for (size_t i = 0; i < l->articles; i++)
		lines[i] = slice_of(rows.p + ends[i], ends[i + 1] - ends[i]);
	qsort(lines, l->articles, sizeof *lines, by_bytes);
	forge_set(index, INDEX_ROW_HEADER);
	for (size_t i = 0; i < l->articles; i++)
		bytes_add(index, lines[i]);
	bytes_release(&hold);
	bytes_release(&rows);
}

static void
make_lists(struct forge *f)
{
	struct listing *l = malloc(sizeof *l);

	assert_non_null(l);
	list(f, l);
	make_manifest(f, l);
	make_oxum(f);
	make_index(f, l);
	f->record.articles = l->articles;
	free(l);
}

static void
make_tagmanifest(struct forge *f)
{
	bytes_clear(&f->tags[TAG_TAGMANIFEST]);
	for (unsigned i = 0; i < TAG_TAGMANIFEST; i++) {
		struct digest d = digest_of(bytes_slice(&f->tags[i]));

		manifest_line_write(&d, slice_str(tag_file_name(i)), &f->tags[TAG_TAGMANIFEST]);
	}
}

/* ---- the stream -------------------------------------------------------------------- */

static int
level_of(const struct forge_member *m)
{
	struct payload_path parts;
	struct err e;

	if (payload_path_parse(slice_str(m->path), &parts, &e) == RC_OK && parts.lane == LANE_MEDIA)
		return 1;
	return 3;
}

static void
make_payload_frames(struct forge *f)
{
	for (size_t i = 0; i < f->member_count; i++) {
		const struct forge_member *m = &f->members[i];

		if (i == 0 || m->frame != f->members[i - 1].frame)
			add_frame(f, f->frame_count, level_of(m));
		forge_write_member(f, m->path, bytes_slice(&m->content),
			&f->frames[f->frame_count - 1].content);
		while (f->frames[f->frame_count - 1].content.len > LIMIT_FRAME_CONTENT)
			forge_split(f, f->frame_count - 1, LIMIT_FRAME_CONTENT);
	}
}

static uint64_t
stream_size(const struct forge *f)
{
	uint64_t size = 0;

	for (size_t i = 0; i < f->frame_count; i++)
		size += f->frames[i].content.len;
	return size;
}

static void
make_tag_frames(struct forge *f)
{
	struct record *r = &f->record;
	struct record_range *places[TAG_FILES] = {[TAG_MANIFEST] = &r->manifest,
		[TAG_INDEX] = &r->index,
		[TAG_TREE] = &r->tree,
		[TAG_TAGMANIFEST] = &r->tagmanifest};
	struct bytes all = BYTES_UP_TO(GIB);
	uint64_t from = stream_size(f);

	for (unsigned i = 0; i < TAG_FILES; i++) {
		if (places[i] != NULL)
			*places[i] =
				(struct record_range){from + all.len + USTAR_BLOCK, f->tags[i].len};
		forge_write_member(f, tag_file_name(i), bytes_slice(&f->tags[i]), &all);
	}
	for (size_t at = 0; at < all.len; at += LIMIT_TAG_FRAME) {
		struct forge_frame *frame = add_frame(f, f->frame_count, 3);

		bytes_add(&frame->content,
			slice_first(slice_from(bytes_slice(&all), at), LIMIT_TAG_FRAME));
	}
	bytes_release(&all);
}

static void
pack_frames(struct forge *f)
{
	struct packer *packer;
	struct err e;

	assert_rc(RC_OK, packer_new(&packer, &e), &e);
	for (size_t i = 0; i < f->frame_count; i++) {
		f->packed[i] = BYTES_UP_TO(GIB);
		assert_rc(RC_OK,
			packer_pack(packer, bytes_slice(&f->frames[i].content), f->frames[i].level,
				&f->packed[i], &e),
			&e);
	}
	packer_free(packer);
}

static void
make_list(struct forge *f)
{
	bytes_clear(&f->seal[SEAL_FRAMES]);
	for (size_t i = 0; i < f->frame_count; i++) {
		struct digest d = digest_of(bytes_slice(&f->packed[i]));

		frame_list_line((uint32_t)f->packed[i].len, (uint32_t)f->frames[i].content.len, &d,
			&f->seal[SEAL_FRAMES]);
	}
}

/* ---- the seal
 * ------------------------------------------------------------------------------------ */

/* The whole log: the nodes before, then a node a leaf. */
struct tree {
	struct merkle_node nodes[MERKLE_RANGE_NODES_MAX + ARTICLES_MAX + 1];
	size_t count;
	uint64_t size;
};

static void
add_leaf(struct tree *t, struct slice text)
{
	t->nodes[t->count++] = (struct merkle_node){t->size++, 0, merkle_hash_leaf(text)};
}

/* Article after article as the manifest lists them. */
static void
add_articles(const struct forge *f, struct tree *t)
{
	struct cursor c = cursor_over(bytes_slice(&f->tags[TAG_MANIFEST]));
	struct bytes text = BYTES_UP_TO(GIB), last = BYTES_UP_TO(LIMIT_PATH);
	size_t number = 0;

	for (bool more = true; more;) {
		struct slice line = cursor_line(&c), path = slice_from(line, 66);
		struct payload_path parts = {.id = SLICE_EMPTY};
		struct err e;

		more = cursor_ok(&c);
		if (more && payload_path_parse(path, &parts, &e) != RC_OK)
			continue;
		if (text.len > 0 && (!more || !slice_equal(parts.id, bytes_slice(&last)))) {
			if (f->leaf != NULL)
				f->leaf(number, &text);
			number++;
			add_leaf(t, bytes_slice(&text));
			bytes_clear(&text);
		}
		if (text.len == 0)
			leaf_start(parts.id, &text);
		bytes_clear(&last);
		bytes_add(&last, parts.id);
		bytes_add(&text, line);
		bytes_u8(&text, '\n');
	}
	bytes_release(&text);
	bytes_release(&last);
}

static void
grow_tree(const struct forge *f, struct tree *t)
{
	struct merkle_range before;
	struct merkle_path hashes;
	struct err e;

	*t = (struct tree){.size = f->record.before};
	if (range_text_parse(bytes_slice(&f->seal[SEAL_RANGE]), &hashes, &e) == RC_OK &&
		merkle_range_restore(&before, f->record.before, hashes.hash, hashes.count, &e) ==
			RC_OK) {
		memcpy(t->nodes, before.nodes, before.count * sizeof *before.nodes);
		t->count = before.count;
	}
	add_articles(f, t);
	add_leaf(t, bytes_slice(&f->seal[SEAL_BUNDLE]));
}

static void
fill_record(struct forge *f)
{
	struct record *r = &f->record;

	r->stream = stream_size(f);
	r->frames_digest = digest_of(bytes_slice(&f->seal[SEAL_FRAMES]));
	r->tagmanifest_digest = digest_of(bytes_slice(&f->tags[TAG_TAGMANIFEST]));
	r->range_digest = digest_of(bytes_slice(&f->seal[SEAL_RANGE]));
	r->previous_digest = digest_of(bytes_slice(&f->seal[SEAL_PREVIOUS]));
}

static void
step(struct forge *f, enum forge_stage stage)
{
	if (f->change != NULL)
		f->change(f, stage);
}

/* Where no proof can be made, because a change asks for the impossible, there is none. */
static void
make_proofs(struct forge *f)
{
	struct tlog_proof proof = TLOG_PROOF_EMPTY;
	struct bytes note = BYTES_UP_TO(CHECKPOINT_SIGNED_MAX);
	struct merkle_path consistency = {.count = 0};
	struct tree *t = malloc(sizeof *t);
	struct err e;

	assert_non_null(t);
	grow_tree(f, t);
	f->head = (struct checkpoint){slice_str(f->origin), t->size, {{0}}};
	proof.index = t->size - 1;
	if (merkle_root_of(t->nodes, t->count, 0, t->size, &f->head.root, &e) != RC_OK ||
		merkle_inclusion_make(t->nodes, t->count, proof.index, t->size, &proof.path, &e) !=
			RC_OK ||
		merkle_consistency_make(
			t->nodes, t->count, f->record.before, t->size, &consistency, &e) != RC_OK)
		consistency.count = 0;
	free(t);
	step(f, FORGE_HEAD);
	assert_rc(RC_OK, checkpoint_sign(f->pair, &f->head, &note, &e), &e);
	bytes_clear(&f->seal[SEAL_CONSISTENCY]);
	range_text_write(&consistency, &f->seal[SEAL_CONSISTENCY]);
	proof.checkpoint = bytes_slice(&note);
	bytes_clear(&f->seal[SEAL_PROOF]);
	tlog_proof_write(&proof, &f->seal[SEAL_PROOF]);
	bytes_release(&note);
}

static void
make_file(struct forge *f)
{
	struct bytes tail = BYTES_UP_TO(GIB);
	struct frame_list entries = FRAME_LIST_EMPTY;
	struct bytes text = BYTES_UP_TO(LIMIT_SEAL);
	struct err e;

	bytes_clear(&f->file);
	for (size_t i = 0; i < f->frame_count; i++) {
		struct digest d = digest_of(SLICE_EMPTY);

		bytes_add(&f->file, bytes_slice(&f->packed[i]));
		frame_list_line(
			(uint32_t)f->packed[i].len, (uint32_t)f->frames[i].content.len, &d, &text);
	}
	assert_rc(RC_OK, frame_list_parse(bytes_slice(&text), &entries, &e), &e);
	assert_rc(RC_OK, bundle_tail_write(&entries, bytes_slice(&f->stream), &tail, &e), &e);
	bytes_add(&f->file, bytes_slice(&tail));
	frame_list_release(&entries);
	bytes_release(&text);
	bytes_release(&tail);
}

static void
make_stream(struct forge *f)
{
	struct seal seal;
	struct err e;

	for (size_t i = 0; i < SEAL_FILES; i++)
		seal.files[i] = bytes_slice(&f->seal[i]);
	bytes_clear(&f->stream);
	assert_rc(RC_OK, seal_write(&seal, slice_str(f->name), f->record.created, &f->stream, &e),
		&e);
}

void
forge_make(struct forge *f)
{
	drop_frames(f);
	step(f, FORGE_MEMBERS);
	make_lists(f);
	step(f, FORGE_TAGS);
	make_tagmanifest(f);
	step(f, FORGE_TAGMANIFEST);
	make_payload_frames(f);
	make_tag_frames(f);
	step(f, FORGE_FRAMES);
	pack_frames(f);
	step(f, FORGE_PACKED);
	make_list(f);
	step(f, FORGE_LIST);
	fill_record(f);
	step(f, FORGE_RECORD);
	bytes_clear(&f->seal[SEAL_BUNDLE]);
	record_write(&f->record, &f->seal[SEAL_BUNDLE]);
	step(f, FORGE_RECORD_TEXT);
	make_proofs(f);
	step(f, FORGE_SEAL);
	make_stream(f);
	step(f, FORGE_SEAL_STREAM);
	make_file(f);
	step(f, FORGE_TAIL);
}
