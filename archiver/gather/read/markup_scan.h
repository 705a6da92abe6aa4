/*
 * markup_scan.h -- steps through the first bytes of a file, to see what kind of markup it is.
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_MARKUP_SCAN_H
#define ANNALS_ARCHIVER_GATHER_READ_MARKUP_SCAN_H

#include "format/base/slice.h"

/* Without the blanks, tabs and ends of lines that it begins with. */
struct slice markup_scan_skip_blanks(struct slice s);

/* What follows the first `end` in it; empty where there is none. */
struct slice markup_scan_behind(struct slice s, const char *end);

#endif
