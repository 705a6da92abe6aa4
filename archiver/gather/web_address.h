/*
 * web_address.h -- addresses of the web in one spelling each, so that what a page names
 * is found among what was captured.
 *
 * A reference is resolved against the address of its page (RFC 3986, 5.2) and spelt
 * normally (6.2.2, 6.2.3): scheme and host in small letters, no default port, no dot
 * segments, no fragment, an empty path as '/', `%` only before upper-case hex and only
 * where it is needed. What browsers take and the RFC does not, is spelt as browsers send
 * it (WHATWG URL): white space around it goes, tabs and line ends in it too, other bytes
 * that have no place in an address are percent-encoded, a backslash is a slash.
 */
#ifndef ANNALS_ARCHIVER_GATHER_WEB_ADDRESS_H
#define ANNALS_ARCHIVER_GATHER_WEB_ADDRESS_H

#include "format/base/bytes.h"

/* Longer ones are not addresses of pages or pictures, but data. */
#define WEB_ADDRESS_MAX 8192

/*
 * Appends where `reference` leads from the absolute address `base`, or from nowhere where
 * that is empty. False, with nothing appended, where that is no address with a host
 * (`data:` …), is too long, or memory ran out, which `out` remembers.
 */
bool web_address_resolve(struct slice base, struct slice reference, struct bytes *out);

#endif
