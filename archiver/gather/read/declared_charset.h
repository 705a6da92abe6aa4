/*
 * declared_charset.h -- bytes in an encoding that somebody named, as UTF-8.
 *
 * Labels are those of the WHATWG Encoding Standard, in either case. Encodings of one
 * byte are our own tables (web_charset.h), those of China, Japan and Korea and the
 * UTF-16s are the C library's; no other is known, whatever the label.
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_DECLARED_CHARSET_H
#define ANNALS_ARCHIVER_GATHER_READ_DECLARED_CHARSET_H

#include "format/base/bytes.h"

/* Whether the label is one of those known, UTF-8 and ASCII included. */
bool declared_charset_known(struct slice label);

/*
 * Appends `raw` as UTF-8; what is wrong becomes U+FFFD. False, and nothing is appended,
 * where the label is not known, or stands for UTF-8 and `raw` is not: then the bytes
 * have to speak for themselves.
 */
bool declared_charset_decode(struct slice label, struct slice raw, struct bytes *out);

#endif
