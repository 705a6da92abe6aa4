/*
 * folder.h -- files below an open folder that nobody vouches for.
 *
 * A path is followed part by part and never through a symbolic link, so that
 * nothing outside the folder is ever read; what is not a regular file is not
 * waited for. Answers say what is so: a worker thread needs no message, and
 * whoever reports makes one with folder_explain.
 */
#ifndef ANNALS_FORMAT_BUNDLE_FOLDER_H
#define ANNALS_FORMAT_BUNDLE_FOLDER_H

#include "format/base/bytes.h"
#include "format/base/digest.h"

enum folder_finding {
	FOLDER_GOOD,
	FOLDER_MISSING,
	FOLDER_STRANGE,	   /* a symbolic link, a device …: not the file or folder it should be */
	FOLDER_UNREADABLE, /* the system failed with `error` */
};

struct folder_answer {
	enum folder_finding finding;
	int error; /* errno, where FOLDER_UNREADABLE */
};

/* RC_OK; RC_BAD with FOLD-1 for what is missing or FOLD-3 for what is strange; RC_IO. */
MUST_USE enum rc folder_explain(struct folder_answer answer, struct slice path, struct err *e);

/* Opens a regular file, or a folder, for reading; `*fd` is the caller's, -1 on failure. */
struct folder_answer folder_open_file(int folder, struct slice path, int *fd);
struct folder_answer folder_open_folder(int folder, struct slice path, int *fd);

/* The SHA-256 and the length of a file. */
struct folder_answer
folder_digest(int folder, struct slice path, struct digest *digest, uint64_t *size);

/* Appends a whole file; what does not fit shows in `out`, as with every append. */
struct folder_answer folder_read(int folder, struct slice path, struct bytes *out);

enum folder_kind { FOLDER_KIND_FILE, FOLDER_KIND_FOLDER, FOLDER_KIND_OTHER };

/* Tells of every entry but "." and "..", in no order; the name lives during the call. */
struct folder_answer folder_list(
	int folder, void (*see)(void *ctx, struct slice name, enum folder_kind kind), void *ctx);

#endif
