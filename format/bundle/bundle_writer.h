/*
 * bundle_writer.h -- makes a bundle (SPEC 3 to 7), one article after another.
 *
 * The writer lays out the tar stream, cuts it into frames and keeps the log, the
 * manifest and the index; it neither compresses nor writes nor signs. Closed
 * frames are handed to `frame`, in the order in which they stand in the file;
 * their packed sizes and digests come back, in that order, through
 * bundle_writer_packed. So compression can run on any number of threads and
 * the bytes never depend on it. One thread at a time may call the writer.
 *
 *     new, { article, member…, article_end }…, tags, (packed for every frame), seal
 *
 * Memory is bounded by the frames that are open; what grows with the number of
 * articles is spooled into files without names.
 */
#ifndef ANNALS_FORMAT_BUNDLE_BUNDLE_WRITER_H
#define ANNALS_FORMAT_BUNDLE_BUNDLE_WRITER_H

#include "format/base/bytes.h"
#include "format/base/digest.h"
#include "format/bundle/index_row.h"
#include "format/bundle/payload_path.h"
#include "format/checkpoint/checkpoint.h"

/* The log as the bundle before left it; all empty for the first bundle. */
struct bundle_before {
	uint64_t size;
	struct digest root;
	struct slice range;    /* annals/range.txt of the new bundle */
	struct slice previous; /* the signed checkpoint, verbatim */
};

/* Borrowed for as long as the writer lives. */
struct bundle_settings {
	struct slice name;
	struct slice origin;
	struct slice organization; /* may be empty */
	struct slice agent;	   /* "annals 0.1.0" */
	struct slice library;	   /* "libzstd 1.5.4" */
	uint64_t created;
	int level;
	struct bundle_before before;
	int folder; /* where temporary files may be made */
};

struct bundle_writer_hooks {
	/*
	 * Takes a closed frame's content, 1 byte to 8 MiB: swaps `*content` with an empty buffer
	 * of its own, or copies it. `lane` says how hard compression should try.
	 */
	enum rc (*frame)(void *ctx, struct bytes *content, enum payload_lane lane, struct err *e);
	/* Signs the new checkpoint: appends the signed note. */
	enum rc (*sign)(
		void *ctx, const struct checkpoint *head, struct bytes *note, struct err *e);
	void *ctx;
};

struct bundle_writer;

MUST_USE enum rc bundle_writer_new(const struct bundle_settings *settings,
	const struct bundle_writer_hooks *hooks, struct bundle_writer **out, struct err *e);
void bundle_writer_free(struct bundle_writer *w);

/*
 * Starts an article. Of `row`, id, published, language, captions, headline, byline and source are
 * taken, and copied; they must be those of its metadata.json.
 */
MUST_USE enum rc
bundle_writer_article(struct bundle_writer *w, const struct index_row *row, struct err *e);

/*
 * One of its files, in byte order of their names; `digest` is that of `content`. RC_LIMIT
 * where the article's leaf would outgrow LIMIT_LEAF: ask bundle_writer_leaf_size before.
 */
MUST_USE enum rc bundle_writer_member(struct bundle_writer *w, struct slice file,
	struct slice content, const struct digest *digest, struct err *e);

/* The same for a file that comes in pieces; its digest is made on the way. */
MUST_USE enum rc
bundle_writer_stream(struct bundle_writer *w, struct slice file, uint64_t size, struct err *e);
MUST_USE enum rc bundle_writer_piece(struct bundle_writer *w, struct slice piece, struct err *e);
MUST_USE enum rc bundle_writer_stream_end(struct bundle_writer *w, struct err *e);

MUST_USE enum rc bundle_writer_article_end(struct bundle_writer *w, struct err *e);

/* What a file named `file` adds to the leaf of article `id`; a leaf has LIMIT_LEAF in all. */
size_t bundle_writer_leaf_size(struct slice id, struct slice file);

/* After the last article: closes both lanes and hands over the tag files' frames. */
MUST_USE enum rc bundle_writer_tags(struct bundle_writer *w, struct err *e);

/* The next frame, in order, is packed. */
MUST_USE enum rc bundle_writer_packed(struct bundle_writer *w, uint32_t packed, uint32_t content,
	const struct digest *digest, struct err *e);

/* What the bundle has come to. The slices live as long as the writer. */
struct bundle_summary {
	uint64_t articles;
	uint64_t payload_bytes;
	uint64_t payload_files;
	struct checkpoint head;	  /* the new head of the log … */
	struct slice signed_head; /* … signed … */
	struct slice range;	  /* … and its compact range: the next bundle's `before` */
};

/* After every frame is packed: appends seal and seek table, the end of the file. */
MUST_USE enum rc bundle_writer_seal(
	struct bundle_writer *w, struct bytes *tail, struct bundle_summary *summary, struct err *e);

#endif
