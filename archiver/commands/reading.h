/*
 * reading.h -- a bundle opened the way every command opens one that it reads: whom
 * to believe is settled first, then the process is confined, and only then is a
 * byte of the bundle read.
 */
#ifndef ANNALS_ARCHIVER_COMMANDS_READING_H
#define ANNALS_ARCHIVER_COMMANDS_READING_H

#include "archiver/assemble/archive.h"
#include "archiver/commands/believe.h"
#include "archiver/commands/remember.h"
#include "archiver/gather/intake/unpack_limits.h"
#include "archiver/sandbox.h"
#include "format/bundle/article_find.h"
#include "format/bundle/frame_reader.h"

/* Does not move in memory while it is open. */
struct reading {
	struct trust trust;
	struct archive_file file;
	struct frame_reader frames;
	struct remember memory;
	bool believed; /* false only where that was allowed */
};

#define READING_EMPTY \
	((struct reading){.trust = TRUST_EMPTY, \
		.file = ARCHIVE_FILE_EMPTY, \
		.frames = FRAME_READER_EMPTY, \
		.memory = REMEMBER_EMPTY})

struct reading_settings {
	const char *path;
	const char *writable;	 /* a folder beneath which files may be made; or NULL */
	bool unbelieved_allowed; /* a bundle that nobody believed signed is opened all the same */
};

/*
 * Opens the bundle for `o`, whose table has the rows of believe.h, and holds it against what
 * this user saw of its log before. From here on the process may read that file, make files
 * beneath `writable`, and nothing else.
 */
MUST_USE enum rc reading_open(const struct options *o, const struct reading_settings *settings,
	struct reading *out, struct err *e);
void reading_release(struct reading *r);

/* Who reads reports reads this, too: the C library loads its character sets from here. */
#define READING_MODULES "/usr/lib"

struct sandbox;

/*
 * Lets reports be read from this input. The pictures of a saved page lie beside it, in a
 * folder (`page_files`) that nobody names: that is let in too.
 */
MUST_USE enum rc reading_allow_input(struct sandbox *s, const char *path, struct err *e);

/* How much may come out of what comes packed, as the archive's settings say. */
struct unpack_limits reading_limits(const struct settings *s);

/* The confinement alone, for a command that reads more than one bundle. */
MUST_USE enum rc
reading_confine(const char *const *readable, size_t count, const char *writable, struct err *e);

#endif
