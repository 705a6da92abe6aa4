/*
 * bag_readme.h -- the readme.txt of a bag (SPEC 5.4): what a reader in fifty years
 * needs who has this folder, stock tools, and nobody to ask.
 *
 * It is a function of the bag's name and the log's origin, so a verifier writes it
 * again and compares. ASCII; lines of at most 79 characters, but for the one with
 * the origin, where names are up to 42 long.
 */
#ifndef ANNALS_FORMAT_BAG_BAG_README_H
#define ANNALS_FORMAT_BAG_BAG_README_H

#include "format/base/bytes.h"

/* No readme.txt is longer. */
#define BAG_README_MAX 16384

/* Appends it. Name and origin have been checked by the caller. */
void bag_readme_write(struct slice name, struct slice origin, struct bytes *out);

#endif
