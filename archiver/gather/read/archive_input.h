/*
 * archive_input.h -- members of a zip, tar or 7z file one after another, by libarchive.
 *
 * Only the formats and filters that a report may come in are known to it. Names are
 * read in a UTF-8 locale of the calling thread, whatever that of the process is: in
 * the C locale libarchive drops what is not ASCII. So open, next, read and release are
 * all called in one thread, and nothing else is done there in between that asks for the
 * locale.
 *
 * Where memory runs out libarchive may end the process (exit status 1): nothing may
 * depend on being cleaned up behind it. Its messages quote names as they are; err.h
 * masks them.
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_ARCHIVE_INPUT_H
#define ANNALS_ARCHIVER_GATHER_READ_ARCHIVE_INPUT_H

#include "format/base/err.h"

#include <locale.h>
#include <stdbool.h>
#include <stdint.h>

enum archive_input_form {
	ARCHIVE_INPUT_ZIP, /* by its central directory: one that was cut short has none */
	ARCHIVE_INPUT_TAR, /* plain, or packed by gzip, xz, zstd or bzip2, once */
	ARCHIVE_INPUT_7Z,
	ARCHIVE_INPUT_RAW /* a single member: what a file holds that one of these has packed */
};

struct archive;
struct archive_entry;
struct lzma_decoder;

struct archive_input {
	struct archive *archive;
	struct archive_entry *entry; /* the member at hand */
	int fd;
	struct lzma_decoder *xz; /* before libarchive, which would take any memory */
	struct err failed;	 /* what that said: libarchive asks in between */
	locale_t utf8, before;
};

#define ARCHIVE_INPUT_EMPTY ((struct archive_input){.fd = -1})

/*
 * A regular file, not through a link. RC_BAD where it is not of that form, RC_LIMIT where it
 * takes more memory than LIMIT_DECODER. The struct stays where it is until it is released.
 */
MUST_USE enum rc archive_input_open(
	const char *path, enum archive_input_form form, struct archive_input *out, struct err *e);
void archive_input_release(struct archive_input *in);

/* The next member; `*got` is false after the last. RC_BAD where the rest cannot be had. */
MUST_USE enum rc archive_input_next(struct archive_input *in, bool *got, struct err *e);

/* Its name as it stands there, in UTF-8 where that is known; NULL where it cannot be told. */
const char *archive_input_name(const struct archive_input *in);

enum archive_input_type {
	ARCHIVE_INPUT_FILE,
	ARCHIVE_INPUT_FOLDER,
	ARCHIVE_INPUT_LINK,
	ARCHIVE_INPUT_OTHER /* a device, a pipe, a socket */
};

enum archive_input_type archive_input_type(const struct archive_input *in);

/* Of how many bytes the archive says it is; false where it does not say. */
bool archive_input_size(const struct archive_input *in, uint64_t *size);

/*
 * Its next bytes, at most `room`; `*got` is 0 behind the last. RC_BAD where this member
 * cannot be had: encrypted, damaged, packed in a way that is not known; the next one may be.
 */
MUST_USE enum rc
archive_input_read(struct archive_input *in, uint8_t *to, size_t room, size_t *got, struct err *e);

/* The version of libarchive at run time. */
const char *archive_input_library(void);

#endif
