/*
 * manifest.h -- a line of manifest-sha256.txt or tagmanifest-sha256.txt (SPEC 5.2;
 * BagIt 1.0, RFC 8493 sections 2.1.3 and 2.2.1).
 *
 * A line is a SHA-256 as 64 lower-case hex digits, two spaces, a path, LF: what
 * sha256sum writes and checks. Paths need no percent-encoding, because what
 * would need it has no place in them (SPEC 4).
 */
#ifndef ANNALS_FORMAT_BAG_MANIFEST_H
#define ANNALS_FORMAT_BAG_MANIFEST_H

#include "format/base/cursor.h"
#include "format/base/digest.h"

/* What a line takes with a path of so many bytes. */
#define MANIFEST_LINE_SIZE(path_len) (2 * DIGEST_SIZE + 3 + (path_len))

void manifest_line_write(const struct digest *d, struct slice path, struct bytes *out);

/*
 * The next line. RC_BAD for any other spelling, and for a path that is empty or longer
 * than LIMIT_PATH; that its bytes and parts are those of a path is the caller's to check
 * (ustar_path_check) before it is opened or compared. `path` points into the text.
 */
MUST_USE enum rc
manifest_line_parse(struct cursor *c, struct digest *d, struct slice *path, struct err *e);

#endif
