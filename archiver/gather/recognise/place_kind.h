/*
 * place_kind.h -- places whose word says what their name looks like: roads with a
 * number, hamlets of the hills, regions abroad.
 *
 *	quốc lộ 28    tỉnh lộ 11    QL1A    Vành đai 3
 *	bản Huồi Cọ   xóm Gò Lớn    vùng Arequipa
 *
 * Nothing is told here: place.h does that.
 */
#ifndef ANNALS_ARCHIVER_GATHER_RECOGNISE_PLACE_KIND_H
#define ANNALS_ARCHIVER_GATHER_RECOGNISE_PLACE_KIND_H

#include "archiver/gather/recognise/passage.h"

/* The tokens of a road and its number at `i`, or 0. */
size_t place_kind_road(const struct passage *p, size_t i);

/* The tokens of a name in capitals at `i` whose word stands right before it, or 0. */
size_t place_kind_hamlet(const struct passage *p, size_t i);

#endif
