/*
 * html_names.h -- characters called by the names that HTML has for them, in XML.
 *
 * NITF takes these entities in by its document type, which is not read; without it expat knows
 * but five. Those of the sets "Latin 1" and "special" of HTML 4.01, 24, and some signs of
 * typesetting are put in as numbers. What is in comments or CDATA sections stays as it is, and so
 * does a name that is not known: expat refuses it then.
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_HTML_NAMES_H
#define ANNALS_ARCHIVER_GATHER_READ_HTML_NAMES_H

#include "format/base/bytes.h"

#include <stdbool.h>

/* Whether there is any name in it: an `&` with a letter behind it, and none of the five. */
bool html_names_check(struct slice xml);

/* Appends it with names replaced. */
void html_names_replace(struct slice xml, struct bytes *out);

#endif
