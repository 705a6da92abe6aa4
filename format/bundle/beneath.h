/*
 * beneath.h -- files below an open folder that nobody vouches for.
 *
 * A path is followed part by part and never through a symbolic link, so that
 * nothing outside the folder is ever read; what is not a regular file is not
 * waited for. Answers say what is so: a worker thread needs no message, and
 * whoever reports makes one with beneath_explain.
 */
#ifndef ANNALS_FORMAT_BUNDLE_BENEATH_H
#define ANNALS_FORMAT_BUNDLE_BENEATH_H

#include "format/base/bytes.h"
#include "format/base/digest.h"

enum beneath_finding {
	BENEATH_GOOD,
	BENEATH_MISSING,
	BENEATH_STRANGE,    /* a symbolic link, a device …: not the file or folder it should be */
	BENEATH_UNREADABLE, /* the system failed with `error` */
};

struct beneath_answer {
	enum beneath_finding finding;
	int error; /* errno, where BENEATH_UNREADABLE */
};

/* RC_OK; RC_BAD with FOLD-1 for what is missing or FOLD-3 for what is strange; RC_IO. */
MUST_USE enum rc beneath_explain(struct beneath_answer answer, struct slice path, struct err *e);

/* Opens a regular file, or a folder, for reading; `*fd` is the caller's, -1 on failure. */
struct beneath_answer beneath_open_file(int folder, struct slice path, int *fd);
struct beneath_answer beneath_open_folder(int folder, struct slice path, int *fd);

/* The SHA-256 and the length of a file. */
struct beneath_answer
beneath_digest(int folder, struct slice path, struct digest *digest, uint64_t *size);

/* Appends a whole file; what does not fit shows in `out`, as with every append. */
struct beneath_answer beneath_read(int folder, struct slice path, struct bytes *out);

enum beneath_kind { BENEATH_KIND_FILE, BENEATH_KIND_FOLDER, BENEATH_KIND_OTHER };

/* Tells of every entry but "." and "..", in no order; the name lives during the call. */
struct beneath_answer beneath_list(
	int folder, void (*see)(void *ctx, struct slice name, enum beneath_kind kind), void *ctx);

#endif
