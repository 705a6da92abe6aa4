/*
 * own_tables.h -- word lists that a user adds to those that are compiled in: local
 * bodies, agencies, places (annals-conf(5)).
 *
 * Files called *.tsv in one folder, in byte order, each in the form of the tables
 * in tables/, in UTF-8; links and other folders are not followed. They are part of
 * what decides an article's bytes, so a digest over them goes into the articles.
 */
#ifndef ANNALS_ARCHIVER_GATHER_OWN_TABLES_H
#define ANNALS_ARCHIVER_GATHER_OWN_TABLES_H

#include "archiver/gather/tables/lexicon.h"
#include "format/base/bytes.h"
#include "format/base/limits.h"

#define OWN_TABLES_FILES_MAX 64
#define OWN_TABLES_MAX	     MIB /* bytes, of all together */

/*
 * Appends the tables to `text`, which must stay as long as `x`, adds them to `x`,
 * and adds each to `h`. RC_USAGE with the file and line of what is wrong in them.
 */
MUST_USE enum rc own_tables_read(
	const char *folder, struct lexicon *x, struct bytes *text, struct hasher *h, struct err *e);

#endif
