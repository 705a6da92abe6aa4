#include "support/bundle_unpack.h"

#include "format/bundle/article_find.h"
#include "format/bundle/article_read.h"
#include "format/tar/tar_walk.h"
#include "support/test.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

struct unpacking {
	const char *into;
	size_t strip; /* of a path: the bag's folder */
	int fd;
};

/* Makes every folder that leads to the file. */
static int
create(const char *into, struct slice path)
{
	char full[512];
	int fd;

	snprintf(full, sizeof full, "%s/%.*s", into, SLICE_FMT(path));
	for (char *slash = strchr(full, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		assert_true(full[0] == '\0' || mkdir(full, 0755) == 0 || errno == EEXIST);
		*slash = '/';
	}
	fd = open(full, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
	assert_true(fd >= 0);
	return fd;
}

static enum rc
put(void *ctx, struct slice piece, struct err *e)
{
	struct unpacking *u = ctx;

	(void)e;
	assert_int_equal(write(u->fd, piece.p, piece.len), piece.len);
	return RC_OK;
}

static enum rc
end(void *ctx, struct err *e)
{
	struct unpacking *u = ctx;

	(void)e;
	assert_int_equal(close(u->fd), 0);
	return RC_OK;
}

static enum rc
begin_member(void *ctx, struct slice path, uint64_t size, uint64_t offset, struct err *e)
{
	struct unpacking *u = ctx;

	(void)size;
	(void)offset;
	(void)e;
	u->fd = create(u->into, slice_from(path, u->strip));
	return RC_OK;
}

void
bundle_unpack_bag(struct slice file, const struct trust *trust, const char *into)
{
	static const struct tar_walk_listener listener = {begin_member, put, end};
	struct source source = source_memory(&file);
	struct frame_reader reader;
	struct bundle b;
	struct unpacking u = {.into = into};
	struct tar_walk walk;
	struct slice piece;
	struct err e;

	assert_rc(RC_OK, bundle_open(&source, trust, &b, &e), &e);
	assert_rc(RC_OK, frame_reader_init(&reader, &b, &e), &e);
	u.strip = b.record.name.len + 1;
	tar_walk_init(&walk, &listener, &u, b.record.created, 0);
	for (size_t i = 0; i < b.frames.count; i++) {
		assert_rc(RC_OK, frame_reader_content(&reader, i, &piece, &e), &e);
		assert_rc(RC_OK, tar_walk_feed(&walk, piece, &e), &e);
	}
	assert_rc(RC_OK, tar_walk_feed(&walk, bytes_slice(&b.stream), &e), &e);
	assert_rc(RC_OK, tar_walk_finish(&walk, &e), &e);
	frame_reader_release(&reader);
	bundle_release(&b);
}

static enum rc
begin_file(void *ctx, struct slice file, uint64_t size, bool *want, struct err *e)
{
	struct unpacking *u = ctx;

	(void)size;
	(void)e;
	u->fd = create(u->into, file);
	*want = true;
	return RC_OK;
}

void
bundle_unpack_article(
	struct slice file, const struct trust *trust, const char *id, const char *into)
{
	struct source source = source_memory(&file);
	struct unpacking u = {.into = into};
	struct article_sink sink = {begin_file, put, end, &u};
	struct article_proof proof = ARTICLE_PROOF_EMPTY;
	struct article_row row = ARTICLE_ROW_EMPTY;
	struct frame_reader reader;
	struct bundle b;
	bool found;
	struct err e;

	assert_rc(RC_OK, bundle_open(&source, trust, &b, &e), &e);
	assert_rc(RC_OK, frame_reader_init(&reader, &b, &e), &e);
	assert_rc(RC_OK, article_find(&reader, slice_str(id), &row, &found, &e), &e);
	assert_true(found);
	assert_rc(RC_OK, article_proof_make(&reader, &row.row, &proof, &e), &e);
	assert_rc(RC_OK, article_read(&reader, &row.row, &proof, 3, &sink, &e), &e);
	u.fd = create(into, slice_str("article.tlog-proof"));
	assert_rc(RC_OK, put(&u, bytes_slice(&proof.text), &e), &e);
	assert_rc(RC_OK, end(&u, &e), &e);
	article_proof_release(&proof);
	article_row_release(&row);
	frame_reader_release(&reader);
	bundle_release(&b);
}
