/*
 * lexicon_data.h -- the tables (.tsv) of this folder as they are, compiled in;
 * lexicon_data.sh writes the source.
 *
 * A table is UTF-8: `[section]` lines, and below each its phrases, one a line,
 * with what is known of it behind a tab; lines from '#' on say where it is from.
 */
#ifndef ANNALS_ARCHIVER_GATHER_TABLES_LEXICON_DATA_H
#define ANNALS_ARCHIVER_GATHER_TABLES_LEXICON_DATA_H

#include "format/base/slice.h"

#define LEXICON_TABLES 3

/* The table of that index, from 0; borrowed, and never freed. */
struct slice lexicon_table(size_t index);

#endif
