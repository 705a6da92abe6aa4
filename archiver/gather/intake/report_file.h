/*
 * report_file.h -- reads a file that others may be writing, moving or replacing.
 *
 * Only regular files are opened, never through a link in the last place, never
 * blocking. What a file is (device, inode, size, times of change) is compared
 * before and after: one that changed is read again, twice at the most, and then
 * refused, so that nothing torn is archived.
 */
#ifndef ANNALS_ARCHIVER_GATHER_INTAKE_REPORT_FILE_H
#define ANNALS_ARCHIVER_GATHER_INTAKE_REPORT_FILE_H

#include "format/base/bytes.h"
#include "format/base/digest.h"
#include "format/base/stream.h"

/* A file as it stood when it was read. */
struct report_file {
	uint64_t device, inode, size;
	int64_t modified, modified_ns; /* contents */
	int64_t changed, changed_ns;   /* contents, owner, mode, name */
};

/*
 * Appends the whole file to `out`. RC_LIMIT where it has more than `most`
 * bytes, RC_BAD where it is empty or no regular file, RC_IO where it cannot be
 * opened or read, or keeps changing. On failure `out` is as it was, if perhaps larger inside.
 */
MUST_USE enum rc report_file_read(
	const char *path, uint64_t most, struct bytes *out, struct report_file *is, struct err *e);

/* At most `n` first bytes, appended; nothing is compared. */
MUST_USE enum rc report_file_first(const char *path, size_t n, struct bytes *out, struct err *e);

/*
 * Opens it to be read here and there, and says what it is; the caller closes `*fd`. Whether it
 * changed meanwhile is report_file_check's to tell. `*fd` is -1 on failure.
 */
MUST_USE enum rc report_file_open(const char *path, int *fd, struct report_file *is, struct err *e);

/* The same as report_file_read for a file too large to hold: only its digest is kept. */
MUST_USE enum rc report_file_hash(const char *path, uint64_t most, struct digest *digest,
	struct report_file *is, struct err *e);

/* RC_IO where the file is not as `is` describes it any more. */
MUST_USE enum rc report_file_check(const char *path, const struct report_file *is, struct err *e);

/* All bytes of the file that `is` describes, to `sink`; RC_IO where it is not the same any more. */
MUST_USE enum rc report_file_copy(
	const char *path, const struct report_file *is, const struct sink *sink, struct err *e);

#endif
