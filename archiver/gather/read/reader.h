/*
 * reader.h -- what kind of thing a file is: told by its first bytes, never by
 * its name.
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_READER_H
#define ANNALS_ARCHIVER_GATHER_READ_READER_H

#include "format/base/slice.h"

/* So many first bytes are enough. */
#define READER_FIRST 4096

enum reader_kind {
	READER_TEXT, /* no sign that it is anything else */
	READER_HTML,
	READER_PICTURE, /* one of those that a report may come with */
	READER_UNKNOWN
};

struct reader_guess {
	enum reader_kind kind;
	const char *type;   /* of a picture: `image/jpeg` */
	const char *ending; /* of a picture: `jpg` */
	const char *what;   /* of what is not known: "a PDF document" */
};

struct reader_guess reader_guess(struct slice first);

#endif
