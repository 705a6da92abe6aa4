/*
 * archive.h -- an archive's folder: its settings, and its bundles in
 * YYYY/<name>.tar.zst with a sidecar each.
 */
#ifndef ANNALS_ARCHIVER_ASSEMBLE_ARCHIVE_H
#define ANNALS_ARCHIVER_ASSEMBLE_ARCHIVE_H

#include "archiver/settings.h"
#include "format/base/stream.h"
#include "format/bundle/bundle.h"
#include "format/bundle/bundle_name.h"

/* "YYYY/" and a bundle's name with its suffix. */
#define ARCHIVE_PATH_MAX (5 + BUNDLE_NAME_MAX + sizeof BUNDLE_NAME_SUFFIX)

/* More bundles than one archive will have in a thousand years of months. */
#define ARCHIVE_BUNDLES_MAX 100000

struct archive_bundle {
	char path[ARCHIVE_PATH_MAX]; /* from the archive's folder */
	char name[BUNDLE_NAME_MAX + 1];
};

struct archive {
	int fd;
	struct settings settings;
	struct archive_bundle *bundles; /* by name: month after month, supplements in order */
	size_t count;

	/* Files called *.tar.zst that are no bundle's by name and place: nobody looks at them. */
	size_t stray_count;
	struct bytes strays; /* paths of the first ones, a line each */
};

#define ARCHIVE_STRAYS_MAX 4096

#define ARCHIVE_EMPTY \
	((struct archive){ \
		.fd = -1, .settings = SETTINGS_EMPTY, .strays = BYTES_UP_TO(ARCHIVE_STRAYS_MAX)})

/* RC_USAGE where `path` is no archive: it has no annals.conf. */
MUST_USE enum rc archive_open(const char *path, struct archive *out, struct err *e);
void archive_release(struct archive *a);

/* For the one who writes: RC_IO where another does. Kept until archive_release. */
MUST_USE enum rc archive_lock(struct archive *a, struct err *e);

/* Lists the bundles anew. */
MUST_USE enum rc archive_scan(struct archive *a, struct err *e);

/* "YYYY/<name>.tar.zst", where the bundle of that name lies. */
void archive_path(const char *name, char path[ARCHIVE_PATH_MAX]);

/* The folder YYYY of a period, made where it is not there; a descriptor the caller closes. */
MUST_USE enum rc archive_year(struct archive *a, struct slice period, int *folder, struct err *e);

/* A bundle's file, opened. Does not move in memory while it is open. */
struct archive_file {
	int fd;
	struct source source;
	struct bundle bundle;
};

#define ARCHIVE_FILE_EMPTY ((struct archive_file){.fd = -1, .bundle = BUNDLE_EMPTY})

void archive_file_release(struct archive_file *f);

/*
 * Opens a file beneath `folder` (AT_FDCWD for any path) and reads its seal, as bundle_open
 * does; the same rc. A file whose name is not its bundle's is RC_BAD with FILE-4.
 */
MUST_USE enum rc archive_file_open(int folder, const char *path, const struct trust *trust,
	struct archive_file *out, struct err *e);

#endif
