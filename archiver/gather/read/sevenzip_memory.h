/*
 * sevenzip_memory.h -- how much memory it takes to unpack a 7z file, before that is tried.
 *
 * libarchive takes what the file's list of coders asks for (7-Zip's DOC/7zFormat.txt): the
 * dictionary of LZMA and LZMA2 and the model of PPMd, up to 4 GiB each. The list is often
 * packed by LZMA itself. It is read here as libarchive does, strictly: what is written in
 * another order than 7-Zip writes is refused. So is a number of files or streams that would
 * take much memory before a name is read.
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_SEVENZIP_MEMORY_H
#define ANNALS_ARCHIVER_GATHER_READ_SEVENZIP_MEMORY_H

#include "format/base/err.h"
#include "format/base/limits.h"

/* Of the list of files, packed and unpacked; and of files, streams and folders in it. */
#define SEVENZIP_MEMORY_LIST_MAX  (32 * MIB)
#define SEVENZIP_MEMORY_FILES_MAX UINT64_C(1000000)

/*
 * RC_LIMIT where a file in it needs more than LIMIT_DECODER, or one of the numbers above is
 * exceeded; RC_BAD where
 * it is damaged or cut short; RC_UNSUPPORTED where its list is encrypted, or this build has no
 * liblzma; RC_IO, RC_NOMEM. Where `fd` stands does not matter and is not changed.
 */
MUST_USE enum rc sevenzip_memory_check(int fd, struct err *e);

#endif
