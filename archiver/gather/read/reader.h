/*
 * reader.h -- what kind of thing a file is: told by its bytes, never by its name.
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_READER_H
#define ANNALS_ARCHIVER_GATHER_READ_READER_H

#include "format/base/err.h"
#include "format/base/slice.h"

#include <stdbool.h>

/* So many first bytes are enough. */
#define READER_FIRST 4096

enum reader_kind {
	READER_TEXT, /* no sign that it is anything else */
	READER_HTML,
	READER_PICTURE, /* one of those that a report may come with */
	READER_DOCX,
	READER_ODT,
	READER_PDF,
	READER_MAIL,
	READER_NINJS,	 /* news in JSON */
	READER_WIRE_XML, /* NewsML-G2, NITF */
	READER_MARKDOWN,
	READER_IPTC7901,
	READER_ARCHIVE,	    /* files and folders: zip, tar, 7z */
	READER_COMPRESSED,  /* one file, packed by what READER_PACKED is: `page.html.gz` */
	READER_WEB_ARCHIVE, /* pages as they were served: WARC, ARC, WACZ */
	READER_ZIP,	    /* one of four of those above: its members tell which */
	READER_PACKED,	    /* gzip, xz, zstd, bzip2: what is packed tells */
	READER_UNKNOWN
};

struct reader_guess {
	enum reader_kind kind;
	const char *type;   /* of a picture: `image/jpeg` */
	const char *ending; /* of a picture: `jpg` */
	const char *what;   /* of what is not plainly a report: "a PDF document" */
};

/* By its first bytes alone. */
struct reader_guess reader_guess(struct slice first);

/* Whether it holds reports and is none itself. */
bool reader_is_container(enum reader_kind kind);

/* Of a file, never READER_ZIP or READER_PACKED: those are looked into. RC_IO where it cannot be
 * opened or read, RC_BAD where it is no regular file. */
MUST_USE enum rc reader_guess_file(const char *path, struct reader_guess *out, struct err *e);

/* Whether it is a report, which may have pictures beside it. */
bool reader_is_report(enum reader_kind kind);

#endif
