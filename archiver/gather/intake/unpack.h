/*
 * unpack.h -- lays out a zip, tar or 7z file as a folder of files, and a compressed file as a
 * folder of one: called as it is, without the suffix that says how it is compressed.
 *
 * Nothing but regular files of mode 0600 and folders of mode 0700 is made, and only
 * beneath the folder given, in which nobody else writes: so no link can lead a path out
 * of it. Folders are made where a file lies in them. All of the archive's members that
 * are not laid out are told, but for those that begin with a dot (member_name.h).
 */
#ifndef ANNALS_ARCHIVER_GATHER_INTAKE_UNPACK_H
#define ANNALS_ARCHIVER_GATHER_INTAKE_UNPACK_H

#include "archiver/gather/intake/unpack_limits.h"
#include "format/base/slice.h"

#include <stdbool.h>

struct unpack_listener {
	/* Of a member that is left out, and why. A failure ends the unpacking. */
	enum rc (*refused)(void *ctx, struct slice name, const char *why, struct err *e);
	void *ctx;
};

struct unpack_packed {
	const char *path;
	bool alone; /* no archive: READER_COMPRESSED */
};

/*
 * What is packed into the empty folder at `folder`. RC_LIMIT, RC_BAD where it is
 * damaged, RC_IO where it cannot be read or written, RC_NOMEM: then what is in the folder
 * already is not to be used.
 */
MUST_USE enum rc unpack_archive(const struct unpack_packed *from, const char *folder,
	struct unpack_limits *limits, const struct unpack_listener *listener, struct err *e);

#endif
