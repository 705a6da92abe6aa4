/*
 * place.h -- places in a Vietnamese report: administrative units on the map of
 * 63 provinces and on that of 34, countries, cities abroad, regions, rivers and
 * mountains, streets and sites.
 *
 * Names of units come from tables, or follow the generic word (xã, thôn). A name
 * that is also a person's or a common word counts only where its surroundings
 * allow it: no other capital beside it, and for short names of countries no
 * beginning of a sentence.
 *
 * Codes in `normalised`: `vn63:27` and `vn34:24` of the General Statistics
 * Office, by the map in force on the story's stamp; `iso3166:LA`.
 */
#ifndef ANNALS_ARCHIVER_GATHER_RECOGNISE_PLACE_H
#define ANNALS_ARCHIVER_GATHER_RECOGNISE_PLACE_H

#include "archiver/gather/recognise/passage.h"

/*
 * The tokens of a place as it ends the name of a body at `i`: "tỉnh Bắc Kạn",
 * "Hà Nội", "tỉnh"; or 0.
 */
size_t place_in_name(const struct passage *p, size_t i);

/* The tokens of a place's name from the tables at `i`, if all words are in capitals; or 0. */
size_t place_known(const struct passage *p, size_t i);

/* Tells all that has not been told to be something else, as field "place". */
void place_find(struct passage *p);

#endif
