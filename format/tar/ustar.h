/*
 * ustar.h -- the one tar header this format has (SPEC 4).
 *
 * A header is a function of path, size and modification time, so reading is
 * writing: what a block says of path and size is written again and all 512
 * bytes are compared. Links, folders, devices, pax and GNU records, hidden
 * bytes and every second spelling fall at that comparison.
 *
 * The fields, POSIX.1-1988 ustar (IEEE Std 1003.1, pax, "ustar Interchange
 * Format"); numbers are octal digits with leading zeros:
 *
 *      0  100  name      the path, or what follows its last '/'; then NULs
 *    100    8  mode      "0000644" NUL
 *    108    8  uid       "0000000" NUL
 *    116    8  gid       "0000000" NUL
 *    124   12  size      11 digits NUL: less than 8 GiB
 *    136   12  mtime     11 digits NUL: UTC seconds, less than 2^33
 *    148    8  chksum    6 digits NUL space: the sum of the 512 bytes, this
 *                        field taken as spaces
 *    156    1  typeflag  '0', a regular file
 *    157  100  linkname  NULs
 *    257    6  magic     "ustar" NUL
 *    263    2  version   "00"
 *    265   32  uname     NULs
 *    297   32  gname     NULs
 *    329    8  devmajor  "0000000" NUL
 *    337    8  devminor  "0000000" NUL
 *    345  155  prefix    NULs where the path has 100 bytes or fewer, else what
 *                        precedes its last '/'; then NULs
 *    500   12            NULs
 *
 * A field that its text fills has no NUL. The content follows, and after it
 * NULs up to a multiple of 512; two blocks of NULs end the stream.
 */
#ifndef ANNALS_FORMAT_TAR_USTAR_H
#define ANNALS_FORMAT_TAR_USTAR_H

#include "format/base/err.h"
#include "format/base/limits.h"
#include "format/base/slice.h"

#define USTAR_BLOCK	512
#define USTAR_MTIME_MAX ((UINT64_C(1) << 33) - 1)

struct ustar_entry {
	char path[LIMIT_PATH + 1]; /* terminated */
	size_t path_len;
	uint64_t size;
};

static inline struct slice
ustar_path(const struct ustar_entry *entry)
{
	return slice_of(entry->path, entry->path_len);
}

/*
 * RC_OK, or RC_BAD with the reason. A path has up to LIMIT_PATH bytes out of
 * [a-z0-9._/-] and fits into name and prefix; its parts are not empty, do not
 * begin with '.' or '-' nor end in '.' (which Windows would drop), and none is
 * the name of a Windows device, with or without an extension.
 */
MUST_USE enum rc ustar_path_check(struct slice path, struct err *e);

/* The header. RC_BAD for the path, RC_LIMIT for a size or time that does not fit. */
MUST_USE enum rc ustar_write(
	struct slice path, uint64_t size, uint64_t mtime, uint8_t out[USTAR_BLOCK], struct err *e);

/*
 * Path and size of a header that is, byte for byte, what ustar_write makes of
 * them and `mtime`; else RC_BAD, naming the first field that is not (chksum only
 * where it alone is wrong). A block of NULs is no header: ask ustar_is_end first.
 */
MUST_USE enum rc ustar_parse(
	const uint8_t block[USTAR_BLOCK], uint64_t mtime, struct ustar_entry *out, struct err *e);

/* True for a block of NULs. */
bool ustar_is_end(const uint8_t block[USTAR_BLOCK]);

/* How many NULs follow a content of `size` bytes: 0 to 511. */
static inline size_t
ustar_padding(uint64_t size)
{
	return (size_t)(-size % USTAR_BLOCK);
}

/* What a member takes in the stream: header, content, padding. */
static inline uint64_t
ustar_member_size(uint64_t size)
{
	return USTAR_BLOCK + size + ustar_padding(size);
}

#endif
