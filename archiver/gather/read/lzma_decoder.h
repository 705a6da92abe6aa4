/*
 * lzma_decoder.h -- xz files, and the raw LZMA in which 7z keeps its list of files, within
 * LIMIT_DECODER of memory, by liblzma.
 *
 * What unpacks by LZMA takes as much memory as the file says, up to 4 GiB, before it has
 * looked at anything else: so it is asked first how much that is.
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_LZMA_DECODER_H
#define ANNALS_ARCHIVER_GATHER_READ_LZMA_DECODER_H

#include "format/base/bytes.h"

#include <stdbool.h>

struct lzma_decoder;

/* An xz file from where `fd`, which stays the caller's, is. RC_UNSUPPORTED without liblzma. */
MUST_USE enum rc lzma_decoder_new(int fd, struct lzma_decoder **out, struct err *e);
void lzma_decoder_free(struct lzma_decoder *d);

/*
 * Its next bytes, valid until the next call; empty at the end. RC_LIMIT where it needs more
 * memory than there is room for, RC_BAD where it is damaged, RC_IO, RC_NOMEM.
 */
MUST_USE enum rc lzma_decoder_read(struct lzma_decoder *d, struct slice *out, struct err *e);

/* LZMA or LZMA2 as it stands in a 7z file, with the properties that stand apart there. */
struct lzma_decoder_raw {
	bool second; /* LZMA2 */
	struct slice properties, packed;
};

/*
 * The first `size` bytes that come out, appended.
 * RC_LIMIT for its memory, RC_BAD, RC_NOMEM, RC_UNSUPPORTED without liblzma.
 */
MUST_USE enum rc
lzma_decoder_all(const struct lzma_decoder_raw *raw, size_t size, struct bytes *out, struct err *e);

/* The version of liblzma at run time. */
const char *lzma_decoder_library(void);

#endif
