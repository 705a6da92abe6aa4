/*
 * article_read.h -- one article out of a bundle, and the proof that it stands
 * in the signed log (SPEC 8.4).
 *
 * The proof comes first: the article's leaf, made of its lines of the
 * manifest, is shown to be in the tree whose root is signed. The files are then
 * compared with those lines. It costs the frames of the article's runs, of
 * one block of the manifest and of tree.tsv, whatever the bundle's size.
 */
#ifndef ANNALS_FORMAT_BUNDLE_ARTICLE_READ_H
#define ANNALS_FORMAT_BUNDLE_ARTICLE_READ_H

#include "format/bundle/frame_reader.h"
#include "format/bundle/index_row.h"

/* The leaf's text and its proof. Release both. */
struct article_proof {
	struct bytes leaf;
	struct bytes text; /* the .tlog-proof, leaf included */
};

#define ARTICLE_PROOF_EMPTY \
	((struct article_proof){ \
		.leaf = BYTES_UP_TO(LIMIT_LEAF), .text = BYTES_UP_TO(TLOG_PROOF_MAX)})

void article_proof_release(struct article_proof *p);

/*
 * Makes and checks the proof for the article of `row`. RC_BAD where manifest, tree and
 * index do not lead to the signed root.
 */
MUST_USE enum rc article_proof_make(struct frame_reader *frames, const struct index_row *row,
	struct article_proof *out, struct err *e);

/* Takes an article's files, one after another, as article_read meets them. */
struct article_sink {
	/* `*want` says whether the content is to be handed over. */
	enum rc (*begin)(void *ctx, struct slice file, uint64_t size, bool *want, struct err *e);
	enum rc (*piece)(void *ctx, struct slice piece, struct err *e);
	enum rc (*end)(void *ctx, struct err *e); /* it has its signed digest */
	void *ctx;
};

/*
 * Reads the article's files in the order of its leaf. What `piece` got is not to be
 * believed before article_read has returned RC_OK: then every file handed over has the
 * digest that the leaf gives it. A lane of which no file is wanted is not read: `lanes`
 * has a bit for each (1 << enum payload_lane).
 */
MUST_USE enum rc article_read(struct frame_reader *frames, const struct index_row *row,
	const struct article_proof *proof, unsigned lanes, const struct article_sink *sink,
	struct err *e);

#endif
