/*
 * caption_pairs.h -- which caption of a text that does not mark them belongs to
 * which of the pictures that came in files of their own.
 *
 * The first `files` pictures of the story are those with files, the ones behind
 * them captions found in the text. A caption that says what one of the files says
 * of itself is that file's, and the others are then given in their order. Where no
 * file says such a thing, a number in a caption (`Ảnh 2:`) is that of
 * the file with the same number at the end of its name (`anh-2.jpg`), or of the
 * second file; as many captions as files belong together in their order; else
 * nobody can tell, they stay apart, and a warning says so.
 */
#ifndef ANNALS_ARCHIVER_GATHER_CAPTION_PAIRS_H
#define ANNALS_ARCHIVER_GATHER_CAPTION_PAIRS_H

#include "archiver/gather/story.h"

/* A caption that found its file is no picture of its own any more. */
void caption_pairs_tie(struct story *s, size_t files);

#endif
