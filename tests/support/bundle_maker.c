#include "support/bundle_maker.h"

#include "format/article/ninjs.h"
#include "format/frame/frame.h"
#include "format/frame/packer.h"
#include "support/test.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

struct making {
	struct bundle_maker *maker;
	struct packer *packer;
	struct bundle_writer *writer;
};

void
bundle_maker_init(struct bundle_maker *m)
{
	static const uint8_t id[PUBLIC_KEY_ID_SIZE] = {1, 2, 3, 4, 5, 6, 7, 8};
	static const uint8_t seed[32] = "a seed that everybody may know.";
	struct err e;

	*m = (struct bundle_maker){.trust = TRUST_EMPTY,
		.file = BYTES_UP_TO(GIB),
		.range = BYTES_UP_TO(64 * KIB),
		.previous = BYTES_UP_TO(CHECKPOINT_SIGNED_MAX),
		.level = 3};
	assert_rc(RC_OK, keypair_of_seed(slice_of(seed, sizeof seed), id, &m->pair, &e), &e);
	assert_rc(RC_OK, trust_add_any(&m->trust, &m->pair.public, &e), &e);
	m->before.root = digest_of(SLICE_EMPTY);
}

void
bundle_maker_release(struct bundle_maker *m)
{
	keypair_release(&m->pair);
	trust_release(&m->trust);
	bytes_release(&m->file);
	bytes_release(&m->range);
	bytes_release(&m->previous);
}

static enum rc
pack(void *ctx, struct bytes *content, enum payload_lane lane, struct err *e)
{
	struct making *making = ctx;
	struct bytes *file = &making->maker->file;
	size_t at = file->len;
	struct digest d;
	enum rc rc = packer_pack(making->packer, bytes_slice(content),
		lane == LANE_MEDIA ? 1 : making->maker->level, file, e);

	if (rc != RC_OK)
		return rc;
	d = digest_of(slice_of(file->p + at, file->len - at));
	return bundle_writer_packed(
		making->writer, (uint32_t)(file->len - at), (uint32_t)content->len, &d, e);
}

static enum rc
sign(void *ctx, const struct checkpoint *head, struct bytes *note, struct err *e)
{
	struct making *making = ctx;

	return checkpoint_sign(&making->maker->pair, head, note, e);
}

static void
add_member(struct making *making, const char *file, struct bytes *content,
	const struct maker_hooks *hooks)
{
	struct digest d;
	struct err e;

	if (hooks != NULL && hooks->member != NULL)
		hooks->member(hooks->ctx, slice_str(file), content);
	d = digest_of(bytes_slice(content));
	assert_rc(RC_OK,
		bundle_writer_member(making->writer, slice_str(file), bytes_slice(content), &d, &e),
		&e);
	bytes_clear(content);
}

/* Text that compresses a little and is the same on every machine. */
static void
invent(struct bytes *out, size_t n, uint32_t seed)
{
	while (out->len < n) {
		seed = seed * 1664525U + 1013904223U;
		bytes_u8(out, seed >> 24 < 40 ? '\n' : (uint8_t)('a' + (seed >> 24) % 26));
	}
}

static void
add_article(struct making *making, const struct maker_article *a, uint32_t seed,
	const struct maker_hooks *hooks)
{
	struct index_row row = {.id = slice_str(a->id),
		.published = slice_str("2023-07-28T16:44:00+07:00"),
		.language = slice_str("vi"),
		.captions = 2,
		.headline = slice_str("Một \"tiêu đề\"\tcó dấu"),
		.byline = slice_str("Hồng Long"),
		.source = slice_str("https://example.org/bai-co-anh")};
	struct bytes content = BYTES_UP_TO(GIB);
	char name[64];
	struct err e;

	if (hooks != NULL && hooks->row != NULL)
		hooks->row(hooks->ctx, &row);
	assert_rc(RC_OK, bundle_writer_article(making->writer, &row, &e), &e);
	bytes_fmt(&content, "Một tiêu đề\n\nThân bài của %s.\n", a->id);
	add_member(making, "article.txt", &content, hooks);
	bytes_str(&content, "Ảnh một\nẢnh hai\n");
	add_member(making, "captions.txt", &content, hooks);
	bytes_str(&content, "{\n\"annals\":\"0\",\n\"tables\":\"\",\n\"findings\":[\n]\n}\n");
	add_member(making, "extraction.json", &content, hooks);
	ninjs_write(&(struct ninjs_item){.head = {.origin = slice_str(BUNDLE_MAKER_ORIGIN),
						 .id = row.id,
						 .language = row.language,
						 .published = row.published,
						 .headline = row.headline,
						 .byline = row.byline,
						 .source = row.source},
			    .body = slice_str("Thân bài.")},
		&content);
	add_member(making, "metadata.json", &content, hooks);
	invent(&content, a->original, seed);
	snprintf(name, sizeof name, "original.%s", a->extension == NULL ? "txt" : a->extension);
	add_member(making, name, &content, hooks);
	/* Byte order: 1, 10, 11, … 19, 2, 20, …; tests use fewer than ten. */
	for (size_t i = 1; i <= a->photos; i++) {
		invent(&content, a->photo, seed + (uint32_t)i);
		snprintf(name, sizeof name, "photos/%zu.jpg", i);
		add_member(making, name, &content, hooks);
	}
	assert_rc(RC_OK, bundle_writer_article_end(making->writer, &e), &e);
	bytes_release(&content);
}

static void
go_on(struct bundle_maker *m, const struct bundle_summary *s)
{
	bytes_clear(&m->range);
	bytes_add(&m->range, s->range);
	bytes_clear(&m->previous);
	bytes_add(&m->previous, s->signed_head);
	m->before = (struct bundle_before){
		s->head.size, s->head.root, bytes_slice(&m->range), bytes_slice(&m->previous)};
}

void
bundle_maker_make(struct bundle_maker *m, const char *name, const struct maker_article *articles,
	size_t count, const struct maker_hooks *hooks)
{
	struct making making = {.maker = m};
	struct frame_library library = frame_library();
	struct bundle_settings set = {.name = slice_str(name),
		.origin = slice_str(BUNDLE_MAKER_ORIGIN),
		.agent = slice_str("annals test"),
		.library = slice_str(library.text),
		.created = BUNDLE_MAKER_CREATED,
		.level = m->level,
		.before = m->before,
		.folder = open("/tmp", O_DIRECTORY | O_RDONLY | O_CLOEXEC)};
	struct bundle_writer_hooks writer_hooks = {pack, sign, &making};
	struct bundle_summary summary;
	struct err e;

	bytes_clear(&m->file);
	assert_rc(RC_OK, packer_new(&making.packer, &e), &e);
	assert_rc(RC_OK, bundle_writer_new(&set, &writer_hooks, &making.writer, &e), &e);
	for (size_t i = 0; i < count; i++)
		add_article(&making, &articles[i], (uint32_t)(i * 7919 + 1), hooks);
	assert_rc(RC_OK, bundle_writer_tags(making.writer, &e), &e);
	assert_rc(RC_OK, bundle_writer_seal(making.writer, &m->file, &summary, &e), &e);
	go_on(m, &summary);
	bundle_writer_free(making.writer);
	packer_free(making.packer);
	close(set.folder);
}
