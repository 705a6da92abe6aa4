/*
 * web_charset.h -- the 8-bit encodings that pages declare, as the WHATWG Encoding
 * Standard reads them: their labels, and the code points of bytes 0x80 to 0xFF.
 */
#ifndef ANNALS_ARCHIVER_GATHER_TABLES_WEB_CHARSET_H
#define ANNALS_ARCHIVER_GATHER_TABLES_WEB_CHARSET_H

#include "format/base/slice.h"

struct web_charset {
	const char *name;
	uint16_t points[128]; /* 0 where the byte stands for nothing */
};

/* The one a label, in either case, stands for; NULL where it is none of these. */
const struct web_charset *web_charset_labelled(struct slice label);

#endif
