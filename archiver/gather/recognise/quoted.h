/*
 * quoted.h -- campaigns, programmes, themes and works that stand in quotation
 * marks: `phong trào thi đua “…”`, `cuộc thi viết “…”`, `với chủ đề: “…”`.
 *
 * What is quoted is named by the word before it. Speech, nicknames and words
 * held at a distance have no such word, and stay below STORY_SURE.
 */
#ifndef ANNALS_ARCHIVER_GATHER_RECOGNISE_QUOTED_H
#define ANNALS_ARCHIVER_GATHER_RECOGNISE_QUOTED_H

#include "archiver/gather/recognise/passage.h"

/* Tells all in a passage, as field "event". */
void quoted_find(struct passage *p);

#endif
