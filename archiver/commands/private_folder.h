/*
 * private_folder.h -- where extracted files stand until all of them are known to be
 * good: a folder in the target that nobody else can enter. What is in it takes its
 * final name in one step, which never replaces anything; or it is removed.
 *
 * Nothing but regular files and folders is ever made in it, and it is ours alone,
 * so no link can lead a path out of it. The folders on the way to a final name
 * may be others', so there no link is followed. A killed process leaves a folder
 * `.annals-<process>-<n>` behind, and nothing under a final name.
 */
#ifndef ANNALS_ARCHIVER_COMMANDS_PRIVATE_FOLDER_H
#define ANNALS_ARCHIVER_COMMANDS_PRIVATE_FOLDER_H

#include "format/base/err.h"
#include "format/base/slice.h"

struct private_folder {
	int target; /* the folder that final names are in; or -1 */
	int fd;
	char name[32];
	const char *path; /* of the target; borrowed */
};

#define PRIVATE_FOLDER_EMPTY ((struct private_folder){.target = -1, .fd = -1})

/* Makes the target where it is not there; nothing else before private_folder_begin. */
MUST_USE enum rc private_folder_init(const char *target, struct private_folder *out, struct err *e);

/* Makes the private folder. */
MUST_USE enum rc private_folder_begin(struct private_folder *p, struct err *e);

/*
 * Makes a file of mode 0644 and the folders before it, from any thread; `path` is
 * relative, without "..". A descriptor for writing, to be closed.
 */
MUST_USE enum rc
private_folder_file(struct private_folder *p, struct slice path, int *fd, struct err *e);

/* The same for a file whose content is at hand. */
MUST_USE enum rc private_folder_put(
	struct private_folder *p, struct slice path, struct slice content, struct err *e);

MUST_USE enum rc private_folder_write(int fd, struct slice piece, struct err *e);

/*
 * Syncs all that was written (its whole file system, which for many files is far cheaper
 * than file by file), then gives what is called `inside` the name `outside` in the target.
 * RC_IO, and nothing is changed, where that name is taken.
 */
MUST_USE enum rc private_folder_place(
	struct private_folder *p, const char *inside, const char *outside, struct err *e);

/* Removes what was not placed. */
void private_folder_release(struct private_folder *p);

#endif
