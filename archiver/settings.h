/*
 * settings.h -- annals.conf, the settings of an archive (annals-conf(5)).
 *
 * Lines "key = value"; white space around either does not count, blank lines and
 * lines that begin with '#' are passed over. A key that is not known, given twice
 * or missing is refused with its line, so that no slip of the pen goes unnoticed.
 * What is about unpacking may be missing. A text without a control character, valid UTF-8, 64 KiB
 * at most.
 */
#ifndef ANNALS_ARCHIVER_SETTINGS_H
#define ANNALS_ARCHIVER_SETTINGS_H

#include "format/base/bytes.h"
#include "format/base/limits.h"

#define SETTINGS_FILE		     "annals.conf"
#define SETTINGS_FILE_MAX	     (64 * 1024)
#define SETTINGS_LEVEL_MOST	     19
#define SETTINGS_LEVEL		     9	       /* unless something else is said */
#define SETTINGS_ZONE_MOST	     (14 * 60) /* UTC+14 and UTC-12 are in use; both ways alike */
#define SETTINGS_NAME_MAX	     32
#define SETTINGS_UNPACKED_MOST	     1000000000 /* MiB, files, bytes to one */
#define SETTINGS_UNPACKED_DEPTH_MOST 16		/* less than folders in folders may be */
#define SETTINGS_ORG_MAX	     200

struct settings {
	struct slice origin;	   /* the log's origin, never changed */
	struct slice name;	   /* bundles are called NAME-YYYY-MM */
	struct slice organization; /* Source-Organization of bag-info.txt; may be empty */
	struct slice key;	   /* secret key: a path, or a name without '/' in $ANNALS_HOME */
	unsigned level;		   /* of compression, 1 to 19 */
	int zone;		   /* minutes east of UTC, for reports that say no zone */
	/* How much may come out of an archive of reports; the defaults where nothing is said. */
	uint64_t unpacked_size; /* bytes */
	uint64_t unpacked_files;
	uint64_t unpacked_ratio;
	unsigned unpacked_depth;
	struct slice tables; /* a folder in the archive's, with word lists of its own; or empty */
	struct bytes text;   /* what the slices borrow from, where it was read from a file */
};

#define SETTINGS_EMPTY \
	((struct settings){SLICE_EMPTY, SLICE_EMPTY, SLICE_EMPTY, SLICE_EMPTY, SETTINGS_LEVEL, 0, \
		LIMIT_UNPACKED, LIMIT_UNPACKED_FILES, LIMIT_UNPACKED_RATIO, LIMIT_UNPACKED_DEPTH, \
		SLICE_EMPTY, BYTES_UP_TO(SETTINGS_FILE_MAX)})

void settings_release(struct settings *s);

/* `[a-z0-9][a-z0-9-]{0,31}` */
bool settings_name_check(struct slice name);

/* `[+-]HH:MM`, up to 14 hours; and the same written. */
bool settings_zone_parse(struct slice text, int *minutes);
void settings_zone_write(int minutes, struct bytes *out);

/* The machine's own, now; 0 where that cannot be told. */
int settings_zone_here(void);

/* The slices borrow from `text`. RC_BAD with the number of the line at fault. */
MUST_USE enum rc settings_parse(struct slice text, struct settings *out, struct err *e);

/* A file for people, with a comment for every key. */
void settings_write(const struct settings *s, struct bytes *out);

/*
 * Reads annals.conf of the folder `archive`. RC_USAGE where there is none, for it is no
 * archive, and for one that says nonsense: that is the user's mistake and no verdict.
 */
MUST_USE enum rc settings_read(const char *archive, struct settings *out, struct err *e);

/* The path of the folder of tables, to be freed by the caller; NULL where there is none. */
MUST_USE enum rc
settings_tables_path(const char *archive, const struct settings *s, char **path, struct err *e);

#endif
