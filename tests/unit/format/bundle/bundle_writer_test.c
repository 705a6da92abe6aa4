#include "format/bundle/bundle_writer.h"

#include "format/bundle/leaf.h"
#include "support/bundle_maker.h"
#include "support/test.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* A writer whose frames go nowhere but into a list, `fail_at` of its calls failing. */
struct setting {
	struct bundle_settings set;
	struct bundle_writer_hooks hooks;
	struct bundle_writer *writer;
	struct bytes stream; /* all frames' content */
	unsigned frames, calls, fail_at;
	size_t largest;
};

static enum rc
on_frame(void *ctx, struct bytes *content, enum payload_lane lane, struct err *e)
{
	struct setting *s = ctx;
	struct digest d = digest_of(bytes_slice(content));

	(void)lane;
	if (++s->calls == s->fail_at)
		return err_set(e, RC_IO, "no space");
	s->frames++;
	if (content->len > s->largest)
		s->largest = content->len;
	bytes_add(&s->stream, bytes_slice(content));
	return bundle_writer_packed(
		s->writer, (uint32_t)content->len, (uint32_t)content->len, &d, e);
}

static enum rc
on_sign(void *ctx, const struct checkpoint *head, struct bytes *note, struct err *e)
{
	struct setting *s = ctx;

	(void)head;
	if (++s->calls == s->fail_at)
		return err_set(e, RC_USAGE, "wrong passphrase");
	bytes_str(note, "signed\n");
	return RC_OK;
}

static void
set_up(struct setting *s)
{
	struct err e;

	*s = (struct setting){.set = {.name = SLICE("demo-2023-07"),
				      .origin = SLICE(BUNDLE_MAKER_ORIGIN),
				      .agent = SLICE("annals test"),
				      .library = SLICE("libzstd 1.5.4"),
				      .created = BUNDLE_MAKER_CREATED,
				      .level = 3,
				      .folder = open("/tmp", O_DIRECTORY | O_RDONLY | O_CLOEXEC)},
		.hooks = {on_frame, on_sign, s},
		.stream = BYTES_UP_TO(GIB)};
	s->set.before.root = digest_of(SLICE_EMPTY);
	assert_rc(RC_OK, bundle_writer_new(&s->set, &s->hooks, &s->writer, &e), &e);
}

static void
take_down(struct setting *s)
{
	bundle_writer_free(s->writer);
	bytes_release(&s->stream);
	close(s->set.folder);
}

static const struct index_row ROW = {.id = SLICE("2023/07/28/mot-bai"), .language = SLICE("vi")};

static enum rc
put(struct setting *s, const char *file, struct slice content, struct err *e)
{
	struct digest d = digest_of(content);

	return bundle_writer_member(s->writer, slice_str(file), content, &d, e);
}

/* One article, tags, seal. */
static enum rc
write_all(struct setting *s, struct err *e)
{
	struct bytes tail = BYTES_UP_TO(GIB);
	struct bundle_summary summary;
	enum rc rc = bundle_writer_article(s->writer, &ROW, e);

	if (rc == RC_OK)
		rc = put(s, "article.txt", slice_str("text\n"), e);
	if (rc == RC_OK)
		rc = put(s, "photos/1.jpg", slice_str("photo"), e);
	if (rc == RC_OK)
		rc = bundle_writer_article_end(s->writer, e);
	if (rc == RC_OK)
		rc = bundle_writer_tags(s->writer, e);
	if (rc == RC_OK)
		rc = bundle_writer_seal(s->writer, &tail, &summary, e);
	bytes_release(&tail);
	return rc;
}

static void
passes_on_every_failure_of_its_hooks(void **state)
{
	struct setting s;
	struct err e;

	(void)state;
	set_up(&s);
	assert_rc(RC_OK, write_all(&s, &e), &e);
	/* Text, media, tags, and one signature. */
	assert_int_equal(s.calls, 4);
	take_down(&s);
	for (unsigned i = 1; i <= 4; i++) {
		set_up(&s);
		s.fail_at = i;
		assert_rc(i == 4 ? RC_USAGE : RC_IO, write_all(&s, &e), &e);
		take_down(&s);
	}
}

static void
writes_the_same_bytes_whether_whole_or_in_pieces(void **state)
{
	struct bytes content = BYTES_UP_TO(GIB);
	struct setting whole, pieces;
	struct err e;

	(void)state;
	for (size_t i = 0; i < 9 * MIB; i++)
		bytes_u8(&content, (uint8_t)(i * i >> 7));
	set_up(&whole);
	set_up(&pieces);
	assert_rc(RC_OK, bundle_writer_article(whole.writer, &ROW, &e), &e);
	assert_rc(RC_OK, put(&whole, "original.txt", bytes_slice(&content), &e), &e);
	assert_rc(RC_OK, bundle_writer_article_end(whole.writer, &e), &e);
	assert_rc(RC_OK, bundle_writer_tags(whole.writer, &e), &e);
	assert_rc(RC_OK, bundle_writer_article(pieces.writer, &ROW, &e), &e);
	assert_rc(RC_OK,
		bundle_writer_stream(pieces.writer, slice_str("original.txt"), content.len, &e),
		&e);
	for (size_t at = 0, n = 1; at < content.len; at += n, n = n * 3 % 100003) {
		struct slice piece = slice_first(slice_from(bytes_slice(&content), at), n);

		assert_rc(RC_OK, bundle_writer_piece(pieces.writer, piece, &e), &e);
	}
	assert_rc(RC_OK, bundle_writer_stream_end(pieces.writer, &e), &e);
	assert_rc(RC_OK, bundle_writer_article_end(pieces.writer, &e), &e);
	assert_rc(RC_OK, bundle_writer_tags(pieces.writer, &e), &e);
	assert_int_equal(whole.largest, LIMIT_FRAME_CONTENT);
	assert_int_equal(whole.frames, 3);
	assert_int_equal(pieces.frames, 3);
	assert_true(slice_equal(bytes_slice(&whole.stream), bytes_slice(&pieces.stream)));
	take_down(&whole);
	take_down(&pieces);
	bytes_release(&content);
}

static void
refuses_content_of_another_length_than_announced(void **state)
{
	struct setting s;
	struct err e;

	(void)state;
	set_up(&s);
	assert_rc(RC_OK, bundle_writer_article(s.writer, &ROW, &e), &e);
	assert_rc(RC_OK, bundle_writer_stream(s.writer, slice_str("original.txt"), 4, &e), &e);
	assert_rc(RC_OK, bundle_writer_piece(s.writer, slice_str("abc"), &e), &e);
	assert_rc(RC_IO, bundle_writer_piece(s.writer, slice_str("de"), &e), &e);
	assert_rc(RC_IO, bundle_writer_stream_end(s.writer, &e), &e);
	take_down(&s);
}

static void
refuses_a_leaf_that_is_too_long_and_says_so_beforehand(void **state)
{
	size_t size = strlen(LEAF_TYPE "\n") + ROW.id.len + 1;
	struct setting s;
	struct err e;
	enum rc rc = RC_OK;

	(void)state;
	set_up(&s);
	assert_rc(RC_OK, bundle_writer_article(s.writer, &ROW, &e), &e);
	for (unsigned i = 1000; rc == RC_OK; i++) {
		char name[32];

		snprintf(name, sizeof name, "photos/%u.jpg", i);
		size += bundle_writer_leaf_size(ROW.id, slice_str(name));
		rc = put(&s, name, slice_str("x"), &e);
		assert_rc(size > LIMIT_LEAF ? RC_LIMIT : RC_OK, rc, &e);
	}
	assert_non_null(strstr(e.text, "mot-bai/photos/"));
	take_down(&s);
}

static void
makes_no_bundle_without_articles(void **state)
{
	struct setting s;
	struct err e;

	(void)state;
	set_up(&s);
	assert_rc(RC_USAGE, bundle_writer_tags(s.writer, &e), &e);
	take_down(&s);
}

static void
refuses_settings_that_no_bundle_can_have(void **state)
{
	static const struct {
		const char *what, *name;
		uint64_t created;
		enum rc rc;
	} rows[] = {
		{"no name of a bundle", "demo", BUNDLE_MAKER_CREATED, RC_USAGE},
		{"a time that no header has room for", "demo-2023-07", UINT64_C(1) << 33, RC_LIMIT},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct setting s;
		struct err e;

		set_up(&s);
		s.set.name = slice_str(rows[i].name);
		s.set.created = rows[i].created;
		assert_rc(rows[i].rc, write_all(&s, &e), &e);
		take_down(&s);
	}
}

static void
refuses_a_log_that_its_range_does_not_stand_for(void **state)
{
	struct setting s;
	struct bundle_writer *w;
	struct err e;

	(void)state;
	set_up(&s);
	s.set.before.size = 3;
	assert_rc(RC_BAD, bundle_writer_new(&s.set, &s.hooks, &w, &e), &e);
	assert_null(w);
	s.set.before.range = slice_str("no base64\n");
	assert_rc(RC_BAD, bundle_writer_new(&s.set, &s.hooks, &w, &e), &e);
	take_down(&s);
}

static void
refuses_a_file_whose_name_no_tar_of_ours_has(void **state)
{
	static const char *const names[] = {"", "../x", "/x", "x y", "X.txt", "photos/.jpg"};

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct setting s;
		struct err e;

		set_up(&s);
		assert_rc(RC_OK, bundle_writer_article(s.writer, &ROW, &e), &e);
		assert_rc(RC_BAD, put(&s, names[i], slice_str("x"), &e), &e);
		take_down(&s);
	}
}

static void
gives_the_same_bundle_for_the_same_input(void **state)
{
	static const struct maker_article rows[] = {{"2023/07/28/mot", 5000, NULL, 2, 700},
		{"2023/07/01/hai", 5000, "pdf", 0, 0}, {"undated/ba", 10, NULL, 1, 70}};
	struct bundle_maker one, two;

	(void)state;
	bundle_maker_init(&one);
	bundle_maker_init(&two);
	for (size_t i = 0; i < 2; i++) {
		const char *name = i == 0 ? "demo-2023-07" : "demo-2023-07.2";

		bundle_maker_make(&one, name, rows, 3, NULL);
		bundle_maker_make(&two, name, rows, 3, NULL);
		assert_true(slice_equal(bytes_slice(&one.file), bytes_slice(&two.file)));
	}
	bundle_maker_release(&one);
	bundle_maker_release(&two);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(passes_on_every_failure_of_its_hooks),
		cmocka_unit_test(writes_the_same_bytes_whether_whole_or_in_pieces),
		cmocka_unit_test(refuses_content_of_another_length_than_announced),
		cmocka_unit_test(refuses_a_leaf_that_is_too_long_and_says_so_beforehand),
		cmocka_unit_test(makes_no_bundle_without_articles),
		cmocka_unit_test(refuses_settings_that_no_bundle_can_have),
		cmocka_unit_test(refuses_a_log_that_its_range_does_not_stand_for),
		cmocka_unit_test(refuses_a_file_whose_name_no_tar_of_ours_has),
		cmocka_unit_test(gives_the_same_bundle_for_the_same_input),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
