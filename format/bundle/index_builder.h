/*
 * index_builder.h -- makes index.tsv while articles are being written.
 *
 * Where an article lies in the tar stream is known only when the frame that it
 * begins in takes its place there, and the two lanes' frames do so at different
 * times. So a row waits for its article to end and for the frames its runs
 * begin in; then it goes to the sorter. Rows that wait are as many as the open
 * frames hold articles.
 */
#ifndef ANNALS_FORMAT_BUNDLE_INDEX_BUILDER_H
#define ANNALS_FORMAT_BUNDLE_INDEX_BUILDER_H

#include "format/base/sorter.h"
#include "format/bundle/index_row.h"
#include "format/bundle/payload_path.h"

struct index_builder;

/* `folder` is where the sorter makes a temporary file, when it needs one; not owned. */
MUST_USE enum rc index_builder_new(int folder, struct index_builder **out, struct err *e);
void index_builder_free(struct index_builder *b);

/* A new article; of `row` everything but the runs is taken, and copied. */
MUST_USE enum rc
index_builder_begin(struct index_builder *b, const struct index_row *row, struct err *e);

/* The article's run in `lane` begins `at` bytes into the lane's open frame. */
void index_builder_run(struct index_builder *b, enum payload_lane lane, size_t at);

/* It has grown by `n` bytes. */
void index_builder_grow(struct index_builder *b, enum payload_lane lane, uint64_t n);

MUST_USE enum rc index_builder_end(struct index_builder *b, struct err *e);

/* The open frame of `lane` is closed and stands at `offset` of the tar stream. */
MUST_USE enum rc index_builder_placed(
	struct index_builder *b, enum payload_lane lane, uint64_t offset, struct err *e);

/* Bytes of all rows so far, the header line not among them. */
uint64_t index_builder_size(const struct index_builder *b);

/* The rows in order, one a call, each with its line end; `*got` is false after the last. */
MUST_USE enum rc
index_builder_next(struct index_builder *b, struct slice *row, bool *got, struct err *e);

#endif
