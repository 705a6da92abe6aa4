/*
 * document_captions.h -- which paragraphs of a document are captions, and of which of its
 * pictures; document_story.h tells by what.
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_DOCUMENT_CAPTIONS_H
#define ANNALS_ARCHIVER_GATHER_READ_DOCUMENT_CAPTIONS_H

#include "archiver/gather/read/document.h"

/* Sets the kind of paragraphs and the caption of pictures; gives how many captions there are. */
size_t document_captions_find(struct document *d);

#endif
