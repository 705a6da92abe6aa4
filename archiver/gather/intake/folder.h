/*
 * folder.h -- the names in one folder, in the order in which the paths beneath
 * it are walked, and whether they are one report with its photos.
 */
#ifndef ANNALS_ARCHIVER_GATHER_INTAKE_FOLDER_H
#define ANNALS_ARCHIVER_GATHER_INTAKE_FOLDER_H

#include "format/base/sorter.h"

#include <dirent.h>
#include <stdbool.h>

enum folder_kind {
	FOLDER_FILE,
	FOLDER_PICTURE, /* a file; told only where it may belong to a report beside it */
	FOLDER_TEXT,	/* likewise */
	FOLDER_FOLDER,
	FOLDER_OTHER /* a link, a pipe, a socket, a device */
};

struct folder {
	struct sorter *names;
	bool single; /* one text, pictures, no folder: a report with its photos */
	char name[sizeof((struct dirent *)NULL)->d_name];
};

/*
 * Reads the folder whole; no descriptor stays open. `follow` lets the path be a
 * link. RC_IO where it cannot be read. `scratch` as in intake.h.
 */
MUST_USE enum rc
folder_read(const char *path, bool follow, int scratch, struct folder *out, struct err *e);
void folder_release(struct folder *f);

/*
 * The next name, valid until the next call; NULL after the last. A folder's
 * sorts as if with a '/' behind it, so that `a-b` comes before what is in `a`.
 * Names that begin with a dot are not among them.
 */
MUST_USE enum rc
folder_next(struct folder *f, const char **name, enum folder_kind *kind, struct err *e);

#endif
